import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from columninch.coding.agreement import krippendorff_alpha
from columninch.errors import EstimateError


def coder(answers: str) -> list[str | None]:
    return [None if answer == "." else answer for answer in answers]


def test_alpha_of_krippendorffs_example_with_four_observers_and_gaps():
    # Krippendorff (2011), section D: nominal data, alpha = 0.743
    ratings = [
        coder("1233214 12...".replace(" ", "")),
        coder("123322412 5.3".replace(" ", "")),
        coder(".33323422 51.".replace(" ", "")),
        coder("123324412 51.".replace(" ", "")),
    ]
    assert krippendorff_alpha(ratings) == pytest.approx(0.743, abs=5e-4)


def test_alpha_of_krippendorffs_example_with_two_observers():
    # Krippendorff (2011), section B: nominal data, alpha = 0.692
    assert krippendorff_alpha([coder("aabbdcccedda"), coder("babbbcccedd d".replace(" ", ""))]) == (
        pytest.approx(0.692, abs=5e-4)
    )


def test_full_agreement_is_one():
    assert krippendorff_alpha([coder("abc"), coder("abc")]) == 1


def test_turning_every_answer_round_is_worse_than_chance():
    assert krippendorff_alpha([coder("abab"), coder("baba")]) < -0.5


RATINGS = st.integers(1, 8).flatmap(
    lambda items: st.lists(
        st.lists(st.sampled_from(["a", "b", "c", None]), min_size=items, max_size=items),
        min_size=2,
        max_size=4,
    )
)


def alpha_or_none(ratings):
    try:
        return krippendorff_alpha(ratings)
    except EstimateError:
        return None


@given(RATINGS)
def test_alpha_lies_above_minus_one_and_up_to_one(ratings):
    alpha = alpha_or_none(ratings)
    assume(alpha is not None)
    assert -1 < alpha <= 1 + 1e-12


@given(RATINGS, st.randoms())
def test_the_order_of_coders_items_and_names_of_answers_does_not_show(ratings, source):
    alpha = alpha_or_none(ratings)
    assume(alpha is not None)
    items = list(zip(*ratings, strict=True))
    source.shuffle(items)
    renamed = {"a": "c", "b": "a", "c": "b", None: None}
    turned = [[renamed[value] for value in one] for one in zip(*items, strict=True)][::-1]
    assert krippendorff_alpha(turned) == pytest.approx(alpha)


@given(RATINGS)
def test_an_item_that_one_coder_coded_changes_nothing(ratings):
    alpha = alpha_or_none(ratings)
    assume(alpha is not None)
    longer = [[*one, "a" if number == 0 else None] for number, one in enumerate(ratings)]
    assert krippendorff_alpha(longer) == alpha


@pytest.mark.parametrize(
    ("ratings", "said"),
    [
        ([], "no item has two codings"),
        ([coder("ab")], "no item has two codings"),
        ([coder("a."), coder(".a")], "no item has two codings"),
        ([coder("aaa"), coder("aaa")], "all codings are the same"),
        ([coder("aa"), coder("a")], "differ in length"),
    ],
)
def test_where_agreement_cannot_be_told_it_says_why(ratings, said):
    with pytest.raises(EstimateError, match=said):
        krippendorff_alpha(ratings)
