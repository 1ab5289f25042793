"""Paragraphs that belong to the main text by where they stand, and were not taken for it.

Some pages cut an article into several containers of one make, of which only the first is
found. A paragraph is taken in where paragraphs of containers with the same tag and class,
inside the same article, already make up enough of the text.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from columninch.extract.assemble import Piece, squeezed
from columninch.extract.clutter import Linked
from columninch.extract.tree import text_of
from columninch.text.words import word_count

if TYPE_CHECKING:
    from collections.abc import Sequence

    from lxml import etree

FEWEST_KEPT = 3
"""Paragraphs of a make that are text already."""
FEWEST_SHARE = 0.4
"""Of the text's words that stand in containers of the make."""
FEWEST_WORDS = 12
BEGINNING = 60
"""Letters and digits by which a text is known again."""


def with_recovered(elements: Sequence[etree._Element], found: list[Linked]) -> list[Linked]:
    """The pieces with paragraphs put in at their place; `found` where none is missing."""
    places = {squeezed(one.piece.text)[:BEGINNING]: at for at, one in enumerate(found)}
    makes: dict[tuple[str, ...], list[etree._Element]] = defaultdict(list)
    for element in elements:
        if element.tag == "p":
            make = _make(element)
            if make:
                makes[make].append(element)
    total = sum(word_count(one.piece.text) for one in found)
    for paragraphs in makes.values():
        if len({one.getparent() for one in paragraphs}) < 2:
            continue
        texts = [text_of(one) for one in paragraphs]
        at = [places.get(squeezed(text)[:BEGINNING]) for text in texts]
        kept = [
            word_count(text) for text, place in zip(texts, at, strict=True) if place is not None
        ]
        if len(kept) >= FEWEST_KEPT and sum(kept) >= FEWEST_SHARE * total:
            return _merged(found, texts, at)
    return found


def _make(paragraph: etree._Element) -> tuple[str, ...]:
    """Tags and classes of what holds a paragraph."""
    parent = paragraph.getparent()
    holder = parent.getparent() if parent is not None else None
    if parent is None or holder is None or not parent.get("class"):
        return ()
    return (str(parent.tag), parent.get("class") or "", str(holder.tag), holder.get("class") or "")


def _merged(found: list[Linked], texts: list[str], at: list[int | None]) -> list[Linked]:
    """The pieces, and behind each known paragraph those that follow it on the page."""
    put_in: dict[int, list[Linked]] = defaultdict(list)
    last = -1
    for text, place in zip(texts, at, strict=True):
        if place is not None:
            last = max(last, place)
        elif last >= 0 and word_count(text) >= FEWEST_WORDS:
            put_in[last].append(Linked(Piece("paragraph", text), 0.0))
    return [piece for place, one in enumerate(found) for piece in (one, *put_in[place])]
