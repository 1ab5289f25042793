"""When a source is asked again: as often as it really publishes, and before its window moves.

1. The pace is that of the newest few publications up to now, so that silence slows it and a
   burst quickens it; a source is asked twice in the time in which one is to be expected.
2. A stated wait is kept.
3. Whatever else was said, a window is asked for at least twice in the shortest time in which
   it ever turned over, and in that in which it would if the source woke to one an hour.
4. Every source has its own place in its interval, from its address, so that thousands that
   were added in one minute don't wake in one.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import datetime

from columninch.collect.polled import Pace

SHORTEST_SECONDS = 10 * 60
LONGEST_SECONDS = 24 * 3600
SPREAD = 0.2
"""By this part of an interval sources of one interval are spread."""
NEWEST = 5
"""How many publications make the pace."""
ASKED = 2
"""How often a source is asked in the time in which its next publication is expected."""
WAKING_SECONDS = 3600
"""Between the publications of a quiet source that wakes up."""
SMALLEST_WINDOW = 3
"""Fewer entries are no window: a page, or a feed that has just begun."""


@dataclass(frozen=True, slots=True)
class Rhythm:
    """What a poll says of how often its source publishes."""

    url: str
    """The source's address, which gives it its place."""
    interval_seconds: int
    """The pause before this poll, as it was planned."""
    new_count: int
    is_first: bool
    """It was never polled before."""
    wait_seconds: int | None
    """How long the source asks to be left alone, where it says so."""
    now: datetime
    pace: Pace | None = None
    """None where the kind of source doesn't know."""


def next_interval(rhythm: Rhythm) -> int:
    """Seconds until the next poll: from ten minutes to a day."""
    wanted = max(_expected(rhythm), rhythm.wait_seconds or 0)
    if rhythm.pace is not None:
        wanted = min(wanted, _window_limit(rhythm.pace))
    wanted = min(max(wanted, SHORTEST_SECONDS / (1 - SPREAD)), LONGEST_SECONDS)
    least = SHORTEST_SECONDS / wanted if rhythm.is_first else 1 - SPREAD
    return int(wanted * (least + (1 - least) * _place(rhythm.url)))


def _expected(rhythm: Rhythm) -> float:
    """Seconds in which to ask again by what was published."""
    times = rhythm.pace.times[:NEWEST] if rhythm.pace else ()
    if times:
        return (rhythm.now - times[-1]).total_seconds() / len(times) / ASKED
    return rhythm.interval_seconds * (1.5 if rhythm.new_count == 0 else 0.75)


def _window_limit(pace: Pace) -> float:
    """Seconds after which a window may have moved past what nobody saw."""
    if pace.window < SMALLEST_WINDOW:
        return LONGEST_SECONDS
    waking = pace.window * WAKING_SECONDS
    return min(waking, _shortest_turnover(pace)) / ASKED


def _shortest_turnover(pace: Pace) -> float:
    """The shortest time in seconds in which as many were published as the window holds.

    Half a window counts too, for twice its time: of a burst that has just begun, or has
    almost left the window, nobody sees the whole. Entries that came all at once say nothing
    of the pace: a new feed, an import.
    """
    whole = min(pace.window, len(pace.times) - 1)
    runs = {whole, min(whole, (pace.window + 1) // 2)} - {0, -1}
    return min((_shortest_run(pace, run) / run * pace.window for run in runs), default=float("inf"))


def _shortest_run(pace: Pace, run: int) -> float:
    """The shortest time in seconds in which `run` more were published after one."""
    spans = (
        (later - earlier).total_seconds()
        for later, earlier in zip(pace.times, pace.times[run:], strict=False)
    )
    return min((span for span in spans if span >= SHORTEST_SECONDS), default=float("inf"))


def _place(url: str) -> float:
    """A number in [0, 1) that is always the same for `url`."""
    return int.from_bytes(hashlib.sha256(url.encode("utf-8", "replace")).digest()[:8]) / 2**64
