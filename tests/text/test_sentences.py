from __future__ import annotations

import itertools
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from columninch.text.sentences import sentences

DATA = Path(__file__).parents[1] / "data" / "sentences"


def shown(text: str, language: str = "en") -> list[str]:
    return [text[span.start : span.end] for span in sentences(text, language)]


@pytest.mark.parametrize(
    ("language", "parts"),
    [
        ("en", ["Dr. Rook met J. R. Hale at 3.5 p.m. yesterday.", "Nobody else came."]),
        ("en", ["“Is it true?” she asked.", "“It is.”", "He left!"]),
        ("en", ["Pier No. 7 is shut.", "He said no.", "Then it rained."]),
        ("en", ["The U.K. Treasury paid.", "It cost 1.5 crowns.", "See quay.example for more."]),
        ("fa", ["وزیر گفت: «این درست است.»", "بعد رفت؟", "بله، رفت."]),
        ("ar", ["قال الوزير ذلك.", "هل هذا صحيح؟", "نعم."]),
        ("de", ["Am 3. März kam er, z.B. mit dem Boot.", "Dann ging er."]),
        ("", ["A heading without a stop", "Then a sentence."]),
        ("zh", ["这是真的。", "不是！"]),
    ],
)
def test_sentences_end_where_a_reader_ends_them(language: str, parts: list[str]) -> None:
    joined = "\n".join(parts) if not language else ("" if language == "zh" else " ").join(parts)
    assert shown(joined, language) == parts


TOLD = [
    (path.stem, line.split(" ‖ "))
    for path in sorted(DATA.glob("*.txt"))
    for line in path.read_text("utf-8").splitlines()
]


@pytest.mark.parametrize(("language", "parts"), TOLD)
def test_what_only_looks_like_an_end_is_none(language: str, parts: list[str]) -> None:
    assert shown(" ".join(parts), language) == parts


@pytest.mark.parametrize(
    "code", ["ar", "az", "ckb", "de", "en", "fa", "fr", "ps", "sq", "tr", "ur"]
)
def test_each_language_has_twenty_tricky_texts(code: str) -> None:
    assert sum(language == code for language, _ in TOLD) >= 20


@given(
    st.text(st.sampled_from('Ab .!?؟\n"»)۔1…'), max_size=60),
    st.sampled_from(["", "en", "fa", "de"]),
)
def test_sentences_hold_everything_that_is_not_white_space(text: str, language: str) -> None:
    spans = sentences(text, language)
    assert "".join("".join(text[one.start : one.end].split()) for one in spans) == "".join(
        text.split()
    )
    assert all(one.end <= other.start for one, other in itertools.pairwise(spans))
    assert not any("\n" in text[one.start : one.end] for one in spans)
