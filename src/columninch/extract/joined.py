"""Readings of one article's pages to one reading of the whole article."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from columninch.text.normalise import fold
from columninch.text.words import word_count

if TYPE_CHECKING:
    from collections.abc import Sequence

    from columninch.records import Block, Reading

LONG_ENOUGH = 4
"""Words; a shorter line may well stand on two pages of its own right."""


def join_pages(pages: Sequence[Reading]) -> Reading:
    """One reading of the pages in their order: the first one's facts, and the text of all.

    What stood on an earlier page already (titles, leads, notes) is not repeated. Each block
    tells the page that it stands on.
    """
    first = pages[0]
    texts: list[str] = []
    blocks: list[Block] = []
    known = {fold(first.title)}
    at = 0
    for number, page in enumerate(pages, start=1):
        told: set[str] = set()
        for block in page.blocks:
            text = page.text[block.start : block.end]
            folded = fold(text)
            if number > 1 and _is_repeated(folded, known, text):
                continue
            told.add(folded)
            texts.append(text)
            blocks.append(replace(block, start=at, end=at + len(text), page=number))
            at += len(text) + 1
        known |= told
    text = "\n".join(texts)
    return replace(
        first,
        text=text,
        blocks=tuple(blocks),
        word_count=word_count(text),
        is_teaser=pages[-1].is_teaser,
    )


def _is_repeated(folded: str, known: set[str], text: str) -> bool:
    return folded in known and word_count(text) >= LONG_ENOUGH
