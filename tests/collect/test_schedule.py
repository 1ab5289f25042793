from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from columninch.collect.polled import Pace
from columninch.collect.schedule import (
    LONGEST_SECONDS,
    SHORTEST_SECONDS,
    SPREAD,
    Rhythm,
    next_interval,
)
from tests.collect.publishing import (
    DAY,
    HOUR,
    START,
    all_at_once,
    hourly,
    in_bursts,
    silent_at_night,
    watched,
    weekly,
    weekly_then_hourly,
)

EVERY_TEN_MINUTES = 144
"""Polls a day."""


def evenly(step: timedelta, count: int = 10) -> Pace:
    return Pace(count, tuple(START - rank * step for rank in range(1, count + 1)))


def rhythm(pace: Pace | None = None, **given) -> Rhythm:
    usual = Rhythm("https://tern.example/feed", 3600, 0, False, None, START, pace)
    return replace(usual, **given)


# --- sources that publish for weeks ---------------------------------------------------------


@pytest.mark.parametrize("window", [10, 30])
@pytest.mark.parametrize(
    ("publishing", "most_polls", "longest_delay"),
    [
        (hourly, 60, timedelta(minutes=20)),
        (silent_at_night, 45, timedelta(minutes=25)),
        (in_bursts, 50, timedelta(hours=1)),
        (weekly, 6, timedelta(hours=12)),
    ],
)
def test_no_window_is_lost_at_far_fewer_polls_than_every_ten_minutes(
    publishing, window, most_polls, longest_delay
):
    outcome = watched(list(publishing(214)), window, days=14 if publishing is weekly else 6)
    assert (outcome.lost, outcome.gaps) == (0, 0)
    assert outcome.polls_a_day < most_polls < EVERY_TEN_MINUTES / 2
    assert outcome.median_delay < longest_delay
    assert outcome.shortest_pause >= SHORTEST_SECONDS


@pytest.mark.parametrize("window", [10, 30])
def test_a_quiet_source_that_wakes_to_one_an_hour_loses_nothing(window):
    outcome = watched(list(weekly_then_hourly(154)), window, days=14, before=70)
    assert (outcome.lost, outcome.gaps) == (0, 0)
    assert outcome.polls_a_day < 35
    assert outcome.median_delay < timedelta(minutes=20)


def test_what_nobody_could_have_asked_for_in_time_is_told_as_a_gap():
    outcome = watched(list(all_at_once(210)), 10, days=7)
    assert outcome.gaps == 7
    assert outcome.lost == 7 * 20 - 1  # the first poll came just in time for one


@pytest.mark.parametrize("window", [10, 30])
def test_a_stated_wait_of_a_day_loses_no_window(window):
    outcome = watched(list(in_bursts(214)), window, days=7, wait=LONGEST_SECONDS)
    assert (outcome.lost, outcome.gaps) == (0, 0)
    without = watched(list(in_bursts(214)), window, days=7)
    assert outcome.polls_a_day <= without.polls_a_day


# --- one poll -------------------------------------------------------------------------------


def test_a_stated_wait_is_kept_where_the_window_allows():
    pace = evenly(HOUR, 30)
    assert next_interval(rhythm(pace)) <= 1800
    assert 3600 * (1 - SPREAD) <= next_interval(rhythm(pace, wait_seconds=3600)) <= 3600
    assert next_interval(rhythm(evenly(HOUR, 4), wait_seconds=LONGEST_SECONDS)) <= 2 * 3600


def test_a_list_that_came_all_at_once_says_nothing_of_the_pace():
    at_once = Pace(30, (START - DAY,) * 30)
    assert next_interval(rhythm(at_once)) > 3600


def test_what_has_no_pace_is_asked_more_seldom_while_nothing_is_new():
    quiet, busy = rhythm(), rhythm(new_count=1)
    assert next_interval(busy) < 3600 < next_interval(quiet) <= 5400


def test_the_same_source_gets_the_same_interval_and_others_are_spread():
    urls = [f"https://outlet-{number}.example/feed" for number in range(5000)]
    for is_first in (True, False):
        pauses = [next_interval(rhythm(evenly(HOUR), url=url, is_first=is_first)) for url in urls]
        assert pauses == [
            next_interval(rhythm(evenly(HOUR), url=url, is_first=is_first)) for url in urls
        ]
        by_minute = [pause // 60 for pause in pauses]
        busiest = max(by_minute.count(minute) for minute in set(by_minute))
        assert busiest < (500 if is_first else 1000)


@settings(max_examples=60, deadline=None)
@given(
    window=st.integers(0, 100_000),
    ages=st.lists(st.integers(0, 10**9), max_size=40),
    wait=st.none() | st.integers(0, 10**12),
    interval=st.integers(0, 10**9),
    new=st.integers(0, 5000),
    first=st.booleans(),
    url=st.text(max_size=20),
)
def test_an_interval_is_always_from_ten_minutes_to_a_day(
    window, ages, wait, interval, new, first, url
):
    pace = Pace(window, tuple(START - timedelta(seconds=age) for age in sorted(ages)))
    for known in (pace, None):
        seconds = next_interval(Rhythm(url, interval, new, first, wait, START, known))
        assert SHORTEST_SECONDS <= seconds <= LONGEST_SECONDS


@settings(max_examples=60, deadline=None)
@given(st.integers(3, 200), st.integers(300, 10**6), st.none() | st.integers(0, 10**6))
def test_a_window_is_asked_for_twice_in_the_time_in_which_it_turns_over(window, step, wait):
    pace = evenly(timedelta(seconds=step), window)
    seconds = next_interval(rhythm(pace, wait_seconds=wait))
    assert seconds <= max(window * step / 2, SHORTEST_SECONDS / (1 - SPREAD))
