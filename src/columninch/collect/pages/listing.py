"""Listing pages: the articles that a section, a front page or an archive page links.

Which links are articles is learned from the page itself, or said by a person's CSS selector:

1. Each address is taken once, with its headline, its place in the page's structure and the
   shape of its address; menus, footers and boxes of what is listed elsewhere are set apart.
2. A link is judged by its own marks (the address has a day, a number or a headline's words;
   the text is as long as a headline and set as one; a date stands beside it) and by those of
   its neighbours: links in the same place of the structure, and addresses of one pattern, are
   articles together or not at all.

Where none of the articles was there at the last poll, the page has moved past what lies between
(`windows`). By another selector, or in a browser, it lists other links: that is no move.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from statistics import fmean
from typing import TYPE_CHECKING

from cssselect import HTMLTranslator
from cssselect.parser import SelectorError
from lxml import etree

from columninch.collect.address_shape import article_shape, days_named, is_no_article, path_pattern
from columninch.collect.asking import ask_page_source, changed, unchanged
from columninch.collect.pages.listing_dates import date_beside
from columninch.collect.pages.listing_links import Link, chosen_links, page_links
from columninch.collect.pages.page_head import parse_page, read_head
from columninch.collect.windows import follow_window, window_pace
from columninch.errors import SourceError
from columninch.records import Entry, Listing, PrintedDate

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from columninch.collect.polled import Polled, PolledSource
    from columninch.tools import Tools

MAX_LISTED = 500
"""Articles of one page."""
MAX_SELECTOR = 500
"""Of a CSS selector, in characters."""
OWN = 0.4
"""What a link's own marks weigh beside its neighbours'."""
FEW = 3
"""Fewer links of one place or pattern say nothing of each other."""
UNSEEN = ("script", "style", "noscript", "template", "svg")
THRESHOLD = 1.7
"""From this score on a link is taken for an article's: between the lowest of the articles and
the highest of the others on the pages of the tests, nearer to the articles."""


def poll_listing(source: PolledSource, tools: Tools) -> Polled:
    """The articles that the page links now, in its order.

    Raises `FetchError` where it can't be had, and `SourceError` where it is no page or the
    selector can't be understood.
    """
    response = ask_page_source(source, tools)
    if response.status == 304:
        return replace(unchanged(source, response), pace=window_pace(source.memory))
    capture = tools.vault.store(response, before=source.before)
    options, now = source.options, tools.clock.now()
    listing = read_listing(
        response.body,
        response.header("content-type"),
        response.final_url,
        options.selector,
        now,
    )
    window = follow_window(
        source.memory,
        listing.entries,
        polled_at=source.polled_at,
        now=now,
        view=f"browser {options.selector}" if options.browser else options.selector,
    )
    return replace(
        changed(response, capture, listing),
        memory=window.memory,
        gaps=(window.gap,) if window.gap else (),
        pace=window.pace,
    )


def read_listing(
    body: bytes, content_type: str, url: str, selector: str = "", now: datetime | None = None
) -> Listing:
    """The articles that the page in `body`, which `url` answered with, links, in its order.

    With `selector`, those that it names; else they are learned. `now` bounds the dates that
    are read beside them. Raises `SourceError` where there is no page, or the selector can't
    be understood.
    """
    root = parse_page(body, content_type)
    if root is None:
        raise SourceError("the document is no page", where=url)
    head = read_head(body, content_type)
    links = selected(root, url, selector) if selector else learned(root, url, now)
    entries = tuple(_entry(link, head.language, now) for link in links[:MAX_LISTED])
    if entries:
        return Listing(head.site_name or head.title, entries)
    told = (
        f"the selector {selector!r} matches no link"
        if selector
        else "no article links were found on the page: a CSS selector can name them"
    )
    return Listing(head.site_name or head.title, (), complaint=told)


def selected(root: etree._Element, url: str, selector: str) -> list[Link]:
    """The links that a CSS selector names: anchors, or those inside what it names.

    Raises `SourceError` where it can't be understood.
    """
    return chosen_links(
        root, url, root.iterfind(".//*") if not selector else _found(root, selector)
    )


def check_selector(selector: str) -> str:
    """`selector` as an XPath expression. Raises `SourceError` where it can't be understood."""
    try:
        if len(selector) > MAX_SELECTOR:
            raise SourceError(f"it is longer than {MAX_SELECTOR} characters", where="the selector")
        return HTMLTranslator().css_to_xpath(selector)
    except (SelectorError, RecursionError) as error:
        raise SourceError(
            f"it can't be understood: {error}",
            where=f"the CSS selector {selector!r}",
            hint="as in: .news-list h3 a",
        ) from error


def learned(root: etree._Element, url: str, now: datetime | None = None) -> list[Link]:
    """The links to articles among those of a page, in its order."""
    return [link for link, score in scored(root, url, now) if score >= THRESHOLD]


def scored(root: etree._Element, url: str, now: datetime | None = None) -> list[tuple[Link, float]]:
    """The page's links outside its furniture, each with how much it looks like an article's."""
    etree.strip_elements(root, *UNSEEN, with_tail=False)
    links = [
        link
        for link in page_links(root, url)
        if not link.is_furniture and link.title and not is_no_article(link.address)
    ]
    own = [_own_score(link, now) for link in links]
    by_place = _means([link.place for link in links], own)
    by_pattern = _means([path_pattern(link.address) for link in links], own)
    return [
        (link, OWN * score + (1 - OWN) * (place + pattern) / 2)
        for link, score, place, pattern in zip(links, own, by_place, by_pattern, strict=True)
    ]


def _found(root: etree._Element, selector: str) -> Iterable[etree._Element]:
    try:
        found = root.xpath(check_selector(selector))
    except etree.XPathError as error:
        raise SourceError(
            f"it can't be used: {error}", where=f"the CSS selector {selector!r}"
        ) from error
    return (
        [one for one in found if isinstance(one, etree._Element)] if isinstance(found, list) else []
    )


def _means(keys: list[str], scores: list[float]) -> list[float]:
    """For each score the mean of those with its key, or itself where they are fewer than three."""
    groups: dict[str, list[float]] = defaultdict(list)
    for key, score in zip(keys, scores, strict=True):
        groups[key].append(score)
    means = {key: fmean(group) for key, group in groups.items() if len(group) >= FEW}
    return [means.get(key, score) for key, score in zip(keys, scores, strict=True)]


def _own_score(link: Link, now: datetime | None) -> float:
    score = article_shape(link.address) + _length_score(link.length)
    if link.is_heading:
        score += 1.5
    if date_beside(link, "", now) is not None:
        score += 1.0
    return score


def _length_score(words: float) -> float:
    if words >= 5:
        return 2.0
    if words >= 4:
        return 1.2
    if words >= 3:
        return 0.3
    return -0.7 if words >= 2 else -1.5


def _entry(link: Link, language: str, now: datetime | None) -> Entry:
    return Entry(
        url=link.address.href,
        title=link.title,
        published=date_beside(link, language, now) or _date_in_address(link, now),
    )


def _date_in_address(link: Link, now: datetime | None) -> PrintedDate | None:
    days = days_named(link.address)
    if days is None or (days.ends - days.starts).days != 1 or (now and days.starts > now):
        return None
    return PrintedDate(days.starts, "day", "url")
