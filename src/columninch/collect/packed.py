"""Gzip by content: what a name or a server says of a payload's packing is not trusted."""

from __future__ import annotations

import zlib
from dataclasses import dataclass

MAGIC = b"\x1f\x8b"


@dataclass(frozen=True, slots=True)
class Unpacked:
    """What a gzip payload held, as far as it could be read."""

    body: bytes
    complaint: str = ""
    """Why the rest could not be read, or empty."""


def is_packed(body: bytes) -> bool:
    """Whether `body` begins as gzip does (RFC 1952, section 2.3.1)."""
    return body.startswith(MAGIC)


def unpack(body: bytes, limit: int) -> Unpacked:
    """The content of one or several gzip members, at most `limit` bytes of it. Never raises.

    What is torn, damaged or larger than `limit` gives what came before, with a complaint.
    """
    parts: list[bytes] = []
    room = limit + 1
    complaint = ""
    while body and room > 0 and not complaint:
        inflater = zlib.decompressobj(wbits=31)
        try:
            part = inflater.decompress(body, room)
        except zlib.error as error:
            complaint = f"it can't be decompressed: {error}"
            break
        if not inflater.eof and not inflater.unconsumed_tail:
            complaint = "the compressed file is torn off"
        parts.append(part)
        room -= len(part)
        body = inflater.unused_data.lstrip(b"\0")  # some writers pad
    whole = b"".join(parts)
    if len(whole) > limit:
        return Unpacked(whole[:limit], f"it is larger than {limit:,} bytes when decompressed")
    return Unpacked(whole, complaint)
