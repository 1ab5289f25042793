"""The gzip members of an archive file: walking them, and finding where a torn file ends.

A record is one member (RFC 1952), so a member's check sum tells whether the record is
whole, and damage to one leaves the next readable.
"""

from __future__ import annotations

import zlib
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator
    from mmap import mmap

    Bytes = mmap | bytes

MAGIC = b"\x1f\x8b\x08"
OPENING = b"WARC/"
CHUNK_BYTES = 1 << 18
MAX_MEMBER_BYTES = 1 << 29
"""A record larger than this, decompressed, is called damage instead of being held."""


@dataclass(frozen=True, slots=True)
class Member:
    """One whole gzip member."""

    offset: int
    length: int
    """Compressed."""
    data: bytes
    """Decompressed."""


@dataclass(frozen=True, slots=True)
class BrokenMember:
    """A place where a member should be and isn't."""

    offset: int
    reason: str


def walk_members(view: Bytes, start: int = 0) -> Iterator[Member | BrokenMember]:
    """Every member of `view` from `start` on; after a broken one, the next to be found."""
    position: int | None = start
    while position is not None and position < len(view):
        found = read_member(view, position)
        yield found
        if isinstance(found, Member):
            position = found.offset + found.length
        else:
            position = _next_member(view, position + 1)


def read_member(view: Bytes, offset: int, limit: int = MAX_MEMBER_BYTES) -> Member | BrokenMember:
    """The member at `offset` of `view`, of at most `limit` bytes decompressed."""
    if view[offset : offset + len(MAGIC)] != MAGIC:
        return BrokenMember(offset, "no record begins here")
    inflater = zlib.decompressobj(wbits=31)
    parts: list[bytes] = []
    held, position, pending = 0, offset, b""
    while not inflater.eof:
        if not pending:
            pending = view[position : position + CHUNK_BYTES]
            position += len(pending)
        if not pending:
            return BrokenMember(offset, "the record is torn off at the end of the file")
        try:
            parts.append(inflater.decompress(pending, CHUNK_BYTES))
        except zlib.error as error:
            return BrokenMember(offset, f"the record can't be decompressed: {error}")
        pending = inflater.unconsumed_tail
        held += len(parts[-1])
        if held > limit:
            return BrokenMember(offset, f"the record is larger than {limit} bytes")
    end = position - len(inflater.unused_data)
    return Member(offset, end - offset, b"".join(parts))


def whole_bytes(view: Bytes) -> int:
    """Up to where `view` is made of whole records: its length, unless its tail is torn.

    The end is looked at first, since a file is torn only by a crash: a member that ends
    exactly there proves that nothing is. Otherwise the members are walked from the front.
    """
    if _ends_whole(view):
        return len(view)
    ends = [
        found.offset + found.length
        for found in walk_members(view)
        if isinstance(found, Member) and found.data.startswith(OPENING)
    ]
    return ends[-1] if ends else 0


def _ends_whole(view: Bytes) -> bool:
    position = len(view)
    while (position := view.rfind(MAGIC, 0, position)) >= 0:
        found = read_member(view, position)
        if isinstance(found, Member):
            return found.offset + found.length == len(view) and found.data.startswith(OPENING)
    return len(view) == 0


def _next_member(view: Bytes, start: int) -> int | None:
    """Where the next record begins at `start` or after it, or None."""
    position = view.find(MAGIC, start)
    while position >= 0:
        if _opening(view, position) == OPENING:
            return position
        position = view.find(MAGIC, position + 1)
    return None


def _opening(view: Bytes, offset: int) -> bytes:
    inflater = zlib.decompressobj(wbits=31)
    try:
        return inflater.decompress(view[offset : offset + 4096], len(OPENING))
    except zlib.error:
        return b""
