"""Stretches of text between quotation marks, of all kinds."""

from __future__ import annotations

import re
from dataclasses import dataclass

_CLOSERS = {"“": "”", "«": "»", "„": "“”", "‹": "›", "``": "''", "‘": "’"}
_TOGGLES = ('"', "''", "＂")
_MARK = re.compile(r"``|''|[\"“”«»„‹›‘’＂]")
_OPENS_AFTER = frozenset(" \t\n\r\xa0\u200f\u200e\u200c([{—–-/:،؛") | {""}


@dataclass(frozen=True, slots=True)
class Quoted:
    """A stretch between marks; offsets into the text that was given."""

    start: int
    """Of the opening mark."""
    end: int
    """Behind the closing mark, or where the paragraph ends without one."""
    inner_start: int
    inner_end: int
    is_closed: bool
    continues: bool = False
    """The one before was left open at its paragraph's end, and this goes on with it."""


def quoted_stretches(text: str, start: int, end: int, goes_on: bool = False) -> tuple[Quoted, ...]:
    """The outermost quoted stretches of the paragraph text[start:end], in order.

    `goes_on`: the paragraph before ended inside a quotation, so that a mark at this one's
    beginning goes on with it. A mark that is never closed counts only at the paragraph's
    beginning or after a colon; single marks only where they can't be apostrophes.
    """
    found: list[Quoted] = []
    at = start
    while opening := _opening(text, at, end):
        closing = _closing(text, opening, end)
        is_first = not text[start : opening.start()].strip()
        if closing is not None:
            inner = (opening.end(), closing.start())
            found.append(Quoted(opening.start(), closing.end(), *inner, True, goes_on and is_first))
            at = closing.end()
        elif is_first or text[start : opening.start()].rstrip().endswith(":"):
            inner = (opening.end(), end)
            found.append(Quoted(opening.start(), end, *inner, False, goes_on and is_first))
            break
        else:
            at = opening.end()
    return tuple(found)


def _opening(text: str, at: int, end: int) -> re.Match[str] | None:
    for mark in _MARK.finditer(text, at, end):
        before = text[mark.start() - 1 : mark.start()]
        after = text[mark.end() : mark.end() + 1]
        if mark[0] in {"“", "«", "„", "``"}:
            return mark
        can_open = before in _OPENS_AFTER and bool(after.strip())
        if can_open and (mark[0] in _TOGGLES or mark[0] in {"‹", "‘"}):
            return mark
    return None


def _closing(text: str, opening: re.Match[str], end: int) -> re.Match[str] | None:
    """The mark that closes `opening`, with those of its own kind nested inside skipped."""
    kind, depth = opening[0], 1
    for mark in _MARK.finditer(text, opening.end(), end):
        if mark[0] == kind and kind in _CLOSERS and kind != "‘":
            depth += 1
        elif _closes(text, mark, kind):
            depth -= 1
            if depth == 0:
                return mark
    return None


def _closes(text: str, mark: re.Match[str], kind: str) -> bool:
    before, after = text[mark.start() - 1], text[mark.end() : mark.end() + 1]
    if kind == "``":
        return mark[0] == "''"
    if kind in {'"', "“"} and mark[0] in {'"', "”"}:
        # Straight and curly marks are often mixed. A straight one with a space before it
        # and a letter behind it opens another.
        return mark[0] == "”" or not (before.isspace() and after.isalnum())
    if kind == "‘":  # an apostrophe has a letter behind it
        return mark[0] == "’" and not after.isalnum()
    return mark[0] in _CLOSERS.get(kind, kind)
