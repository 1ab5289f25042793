"""Reading the archive files of others: WARC, ARC and WACZ, whole or damaged.

A file gives its records up to a damage, the damage with its place, and what can be found
after it. No record is held whole until its payload is asked for by its place.
"""

from __future__ import annotations

import re
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, BinaryIO

from columninch.archive.decoded import DICTIONARY, Decoded
from columninch.archive.openings import Opening, is_opening, read_opening
from columninch.archive.packed import is_packed, open_entry, warc_entries
from columninch.archive.payloads import NO_HEAD, Head, read_head, undo_encodings
from columninch.errors import ArchiveError
from columninch.records import Damage, Response

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

MAX_PAYLOAD_BYTES = 1 << 26
HTTP_HEAD_BYTES = 1 << 16
MOST_DAMAGES = 1000
"""After so many a file is left: it is not an archive, or nothing is to be had from it."""
CAPTURES = {"response", "resource"}


@dataclass(frozen=True, slots=True)
class Place:
    """Where a record begins in a file that isn't ours."""

    entry: str
    """The file inside a WACZ; else empty."""
    offset: int
    """Of the compressed member that the record begins in, or of the record itself."""
    inside: int
    """How far into the decompressed member the record begins."""

    def __str__(self) -> str:
        """As `parse` reads it."""
        return f"{self.offset}+{self.inside}{'@' if self.entry else ''}{self.entry}"

    @classmethod
    def parse(cls, text: str) -> Place:
        """The place that `str` wrote. Raises `ArchiveError` for anything else."""
        match = re.fullmatch(r"(\d{1,18})\+(\d{1,18})(?:@(.+))?", text)
        if match is None:
            raise ArchiveError(f"{text[:80]!r} is no place in an archive file")
        return cls(match[3] or "", int(match[1]), int(match[2]))


@dataclass(frozen=True, slots=True)
class ForeignRecord:
    """A record without its payload."""

    place: Place
    opening: Opening
    head: Head
    """Of the HTTP answer in it, where it holds one."""


@dataclass(frozen=True, slots=True)
class ForeignCapture:
    """A payload that a file of others holds."""

    url: str
    at: datetime
    status: int
    """Of the HTTP answer; 0 where it came by other ways."""
    headers: tuple[tuple[str, str], ...]
    content_type: str
    size: int
    """Of the record's block, in bytes; the payload is another size where it is encoded."""
    place: Place


def foreign_captures(path: Path) -> Iterator[ForeignCapture | Damage]:
    """Each capture of the file at `path` in its order, and each damage. Never raises."""
    for found in foreign_records(path):
        if isinstance(found, Damage):
            yield found
        elif found.opening.kind in CAPTURES and found.opening.url:
            yield _capture(found, path.name)


def foreign_records(path: Path) -> Iterator[ForeignRecord | Damage]:
    """Each record of the file at `path` in its order, and each damage. Never raises."""
    damages = 0
    try:
        for found in _records_of_file(path):
            damages += isinstance(found, Damage)
            yield found
            if damages >= MOST_DAMAGES:
                reason = f"{damages} damages: the rest is not read"
                yield Damage(path.name, found.offset if isinstance(found, Damage) else 0, reason)
                return
    except (OSError, ValueError, ArchiveError) as error:
        reason = error.reason if isinstance(error, ArchiveError) else str(error)
        yield Damage(path.name, 0, f"the file can't be read: {reason}")


def foreign_response(path: Path, place: Place, limit: int = MAX_PAYLOAD_BYTES) -> Response:
    """The capture at `place` of the file at `path`, its encodings undone.

    Raises `ArchiveError` where there is none, or its payload is larger than `limit`.
    """
    where = f"{path.name} at {place}"
    try:
        with _opened(path, place.entry) as stream:
            opening, block = _block_at(stream, place, limit)
    except ArchiveError as error:
        raise ArchiveError(error.reason, where=where) from error
    except (OSError, ValueError) as error:
        raise ArchiveError(f"can't be read: {error}", where=where) from error
    if opening.at is None:
        raise ArchiveError("the record has no date", where=where)
    head = read_head(block) if _is_http(opening) else NO_HEAD
    try:
        body = undo_encodings(head.headers, block[head.length :], limit)
    except ArchiveError as error:
        raise ArchiveError(error.reason, where=where) from error
    headers = head.headers or (("Content-Type", opening.content_type),)
    return Response(opening.url, opening.url, head.status, headers, body, opening.at)


def _capture(found: ForeignRecord, file: str) -> ForeignCapture | Damage:
    opening = found.opening
    if opening.at is None:
        return Damage(file, found.place.offset, f"the record of {opening.url} has no date")
    stated = next((v for k, v in found.head.headers if k.lower() == "content-type"), "")
    return ForeignCapture(
        url=opening.url,
        at=opening.at,
        status=found.head.status,
        headers=found.head.headers,
        content_type=stated or ("" if found.head.status else opening.content_type),
        size=opening.length,
        place=found.place,
    )


@contextmanager
def _opened(path: Path, entry: str) -> Iterator[BinaryIO]:
    """The file, or the file `entry` inside it."""
    with path.open("rb") as stream:
        if not entry:
            yield stream
            return
        with open_entry(stream, entry) as inner:
            yield inner


def _records_of_file(path: Path) -> Iterator[ForeignRecord | Damage]:
    with path.open("rb") as stream:
        packed = is_packed(stream)
        if not packed:
            yield from _records(stream, "", path.name)
            return
        names = warc_entries(stream)
    for name in names:
        with _opened(path, name) as inner:
            yield from _records(inner, name, f"{path.name}/{name}")


def _records(stream: BinaryIO, entry: str, file: str) -> Iterator[ForeignRecord | Damage]:
    source = Decoded(stream)
    is_lost = False
    """Something was broken: go on quietly to where a record begins."""
    while True:
        offset = -1
        try:
            place, line = _next_line(source, entry)
            offset = place.offset
            if not line:
                return
            if is_opening(line):
                is_lost = False
                yield _record(line, place, source)
            elif not is_lost:
                is_lost = True
                yield Damage(file, offset, "no record begins here")
        except ArchiveError as error:
            is_lost = True
            yield Damage(file, offset if offset >= 0 else source.member, error.reason)
            if source.is_broken and not source.resume():
                return


def _next_line(source: Decoded, entry: str) -> tuple[Place, bytes]:
    """The next line that isn't empty, and where it begins."""
    while True:
        place = Place(entry, *source.place())
        line = source.line()
        if line.strip(b"\r\n") or not line:
            return place, line


def _record(line: bytes, place: Place, source: Decoded) -> ForeignRecord:
    """The record that begins with `line`; `source` is after its block then."""
    opening = read_opening(line, source)
    start = source.read(min(opening.length, HTTP_HEAD_BYTES)) if _is_http(opening) else b""
    passed = len(start) + source.skip(opening.length - len(start))
    if passed < opening.length:
        raise ArchiveError("the record is torn off at the end of the file")
    return ForeignRecord(place, opening, read_head(start))


def _block_at(stream: BinaryIO, place: Place, limit: int) -> tuple[Opening, bytes]:
    source = Decoded(stream, place.offset, dictionary=_dictionary(stream, place.offset))
    source.skip(place.inside)
    line = source.line()
    if not is_opening(line):
        raise ArchiveError("no record begins here")
    opening = read_opening(line, source)
    if opening.length > limit + HTTP_HEAD_BYTES:
        raise ArchiveError(f"the record is larger than {limit} bytes")
    block = source.read(opening.length)
    if len(block) < opening.length:
        raise ArchiveError("the record is torn off at the end of the file")
    return opening, block


def _dictionary(stream: BinaryIO, offset: int) -> bytes:
    """The dictionary that the file opens with, where a record further on may need it."""
    stream.seek(0)
    if offset == 0 or stream.read(len(DICTIONARY)) != DICTIONARY:
        return b""
    source = Decoded(stream)
    source.place()
    return source.dictionary


def _is_http(opening: Opening) -> bool:
    if opening.is_arc:
        return opening.url.lower().startswith(("http:", "https:"))
    return opening.kind in {"response", "revisit"} and opening.content_type.lower().startswith(
        "application/http"
    )
