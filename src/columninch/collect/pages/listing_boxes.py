"""The boxes of a listing page: menus and the like, and the cards of single articles."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from columninch.collect.address_shape import article_shape, is_no_article
from columninch.collect.pages.listing_words import (
    BOX_HEADINGS,
    FURNITURE_ROLES,
    FURNITURE_TAGS,
    FURNITURE_WORDS,
    HARMLESS_WORDS,
)
from columninch.text.normalise import fold
from columninch.text.words import word_count

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from lxml import etree

    from columninch.collect.fetcher.weburl import WebAddress

HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
WHOLE = frozenset({"html", "body", "main"})
MAX_DEPTH = 40
"""How far up from a link its surroundings are looked at."""
MAX_TEXT = 400
"""Of a link's text, in characters; longer is a teaser."""

_WORD = re.compile(r"[a-z]+|[A-Z][a-z]*|[A-Z]+")


class Boxes:
    """Which elements of the page are furniture, and which a card of one article."""

    def __init__(
        self, root: etree._Element, links: Sequence[tuple[WebAddress, list[etree._Element]]]
    ) -> None:
        """`links` are the page's addresses, each with its anchors."""
        self._counts: dict[etree._Element, int] = {}
        """Links below an element."""
        self._owners: dict[etree._Element, int] = {}
        """The one article below an element, or -1 for several."""
        self._furniture: dict[etree._Element, bool] = {}
        for number, (address, anchors) in enumerate(links):
            is_article = _may_be_article(address, anchors)
            for anchor in anchors:
                self._count(anchor, number, is_article)
        self._all = sum(len(anchors) for _, anchors in links)
        self._headed = set(self._boxes_by_heading(root))

    def is_furniture(self, anchor: etree._Element) -> bool:
        """Whether `anchor` stands in a menu, a footer, or a box of what is listed elsewhere."""
        return any(self._is_box(above) for above in around(anchor))

    def card(self, anchor: etree._Element, number: int) -> etree._Element:
        """The largest element around `anchor`, of link `number`, that holds no other article."""
        card = anchor
        for above in around(anchor):
            if self._owners.get(above, number) != number or above.tag in WHOLE:
                break
            card = above
        return card

    def _count(self, anchor: etree._Element, number: int, is_article: bool) -> None:
        for above in around(anchor):
            self._counts[above] = self._counts.get(above, 0) + 1
            if is_article and self._owners.setdefault(above, number) != number:
                self._owners[above] = -1

    def _is_box(self, element: etree._Element) -> bool:
        known = self._furniture.get(element)
        if known is None:
            known = self._furniture[element] = self._is_box_by_itself(element)
        return known

    def _is_box_by_itself(self, element: etree._Element) -> bool:
        if element.tag in {"html", "body", "main", "article"}:
            return False
        if element in self._headed:
            return True
        if element.tag in FURNITURE_TAGS or (element.get("role") or "").lower() in FURNITURE_ROLES:
            return not self._holds_most(element)
        return bool(FURNITURE_WORDS & class_words(element)) and not self._holds_most(element)

    def _holds_most(self, element: etree._Element) -> bool:
        return self._counts.get(element, 0) * 2 > self._all

    def _boxes_by_heading(self, root: etree._Element) -> Iterator[etree._Element]:
        for heading in root.iter(*HEADINGS):
            if not BOX_HEADINGS.search(fold(plain(heading, 60))):
                continue
            for above in list(around(heading))[:4]:
                if self._counts.get(above, 0) > self._counts.get(heading, 0) + 1:
                    if not self._holds_most(above) and above.tag not in {"body", "main"}:
                        yield above
                    break


def _may_be_article(address: WebAddress, anchors: list[etree._Element]) -> bool:
    if is_no_article(address):
        return False
    longest = max((word_count(plain(one, 120)) for one in anchors[:4]), default=0)
    return article_shape(address) >= 1.0 or longest >= 4


def around(element: etree._Element) -> Iterator[etree._Element]:
    """The elements around `element`, the nearest first."""
    for depth, above in enumerate(element.iterancestors()):
        if depth == MAX_DEPTH:
            return
        yield above


def plain(element: etree._Element, limit: int = MAX_TEXT) -> str:
    """The text below `element`, white space folded, up to about `limit` characters."""
    parts: list[str] = []
    room = limit
    for text in element.itertext("*"):
        parts.append(str(text)[: room + 1])
        room -= len(text)
        if room < 0:
            break
    return " ".join(" ".join(parts).split())


def class_words(element: etree._Element) -> set[str]:
    """The words of an element's classes and id, those apart that only say what it has."""
    words: set[str] = set()
    for name in f"{element.get('class') or ''} {element.get('id') or ''}"[:500].split():
        parts = [part.lower() for part in _WORD.findall(name)]
        if not HARMLESS_WORDS & set(parts):
            words.update(parts)
            words.add("".join(parts))
    return words
