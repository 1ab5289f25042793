"""Lines that print a date among other things, taken apart: "4 March 2026 · By A. Writer"."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from columninch.text.calendars import parse_printed_date

if TYPE_CHECKING:
    from collections.abc import Iterator

    from columninch.records import PrintedDate

_BETWEEN = re.compile(
    r"\s*[|·•;()\[\]]\s*|\s+[–—-]\s+|\s*[,،]\s+|\s*\n\s*|(?<=\w\w)\.\s+(?=[^\d\s])"
)


YEAR = re.compile(r"\d{4}")
"""Without a year no date is read; in digits of any script."""


def line_parts(line: str, zone: str) -> Iterator[tuple[str, PrintedDate | None]]:
    """The parts of a line, each with the date that it prints; "March 5, 2024" is one part."""
    parts = [part for part in _BETWEEN.split(line) if part.strip()]
    at = 0
    while at < len(parts):
        pair = ", ".join(parts[at : at + 2])
        alone, joined = (_date(text, zone) for text in (parts[at], pair))
        if joined and not alone and not _date(pair.removeprefix(f"{parts[at]}, "), zone):
            yield pair, joined
            at += 1
        else:
            yield parts[at], alone
        at += 1


def _date(text: str, zone: str) -> PrintedDate | None:
    return parse_printed_date(text, "", zone) if YEAR.search(text) else None
