"""Visual order to logical order: a line as it is drawn, in the order in which it is read.

A page's description draws glyphs at places; in right-to-left writing the first letter is the
rightmost, and numbers and Latin words inside run the other way. This undoes what a layout
engine does by Unicode Standard Annex 9, for the cases that print has: letters of two
directions, numbers, and neutrals between them.
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

MIRRORED = str.maketrans("()[]{}<>«»‹›⟨⟩", ")(][}{><»«›‹⟩⟨")
_OPENING, _CLOSING = frozenset("([{«‹⟨"), frozenset(")]}»›⟩")
_IN_NUMBERS = frozenset(".,:/٫٬-−+")
"""Between two digits these belong to the number: separators of UAX 9, rules W4 and W5."""
_AT_NUMBERS = frozenset("%٪‰$€£+−#°")
_RIGHT, _LEFT, _NUMBER, _NEUTRAL = "R", "L", "N", "-"


@dataclass(frozen=True, slots=True)
class Placed:
    """A cell of a line in logical order."""

    text: str
    is_inverted: bool
    """It stands in the direction of the line where that is right to left."""


def is_right_to_left(texts: Iterable[str]) -> bool:
    """Whether most letters are written from right to left."""
    right = left = 0
    for text in texts:
        for letter in text:
            kind = _kind(letter)
            right += kind == _RIGHT
            left += kind == _LEFT
    return right > left


def logical(cells: Sequence[str], *, is_rtl: bool) -> list[Placed]:
    """Cells that stand side by side from left to right, in the order in which they are read."""
    if is_rtl:
        return _from_the_right(cells)
    kinds = [_kind_of(cell) for cell in cells]
    if _RIGHT not in kinds:
        return [Placed(cell, False) for cell in cells]
    placed: list[Placed] = []
    at = 0
    while at < len(cells):
        end = _end_of_right_run(kinds, at) if kinds[at] == _RIGHT else at
        if end > at:
            placed += _from_the_right(cells[at:end])
            at = end
        else:
            placed.append(Placed(cells[at], False))
            at += 1
    return placed


def has_mirrored_brackets(lines: Iterable[Sequence[Placed]]) -> bool:
    """Whether brackets in right-to-left lines are given as drawn, not as written.

    A bracket that opens has a space before it and none behind it.
    """
    written = drawn = 0
    for line in lines:
        for before, cell, after in _neighbours(line):
            if cell.is_inverted and before.isspace() and not after.isspace():
                written += cell.text in _OPENING
                drawn += cell.text in _CLOSING
    return drawn > written


def _neighbours(line: Sequence[Placed]) -> Iterator[tuple[str, Placed, str]]:
    """Each cell with the texts before and behind it; a line begins and ends with a space."""
    texts = [" ", *(cell.text for cell in line), " "]
    yield from zip(texts, line, texts[2:], strict=False)


def _end_of_right_run(kinds: Sequence[str], start: int) -> int:
    """Behind the last letter or number of a run that is read from the right."""
    end = start
    for at in range(start, len(kinds)):
        if kinds[at] == _LEFT:
            break
        if kinds[at] in {_RIGHT, _NUMBER}:
            end = at + 1
    return end


def _from_the_right(cells: Sequence[str]) -> list[Placed]:
    turned = list(reversed(cells))
    kinds = [_kind_of(cell) for cell in turned]
    placed: list[Placed] = []
    at = 0
    while at < len(turned):
        end = _end_of_left_run(turned, kinds, at)
        if end > at:
            placed += [Placed(cell, False) for cell in reversed(turned[at:end])]
            at = end
        else:
            placed.append(Placed(turned[at], True))
            at += 1
    return placed


def _end_of_left_run(cells: Sequence[str], kinds: Sequence[str], start: int) -> int:
    """Behind a run of Latin letters and numbers that begins at `start`; `start` for none."""
    first = start
    if cells[start] in _AT_NUMBERS and start + 1 < len(kinds) and kinds[start + 1] == _NUMBER:
        first = start + 1
    if kinds[first] not in {_LEFT, _NUMBER}:
        return start
    end = first + 1
    while end < len(kinds):
        if kinds[end] in {_LEFT, _NUMBER} or (
            cells[end] in _AT_NUMBERS and kinds[end - 1] == _NUMBER
        ):
            end += 1
            continue
        after = _next_strong(kinds, end)
        if after == len(kinds) or not _bridges(cells, kinds, end - 1, after):
            break
        end = after + 1
    return end


def _next_strong(kinds: Sequence[str], at: int) -> int:
    while at < len(kinds) and kinds[at] == _NEUTRAL:
        at += 1
    return at


def _bridges(cells: Sequence[str], kinds: Sequence[str], before: int, after: int) -> bool:
    """Whether what stands between two places belongs to one left-to-right run."""
    if kinds[after] == _RIGHT:
        return False
    pair = {kinds[before], kinds[after]}
    if pair == {_LEFT}:
        return True
    if pair == {_NUMBER}:
        return after - before == 2 and cells[before + 1] in _IN_NUMBERS
    number = cells[before] if kinds[before] == _NUMBER else cells[after]
    return number.isascii()


def _kind_of(cell: str) -> str:
    """The kind of a glyph's text, which may be several letters."""
    return next((kind for kind in map(_kind, cell) if kind != _NEUTRAL), _NEUTRAL)


@lru_cache(maxsize=4096)
def _kind(letter: str) -> str:
    match unicodedata.bidirectional(letter):
        case "R" | "AL":
            return _RIGHT
        case "L":
            return _LEFT
        case "EN" | "AN":
            return _NUMBER
        case _:
            return _NEUTRAL
