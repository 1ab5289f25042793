from __future__ import annotations

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from columninch.text.words import word_count, word_set, words


def shown(text: str) -> list[str]:
    return [text[span.start : span.end] for span in words(text)]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("It's the ferry-boat's 2nd run.", ["It's", "the", "ferry", "boat's", "2nd", "run"]),
        ("می\u200cرود، نمی\u200cرود", ["می\u200cرود", "نمی\u200cرود"]),
        ("مُحَمَّد گفت", ["مُحَمَّد", "گفت"]),
        ("l’été à 1,200 m", ["l’été", "à", "1", "200", "m"]),
        ("東京の港", ["東", "京", "の", "港"]),
        ("हिन्दी भाषा", ["हिन्दी", "भाषा"]),
        ("snake_case", ["snake", "case"]),
        ("'quoted'", ["quoted"]),
        ("", []),
        ("— … ؟", []),
    ],
)
def test_words_are_runs_of_letters_and_digits(text: str, wanted: list[str]) -> None:
    assert shown(text) == wanted


@given(st.text())
def test_the_count_is_that_of_the_spans_and_they_do_not_overlap(text: str) -> None:
    spans = words(text)
    assert word_count(text) == len(spans)
    assert all(one.end <= other.start for one, other in itertools.pairwise(spans))
    assert all(text[span.start : span.end].strip() for span in spans)


def test_a_lexicon_is_written_with_spaces() -> None:
    assert word_set("quay harbour  quay") == {"quay", "harbour"}
