"""The main text of a page, in pieces: trafilatura's choice, kept with its structure.

trafilatura's balanced mode is used: on three sets of pages it was the best or within half a
point of the best, where its fast and precise modes each lost three points or more on one.
Barbaresi (2021), "Trafilatura: A Web Scraping Library and Command-Line Tool for Text
Discovery and Extraction", ACL demonstrations.
"""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

from lxml import etree
from trafilatura import bare_extraction

from columninch.extract.assemble import Piece, tidy
from columninch.extract.tree import cut, text_of
from columninch.text.normalise import fold
from columninch.text.words import word_count

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from lxml.html import HtmlElement

    from columninch.records import BlockKind

# What it finds nothing in is our error to report, not a line on standard error.
logging.getLogger("trafilatura").setLevel(logging.CRITICAL)
logging.getLogger("htmldate").setLevel(logging.CRITICAL)

FEWEST_WORDS = 15
"""A shorter result is no article's text: the page's plain paragraphs are tried instead."""

_KINDS: dict[str, BlockKind] = {
    "head": "heading",
    "item": "list",
    "quote": "quote",
    "row": "table",
    "p": "paragraph",
}
_INLINE = frozenset(["hi", "ref", "del", "lb", "span", "cell", "code", "graphic", "abbr", "sup"])


def body_pieces(root: HtmlElement, title: str) -> list[Piece]:
    """The pieces of the main text, without the title repeated at the top.

    Empty where the page has no text to speak of. `root` is not changed.
    """
    document = bare_extraction(root, include_comments=False, include_tables=True)
    body = getattr(document, "body", None)
    pieces = list(_pieces(body)) if body is not None else []
    if _words(pieces) < FEWEST_WORDS:
        pieces = max(pieces, _plain_paragraphs(root), key=_words)
    return without_title(pieces, title)


def without_title(pieces: list[Piece], title: str) -> list[Piece]:
    """`pieces` without those before the text proper that only repeat the title."""
    folded = fold(tidy(title))
    if not folded:
        return pieces
    top = [piece for piece in pieces[:3] if fold(tidy(piece.text)) != folded]
    return top + pieces[3:]


def _words(pieces: Iterable[Piece]) -> int:
    return sum(word_count(piece.text) for piece in pieces)


def _pieces(body: etree._Element) -> Iterator[Piece]:
    """Block by block; two line breaks in a row end a paragraph."""
    kind: BlockKind = "paragraph"
    open_kinds: list[BlockKind] = []
    buffer: list[str] = []
    for event, node in etree.iterwalk(body, events=("start", "end")):
        tag = node.tag if isinstance(node.tag, str) else ""
        if tag in _INLINE:
            buffer.extend(_inline(event, node, tag))
            continue
        yield from _flushed(kind, buffer)
        buffer.clear()
        if event == "start":
            open_kinds.append(_KINDS.get(tag, kind if tag == "p" else "paragraph"))
            if tag == "p" and kind in {"quote", "list", "table"}:
                open_kinds[-1] = kind
            buffer.append(node.text or "")
        else:
            open_kinds.pop()
            buffer.append((node.tail or "") if node is not body else "")
        kind = open_kinds[-1] if open_kinds else "paragraph"
    yield from _flushed(kind, buffer)


def _inline(event: str, node: etree._Element, tag: str) -> Iterator[str]:
    if event == "start":
        if tag == "lb":
            yield "\f"
        yield node.text or ""
    else:
        if tag == "cell":
            yield " | "
        yield node.tail or ""


def _flushed(kind: BlockKind, buffer: list[str]) -> Iterator[Piece]:
    for part in "".join(buffer).split("\f\f"):
        text = (
            tidy(part.replace("\f", " ")).rstrip("| ")
            if kind == "table"
            else tidy(part.replace("\f", " "))
        )
        if text:
            yield Piece(kind, text)


def _plain_paragraphs(root: HtmlElement) -> list[Piece]:
    """All paragraphs of the page that are longer than a label."""
    texts = (text_of(one) for one in root.iter("p"))
    return [Piece("paragraph", text) for text in texts if word_count(text) >= 8]
