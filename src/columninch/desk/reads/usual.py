"""How much a source gives in a week, how much it usually gives, and whether it fell silent.

The usual number is the median of the eight whole weeks before the period, of those that the
source was watched for: a strike or a feast doesn't move it. A source that was watched for
fewer than three of them has none. Three queries count all sources: the period, the weeks
before, and what those gave before that gave nothing in either.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from statistics import fmean, median
from typing import TYPE_CHECKING, Any

from django.core.cache import cache
from django.db.models import Count, Max, Min, Q

from columninch.desk.models import Reading

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from django.db.models import QuerySet

    from columninch.desk.models import Period

WEEK = timedelta(days=7)
WEEKS = 8
"""Whole weeks before the period that the usual number is taken from."""
NAMED_AT_ONCE = 500
"""Sources named in one query: a database takes only so many values."""
FEWEST_WEEKS = 3
"""Fewer say nothing of what is usual."""
KEPT_SECONDS = 3600
PAUSES = 3
"""A pause so many times as long as usual is silence."""


Given = dict[str, Any]
"""A row of counts."""


@dataclass(frozen=True, slots=True)
class Output:
    """What a source gave."""

    item_count: int = 0
    """Items in the period."""
    usual_count: float | None = None
    """Items in a usual week; None for a young source."""
    newest_at: datetime | None = None
    """The date of its newest item; dates in the future are no sign of life."""
    is_silent: bool = False


def outputs_of(
    added: Mapping[int, datetime], period: Period | None, now: datetime
) -> dict[int, Output]:
    """What each source gave; `added` says of each when it was added."""
    if period is None:
        return dict.fromkeys(added, Output())
    moment = min(now, period.ends)
    sources = list(added)
    here = _given(_readings(sources), period, now)
    before = _given_before(sources, period)
    quiet = [pk for pk in sources if pk not in here and pk not in before]
    older = _older(_readings(quiet), now) if quiet else {}
    outputs = {}
    for pk, added_at in added.items():
        age = _age(added_at, period)
        if pk in older:
            outputs[pk] = _quiet(older[pk], usual_number([0] * age), moment)
        else:
            outputs[pk] = _output(here.get(pk, {}), before.get(pk, {}), age, moment)
    return outputs


def _output(here: Given, before: Given, age: int, moment: datetime) -> Output:
    weeks = [before.get(f"week_{back}", 0) for back in range(1, age + 1)]
    usual = usual_number(weeks)
    weekly = max(usual, fmean(weeks)) if usual is not None else 0.0
    newest_at = here.get("newest_at") or before.get("newest_at")
    return Output(here.get("here", 0), usual, newest_at, is_silent(newest_at, weekly, moment))


def usual_number(weeks: Sequence[int]) -> float | None:
    """The median of the counts of whole weeks; None where there are too few of them."""
    return float(median(weeks)) if len(weeks) >= FEWEST_WEEKS else None


def is_silent(newest_at: datetime | None, weekly: float, moment: datetime) -> bool:
    """Whether the pause since `newest_at` is three times as long as with `weekly` items a week."""
    if newest_at is None or weekly <= 0:
        return False
    return moment - newest_at > PAUSES * WEEK / weekly + timedelta(days=1)


def _age(added_at: datetime, period: Period) -> int:
    """Of the weeks before the period those that the source was watched from end to end."""
    return min(WEEKS, max(0, (period.starts - added_at) // WEEK))


def _quiet(row: Given, usual: float | None, moment: datetime) -> Output:
    """A source that gave nothing in all these weeks: silent, if it gave more than that before."""
    newest_at, oldest_at = row["newest_at"], row["oldest_at"]
    span = newest_at - oldest_at
    weekly = (row["items"] - 1) * WEEK / span if span else 0.0
    return Output(0, usual, newest_at, usual is not None and is_silent(newest_at, weekly, moment))


def _given(readings: QuerySet[Reading], period: Period, now: datetime) -> dict[int, Given]:
    """By source what it gave in `period`, and the date of its newest item."""
    rows = (
        readings.filter(dated_at__gte=period.starts)
        .values("item__listed__source")
        .annotate(
            here=Count("pk", filter=Q(dated_at__lt=period.ends)),
            newest_at=Max("dated_at", filter=Q(dated_at__lte=now)),
        )
    )
    return {row["item__listed__source"]: {**row} for row in rows}


def _given_before(sources: Sequence[int], period: Period) -> dict[int, Given]:
    """By source what it gave in the weeks before `period`, and the date of its newest item.

    Of many sources it is remembered for an hour: it changes little, and takes seconds.
    """
    if len(sources) <= NAMED_AT_ONCE:
        return _weeks_before(sources, period)
    key = f"weeks-before-{period.pk}"
    found: dict[int, Given] | None = cache.get(key)
    if found is None:
        found = _weeks_before(sources, period)
        cache.set(key, found, KEPT_SECONDS)
    return found


def _weeks_before(sources: Sequence[int], period: Period) -> dict[int, Given]:
    first = period.starts - WEEKS * WEEK
    weeks = {
        f"week_{back}": Count("pk", filter=_week_from(period.starts - back * WEEK))
        for back in range(1, WEEKS + 1)
    }
    rows = (
        _readings(sources)
        .filter(dated_at__gte=first, dated_at__lt=period.starts)
        .values("item__listed__source")
        .annotate(newest_at=Max("dated_at"), **weeks)
    )
    return {row["item__listed__source"]: {**row} for row in rows}


def _older(readings: QuerySet[Reading], now: datetime) -> dict[int, Given]:
    """What sources that gave nothing of late gave before."""
    rows = readings.filter(dated_at__lte=now).values("item__listed__source")
    found = rows.annotate(items=Count("pk"), newest_at=Max("dated_at"), oldest_at=Min("dated_at"))
    return {row["item__listed__source"]: {**row} for row in found}


def _readings(sources: Sequence[int]) -> QuerySet[Reading]:
    """Of these sources where they are few, else of all."""
    rows = Reading.objects.filter(is_current=True, item__listed__isnull=False).order_by()
    if len(sources) > NAMED_AT_ONCE:
        return rows
    return rows.filter(item__listed__source__in=sources)


def _week_from(starts: datetime) -> Q:
    return Q(dated_at__gte=starts, dated_at__lt=starts + WEEK)
