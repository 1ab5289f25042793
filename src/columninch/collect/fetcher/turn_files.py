"""Turns between processes: a file a host, locked by whoever asks it just now.

The file holds two moments as text. Its name is made from the host's, which a stranger chose.
Files that say nothing any more are removed by the first process that comes by on a new day.
"""

from __future__ import annotations

import contextlib
import fcntl
import hashlib
import os
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

FIRST_PAUSE_SECONDS = 0.01
LONGEST_PAUSE_SECONDS = 0.25
TIDY_SECONDS = 86_400.0


@dataclass(slots=True)
class Times:
    """What is known of a host's turns; seconds since 1970, 0 for never."""

    ended_at: float = 0.0
    """When the last request ended."""
    alone_until: float = 0.0
    """Until when the host wants to be left alone."""


class TurnFiles:
    """The files of one folder."""

    def __init__(self, folder: Path, kept_seconds: float) -> None:
        """What a file says is of no use after `kept_seconds`."""
        folder.mkdir(parents=True, exist_ok=True)
        self._folder = folder
        self._kept_seconds = kept_seconds
        self._tidy_at = 0.0

    @contextlib.contextmanager
    def held(self, host: str, times: Times, ends_at: float) -> Iterator[bool]:
        """Whether the host's file could be locked before `ends_at` on the monotonic clock.

        `times` is brought up to date from the file at first, and written to it at last.
        """
        self._tidy()
        path = self._folder / hashlib.sha256(host.encode()).hexdigest()[:32]
        descriptor = _locked(path, ends_at)
        if descriptor is None:
            yield False
            return
        try:
            _read(descriptor, times)
            yield True
            _write(descriptor, times)
        except BaseException:
            _write(descriptor, times)
            raise
        finally:
            os.close(descriptor)

    def _tidy(self) -> None:
        now = time.time()
        if now < self._tidy_at:
            return
        self._tidy_at = now + TIDY_SECONDS
        for path in self._folder.iterdir():
            with contextlib.suppress(FileNotFoundError):  # another process tidies as well
                if path.stat().st_mtime < now - self._kept_seconds:
                    _remove(path)


def _locked(path: Path, ends_at: float) -> int | None:
    """A descriptor of `path` with its lock; None where another process holds it too long."""
    pause = FIRST_PAUSE_SECONDS
    while True:
        descriptor = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
        if _try_lock(descriptor):
            if os.fstat(descriptor).st_nlink:
                return descriptor
            os.close(descriptor)  # it was removed meanwhile: whoever comes next makes another
            continue
        os.close(descriptor)
        if time.monotonic() + pause > ends_at:
            return None
        time.sleep(pause)
        pause = min(pause * 2, LONGEST_PAUSE_SECONDS)


def _try_lock(descriptor: int) -> bool:
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def _remove(path: Path) -> None:
    descriptor = os.open(path, os.O_RDWR | os.O_CLOEXEC)
    try:
        if _try_lock(descriptor):
            path.unlink()
    finally:
        os.close(descriptor)


def _read(descriptor: int, times: Times) -> None:
    """Take over what the file says; a torn one says nothing."""
    ended_at, _, alone_until = (
        os.pread(descriptor, 100, 0).decode("ascii", "replace").partition(" ")
    )
    with contextlib.suppress(ValueError):
        times.ended_at = max(times.ended_at, float(ended_at))
        times.alone_until = float(alone_until)


def _write(descriptor: int, times: Times) -> None:
    told = f"{times.ended_at:020.6f} {times.alone_until:020.6f}"
    os.pwrite(descriptor, told.encode("ascii"), 0)
