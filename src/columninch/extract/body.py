"""The main text of a page, in pieces: trafilatura's choice, kept with its structure.

trafilatura's fast mode is asked first, which follows its rules alone. Where that finds little,
by itself or of the page's paragraphs, its balanced mode is asked, which weighs other extractors
too and takes twice the time. On four sets of pages this was as good as the balanced mode for
every page or better; the fast mode for every page lost two points on one.
Barbaresi (2021), "Trafilatura: A Web Scraping Library and Command-Line Tool for Text
Discovery and Extraction", ACL demonstrations.
"""

from __future__ import annotations

import logging
import re
from dataclasses import dataclass
from itertools import accumulate
from typing import TYPE_CHECKING

from lxml import etree
from trafilatura import bare_extraction

from columninch.extract.assemble import Piece, tidy
from columninch.extract.clutter import Linked, without_clutter
from columninch.extract.joiners import with_joiners
from columninch.extract.recovery import with_recovered
from columninch.extract.tree import text_of
from columninch.text.words import word_count

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from lxml.html import HtmlElement

    from columninch.records import BlockKind

# What it finds nothing in is our error to report, not a line on standard error.
logging.getLogger("trafilatura").setLevel(logging.CRITICAL)
logging.getLogger("htmldate").setLevel(logging.CRITICAL)

FEWEST_WORDS = 15
"""A shorter result is no article's text: the page's plain paragraphs are tried instead."""

FEWEST_LETTERS = 400
FEWEST_SHARE = 0.2
"""Of the characters in a page's paragraphs: what is less may be a teaser or a comment."""

LONGEST_PARAGRAPH = 2000
"""Characters that one paragraph may well have."""

_KINDS: dict[str, BlockKind] = {
    "head": "heading",
    "item": "list",
    "quote": "quote",
    "row": "table",
    "p": "paragraph",
}
_BREAKS = {"lb": "\f", "cell": " | "}
_PARAGRAPH_END = re.compile("\f\\s*\f")
_INLINE = frozenset(["hi", "ref", "del", "lb", "span", "cell", "code", "graphic", "abbr", "sup"])


def body_pieces(
    root: HtmlElement, elements: Sequence[etree._Element], titles: frozenset[str]
) -> list[Piece]:
    """The pieces of the main text, without what is no part of it; `titles` in all their forms.

    `elements` are the root's, in order. Empty where the page has no text to speak of. `root` is
    not changed.
    """
    found = _extracted(root, is_fast=True)
    if _is_poor(found, root):
        found = _extracted(root, is_fast=False)
    if _has_few_words(found):
        found = max(found, _plain_paragraphs(root), key=_words)
    return without_clutter(with_recovered(elements, with_joiners(found, root)), titles)


def _is_poor(found: list[Linked], root: HtmlElement) -> bool:
    """Whether it is little, or the whole page in one piece, which is a rule's last resort."""
    length = sum(len(one.piece.text) for one in found)
    if length < FEWEST_LETTERS or (len(found) == 1 and length > LONGEST_PARAGRAPH):
        return True
    return length < FEWEST_SHARE * _paragraphs_length(root)


def _extracted(root: HtmlElement, *, is_fast: bool) -> list[Linked]:
    """What trafilatura takes for the main text."""
    # with links, since what is nothing but links is told by them
    # and as "txt", which spares the text that we make ourselves from the tree
    document = bare_extraction(
        root, fast=is_fast, include_comments=False, include_links=True, output_format="txt"
    )
    body = getattr(document, "body", None)
    return list(_linked_pieces(body)) if body is not None else []


def _paragraphs_length(root: HtmlElement) -> int:
    """The characters of all paragraphs of a page, its frame's included."""
    return sum(len(tidy("".join(map(str, one.itertext())))) for one in root.iter("p"))


def _has_few_words(found: Iterable[Linked]) -> bool:
    counts = accumulate(word_count(one.piece.text) for one in found)
    return not any(count >= FEWEST_WORDS for count in counts)


def _words(found: Iterable[Linked]) -> int:
    return sum(word_count(one.piece.text) for one in found)


def _linked_pieces(body: etree._Element) -> Iterator[Linked]:
    """Block by block; two line breaks in a row end a paragraph."""
    kinds: list[BlockKind] = ["paragraph"]
    buffer: list[Run] = []
    depth_of_links = 0
    for event, node in etree.iterwalk(body, events=("start", "end")):
        tag = node.tag if isinstance(node.tag, str) else ""
        starts = event == "start"
        if tag == "ref":
            depth_of_links += 1 if starts else -1
        if tag not in _INLINE:
            yield from _flushed(kinds[-1], buffer)
            buffer.clear()
            if starts:
                kinds.append(_kind(tag, kinds[-1]))
            else:
                kinds.pop()
        elif tag in _BREAKS:
            buffer.append(Run(_BREAKS[tag] if starts == (tag == "lb") else "", is_link=False))
        text = node.text if starts else node.tail
        if text and not (node is body and not starts):
            buffer.append(Run(text, is_link=depth_of_links > 0))
    yield from _flushed(kinds[-1], buffer)


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of text inside a block."""

    text: str
    is_link: bool


def _kind(tag: str, outer: BlockKind) -> BlockKind:
    """A paragraph in a list or quotation is of the outer kind."""
    if tag == "p" and outer in {"quote", "list", "table"}:
        return outer
    return _KINDS.get(tag, "paragraph")


def _flushed(kind: BlockKind, runs: list[Run]) -> Iterator[Linked]:
    whole = "".join(run.text for run in runs)
    linked = "".join(run.text for run in runs if run.is_link)
    share = len(tidy(linked)) / max(len(tidy(whole)), 1)
    for part in _PARAGRAPH_END.split(whole):
        text = tidy(part)
        text = text.strip("| ") if kind == "table" else text
        if text:
            yield Linked(Piece(kind, text), share)


def _plain_paragraphs(root: HtmlElement) -> list[Linked]:
    """All paragraphs of the page that are longer than a label."""
    texts = (text_of(one) for one in root.iter("p"))
    return [Linked(Piece("paragraph", text), 0.0) for text in texts if word_count(text) >= 8]
