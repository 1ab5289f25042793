from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from columninch.digest.draft import chart_title, share_sentence
from columninch.digest.numerals import number_words, percent, percent_range
from columninch.digest.words import WORDS
from columninch.records import Change, Share
from tests.digest.press import STATEMENT


def share(middle, low, high, **more):
    basis = Share(middle, low, high, 0.95, "items", "srs-hypergeometric", 40, 90, 120)
    return replace(basis, **more)


NOW = share(0.62, 0.55, 0.688)
BEFORE = share(0.31, 0.25, 0.38)


def test_a_share_is_told_with_its_interval_and_a_rise():
    told = share_sentence(
        "the coast", "the ferry", "fa", NOW, BEFORE, Change(0.31, 0.2, 0.4, 0.95), "en"
    )
    assert told == (
        "Sixty-two per cent (95% interval 55 to 69) of what the coast published in Persian was "
        "about the ferry, up from 31 per cent the week before."
    )


def test_a_share_is_told_in_persian():
    told = share_sentence("ساحل", "کشتی", "fa", NOW, BEFORE, Change(0.31, 0.2, 0.4, 0.95), "fa")
    assert told == (
        "شصت و دو درصد (بازهٔ اطمینان ۹۵٪: ۵۵ تا ۶۹) از آنچه ساحل به فارسی منتشر کرد "
        "دربارهٔ کشتی بود، بیشتر از هفتهٔ پیش (۳۱ درصد)."
    )


def test_all_languages_are_meant_where_none_is_named():
    told = share_sentence("the coast", "the ferry", "", NOW, None, None, "en")
    assert told.endswith("of what the coast published was about the ferry.")


@pytest.mark.parametrize("low", [-0.1, 0.0])
def test_no_change_is_claimed_where_its_interval_has_zero_in_it(low):
    told = share_sentence("A", "B", "", NOW, BEFORE, Change(0.31, low, 0.6, 0.95), "en")
    assert told.endswith("about as much as the week before (31 per cent).")
    told = share_sentence("A", "B", "", NOW, BEFORE, Change(-0.31, -0.6, -low, 0.95), "fa")
    assert "کمابیش به اندازهٔ هفتهٔ پیش" in told


def test_a_fall_is_told():
    told = share_sentence("A", "B", "", BEFORE, NOW, Change(-0.31, -0.4, -0.2, 0.95), "en")
    assert told.endswith("was about B, down from 62 per cent the week before.")


def test_last_week_without_a_change_is_only_told():
    told = share_sentence("A", "B", "", NOW, BEFORE, None, "en")
    assert told.endswith("; the week before it was 31 per cent (25 to 38).")


def test_a_rise_too_small_for_whole_per_cent_is_called_slight():
    now = share(0.621, 0.621, 0.621, method="census")
    change = Change(0.001, 0.001, 0.001, 0.95)
    assert "slightly more than" in share_sentence("A", "B", "", now, NOW, change, "en")


def test_a_full_count_says_all_of_how_many():
    counted = share(0.5, 0.5, 0.5, method="census")
    told = share_sentence("the coast", "the ferry", "", counted, None, None, "en")
    assert told == (
        "Fifty per cent of what the coast published was about the ferry "
        "(all of its 120 items were coded)."
    )
    assert "همهٔ ۱۲۰ مطلب" in share_sentence("ساحل", "کشتی", "", counted, None, None, "fa")


@pytest.mark.parametrize(("unit", "said"), [("words", "of the words that"), ("minutes", "airtime")])
def test_the_unit_is_told(unit, said):
    assert said in share_sentence("A", "B", "", replace(NOW, unit=unit), None, None, "en")


@pytest.mark.parametrize(
    ("middle", "said"),
    [
        (0.0, "Zero per cent"),
        (0.004, "Less than one per cent"),
        (0.005, "One per cent"),
        (0.996, "More than ninety-nine per cent"),
        (1.0, "One hundred per cent"),
    ],
)
def test_the_edges_are_told_without_saying_none_or_all(middle, said):
    told = share_sentence("A", "B", "", share(middle, 0.0, 1.0), None, None, "en")
    assert told.startswith(said)


def test_a_language_that_the_digest_does_not_speak_gets_english():
    assert share_sentence("A", "B", "", NOW, None, None, "de").startswith("Sixty-two per cent (95%")


@given(st.floats(0, 1), st.floats(0, 1))
def test_an_interval_is_never_told_narrower_than_it_is(one, other):
    low, high = sorted((one, other))
    told_low, told_high = percent_range(low, high)
    assert told_low <= low * 100 + 1e-6
    assert told_high >= high * 100 - 1e-6
    assert 0 <= told_low <= told_high <= 100
    assert 0 <= percent(low) <= 100


@pytest.mark.parametrize("language", ["en", "fa"])
def test_every_number_up_to_a_hundred_has_words_of_its_own(language):
    words = {number_words(number, language) for number in range(101)}
    assert len(words) == 101
    assert not any(letter.isdigit() for word in words for letter in word)


def test_numbers_in_words():
    assert [number_words(n, "en") for n in (0, 13, 20, 47, 100)] == [
        "zero",
        "thirteen",
        "twenty",
        "forty-seven",
        "one hundred",
    ]
    assert [number_words(n, "fa") for n in (0, 13, 20, 47, 100)] == [
        "صفر",
        "سیزده",
        "بیست",
        "چهل و هفت",
        "صد",
    ]
    assert number_words(101, "fa") == "۱۰۱"


def test_every_language_has_all_words():
    assert all(set(words) == set(WORDS["en"]) for words in WORDS.values())


def statement(group, answer, *numbers):
    return replace(STATEMENT, group=group, answer=answer, share=share(*numbers))


def test_a_charts_title_is_its_finding():
    close = [statement("Coast", "Ferry", 0.4, 0.3, 0.5), statement("Coast", "Cup", 0.35, 0.2, 0.45)]
    assert chart_title(close, "en") == "Ferry and Cup lead in Coast, too close to tell apart"
    clear = [
        statement("Coast", "Cup", 0.1, 0.05, 0.2),
        statement("Coast", "Ferry", 0.6, 0.5, 0.7),
        statement("Hills", "Hens", 0.5, 0.4, 0.6),
    ]
    assert chart_title(clear, "en") == "Ferry comes first in Coast: 60 per cent"
    assert chart_title(clear[1:], "fa") == "Ferry در Coast: ۶۰ درصد"
    assert chart_title([], "en") == "Nothing is measured yet"


def test_a_name_with_an_article_is_set_in_lower_case_inside_the_sentence():
    told = share_sentence("The harbour press", "The ferry", "", NOW, None, None, "en")
    assert "of what the harbour press published" in told
    assert "about the ferry" in told
