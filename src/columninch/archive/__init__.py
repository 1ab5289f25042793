"""The archive: every byte that came in, as it came, for ever.

`vault` appends captures to WARC 1.1 files, one gzip member a record, and hands their
payloads back; `verify` re-reads all of it and names each damage with its place; `wacz`
packs a few captures so that a replay program opens them. `warc` is the one module that
knows how a record is laid out, `members` the one that knows the gzip members around it.
"""

REVISIONS: dict[int, str] = {1: "first"}
"""The recipes of captures: number and reason."""
