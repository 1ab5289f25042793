import pytest
from hypothesis import given
from hypothesis import strategies as st

from columninch.errors import EstimateError
from columninch.records import FrameUnit
from columninch.registry import pick
from columninch.shares.intervals import hypergeometric
from columninch.shares.numbers import permanent_number
from columninch.shares.sample import DESIGNS, draw_sample, needed_size

FRAMES = st.lists(
    st.floats(0, 1, exclude_max=True).map(lambda number: FrameUnit(number=number)), max_size=30
)


def test_the_smallest_numbers_are_drawn_in_their_order():
    frame = [FrameUnit(number=number) for number in (0.7, 0.1, 0.9, 0.4)]
    draw = draw_sample(frame, 2)
    assert draw.sampled == (1, 3)
    assert draw.threshold == 0.7
    assert draw.method == "srs"


@given(FRAMES, st.integers(0, 40), st.integers(0, 40))
def test_a_larger_draw_begins_with_the_smaller_one(frame, one, other):
    small, large = sorted((one, other))
    assert draw_sample(frame, large).sampled[:small] == draw_sample(frame, small).sampled


@given(FRAMES, st.integers(0, 40))
def test_a_draw_has_the_wanted_size_or_the_whole_frame_and_nothing_twice(frame, size):
    sampled = draw_sample(frame, size).sampled
    assert len(sampled) == min(size, len(frame))
    assert len(set(sampled)) == len(sampled)


@given(FRAMES, st.integers(0, 40))
def test_what_is_drawn_lies_below_the_threshold_and_the_rest_does_not(frame, size):
    draw = draw_sample(frame, size)
    left = set(range(len(frame))) - set(draw.sampled)
    assert all(frame[position].number <= draw.threshold for position in draw.sampled)
    assert all(frame[position].number >= draw.threshold for position in left)


def test_a_text_keeps_its_place_when_the_frame_grows():
    numbers = [permanent_number(f"{text:064d}", "salt") for text in range(40)]
    frame = [FrameUnit(number=number) for number in numbers]
    drawn = {frame[position].number for position in draw_sample(frame[:30], 10).sampled}
    grown = {frame[position].number for position in draw_sample(frame, 20).sampled}
    assert len(drawn & grown) >= 8


@given(st.text(max_size=64), st.text(max_size=10))
def test_a_permanent_number_is_in_its_interval_and_always_the_same(sha256, salt):
    number = permanent_number(sha256, salt)
    assert 0 <= number < 1
    assert permanent_number(sha256, salt) == number


def test_permanent_numbers_are_spread_evenly_and_depend_on_the_salt():
    numbers = [permanent_number(f"{text:064x}", "one") for text in range(2000)]
    assert abs(sum(numbers) / len(numbers) - 0.5) < 0.02
    assert all(abs(sum(n < edge for n in numbers) / 2000 - edge) < 0.04 for edge in (0.1, 0.5, 0.9))
    assert permanent_number("0" * 64, "one") != permanent_number("0" * 64, "two")


def test_a_negative_size_is_refused():
    with pytest.raises(EstimateError):
        draw_sample([], -1)


@pytest.mark.parametrize(("count", "half_width"), [(60, 0.1), (500, 0.1), (500, 0.05), (9, 0.01)])
def test_the_needed_size_keeps_the_interval_to_what_was_wanted(count, half_width):
    size = needed_size(count, half_width)
    low, high = hypergeometric(round(size / 2), size, 0.95, count)
    assert (high - low) / 2 <= half_width
    assert size <= count


def test_a_small_frame_needs_less_than_a_large_one():
    assert needed_size(200, 0.05) < needed_size(2000, 0.05) < needed_size(200_000, 0.05)


def test_a_certain_share_still_needs_someone_to_look():
    assert needed_size(100, 0.2, share=0.0) >= 1
    assert needed_size(0, 0.1) == 0


@pytest.mark.parametrize("wanted", [{"half_width": 0}, {"half_width": 0.1, "share": 2}])
def test_a_width_that_no_sample_gives_is_refused(wanted):
    with pytest.raises(EstimateError):
        needed_size(100, **wanted)


def test_each_design_is_registered_under_the_method_that_its_draws_name():
    for key, design in DESIGNS.items():
        assert design.draw([FrameUnit(number=0.5)], 1).method == key
    assert pick(DESIGNS, "srs", what="design").reference
