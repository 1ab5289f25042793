"""Collecting: what outlets publish, found, polled and fetched, politely and safely.

`discover` finds the sources behind an address, `poll` asks a source what is new, `fetch`
brings one item in. `kinds` is the registry of source kinds; a new kind is a file with a
poll function and a line there. Everything that goes out goes through `web`, which parses
an address once (`weburl`), refuses what must not be asked (`networks`, `robots`), and
connects to nothing but what it has checked (`exchange`, `connection`). Pages that script
makes are opened by `browser`, which reaches nothing past a proxy with the same checks;
`ways` says which sources want that. `deposit` hands a page to a public web archive.
"""

REVISIONS: dict[int, str] = {1: "first"}
"""The recipes of listings and captures: number and reason."""
