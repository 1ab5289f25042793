"""What sites allow, remembered for a day (RFC 9309, section 2.4), within bounds of memory.

Where a site's robots.txt can't be had nothing may be asked, unless an older copy is still
kept: that counts for up to a month, as the RFC leaves it to us. Failures are remembered
for a minute, so that fifty pages of a site don't ask fifty times.
"""

from __future__ import annotations

import copy
import threading
import time
from collections import OrderedDict
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from columninch.collect.fetcher.robots import RobotsRules
from columninch.errors import FetchError

if TYPE_CHECKING:
    from collections.abc import Callable

    from columninch.tools import Clock

KEPT = timedelta(hours=24)
KEPT_WHILE_UNREACHABLE = timedelta(days=30)
FAILURE_SECONDS = 60.0
MAX_SITES = 20_000
MAX_BYTES = 64_000_000
"""Of all sites' rules together, as they lie in memory."""
SITE_BYTES = 1000
RULE_BYTES = 150

Site = tuple[str, str]


@dataclass(slots=True)
class _Kept:
    """One site's rules, and how asking for them went."""

    lock: threading.Lock = field(default_factory=threading.Lock)
    rules: RobotsRules | None = None
    fetched_at: datetime | None = None
    failure: FetchError | None = None
    failed_at: float = 0.0
    """On the monotonic clock."""
    size: int = 0
    """In bytes, about."""


class RobotsCache:
    """Rules by site: scheme, and host with port (thread-safe)."""

    def __init__(self, clock: Clock, fetch: Callable[[Site], RobotsRules]) -> None:
        """`fetch` asks a site for its rules; it raises `FetchError` where they can't be had."""
        self._clock = clock
        self._fetch = fetch
        self._guard = threading.Lock()
        self._kept: OrderedDict[Site, _Kept] = OrderedDict()
        self._size = 0

    def __len__(self) -> int:
        """How many sites are remembered."""
        return len(self._kept)

    def rules(self, site: Site) -> RobotsRules:
        """The rules of `site`. Raises `FetchError` where they can't be had."""
        kept = self._entry(site)
        with kept.lock:
            now = self._clock.now()
            if kept.rules is not None and _is_within(kept, now, KEPT):
                return kept.rules
            if kept.failure is None or time.monotonic() > kept.failed_at + FAILURE_SECONDS:
                self._ask(site, kept, now)
            if kept.rules is not None and _is_within(kept, now, KEPT_WHILE_UNREACHABLE):
                return kept.rules
            assert kept.failure is not None  # noqa: S101  # it was fetched, or it failed
            raise _again(kept.failure)

    def _ask(self, site: Site, kept: _Kept, now: datetime) -> None:
        try:
            rules = self._fetch(site)
        except FetchError as error:
            kept.failure, kept.failed_at = error, time.monotonic()
            return
        kept.rules, kept.fetched_at, kept.failure = rules, now, None
        size = SITE_BYTES + sum(RULE_BYTES + len(rule.pattern) for rule in rules.rules)
        with self._guard:
            if self._kept.get(site) is kept:  # else it had to make room itself
                self._size += size - kept.size
                kept.size = size
                self._make_room()

    def _entry(self, site: Site) -> _Kept:
        with self._guard:
            kept = self._kept.get(site)
            if kept is None:
                kept = self._kept[site] = _Kept()
                self._make_room()
            else:
                self._kept.move_to_end(site)
            return kept

    def _make_room(self) -> None:
        """Forget the sites that were asked longest ago, where there are too many."""
        while len(self._kept) > MAX_SITES or (self._size > MAX_BYTES and len(self._kept) > 1):
            self._size -= self._kept.popitem(last=False)[1].size


def _again(failure: FetchError) -> FetchError:
    """The failure once more, as an error of its own: several threads may raise it."""
    error = copy.copy(failure)
    error.__cause__ = failure.__cause__
    return error


def _is_within(kept: _Kept, now: datetime, age: timedelta) -> bool:
    return kept.fetched_at is not None and now < kept.fetched_at + age
