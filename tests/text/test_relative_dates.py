"""Dates told from the moment of reading, and only with that moment."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from columninch.text.relative_dates import parse_relative_date

DATA = Path(__file__).parents[1] / "data" / "dates"
TOLD = [line.split("\t") for line in (DATA / "relative.tsv").read_text("utf-8").splitlines()]
CAPTURED = datetime(2026, 5, 14, 9, 30, tzinfo=UTC)


@pytest.mark.parametrize(("language", "told", "wanted"), TOLD)
def test_a_relative_date_is_as_exact_as_it_was_told(language: str, told: str, wanted: str) -> None:
    found = parse_relative_date(told, CAPTURED, "Asia/Tehran")
    if found is None:
        shown = "-"
    elif found.precision == "minute":
        shown = f"{found.at.isoformat()[:16]} minute"
    else:
        shown = f"{found.at.date().isoformat()} {found.precision}"
    assert shown == wanted, language


@pytest.mark.parametrize(("_language", "told", "_wanted"), TOLD)
def test_without_a_moment_of_reading_it_tells_nothing(
    _language: str, told: str, _wanted: str
) -> None:
    assert parse_relative_date(told, None, "Asia/Tehran") is None


@given(
    st.datetimes(datetime(2000, 1, 1), datetime(2050, 1, 1), timezones=st.just(UTC)),  # noqa: DTZ001  # bare bounds
    st.integers(0, 200),
    st.sampled_from(["seconds", "minutes", "hours", "days", "weeks", "months", "years"]),
    st.sampled_from(["UTC", "Asia/Tehran", "America/Denver"]),
)
def test_no_relative_date_lies_ahead(at: datetime, count: int, unit: str, zone: str) -> None:
    found = parse_relative_date(f"{count} {unit} ago", at, zone)
    assert found is None or found.at <= at + timedelta(minutes=1)


@given(st.text(max_size=40))
def test_no_text_breaks_the_reading_of_relative_dates(text: str) -> None:
    parse_relative_date(text, CAPTURED)
    parse_relative_date(f"{text} hours ago", CAPTURED)
