import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from columninch.errors import EstimateError
from columninch.shares.intervals import hypergeometric, wilson

REFERENCE = json.loads(
    (Path(__file__).parents[1] / "reference" / "intervals.json").read_text(encoding="utf-8")
)


@st.composite
def samples(draw: st.DrawFn) -> tuple[int, int, int]:
    population = draw(st.integers(1, 400))
    count = draw(st.integers(1, population))
    return draw(st.integers(0, count)), count, population


@pytest.mark.parametrize("value", REFERENCE["wilson"], ids=str)
def test_wilsons_interval_is_that_of_scipy(value):
    found = wilson(*value["case"], value["level"], None)
    assert found == pytest.approx(value["interval"], abs=1e-12)


@pytest.mark.parametrize("value", REFERENCE["exact"], ids=str)
def test_the_exact_interval_is_that_of_trying_every_total(value):
    positive, count, population = value["case"]
    low, high = hypergeometric(positive, count, value["level"], population)
    share = positive / count  # ours is widened to hold the sample's own share
    expected = (min(share, value["interval"][0]), max(share, value["interval"][1]))
    assert (low, high) == pytest.approx(expected, abs=1e-12)


def test_in_a_large_population_the_exact_interval_is_clopper_and_pearsons():
    low, high = hypergeometric(30, 100, 0.95, 10_000_000)
    # the values are those of SciPy's binomtest, method "exact"
    assert (low, high) == pytest.approx((0.2124064, 0.3998147), abs=1e-4)


@given(samples(), st.sampled_from([0.8, 0.95, 0.99]))
def test_each_interval_holds_the_samples_share_and_stays_within_0_and_1(sample, level):
    positive, count, population = sample
    for low, high in (
        wilson(positive, count, level, population),
        wilson(positive, count, level, None),
        hypergeometric(positive, count, level, population),
    ):
        assert 0 <= low <= positive / count <= high <= 1


@given(samples())
def test_a_higher_level_is_never_narrower(sample):
    positive, count, population = sample
    low, high = hypergeometric(positive, count, 0.9, population)
    lower, higher = hypergeometric(positive, count, 0.99, population)
    assert lower <= low
    assert higher >= high


@given(samples())
def test_the_interval_of_the_others_is_the_mirror_image(sample):
    positive, count, population = sample
    low, high = hypergeometric(positive, count, 0.95, population)
    assert hypergeometric(count - positive, count, 0.95, population) == pytest.approx(
        (1 - high, 1 - low)
    )


@given(st.integers(1, 100), st.data())
def test_all_drawn_leaves_nothing_uncertain(population, data):
    positive = data.draw(st.integers(0, population))
    share = positive / population
    assert hypergeometric(positive, population, 0.95, population) == (share, share)
    assert wilson(positive, population, 0.95, population) == (share, share)


def test_students_quantile_is_wider_than_the_normal_one():
    normal = wilson(3, 10, 0.95, None)
    student = wilson(3, 10, 0.95, None, degrees=9)
    assert student[0] < normal[0]
    assert student[1] > normal[1]


@pytest.mark.parametrize("sample", [(0, 0, 5), (3, 2, 5), (-1, 2, 5), (1, 6, 5)])
def test_numbers_that_contradict_each_other_are_refused(sample):
    positive, count, population = sample
    with pytest.raises(EstimateError):
        hypergeometric(positive, count, 0.95, population)


@pytest.mark.parametrize("level", [0, 1, 1.5, -0.1])
def test_a_level_that_is_none_is_refused(level):
    with pytest.raises(EstimateError, match="no level"):
        wilson(1, 2, level, None)
