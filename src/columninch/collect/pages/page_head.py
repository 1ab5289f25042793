"""What a page says of itself in its head: its name, its language, its feeds."""

from __future__ import annotations

import re
from dataclasses import dataclass
from email.message import Message
from typing import TYPE_CHECKING

from lxml import etree

from columninch.collect.discovery.outlet_name import publisher_names
from columninch.collect.fetcher.weburl import WebAddress, parse_address
from columninch.errors import RefusedAddress

if TYPE_CHECKING:
    from collections.abc import Iterator

FEED_TYPES = frozenset(
    {
        "application/rss+xml", "application/atom+xml", "application/rdf+xml", "text/rss+xml",
        "text/atom+xml", "application/feed+json", "application/x.rss+xml",
    }
)  # fmt: skip
JSON_LD = '//script[@type="application/ld+json"]/text()'
LONG_PARAGRAPH = 80
"""In characters: shorter ones are menus, captions and teasers."""

_ARTICLE_TYPE = re.compile(r'"@type"\s*:\s*\[?\s*"(\w*Article|BlogPosting|Report)"')

_LANGUAGE = re.compile(r"[a-z]{2,3}(-[a-z0-9]{1,8})*")


@dataclass(frozen=True, slots=True)
class FeedLink:
    """A feed as a page links it."""

    href: str
    """It may be relative."""
    title: str = ""


@dataclass(frozen=True, slots=True)
class PageHead:
    """A page, as far as discovery wants to know."""

    title: str
    site_name: str
    language: str
    feeds: tuple[FeedLink, ...]
    """As linked, in order."""
    is_article: bool
    names: tuple[str, ...] = ()
    """What the page states of its publisher elsewhere, the likeliest first."""
    asks_to_sign_in: bool = False
    """It has a field for a password."""


def read_head(body: bytes, content_type: str) -> PageHead:
    """What the page in `body` says of itself; empty where it says nothing. Never raises."""
    root = parse_page(body, content_type)
    if root is None:
        return PageHead("", "", "", (), is_article=False)
    return PageHead(
        title=_first(root, "//head/title//text() | //title//text()"),
        site_name=_meta(root, "og:site_name") or _meta(root, "application-name"),
        language=_language(root),
        feeds=tuple({link.href: link for link in reversed(list(_feeds(root)))}.values())[::-1],
        is_article=_is_article(root),
        names=publisher_names(_texts(root, JSON_LD)),
        asks_to_sign_in=bool(_texts(root, "//input[@type='password']/@type")),
    )


def parse_page(body: bytes, content_type: str) -> etree._Element | None:
    """The page in `body` as a tree, or None where there is nothing in it. Never raises."""
    try:
        return etree.fromstring(body, _parser(content_type))
    except (etree.XMLSyntaxError, ValueError):
        return None


def page_base(root: etree._Element, here: WebAddress) -> WebAddress:
    """What the addresses of a page are relative to: its `base`, else where it is."""
    for base in root.iter("base"):
        try:
            return parse_address(base.get("href") or "", here)
        except RefusedAddress:
            break
    return here


def _feeds(root: etree._Element) -> Iterator[FeedLink]:
    for link in root.iter("link", "a"):
        relation = (link.get("rel") or "").lower().split()
        kind = (link.get("type") or "").partition(";")[0].strip().lower()
        href = (link.get("href") or "").strip()
        if "alternate" in relation and kind in FEED_TYPES and href:
            yield FeedLink(href, " ".join((link.get("title") or "").split()))


def _language(root: etree._Element) -> str:
    """The language that the page states, as a code in lower case; empty where it states none."""
    stated = (
        _first(root, "/html/@lang"),
        _first(root, "/html/@*[local-name()='xml:lang']"),
        _meta(root, "og:locale"),
        _first(root, "//meta[translate(@http-equiv, 'CLG', 'clg')='content-language']/@content"),
    )
    told = next(filter(None, stated), "").partition(",")[0].strip().replace("_", "-").lower()
    return told if _LANGUAGE.fullmatch(told) else ""


def _is_article(root: etree._Element) -> bool:
    if _meta(root, "og:type") == "article" or _meta(root, "article:published_time"):
        return True
    if _ARTICLE_TYPE.search(" ".join(_texts(root, JSON_LD))):
        return True
    paragraphs = [" ".join("".join(map(str, one.itertext())).split()) for one in root.iter("p")]
    return sum(len(one) >= LONG_PARAGRAPH for one in paragraphs) >= 3


def _meta(root: etree._Element, name: str) -> str:
    return _first(root, "//meta[@property=$name or @name=$name]/@content", name)


def _first(root: etree._Element, path: str, name: str = "") -> str:
    return next((text for one in _texts(root, path, name) if (text := " ".join(one.split()))), "")


def _texts(root: etree._Element, path: str, name: str = "") -> list[str]:
    found = root.xpath(path, name=name)
    return [str(one) for one in found] if isinstance(found, list) else []


def _parser(content_type: str) -> etree.HTMLParser:
    """A parser for the character set that the server names, if there is such a set."""
    message = Message()
    message["Content-Type"] = " ".join(content_type.split()) or "text/html"
    named = message.get_content_charset()
    try:
        return etree.HTMLParser(encoding=named, no_network=True, recover=True, huge_tree=False)
    except LookupError:
        return etree.HTMLParser(no_network=True, recover=True, huge_tree=False)
