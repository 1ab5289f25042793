"""The vault: captures appended to WARC files, and their payloads read back.

1. A vault takes a file for itself (an advisory lock on it), or begins a new one.
2. What a crash left torn at the file's end is cut off, and kept beside it.
3. A capture's records are written, flushed and synced to disk, all at once, before its
   position is handed out.
4. A payload that is still there from the last capture of its address is not written again:
   a revisit says that it came, and where it lies.
5. A file that has grown past `max_bytes` is let go, and the next one begun.

Reading needs no lock: a position stands for bytes that are never changed.
"""

from __future__ import annotations

import hashlib
import os
import threading
from pathlib import Path
from typing import TYPE_CHECKING, Self

from columninch import __version__
from columninch.archive.compose import (
    SCREENSHOT,
    capture_id,
    capture_record,
    companion_records,
    info_record,
    revisit_id,
    revisit_record,
)
from columninch.archive.files import OwnFile, path_in, sync_folder, take_file
from columninch.archive.members import BrokenMember, read_member
from columninch.archive.rewrite import Rewriting, rewrite_without
from columninch.archive.stored import only_record, walk_file
from columninch.archive.warc import RecordKind, StoredRecord, kind_of
from columninch.errors import ArchiveError
from columninch.records import Capture, Position

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator
    from types import TracebackType

    from columninch.records import Response
    from columninch.tools import Clock

HEAD_BYTES = 1 << 20
"""What a record may hold beside its payload: no server's headers are longer."""


class WarcVault:
    """The append-only archive in a folder (`columninch.tools.Vault`)."""

    def __init__(self, folder: Path, clock: Clock, max_bytes: int = 200_000_000) -> None:
        """`folder` is made at the first capture; `max_bytes` is where a file is full."""
        self.folder = Path(folder)
        self._clock = clock
        self._max_bytes = max_bytes
        self._lock = threading.Lock()
        self._own: OwnFile | None = None

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
        that answered in the end. Where `before` is of that address and its payload, which
        is looked at, is the same, a "revisit" is written and the capture has `original`.
        Raises `ArchiveError` where the disk is full or the folder can't be written to.
        """
        sha256 = hashlib.sha256(response.body).hexdigest()
        chosen = kind or kind_of(response.final_url)
        held = self._held(response, sha256, before)
        if before is None or held is None:
            original = None
            told_of = capture_id(response, sha256)
            record = capture_record(response, kind=chosen, sha256=sha256)
        else:
            original = before.original or before.position
            record = revisit_record(response, kind=chosen, sha256=sha256, held=held, at=original)
            told_of = revisit_id(response, sha256)
        companions = companion_records(response, told_of)
        with self._lock:
            own = self._writable()
            position = Position(own.name, own.size, len(record))
            own.append(record + companions)
        return Capture(
            url=response.final_url,
            at=response.at,
            status=response.status,
            content_type=response.header("content-type"),
            sha256=sha256,
            size=len(response.body),
            position=position,
            original=original,
        )

    def payload(self, capture: Capture) -> bytes:
        """The payload of `capture`, from where it lies, checked against its hash.

        Raises `ArchiveError` where it is missing or not what it was.
        """
        record = self.record(capture)
        if hashlib.sha256(record.payload).hexdigest() != capture.sha256:
            raise ArchiveError(
                f"the payload of {capture.url} is not what was captured",
                where=_place(capture.original or capture.position),
                hint="columninch archive verify lists every damage",
            )
        return record.payload

    def record(self, capture: Capture) -> StoredRecord:
        """The whole record that holds the payload of `capture`. Raises `ArchiveError`."""
        return self._record(capture.original or capture.position, capture.size + HEAD_BYTES)

    def record_bytes(self, capture: Capture) -> bytes:
        """The record of `capture` as it lies in the archive, compressed.

        Of a revisit, this is the record that says so. Raises `ArchiveError` where the file
        is missing or too short.
        """
        return self._bytes(capture.position)

    def companions(self, capture: Capture) -> Iterator[StoredRecord]:
        """The records that were written beside that of `capture`.

        Its request, what is known of it, a picture of the page. Raises `ArchiveError`.
        """
        offset = capture.position.offset + capture.position.length
        for member in walk_file(path_in(self.folder, capture.position.file), offset):
            record = only_record(member)
            if record is None or not record.is_companion:
                return
            yield record

    def screenshot(self, capture: Capture) -> bytes:
        """The page of `capture` as a browser showed it (PNG); empty where none was taken."""
        pictures = (one for one in self.companions(capture) if one.url.startswith(SCREENSHOT))
        return next((one.payload for one in pictures), b"")

    def rewrite_without(self, file: str, drop: Collection[int]) -> Rewriting:
        """`rewrite.rewrite_without` in this archive; a file of one's own is let go first."""
        with self._lock:
            if self._own is not None and self._own.name == file:
                self._let_go()
            return rewrite_without(self.folder, file, drop)

    def close(self) -> None:
        """Let go of the file; a later `store` takes one again."""
        with self._lock:
            self._let_go()

    def _held(self, response: Response, sha256: str, before: Capture | None) -> StoredRecord | None:
        """The record that holds the same payload as `response`, where it is really there."""
        if before is None or not response.body:
            return None
        if (before.url, before.sha256) != (response.final_url, sha256):
            return None
        try:
            record = self.record(before)
        except ArchiveError:
            return None  # lost or damaged: the payload is written again
        return record if record.payload == response.body else None

    def _record(self, position: Position, limit: int) -> StoredRecord:
        member = read_member(self._bytes(position), 0, limit)
        if isinstance(member, BrokenMember):
            raise ArchiveError(member.reason, where=_place(position))
        record = only_record(member)
        if record is None:
            raise ArchiveError("there is no record here", where=_place(position))
        return record

    def _bytes(self, position: Position) -> bytes:
        try:
            with path_in(self.folder, position.file).open("rb") as stream:
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

    def _writable(self) -> OwnFile:
        """The file to append to, which has room."""
        own = self._own
        if own is not None and own.process != os.getpid():
            own.let_go()  # the parent's: its lock lives on in the parent
            own = self._own = None
        if own is not None and own.size >= self._max_bytes:
            self._let_go()
            own = None
        if own is None:
            own = self._own = self._take()
        return own

    def _take(self) -> OwnFile:
        try:
            own = take_file(self.folder, self._max_bytes)
            if own.size == 0:
                software = f"columninch/{__version__}"
                own.append(info_record(own.name, software, self._clock.now()))
                sync_folder(self.folder)
        except OSError as error:
            raise ArchiveError(
                f"can't be written to: {error}",
                where=str(self.folder),
                hint="check the folder's permissions and the room on its disk",
            ) from error
        return own

    def _let_go(self) -> None:
        if self._own is not None:
            self._own.let_go()
            self._own = None


def _place(position: Position) -> str:
    return f"{position.file} at {position.offset}"
