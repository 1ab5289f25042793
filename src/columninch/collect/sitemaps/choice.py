"""Which pages of a sitemap are news, and which sitemaps of an index are worth asking.

1. What counts as a page's date is a news sitemap's; else the day in its address; else its
   last change, unless most pages were stamped with the same one; else the days that the
   sitemap's own name states ("sitemap-2026-05.xml").
2. A page is listed when that date lies in the window: the last seven days, or since two days
   before the last answer, or the period that a person set.
3. A page without any date is listed when it was not there at the last poll; what stands there
   at the first poll is only remembered, since nobody can tell how old it is.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from columninch.collect.address_shape import days_named, is_no_article, segments
from columninch.collect.fetcher.weburl import parse_address
from columninch.collect.sitemaps.memory import Child, mark

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from columninch.collect.address_shape import Days
    from columninch.collect.polled import PolledSource
    from columninch.collect.sitemaps.document import ListedPage

RECENT = timedelta(days=7)
SLACK = timedelta(days=2)
"""A sitemap is often behind what it lists."""
STAMPED_TIMES = 20
"""Pages of one time to the second, when it is the sitemap's making and not theirs."""
STAMPED_DAYS = 200
"""The same for days: an outlet may print many pages in one."""

_NOT_NEWS = re.compile(
    r"(?:^|[^a-z])(?:tags?|authors?|users?|category|categories|taxonomy|taxonomies|topics?|images?|videos?"
    r"|pages?|products?|attachments?|static|profiles?|keywords?|sections?)(?![a-z])"
)
_NEWS = re.compile(r"(?:^|[^a-z])(?:google-?)?news(?![a-z])|newssitemap|sitemapnews")


@dataclass(frozen=True, slots=True)
class Window:
    """The half-open stretch of time whose pages are wanted."""

    starts: datetime
    ends: datetime | None = None
    is_period: bool = False
    """A person set it: what bears no date is left out."""

    def holds(self, at: datetime) -> bool:
        """Whether `at` lies in it."""
        return self.starts <= at and (self.ends is None or at < self.ends)

    def meets(self, days: Days) -> bool:
        """Whether some of `days` lies in it."""
        return days.ends > self.starts and (self.ends is None or days.starts < self.ends)


def window_of(source: PolledSource, now: datetime) -> Window:
    """What is wanted of `source` at `now`."""
    options = source.options
    if options.since is not None or options.until is not None:
        since = options.since or datetime.min.replace(tzinfo=now.tzinfo)
        return Window(since, options.until, is_period=True)
    before = source.polled_at - SLACK if source.polled_at else now
    return Window(min(now - RECENT, before))


def is_stamped(pages: tuple[ListedPage, ...]) -> bool:
    """Whether most pages bear one time of change: the sitemap's making, not theirs."""
    if not pages:
        return False
    printed, count = Counter(page.changed for page in pages).most_common(1)[0]
    least = STAMPED_TIMES if len(printed) > len("2026-05-04") else STAMPED_DAYS
    return bool(printed) and count >= least and count * 2 > len(pages)


def is_in(
    page: ListedPage, window: Window, *, trusts_change: bool, around: Days | None
) -> bool | None:
    """Whether `page` lies in `window`; None where nothing says when it is from.

    `around` are the days that the sitemap's own name states.
    """
    if page.published is not None:
        return window.holds(page.published.at)
    days = days_named(page.address) or around
    if days is not None:
        return window.meets(days)
    if page.changed_at is not None and trusts_change:
        # a page was published before its last change, however long before
        return page.changed_at >= window.starts
    return None


def may_be_article(page: ListedPage) -> bool:
    """Whether the page is worth being listed: no front page, list or file."""
    return page.published is not None or not is_no_article(page.address)


def is_news_sitemap(url: str) -> bool:
    """Whether the name of a sitemap says that it holds news."""
    return bool(_NEWS.search(_name(url)))


def holds_no_articles(url: str) -> bool:
    """Whether the name of a sitemap says that it holds tags, authors, pictures or the like."""
    name = _name(url)
    return bool(_NOT_NEWS.search(name)) and not _NEWS.search(name)


def children_to_ask(
    children: tuple[ListedPage, ...], known: Mapping[str, Child], window: Window
) -> list[ListedPage]:
    """The sitemaps of an index that may list something wanted, the likeliest first."""
    wanted = list(_wanted(children, known, window))
    last = len(children)
    places = {child.url: min(at, last - at) for at, child in enumerate(children)}

    def rank(child: ListedPage) -> tuple[int, int, float, int]:
        before = known.get(mark(child.url), Child())
        is_first = before.is_lively or is_news_sitemap(child.url)
        group = 0 if is_first else 1 if child.changed_at else 2
        newest = -child.changed_at.timestamp() if child.changed_at else 0.0
        return group, before.round, newest, places[child.url]

    return sorted(wanted, key=rank)


def _wanted(
    children: tuple[ListedPage, ...], known: Mapping[str, Child], window: Window
) -> Iterator[ListedPage]:
    for child in children:
        days = days_named(child.address)
        before = known.get(mark(child.url))
        is_as_it_was = before is not None and before.changed == child.changed != ""
        if holds_no_articles(child.url) or (days is not None and not window.meets(days)):
            continue
        if is_as_it_was or (child.changed_at is not None and child.changed_at < window.starts):
            continue
        yield child


def _name(url: str) -> str:
    return "/".join(segments(parse_address(url))[-2:]).lower()
