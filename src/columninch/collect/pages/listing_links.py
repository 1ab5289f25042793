"""The links of a listing page, each address once, with what the page shows of it."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from lxml import etree

from columninch.collect.addresses import normal_url
from columninch.collect.fetcher.weburl import WebAddress, parse_address
from columninch.collect.pages.listing_boxes import (
    HEADINGS,
    MAX_TEXT,
    Boxes,
    around,
    class_words,
    plain,
)
from columninch.collect.pages.listing_words import GENERIC, HEADLINE_WORDS
from columninch.collect.pages.page_head import page_base
from columninch.errors import RefusedAddress
from columninch.text.normalise import fold
from columninch.text.words import word_count

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

MAX_LINKS = 5_000
"""Of a page, that are looked at."""
_ARROWS = re.compile(r"[«»‹›<>→←…\s\d.()\[\]:-]+")


@dataclass(slots=True)
class Link:
    """An address that a page links, with all the places where it does."""

    address: WebAddress
    anchors: list[etree._Element] = field(default_factory=list)
    title: str = ""
    is_heading: bool = False
    """Its title is set as a headline."""
    place: str = ""
    """The tags and classes around it: alike for links of one list."""
    is_furniture: bool = False
    """Every place of it is in a menu, a footer or a box beside."""
    card: etree._Element | None = None
    """The largest element around it that holds no other article."""

    @property
    def length(self) -> float:
        """The title's length in words, or as many as its letters would make."""
        return max(word_count(self.title), len(self.title) / 9) if self.title else 0.0


def page_links(root: etree._Element, url: str) -> list[Link]:
    """The page's links to its own site in their order, with what is seen of them."""
    here = parse_address(url)
    links = _by_address(_anchors(root), page_base(root, here), here)
    boxes = Boxes(root, [(link.address, link.anchors) for link in links])
    for number, link in enumerate(links):
        inside = [one for one in link.anchors if not boxes.is_furniture(one)]
        link.is_furniture = not inside
        link.card = boxes.card((inside or link.anchors)[0], number)
        link.title, link.is_heading, shown = _title(link, inside or link.anchors)
        link.place = _place(shown)
    return links


def chosen_links(root: etree._Element, url: str, chosen: Iterable[etree._Element]) -> list[Link]:
    """The links in or at the elements `chosen`, in their order, of whatever site."""
    here = parse_address(url)
    anchors = [anchor for one in chosen for anchor in ([one] if one.tag == "a" else one.iter("a"))]
    links = _by_address(anchors[:MAX_LINKS], page_base(root, here), None)
    boxes = Boxes(root, [(link.address, link.anchors) for link in links])
    for number, link in enumerate(links):
        link.card = boxes.card(link.anchors[0], number)
        link.title, link.is_heading, _shown = _title(link, link.anchors)
    return [link for link in links if link.address != here]


def is_of_site(host: str, other: str) -> bool:
    """Whether two hosts are one site's: the same, or one below the other."""
    one, two = host.removeprefix("www."), other.removeprefix("www.")
    return one == two or one.endswith("." + two) or two.endswith("." + one)


def bare(text: str) -> str:
    """`text` folded, without arrows and numbers."""
    return fold(_ARROWS.sub(" ", text).strip())


def _anchors(root: etree._Element) -> Iterator[etree._Element]:
    for number, anchor in enumerate(root.iter("a")):
        if number == MAX_LINKS:
            return
        yield anchor


def _by_address(
    anchors: Iterable[etree._Element], base: WebAddress, here: WebAddress | None
) -> list[Link]:
    """The links by address; with `here`, only those to other pages of its site."""
    links: dict[str, Link] = {}
    for anchor in anchors:
        href = (anchor.get("href") or "").strip()
        if not href or href.startswith("#") or len(href) > 2000:
            continue
        try:
            address = parse_address(href, base)
        except RefusedAddress:
            continue
        if here and (not is_of_site(address.host, here.host) or address == here):
            continue
        links.setdefault(normal_url(address.href), Link(address)).anchors.append(anchor)
    return list(links.values())


def _title(link: Link, anchors: list[etree._Element]) -> tuple[str, bool, etree._Element]:
    """The link's headline, whether it is set as one, and the anchor that shows it."""
    for anchor in anchors:
        heading = _heading_of(anchor)
        if heading is not None and (text := plain(heading)) and bare(text) not in GENERIC:
            return text, True, anchor
    said = [(text, one) for one in anchors if (text := plain(one)) and bare(text) not in GENERIC]
    told = [each for each in said if word_count(each[0]) >= 4 and len(each[0]) < MAX_TEXT]
    if told:
        text, anchor = min(told, key=lambda each: len(each[0]))
        return text, False, anchor
    heading = _card_heading(link)
    if not said and heading is not None and (text := plain(heading)):
        return text, True, anchors[0]
    if said:
        text, anchor = max(said, key=lambda each: len(each[0]))
        return text, False, anchor
    return next(filter(None, map(_label, anchors)), ""), False, anchors[0]


def _heading_of(anchor: etree._Element) -> etree._Element | None:
    """The heading in or around an anchor, or what its class calls one."""
    for number, inner in enumerate(anchor.iter("*")):
        if number > 60:
            break
        if inner.tag in HEADINGS or (inner is not anchor and HEADLINE_WORDS & class_words(inner)):
            return inner
    for above in list(around(anchor))[:3]:
        if above.tag in HEADINGS:
            return anchor
    return anchor if HEADLINE_WORDS & class_words(anchor) else None


def _card_heading(link: Link) -> etree._Element | None:
    if link.card is None:
        return None
    return next(link.card.iter(*HEADINGS), None)


def _label(anchor: etree._Element) -> str:
    """What an anchor without text is called for those who don't see it."""
    pictures = [picture.get("alt") or "" for picture in anchor.iter("img")]
    for said in (anchor.get("title") or "", anchor.get("aria-label") or "", *pictures):
        if said.strip() and bare(said) not in GENERIC:
            return " ".join(said.split())[:MAX_TEXT]
    return ""


def _place(anchor: etree._Element) -> str:
    """The tags and first classes around an anchor, numbers apart."""
    parts = [_sign(anchor)]
    parts += [_sign(above) for above in list(around(anchor))[:4]]
    return "<".join(parts)


def _sign(element: etree._Element) -> str:
    first = (element.get("class") or "").split()[:1]
    return f"{element.tag}.{re.sub('[0-9]+', '', first[0])}" if first else str(element.tag)
