"""Sources that publish in some rhythm, asked as the schedule says: what it costs and misses."""

from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from statistics import median

from columninch.collect.schedule import Rhythm, next_interval
from columninch.collect.windows import follow_window, window_pace
from columninch.records import Entry, PrintedDate

START = datetime(2026, 3, 2, tzinfo=UTC)
HOUR = timedelta(hours=1)
DAY = timedelta(days=1)


def hourly(days: int) -> Iterator[datetime]:
    for hour in range(days * 24):
        yield START + hour * HOUR + timedelta(minutes=hour * 37 % 60)


def silent_at_night(days: int) -> Iterator[datetime]:
    yield from (at for at in hourly(days) if 7 <= at.hour < 23)


def in_bursts(days: int) -> Iterator[datetime]:
    """A dozen within two hours, once a day, at a time that nobody knows beforehand."""
    for day in range(days):
        begun = START + day * DAY + day * 7 % 20 * HOUR
        yield from (begun + rank * timedelta(minutes=10) for rank in range(12))


def weekly(days: int) -> Iterator[datetime]:
    yield from (START + week * 7 * DAY + 9 * HOUR for week in range(days // 7))


def all_at_once(days: int) -> Iterator[datetime]:
    """Thirty within two minutes, once a day: more than anybody can ask for in time."""
    for day in range(days):
        yield from (START + day * DAY + rank * timedelta(seconds=4) for rank in range(30))


def weekly_then_hourly(days: int) -> Iterator[datetime]:
    half = days // 2
    yield from weekly(half)
    yield from (at + half * DAY for at in hourly(days - half))


@dataclass(frozen=True)
class Outcome:
    polls_a_day: float
    median_delay: timedelta
    lost: int
    gaps: int
    shortest_pause: int


def watched(
    published: list[datetime],
    window_size: int,
    *,
    days: int,
    wait: int | None = None,
    before: int = 200,
) -> Outcome:
    """What comes of asking a source for `days`; what it published before that is no loss.

    `before`: how many days before the first poll the source began.
    """
    opened = START + timedelta(days=before)
    ends = opened + timedelta(days=days)
    now, memory, polled_at, interval = opened, "", None, 3600
    seen: set[datetime] = set()
    delays: list[timedelta] = []
    polls = gaps = 0
    pauses = []
    while now < ends:
        last = bisect_right(published, now)
        listed = published[max(0, last - window_size) : last][::-1]
        new = [at for at in listed if at not in seen]
        delays += [now - at for at in new if at >= opened]
        seen.update(listed)
        if polled_at and not new:
            pace = window_pace(memory)  # the server answered 304
        else:
            window = follow_window(
                memory, [_entry(at) for at in listed], polled_at=polled_at, now=now
            )
            memory, pace = window.memory, window.pace
            gaps += window.gap is not None
        interval = next_interval(
            Rhythm(
                "https://tern.example/feed", interval, len(new), polled_at is None, wait, now, pace
            )
        )
        pauses.append(interval)
        polled_at, now, polls = now, now + timedelta(seconds=interval), polls + 1
    missed = [at for at in published if opened <= at <= (polled_at or opened) and at not in seen]
    return Outcome(polls / days, median(delays), len(missed), gaps, min(pauses))


def _entry(at: datetime) -> Entry:
    return Entry(url=f"https://tern.example/{at:%s}", published=PrintedDate(at, "second", "feed"))
