"""This week at a glance."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from columninch.desk.models import Digest, Period
from columninch.desk.reads import digests, quotes, sources, stories
from columninch.desk.reads.coding import text_count_to_code
from columninch.desk.reads.shares import GroupShares, ShareRow, leading_shares, shares_of
from columninch.desk.reads.source_health import SourceHealth
from columninch.desk.reads.stories import StoryRow
from columninch.desk.waiting import current_readings

if TYPE_CHECKING:
    from datetime import datetime


STORIES_SHOWN = 6


@dataclass(frozen=True, slots=True)
class Week:
    """A period with what is to do in it and what was found."""

    period: Period
    item_count: int
    text_count_to_code: int
    unsettled_quote_count: int
    troubled: tuple[SourceHealth, ...]
    calm_count: int
    """Sources in order, paused or not polled yet."""
    groups: tuple[GroupShares, ...]
    leading: tuple[ShareRow, ...]
    stories: tuple[StoryRow, ...]
    story_count: int
    digest: Digest | None


@dataclass(frozen=True, slots=True)
class RoomCounts:
    """The numbers beside the rooms' names on every page."""

    items: int
    texts_to_code: int
    stories: int
    quotes: int
    sources_in_trouble: int
    digest: Digest | None


def week_of(period: Period, now: datetime) -> Week:
    """All that the first page shows of `period` at `now`."""
    healths = sources.sources_with_health(period, now)
    troubled = tuple(health for health in healths if health.is_in_trouble)
    groups = shares_of(period, "items")
    told = stories.told_more_than_once(period)
    return Week(
        period=period,
        item_count=_item_count(period),
        text_count_to_code=text_count_to_code(period),
        unsettled_quote_count=quotes.unsettled_count(period),
        troubled=troubled,
        calm_count=len(healths) - len(troubled),
        groups=groups,
        leading=leading_shares(groups),
        stories=stories.story_rows(told[:STORIES_SHOWN]),
        story_count=told.count(),
        digest=digests.digest_of(period),
    )


def room_counts(period: Period | None) -> RoomCounts:
    """What the bar of rooms counts; few and quick queries, for every page."""
    if period is None:
        return RoomCounts(0, 0, 0, 0, sources.trouble_count(), digests.newest_digest())
    return RoomCounts(
        items=_item_count(period),
        texts_to_code=text_count_to_code(period),
        stories=stories.told_more_than_once(period).count(),
        quotes=quotes.quotes_in(period).count(),
        sources_in_trouble=sources.trouble_count(),
        digest=digests.newest_digest(),
    )


def _item_count(period: Period) -> int:
    readings = current_readings().filter(dated_at__gte=period.starts, dated_at__lt=period.ends)
    return readings.count()
