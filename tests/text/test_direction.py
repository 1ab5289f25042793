from __future__ import annotations

import pytest

from columninch.text.direction import language_direction, text_direction


@pytest.mark.parametrize(
    ("code", "direction"),
    [
        ("fa", "rtl"),
        ("fa-IR", "rtl"),
        ("AR", "rtl"),
        ("en", "ltr"),
        ("pa-Arab", "rtl"),
        ("az_Latn", "ltr"),
        ("", "ltr"),
    ],
)
def test_a_language_has_a_direction(code: str, direction: str) -> None:
    assert language_direction(code) == direction


@pytest.mark.parametrize(
    ("text", "direction"),
    [
        ("12 «بندر» harbour", "rtl"),
        ("(harbour بندر", "ltr"),
        ("123 …", "ltr"),
        ("", "ltr"),
        ("שלום", "rtl"),
    ],
)
def test_a_text_runs_as_its_first_strong_letter_does(text: str, direction: str) -> None:
    assert text_direction(text) == direction
