from __future__ import annotations

import itertools
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from columninch.text.normalise import Folded, fold, folded
from columninch.text.words import word_count, words

TRICKY = st.text(
    st.one_of(
        st.characters(codec="utf-8"),
        st.sampled_from(
            "يىیكکـ\u200c\u200d\u0654ۀةآأؤئ١۱²½ﬁﷺßİıΣςｶﾞ한각\u1161\u11a8é\u0301\u0345«»“’–…"
        ),
    ),
    max_size=40,
)


SENTENCES = (
    "می‌خواهم كتابِ «دریا»یِ ۱۲ساله را بخوانم؛ هزینهٔ آن ½ کرون است.",
    "قالَ الوَزيرُ: إنّ السُّفُنَ ستعودُ إلى المرفأ في ١٢ آذار.",
    "وزیر نے کہا کہ کشتی آج رات نہیں چلے گی۔ ٹکٹ ۵۰ روپے کا ہے۔",
    "کەشتییەکە ئەمشەو ناڕوات، وەزیر گوتی.",
    "Die Straßen am Hafen sind „naß“ – sagt der Großhändler.",
    "İskeledeki Iğdırlı ÇIRAK “gitmedi”.",
    "Le bœuf de l’île coûte 3 ½ €, e\u0301te\u0301 compris.",
    "हिन्दी भाषा में ﷺ ﬁn ㏂ ｶﾞ 한각",
)
PROSE = st.one_of(
    TRICKY,
    st.lists(st.one_of(st.sampled_from(SENTENCES), TRICKY), max_size=4).map(" ".join),
)


def shown(text: str) -> list[str]:
    return [text[span.start : span.end] for span in words(text)]


def gave_several(text: str) -> bool:
    """Whether a character of `text` folds to more than one, as ½ does."""
    return any(len(fold(one)) > 1 for one in unicodedata.normalize("NFKC", text) + text)


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


@given(PROSE)
def test_the_quick_way_and_the_way_with_offsets_agree(text: str) -> None:
    whole = folded(text)
    assert whole.text == fold(text)
    assert (whole.places[-1], whole.origins[-1]) == (len(whole.text), len(text))


@given(PROSE)
def test_a_word_found_in_the_folded_text_slices_back_to_text_that_folds_to_it(text: str) -> None:
    whole = folded(text)
    for word in words(whole.text):
        span = whole.span(word.start, word.end)
        there = folded(text[span.start : span.end]).text
        found = whole.text[word.start : word.end]
        assert found in shown(there)
        assert shown(there) == [found] or gave_several(text[span.start : span.end])


@given(PROSE)
def test_words_side_by_side_slice_back_to_stretches_in_order(text: str) -> None:
    whole = folded(text)
    spans = [whole.span(word.start, word.end) for word in words(whole.text)]
    assert all(0 <= one.start < one.end <= len(text) for one in spans)
    assert all(
        one.start <= other.start and (one.end <= other.start or one.end <= other.end)
        for one, other in itertools.pairwise(spans)
    )


@given(PROSE)
def test_the_whole_folded_text_slices_back_to_all_that_is_not_dropped(text: str) -> None:
    whole = folded(text)
    span = whole.span(0, len(whole.text))
    assert fold(text[span.start : span.end]) == whole.text
    assert not fold(text[: span.start]) or not whole.text
    assert not fold(text[span.end :]) or not whole.text


def test_the_map_of_plain_text_is_one_piece() -> None:
    text = "A quay of no length at all, " * 500
    assert folded(text) == Folded(text.lower(), (0, len(text)), (0, len(text)))


def test_the_map_of_persian_text_grows_with_its_joiners_alone() -> None:
    text = "کتاب‌های کهنه می‌روند. " * 500
    assert len(folded(text).places) < 2 * text.count("\u200c") + 3


@pytest.mark.parametrize("stretch", [(-1, 1), (2, 1), (0, 5)])
def test_a_stretch_that_is_not_there_is_refused(stretch: tuple[int, int]) -> None:
    with pytest.raises(ValueError, match="no stretch"):
        folded("quay").span(*stretch)


@given(
    st.lists(st.sampled_from(["كتابی", "می\u200cرود", "it’s", "Straße", "۱۲۳", "Ｑ"]), max_size=8)
)
def test_folding_keeps_the_number_of_words(words: list[str]) -> None:
    assert word_count(fold(" ".join(words))) == len(words)


def test_decomposed_text_folds_as_composed_text_does() -> None:
    text = "ガ각é"
    assert fold(unicodedata.normalize("NFD", text)) == fold(text)
