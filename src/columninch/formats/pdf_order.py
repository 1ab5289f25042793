"""The order in which a page's fragments are read: columns are told by the gaps between them.

A recursive cut along white space: Nagy, Seth and Viswanathan (1992), "A Prototype Document
Image Analysis System for Technical Journals", IEEE Computer 25(7); vertical cuts come first,
so that columns stay whole, and a heading over the columns is cut off so that they show.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from columninch.formats.pdf_glyphs import Fragment

DEEPEST = 40
NARROWEST_GUTTER = 0.9
"""In heights of the letters."""
FEWEST_ROWS = 3
"""A column has as many, or it is a table's or a list's."""
MOST_GAPS = 200


def regions(found: Sequence[Fragment], *, is_rtl: bool, depth: int = 0) -> Iterator[list[Fragment]]:
    """The fragments in stretches that are read one after the other, each from the top down."""
    if not found:
        return
    parts = _columns(found) if depth < DEEPEST else None
    if parts is not None:
        for part in reversed(parts) if is_rtl else parts:
            yield from regions(part, is_rtl=is_rtl, depth=depth + 1)
        return
    cut = _cut_over_columns(found) if depth < DEEPEST else None
    if cut is None:
        yield sorted(found, key=lambda one: (-one.baseline, -one.x1 if is_rtl else one.x0))
        return
    for part in cut:
        yield from regions(part, is_rtl=is_rtl, depth=depth + 1)


def _columns(found: Sequence[Fragment]) -> tuple[list[Fragment], list[Fragment]] | None:
    """Left and right of the widest gutter that nothing crosses, or None."""
    least = NARROWEST_GUTTER * sorted(one.size for one in found)[len(found) // 2]
    ordered = sorted(found, key=lambda one: one.x0)
    best, place, right = least, 0, ordered[0].x1
    for at in range(1, len(ordered)):
        if ordered[at].x0 - right > best and _are_columns(ordered[:at], ordered[at:]):
            best, place = ordered[at].x0 - right, at
        right = max(right, ordered[at].x1)
    return (ordered[:place], ordered[place:]) if place else None


def _are_columns(left: Sequence[Fragment], right: Sequence[Fragment]) -> bool:
    return min(_row_count(left), _row_count(right)) >= FEWEST_ROWS


def _row_count(found: Sequence[Fragment]) -> int:
    return len({round(one.baseline) for one in found})


def _cut_over_columns(
    found: Sequence[Fragment],
) -> tuple[list[Fragment], list[Fragment]] | None:
    """Above and below the first gap across the page that leaves columns on one side, or None."""
    ordered = sorted(found, key=lambda one: -one.baseline)
    gaps = [
        at
        for at in range(1, len(ordered))
        if ordered[at - 1].baseline - ordered[at].baseline > 0.8 * ordered[at].size
    ][:MOST_GAPS]
    for at in gaps:
        if _columns(ordered[at:]) is not None:
            return ordered[:at], ordered[at:]
    for at in reversed(gaps):
        if _columns(ordered[:at]) is not None:
            return ordered[:at], ordered[at:]
    return None
