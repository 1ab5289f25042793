"""The numbers of a channel's posts: what a poll remembers, and which of them are missing."""

from __future__ import annotations

import json
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from columninch.records import Gap

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import datetime

MOST_KEPT = 40
"""Numbers that are remembered beside the highest."""
MOST_TOLD = 6
"""Stretches of missing numbers that a gap names; the others are counted."""


@dataclass(frozen=True, slots=True)
class SeenNumbers:
    """What is known of a channel from earlier polls."""

    highest: int = 0
    """0 where nothing is."""
    latest: frozenset[int] = frozenset()
    """The highest numbers that the last new page showed."""
    window: str = ""
    """When its posts came, as `windows` keeps it."""

    def is_met(self, numbers: frozenset[int]) -> bool:
        """Whether a page that shows `numbers` reaches back to what was seen."""
        return any(number <= self.highest for number in numbers)

    def is_begun_anew(self, numbers: frozenset[int]) -> bool:
        """Whether the newest page shows a channel that lost or restarted its numbers."""
        return bool(numbers) and max(numbers) < self.highest and not numbers & self.latest

    def to_text(self) -> str:
        """As a source's memory keeps it."""
        told = {"highest": self.highest, "latest": sorted(self.latest), "window": self.window}
        return json.dumps(told)


def seen_before(memory: str) -> SeenNumbers:
    """What `memory` says; nothing where it says nothing that can be read."""
    try:
        kept = json.loads(memory or "{}")
        latest = frozenset(map(int, kept["latest"]))
        return SeenNumbers(int(kept["highest"]), latest, str(kept.get("window", "")))
    except (ValueError, TypeError, KeyError):
        return SeenNumbers()


def seen_now(numbers: Iterable[int], window: str = "") -> SeenNumbers:
    """What is to be remembered after a poll that showed `numbers`."""
    latest = sorted(numbers)[-MOST_KEPT:]
    return SeenNumbers(latest[-1] if latest else 0, frozenset(latest), window)


def missing(numbers: Iterable[int], after: int) -> list[tuple[int, int]]:
    """The stretches (first, last) above `after` that lack among `numbers`, below the highest.

    With `after` 0 only what lacks between the numbers: what came earlier was never asked.
    """
    shown = sorted(number for number in numbers if number > after)
    bounds = [after, *shown] if after else shown
    return [(low + 1, high - 1) for low, high in pairwise(bounds) if high - low > 1]


def number_gap(
    stretches: list[tuple[int, int]], times: Mapping[int, datetime], ends: datetime, why: str
) -> Gap | None:
    """One gap for all `stretches`, or None where there are none.

    `times` are those of the posts that are known: the gap reaches from the last before
    the first stretch to the first behind the last one, at most until `ends`.
    """
    if not stretches:
        return None
    first, last = stretches[0][0], stretches[-1][1]
    before = [at for number, at in times.items() if number < first]
    behind = [at for number, at in times.items() if number > last]
    told = [f"{low}" if low == high else f"{low} to {high}" for low, high in stretches]
    more = f" and {len(told) - MOST_TOLD} more stretches" if len(told) > MOST_TOLD else ""
    return Gap(
        "numbers",
        starts=max(before) if before else None,
        ends=min(behind, default=ends),
        count=sum(high - low + 1 for low, high in stretches),
        detail=f"posts {', '.join(told[:MOST_TOLD])}{more} {why}",
    )
