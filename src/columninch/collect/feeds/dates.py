"""The dates of a feed's entries: as exact as they are printed, and no more."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import TYPE_CHECKING

from columninch.records import PrintedDate

if TYPE_CHECKING:
    from time import struct_time

    from columninch.records import DatePrecision

EVIDENCE = "feed"
EARLIEST_YEAR = 1900
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
"""What software prints where a date was never set."""

_CLOCK = re.compile(r"\d{1,2}:\d{2}(?P<seconds>:\d{2})?")
_COMPACT = re.compile(r"\d{8}T\d{4}(?P<seconds>\d{2})?")
_YEAR = re.compile(r"\d{4}")
_MONTH = re.compile(r"\d{4}-\d{1,2}")


def feed_date(printed: str, guess: struct_time | None) -> PrintedDate | None:
    """The date that `printed` gives, or None; `guess` is the feed reader's, in UTC.

    What the two standards allow (RFC 822 and W3CDTF, a profile of ISO 8601) is read
    strictly, a time without a zone as UTC; for anything else the guess is taken, if it
    lies in a year that a newspaper can have.
    """
    printed = printed.strip()
    at = _standard(printed) or _from_guess(guess)
    if at is None or at.year < EARLIEST_YEAR or at == EPOCH:
        return None
    precision = _precision(printed)
    if precision not in {"second", "minute"}:
        at = at.replace(hour=0, minute=0, second=0, microsecond=0)
    return PrintedDate(at, precision, EVIDENCE)


def _precision(printed: str) -> DatePrecision:
    clock = _CLOCK.search(printed) or _COMPACT.match(printed)
    if clock:
        return "second" if clock.group("seconds") else "minute"
    if _YEAR.fullmatch(printed):
        return "year"
    return "month" if _MONTH.fullmatch(printed) else "day"


def _standard(printed: str) -> datetime | None:
    for read in (datetime.fromisoformat, parsedate_to_datetime):
        try:
            at = read(printed)
            return at.replace(tzinfo=UTC) if at.tzinfo is None else at.astimezone(UTC)
        except (ValueError, OverflowError, IndexError, TypeError):
            continue
    return None


def _from_guess(guess: struct_time | None) -> datetime | None:
    if guess is None:
        return None
    try:
        year, month, day, hour, minute, second = guess[:6]
        return datetime(year, month, day, hour, minute, min(second, 59), tzinfo=UTC)
    except ValueError:
        return None
