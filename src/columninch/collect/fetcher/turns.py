"""Whose turn it is at a host: one request at a time, with a gap after each.

Within a process a lock a host serves; between the processes of a machine a small file a
host, locked while the request runs, that also keeps when the last one ended and until when
the host wants to be left alone. A process that dies lets go of its lock by that.
"""

from __future__ import annotations

import contextlib
import threading
import time
from collections import OrderedDict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from columninch.collect.fetcher.turn_files import Times, TurnFiles
from columninch.errors import FetchError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from columninch.collect.fetcher.settings import WebSettings

MAX_LANES = 20_000


@dataclass(slots=True)
class Lane:
    """One host's turns in this process."""

    lock: threading.Lock = field(default_factory=threading.Lock)
    users: int = 0
    times: Times = field(default_factory=Times)


class Turns:
    """All hosts' turns (thread-safe)."""

    def __init__(self, settings: WebSettings) -> None:
        """Nobody has asked anything."""
        self._settings = settings
        self._guard = threading.Lock()
        self._lanes: OrderedDict[str, Lane] = OrderedDict()
        folder = settings.turns_folder
        self._files = None if folder is None else TurnFiles(folder, self._longest())

    def __len__(self) -> int:
        """How many hosts are remembered."""
        return len(self._lanes)

    @contextlib.contextmanager
    def turn(self, host: str, gap_seconds: float, where: str) -> Iterator[Lane]:
        """A turn at `host`, `gap_seconds` after the last one; its request runs inside.

        Raises `FetchError` where the host wants to be left alone for now, with the time
        that is left, and where the turn does not come within the settings' time.
        """
        host = host.rstrip(".")
        lane = self._enter(host)
        ends_at = time.monotonic() + self._settings.max_wait_seconds
        try:
            if not lane.lock.acquire(timeout=self._settings.max_wait_seconds):
                raise _no_turn(where, self._settings.max_wait_seconds)
            try:
                if self._files is None:
                    yield from self._taken(lane, gap_seconds, where)
                else:
                    with self._files.held(host, lane.times, ends_at) as is_held:
                        if not is_held:
                            raise _no_turn(where, self._settings.max_wait_seconds)
                        yield from self._taken(lane, gap_seconds, where)
            finally:
                lane.lock.release()
        finally:
            self._leave(lane)

    def _taken(self, lane: Lane, gap_seconds: float, where: str) -> Iterator[Lane]:
        now = time.time()
        alone = min(lane.times.alone_until - now, self._settings.max_retry_after_seconds)
        if alone > 0:
            raise left_alone(where, alone)
        # a clock that was set back must not make anybody wait for longer than the gap
        wait = min(lane.times.ended_at + gap_seconds - now, gap_seconds)
        if wait > 0:
            time.sleep(wait)
        try:
            yield lane
        finally:
            lane.times.ended_at = time.time()

    def _longest(self) -> float:
        """After how many seconds nothing of a host needs to be known any more."""
        settings = self._settings
        return max(
            settings.gap_seconds, settings.max_crawl_delay_seconds, settings.max_retry_after_seconds
        )

    def _enter(self, host: str) -> Lane:
        with self._guard:
            lane = self._lanes.get(host)
            if lane is None:
                lane = self._lanes[host] = Lane()
                if len(self._lanes) > MAX_LANES:
                    self._forget_one()
            else:
                self._lanes.move_to_end(host)
            lane.users += 1
            return lane

    def _leave(self, lane: Lane) -> None:
        with self._guard:
            lane.users -= 1

    def _forget_one(self) -> None:
        """Drop the host that was asked longest ago, and that nobody is waiting for."""
        for host, lane in self._lanes.items():
            if not lane.users and lane.times.alone_until < time.time():
                del self._lanes[host]
                return


def left_alone(where: str, seconds: float) -> FetchError:
    """The host asked for time; `seconds` of it are left."""
    error = FetchError(f"the server asks to be left alone for {_told(seconds)} more", where=where)
    error.retry_after_seconds = seconds
    return error


def _no_turn(where: str, seconds: float) -> FetchError:
    return FetchError(f"the host was busy with other requests for {seconds:g} seconds", where=where)


def _told(seconds: float) -> str:
    return f"{seconds / 60:.0f} minutes" if seconds >= 120 else f"{seconds:.0f} seconds"
