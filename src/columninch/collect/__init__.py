"""Collecting: what outlets publish, found, polled and fetched, politely and safely.

`poll` asks a source what is new, `fetch` brings one item in, `discovery` finds the sources
behind an address. `kinds` is the registry of source kinds; a new kind is a file with a poll
function (in `feeds`, `sitemaps`, `pages`, `previews`, `mail`, `files` or `archives`) and a
line there. Everything that goes out goes through `fetcher`, and pages that script makes
through `browser`, which reaches nothing past a proxy with the same checks; `ways` says which
sources want that. `refusals` tells what is not the article. `deposit` hands a page to a
public web archive.
"""

REVISIONS: dict[int, str] = {1: "first"}
"""The recipes of listings and captures: number and reason."""
