"""Extracting: the bytes of a capture become a reading.

`read` is the one way in: it picks a reader by what the bytes are (`kinds`) and gives title,
text with blocks, authors, dates, language and the rest. Web pages are parsed once (`tree`);
the main text comes from trafilatura (`body`), facts from the page's own statements
(`statements`, `json_ld`) by one file a field. Offsets are always into the reading's text,
which is NFC.
"""

REVISIONS: dict[int, str] = {1: "first"}
"""The recipes of readings: number and reason."""
