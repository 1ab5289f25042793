"""Re-reading an archive: every record, every digest, every damage with its place."""

from __future__ import annotations

import mmap
from dataclasses import replace
from typing import TYPE_CHECKING

from columninch.archive.files import archive_files
from columninch.archive.members import MAGIC, BrokenMember, walk_members
from columninch.archive.stored import original_of
from columninch.archive.warc import StoredRecord, digest_complaint, read_records
from columninch.errors import ArchiveError
from columninch.records import Damage

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


def verify_archive(folder: Path) -> Iterator[Damage]:
    """Each thing wrong in the archive at `folder`, by file name and then by offset.

    Reads every file that ends in `.warc` or `.warc.gz`. Needs no lock; a record that
    another process is writing at this moment may be reported as torn.
    """
    return (found for found in check_records(folder) if found is not None)


def check_records(folder: Path) -> Iterator[Damage | None]:
    """For each record, and each place where one is broken, what is wrong; None for nothing.

    A revisit is held against the record whose payload came again. One record is in memory
    at a time.
    """
    for name in archive_files(folder):
        for found in read_archive_file(folder / name):
            if isinstance(found, BrokenMember):
                yield Damage(name, found.offset, found.reason)
                continue
            complaint = digest_complaint(found) or _revisit_complaint(folder, found)
            yield Damage(name, found.offset, complaint) if complaint else None


def _revisit_complaint(folder: Path, record: StoredRecord) -> str:
    """What is wrong with what a revisit refers to, or an empty string."""
    if record.kind != "revisit" or not record.header("WARC-Refers-To-Filename"):
        return ""  # nobody else's revisits say where
    held = original_of(folder, record)
    place = (
        f"{record.header('WARC-Refers-To-Filename')} at "
        f"{record.header('WARC-Refers-To-File-Offset')}"
    )
    if held is None:
        return f"the record whose payload came again is gone: {place}"
    digest = "WARC-Payload-Digest"
    if held[1].header(digest) != record.header(digest):
        return f"the record whose payload came again has another: {place}"
    if complaint := digest_complaint(held[1]):
        return f"the record whose payload came again is damaged: {complaint}"
    return ""


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
