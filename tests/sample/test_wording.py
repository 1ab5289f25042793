"""Parts, marks and manners on hand-written cases."""

import re
from itertools import pairwise

import pytest

from columninch.sample.compose import Draft, Pool, Sayings
from columninch.sample.material import Saying
from columninch.sample.nouns import SampleQuote
from columninch.sample.subtitles import cue_times, minutes_of, spoken, vtt
from columninch.sample.telling import VOICES, told_by
from columninch.sample.wording import (
    filled,
    most_uses,
    respelt,
    unmarked,
    with_arabic_letters,
    with_straight_marks,
    worded,
)

WORD = re.compile(r"[\w\u200c]+")
PART = "(The board|Officials) (met|sat|gathered) on Monday"


def test_a_part_is_used_as_often_as_its_shortest_list_allows():
    assert most_uses(PART) == 2
    assert most_uses("Nothing to choose (really).") == 1


def test_two_uses_of_a_part_differ_at_every_place():
    assert worded(PART, 0) == "The board met on Monday"
    assert worded(PART, 1) == "Officials sat on Monday"
    assert worded(PART, 0, turn=1) == "Officials sat on Monday"


def test_a_pool_gives_the_least_used_first_and_then_dries_up():
    pool = Pool(["(a|b)", "c", "(d|e)"], 0)
    assert pool.left == 5
    assert pool.take(2) == ["a", "c"]
    assert pool.take(3) == ["b", "d"]
    assert pool.take(3) == ["e"]
    assert pool.take(3) == []


def test_different_people_come_first_and_short_lines_may_come_twice():
    long = "words " * 12
    sayings = Sayings(
        [
            Saying("amren", long, False),
            Saying("amren", "Short.", False),
            Saying("wick", long, False),
        ]
    )
    assert [one.speaker for one in sayings.take(2)] == ["amren", "wick"]
    assert [one.text for one in sayings.take(2)] == ["Short."]
    assert [one.text for one in sayings.take(2)] == ["Short."]
    assert sayings.take(2) == []


def test_numbers_are_printed_as_the_language_prints_them():
    assert filled("{signatures} names", "en", {"signatures": 4210.0}) == "4,210 names"
    assert filled("{signatures} امضا", "fa", {"signatures": 4210.0}) == "۴٬۲۱۰ امضا"


def test_marks_become_quotations():
    line = unmarked("“[[amren|We stay]],” she said, and that [[amren that|it was “late”]].", "en")
    assert line.text == "“We stay,” she said, and that it was “late”."
    assert line.quotes == (
        SampleQuote("We stay", "direct", "Tove Amren", "chair", "Quay Residents’ League"),
        SampleQuote("it was “late”", "mixed", "Tove Amren", "chair", "Quay Residents’ League"),
    )


def test_a_speaker_without_a_name_has_none():
    assert unmarked("“[[?|Go up]],” she said.", "en").quotes == (
        SampleQuote("Go up", "direct", "", "", ""),
    )


@pytest.mark.parametrize("language", ["en", "fa"])
def test_every_manner_leaves_the_words_as_they_stand_in_the_text(language):
    lines = {"en": "We stay. Ask again?", "fa": "می‌مانیم. باز بپرسید؟"}
    clauses = {"en": "nobody had asked", "fa": "کسی نپرسیده است"}
    for voice in VOICES[language].values():
        for turn in range(2):
            for known in (False, True):
                said = told_by(
                    Saying("amren", lines[language], False), voice, language, turn, is_known=known
                )
                told = told_by(
                    Saying("amren", clauses[language], True), voice, language, turn, is_known=known
                )
                for one in (said, told):
                    assert all(quote.text in one.text for quote in one.quotes)
                    assert "{" not in one.text
                    assert "?," not in one.text
                    assert "؟»." not in one.text
                spoken_words = [word for quote in said.quotes for word in WORD.findall(quote.text)]
                assert spoken_words == WORD.findall(lines[language])


def test_a_split_line_is_two_quotations():
    said = told_by(
        Saying("wick", "Nobody lied. They filed.", False),
        VOICES["en"]["split"], "en", 1, is_known=False,
    )  # fmt: skip
    assert [quote.text for quote in said.quotes] == ["Nobody lied", "They filed."]
    assert said.text.startswith("“Nobody lied,” said Aldo Wick, chief inspector of")


def test_spellings_change_the_truth_with_the_text():
    line = unmarked("«[[amren|یک می‌ماند]]»", "fa")
    assert respelt(line, with_arabic_letters).quotes[0].text == "يك مي‌ماند"
    assert with_straight_marks("“It’s”") == '"It\'s"'


def test_a_shortened_article_loses_its_end_and_the_quotations_in_it():
    quote = SampleQuote("last words", "direct", "", "", "")
    draft = Draft(
        "T",
        ("one", "two", "three", "Head", "the last words"),
        ("paragraph", "paragraph", "paragraph", "heading", "paragraph"),
        (quote,),
    )
    short = draft.without_end()
    assert short.lines == ("one", "two", "three")
    assert short.quotes == ()


def test_a_programme_is_read_sentence_by_sentence_but_a_quotation_in_one_breath():
    quote = SampleQuote("We stay. Ask again.", "direct", "", "", "")
    lines = ("It rained. It stopped.", "“We stay. Ask again.” she said. Then she left.")
    heard = spoken(Draft("T", lines, ("paragraph", "paragraph"), (quote,)))
    assert heard.lines == ("It rained.", "It stopped.", lines[1])


def test_cues_follow_one_another_without_overlap():
    lines = ["one two three", "four five", "six"]
    times = cue_times(lines)
    assert all(start < end for start, end in times)
    assert all(before[1] < after[0] for before, after in pairwise(times))
    assert minutes_of(lines) == pytest.approx((times[-1][1] - times[0][0]) / 60, abs=1e-4)
    assert "00:00:01.500 --> 00:00:03.150\none two three\n" in vtt(lines)
