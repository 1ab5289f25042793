"""How much a source gives in a week, how much it usually gives, and whether it fell silent.

The usual number is the median of the eight whole weeks before the period, of those that the
source was watched for: a strike or a feast doesn't move it. A source that was watched for
fewer than three of them has none. One query counts all sources; a second one asks after those
that gave nothing in all these weeks.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from statistics import fmean, median
from typing import TYPE_CHECKING, Any

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
PAUSES = 3
"""A pause so many times as long as usual is silence."""


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
    counted = _counted(_readings(list(added)), period, now)
    quiet = [pk for pk in added if pk not in counted]
    older = _older(_readings(quiet), now) if quiet else {}
    outputs = {}
    for pk, added_at in added.items():
        row = counted.get(pk)
        if row is None:
            outputs[pk] = _quiet(older.get(pk), usual_number([0] * _age(added_at, period)), moment)
            continue
        weeks = [row[f"week_{back}"] for back in range(1, _age(added_at, period) + 1)]
        usual = usual_number(weeks)
        rate = max(usual, fmean(weeks)) if usual is not None else 0.0
        newest_at = row["newest_at"]
        outputs[pk] = Output(row["here"], usual, newest_at, is_silent(newest_at, rate, moment))
    return outputs


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


def _quiet(row: dict[str, Any] | None, usual: float | None, moment: datetime) -> Output:
    """A source that gave nothing in all these weeks: silent, if it gave more than that before."""
    if row is None:
        return Output(usual_count=usual)
    newest_at, oldest_at = row["newest_at"], row["oldest_at"]
    span = newest_at - oldest_at
    weekly = (row["items"] - 1) * WEEK / span if span else 0.0
    return Output(0, usual, newest_at, usual is not None and is_silent(newest_at, weekly, moment))


def _counted(
    readings: QuerySet[Reading], period: Period, now: datetime
) -> dict[int, dict[str, Any]]:
    """By source what it gave since eight weeks before `period`, week by week."""
    weeks = {
        f"week_{back}": Count("pk", filter=_between(period.starts - back * WEEK, WEEK))
        for back in range(1, WEEKS + 1)
    }
    rows = (
        readings.filter(dated_at__gte=period.starts - WEEKS * WEEK)
        .values("item__listed__source")
        .annotate(
            here=Count("pk", filter=_between(period.starts, period.ends - period.starts)),
            newest_at=Max("dated_at", filter=Q(dated_at__lte=now)),
            **weeks,
        )
    )
    return {row["item__listed__source"]: {**row} for row in rows}


def _older(readings: QuerySet[Reading], now: datetime) -> dict[int, dict[str, Any]]:
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


def _between(starts: datetime, length: timedelta) -> Q:
    return Q(dated_at__gte=starts, dated_at__lt=starts + length)
