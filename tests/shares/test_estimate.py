import math
import random

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from columninch.errors import EstimateError
from columninch.records import FrameUnit
from columninch.shares.estimate import ESTIMATORS, estimate_share
from columninch.shares.intervals import hypergeometric

UNITS = st.sampled_from(["items", "words", "minutes"])
TEXTS = st.builds(
    FrameUnit,
    number=st.just(0.5),
    items=st.integers(1, 6),
    words=st.integers(0, 3000),
    minutes=st.one_of(st.just(0.0), st.floats(0.1, 90)),
)


@st.composite
def coded_frames(draw: st.DrawFn) -> tuple[list[FrameUnit], list[int], list[str]]:
    """A frame, the positions coded, and the answer of each text to an exclusive question."""
    frame = draw(st.lists(TEXTS, min_size=1, max_size=25))
    positions = draw(st.lists(st.integers(0, len(frame) - 1), min_size=1, unique=True))
    answers = draw(st.lists(st.sampled_from("abc"), min_size=len(frame), max_size=len(frame)))
    return frame, positions, answers


def heavy(unit_name, text):
    return getattr(text, unit_name) > 0


@given(coded_frames(), UNITS)
def test_the_shares_of_an_exclusive_question_sum_to_one_in_each_unit(coded_frame, unit):
    frame, positions, answers = coded_frame
    assume(any(heavy(unit, frame[position]) for position in positions))
    shares = [
        estimate_share(frame, {at: answers[at] == answer for at in positions}, unit).share
        for answer in "abc"
    ]
    assert math.fsum(shares) == pytest.approx(1)


@given(coded_frames(), UNITS)
def test_an_interval_holds_its_share_and_what_is_coded_already(coded_frame, unit):
    frame, positions, answers = coded_frame
    assume(any(heavy(unit, frame[position]) for position in positions))
    coded = {at: answers[at] == "a" for at in positions}
    share = estimate_share(frame, coded, unit)
    whole = sum(getattr(text, unit) for text in frame)
    held = sum(getattr(frame[at], unit) for at, has in coded.items() if has)
    lacked = sum(getattr(frame[at], unit) for at, has in coded.items() if not has)
    assert 0 <= share.low <= share.share <= share.high <= 1
    assert share.low >= held / whole - 1e-9
    assert share.high <= 1 - lacked / whole + 1e-9


@given(coded_frames(), UNITS)
def test_the_order_in_which_codings_came_does_not_show(coded_frame, unit):
    frame, positions, answers = coded_frame
    assume(any(heavy(unit, frame[position]) for position in positions))
    coded = {at: answers[at] == "a" for at in positions}
    turned = dict(reversed(coded.items()))
    assert estimate_share(frame, coded, unit) == estimate_share(frame, turned, unit)


@given(coded_frames(), UNITS)
def test_when_all_is_coded_the_share_is_counted(coded_frame, unit):
    frame, _, answers = coded_frame
    whole = sum(getattr(text, unit) for text in frame)
    assume(whole > 0)
    share = estimate_share(frame, {at: answer == "a" for at, answer in enumerate(answers)}, unit)
    held = sum(
        getattr(text, unit) for text, answer in zip(frame, answers, strict=True) if answer == "a"
    )
    assert share.method == "census"
    assert share.low == share.share == share.high
    assert share.share == pytest.approx(held / whole)


def test_equal_weights_have_the_exact_interval():
    frame = [FrameUnit(number=0.1)] * 50
    share = estimate_share(frame, {at: at < 6 for at in range(20)}, "items")
    assert share.method == "srs-hypergeometric"
    assert share.share == 6 / 20
    assert (share.low, share.high) == hypergeometric(6, 20, 0.95, 50)
    assert (share.coded_count, share.frame_count, share.item_count) == (20, 50, 50)


def test_a_text_counts_with_all_items_that_print_it():
    frame = [FrameUnit(number=0.1, items=4), *[FrameUnit(number=0.2)] * 9]
    share = estimate_share(frame, {0: True, 1: False, 2: False}, "items")
    assert share.method == "srs-hajek-wilson"
    assert share.share == pytest.approx(4 / 6)
    assert share.item_count == 13


def test_where_minutes_are_measured_an_article_is_not_in_the_frame():
    frame = [FrameUnit(number=0.1, minutes=30.0)] * 2 + [FrameUnit(number=0.2)] * 5
    share = estimate_share(frame, {0: True, 1: False, 4: True}, "minutes")
    assert (share.method, share.share) == ("census", 0.5)
    assert (share.coded_count, share.frame_count, share.item_count) == (2, 2, 2)


def test_one_coded_text_of_unequal_weight_says_next_to_nothing():
    frame = [FrameUnit(number=0.1, words=count) for count in (100, 300, 600)]
    share = estimate_share(frame, {1: True}, "words")
    assert (share.share, share.low, share.high) == (1.0, 0.3, 1.0)


@pytest.mark.parametrize(
    ("frame", "coded", "said"),
    [
        ([], {}, "nothing in the frame"),
        ([FrameUnit(number=0.1)], {}, "no text of the sample is coded"),
        ([FrameUnit(number=0.1)], {1: True}, "not in the frame"),
        ([FrameUnit(number=0.1)], {-1: True}, "not in the frame"),
    ],
)
def test_what_cannot_be_estimated_is_refused_in_words(frame, coded, said):
    with pytest.raises(EstimateError, match=said):
        estimate_share(frame, coded, "items")


def test_a_frame_without_weight_in_the_unit_is_refused():
    with pytest.raises(EstimateError, match="measured in minutes"):
        estimate_share([FrameUnit(number=0.1)], {0: True}, "minutes")


@pytest.mark.parametrize("together", [False, True], ids=["apart", "long texts have the answer"])
def test_the_interval_of_unequal_weights_holds_the_true_share_often_enough(together):
    source = random.Random(7)  # noqa: S311 - not for secrets
    answers = [source.random() < 0.3 for _ in range(150)]
    words = [int(source.lognormvariate(6 + 0.6 * (has and together), 0.7)) for has in answers]
    frame = [FrameUnit(number=0.5, words=count) for count in words]
    true = sum(count for count, has in zip(words, answers, strict=True) if has) / sum(words)
    held = 0
    for _ in range(400):
        coded = {at: answers[at] for at in source.sample(range(150), 40)}
        share = estimate_share(frame, coded, "words")
        held += share.low <= true <= share.high
    assert held / 400 > 0.92


def test_the_weighted_share_is_right_on_average():
    source = random.Random(3)  # noqa: S311 - not for secrets
    words = [source.randint(50, 900) for _ in range(80)]
    frame = [FrameUnit(number=0.5, words=count) for count in words]
    true = sum(words[:30]) / sum(words)
    found = [
        estimate_share(frame, {at: at < 30 for at in source.sample(range(80), 25)}, "words").share
        for _ in range(500)
    ]
    assert abs(sum(found) / 500 - true) < 0.015


def test_each_estimator_is_registered_with_what_a_reader_needs():
    assert set(ESTIMATORS) == {"census", "srs-hypergeometric", "srs-hajek-wilson"}
    assert all(estimator.name and estimator.summary for estimator in ESTIMATORS.values())
