"""What a server sends, read under two limits that nothing gets round: time and size.

A socket's own time-out starts anew with every byte, so a server that sends one byte a
second is never late by it. Here each read is given what is left of the whole time, and
the bytes of all reads are counted.
"""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from columninch.errors import FetchError

if TYPE_CHECKING:
    import socket

READ_BYTES = 1 << 16


class LateAnswer(TimeoutError):
    """The time of a request is up; the text says which."""


class BrokenOff(OSError):
    """The connection ended before the answer did."""


class NothingCame(BrokenOff):
    """The connection ended before the answer began."""


def too_much(reason: str) -> FetchError:
    """An answer that breaks a limit: asking again is no use."""
    error = FetchError(reason)
    error.can_retry = False
    return error


def broken(reason: str) -> FetchError:
    """An answer that can't be understood."""
    return FetchError(f"no usable answer: {reason}")


class Incoming:
    """The bytes of one answer, as they come."""

    def __init__(self, sock: socket.socket, *, ends_at: float, max_bytes: int) -> None:
        """`ends_at` is on the monotonic clock, in seconds."""
        self._sock = sock
        self._ends_at = ends_at
        self._max_bytes = max_bytes
        self._waiting = b""
        self.received = 0

    @property
    def is_drained(self) -> bool:
        """Whether nothing has come that nobody took."""
        return not self._waiting

    def await_first(self, seconds: float) -> None:
        """Wait for the first bytes, no longer than `seconds`."""
        left = self._ends_at - time.monotonic()
        if left <= seconds:
            self._more()
            return
        self._sock.settimeout(max(seconds, 0.01))
        try:
            self._take_in(self._sock.recv(READ_BYTES))
        except TimeoutError as error:
            raise LateAnswer(f"no answer began within {seconds:g} seconds") from error

    def line(self, max_bytes: int) -> bytes:
        """The next line without its end. Raises `FetchError` where it is too long."""
        start = 0
        while (end := self._waiting.find(b"\n", start)) < 0:
            start = len(self._waiting)
            if start > max_bytes or not self._more():
                break
        if end < 0 or end > max_bytes:
            if end >= 0 or len(self._waiting) > max_bytes:
                raise too_much("a line of the answer's head is too long")
            if not self.received:
                raise NothingCame("the server hung up without an answer")
            raise BrokenOff("the answer broke off")
        line, self._waiting = self._waiting[:end], self._waiting[end + 1 :]
        return line.removesuffix(b"\r")

    def some(self, most: int) -> bytes:
        """Up to `most` bytes, as they come; none at the end."""
        if not self._waiting:
            self._more()
        if len(self._waiting) <= most:
            taken, self._waiting = self._waiting, b""
        else:
            taken, self._waiting = self._waiting[:most], self._waiting[most:]
        return taken

    def _more(self) -> bool:
        """Whether more has come; false at the end of what is sent."""
        left = self._ends_at - time.monotonic()
        if left <= 0:
            raise LateAnswer
        self._sock.settimeout(left)
        return self._take_in(self._sock.recv(READ_BYTES))

    def _take_in(self, received: bytes) -> bool:
        self.received += len(received)
        if self.received > self._max_bytes:
            raise too_much(f"the answer is larger than {self._max_bytes:,} bytes as sent")
        self._waiting = self._waiting + received if self._waiting else received
        return bool(received)
