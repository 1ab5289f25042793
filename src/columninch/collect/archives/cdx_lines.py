"""What an index of a web archive answers: which copies there are, and when they were taken.

The shapes that CDX servers have: a JSON table (the Wayback Machine), an object a line (pywb,
Common Crawl), CDXJ, and lines of 7 or 11 fields. What a line must say to be of use is an
address and a time; a line that doesn't is counted, not guessed at.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from columninch.errors import SourceError

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

NAMES = {
    "original": "url",
    "mimetype": "mime",
    "statuscode": "status",
}
"""The Wayback Machine's names of fields, as the other servers call them."""
FIELDS = {
    7: ("urlkey", "timestamp", "url", "mime", "status", "digest", "length"),
    11: (
        "urlkey", "timestamp", "url", "mime", "status", "digest",
        "redirect", "flags", "length", "offset", "filename",
    ),
}  # fmt: skip
"""By the number of fields in a line; "N b a m s k r M S V g" are the eleven."""

_TIMESTAMP = re.compile(r"\d{14}")


@dataclass(frozen=True, slots=True)
class ArchivedPage:
    """A copy that a web archive has."""

    url: str
    at: datetime
    """When the archive took it."""
    status: int
    """0 where the index doesn't say."""
    media_type: str
    """Lower case; empty where the index doesn't say."""
    file: str = ""
    """The WARC file that holds it, where the index says so."""
    offset: int = 0
    length: int = 0
    """Of the record in that file, compressed."""

    @property
    def timestamp(self) -> str:
        """The time as addresses of replays write it: YYYYMMDDhhmmss."""
        return self.at.strftime("%Y%m%d%H%M%S")


@dataclass(frozen=True, slots=True)
class CdxAnswer:
    """One answer of an index."""

    pages: tuple[ArchivedPage, ...]
    line_count: int
    """Of all lines, those that were of no use included."""
    complaint: str


def read_cdx(body: bytes, url: str) -> CdxAnswer:
    """The copies that `body`, the answer of the index at `url`, lists, in its order.

    Raises `SourceError` where it is no index's answer at all.
    """
    text = body.decode("utf-8", "replace").strip()
    if text.startswith("<"):
        raise SourceError(
            "the answer is a web page, no index", where=url, hint="give the address of a CDX server"
        )
    rows = list(_table(text, url) if text.startswith("[") else _lines(text))
    pages = [page for row in rows if (page := _page(row)) is not None]
    wrong = len(rows) - len(pages)
    if rows and not pages and text:
        raise SourceError("none of its lines is an index's", where=url)
    complaint = f"{wrong} lines of the index can't be read" if wrong else ""
    return CdxAnswer(tuple(pages), len(rows), complaint)


def _table(text: str, url: str) -> Iterator[Mapping[str, Any]]:
    """The rows of a JSON table, whose first row names the fields."""
    try:
        table = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise SourceError(f"the index's JSON is damaged: {error}", where=url) from error
    rows = [row for row in table if isinstance(row, list)]
    if not rows:
        return
    head = [NAMES.get(str(name), str(name)) for name in rows[0]]
    for row in rows[1:]:
        if row:
            yield dict(zip(head, row, strict=False))


def _lines(text: str) -> Iterator[Mapping[str, Any]]:
    for line in text.splitlines():
        told = line.strip()
        if not told or told.startswith(("CDX ", "!")):
            continue
        start = told.find("{")
        yield _object(told, start) if start >= 0 else _fields(told)


def _object(line: str, start: int) -> Mapping[str, Any]:
    """A JSON object, with the sort key and the time before it where it is CDXJ."""
    before = line[:start].split()
    try:
        told = json.loads(line[start:])
    except (ValueError, RecursionError):
        return {}
    if not isinstance(told, dict):
        return {}
    given = {"timestamp": before[1]} if len(before) > 1 else {}
    return {**given, **{NAMES.get(key, str(key)): value for key, value in told.items()}}


def _fields(line: str) -> Mapping[str, Any]:
    values = line.split(" ")
    return dict(zip(FIELDS.get(len(values), ()), values, strict=False))


def _page(row: Mapping[str, Any]) -> ArchivedPage | None:
    timestamp, url = str(row.get("timestamp", "")), row.get("url")
    if not _TIMESTAMP.fullmatch(timestamp) or not isinstance(url, str) or not url:
        return None
    try:
        at = datetime.strptime(timestamp, "%Y%m%d%H%M%S").replace(tzinfo=UTC)
    except ValueError:
        return None
    file = row.get("filename")
    return ArchivedPage(
        url=url,
        at=at,
        status=_number(row.get("status")),
        media_type=str(row.get("mime", "")).partition(";")[0].strip().lower().lstrip("-"),
        file=file if isinstance(file, str) else "",
        offset=_number(row.get("offset")),
        length=_number(row.get("length")),
    )


def _number(value: object) -> int:
    text = str(value)
    return int(text) if text.isascii() and text.isdigit() and len(text) < 16 else 0
