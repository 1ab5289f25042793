"""Days in the Gregorian and the Jalali (Solar Hijri) calendar, written for people.

Reading printed dates is in `printed_dates`; `parse_printed_date` is offered here too.
Calendar arithmetic is in `jalali`, month names are Babel's (CLDR) and persiantools'.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from babel import Locale, UnknownLocaleError
from babel.dates import format_date
from persiantools.jdatetime import MONTH_NAMES_EN, MONTH_NAMES_FA

from columninch.text.jalali import from_jalali, to_jalali
from columninch.text.printed_dates import parse_printed_date

if TYPE_CHECKING:
    from datetime import date

__all__ = ["format_day", "from_jalali", "local_digits", "parse_printed_date", "to_jalali"]

_PERSIAN_DIGITS = str.maketrans("0123456789", "۰۱۲۳۴۵۶۷۸۹")
_ARABIC_DIGITS = str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩")
_DIGITS = {
    "fa": _PERSIAN_DIGITS,
    "ps": _PERSIAN_DIGITS,
    "ur": _PERSIAN_DIGITS,
    "ar": _ARABIC_DIGITS,
    "ckb": _ARABIC_DIGITS,
}
"""By language; all others write ASCII digits."""


def format_day(day: date, language: str, calendar: str = "gregorian") -> str:
    """`day` as prose writes it ("5 March 2024", «۱۵ اسفند ۱۴۰۲»), in the language's digits.

    `calendar` is "gregorian" or "jalali". A language that CLDR doesn't know gets the ISO form.
    Raises `ValueError` for another calendar.
    """
    if calendar == "jalali":
        return _format_jalali(day, language)
    if calendar != "gregorian":
        raise ValueError(f"no such calendar: {calendar!r}; known are gregorian and jalali")
    try:
        locale = Locale.parse(language.replace("-", "_"))
    except (UnknownLocaleError, ValueError):
        return day.isoformat()
    if locale.language == "en":
        return format_date(day, "d MMMM y", locale="en_GB")
    # CLDR's long form of Persian is the Gregorian day with Persian names, as wanted here
    return local_digits(format_date(day, "long", locale=locale), locale.language)


def _format_jalali(day: date, language: str) -> str:
    year, month, number = to_jalali(day)
    if language.partition("-")[0] in {"fa", "ps", "ckb"}:
        return local_digits(f"{number} {MONTH_NAMES_FA[month]} {year}", "fa")
    return f"{number} {MONTH_NAMES_EN[month]} {year}"


def local_digits(text: str, language: str) -> str:
    """`text` with its ASCII digits as `language` writes them."""
    table = _DIGITS.get(language.partition("-")[0].lower())
    return text.translate(table) if table else text
