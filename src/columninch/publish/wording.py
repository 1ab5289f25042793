"""Numbers, dates and counts as a reader of a language expects them.

Digits, separators and the calendar follow the language; a date in the reader's calendar
carries the other calendar's in its title.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Literal
from zoneinfo import ZoneInfo

from columninch.digest.numerals import grouped, percent, percent_range
from columninch.digest.words import language_name
from columninch.publish.words import Words, words_in
from columninch.text.calendars import format_day, local_digits
from columninch.text.direction import language_direction

if TYPE_CHECKING:
    from datetime import date

    from columninch.records import DatePrecision

CALENDARS: dict[str, Literal["gregorian", "jalali"]] = {"fa": "jalali"}
"""Languages whose readers count the days otherwise than by the Gregorian calendar."""

_MINUS = "\N{MINUS SIGN}"
_ISOLATE = "\N{LEFT-TO-RIGHT ISOLATE}"
_END_ISOLATE = "\N{POP DIRECTIONAL ISOLATE}"


@dataclass(frozen=True, slots=True)
class Wording:
    """How one language tells numbers and dates; `zone` is the series'."""

    language: str
    zone: str = "UTC"

    @property
    def words(self) -> Words:
        """The words of the pages in this language."""
        return words_in(self.language)

    @property
    def direction(self) -> Literal["ltr", "rtl"]:
        """The direction of this language."""
        return language_direction(self.language)

    def number(self, value: float) -> str:
        """`value` with this language's digits and separators."""
        return grouped(value, self.language)

    def percent_number(self, share: float) -> str:
        """A share's number of whole per cent, without the sign."""
        return self.number(percent(share))

    def percent(self, share: float) -> str:
        """A share as a percentage: "62%", «۶۲٪»."""
        return self.percent_number(share) + ("٪" if self.language == "fa" else "%")

    def percent_ends(self, low: float, high: float) -> tuple[str, str]:
        """The ends of an interval in whole per cent, rounded outwards."""
        lower, upper = percent_range(low, high)
        return self.number(lower), self.number(upper)

    def percent_range(self, low: float, high: float) -> str:
        """Two shares as an interval: "55 to 69"."""
        return self.words.to.format(*self.percent_ends(low, high))

    def points(self, difference: float) -> str:
        """A difference of shares in points, with its sign: "+31", "\N{MINUS SIGN}4"."""
        told = self.number(round(abs(difference) * 100))
        if told == self.number(0):
            return told
        signed = ("+" if difference > 0 else _MINUS) + told
        # isolated, or the sign would change sides in a line that runs right to left
        return f"{_ISOLATE}{signed}{_END_ISOLATE}" if self.direction == "rtl" else signed

    def points_range(self, low: float, high: float) -> str:
        """Two differences as the ends of an interval: "+22 to +40"."""
        return self.words.to.format(self.points(low), self.points(high))

    def count(self, number: int, noun: tuple[str, str]) -> str:
        """`number` with its noun: "1 item", "412 items"."""
        return noun[0 if number == 1 else 1].format(self.number(number))

    def join(self, names: tuple[str, ...] | list[str]) -> str:
        """Names as a list in a sentence."""
        return self.words.list_comma.join(names)

    def language_name(self, code: str) -> str:
        """The name of language `code` in this language; the code where it has none."""
        return language_name(code, self.language)

    def local(self, at: datetime, precision: DatePrecision = "second") -> date:
        """The day of `at` in the series' zone; a date that is only a day stays that day."""
        zone = UTC if precision in {"day", "month", "year"} else ZoneInfo(self.zone)
        return at.astimezone(zone).date()

    def day(self, at: datetime, precision: DatePrecision = "second") -> str:
        """The day in the reader's calendar: "10 May 2026", «۲۰ اردیبهشت ۱۴۰۵»."""
        return self._as_precise(at, precision, self._calendar())

    def short_day(self, at: datetime, precision: DatePrecision = "second") -> str:
        """The day without its year, for what lies in the issue's own period."""
        told = self.day(at, precision).split(" ")
        return " ".join(told[:-1]) if len(told) > 2 and told[-1].isdigit() else " ".join(told)

    def other_day(self, at: datetime, precision: DatePrecision = "second") -> str:
        """The same day in the other calendar, for a title."""
        other: Literal["gregorian", "jalali"] = (
            "gregorian" if self._calendar() == "jalali" else "jalali"
        )
        return self._as_precise(at, precision, other)

    def machine_day(self, at: datetime, precision: DatePrecision = "second") -> str:
        """The day for a `datetime` attribute, no more exact than it is known."""
        drop = {"month": 7, "year": 4}.get(precision, 10)
        return self.local(at, precision).isoformat()[:drop]

    def moment(self, at: datetime) -> str:
        """A moment to the minute, in UTC."""
        moment = at.astimezone(UTC)
        told = format_day(moment.date(), self.language, self._calendar())
        return f"{told}{self.words.list_comma}{local_digits(f'{moment:%H:%M}', self.language)} UTC"

    def period(self, starts: datetime, ends: datetime) -> str:
        """A half-open period as its first and last day: "4 to 10 May 2026"."""
        first = self.day(starts).split(" ")
        last = self.day(ends - timedelta(microseconds=1)).split(" ")
        if first == last:
            return " ".join(last)
        for place in range(1, min(len(first), len(last))):
            if first[place:] == last[place:]:
                first = first[:place]
                break
        return self.words.to.format(" ".join(first), " ".join(last))

    def _calendar(self) -> Literal["gregorian", "jalali"]:
        return CALENDARS.get(self.language, "gregorian")

    def _as_precise(
        self, at: datetime, precision: DatePrecision, calendar: Literal["gregorian", "jalali"]
    ) -> str:
        """A date is never told more exactly than it was given."""
        told = format_day(self.local(at, precision), self.language, calendar)
        drop = {"month": 1, "year": 2}.get(precision, 0)
        return " ".join(told.split(" ")[drop:]) or told
