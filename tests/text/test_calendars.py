from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from columninch.text.calendars import (
    format_day,
    from_jalali,
    local_digits,
    parse_printed_date,
    to_jalali,
)

DAYS = st.dates(date(1925, 1, 1), date(2080, 1, 1))


@given(DAYS)
def test_a_day_comes_back_from_the_jalali_calendar(day: date) -> None:
    assert from_jalali(*to_jalali(day)) == day


@given(DAYS, st.sampled_from(["en", "fa", "ar", "de", "fr", "es", "it", "pt", "tr", "ru"]))
def test_a_day_written_for_people_is_read_again(day: date, language: str) -> None:
    found = parse_printed_date(format_day(day, language), language)
    assert found is not None
    assert (found.day(), found.precision) == (day, "day")


@given(DAYS)
def test_a_jalali_day_written_in_persian_is_read_again(day: date) -> None:
    found = parse_printed_date(f"چاپ: {format_day(day, 'fa', 'jalali')}", "fa")
    assert found is not None
    assert found.day() == day


@pytest.mark.parametrize(
    ("printed", "at", "precision"),
    [
        ("2024-03-05T10:20:30Z", datetime(2024, 3, 5, 10, 20, 30, tzinfo=UTC), "second"),
        ("2024-03-05T10:20:30.123+03:30", datetime(2024, 3, 5, 6, 50, 30, tzinfo=UTC), "second"),
        ("20240305T1020Z", datetime(2024, 3, 5, 10, 20, tzinfo=UTC), "minute"),
        ("2024-03-05 10:20", datetime(2024, 3, 5, 6, 50, tzinfo=UTC), "minute"),
        ("Tue, 05 Mar 2024 10:20:30 +0200", datetime(2024, 3, 5, 8, 20, 30, tzinfo=UTC), "second"),
        ("March 5, 2024 3:07 p.m.", datetime(2024, 3, 5, 11, 37, tzinfo=UTC), "minute"),
        ("سه‌شنبه ۱۵ اسفند ۱۴۰۲ ساعت ۱۰:۲۰", datetime(2024, 3, 5, 6, 50, tzinfo=UTC), "minute"),
        ("۱۴۰۲/۱۲/۱۵", datetime(2024, 3, 5, tzinfo=UTC), "day"),
        ("۵ مارس ۲۰۲۴", datetime(2024, 3, 5, tzinfo=UTC), "day"),
        ("5 آذار/مارس 2024", datetime(2024, 3, 5, tzinfo=UTC), "day"),
        ("5 de marzo de 2024", datetime(2024, 3, 5, tzinfo=UTC), "day"),
        ("05.03.2024", datetime(2024, 3, 5, tzinfo=UTC), "day"),
        ("5.3.24", datetime(2024, 3, 5, tzinfo=UTC), "day"),
        ("Tue Mar 05 14:57:21 CET 2024", datetime(2024, 3, 5, 13, 57, 21, tzinfo=UTC), "second"),
        ("Mar 5, 2024 / 10:35 PM PST", datetime(2024, 3, 6, 6, 35, tzinfo=UTC), "minute"),
        ("5 mars 2024", datetime(2024, 3, 5, tzinfo=UTC), "day"),
        ("5 qershor 2024", datetime(2024, 6, 5, tzinfo=UTC), "day"),
        ("2024. március 5.", datetime(2024, 3, 5, tzinfo=UTC), "day"),
        ("2024年3月5日", datetime(2024, 3, 5, tzinfo=UTC), "day"),
        ("12/25/2024", datetime(2024, 12, 25, tzinfo=UTC), "day"),
        ("2024-03", datetime(2024, 3, 1, tzinfo=UTC), "month"),
        ("March 2024", datetime(2024, 3, 1, tzinfo=UTC), "month"),
    ],
)
def test_a_printed_date_is_read_as_exactly_as_it_is_given(
    printed: str, at: datetime, precision: str
) -> None:
    found = parse_printed_date(printed, zone="Asia/Tehran")
    assert found is not None
    assert (found.at, found.precision) == (at, precision)


@pytest.mark.parametrize(
    "printed",
    ["", "yesterday", "5", "2024-02-30", "no 12 of 40", "0001-01-01", "x" * 400, "99999-99-99"],
)
def test_what_is_no_date_is_none(printed: str) -> None:
    assert parse_printed_date(printed) is None


def test_the_day_is_that_of_the_clock_that_printed_it() -> None:
    found = parse_printed_date("2024-03-05T00:20:30+03:30")
    assert found is not None
    assert (found.offset_minutes, found.day()) == (210, date(2024, 3, 5))


def test_an_offset_that_no_clock_has_is_passed_over() -> None:
    found = parse_printed_date("2024-03-05T10:20:30+41:00", zone="Asia/Tehran")
    assert found is not None
    assert (found.at, found.offset_minutes) == (datetime(2024, 3, 5, 6, 50, 30, tzinfo=UTC), 210)


def test_a_date_far_after_now_is_no_date_of_publication() -> None:
    now = datetime(2024, 3, 1, tzinfo=UTC)
    assert parse_printed_date("2024-03-20", now=now) is None
    assert parse_printed_date("2024-03-02", now=now) is not None


@given(st.text(max_size=60), st.sampled_from(["", "fa", "xx"]), st.sampled_from(["UTC", "No/Zone"]))
def test_no_text_breaks_the_reading_of_dates(text: str, language: str, zone: str) -> None:
    found = parse_printed_date(text, language, zone)
    assert found is None or found.at.utcoffset() == timedelta(0)


def test_a_day_is_written_in_the_languages_own_digits() -> None:
    day = date(2024, 3, 5)
    assert format_day(day, "en") == "5 March 2024"
    assert format_day(day, "fa") == "۵ مارس ۲۰۲۴"
    assert format_day(day, "fa", "jalali") == "۱۵ اسفند ۱۴۰۲"
    assert format_day(day, "en", "jalali") == "15 Esfand 1402"
    assert format_day(day, "xx-unknown") == "2024-03-05"
    assert local_digits("7 of 12", "ar") == "٧ of ١٢"


def test_another_calendar_is_refused() -> None:
    with pytest.raises(ValueError, match="gregorian and jalali"):
        format_day(date(2024, 3, 5), "en", "lunar")
