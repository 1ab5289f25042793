"""Periods of a series: half-open intervals in UTC, from its zone and its week."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from columninch.desk.models import Day, Period, Series

RECENT_WEEKS = 5


def ensure_periods(now: datetime) -> None:
    """Make the running period of every series, those before it, and that of the newest reading."""
    moments = [now - timedelta(weeks=weeks) for weeks in range(RECENT_WEEKS)]
    newest = newest_day(now)
    if newest is not None:
        at = datetime.combine(date.fromordinal(newest), time(12), UTC)
        moments += [at, at - timedelta(weeks=1)]
    for series in Series.objects.all():
        for moment in moments:
            period_at(series, moment)


def newest_day(now: datetime) -> int | None:
    """The ordinal of the last day, up to tomorrow, that any reading is of."""
    days = Day.objects.filter(read__gt=0, ordinal__lte=now.toordinal() + 1)
    return days.order_by("-ordinal").values_list("ordinal", flat=True).first()


def period_at(series: Series, moment: datetime) -> Period:
    """The period of `series` that `moment` falls into, made where it is new."""
    starts, ends = week_bounds(moment, series.time_zone, series.first_weekday)
    period, _ = Period.objects.get_or_create(
        series=series,
        starts=starts,
        defaults={
            "ends": ends,
            "first_day": starts.toordinal(),
            "last_day": (ends - timedelta(microseconds=1)).toordinal(),
        },
    )
    return period


def week_bounds(moment: datetime, zone: str, first_weekday: int) -> tuple[datetime, datetime]:
    """The week in `zone` that holds `moment`, as UTC; weekday 0 is Monday.

    A week in which the clocks change is an hour longer or shorter.
    """
    local = ZoneInfo(zone)
    day = moment.astimezone(local).date()
    first = day - timedelta(days=(day.weekday() - first_weekday) % 7)
    return _midnight(first, local), _midnight(first + timedelta(days=7), local)


def period_of_day(series: Series, day: date) -> Period:
    """The period of `series` that a day of its zone falls into."""
    return period_at(series, _midnight(day, ZoneInfo(series.time_zone)))


def before(period: Period) -> Period | None:
    """The period just before, if the series has it."""
    return Period.objects.filter(series=period.series_id, ends=period.starts).first()


def _midnight(day: date, zone: ZoneInfo) -> datetime:
    return datetime.combine(day, time(), zone).astimezone(UTC)
