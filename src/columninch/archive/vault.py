"""The vault: captures appended to WARC files, and their payloads read back.

1. A vault takes a file for itself (an advisory lock on it), or begins a new one.
2. What a crash left torn at the file's end is cut off, and kept beside it.
3. A record is written, flushed and synced to disk before its position is handed out.
4. A file that has grown past `max_bytes` is let go, and the next one begun.

Reading needs no lock: a position stands for bytes that are never changed.
"""

from __future__ import annotations

import fcntl
import hashlib
import mmap
import os
import threading
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, BinaryIO, Self

from columninch import __version__
from columninch.archive.members import BrokenMember, read_member, whole_bytes
from columninch.archive.warc import (
    RecordKind,
    StoredRecord,
    capture_record,
    info_record,
    kind_of,
    read_records,
    redirects_record,
)
from columninch.errors import ArchiveError
from columninch.records import Capture, Position

if TYPE_CHECKING:
    from types import TracebackType

    from columninch.records import Response
    from columninch.tools import Clock

ENDING = ".warc.gz"
HEAD_BYTES = 1 << 20
"""What a record may hold beside its payload: no server's headers are longer."""


@dataclass(slots=True)
class _OwnFile:
    """The file that this process writes to."""

    name: str
    stream: BinaryIO
    size: int
    process: int


class WarcVault:
    """The append-only archive in a folder (`columninch.tools.Vault`)."""

    def __init__(self, folder: Path, clock: Clock, max_bytes: int = 200_000_000) -> None:
        """`folder` is made at the first capture; `max_bytes` is where a file is full."""
        self.folder = Path(folder)
        self._clock = clock
        self._max_bytes = max_bytes
        self._lock = threading.Lock()
        self._own: _OwnFile | None = None

    def __enter__(self) -> Self:
        """The vault itself."""
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Close it."""
        self.close()

    def store(
        self,
        response: Response,
        *,
        before: Capture | None = None,
        kind: RecordKind | None = None,
    ) -> Capture:
        """The capture of `response`, whose bytes are on disk when this returns.

        `kind` is the type of record; by default what came over HTTP is a "response" and
        anything else, such as a file, a "resource". The capture's URL is the address
        that answered in the end; redirects are told in a record of their own.
        Raises `ArchiveError` where the disk is full or the folder can't be written to.
        """
        sha256 = hashlib.sha256(response.body).hexdigest()
        chosen = kind or kind_of(response.final_url)
        record = capture_record(response, kind=chosen, sha256=sha256)
        after = redirects_record(response, sha256) if response.redirects else b""
        with self._lock:
            own = self._writable()
            position = Position(own.name, own.size, len(record))
            self._append(own, record + after)
        return Capture(
            url=response.final_url,
            at=response.at,
            status=response.status,
            content_type=response.header("content-type"),
            sha256=sha256,
            size=len(response.body),
            position=position,
        )

    def payload(self, capture: Capture) -> bytes:
        """The payload of `capture`, checked against its hash.

        Raises `ArchiveError` where it is missing or not what it was.
        """
        record = self.record(capture)
        if hashlib.sha256(record.payload).hexdigest() != capture.sha256:
            raise ArchiveError(
                f"the payload of {capture.url} is not what was captured",
                where=_place(capture.position),
                hint="columninch archive verify lists every damage",
            )
        return record.payload

    def record(self, capture: Capture) -> StoredRecord:
        """The whole record of `capture`. Raises `ArchiveError`."""
        member = read_member(self.record_bytes(capture), 0, capture.size + HEAD_BYTES)
        if isinstance(member, BrokenMember):
            raise ArchiveError(member.reason, where=_place(capture.position))
        record = next(read_records(member.data), None)
        if record is None:
            raise ArchiveError("there is no record here", where=_place(capture.position))
        return record

    def record_bytes(self, capture: Capture) -> bytes:
        """The record of `capture` as it lies in the archive, compressed.

        Raises `ArchiveError` where the file is missing or too short.
        """
        position = capture.position
        try:
            with self._path(position.file).open("rb") as stream:
                stream.seek(position.offset)
                data = stream.read(position.length)
        except (OSError, ValueError) as error:
            raise ArchiveError(
                f"can't be read: {error}",
                where=_place(position),
                hint=f"is {self.folder} the desk's whole archive?",
            ) from error
        if len(data) != position.length:
            raise ArchiveError("the file ends before the record does", where=_place(position))
        return data

    def close(self) -> None:
        """Let go of the file; a later `store` takes one again."""
        with self._lock:
            self._let_go()

    def _path(self, name: str) -> Path:
        path = PurePosixPath(name)
        if path.is_absolute() or ".." in path.parts:
            raise ArchiveError("a position must lie inside the archive", where=name)
        return self.folder / path

    def _writable(self) -> _OwnFile:
        """The file to append to, which has room."""
        own = self._own
        if own is not None and own.process != os.getpid():
            own.stream.close()  # the parent's: its lock lives on in the parent
            own = self._own = None
        if own is not None and own.size >= self._max_bytes:
            self._let_go()
            own = None
        if own is None:
            own = self._own = self._take()
        return own

    def _take(self) -> _OwnFile:
        """A file of one's own: the first that has room and no writer, else a new one."""
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
            number = 1
            while (own := self._try(f"{number:06d}{ENDING}")) is None:
                number += 1
        except OSError as error:
            raise ArchiveError(
                f"can't be written to: {error}",
                where=str(self.folder),
                hint="check the folder's permissions and the room on its disk",
            ) from error
        return own

    def _try(self, name: str) -> _OwnFile | None:
        """The file `name` as one's own, or None where it is full or another's."""
        path = self.folder / name
        is_new = not path.exists()
        if not is_new and path.stat().st_size >= self._max_bytes:
            return None
        stream = path.open("ab", buffering=0)
        try:
            fcntl.flock(stream, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            stream.close()
            return None
        size = _cut_torn_tail(path, stream)
        own = _OwnFile(name, stream, size, os.getpid())
        if size >= self._max_bytes:  # it filled up between the look and the lock
            stream.close()
            return None
        if size == 0:
            software = f"columninch/{__version__}"
            self._append(own, info_record(name, software, self._clock.now()))
            _sync_folder(self.folder)
        return own

    def _append(self, own: _OwnFile, data: bytes) -> None:
        try:
            written = own.stream.write(data)
            if written != len(data):
                raise OSError(f"only {written} of {len(data)} bytes were written")
            os.fsync(own.stream.fileno())
        except OSError as error:
            own.stream.truncate(own.size)
            raise ArchiveError(
                f"can't be written to: {error}",
                where=str(self.folder / own.name),
                hint="is the disk full?",
            ) from error
        own.size += len(data)

    def _let_go(self) -> None:
        if self._own is not None:
            self._own.stream.close()
            self._own = None


def _cut_torn_tail(path: Path, stream: BinaryIO) -> int:
    """The file's size once a torn tail is cut off; what was cut is kept beside it."""
    size = path.stat().st_size
    if size == 0:
        return 0
    with (
        path.open("rb") as reading,
        mmap.mmap(reading.fileno(), 0, access=mmap.ACCESS_READ) as view,
    ):
        whole = whole_bytes(view)
        if whole == size:
            return size
        path.with_name(f"{path.name}.torn-{whole}").write_bytes(view[whole:])
    stream.truncate(whole)
    os.fsync(stream.fileno())
    return whole


def _sync_folder(folder: Path) -> None:
    """Make the names of new files outlast a power cut."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _place(position: Position) -> str:
    return f"{position.file} at {position.offset}"
