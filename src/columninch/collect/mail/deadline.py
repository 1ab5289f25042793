"""Time limits that hold: a connection that takes too long is cut, whatever it is doing.

A socket's own time-out starts anew with every byte, so a server that sends one byte a
second is never late by it. Here one thread watches the clock and shuts sockets down; it
ends when there is nothing left to watch.
"""

from __future__ import annotations

import contextlib
import heapq
import itertools
import socket
import threading
import time
from dataclasses import dataclass


@dataclass(slots=True)
class Deadline:
    """One request's limit."""

    at: float
    """On the monotonic clock, in seconds."""
    lever: socket.socket | None = None
    """A duplicate of the connection's socket: shutting it down cuts the connection."""
    is_over: bool = False
    is_missed: bool = False

    def left(self) -> float:
        """Seconds left, never less than a hundredth."""
        return max(self.at - time.monotonic(), 0.01)


class Deadlines:
    """All limits that are running (thread-safe)."""

    def __init__(self) -> None:
        """None yet."""
        self._changed = threading.Condition()
        self._waiting: list[tuple[float, int, Deadline]] = []
        self._numbers = itertools.count()
        self._watcher: threading.Thread | None = None

    def begin(self, seconds: float) -> Deadline:
        """A limit that ends `seconds` from now."""
        deadline = Deadline(time.monotonic() + seconds)
        with self._changed:
            heapq.heappush(self._waiting, (deadline.at, next(self._numbers), deadline))
            # a thread does not outlive a fork, so it may be there no more
            if self._watcher is None or not self._watcher.is_alive():
                self._watcher = threading.Thread(target=self._watch, daemon=True, name="deadlines")
                self._watcher.start()
            elif self._waiting[0][2] is deadline:
                self._changed.notify()
        return deadline

    def hold(self, deadline: Deadline, lever: socket.socket) -> None:
        """Let `deadline` cut the connection of `lever`; at once where it is missed already."""
        with self._changed:
            deadline.lever = lever
            if deadline.is_missed:
                _cut(lever)

    def end(self, deadline: Deadline) -> bool:
        """The request is done: whether it was in time."""
        with self._changed:
            deadline.is_over = True
            deadline.lever = None
            return not deadline.is_missed

    def _watch(self) -> None:
        with self._changed:
            while self._waiting:
                at, _, deadline = self._waiting[0]
                if deadline.is_over or at <= time.monotonic():
                    heapq.heappop(self._waiting)
                    _miss(deadline)
                else:
                    self._changed.wait(at - time.monotonic())
            self._watcher = None


def _miss(deadline: Deadline) -> None:
    if not deadline.is_over:
        deadline.is_missed = True
        if deadline.lever is not None:
            _cut(deadline.lever)


def _cut(lever: socket.socket) -> None:
    with contextlib.suppress(OSError):  # it was closed from the other side already
        lever.shutdown(socket.SHUT_RDWR)
