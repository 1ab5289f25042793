"""The archive: every byte that came in, as it came, for ever.

`vault` appends captures to WARC 1.1 files, one gzip member a record, and hands their
payloads back; `verify` re-reads all of it and names each damage with its place; `rewrite`
takes records out on purpose; `wacz` packs captures so that a replay program opens them.
`compose` is the one module that knows how a record is laid out, `warc` reads one back,
`members` knows the gzip members around them, `files` who writes to which file, and
`stored` finds the captures that a crash left without a row.

`foreign` reads the archive files of others: WARC, ARC and WACZ, whole or damaged.
"""

REVISIONS: dict[int, str] = {1: "first"}
"""The recipes of captures: number and reason."""
