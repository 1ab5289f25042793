from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from columninch.text.normalise import fold, normalise
from columninch.text.words import word_count

TRICKY = st.text(
    st.one_of(
        st.characters(codec="utf-8"),
        st.sampled_from(
            "يىیكکـ\u200c\u200d\u0654ۀةآأؤئ١۱²½ﬁﷺßİıΣςｶﾞ한각\u1161\u11a8é\u0301\u0345«»“’–…"
        ),
    ),
    max_size=40,
)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("كتاب يك", "کتاب یک"),
        ("می\u200cرود", "میرود"),
        ("کـــتاب", "کتاب"),
        ("مُحَمَّد", "محمد"),
        ("مسئول", "مسيول"),
        ("نامهٔ", "نامه"),
        ("۱۴۰۲", "1402"),
        ("١٤٠٢", "1402"),
        ("«بله»", '"بله"'),
        ("“Yes”", '"yes"'),
        ("it’s", "IT'S"),
        ("Straße", "STRASSE"),
        ("Été", "ete"),
        ("ＡＢＣ", "abc"),
        ("چرا؟", "چرا?"),
        ("a – b", "a - b"),
        ("soft\u00adhyphen", "softhyphen"),
    ],
)
def test_what_is_typed_differently_and_means_the_same_folds_alike(one: str, other: str) -> None:
    assert fold(one) == fold(other)


def test_devanagari_keeps_its_vowel_signs() -> None:
    assert fold("हिन्दी") == "हिन्दी"


@given(TRICKY)
def test_folding_twice_changes_nothing(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@given(TRICKY)
def test_the_quick_way_and_the_way_with_offsets_agree(text: str) -> None:
    assert normalise(text).text == fold(text)


@given(TRICKY)
def test_offsets_rise_from_the_beginning_to_the_length_of_the_original(text: str) -> None:
    folded = normalise(text)
    assert len(folded.offsets) == len(folded.text) + 1
    assert folded.offsets[-1] == len(text)
    assert list(folded.offsets) == sorted(folded.offsets)


@given(
    st.lists(st.sampled_from(["كتابی", "می\u200cرود", "it’s", "Straße", "۱۲۳", "Ｑ"]), max_size=8)
)
def test_a_match_in_the_folded_text_slices_back_to_the_original(words: list[str]) -> None:
    text = " — ".join(words)
    folded = normalise(text)
    at = 0
    for word in words:
        start = folded.text.index(fold(word), at)
        at = start + len(fold(word))
        assert text[folded.offsets[start] : folded.offsets[at]].strip() == word


@given(
    st.lists(st.sampled_from(["كتابی", "می\u200cرود", "it’s", "Straße", "۱۲۳", "Ｑ"]), max_size=8)
)
def test_folding_keeps_the_number_of_words(words: list[str]) -> None:
    assert word_count(fold(" ".join(words))) == len(words)


def test_decomposed_text_folds_as_composed_text_does() -> None:
    text = "ガ각é"
    assert fold(unicodedata.normalize("NFD", text)) == fold(text)
