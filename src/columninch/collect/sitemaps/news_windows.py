"""The windows of news sitemaps: they hold the newest pages alone, as feeds do.

1. Each news sitemap of a source has a window of its own; a whole site's sitemap has none, nor
   has one whose name states the days that it holds.
2. Pages move from one sitemap of an index to the next: where another one of the same poll
   reaches back before what was last seen, nothing was moved past.
3. What several have moved past is one gap. The busiest of them makes the pace.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import TYPE_CHECKING

from columninch.collect.address_shape import days_named
from columninch.collect.fetcher.weburl import parse_address
from columninch.collect.schedule import NEWEST
from columninch.collect.sitemaps.listed import page_entry
from columninch.collect.sitemaps.memory import NewsWindow, SitemapMemory, mark
from columninch.collect.windows import follow_window, window_pace
from columninch.records import Gap

if TYPE_CHECKING:
    from columninch.collect.polled import Pace
    from columninch.collect.sitemaps.document import SitemapDocument

ROUNDS = 20
"""A sitemap that was not asked in as many polls says nothing of the pace any more."""


@dataclass(frozen=True, slots=True)
class _Met:
    """A news sitemap that a poll read."""

    url: str
    oldest: datetime
    gap: Gap | None


@dataclass(slots=True)
class NewsWindows:
    """The windows of a source's news sitemaps at one poll."""

    memory: SitemapMemory
    polled_at: datetime | None
    now: datetime
    _met: list[_Met] = field(default_factory=list)

    def follow(self, document: SitemapDocument, url: str) -> None:
        """Take in what the sitemap at `url` lists now, where it is one of news."""
        dates = [page.published.at for page in document.pages if page.published]
        if not dates or days_named(parse_address(url)) is not None:
            return
        before = self.memory.windows.get(mark(url))
        window = follow_window(
            before.memory if before else "",
            [page_entry(page) for page in document.pages],
            polled_at=self.polled_at,
            now=self.now,
        )
        self.memory.windows[mark(url)] = NewsWindow(self.memory.round, window.memory)
        self._met.append(_Met(url, min(dates), window.gap))

    def unchanged(self, url: str) -> None:
        """The sitemap at `url` was asked, and had not changed."""
        if before := self.memory.windows.get(mark(url)):
            self.memory.windows[mark(url)] = replace(before, round=self.memory.round)

    def gaps(self) -> tuple[Gap, ...]:
        """What the windows have moved past since the last poll: one gap or none."""
        gaps = [one.gap for one in self._met if one.gap and not self._reaches_back(one, one.gap)]
        if not gaps:
            return ()
        starts = min(gap.starts for gap in gaps if gap.starts)
        detail = "; ".join(dict.fromkeys(gap.detail for gap in gaps))
        return (Gap("window", starts, max(gap.ends for gap in gaps), detail=detail),)

    def pace(self) -> Pace | None:
        """How the busiest of the sitemaps publishes; None where none is of news."""
        rounds = self.memory.windows.values()
        told = [window_pace(one.memory) for one in rounds if self.memory.round - one.round < ROUNDS]
        return max((pace for pace in told if pace), key=_latest, default=None)

    def _reaches_back(self, moved: _Met, gap: Gap) -> bool:
        """Whether another sitemap lists what was published before the gap began."""
        return any(
            other.url != moved.url and gap.starts is not None and other.oldest <= gap.starts
            for other in self._met
        )


def _latest(pace: Pace) -> float:
    """The time of the oldest of the newest few, which is the later the busier it is."""
    newest = pace.times[:NEWEST]
    return newest[-1].timestamp() if newest else 0.0
