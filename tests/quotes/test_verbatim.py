"""A quotation stands word for word in its source, or it is refused."""

import unicodedata

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from columninch.quotes.verbatim import find_verbatim

SOURCE = (
    "The harbour master said the ferry won't sail before 1,250 tonnes of stone are moved. "
    "“Nobody asked the pilots,” she said, “and the pilots know the well-known shoals.” "
    "قایقرانان می‌گویند: «اسکله تا فردا باز نمی‌شود» و کسی پاسخ نداد."
)
WORDS = st.lists(st.sampled_from(SOURCE.split()), min_size=2, max_size=12)


@pytest.mark.parametrize(
    "quotation",
    [
        "Nobody asked the pilots",
        "the ferry won’t sail",
        "the   ferry\nwon't\xa0sail",
        "the fer\u00adry won't\u200f sail",
        "اسکله تا فردا باز نمی‌شود",
        'said, "and the pilots know',
        "Nobody asked the pilots,” she said, «and the pilots",
    ],
)
def test_layout_and_the_shape_of_marks_may_differ(quotation: str) -> None:
    found = find_verbatim(quotation, SOURCE)
    assert found is not None
    assert len(SOURCE[found.start : found.end].split()) == len(quotation.split())


@pytest.mark.parametrize(
    "quotation",
    [
        "Nobody asks the pilots",
        "nobody asked the pilots",
        "Nobody asked pilots",
        "Nobody the asked pilots",
        "1,260 tonnes",
        "250 tonnes of stone",
        "before 1",
        "ferry won",
        "t sail before",
        "body asked the pilots",
        "Nobody asked the pilot",
        "known shoals",
        "the well",
        "the ferry will not sail",
        "اسکله تا فردا باز نمی شود",
        "اسکله تا فردا باز نمی",
        "Nobody asked [all] the pilots",
        "",
        "   ",
        "…",
    ],
)
def test_anything_else_is_refused(quotation: str) -> None:
    assert find_verbatim(quotation, SOURCE) is None


def test_the_span_is_of_the_text_as_given() -> None:
    source = "A\u00ad B  C\n\nthe \u202bpier\u202c  is\xa0\xa0shut. End"
    found = find_verbatim("the pier is shut.", source)
    assert found is not None
    assert source[found.start : found.end] == "the \u202bpier\u202c  is\xa0\xa0shut."


@pytest.mark.parametrize("mark", ["[…]", "[...]", " [ … ] "])
def test_an_ellipsis_in_brackets_stands_for_words_left_out(mark: str) -> None:
    found = find_verbatim(f"Nobody asked {mark} the pilots know", SOURCE)
    assert found is not None
    assert SOURCE[found.start : found.end].startswith("Nobody asked the pilots,” she said")


@pytest.mark.parametrize(
    "quotation",
    [
        "the pilots know […] Nobody asked",
        "Nobody […] pilots know",
        "[…] Nobody asked the pilots",
        "Nobody asked the pilots […]",
        "Nobody asked … the pilots know",
    ],
)
def test_parts_out_of_order_too_short_or_unmarked_are_refused(quotation: str) -> None:
    assert find_verbatim(quotation, SOURCE) is None


def test_parts_must_stand_within_a_thousand_characters() -> None:
    near = "we said no. " + "x " * 450 + "we meant it."
    far = "we said no. " + "x " * 550 + "we meant it."
    assert find_verbatim("we said […] we meant", near) is not None
    assert find_verbatim("we said […] we meant", far) is None
    assert find_verbatim("we said […] we meant", far + " " + near) is not None


def test_brackets_that_the_source_has_too_are_accepted() -> None:
    assert find_verbatim("asked [the] pilots", "Nobody asked [the] pilots.") is not None


def test_the_unicode_form_does_not_matter() -> None:
    source = "Le café de la gare à Évreux"
    apart = unicodedata.normalize("NFD", source)
    for quotation in ("café de la gare", unicodedata.normalize("NFD", "café de la gare")):
        assert find_verbatim(quotation, source) is not None
        found = find_verbatim(quotation, apart)
        assert found is not None
        there = apart[found.start : found.end]
        assert unicodedata.normalize("NFC", there) == "café de la gare"
    assert find_verbatim("le cafe", "le café") is None
    assert find_verbatim("le cafe", unicodedata.normalize("NFD", "le café")) is None


@settings(deadline=None)
@given(st.data())
def test_every_stretch_of_whole_words_is_found(data: st.DataObject) -> None:
    words = SOURCE.split()
    first = data.draw(st.integers(0, len(words) - 1))
    last = data.draw(st.integers(first + 1, len(words)))
    space = data.draw(st.sampled_from([" ", "\n", "\xa0 ", "  "]))
    assert find_verbatim(space.join(words[first:last]), SOURCE) is not None


@settings(deadline=None)
@given(WORDS, st.data())
def test_a_changed_letter_or_a_dropped_word_is_never_accepted(
    words: list[str], data: st.DataObject
) -> None:
    source = " ".join(words)
    place = data.draw(st.integers(0, len(source) - 1))
    assume(source[place].isalnum())
    edited = source[:place] + data.draw(st.sampled_from("xq7ژ")) + source[place + 1 :]
    assume(edited != source)
    assert find_verbatim(edited, source) is None
    shorter = words[:1] + words[2:]
    assume(len(words) > 2 and " ".join(shorter) not in source)
    assert find_verbatim(" ".join(shorter), source) is None


@settings(deadline=None)
@given(st.text(max_size=60), st.text(max_size=12))
def test_what_is_found_is_found_again_in_its_own_span(source: str, quotation: str) -> None:
    found = find_verbatim(quotation, source)
    if found is not None:
        assert 0 <= found.start < found.end <= len(source)
        assert find_verbatim(quotation, source[found.start : found.end]) is not None
