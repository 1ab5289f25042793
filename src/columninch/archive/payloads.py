"""What an HTTP answer carried: its head read, its transfer and content encodings undone.

RFC 9112 (chunks), RFC 9110 section 8.4 (content codings). Archives hold answers whose
headers are not true of their bytes any more, since a crawler had undone an encoding
already; such bytes are given as they are, and so does a replay program.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from columninch.archive.openings import first_value
from columninch.errors import ArchiveError
from columninch.formats.codings import (
    CODINGS,
    MAX_CODINGS,
    STEP_BYTES,
    CodingError,
    CodingLimit,
    unpacked,
)

STATUS_LINE = re.compile(rb"HTTP/\d(?:\.\d)? +(\d{3})\b")
CHUNK_LINE_BYTES = 1 << 12


@dataclass(frozen=True, slots=True)
class Head:
    """The head of an HTTP answer."""

    status: int
    """0 where the block is no HTTP answer."""
    headers: tuple[tuple[str, str], ...]
    length: int
    """In bytes, with the empty line after it."""


NO_HEAD = Head(0, (), 0)


def read_head(block: bytes) -> Head:
    """The head at the start of `block`, or one of no length where there is none."""
    match = STATUS_LINE.match(block)
    if match is None:
        return NO_HEAD
    end = re.search(rb"\r?\n\r?\n", block)
    text = block[: end.start() if end else len(block)].decode("utf-8", "replace")
    headers: list[tuple[str, str]] = []
    for line in re.split(r"\r?\n", text)[1:]:
        if line[:1] in {" ", "\t"} and headers:
            headers[-1] = (headers[-1][0], f"{headers[-1][1]} {line.strip()}")
        elif ":" in line:
            name, _, value = line.partition(":")
            headers.append((name.strip(), value.strip()))
    return Head(int(match[1]), tuple(headers), end.end() if end else len(block))


def undo_encodings(headers: tuple[tuple[str, str], ...], body: bytes, limit: int) -> bytes:
    """The payload of at most `limit` bytes that `body` stands for.

    Raises `ArchiveError` where it would be larger.
    """
    if "chunked" in first_value(headers, "Transfer-Encoding").lower():
        body = _joined_chunks(body)
    stated = first_value(headers, "Content-Encoding").lower()
    codings = [one.strip() for one in stated.split(",") if one.strip() not in {"", "identity"}]
    if codings and len(codings) <= MAX_CODINGS and CODINGS.keys() >= set(codings):
        body = _unpacked(body, codings, limit)
    if len(body) > limit:
        raise ArchiveError(f"the payload is larger than {limit:,} bytes")
    return body


def _joined_chunks(body: bytes) -> bytes:
    """The chunks of `body` as one; as it is where it doesn't begin with a chunk.

    What is cut off in its middle gives what comes before.
    """
    parts: list[bytes] = []
    at = 0
    while at < len(body):
        end = body.find(b"\n", at, at + CHUNK_LINE_BYTES)
        size = re.fullmatch(rb"\s*([0-9a-fA-F]{1,15})\s*(?:;.*)?", body[at : max(end, at)].rstrip())
        if size is None:
            return b"".join(parts) if at else body
        length = int(size[1], 16)
        if length == 0:
            break
        parts.append(body[end + 1 : end + 1 + length])
        at = end + 1 + length
        at += len(b"\r\n") if body[at : at + 1] == b"\r" else len(b"\n")
    return b"".join(parts)


def _unpacked(body: bytes, codings: list[str], limit: int) -> bytes:
    """`body` without its codings; up to its damage, or as it is where nothing comes of it."""
    pieces = (body[at : at + STEP_BYTES] for at in range(0, len(body), STEP_BYTES))
    parts: list[bytes] = []
    try:
        parts.extend(unpacked(pieces, codings, limit))
    except CodingLimit as error:
        raise ArchiveError(f"the payload is {error.reason}") from error
    except CodingError:
        return b"".join(parts) or body
    return b"".join(parts)
