import time
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from columninch.collect.feeds.dates import feed_date


@pytest.mark.parametrize(
    ("printed", "at", "precision"),
    [
        ("Tue, 03 Mar 2026 08:15:30 GMT", (2026, 3, 3, 8, 15, 30), "second"),
        ("Tue, 3 Mar 2026 08:15 -0500", (2026, 3, 3, 13, 15), "minute"),
        ("2026-03-03T23:30:00-05:00", (2026, 3, 4, 4, 30), "second"),
        ("2026-03-03T08:15Z", (2026, 3, 3, 8, 15), "minute"),
        ("20260303T081530Z", (2026, 3, 3, 8, 15, 30), "second"),
        ("2026-03-03 08:15:30", (2026, 3, 3, 8, 15, 30), "second"),
        ("2026-03-03", (2026, 3, 3), "day"),
    ],
)
def test_a_standard_date_is_as_exact_as_printed(printed, at, precision):
    found = feed_date(printed, None)
    assert found is not None
    assert (found.at, found.precision) == (datetime(*at, tzinfo=UTC), precision)


@pytest.mark.parametrize(("printed", "precision"), [("2026", "year"), ("2026-03", "month")])
def test_a_part_of_a_date_is_never_made_whole(printed, precision):
    found = feed_date(printed, time.strptime("2026-03-01", "%Y-%m-%d"))
    assert found is not None
    assert found.precision == precision


def test_the_guess_is_taken_for_what_no_standard_has():
    found = feed_date("3. marts 2026", time.strptime("2026-03-03 07:08", "%Y-%m-%d %H:%M"))
    assert found is not None
    assert (found.at, found.precision) == (datetime(2026, 3, 3, tzinfo=UTC), "day")


@pytest.mark.parametrize(
    "printed", ["", "soon", "0001-01-01T00:00:00Z", "1970-01-01T00:00:00Z", "2026-13-40"]
)
def test_a_date_that_was_never_set_is_none(printed):
    assert feed_date(printed, None) is None


@given(st.datetimes(min_value=datetime(1971, 1, 1), timezones=st.timezones()))  # noqa: DTZ001  bound only
def test_a_written_date_is_read_back(at):
    found = feed_date(at.astimezone(UTC).isoformat(timespec="seconds"), None)
    assert found is not None
    assert found.at == at.astimezone(UTC).replace(microsecond=0)


@given(st.text(max_size=40))
def test_no_text_makes_it_raise(printed):
    found = feed_date(printed, None)
    assert found is None or found.at.tzinfo is UTC
