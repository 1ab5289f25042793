"""The records of the archive's own files: walked, and those of captures told apart.

What a crash left whole and the database doesn't know of is found by `captures_in`.
"""

from __future__ import annotations

import hashlib
import mmap
from functools import lru_cache
from typing import TYPE_CHECKING

from columninch.archive.files import NUMBERED, path_in
from columninch.archive.members import BrokenMember, Member, read_member, walk_members
from columninch.archive.openings import read_date
from columninch.archive.payloads import read_head
from columninch.archive.warc import StoredRecord, read_records
from columninch.errors import ArchiveError
from columninch.records import Capture, Position

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


def walk_file(path: Path, start: int = 0) -> Iterator[Member | BrokenMember]:
    """The gzip members of a file from `start` on, none for a file that is empty.

    Raises `ArchiveError` where it can't be read.
    """
    try:
        with path.open("rb") as stream:
            if stream.seek(0, 2) <= start:
                return
            view = mmap.mmap(stream.fileno(), 0, access=mmap.ACCESS_READ)
    except OSError as error:
        raise ArchiveError(f"can't be read: {error}", where=str(path)) from error
    with view:
        yield from walk_members(view, start)


def only_record(member: Member | BrokenMember) -> StoredRecord | None:
    """The record in a member, or None where there is none to be read."""
    if isinstance(member, BrokenMember):
        return None
    try:
        return next(read_records(member.data), None)
    except ArchiveError:
        return None


def captures_in(folder: Path, file: str, start: int = 0) -> Iterator[Capture]:
    """The capture of each record in `file` that stands for one, from `start` on.

    `start` is where a record begins, such as the end of the last one that is known. Only
    what lies behind it is read. Broken records are passed over: `verify` names them. A
    revisit whose original is not to be found is passed over too.
    Raises `ArchiveError` where the file can't be read.
    """
    for member in walk_file(path_in(folder, file), start):
        record = only_record(member)
        if isinstance(member, Member) and record is not None and record.is_capture:
            capture = _capture(folder, record, Position(file, member.offset, member.length))
            if capture is not None:
                yield capture


def original_of(folder: Path, revisit: StoredRecord) -> tuple[Position, StoredRecord] | None:
    """The record whose payload came again, and where it lies now; None where it is gone.

    A file that was rewritten since is searched for the record's id.
    """
    file = revisit.header("WARC-Refers-To-Filename")
    offset = revisit.header("WARC-Refers-To-File-Offset")
    wanted = revisit.id_in("WARC-Refers-To")
    if not file or not offset.isdigit():
        return None
    for name, place in _candidates(folder, file, int(offset), wanted):
        for member in _first_member(folder, name, place):
            record = only_record(member)
            if record is not None and record.id_in("WARC-Record-ID") == wanted:
                return Position(name, member.offset, member.length), record
    return None


def _candidates(folder: Path, file: str, offset: int, wanted: str) -> Iterator[tuple[str, int]]:
    """Where a record may lie: where it was written, else in what its file became."""
    if path_in(folder, file).exists():
        yield file, offset
    match = NUMBERED.fullmatch(file)
    for path in sorted(folder.glob(f"{match[1]}-r*.warc.gz")) if match else ():
        place = _offsets(path, path.stat().st_size).get(wanted)
        if place is not None:
            yield path.name, place


@lru_cache(maxsize=4)
def _offsets(path: Path, size: int) -> dict[str, int]:
    """Record id to offset, of a rewritten file: it doesn't change any more (nor its `size`)."""
    found: dict[str, int] = {}
    for member in walk_file(path):
        record = only_record(member)
        if record is not None:
            found[record.id_in("WARC-Record-ID")] = member.offset
    return found


def _first_member(folder: Path, file: str, offset: int) -> Iterator[Member]:
    """The member at this place, or nothing."""
    path = path_in(folder, file)
    if offset >= path.stat().st_size:
        return
    with path.open("rb") as stream, mmap.mmap(stream.fileno(), 0, access=mmap.ACCESS_READ) as view:
        member = read_member(view, offset)
    if isinstance(member, Member):
        yield member


def _capture(folder: Path, record: StoredRecord, position: Position) -> Capture | None:
    at = read_date(record.header("WARC-Date"))
    if at is None:
        return None
    original, held = None, record
    if record.kind == "revisit":
        found = original_of(folder, record)
        if found is None:
            return None
        original, held = found
    if record.is_http:
        head = read_head(record.block)
        content_type = next((v for k, v in head.headers if k.lower() == "content-type"), "")
    else:
        content_type = held.header("Content-Type")
    return Capture(
        url=record.url,
        at=at,
        status=record.status or (0 if record.is_http else 200),
        content_type=content_type,
        sha256=hashlib.sha256(held.payload).hexdigest(),
        size=len(held.payload),
        position=position,
        original=original,
    )
