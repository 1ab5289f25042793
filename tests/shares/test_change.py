from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from columninch.errors import EstimateError
from columninch.records import Share
from columninch.shares.change import change
from columninch.shares.intervals import wilson


def share_of(positive: int, count: int) -> Share:
    low, high = wilson(positive, count, 0.95, None)
    return Share(positive / count, low, high, 0.95, "items", "x", count, 1000, 1000)


SHARES = st.integers(1, 200).flatmap(
    lambda count: st.integers(0, count).map(lambda positive: share_of(positive, count))
)


@pytest.mark.parametrize(
    ("now", "before", "low", "high"),
    [
        # Newcombe (1998), table II, method 10, contrasts a to d
        ((56, 70), (48, 80), 0.0524, 0.3339),
        ((9, 10), (3, 10), 0.1705, 0.8090),
        ((6, 7), (2, 7), 0.0582, 0.8062),
        ((5, 56), (0, 29), -0.0381, 0.1926),
    ],
)
def test_the_interval_is_the_one_in_newcombes_table(now, before, low, high):
    found = change(share_of(*before), share_of(*now))
    assert (found.low, found.high) == pytest.approx((low, high), abs=5e-5)


@given(SHARES, SHARES)
def test_a_change_lies_in_its_interval_and_turns_round(before, now):
    forth, back = change(before, now), change(now, before)
    assert -1 <= forth.low <= forth.difference <= forth.high <= 1
    assert (forth.low, forth.difference, forth.high) == pytest.approx(
        (-back.high, -back.difference, -back.low)
    )


@given(SHARES)
def test_nothing_has_changed_between_a_share_and_itself(share):
    same = change(share, share)
    assert same.difference == 0
    assert same.low <= 0 <= same.high


def test_two_full_counts_have_a_certain_difference():
    before = Share(0.25, 0.25, 0.25, 0.95, "items", "census", 4, 4, 4)
    now = replace(before, share=0.5, low=0.5, high=0.5)
    assert (change(before, now).low, change(before, now).high) == (0.25, 0.25)


@pytest.mark.parametrize("other", [{"unit": "words"}, {"level": 0.9}])
def test_shares_that_cannot_be_compared_are_refused(other):
    with pytest.raises(EstimateError, match="compared"):
        change(share_of(1, 2), replace(share_of(1, 2), **other))
