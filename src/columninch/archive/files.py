"""The archive's files: how they are called, who writes to which, and how one ends whole.

`000001.warc.gz` is written to by the one process that holds its lock. A file from which
records were removed goes on as `000001-r1.warc.gz`, never to be written to again; its
number stays taken.
"""

from __future__ import annotations

import fcntl
import logging
import mmap
import os
import re
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, BinaryIO

from columninch.archive.members import whole_bytes
from columninch.errors import ArchiveError

if TYPE_CHECKING:
    from collections.abc import Iterator

logger = logging.getLogger(__name__)

ENDING = ".warc.gz"
ENDINGS = (".warc", ENDING)
PART = ".part"
"""Ends the name of a rewritten file until the positions in it are committed."""
NUMBERED = re.compile(r"(\d{6,})(?:-r(\d+))?\.warc\.gz")


@dataclass(slots=True)
class OwnFile:
    """A file that this process holds the lock of."""

    path: Path
    stream: BinaryIO
    size: int
    process: int

    @property
    def name(self) -> str:
        """Inside the archive."""
        return self.path.name

    def append(self, data: bytes) -> None:
        """Write `data` at the end; it is on disk when this returns, or none of it is there.

        Raises `ArchiveError` where the disk is full.
        """
        try:
            written = self.stream.write(data)
            if written != len(data):
                raise OSError(f"only {written} of {len(data)} bytes were written")
            os.fsync(self.stream.fileno())
        except OSError as error:
            self.stream.truncate(self.size)
            raise ArchiveError(
                f"can't be written to: {error}", where=str(self.path), hint="is the disk full?"
            ) from error
        self.size += len(data)

    def let_go(self) -> None:
        """Give the lock up."""
        self.stream.close()


def archive_files(folder: Path) -> list[str]:
    """The names of the archive's files, in their order."""
    found = (path for path in folder.rglob("*") if path.name.endswith(ENDINGS))
    return sorted(path.relative_to(folder).as_posix() for path in found)


def path_in(folder: Path, name: str) -> Path:
    """Where the file `name` lies, also while a rewriting of it isn't finished.

    Raises `ArchiveError` for a name that leads out of the archive.
    """
    inside = PurePosixPath(name)
    if inside.is_absolute() or ".." in inside.parts:
        raise ArchiveError("a position must lie inside the archive", where=name)
    path = folder / inside
    part = path.with_name(path.name + PART)
    return part if not path.exists() and part.exists() else path


def take_file(folder: Path, max_bytes: int) -> OwnFile:
    """A file of one's own with room in it: the first without a writer, else a new one.

    What a crash left torn at its end is cut off, and kept beside it. Raises `OSError`.
    """
    folder.mkdir(parents=True, exist_ok=True)
    rewritten = set(_rewritten_numbers(folder))
    number = 1
    while True:
        if number not in rewritten and (own := _try(folder, number, max_bytes)):
            return own
        number += 1


def lock_file(path: Path) -> OwnFile | None:
    """The file at `path` as one's own; None where another writer has it or it is gone."""
    try:
        stream = path.open("r+b", buffering=0)
    except FileNotFoundError:
        return None
    return _locked(path, stream)


def cut_torn_tails(folder: Path) -> list[Path]:
    """Cut what a crash left torn from the end of each file that nobody writes to.

    Returns where what was cut is kept.
    """
    cut = []
    for name in archive_files(folder):
        try:
            kept = _cut_if_alone(folder / name) if name.endswith(ENDING) else None
        except OSError as error:  # one file that can't be had stops no other
            logger.warning("the end of %s can't be looked at: %s", name, error)
            continue
        cut += [kept] if kept else []
    return cut


def _cut_if_alone(path: Path) -> Path | None:
    own = lock_file(path)
    if own is None:
        return None
    try:
        return _cut_torn_tail(own)
    finally:
        own.let_go()


def sync_folder(folder: Path) -> None:
    """Make the names of new files outlast a power cut."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def torn_pieces(path: Path) -> list[Path]:
    """What was cut off the end of this file."""
    return sorted(path.parent.glob(f"{path.name}.torn-*"))


def _rewritten_numbers(folder: Path) -> Iterator[int]:
    for path in folder.iterdir():
        match = NUMBERED.fullmatch(path.name.removesuffix(PART))
        if match and match[2]:
            yield int(match[1])


def _try(folder: Path, number: int, max_bytes: int) -> OwnFile | None:
    """The file of this number as one's own, or None where it is full or another's."""
    path = folder / f"{number:06d}{ENDING}"
    if path.exists() and path.stat().st_size >= max_bytes:
        return None
    own = _locked(path, path.open("ab", buffering=0))
    if own is None:
        return None
    if number in set(_rewritten_numbers(folder)):  # between the look and the lock
        if own.size == 0:
            path.unlink(missing_ok=True)
        own.let_go()
        return None
    _cut_torn_tail(own)
    if own.size >= max_bytes:  # it filled up between the look and the lock
        own.let_go()
        return None
    return own


def _locked(path: Path, stream: BinaryIO) -> OwnFile | None:
    try:
        fcntl.flock(stream, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        stream.close()
        return None
    told = os.fstat(stream.fileno())
    if told.st_nlink == 0:  # it was removed between opening and locking
        stream.close()
        return None
    return OwnFile(path, stream, told.st_size, os.getpid())


def _cut_torn_tail(own: OwnFile) -> Path | None:
    """Cut a torn tail off; where what was cut is kept, or None for nothing."""
    if own.size == 0:
        return None
    with (
        own.path.open("rb") as reading,
        mmap.mmap(reading.fileno(), 0, access=mmap.ACCESS_READ) as view,
    ):
        whole = whole_bytes(view)
        if whole == own.size:
            return None
        kept = own.path.with_name(f"{own.path.name}.torn-{whole}")
        kept.write_bytes(view[whole:])
    own.stream.truncate(whole)
    os.fsync(own.stream.fileno())
    own.size = whole
    return kept
