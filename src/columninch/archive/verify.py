"""Re-reading an archive: every record, every digest, every damage with its place."""

from __future__ import annotations

import mmap
from dataclasses import replace
from typing import TYPE_CHECKING

from columninch.archive.members import MAGIC, BrokenMember, walk_members
from columninch.archive.warc import StoredRecord, digest_complaint, read_records
from columninch.errors import ArchiveError
from columninch.records import Damage

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

ENDINGS = (".warc", ".warc.gz")


def verify_archive(folder: Path) -> Iterator[Damage]:
    """Each thing wrong in the archive at `folder`, by file name and then by offset.

    Reads every file that ends in `.warc` or `.warc.gz`. Needs no lock; a record that
    another process is writing at this moment may be reported as torn.
    """
    for path in _files(folder):
        name = path.relative_to(folder).as_posix()
        for found in read_archive_file(path):
            if isinstance(found, BrokenMember):
                yield Damage(name, found.offset, found.reason)
            elif complaint := digest_complaint(found):
                yield Damage(name, found.offset, complaint)


def count_records(folder: Path) -> int:
    """How many records the archive at `folder` holds that can be read."""
    return sum(
        isinstance(found, StoredRecord)
        for path in _files(folder)
        for found in read_archive_file(path)
    )


def read_archive_file(path: Path) -> Iterator[StoredRecord | BrokenMember]:
    """Every record of a WARC file, compressed or not, and every place where one is broken.

    Nothing that a file holds makes it raise. Offsets are into the file; where one gzip
    member holds several records (a file that isn't ours), all have the member's offset.
    """
    try:
        with path.open("rb") as stream:
            if stream.read(1) == b"":
                return
            view = mmap.mmap(stream.fileno(), 0, access=mmap.ACCESS_READ)
    except OSError as error:
        yield BrokenMember(0, f"the file can't be read: {error}")
        return
    with view:
        # by its name too, since its very first bytes may be what is damaged
        is_compressed = path.name.endswith(".gz") or view[: len(MAGIC)] == MAGIC
        yield from _compressed_records(view) if is_compressed else _plain_records(view)


def _compressed_records(view: mmap.mmap) -> Iterator[StoredRecord | BrokenMember]:
    for member in walk_members(view):
        if isinstance(member, BrokenMember):
            yield member
        else:
            yield from _records_at(member.offset, member.data)


def _records_at(offset: int, data: bytes) -> Iterator[StoredRecord | BrokenMember]:
    """The records of one gzip member, each with the member's offset."""
    count = 0
    try:
        for record in read_records(data):
            count += 1
            yield replace(record, offset=offset)
    except ArchiveError as error:
        yield BrokenMember(offset, error.reason)
        return
    if count == 0:
        yield BrokenMember(offset, "there is no record here")


def _plain_records(view: mmap.mmap) -> Iterator[StoredRecord | BrokenMember]:
    last = -1
    try:
        for record in read_records(view[:]):
            last = record.offset
            yield record
    except ArchiveError as error:
        place = "after the record here: " if last >= 0 else ""
        yield BrokenMember(max(last, 0), place + error.reason)
        return
    if last < 0:
        yield BrokenMember(0, "there is no record here")


def _files(folder: Path) -> list[Path]:
    return sorted(path for path in folder.rglob("*") if path.name.endswith(ENDINGS))
