"""Days of the edition, and how papers print them."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from persiantools.jdatetime import JalaliDate

STARTS = datetime(2026, 5, 4, tzinfo=UTC)
"""A Monday."""
LENGTH = timedelta(days=14)

_DIGITS = str.maketrans("0123456789", "۰۱۲۳۴۵۶۷۸۹")
_MONTHS = (
    "فروردین", "اردیبهشت", "خرداد", "تیر", "مرداد", "شهریور",
    "مهر", "آبان", "آذر", "دی", "بهمن", "اسفند",
)  # fmt: skip
_WEEKDAYS = ("دوشنبه", "سه‌شنبه", "چهارشنبه", "پنجشنبه", "جمعه", "شنبه", "یکشنبه")


def jalali_path(at: datetime) -> str:
    """A day as an address has it, "1405/02/14"."""
    return f"{_jalali(at):%Y/%m/%d}"


def persian_day(at: datetime) -> str:
    """A day as a Persian paper prints it, «دوشنبه ۱۴ اردیبهشت ۱۴۰۵»."""
    day = _jalali(at)
    weekday = _WEEKDAYS[at.weekday()]
    return f"{weekday} {day.day} {_MONTHS[day.month - 1]} {day.year}".translate(_DIGITS)


def _jalali(at: datetime) -> JalaliDate:
    return JalaliDate(at.date())  # type: ignore[no-untyped-call]


def english_day(at: datetime) -> str:
    """A day as an English paper prints it, "4 May 2026"."""
    return f"{at.day} {at:%B %Y}"


def clock_time(at: datetime, language: str) -> str:
    """Hours and minutes, "09:30"."""
    plain = f"{at:%H:%M}"
    return plain.translate(_DIGITS) if language == "fa" else plain
