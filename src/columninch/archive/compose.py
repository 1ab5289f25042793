"""WARC 1.1 records as bytes, written from responses.

Every record is a gzip member of its own, so that a position (file, offset, length) is
enough to read it. Ids and dates come from what is stored, never from the machine, so that
the same run gives the same bytes. ISO 28500:2017 (WARC 1.1).
"""

from __future__ import annotations

import hashlib
import io
import uuid
from datetime import UTC, datetime
from http.client import responses as REASONS  # noqa: N812  a table of constants
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from fastwarc.stream_io import GzipWriter
from fastwarc.warc import WarcRecord, WarcRecordType

if TYPE_CHECKING:
    from collections.abc import Sequence

    from columninch.archive.warc import RecordKind, StoredRecord
    from columninch.records import Position, Response

UNDONE = {"content-encoding", "transfer-encoding", "content-length"}
"""Headers that no longer describe the payload, whose encodings were undone on receipt."""
SECRET = {"authorization", "cookie", "proxy-authorization", "x-api-key"}
"""Headers of a request whose values are nobody's business; an archive is handed on."""
SAME_PAYLOAD = "http://netpreserve.org/warc/1.1/revisit/identical-payload-digest"
SCREENSHOT = "urn:view:"
"""Before a page's address: the picture of it, as other archives call it."""
FIELDS = "application/warc-fields"


def warc_date(at: datetime) -> str:
    """`at` as WARC-Date writes it: UTC, with microseconds only where there are any."""
    return at.astimezone(UTC).isoformat().replace("+00:00", "Z")


def record_id(*parts: str) -> str:
    """A record id (`urn:uuid:...`) derived from what the record holds."""
    return uuid.uuid5(uuid.NAMESPACE_URL, "\n".join(parts)).urn


def capture_id(response: Response, sha256: str) -> str:
    """The record id of a response; `sha256` is its payload's, in hexadecimal."""
    return record_id(response.final_url, response.at.isoformat(), sha256)


def revisit_id(response: Response, sha256: str) -> str:
    """The record id of a response whose payload came again."""
    return record_id(capture_id(response, sha256), "revisit")


def info_record(file_name: str, software: str, at: datetime) -> bytes:
    """The record that opens a file: what wrote it, in which format."""
    fields = f"software: {software}\r\nformat: WARC File Format 1.1\r\n"
    return _member(
        "warcinfo",
        record_id(file_name, at.isoformat()),
        [
            ("WARC-Date", warc_date(at)),
            ("WARC-Filename", file_name),
            ("Content-Type", FIELDS),
        ],
        fields.encode(),
    )


def capture_record(response: Response, *, kind: RecordKind, sha256: str) -> bytes:
    """The record that holds the payload of `response`."""
    if kind == "response":
        block = _http_head(response) + response.body
        content_type = "application/http; msgtype=response"
    else:
        block = response.body
        content_type = response.header("content-type") or "application/octet-stream"
    headers = [
        *_of_capture(response),
        ("Content-Type", _one_line(content_type)),
        ("WARC-Payload-Digest", f"sha256:{sha256}"),
    ]
    return _member(kind, capture_id(response, sha256), headers, block)


def revisit_record(
    response: Response, *, kind: RecordKind, sha256: str, held: StoredRecord, at: Position
) -> bytes:
    """The record that says that the payload of `held`, which lies at `at`, came again.

    The place is given in the two headers that crawlers use for it beside the standard's.
    """
    headers = [
        *_of_capture(response),
        ("WARC-Profile", SAME_PAYLOAD),
        ("WARC-Refers-To", held.header("WARC-Record-ID")),
        ("WARC-Refers-To-Target-URI", held.header("WARC-Target-URI")),
        ("WARC-Refers-To-Date", held.header("WARC-Date")),
        ("WARC-Refers-To-Filename", at.file),
        ("WARC-Refers-To-File-Offset", str(at.offset)),
        ("WARC-Payload-Digest", f"sha256:{sha256}"),
    ]
    block = b""
    if kind == "response":
        headers.append(("Content-Type", "application/http; msgtype=response"))
        block = _http_head(response)
    return _member("revisit", revisit_id(response, sha256), headers, block)


def companion_records(response: Response, told_of: str) -> bytes:
    """The records beside that of the capture `told_of`: its request, what is known of it.

    Each is left out where it would say nothing.
    """
    parts = []
    if response.asked:
        parts.append(_request_record(response, told_of))
    if fields := _known(response):
        parts.append(_metadata_record(response, told_of, fields))
    if response.screenshot:
        parts.append(_screenshot_record(response, told_of))
    return b"".join(parts)


def _request_record(response: Response, told_of: str) -> bytes:
    parts = urlsplit(response.final_url)
    path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    asked = list(response.asked)
    if not any(name.lower() == "host" for name, _ in asked):
        asked.insert(0, ("Host", parts.netloc.rpartition("@")[2]))
    lines = [f"GET {path} HTTP/1.1"]
    lines += [
        f"{_one_line(name)}: {'withheld' if name.lower() in SECRET else _one_line(value)}"
        for name, value in asked
    ]
    return _companion(
        "request",
        response,
        told_of,
        ("application/http; msgtype=request", _http_text([*lines, "", ""])),
    )


def _metadata_record(response: Response, told_of: str, fields: Sequence[tuple[str, str]]) -> bytes:
    block = "".join(f"{name}: {_one_line(value)}\r\n" for name, value in fields).encode()
    return _companion("metadata", response, told_of, (FIELDS, block))


def _screenshot_record(response: Response, told_of: str) -> bytes:
    return _companion("resource", response, told_of, ("image/png", response.screenshot))


def _known(response: Response) -> list[tuple[str, str]]:
    """What is known of a capture beyond its record, as named fields."""
    fields = [("via", address) for address in response.redirects]
    if response.redirects:
        fields.append(("hopsFromSeed", "R" * len(response.redirects)))
    if response.moved_to:
        fields.append(("moved-to", response.moved_to))
    fields += [
        ("encoding-undone", value)
        for name, value in response.headers
        if name.lower() in UNDONE - {"content-length"}
    ]
    if response.screenshot:
        fields.append(("screenshot", SCREENSHOT + response.final_url))
    return fields


def _companion(kind: str, response: Response, told_of: str, content: tuple[str, bytes]) -> bytes:
    url = (SCREENSHOT if kind == "resource" else "") + response.final_url
    headers = [
        ("WARC-Date", warc_date(response.at)),
        ("WARC-Target-URI", url),
        ("WARC-Concurrent-To", f"<{told_of}>"),
        ("Content-Type", content[0]),
    ]
    if kind == "metadata":
        headers.insert(2, ("WARC-Refers-To", f"<{told_of}>"))
    return _member(kind, record_id(told_of, kind), headers, content[1])


def _of_capture(response: Response) -> list[tuple[str, str]]:
    return [("WARC-Date", warc_date(response.at)), ("WARC-Target-URI", response.final_url)]


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
    return _http_text([*lines, "", ""])


def _http_text(lines: Sequence[str]) -> bytes:
    return "\r\n".join(lines).encode("utf-8", "surrogateescape")


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
