"""One WARC 1.1 record read back: its headers, block and payload, and what its digests say.

`compose` writes them. ISO 28500:2017 (WARC 1.1).
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import io
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal, cast

from fastwarc.warc import ArchiveIterator

from columninch.errors import ArchiveError

if TYPE_CHECKING:
    from collections.abc import Iterator

RecordKind = Literal["response", "resource"]

CAPTURES = {"response", "resource", "revisit"}
"""The types of records that stand for a capture, where they accompany no other."""

ALGORITHMS = {"sha1", "sha256", "sha512", "md5"}


@dataclass(frozen=True, slots=True)
class StoredRecord:
    """A record as it stands in an archive."""

    kind: str
    """The WARC-Type."""
    url: str
    offset: int
    """Of the record in the bytes that it was read from."""
    headers: tuple[tuple[str, str], ...]
    block: bytes
    payload: bytes
    """Of a response, what follows its HTTP headers; else the block."""
    status: int
    """Of a response; else 0."""

    def header(self, name: str) -> str:
        """The first value of the WARC header `name` (case apart), or an empty string."""
        wanted = name.lower()
        return next((value for key, value in self.headers if key.lower() == wanted), "")

    def id_in(self, name: str) -> str:
        """The record id that the WARC header `name` gives, without its brackets."""
        return self.header(name).strip("<>")

    @property
    def is_http(self) -> bool:
        """Its block is an HTTP message."""
        return self.header("Content-Type").lower().startswith("application/http")

    @property
    def is_capture(self) -> bool:
        """It stands for a capture, and doesn't accompany another record."""
        return self.kind in CAPTURES and not self.header("WARC-Concurrent-To")

    @property
    def is_companion(self) -> bool:
        """It tells of the capture before it: how it was asked for, how it was reached."""
        return bool(self.header("WARC-Concurrent-To")) or self.kind == "metadata"


def kind_of(url: str) -> RecordKind:
    """How a payload from `url` is recorded: what HTTP answered is a response."""
    return "response" if url.lower().startswith(("http:", "https:")) else "resource"


def read_records(data: bytes) -> Iterator[StoredRecord]:
    """Each record in `data`, a stretch of whole records without compression.

    Raises `ArchiveError` where the bytes are not a record.
    """
    try:
        for record in ArchiveIterator(io.BytesIO(data), parse_http=False):
            yield _stored(record)
    except OSError as error:
        raise ArchiveError(f"not a readable record: {error}") from error


def digest_complaint(record: StoredRecord) -> str:
    """What the record's own digests say against it, or an empty string."""
    length = record.header("Content-Length")
    if length != str(len(record.block)):
        return f"{len(record.block)} bytes of a block of {length or 'unknown length'}"
    checks = (
        ("WARC-Block-Digest", "block", record.block),
        ("WARC-Payload-Digest", "payload", record.payload),
    )
    for header, noun, data in checks:
        given = record.header(header)
        if record.kind == "revisit" and noun == "payload":
            continue  # it speaks of the record that is visited again
        if given and _digest_differs(given, data):
            return f"the {noun} is not what {header} says"
    return ""


def _digest_differs(given: str, data: bytes) -> bool:
    algorithm, _, value = given.partition(":")
    algorithm = algorithm.lower().replace("-", "")
    if algorithm not in ALGORITHMS:
        return False  # nothing can be said
    digest = hashlib.new(algorithm, data, usedforsecurity=False).digest()
    return not any(digest == read for read in _digest_readings(value.strip(), len(digest)))


def _digest_readings(value: str, size: int) -> Iterator[bytes]:
    """The bytes that `value` may stand for: base 16, 32 or 64, all of which are in use."""
    for decode, text in (
        (base64.b16decode, value.upper()),
        (base64.b32decode, value.upper()),
        (base64.b64decode, value),
    ):
        try:
            read = decode(text)
        except (binascii.Error, ValueError):
            continue
        if len(read) == size:
            yield read


def _stored(record: Any) -> StoredRecord:  # FastWARC ships no types
    headers = tuple((str(key), str(value)) for key, value in record.headers.items())
    block = cast("bytes", record.reader.read())
    named = {key.lower(): value for key, value in headers}
    kind = named.get("warc-type", "")
    payload, status = block, 0
    is_http = named.get("content-type", "").lower().startswith("application/http")
    if kind in {"response", "revisit", "request"} and is_http:
        head, found, rest = block.partition(b"\r\n\r\n")
        payload = rest if found else b""
        status = _status(head) if kind != "request" else 0
    return StoredRecord(
        kind=kind,
        url=named.get("warc-target-uri", "").strip("<>"),
        offset=int(record.stream_pos),
        headers=headers,
        block=block,
        payload=payload,
        status=status,
    )


def _status(head: bytes) -> int:
    parts = head.split(b"\r\n", 1)[0].split(None, 2)
    return int(parts[1]) if len(parts) > 1 and parts[1].isdigit() else 0
