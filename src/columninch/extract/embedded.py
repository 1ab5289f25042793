"""Whole articles of other outlets that stand in one page, each under its own heading.

A page is a round-up when at least two of its sections have what an embedded article has, and
these make up half of its words: a heading, sixty words of paragraphs, a line that credits them
with a date or with outlet and author, and at an end of the section a link to the source that
leads to another host or stands by an outlet's name. Lists of related links have no text, an
ordinary article has no such links, and a picture's source has no date.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from lxml import etree

from columninch.extract.assemble import Piece, assemble, tidy
from columninch.extract.credit_lines import Credit, read_credit
from columninch.extract.forms import is_interview
from columninch.extract.statements import absolute
from columninch.extract.tree import text_of
from columninch.records import EmbeddedReading, Reading
from columninch.text.language import DEFAULT_LANGUAGES, detect
from columninch.text.normalise import fold
from columninch.text.words import word_count

if TYPE_CHECKING:
    from collections.abc import Iterator

    from columninch.extract.page import Page
    from columninch.records import BlockKind

FEWEST_SECTIONS = 2
FEWEST_WORDS = 60
LONGEST_CREDIT = 30
"""Words of a line with outlet, byline and date."""
FARTHEST = 3
"""Blocks between an end of the section and its source link, and one."""
FEWEST_SHARE = 0.5
"""Of the words of the part of the page that holds the articles."""
LONGEST_LABEL = 8
"""Words of a line that may end as a sentence does and still be no text."""

_SOURCE = re.compile(
    r"(?:link to (?:the )?(?:source|original)|source|original(?: article| text| source)?|"
    r"(?:read|see|view) (?:the )?(?:original|source|full article|article)"
    r"(?: (?:article|text|at|in|on) ?.*)?|"
    r"via|link zum original|zum original|quelle|originalartikel|lien vers (?:la source|l'original)|"
    r"lire l'original|fuente|enlace a la fuente|fonte|پیوند به اصل(?: مطلب| مقاله| خبر)?|"
    r"اصل (?:مطلب|مقاله|خبر)|لینک (?:منبع|اصل|خبر)|منبع|متن اصلی|المصدر|رابط المصدر|النص الاصلی)"
)
_SAYS_ORIGINAL = re.compile(r"original|link to|full article|اصل|متن|رابط|lien|enlace")
_SOURCE_BEFORE = re.compile(
    r"(?:source|via|originally (?:published|appeared) (?:in|on|at|by)|first (?:published|appeared) "
    r"(?:in|on|at|by)|quelle|fuente|fonte|منبع|به نقل از|المصدر)\s*:?\s*$"
)
_SENTENCE_END = re.compile(r"[.!?؟…][\"'”’»)\]]*$")
_HEADINGS = ("h2", "h3", "h4")
_KINDS: dict[str, BlockKind] = {
    "p": "paragraph", "div": "paragraph", "section": "paragraph", "td": "paragraph",
    "li": "list", "dd": "list", "dt": "list", "blockquote": "quote", "figcaption": "caption",
    "pre": "paragraph", "h1": "heading", "h2": "heading", "h3": "heading", "h4": "heading",
    "h5": "heading", "h6": "heading", "footer": "paragraph", "header": "paragraph",
    "address": "paragraph", "article": "paragraph", "aside": "paragraph", "main": "paragraph",
}  # fmt: skip
LONGEST_LINK = 80
"""Characters of a source link's text."""
_LABELS = frozenset(["b", "strong", "span", "em", "i", "small", "label"])
_PICTURES = frozenset(["figure", "figcaption"])
_OUTSIDE = frozenset(["nav", "script", "style", "form", "noscript"])


@dataclass(frozen=True, slots=True)
class Roundup:
    """The embedded articles of a page, and what it prints itself."""

    articles: tuple[EmbeddedReading, ...]
    own: tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class _Section:
    """One heading with the blocks up to the next."""

    heading: etree._Element
    blocks: tuple[etree._Element, ...]
    link: etree._Element | None
    """The link to the source; None where there is no such link, or more than one."""


def read_roundup(root: etree._Element, page: Page) -> Roundup | None:
    """The round-up that a page is, or None. `root` is not changed."""
    links = [link for link in root.iter("a") if _is_source_link(link)]
    if len(links) < FEWEST_SECTIONS:
        return None
    blocks = list(_blocks(root))
    links_in = _links_by_block(blocks, links)
    by_level = ([*_at_level(level, blocks, links_in, page)] for level in _HEADINGS)
    found = max(by_level, key=len)
    if len(found) < FEWEST_SECTIONS:
        return None
    taken = {block for section, _ in found for block in (section.heading, *section.blocks)}
    holder = _common_ancestor([section.heading for section, _ in found])
    own = [
        Piece(_KINDS[str(block.tag)], text)
        for block in blocks
        if block not in taken and _is_inside(block, holder) and (text := text_of(block))
    ]
    embedded_words = sum(made.reading.word_count for _, made in found)
    own_words = sum(word_count(piece.text) for piece in own)
    if embedded_words < FEWEST_SHARE * (embedded_words + own_words):
        return None
    return Roundup(tuple(made for _, made in found), tuple(own))


def _is_source_link(link: etree._Element) -> bool:
    text = "".join(map(str, link.itertext("*"))) if link.get("href") else ""
    if not text.strip() or len(text) > LONGEST_LINK:
        return False
    folded = fold(tidy(text)).strip(" .:[]()»>\u2192\u2190-\"'")
    if not (_SOURCE.fullmatch(folded) or _SOURCE_BEFORE.search(_printed_before(link))):
        return False
    return not any(one.tag in _PICTURES for one in link.iterancestors())


def _printed_before(link: etree._Element) -> str:
    """The folded text right before a link, in its parent or in a label before it."""
    before, parent = link.getprevious(), link.getparent()
    if before is None:
        return fold((parent.text or "") if parent is not None else "")
    tail = (before.tail or "").strip()
    if tail or before.tag not in _LABELS:
        return fold(tail)
    return fold(text_of(before)[-40:])


def _blocks(root: etree._Element) -> Iterator[etree._Element]:
    """The innermost block elements with text, in order."""
    for element in root.iter(*_KINDS):
        inner = (one for one in element.iter(*_KINDS) if one is not element)
        is_innermost = next(inner, None) is None
        is_outside = any(one.tag in _OUTSIDE for one in element.iterancestors())
        if is_innermost and not is_outside and text_of(element):
            yield element


def _links_by_block(
    blocks: list[etree._Element], links: list[etree._Element]
) -> dict[etree._Element, list[etree._Element]]:
    """The source links in each block that holds any."""
    known = set(blocks)
    found: dict[etree._Element, list[etree._Element]] = {}
    for link in links:
        holder = next((one for one in link.iterancestors() if one in known), None)
        if holder is not None:
            found.setdefault(holder, []).append(link)
    return found


def _at_level(
    level: str,
    blocks: list[etree._Element],
    links: dict[etree._Element, list[etree._Element]],
    page: Page,
) -> Iterator[tuple[_Section, EmbeddedReading]]:
    """The embedded articles where each has a heading of this level."""
    higher = {f"h{number}" for number in range(1, int(level[1]) + 1)}
    holder = _common_ancestor([block for block in blocks if block.tag == level])
    if holder is None:
        return
    blocks = [block for block in blocks if _is_inside(block, holder)]
    bounds = [place for place, block in enumerate(blocks) if block.tag in higher]
    for start, end in zip(bounds, [*bounds[1:], len(blocks)], strict=True):
        if blocks[start].tag == level:
            section = _section(blocks, start, end, links)
            made = _embedded(section, page)
            if made:
                yield section, made


def _section(
    blocks: list[etree._Element],
    start: int,
    end: int,
    links: dict[etree._Element, list[etree._Element]],
) -> _Section:
    """A section; what follows the source link at an article's end is not part of it."""
    inside = blocks[start + 1 : end]
    found = [(place, link) for place, block in enumerate(inside) for link in links.get(block, [])]
    if len(found) != 1:
        return _Section(blocks[start], tuple(inside), None)
    place, link = found[0]
    is_at_end = place < FARTHEST or place >= len(inside) - FARTHEST
    if _is_prose(text_of(inside[place])) or not is_at_end:
        return _Section(blocks[start], tuple(inside), None)
    if sum(word_count(text_of(block)) for block in inside[:place]) >= FEWEST_WORDS:
        inside = inside[: place + 1]
    return _Section(blocks[start], tuple(inside), link)


def _embedded(section: _Section, page: Page) -> EmbeddedReading | None:
    """The article in a section, or None where it hasn't what an article has."""
    if section.link is None:
        return None
    url = absolute(page.url, section.link.get("href") or "")
    credit, body = _credit_and_body(section, url, page)
    text, blocks = assemble(Piece(_KINDS[str(block.tag)], text_of(block)) for block in body)
    if word_count(text) < FEWEST_WORDS or not _is_credited(credit, section.link, url, page):
        return None
    heading = text_of(section.heading)
    form = is_interview([text[block.start : block.end] for block in blocks])
    reading = Reading(
        title=heading,
        text=text,
        blocks=blocks,
        language=detect(f"{heading}\n{text}", page.languages or DEFAULT_LANGUAGES),
        authors=credit.authors,
        agency=credit.agency,
        published=credit.published,
        canonical_url=url,
        form="interview" if form else "article",
        outlet_name=credit.outlet,
        word_count=word_count(text),
    )
    return EmbeddedReading(heading, url, credit.outlet, reading)


def _is_credited(credit: Credit, link: etree._Element, url: str, page: Page) -> bool:
    """Whether the lines credit another's article, rather than a picture or a figure."""
    says_so = bool(_SAYS_ORIGINAL.search(fold(text_of(link))))
    is_signed = bool(credit.outlet and (credit.authors or says_so))
    leads_out = _is_other_host(url, page.url) or bool(credit.outlet)
    return bool(url) and leads_out and (credit.published is not None or (is_signed and says_so))


def _credit_and_body(
    section: _Section, url: str, page: Page
) -> tuple[Credit, tuple[etree._Element, ...]]:
    """Outlet, byline and day from the lines round the text, and the blocks of the text."""
    blocks = list(section.blocks)
    lines: list[str] = []
    while blocks and _is_credit_line(blocks[0]) and len(lines) < 3:
        lines.append(text_of(blocks.pop(0)))
    for place, block in enumerate(blocks):
        if section.link in set(block.iter("a")):
            lines.append(_without_link_words(text_of(blocks.pop(place))))
            break
    return read_credit(lines, url, page), tuple(blocks)


def _is_credit_line(block: etree._Element) -> bool:
    """A short line before the text that is no sentence."""
    return block.tag not in {"blockquote", "li"} and not _is_prose(text_of(block))


def _is_prose(text: str) -> bool:
    """Whether a block is text rather than a line about it."""
    words = word_count(text)
    return words > LONGEST_CREDIT or (words > LONGEST_LABEL and bool(_SENTENCE_END.search(text)))


def _without_link_words(text: str) -> str:
    folded = fold(text).strip(" .:[]()»>\u2192\u2190")
    return "" if _SOURCE.fullmatch(folded) else text


def _is_other_host(url: str, page_url: str) -> bool:
    host, own = (urlsplit(one).hostname or "" for one in (url, page_url))
    return bool(host) and host.removeprefix("www.") != own.removeprefix("www.")


def _common_ancestor(elements: list[etree._Element]) -> etree._Element | None:
    """The innermost element that holds them all, or None for fewer than two."""
    if len(elements) < FEWEST_SECTIONS:
        return None
    shared = list(elements[0].iterancestors())
    for element in elements[1:]:
        above = set(element.iterancestors())
        shared = [one for one in shared if one in above]
    return shared[0]


def _is_inside(block: etree._Element, holder: etree._Element | None) -> bool:
    return any(one is holder for one in block.iterancestors())
