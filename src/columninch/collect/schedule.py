"""When a source is asked again: as often as it really publishes, within bounds."""

from __future__ import annotations

from dataclasses import dataclass

SHORTEST_SECONDS = 10 * 60
LONGEST_SECONDS = 24 * 3600


@dataclass(frozen=True, slots=True)
class Rhythm:
    """What a poll says of how often its source publishes."""

    interval_seconds: int
    """The pause before this poll, as it was planned."""
    new_count: int
    entry_count: int
    elapsed_seconds: float | None
    """Since the poll before; None at the first."""
    wait_seconds: int | None
    """How long the source asks to be left alone, where it says so."""


def next_interval(rhythm: Rhythm) -> int:
    """Seconds until the next poll."""
    seconds = rhythm.interval_seconds * (1.5 if rhythm.new_count == 0 else 0.75)
    wanted = max(seconds, rhythm.wait_seconds or 0)
    return int(min(max(wanted, SHORTEST_SECONDS), LONGEST_SECONDS))
