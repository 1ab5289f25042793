"""How a record opens in files of others: WARC's headers, and the one line of ARC.

WARC 0.18 to 1.1 (ISO 28500); ARC versions 1 and 2 as the Internet Archive wrote them
(https://archive.org/web/researcher/ArcFileFormat.php). What others write is seldom quite
what the standard says, so a header may be folded, an address stand in angle brackets or
hold spaces, a date be cut short.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from columninch.errors import ArchiveError

if TYPE_CHECKING:
    from columninch.archive.decoded import Decoded

WARC = b"WARC/"
MAX_HEAD_BYTES = 1 << 20
ARC_LINE = re.compile(
    rb"(?P<url>\S.*?) (?P<ip>[\d.]{1,15}|[0-9a-fA-F:]{2,45}|-) (?P<date>\d{8,18})"
    rb" (?P<type>\S+)(?: .*)? (?P<length>-?\w+)\s*"
)
DATE = re.compile(r"(\d{4}-\d\d-\d\d)(?:T(\d\d:\d\d(?::\d\d)?)(\.\d+)?(Z|[+-]\d\d:?\d\d)?)?")


@dataclass(frozen=True, slots=True)
class Opening:
    """What a record says of itself before its block."""

    kind: str
    """The WARC-Type; of an ARC record "response", and "warcinfo" of the file's first."""
    url: str
    at: datetime | None
    """None where the record gives no date that can be read."""
    length: int
    """Of the block, in bytes."""
    content_type: str
    """Of the block in WARC, of the payload in ARC."""
    headers: tuple[tuple[str, str], ...] = ()
    """WARC's own; ARC has none."""
    is_arc: bool = False

    def header(self, name: str) -> str:
        """The first value of header `name` (case apart), or an empty string."""
        return first_value(self.headers, name)


def is_opening(line: bytes) -> bool:
    """Whether a record may begin with this line."""
    return line.startswith(WARC) or ARC_LINE.fullmatch(line) is not None


def read_opening(line: bytes, source: Decoded) -> Opening:
    """The opening that begins with `line`, whose other lines `source` gives.

    Raises `ArchiveError` where it is not the opening of a record, or gives no length.
    """
    return _warc(source) if line.startswith(WARC) else _arc(line)


def read_headers(source: Decoded) -> tuple[tuple[str, str], ...]:
    """The named fields up to an empty line, folded ones unfolded. Raises `ArchiveError`."""
    found: list[tuple[str, str]] = []
    held = 0
    while line := source.line():
        held += len(line)
        if held > MAX_HEAD_BYTES:
            raise ArchiveError(f"the record's headers are larger than {MAX_HEAD_BYTES} bytes")
        text = line.decode("utf-8", "replace").rstrip("\r\n")
        if not text:
            return tuple(found)
        if text[0] in " \t" and found:
            found[-1] = (found[-1][0], f"{found[-1][1]} {text.strip()}")
            continue
        name, _, value = text.partition(":")
        found.append((name.strip(), value.strip()))
    raise ArchiveError("the record is torn off at the end of the file")


def first_value(headers: tuple[tuple[str, str], ...], name: str) -> str:
    """The first value of header `name` (case apart), or an empty string."""
    wanted = name.lower()
    return next((value for key, value in headers if key.lower() == wanted), "")


def read_date(text: str) -> datetime | None:
    """A WARC-Date or the digits of an ARC date as a time in UTC, or None."""
    if text.isdigit():
        text = text[:14].ljust(14, "0")
        text = f"{text[:4]}-{text[4:6]}-{text[6:8]}T{text[8:10]}:{text[10:12]}:{text[12:14]}"
    match = DATE.match(text)
    if match is None:
        return None
    day, clock, fraction, zone = match.groups()
    micros = (fraction or ".0")[1:7].ljust(6, "0")
    clock = clock if clock and clock.count(":") == 2 else f"{clock or '00:00'}:00"
    try:
        at = datetime.fromisoformat(f"{day}T{clock}.{micros}{(zone or 'Z').replace('Z', '+00:00')}")
        return at.astimezone(UTC)
    except (ValueError, OverflowError):
        return None


def _warc(source: Decoded) -> Opening:
    headers = read_headers(source)
    length = first_value(headers, "Content-Length")
    return Opening(
        kind=first_value(headers, "WARC-Type").lower(),
        url=first_value(headers, "WARC-Target-URI").strip("<>").replace(" ", "%20"),
        at=read_date(first_value(headers, "WARC-Date")),
        length=_length(length),
        content_type=first_value(headers, "Content-Type"),
        headers=headers,
    )


def _arc(line: bytes) -> Opening:
    match = ARC_LINE.fullmatch(line)
    if match is None:
        raise ArchiveError("no record begins here")
    url = match["url"].decode("utf-8", "replace")
    return Opening(
        kind="warcinfo" if url.startswith("filedesc:") else "response",
        url=url.replace(" ", "%20"),
        at=read_date(match["date"].decode()),
        length=_length(match["length"].decode("utf-8", "replace")),
        content_type=match["type"].decode("utf-8", "replace"),
        is_arc=True,
    )


def _length(text: str) -> int:
    if not (text.isascii() and text.isdigit() and len(text) < 19):
        raise ArchiveError(f"the record gives its length as {text[:40]!r}")
    return int(text)
