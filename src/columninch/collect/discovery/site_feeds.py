"""The feeds of a site: which are its own, and which of them is the main one."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from columninch.collect.discovery.look import with_sample
from columninch.collect.discovery.outlet_name import outlet_name
from columninch.collect.feeds.feed import read_feed
from columninch.collect.fetcher.weburl import WebAddress, parse_address
from columninch.collect.pages.page_head import PageHead
from columninch.errors import FetchError, RefusedAddress, SourceError
from columninch.records import FoundSource

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from columninch.collect.feeds.feed import FeedDocument
    from columninch.records import Response
    from columninch.tools import Tools

COMMON_PATHS = ("/feed", "/rss", "/rss.xml", "/feed.xml", "/atom.xml", "/index.xml", "/feeds")
"""Where sites keep a feed that their pages don't name."""
MAX_FEEDS = 8
"""How many of a page's feeds are looked at."""
NO_HEAD = PageHead("", "", "", (), is_article=False)
ANOTHER = "another feed of the same site"
EMPTY = "it lists nothing at present"
PODCAST = "a podcast: its entries are sound"
SECTION = "one section of the outlet, or what is filed under one name"

_COMMENTS = re.compile(
    r"\bcomments?\b|\breplies\b|دیدگاه|نظرات|نظرهای|تعليقات|kommentare|commentaires|comentarios",
    re.IGNORECASE,
)
_SECTION = re.compile(r"/(?:category|tag|author|topic|section|search|label|user|tags)(?:/|$)")
_SOUND = re.compile(rb"""<enclosure\b[^>]{0,1000}\btype=["'](?:audio|video)/""", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class _Told:
    """A feed with what its place among the others depends on."""

    found: FoundSource
    is_podcast: bool
    is_section: bool
    place: int


def site_feeds(head: PageHead, response: Response, tools: Tools) -> tuple[FoundSource, ...]:
    """The feeds that a page links, else those in the usual places; the main one first.

    Those of readers' comments are left out: readers are not collected.
    """
    base = parse_address(response.final_url)
    named = _ordered(_told(_named(head, base), head, tools))
    return named or _ordered(_first(_told(_usual(base), head, tools)))


def as_feed(
    url: str, response: Response, head: PageHead = NO_HEAD, title: str = ""
) -> FoundSource | None:
    """The answer of `url` as a feed, or None where it is none, or one of comments.

    `head` is of the page that led there, `title` what it calls the feed.
    """
    try:
        document = read_feed(
            response.body,
            response.header("content-type"),
            response.final_url,
            stated=response.header("content-language"),
        )
    except SourceError:
        return None
    if _COMMENTS.search(document.listing.title) or _COMMENTS.search(title):
        return None
    note = PODCAST if _is_podcast(response, document) else ""
    if not note and _SECTION.search(parse_address(url).path):
        note = SECTION
    found = FoundSource(
        kind="video" if document.is_channel else "feed",
        url=response.moved_to or parse_address(url).href,
        outlet_name=outlet_name(head, parse_address(response.final_url), document.listing.title),
        language=(document.language or head.language).lower(),
        homepage=document.homepage,
        note=note,
    )
    return with_sample(found, document.listing.entries)


def _told(places: Iterable[tuple[str, str]], head: PageHead, tools: Tools) -> Iterator[_Told]:
    """Those of `places` (address and title) that are feeds; the others were only guesses."""
    for place, (address, title) in enumerate(places):
        try:
            response = tools.web.get(address)
        except FetchError:
            continue
        found = as_feed(address, response, head, title) if response.status == 200 else None
        if found is not None:
            yield _Told(found, found.note == PODCAST, found.note == SECTION, place)


def _ordered(told: Iterable[_Told]) -> tuple[FoundSource, ...]:
    """The main feed first: no podcast, no section, not empty, then as the page has them."""
    known: dict[str, _Told] = {}
    for one in told:
        known.setdefault(one.found.url, one)
    ranked = sorted(
        known.values(),
        key=lambda one: (
            one.is_podcast, one.is_section, not one.found.entry_count, one.place,
        ),
    )  # fmt: skip
    return tuple(_numbered(one.found, first=number == 0) for number, one in enumerate(ranked))


def _numbered(found: FoundSource, *, first: bool) -> FoundSource:
    if found.entry_count == 0:
        return replace(found, note=found.note or EMPTY)
    return found if first or found.note else replace(found, note=ANOTHER)


def _first(told: Iterator[_Told]) -> Iterator[_Told]:
    """The first in the usual places; the rest would be the same feed again."""
    for one in told:
        yield one
        return


def _named(head: PageHead, base: WebAddress) -> list[tuple[str, str]]:
    found: dict[str, str] = {}
    for link in head.feeds:
        if _COMMENTS.search(link.href) or _COMMENTS.search(link.title):
            continue  # readers are not collected
        try:
            found.setdefault(parse_address(link.href, base).href, link.title)
        except RefusedAddress:
            continue
    return list(found.items())[:MAX_FEEDS]


def _usual(base: WebAddress) -> list[tuple[str, str]]:
    return [(parse_address(path, base).href, "") for path in COMMON_PATHS]


def _is_podcast(response: Response, document: FeedDocument) -> bool:
    count = len(document.listing.entries)
    return bool(count) and len(_SOUND.findall(response.body)) * 2 > count
