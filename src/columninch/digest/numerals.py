"""Numbers in words and percentages in figures, as a sentence tells them."""

from __future__ import annotations

import math

from columninch.text.calendars import local_digits

# fmt: off
_ENGLISH = (
    "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten",
    "eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen",
    "nineteen",
)
_ENGLISH_TENS = (
    "", "", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety",
)
_PERSIAN = (
    "صفر", "یک", "دو", "سه", "چهار", "پنج", "شش", "هفت", "هشت", "نه", "ده",
    "یازده", "دوازده", "سیزده", "چهارده", "پانزده", "شانزده", "هفده", "هجده", "نوزده",
)
_PERSIAN_TENS = ("", "", "بیست", "سی", "چهل", "پنجاه", "شصت", "هفتاد", "هشتاد", "نود")
# fmt: on


def number_words(number: int, language: str) -> str:
    """`number` in words for 0 to 100 in English and Persian, else in the language's digits."""
    if not 0 <= number <= 100 or language not in {"en", "fa"}:
        return local_digits(str(number), language)
    if language == "fa":
        return _persian(number)
    return _english(number)


def small_number(number: int, language: str) -> str:
    """As prose writes a count: up to ten in words, above in digits."""
    return number_words(number, language) if number <= 10 else grouped(number, language)


def grouped(number: float, language: str) -> str:
    """`number` in digits, thousands apart: 12,400 in English, ۱۲٬۴۰۰ in Persian."""
    written = f"{number:,.0f}" if float(number).is_integer() else f"{number:,.6g}"
    if language in {"fa", "ar", "ur", "ps", "ckb"}:
        written = written.replace(",", "٬").replace(".", "٫")
    return local_digits(written, language)


def percent(share: float) -> int:
    """`share` as whole per cent, halves rounded up."""
    return math.floor(_exact(share) + 0.5)


def percent_range(low: float, high: float) -> tuple[int, int]:
    """An interval in whole per cent, rounded outwards: never narrower than it is."""
    return math.floor(_exact(low)), math.ceil(_exact(high))


def _exact(share: float) -> float:
    # 0.55 * 100 is 55.000000000000007 and would be rounded up to 56
    return round(share * 100, 9)


def _english(number: int) -> str:
    if number == 100:
        return "one hundred"
    if number < 20:
        return _ENGLISH[number]
    tens, ones = divmod(number, 10)
    return _ENGLISH_TENS[tens] + (f"-{_ENGLISH[ones]}" if ones else "")


def _persian(number: int) -> str:
    if number == 100:
        return "صد"
    if number < 20:
        return _PERSIAN[number]
    tens, ones = divmod(number, 10)
    return _PERSIAN_TENS[tens] + (f" و {_PERSIAN[ones]}" if ones else "")
