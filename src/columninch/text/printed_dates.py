"""Dates as outlets print them, in several languages and two calendars.

Read are ISO 8601, RFC 822, days with month names (`month_names`), numeric days, and Jalali
days with names or numbers. Lunar days are passed over, so that no other calendar reads them
(`lunar`). A date is never more exact than it is printed: a day without a time stays a day.
"""

from __future__ import annotations

import re
import unicodedata
from datetime import UTC, datetime, timedelta, timezone, tzinfo
from email.utils import parsedate_to_datetime
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from columninch.records import PrintedDate
from columninch.text.jalali import from_jalali
from columninch.text.lunar import without_lunar
from columninch.text.month_names import gregorian_month, solar_month
from columninch.text.normalise import fold

if TYPE_CHECKING:
    from columninch.records import DatePrecision

EARLIEST_YEAR = 1900
FARTHEST_OFFSET = timedelta(hours=15)
"""No clock is that far from UTC: the farthest is fourteen hours ahead."""
VISIBLE = "visible"
"""The evidence of a date that was read from text; the caller knows a better name."""

_ISO = re.compile(
    r"(?P<year>\d{4})-(?P<month>\d{1,2})(?:-(?P<day>\d{1,2})(?:[t ]+(?P<time>.+))?)?$"
)
_COMPACT = re.compile(r"(?P<year>\d{4})(?P<month>\d{2})(?P<day>\d{2})(?:t(?P<time>.+))?$")
_COMPACT_TIME = re.compile(r"^(\d{2})(\d{2})(\d{2})?")
_TIME = re.compile(
    r"(?<!\d)(?P<hour>\d{1,2})[:h.](?P<minute>\d{2})(?::(?P<second>\d{2})(?:[.,]\d+)?)?(?!\d)"
    r"\s*(?P<half>[ap]\.?m\b\.?|[بق]\.?\s?ظ\b|مساء|صباحا)?"
    r"(?:\s*uhr\b)?\s*(?P<zone>z\b|utc\b|gmt\b|[+-]\d{2}:?\d{2}\b|[+-]\d{2}\b|[a-z]{3,4}\b)?"
)
_YEAR_FIRST = re.compile(
    r"(?<!\d)(?P<year>\d{4})\s*[/.-]\s*(?P<month>\d{1,2})\s*[/.-]\s*(?P<day>\d{1,2})(?!\d)"
)
_YEAR_LAST = re.compile(
    r"(?<!\d)(?P<day>\d{1,2})\s*[/.-]\s*(?P<month>\d{1,2})\s*[/.-]\s*(?P<year>\d{4})(?!\d)"
)
_DAY_NAME_YEAR = re.compile(
    r"(?<!\d)(?P<day>\d{1,2})(?:st|nd|rd|th|er|º|ª|ی)?\.?\s+(?:of\s+|de\s+|d')?"
    r"(?P<name>[^\W\d_]+(?:[\s/][^\W\d_]+)?(?:\s?/\s?[^\W\d_]+)?)\.?,?\s+"
    r"(?:de\s+|del\s+|ماه\s+)?(?P<year>\d{4})(?!\d)"
)
_NAME_DAY_YEAR = re.compile(
    r"(?P<name>[^\W\d_]+)\.?\s+(?P<day>\d{1,2})(?:st|nd|rd|th)?,?\s+(?P<year>\d{4})(?!\d)"
)
_NAME_YEAR = re.compile(r"(?P<name>[^\W\d_]+(?:\s[^\W\d_]+)?)\.?,?\s+(?:de\s+)?(?P<year>\d{4})$")
_YEAR_NAME_DAY = re.compile(
    r"(?<!\d)(?P<year>\d{4})\.?\s+(?P<name>[^\W\d_]+)\.?\s+(?P<day>\d{1,2})(?!\d)"
)
_DAY_TIME_YEAR = re.compile(
    r"(?P<name>[a-z]{3})\s+(?P<day>\d{1,2})\s+(?P<time>\d{1,2}:\d{2}(?::\d{2})?(?:\s+[a-z]{3,4})?)"
    r"\s+(?P<year>\d{4})$"
)
"""As the C library and Java write a moment."""
_EAST_ASIAN = re.compile(
    r"(?P<year>\d{4})\s*[年년]\s*(?P<month>\d{1,2})\s*[月월]\s*(?P<day>\d{1,2})\s*[日일]"
)
_SHORT_YEAR = re.compile(
    r"(?<![\d.])(?P<day>\d{1,2})\.\s?(?P<month>\d{1,2})\.\s?(?P<year>\d{2})(?![\d.:])"
)
_WEEKDAY = re.compile(r"(?<!\w)(mon|tue|wed|thu|fri|sat|sun)(?:s?day|nesday|rsday|urday)?(?!\w)")
_JALALI_NUMBERS = re.compile(
    r"(?<!\d)(?P<year>1[34]\d{2})\s*[/.-]\s*(?P<month>\d{1,2})\s*[/.-]\s*(?P<day>\d{1,2})(?!\d)"
)
_RFC_822 = re.compile(r"(?:[a-z]{3},?\s+)?\d{1,2}\s+[a-z]{3,}\s+\d{2,4}\s+\d{1,2}:\d{2}")

_CLOCKS = {
    "wet": 0, "west": 1, "bst": 1, "cet": 1, "cest": 2, "mez": 1, "mesz": 2, "eet": 2, "eest": 3,
    "msk": 3, "jst": 9, "aest": 10, "aedt": 11, "est": -5, "edt": -4, "cst": -6, "cdt": -5,
    "mst": -7, "mdt": -6, "pst": -8, "pdt": -7,
}  # fmt: skip
"""Hours ahead of UTC of the clocks whose short names mean one thing in the press."""


def parse_printed_date(
    text: str, language: str = "", zone: str = "UTC", now: datetime | None = None
) -> PrintedDate | None:
    """The date that `text` (a date line, not an article) prints, in UTC; None if there is none.

    `language` (ISO 639) is asked first for the names of months. A time without a zone is
    read in `zone` (an IANA name). A date more than two days after `now` is no date of
    publication and gives None. Of the numeric forms, a day stands before its month except
    in ISO and Jalali order; where only the other way is possible or has the weekday that is
    printed in English, that is taken.
    """
    plain = " ".join(fold(unicodedata.normalize("NFC", text)).split())
    if not plain or len(plain) > 300 or not any(one.isdigit() for one in plain):
        return None
    plain = without_lunar(plain)
    found = _iso(plain, zone) or _rfc_822(plain) or _worded(plain, language, zone)
    if found is None or found.at.year < EARLIEST_YEAR:
        return None
    if now is not None and found.at > now + timedelta(days=2):
        return None
    return found


def _iso(plain: str, zone: str) -> PrintedDate | None:
    match = _ISO.match(plain) or _COMPACT.match(plain)
    if match is None or int(match["year"]) < EARLIEST_YEAR:
        return None
    day = match["day"]
    precision: DatePrecision = "day" if day else "month"
    time = _COMPACT_TIME.sub(_with_colons, match["time"] or "")
    return made_date(int(match["year"]), int(match["month"]), int(day or 1), time, zone, precision)


def _with_colons(time: re.Match[str]) -> str:
    return ":".join(part for part in time.groups() if part)


def _rfc_822(plain: str) -> PrintedDate | None:
    if not _RFC_822.match(plain):
        return None
    try:
        at = parsedate_to_datetime(plain)
    except (ValueError, IndexError, TypeError, OverflowError):
        return None
    time = _TIME.search(plain)
    precision: DatePrecision = "second" if time and time["second"] else "minute"
    at = at.replace(tzinfo=UTC) if at.tzinfo is None else at
    return PrintedDate(at.astimezone(UTC), precision, VISIBLE, _offset_minutes(at))


def _worded(plain: str, language: str, zone: str) -> PrintedDate | None:
    """A day found anywhere in a line, with the time that stands near it."""
    jalali = _jalali(plain, zone)
    if jalali:
        return jalali
    for pattern in (_DAY_NAME_YEAR, _NAME_DAY_YEAR, _DAY_TIME_YEAR, _YEAR_NAME_DAY):
        for match in pattern.finditer(plain):
            month = gregorian_month(match["name"], language)
            rest = match.groupdict().get("time") or _around(match, plain)
            made = month and made_date(int(match["year"]), month, int(match["day"]), rest, zone)
            if made:
                return made
    return _numeric(plain, zone) or _month_alone(plain, language)


def _numeric(plain: str, zone: str) -> PrintedDate | None:
    patterns = (_YEAR_FIRST, _YEAR_LAST, _EAST_ASIAN, _SHORT_YEAR)
    match = next((found for one in patterns if (found := one.search(plain))), None)
    if match is None:
        return None
    year, month, day = int(match["year"]), int(match["month"]), int(match["day"])
    year += 2000 if match.re is _SHORT_YEAR else 0
    rest = _around(match, plain)
    orders = [made_date(year, month, day, rest, zone), made_date(year, day, month, rest, zone)]
    made = [one for one in orders if one]
    named = _WEEKDAY.search(plain)
    is_named = (one for one in made if named and one.day().strftime("%a").lower() == named[1])
    return next(is_named, made[0] if made else None)


def _month_alone(plain: str, language: str) -> PrintedDate | None:
    match = _NAME_YEAR.fullmatch(plain)
    month = gregorian_month(match["name"], language) if match else 0
    return made_date(int(match["year"]), month, 1, "", "UTC", "month") if match and month else None


def _jalali(plain: str, zone: str) -> PrintedDate | None:
    numbers = _JALALI_NUMBERS.search(plain)
    if numbers:
        return _made_jalali(numbers, int(numbers["month"]), plain, zone)
    for match in (*_DAY_NAME_YEAR.finditer(plain), *_NAME_DAY_YEAR.finditer(plain)):
        month = solar_month(match["name"])
        if month and 1200 <= int(match["year"]) <= 1600:
            return _made_jalali(match, month, plain, zone)
    return None


def _made_jalali(match: re.Match[str], month: int, plain: str, zone: str) -> PrintedDate | None:
    try:
        day = from_jalali(int(match["year"]), month, int(match["day"]))
    except ValueError:
        return None
    return made_date(day.year, day.month, day.day, _around(match, plain), zone)


def _around(match: re.Match[str], plain: str) -> str:
    """The line without the day that was found."""
    return plain[: match.start()] + " " + plain[match.end() :]


def made_date(
    year: int, month: int, day: int, rest: str, zone: str, precision: DatePrecision = "day"
) -> PrintedDate | None:
    """The date with the time in `rest`, if there is one; None where no such day exists.

    `rest` is a folded text; a time without a zone is read in `zone`.
    """
    try:
        at = datetime(year, month, day, tzinfo=UTC)
    except ValueError:
        return None
    time = _TIME.search(rest)
    hour = _hour(time) if time else None
    if time is None or hour is None or int(time["minute"]) > 59:
        return PrintedDate(at, precision, VISIBLE)
    second = min(int(time["second"] or 0), 59)
    local = at.replace(
        hour=hour, minute=int(time["minute"]), second=second, tzinfo=_zone(time["zone"], zone)
    )
    try:
        at = local.astimezone(UTC)
    except OverflowError:
        return None
    return PrintedDate(
        at, "second" if time["second"] else "minute", VISIBLE, _offset_minutes(local)
    )


def _offset_minutes(at: datetime) -> int:
    return int((at.utcoffset() or timedelta()).total_seconds() // 60)


def _hour(time: re.Match[str]) -> int | None:
    hour = int(time["hour"])
    half = time["half"]
    if half:
        hour = hour % 12 + (12 if half[0] in "pبم" else 0)
    return hour if hour < 24 else None


def _zone(printed: str | None, zone: str) -> tzinfo:
    if printed and printed[0] in "+-":
        digits = printed[1:].replace(":", "").ljust(4, "0")
        offset = timedelta(hours=int(digits[:2]), minutes=int(digits[2:4]))
        if offset < FARTHEST_OFFSET:
            return timezone(-offset if printed[0] == "-" else offset)
    if printed in _CLOCKS:
        return timezone(timedelta(hours=_CLOCKS[printed]))
    return UTC if printed in {"z", "utc", "gmt"} else zone_named(zone)


def zone_named(name: str) -> tzinfo:
    """The time zone of an IANA name, or UTC where there is none of that name."""
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError):
        return UTC
