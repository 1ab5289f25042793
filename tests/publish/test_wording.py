"""Numbers and dates as readers expect them."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from columninch.publish.addresses import plain_name, site_link, web_link
from columninch.publish.wording import Wording
from columninch.publish.words import ENGLISH, PERSIAN, words_in

MONDAY = datetime(2026, 5, 4, tzinfo=UTC)
NEXT_MONDAY = datetime(2026, 5, 11, tzinfo=UTC)


def test_a_period_names_its_first_and_last_day_once() -> None:
    assert Wording("en").period(MONDAY, NEXT_MONDAY) == "4 to 10 May 2026"
    assert Wording("fa").period(MONDAY, NEXT_MONDAY) == "۱۴ تا ۲۰ اردیبهشت ۱۴۰۵"


def test_a_moment_late_in_the_evening_belongs_to_the_zone_s_next_day() -> None:
    late = datetime(2026, 5, 4, 21, 30, tzinfo=UTC)
    assert Wording("en", "Asia/Tehran").day(late) == "5 May 2026"
    assert Wording("en", "Asia/Tehran").day(late, "day") == "4 May 2026"


def test_a_date_is_never_told_more_exactly_than_it_is_known() -> None:
    assert Wording("en").day(MONDAY, "month") == "May 2026"
    assert Wording("en").day(MONDAY, "year") == "2026"
    assert Wording("en").machine_day(MONDAY, "month") == "2026-05"


def test_the_other_calendar_is_told_beside_the_readers_own() -> None:
    assert Wording("fa").day(MONDAY) == "۱۴ اردیبهشت ۱۴۰۵"
    assert "۲۰۲۶" in Wording("fa").other_day(MONDAY)
    assert "1405" in Wording("en").other_day(MONDAY)


@pytest.mark.parametrize(
    ("difference", "told"), [(0.31, "+31"), (-0.045, "−4"), (0.001, "0"), (-0.001, "0")]
)
def test_a_difference_has_its_sign(difference: float, told: str) -> None:
    assert Wording("en").points(difference) == told


def test_an_unknown_language_is_told_in_english() -> None:
    assert words_in("tlh") is ENGLISH
    assert words_in("fa-AF") is PERSIAN


def test_each_language_fills_in_as_many_gaps_as_the_others() -> None:
    for name in ENGLISH.__slots__:
        english, persian = getattr(ENGLISH, name), getattr(PERSIAN, name)
        if isinstance(english, str):
            assert english.count("{}") == persian.count("{}"), name
        if isinstance(english, dict):
            assert english.keys() == persian.keys(), name


@given(st.text())
def test_a_name_in_a_path_is_always_plain(name: str) -> None:
    told = plain_name(name)
    assert told == plain_name(told)
    assert not set(told) & set("/\\#?% <>\"'")
    assert ".." not in told


@pytest.mark.parametrize(
    "url",
    ["javascript:alert(1)", " javascript:x", "data:text/html,x", "//evil.example", "http://",
     "java\nscript:x", "https://[bad", "file:///etc/passwd", ""],
)  # fmt: skip
def test_only_addresses_of_the_web_are_linked_to(url: str) -> None:
    assert web_link(url) == ""
    assert site_link(url, "../..") == ""


def test_an_earlier_entry_is_reached_from_the_site_s_root() -> None:
    assert site_link("issues/3/index.html#ferry", "../..") == "../../issues/3/index.html#ferry"
    assert site_link("a/../../b", "../..") == ""
    assert site_link("https://a.example/", "../..") == "https://a.example/"
