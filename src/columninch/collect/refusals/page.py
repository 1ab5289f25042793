"""What an answer shows: a cheap glance at every page, a whole look at a suspicious one.

The glance works on bytes and stops at the first paragraphs of prose, since nearly every
page has some; only what lacks them, or has a suspicious heading, is parsed.
"""

from __future__ import annotations

import html
import re
from dataclasses import dataclass
from email.message import Message
from typing import TYPE_CHECKING

from lxml import etree

from columninch.text.normalise import fold
from columninch.text.words import word_count, word_set

if TYPE_CHECKING:
    from collections.abc import Iterator

LOOKED_AT = 2_000_000
"""Bytes of a page; what comes behind them changes nothing."""
MOST_PARAGRAPHS = 400
PROSE_BYTES = 160
"""Of a paragraph's text, links apart: shorter ones are menus, captions, teasers."""
PROSE_PARAGRAPHS = 3
LONGEST_TITLE = 300
PROSE_WORDS = 8
"""Of a stretch of text outside links and controls; shorter ones are labels."""

_TITLE = re.compile(rb"<title[^>]{0,200}>([^<]{0,1000})")
_LINK = re.compile(rb"<a[\s>].{0,2000}?</a", re.DOTALL)
_TAG = re.compile(rb"<[^>]{0,2000}>")
_MOST_HEADINGS = 3
_ARTICLE = re.compile(
    rb"""og:type["'][^>]{0,60}["']article["']|article:published_time|"""
    rb""""@type"\s{0,4}:\s{0,4}\[?\s{0,4}"(?:news|opinionnews|reportagenews|analysisnews)?article"""
    rb"""|itemprop=["']articlebody"""
)
_TEXT_IN_DATA = re.compile(rb'"articlebody"\s{0,4}:\s{0,4}"[^"]{100}')
_MARKED_LOST = re.compile(rb"""<body[^>]{0,1000}class=["'][^"'>]{0,900}\berror404\b""")
_SENDS_ON = re.compile(
    rb"""<meta[^>]{0,40}http-equiv=["']?refresh["'\s][^>]{0,40}content=["'][^"'>]{0,12}url=|"""
    rb"""location(?:\.href)?\s{0,4}=\s{0,4}["']|location\.replace\("""
)
_SILENT = word_set("script style template svg noscript head iframe object select option textarea")
_ASIDE = word_set("a button nav footer form aside label summary figcaption")
_FRAME = word_set("nav footer header")
_INLINE = word_set("a abbr b bdi bdo cite code em font i mark q s small span strong sub sup time u")
_PARTS = re.compile(r"\s[-|·»«:]+\s|\s?\|\s?")
_EDGES = " .!?:;,-|\"'()[]*"
_UNACCENTED = str.maketrans("ıłøđ", "ilod")
"""Letters that folding keeps, since they are no accented ones, and that walls are written with."""
_DECLARED = re.compile(
    rb"""<meta[^>]{0,200}?charset\s{0,4}=\s{0,4}["']?\s{0,4}([\w.:-]{2,40})""", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Glance:
    """What a page says of itself at first sight."""

    titles: tuple[str, ...]
    """Folded: the title, its parts, and the first headings."""
    has_prose: bool
    """It has some long paragraphs."""
    charset: str
    """As server or page name it, Western where they don't."""
    low: bytes
    """Its bytes, ASCII letters in lower case."""

    def claims_article(self) -> bool:
        """Whether its head or data say that it is an article."""
        return _ARTICLE.search(self.low) is not None

    def carries_text(self) -> bool:
        """Whether its data, for machines, have the article's text."""
        return _TEXT_IN_DATA.search(self.low) is not None

    def sends_on(self) -> bool:
        """Whether it is there to send the visitor to another address."""
        return _SENDS_ON.search(self.low[:20_000]) is not None

    def is_marked_lost(self) -> bool:
        """Whether its markup says that the server found no such page."""
        at = self.low.find(b"error404")
        return at >= 0 and _MARKED_LOST.search(self.low) is not None


@dataclass(frozen=True, slots=True)
class Look:
    """All that a page shows."""

    text: str
    """Folded: menus, header and footer apart, but with links, controls, and what is told where no
    script runs."""
    word_count: int
    """Of the same, without what is told where no script runs."""
    prose: tuple[str, ...]
    """Folded stretches of text outside links, menus and controls."""
    buttons: tuple[str, ...]
    """Folded names of buttons and links."""
    has_password: bool
    form_count: int

    def prose_words(self) -> int:
        """Words of the prose."""
        return sum(word_count(one) for one in self.prose)


def glance(body: bytes, content_type: str) -> Glance:
    """What the page in `body` says of itself. Never raises; takes time linear in its size."""
    low = body[:LOOKED_AT].lower()
    charset = _declared(low, content_type)
    found = [match[1] for match in [_TITLE.search(low)] if match]
    found += [*_elements(low, b"<h1")] or [*_elements(low, b"<h2")]
    titles = dict.fromkeys(part for one in found for part in _parts(_plain(one, charset)))
    return Glance(
        titles=tuple(titles),
        has_prose=_has_prose(low),
        charset=charset,
        low=low,
    )


def look(body: bytes, seen: Glance) -> Look:
    """All that the page in `body` shows; nothing where it can't be parsed. Never raises."""
    parser = etree.HTMLParser(
        encoding=_charset(body[:LOOKED_AT], seen),
        no_network=True,
        recover=True,
        huge_tree=False,
        remove_comments=True,
    )
    try:
        root = etree.fromstring(body[:LOOKED_AT], parser)
    except (etree.XMLSyntaxError, ValueError):
        root = None
    if root is None:
        return Look("", 0, (), (), has_password=False, form_count=0)
    told: list[str] = []
    prose: list[str] = []
    buttons: list[str] = []
    for text, places in _stretches(root):
        if not places & _FRAME:
            told.append(text)
        if places & _ASIDE:
            buttons.append(text)
        elif word_count(text) >= PROSE_WORDS:
            prose.append(text)
    shown = sum(word_count(one) for one in told)
    told += [_folded("".join(map(str, one.itertext()))[:2000]) for one in root.iter("noscript")]
    inputs = [(one.get("type") or "").lower() for one in root.iter("input")]
    buttons += [_folded(one.get("value") or "") for one in root.iter("input")]
    return Look(
        text=" | ".join(told)[:50_000],
        word_count=shown,
        prose=tuple(prose),
        buttons=tuple(buttons),
        has_password="password" in inputs,
        form_count=sum(1 for _ in root.iter("form")),
    )


def _has_prose(low: bytes) -> bool:
    """Whether some paragraphs are long, links apart; those on cookies don't count."""
    found = 0
    at = low.find(b"<p")
    for _ in range(MOST_PARAGRAPHS):
        if at < 0:
            return False
        following = low.find(b"<p", at + 2)
        piece = low[at + 2 : min(following if following > 0 else len(low), at + 6000)]
        at = following
        found += _is_prose(piece)
        if found == PROSE_PARAGRAPHS:
            return True
    return False


def _is_prose(piece: bytes) -> bool:
    """Whether what stands behind a "<p" is a long paragraph of text."""
    if len(piece) < PROSE_BYTES or piece[:1] not in b"> \t\r\n":
        return False
    inner = piece.partition(b"</p")[0].partition(b">")[2]
    text = _TAG.sub(b"", _LINK.sub(b"", inner))
    return len(text) >= PROSE_BYTES and b"cookie" not in text and b"consent" not in text


def _elements(low: bytes, tag: bytes) -> Iterator[bytes]:
    """The content of the first elements of a kind."""
    at = 0
    for _ in range(_MOST_HEADINGS):
        at = low.find(tag, at)
        if at < 0:
            return
        inner = low[at : at + 3000].partition(b">")[2].partition(b"</h")[0]
        yield _TAG.sub(b" ", inner)
        at += len(tag)


def _parts(title: str) -> Iterator[str]:
    """A title and what stands between its separators, folded, without marks at the ends."""
    if title and len(title) <= LONGEST_TITLE:
        yield title.strip(_EDGES)
        if len(parts := _PARTS.split(title)) > 1:
            yield from (part for one in parts if (part := one.strip(_EDGES)))


def _plain(piece: bytes, charset: str) -> str:
    try:
        text = piece.decode("utf-8")
    except UnicodeDecodeError:
        text = piece.decode(charset, "replace")
    return _folded(html.unescape(text))


def _charset(body: bytes, seen: Glance) -> str:
    """UTF-8 where the bytes are, whatever is declared: no other encoding looks like it."""
    try:
        body.decode("utf-8")
    except UnicodeDecodeError as error:
        if error.start < len(body) - 4:  # the last letter may be cut in two
            return seen.charset
    return "utf-8"


def _declared(low: bytes, content_type: str) -> str:
    """The character set that server or page names, where Python and the parser know it."""
    message = Message()
    message["Content-Type"] = " ".join(content_type.split()) or "text/html"
    declared = _DECLARED.search(low[:4096])
    named = message.get_content_charset() or (declared[1].decode("ascii") if declared else "")
    try:
        b"a".decode(named)
        etree.HTMLParser(encoding=named)
    except (LookupError, ValueError):
        return "windows-1252"
    return named


def _stretches(root: etree._Element) -> Iterator[tuple[str, frozenset[str]]]:
    """Each stretch of visible text between block elements, folded, and the elements around it.

    A link or control inside a stretch ends it: what stands in it is a stretch of its own.
    """
    open_tags: list[str] = []
    buffer: list[str] = []
    for event, node in etree.iterwalk(root, events=("start", "end")):
        tag = node.tag if isinstance(node.tag, str) else ""
        breaks = tag in _ASIDE or tag not in _INLINE
        if breaks and (text := _flushed(buffer)):
            yield text, frozenset(open_tags)
        if event == "start":
            open_tags.append(tag)
        else:
            open_tags.pop()
        text = node.text if event == "start" else node.tail
        if text and tag and not _SILENT.intersection(open_tags):
            buffer.append(str(text))
    if text := _flushed(buffer):
        yield text, frozenset()


def _flushed(buffer: list[str]) -> str:
    text = _folded("".join(buffer))
    buffer.clear()
    return text


def _folded(text: str) -> str:
    return fold(" ".join(text.split())).translate(_UNACCENTED)
