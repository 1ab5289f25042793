"""What changed between two texts, and that nothing of either is lost in telling it."""

import itertools
import random
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from columninch.text.difference import changed_paragraphs, changed_words

WORDS = st.sampled_from(
    ["the", "pier", "closed", "کشتی", "می‌رود", "on", "Monday.", "“No,”", "3.5", " "]
)
PARAGRAPHS = st.lists(WORDS, max_size=12).map(" ".join)
TEXTS = st.one_of(st.lists(PARAGRAPHS, max_size=8).map("\n".join), st.text(max_size=60))


def sides(changes):
    old = "\n".join(one.old for one in changes if one.old is not None)
    new = "\n".join(one.new for one in changes if one.new is not None)
    return old, new


@given(TEXTS, TEXTS)
def test_applied_to_the_old_text_the_changes_give_the_new_one(old, new):
    assert sides(changed_paragraphs(old, new)) == (old, new)


@given(TEXTS)
def test_a_text_beside_itself_has_not_changed(text):
    assert {one.kind for one in changed_paragraphs(text, text)} == {"same"}


@given(PARAGRAPHS, PARAGRAPHS)
def test_no_piece_of_a_paragraph_is_empty_or_could_be_joined_to_the_next(old, new):
    pieces = changed_words(old, new)
    assert all(piece.text for piece in pieces)
    assert all(one.kind != two.kind for one, two in itertools.pairwise(pieces))


def kinds(old, new):
    return [one.kind for one in changed_paragraphs(old, new)]


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("One here.\nTwo here.", "One here.\nThree there.\nTwo here.", ["same", "new", "same"]),
        ("One here.\nTwo here.", "Two here.", ["gone", "same"]),
        ("The pier closed on Monday.", "The pier closed on Tuesday.", ["changed"]),
        ("All about ferries now.", "Something else entirely stands.", ["gone", "new"]),
    ],
)
def test_a_paragraph_is_told_as_what_became_of_it(old, new, told):
    assert kinds(old, new) == told


def test_only_the_words_that_changed_are_told_as_changed():
    old, new = "The mayor said no. Nobody asked why.", "The mayor said yes. Nobody asked why."
    pieces = [(piece.kind, piece.text) for piece in changed_words(old, new)]
    assert pieces == [
        ("same", "The mayor said "),
        ("gone", "no"),
        ("new", "yes"),
        ("same", ". Nobody asked why."),
    ]


def test_a_persian_word_with_a_joiner_inside_is_one_word():
    pieces = changed_words("کشتی می‌رود", "کشتی می‌آید")
    assert [piece.text for piece in pieces] == ["کشتی ", "می‌رود", "می‌آید"]


@pytest.mark.parametrize("words_in_paragraph", [50, 50_000])
def test_fifty_thousand_words_are_compared_in_seconds(words_in_paragraph):
    chance = random.Random(7)  # noqa: S311  # a made-up text, the same each time
    lexicon = [f"word{number}" for number in range(2000)] + ["the"] * 400
    old = [chance.choice(lexicon) for _ in range(50_000)]
    new = [chance.choice(lexicon) if chance.random() < 0.1 else word for word in old]

    def text(listed):
        lines = range(0, len(listed), words_in_paragraph)
        return "\n".join(" ".join(listed[at : at + words_in_paragraph]) for at in lines)

    began = time.perf_counter()
    changes = changed_paragraphs(text(old), text(new))
    assert time.perf_counter() - began < 20
    assert sides(changes) == (text(old), text(new))
