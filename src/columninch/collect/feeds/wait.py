"""How long a feed asks to be left alone.

RSS 2.0, `<ttl>` (minutes); RSS 1.0's syndication module, `sy:updatePeriod` and
`sy:updateFrequency`; RFC 9111, sections 5.2.2.1 (`max-age`) and 5.1 (`Age`).
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from columninch.collect.schedule import LONGEST_SECONDS

if TYPE_CHECKING:
    from collections.abc import Iterable

    from columninch.records import Response

PERIODS = {
    "hourly": 3600,
    "daily": 86_400,
    "weekly": 7 * 86_400,
    "monthly": 30 * 86_400,
    "yearly": 365 * 86_400,
}
"""In seconds: `sy:updatePeriod`."""

_MAX_AGE = re.compile(r"\bmax-age\s*=\s*\"?(\d{1,12})", re.IGNORECASE)
_NO_CACHE = re.compile(r"\bno-(?:cache|store)\b", re.IGNORECASE)


def document_wait(ttl: str, period: str, frequency: str) -> int | None:
    """The wait in seconds that the document itself asks for; the longest, where several."""
    seconds = PERIODS.get(period.strip().lower())
    often = _number(frequency) or 1
    return longest_wait([_seconds(ttl, 60), seconds // often if seconds else None])


def header_wait(response: Response) -> int | None:
    """The seconds for which the server says that its answer stays fresh."""
    told = response.header("cache-control")
    found = _MAX_AGE.search(told)
    if found is None or _NO_CACHE.search(told):
        return None
    return longest_wait([int(found.group(1)) - (_number(response.header("age")) or 0)])


def longest_wait(waits: Iterable[int | None]) -> int | None:
    """The longest of `waits`, at most a day; None where none is stated."""
    stated = [wait for wait in waits if wait is not None and wait > 0]
    return min(max(stated), LONGEST_SECONDS) if stated else None


def _seconds(minutes: str, unit: int) -> int | None:
    number = _number(minutes)
    return number * unit if number else None


def _number(told: str) -> int | None:
    text = told.strip()
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else None
