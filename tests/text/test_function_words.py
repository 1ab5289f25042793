from __future__ import annotations

import pytest

from columninch.text.function_words import evidence


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("کتاب کو میز پر رکھا گیا ہے", "ur"),
        ("كتاب كو ميز پر ركها گيا هے", "ur"),
        ("نامه را به او داد که در راه بود", "fa"),
        ("نامه را به او داد كه در راه بود", "fa"),
        ("من الميناء إلى المدينة على الطريق", "ar"),
        ("د کور دروازه په دې کې ده", "ps"),
        ("له‌گه‌ڵ ئه‌و که‌سه‌ هات بۆ ئێره‌", "ckb"),
    ],
)
def test_little_words_speak_for_their_language_on_any_keyboard(text: str, code: str) -> None:
    weighed = evidence(text)
    assert weighed[code] >= 2 + max(value for one, value in weighed.items() if one != code)


def test_a_text_without_letters_speaks_for_nobody() -> None:
    assert set(evidence("12,400 – 7").values()) == {0}
