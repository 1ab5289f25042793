"""The sitemaps of a site: those that its robots.txt names, else those in the usual places."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from columninch.collect.discovery.look import look_at
from columninch.collect.fetcher.weburl import WebAddress, parse_address
from columninch.collect.sitemaps.choice import holds_no_articles, is_news_sitemap
from columninch.collect.sitemaps.document import is_sitemap, read_sitemap
from columninch.errors import FetchError, RefusedAddress, SourceError

if TYPE_CHECKING:
    from columninch.records import FoundSource, Response
    from columninch.tools import Tools

COMMON_PATHS = ("/news-sitemap.xml", "/sitemap-news.xml", "/sitemap.xml", "/sitemap_index.xml")
MAX_NAMED = 50
"""Of the sitemaps that a robots.txt names."""
MAX_LOOKED_AT = 3
NEWS = "a news sitemap: titles and dates of the last days"
ORDINARY = "a sitemap: what it lists as recent; the pages themselves say when they are from"
UNDATED = "a sitemap that lists nothing recent: only pages that are new in it would be taken"

_LINE = re.compile(r"^\s*sitemap\s*:\s*(\S+)", re.IGNORECASE | re.MULTILINE)


def site_sitemaps(site: FoundSource, response: Response, tools: Tools) -> tuple[FoundSource, ...]:
    """The sitemaps of the site whose page is `response`, news sitemaps first.

    `site` has the outlet's name and language. What can't be had or read is left out.
    """
    base = parse_address(response.final_url)
    named = sitemaps_named(base, tools)
    places = sorted(named, key=_rank) if named else _usual(base)
    found: list[FoundSource] = []
    for address in places:
        one = as_sitemap(address, site, tools)
        if one is not None:
            found.append(one)
        if len(found) == (MAX_LOOKED_AT if named else 1):
            break
    return tuple(sorted(found, key=lambda one: one.note != NEWS))


def sitemaps_named(base: WebAddress, tools: Tools) -> list[str]:
    """The sitemaps that the site's robots.txt names (sitemaps.org, "Informing search engines")."""
    try:
        response = tools.web.get(parse_address("/robots.txt", base).href)
    except FetchError:
        return []
    if response.status != 200:
        return []
    found: list[str] = []
    for address in _LINE.findall(response.body[:500_000].decode("utf-8", "replace"))[:MAX_NAMED]:
        try:
            found.append(parse_address(address, base).href)
        except RefusedAddress:
            continue
    return [one for one in dict.fromkeys(found) if not holds_no_articles(one)]


def as_sitemap(url: str, site: FoundSource, tools: Tools) -> FoundSource | None:
    """The sitemap at `url` with what it lists of late, or None where there is none."""
    try:
        response = tools.web.get(url)
        if response.status != 200 or not is_sitemap(response.body):
            return None
        document = read_sitemap(response.body, response.header("content-type"), response.final_url)
        found = look_at(replace(site, kind="sitemap", url=parse_address(url).href, note=""), tools)
    except (FetchError, SourceError):
        return None
    is_news = document.is_news or (bool(found.titles) and found.newest_at is not None)
    note = NEWS if is_news else ORDINARY if found.entry_count else UNDATED
    return replace(found, note="; ".join(filter(None, (note, found.note))) if found.note else note)


def _rank(url: str) -> tuple[bool, int]:
    return not is_news_sitemap(url), len(url)


def _usual(base: WebAddress) -> list[str]:
    return [parse_address(path, base).href for path in COMMON_PATHS]
