import pytest
from hypothesis import given
from hypothesis import strategies as st

from columninch.digest.interviews import exchanges
from columninch.records import Block, Exchange
from tests.digest.press import blocks_of

MARKED = """Mara Vane runs the boat.
Q: Why did you stop?
A: The pumps failed.
Twice.
Q: And now?
A: Now we wait."""

PERSIAN = """پرسش: چرا ماندید؟
پاسخ: پمپ‌ها خراب شد.
پرسش: اکنون چه؟
پاسخ: می‌مانیم."""

NAMED = """LEDGER: Why did you stop?
MARA VANE: The pumps failed.
Twice.
LEDGER: And now?
MARA VANE: Why not wait?"""

BARE = """Mara Vane runs the boat.
Why did you stop?
The pumps failed.
Twice.
And now?
Now we wait."""

TOLD = (
    Exchange("Why did you stop?", "The pumps failed.\nTwice."),
    Exchange("And now?", "Now we wait."),
)


@pytest.mark.parametrize("text", [MARKED, BARE], ids=["marked", "bare"])
def test_questions_and_answers_are_found(text):
    assert exchanges(text, blocks_of(text)) == TOLD


def test_turns_with_names_are_told_apart_by_who_asks():
    found = exchanges(NAMED, blocks_of(NAMED))
    assert found == (TOLD[0], Exchange("And now?", "Why not wait?"))


def test_a_persian_interview_is_read():
    assert exchanges(PERSIAN, blocks_of(PERSIAN)) == (
        Exchange("چرا ماندید؟", "پمپ‌ها خراب شد."),
        Exchange("اکنون چه؟", "می‌مانیم."),
    )


def test_a_question_as_a_heading_and_a_caption_between_are_understood():
    text = "Why did you stop?\nThe boat in 2020?\nThe pumps failed.\nAnd now?\nNow we wait."
    kinds = ("heading", "caption", "paragraph", "heading", "paragraph")
    blocks = tuple(
        Block(kind, block.start, block.end)
        for kind, block in zip(kinds, blocks_of(text), strict=True)
    )
    assert exchanges(text, blocks)[0] == Exchange("Why did you stop?", "The pumps failed.")


@pytest.mark.parametrize("text", ["", "One.\nTwo.", "Why?\nBecause.", "A: one\nB: two"])
def test_what_is_no_interview_has_no_exchanges(text):
    assert exchanges(text, blocks_of(text)) == ()


LINES = st.lists(st.text(alphabet="QA:؟? abپ", max_size=12), max_size=10)


@given(LINES)
def test_every_word_told_stands_in_the_text(lines):
    text = "\n".join(line.strip() for line in lines)
    for exchange in exchanges(text, blocks_of(text)):
        assert all(line in text for line in exchange.answer.split("\n"))
        assert exchange.answer
