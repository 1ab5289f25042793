"""Whether an archive holds what a database speaks of, asked in SQL that every version knows."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable, Iterable
from datetime import UTC, datetime
from itertools import groupby
from operator import itemgetter
from typing import IO, TYPE_CHECKING, Any

from columninch.archive.members import MAGIC
from columninch.archive.vault import WarcVault
from columninch.archive.verify import verify_archive
from columninch.errors import ArchiveError
from columninch.records import Capture, Damage, Position
from columninch.tools import SystemClock

if TYPE_CHECKING:
    from pathlib import Path

Query = Callable[[str], Iterable[Any]]
"""Runs a SELECT and gives its rows."""

_STILL_THERE = " WHERE id NOT IN (SELECT capture_id FROM desk_tombstone)"


def quick_damages(folder: Path, query: Query, *, has_tombstones: bool) -> Iterable[Damage]:
    """Each capture whose place in the archive at `folder` isn't there, or begins no record."""
    rows = query(_captures(has_tombstones))
    for name, captures in groupby(rows, key=itemgetter(0)):
        path = folder / name
        if not path.is_file():
            path = folder / f"{name}.part"  # a rewriting that was cut off; any start ends it
        if not path.is_file():
            yield from (Damage(name, row[1], f"{row[5]}: the file is missing") for row in captures)
            continue
        with path.open("rb") as stream:
            for _, offset, length, _, _, url in captures:
                if complaint := _complaint(stream, offset, length):
                    yield Damage(name, offset, f"{url}: {complaint}")


def _complaint(stream: IO[bytes], offset: int, length: int) -> str:
    """What is wrong with a place in an archive's file, or an empty string."""
    if offset + length > os.fstat(stream.fileno()).st_size:
        return "the file ends before its record"
    stream.seek(offset)
    return "" if stream.read(len(MAGIC)) == MAGIC else "no record begins there"


def every_damage(folder: Path, query: Query, *, has_tombstones: bool) -> Iterable[Damage]:
    """Every record of the archive read again, and every capture's payload held to its hash."""
    yield from verify_archive(folder)
    with WarcVault(folder, SystemClock()) as vault:
        for file, offset, length, sha256, size, url in query(_captures(has_tombstones)):
            place = Position(file, offset, length)
            capture = Capture(url, datetime.fromtimestamp(0, UTC), 0, "", sha256, size, place)
            try:
                record = vault.record(capture)
            except ArchiveError as error:
                yield Damage(file, offset, f"{url}: {error.reason}")
                continue
            is_own = record.kind != "revisit"  # a revisit's payload lies elsewhere
            if is_own and hashlib.sha256(record.payload).hexdigest() != sha256:
                yield Damage(file, offset, f"{url}: the payload is not what was captured")


def _captures(has_tombstones: bool) -> str:
    still_there = _STILL_THERE if has_tombstones else ""
    return (
        'SELECT file, "offset", length, sha256, size, url FROM desk_capture'  # noqa: S608  # our own text
        f'{still_there} ORDER BY file, "offset"'
    )
