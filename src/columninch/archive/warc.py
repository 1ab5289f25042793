"""One WARC 1.1 record as bytes: written from a response, and read back.

Every record is a gzip member of its own, so that a position (file, offset, length) is
enough to read it. Ids and dates come from what is stored, never from the machine, so that
the same run gives the same bytes. ISO 28500:2017 (WARC 1.1).
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import io
import uuid
from dataclasses import dataclass
from datetime import UTC, datetime
from http.client import responses as REASONS  # noqa: N812  a table of constants
from typing import TYPE_CHECKING, Any, Literal, cast

from fastwarc.stream_io import GzipWriter
from fastwarc.warc import ArchiveIterator, WarcRecord, WarcRecordType

from columninch.errors import ArchiveError

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from columninch.records import Response

RecordKind = Literal["response", "resource"]

UNDONE = {"content-encoding", "transfer-encoding", "content-length"}
"""Headers that no longer describe the payload, whose encodings were undone on receipt."""

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


def kind_of(url: str) -> RecordKind:
    """How a payload from `url` is recorded: what HTTP answered is a response."""
    return "response" if url.lower().startswith(("http:", "https:")) else "resource"


def warc_date(at: datetime) -> str:
    """`at` as WARC-Date writes it: UTC, with microseconds only where there are any."""
    return at.astimezone(UTC).isoformat().replace("+00:00", "Z")


def record_id(*parts: str) -> str:
    """A record id (`urn:uuid:...`) derived from what the record holds."""
    return uuid.uuid5(uuid.NAMESPACE_URL, "\n".join(parts)).urn


def capture_record(response: Response, *, kind: RecordKind, sha256: str) -> bytes:
    """The gzip member of a response's record; `sha256` is its payload's, in hexadecimal."""
    if kind == "response":
        block = _http_head(response) + response.body
        content_type = "application/http; msgtype=response"
    else:
        block = response.body
        content_type = response.header("content-type") or "application/octet-stream"
    return _member(
        kind,
        capture_id(response, sha256),
        [
            ("WARC-Date", warc_date(response.at)),
            ("WARC-Target-URI", response.final_url),
            ("Content-Type", _one_line(content_type)),
            ("WARC-Payload-Digest", f"sha256:{sha256}"),
        ],
        block,
    )


def capture_id(response: Response, sha256: str) -> str:
    """The record id of a response."""
    return record_id(response.final_url, response.at.isoformat(), sha256)


def redirects_record(response: Response, sha256: str) -> bytes:
    """The gzip member that tells by which addresses a response was reached."""
    lines = [f"via: {_one_line(address)}" for address in response.redirects]
    lines.append(f"hopsFromSeed: {'R' * len(response.redirects)}")
    told_of = capture_id(response, sha256)
    return _member(
        "metadata",
        record_id(told_of, "redirects"),
        [
            ("WARC-Date", warc_date(response.at)),
            ("WARC-Target-URI", response.final_url),
            ("WARC-Refers-To", f"<{told_of}>"),
            ("Content-Type", "application/warc-fields"),
        ],
        "".join(f"{line}\r\n" for line in lines).encode(),
    )


def info_record(file_name: str, software: str, at: datetime) -> bytes:
    """The gzip member that opens a file: what wrote it, in which format."""
    fields = f"software: {software}\r\nformat: WARC File Format 1.1\r\n"
    return _member(
        "warcinfo",
        record_id(file_name, at.isoformat()),
        [
            ("WARC-Date", warc_date(at)),
            ("WARC-Filename", file_name),
            ("Content-Type", "application/warc-fields"),
        ],
        fields.encode(),
    )


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


def _http_head(response: Response) -> bytes:
    """The status line and headers, true of the payload as it is stored.

    A header that spoke of an encoding keeps its value under `X-Archive-Orig-`, the name
    that other archives give it, so that a replay doesn't decode what is decoded already.
    """
    reason = REASONS.get(response.status, "")
    lines = [f"HTTP/1.1 {response.status} {reason}".rstrip()]
    for key, value in response.headers:
        name = f"X-Archive-Orig-{key}" if key.lower() in UNDONE else key
        lines.append(f"{_one_line(name)}: {_one_line(value)}")
    lines.append(f"Content-Length: {len(response.body)}")
    return ("\r\n".join(lines) + "\r\n\r\n").encode("utf-8", "surrogateescape")


def _one_line(text: str) -> str:
    return " ".join(text.split())


def _member(kind: str, urn: str, headers: Sequence[tuple[str, str]], block: bytes) -> bytes:
    """A record as one gzip member."""
    record = WarcRecord()
    record.init_headers(getattr(WarcRecordType, kind), urn.removeprefix("urn:").encode())
    for name, value in headers:
        record.headers[name] = value
    record.headers["WARC-Block-Digest"] = f"sha256:{hashlib.sha256(block).hexdigest()}"
    record.set_bytes_content(block)
    out = io.BytesIO()
    writer = GzipWriter(out)
    record.write(writer)
    writer.finish()
    return out.getvalue()
