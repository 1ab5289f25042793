"""What a source's listing says of an entry to a reading.

For an entry of a feed whose page could not be had, and for a channel's post, which has none.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from lxml import etree

from columninch.errors import ReadingError
from columninch.extract.assemble import Piece, assemble, tidy
from columninch.extract.clutter import Linked, without_clutter
from columninch.extract.plain import language_among, reading_with_hints
from columninch.extract.tree import parse
from columninch.records import Reading
from columninch.text.words import word_count, word_set

if TYPE_CHECKING:
    from collections.abc import Iterator

    from columninch.extract.page import Page
    from columninch.records import BlockKind

_KINDS: dict[str, BlockKind] = {
    "h1": "heading",
    "h2": "heading",
    "h3": "heading",
    "h4": "heading",
    "h5": "heading",
    "h6": "heading",
    "li": "list",
    "blockquote": "quote",
    "tr": "table",
    "figcaption": "caption",
}
_BLOCKS = word_set("p div section article ul ol table figure pre dl dt dd hr") | frozenset(_KINDS)
_UNSEEN = word_set("script style template noscript iframe object form svg head")
TEASER_WORDS = 80
"""Shorter content, or content that ends in an ellipsis, is the beginning of an article."""


def read_feed_entry(page: Page) -> Reading:
    """The reading of the entry's own content, as text; its title alone where it has none.

    Raises `ReadingError` where there is neither content nor title.
    """
    entry = page.entry
    if entry is None:
        raise ReadingError("there is no feed entry to read", where=page.url)
    title = _plain(entry.title)
    pieces = [piece for piece in _pieces(entry.content) if tidy(piece.text)]
    if pieces and not entry.is_whole:
        # a whole post stays as it was written, with its first line, which is its title too
        pieces = without_clutter([Linked(piece, 0.0) for piece in pieces], frozenset([title]))
    text, blocks = assemble(pieces or [Piece("heading", title)])
    if not text:
        raise ReadingError("the feed's entry has neither content nor title", where=page.url)
    reading = Reading(title, text, blocks, language_among(f"{title}\n{text}", page))
    is_short = word_count(text) < TEASER_WORDS or text.endswith(("…", "...", "[…]", "[...]"))
    return replace(
        reading_with_hints(reading, page),
        from_feed=True,
        is_teaser=is_short and not entry.is_whole,
        airtime_seconds=entry.length_seconds,
    )


def _plain(markup: str) -> str:
    root = parse(f"<div>{markup}</div>") if markup.strip() else None
    return tidy("".join(_seen(root))) if root is not None else ""


def _seen(root: etree._Element) -> Iterator[str]:
    return (text for kind, text in _runs(root))


def _pieces(markup: str) -> Iterator[Piece]:
    root = parse(f"<div>{markup}</div>") if markup.strip() else None
    if root is None:
        return
    open_kind: BlockKind = "paragraph"
    buffer: list[str] = []
    for kind, text in _runs(root):
        if kind is None:
            buffer.append(text)
            continue
        yield Piece(open_kind, "".join(buffer))
        buffer.clear()
        open_kind = kind
    yield Piece(open_kind, "".join(buffer))


def _runs(root: etree._Element) -> Iterator[tuple[BlockKind | None, str]]:
    """Runs of text (kind None), and where a block of a kind begins."""
    hidden = 0
    for event, node in etree.iterwalk(root, events=("start", "end")):
        tag = node.tag if isinstance(node.tag, str) else ""
        hidden += (1 if event == "start" else -1) if tag in _UNSEEN else 0
        if tag in _BLOCKS or tag == "br":
            yield _kind(node, tag) if event == "start" else _kind(node.getparent(), ""), ""
        text = node.text if event == "start" else node.tail
        if text and not hidden and not (event == "end" and node is root):
            yield None, text


def _kind(node: etree._Element | None, tag: str) -> BlockKind:
    """The kind of the innermost block that says one."""
    while node is not None:
        kind = _KINDS.get(str(node.tag))
        if kind:
            return kind
        node = node.getparent()
    return "paragraph"
