"""Stretches between quotation marks."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from columninch.quotes.marks import quoted_stretches


def inner(text: str) -> list[str]:
    return [text[one.inner_start : one.inner_end] for one in quoted_stretches(text, 0, len(text))]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('He said "go" twice.', ["go"]),
        ("“One,” she said, “two.”", ["One,", "two."]),
        ("«یک» و «دو»", ["یک", "دو"]),
        ("„Nein“, sagte er", ["Nein"]),
        ("‹so›", ["so"]),
        ("''Wire style,'' he said", ["Wire style,"]),
        ("``Odd style,'' he said", ["Odd style,"]),
        ("‘British,’ he said; don’t.", ["British,"]),
        ("“A ‘nested’ one”", ["A ‘nested’ one"]),
        ("«بیرون «درون» بیرون»", ["بیرون «درون» بیرون"]),
        ('“Curly and straight," he said', ["Curly and straight,"]),
        ("don't and won't", []),
        ('a 6" pipe', []),
        ("“Never closed", ["Never closed"]),
        ("left “open in the middle", []),
    ],
)
def test_marks_of_every_kind(text: str, expected: list[str]) -> None:
    assert inner(text) == expected


def test_a_quotation_goes_on_in_the_next_paragraph() -> None:
    first, second = "“One.", "“Two.”"
    (opened,) = quoted_stretches(first, 0, len(first))
    (closed,) = quoted_stretches(second, 0, len(second), goes_on=True)
    assert not opened.is_closed
    assert closed.continues
    assert closed.is_closed


@settings(deadline=None)
@given(st.text(alphabet="ab .,\"'“”‘’«»„‹›`\n"))
def test_stretches_are_in_order_and_inside_the_text(text: str) -> None:
    end = 0
    for one in quoted_stretches(text, 0, len(text)):
        assert end <= one.start < one.inner_start <= one.inner_end <= one.end <= len(text)
        end = one.end
