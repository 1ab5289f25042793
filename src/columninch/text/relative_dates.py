"""Dates told from the moment of reading: "two hours ago", «دیروز», "vor 2 Stunden".

They mean something only together with the moment when the page was captured, and are never
more exact than they were told. Minutes and seconds ago give a minute. Hours ago give a day,
where all of that hour lies in one. Days, months and years are counted by the calendar, as
people say them; weeks give the month or year that holds the whole week that is meant. What
can't be told so far gives nothing.
"""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from typing import TYPE_CHECKING

from columninch.records import PrintedDate
from columninch.text.normalise import fold
from columninch.text.printed_dates import VISIBLE, made_date, zone_named
from columninch.text.relative_words import AFTER, BEFORE, DAYS, NUMBERS, UNITS

if TYPE_CHECKING:
    from collections.abc import Iterable

    from columninch.text.relative_words import Unit

LONGEST = 80
"""Characters of a line; a longer one is a sentence that tells of something else."""
MOST = 999
_SMALL: dict[str, timedelta] = {
    "second": timedelta(seconds=1),
    "minute": timedelta(minutes=1),
    "hour": timedelta(hours=1),
}


def parse_relative_date(
    text: str, captured_at: datetime | None, zone: str = "UTC"
) -> PrintedDate | None:
    """The date that `text` tells relative to `captured_at`; None without that, or without one.

    Days are those of `zone` (an IANA name). A time of day that is printed with "today" or
    "yesterday" counts.
    """
    plain = " ".join(fold(text).split())
    if captured_at is None or not plain or len(plain) > LONGEST:
        return None
    here = captured_at.astimezone(zone_named(zone))
    found = _ago(plain, here) or _named_day(plain, here, zone)
    return found if found and found.at <= captured_at + timedelta(minutes=1) else None


def _ago(plain: str, here: datetime) -> PrintedDate | None:
    match = _patterns()[0].search(plain)
    if match is None or not (match["before"] or match["after"]):
        return None
    unit, told = UNITS[match["unit"]]
    number = match["number"] or ""
    count = int(number) if number.isdigit() else NUMBERS.get(number, told)
    if count > MOST:
        return None
    try:
        return _counted_back(unit, count, here)
    except (OverflowError, ValueError):
        return None


def _counted_back(unit: Unit, count: int, here: datetime) -> PrintedDate | None:
    if unit in {"second", "minute"}:
        at = (here - count * _SMALL[unit]).replace(second=0, microsecond=0)
        minutes = (here.utcoffset() or timedelta()) // timedelta(minutes=1)
        return PrintedDate(at.astimezone(UTC), "minute", VISIBLE, minutes)
    if unit == "hour":
        first, last = here - (count + 1) * _SMALL[unit], here - count * _SMALL[unit]
        return _day(last.date()) if first.date() == last.date() else None
    if unit == "week":
        last_day = here.date() - timedelta(weeks=count)
        return _holding(last_day - timedelta(days=6), last_day)
    if unit == "day":
        return _day(here.date() - timedelta(days=count))
    if unit == "month":
        months = here.year * 12 + here.month - 1 - count
        return replace(_day(date(months // 12, months % 12 + 1, 1)), precision="month")
    return replace(_day(date(here.year - count, 1, 1)), precision="year")


def _holding(first: date, last: date) -> PrintedDate | None:
    """The month or the year that holds both days."""
    if first.year != last.year:
        return None
    if first.month != last.month:
        return replace(_day(last.replace(month=1, day=1)), precision="year")
    return replace(_day(last.replace(day=1)), precision="month")


def _named_day(plain: str, here: datetime, zone: str) -> PrintedDate | None:
    match = _patterns()[1].search(plain)
    if match is None:
        return None
    day = here.date() - timedelta(days=DAYS[match["day"]])
    rest = f"{plain[: match.start()]} {plain[match.end() :]}"
    return made_date(day.year, day.month, day.day, rest, zone)


def _day(day: date) -> PrintedDate:
    return PrintedDate(datetime.combine(day, time(), UTC), "day", VISIBLE)


@lru_cache(maxsize=1)
def _patterns() -> tuple[re.Pattern[str], re.Pattern[str]]:
    ago = (
        rf"(?<!\w)(?:(?P<before>{_any(BEFORE)})\s+)?"
        rf"(?:(?P<number>(?<![.,:/\d])\d{{1,4}}|{_any(NUMBERS)})\s*|(?<!\d)(?<!\d\s))"
        rf"(?P<unit>{_any(UNITS)})(?:\s*(?P<after>{_any(AFTER)}))?(?!\w)"
    )
    return re.compile(ago), re.compile(rf"(?<!\w)(?P<day>{_any(DAYS)})(?!\w)")


def _any(words: Iterable[str]) -> str:
    longest_first = sorted(words, key=lambda word: (-len(word), word))
    return "|".join(re.escape(word).replace("\\ ", r"\s+") for word in longest_first)
