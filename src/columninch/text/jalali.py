"""Days in the Jalali (Solar Hijri) calendar and back; the arithmetic is persiantools'."""

from __future__ import annotations

from datetime import date

from persiantools.jdatetime import JalaliDate


def to_jalali(day: date) -> tuple[int, int, int]:
    """Year, month and day in the Jalali calendar. Raises `ValueError` before 622-03-22."""
    jalali = JalaliDate(day)  # type: ignore[no-untyped-call]
    return int(jalali.year), int(jalali.month), int(jalali.day)


def from_jalali(year: int, month: int, day: int) -> date:
    """The Gregorian day of a Jalali one. Raises `ValueError` where there is no such day."""
    gregorian = JalaliDate(year, month, day).to_gregorian()  # type: ignore[no-untyped-call]
    return date(gregorian.year, gregorian.month, gregorian.day)
