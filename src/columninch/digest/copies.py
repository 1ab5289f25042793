"""How much of a source an issue shows: as much as the rights allow, never less than is cited."""

from __future__ import annotations

from typing import TYPE_CHECKING

from columninch.records import Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from columninch.digest.material import Rights
    from columninch.records import Block

SURROUNDINGS = 240
"""Code points to each side of a cited passage, widened to whole blocks where they are short."""
OPENING = 420
"""Code points of an opening that is shown where nothing in particular is cited."""
GAP = " […] "


def shown_text(
    text: str, blocks: Sequence[Block], cited: Iterable[Span], rights: Rights
) -> tuple[str, bool]:
    """What may be shown of `text`, and whether that is the whole.

    With rights to all: all. With rights to an excerpt: each cited passage with its
    surroundings, or the opening where none is cited. With none: the cited passages with
    the words right beside them, which a quotation needs, and an opening of one block.
    """
    if rights == "whole":
        return text, True
    around = SURROUNDINGS if rights == "excerpt" else SURROUNDINGS // 4
    spans = [_surrounded(text, blocks, span, around) for span in cited]
    if not spans:
        spans = [Span(0, _opening_end(text, blocks, OPENING if rights == "excerpt" else 120))]
    merged = _merged(spans)
    shown = GAP.join(text[span.start : span.end].strip() for span in merged)
    return shown, shown == text.strip()


def _surrounded(text: str, blocks: Sequence[Block], span: Span, around: int) -> Span:
    start = max(0, span.start - around)
    end = min(len(text), span.end + around)
    for block in blocks:
        if block.start <= span.start < block.end and span.start - block.start <= 2 * around:
            start = block.start
        if block.start < span.end <= block.end and block.end - span.end <= 2 * around:
            end = block.end
    return Span(_word_edge(text, start, -1), _word_edge(text, end, 1))


def _word_edge(text: str, at: int, step: int) -> int:
    """The nearest place at or beyond `at` that doesn't cut a word."""
    while 0 < at < len(text) and not text[at - 1].isspace() and not text[at].isspace():
        at += step
    return at


def _opening_end(text: str, blocks: Sequence[Block], most: int) -> int:
    if blocks and blocks[0].end <= most:
        fitting = [block.end for block in blocks if block.end <= most]
        return fitting[-1]
    return _word_edge(text, min(most, len(text)), -1)


def _merged(spans: Iterable[Span]) -> list[Span]:
    merged: list[Span] = []
    for span in sorted(spans, key=lambda each: (each.start, each.end)):
        if merged and span.start <= merged[-1].end:
            merged[-1] = Span(merged[-1].start, max(merged[-1].end, span.end))
        else:
            merged.append(span)
    return merged
