"""Who said what."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from columninch.quotes.find import GRAMMARS, OTHER, find_quotes
from columninch.records import Block, Language, Quote, Reading

ENGLISH = [
    ("“We wait no longer,” said Anna Lund.", "direct", "We wait no longer,", "Anna Lund"),
    ('"We wait no longer," Anna Lund said.', "direct", "We wait no longer,", "Anna Lund"),
    ('Anna Lund told reporters: "We wait."', "direct", "We wait.", "Anna Lund"),
    ('"Is it shut?" asked Anna Lund, a pilot.', "direct", "Is it shut?", "Anna Lund"),
    ("Anna Lund said that the pier is shut.", "indirect", "the pier is shut", "Anna Lund"),
    ("Anna Lund said the pier is shut.", "indirect", "the pier is shut", "Anna Lund"),
    ("The pier is still shut, Anna Lund said.", "indirect", "The pier is still shut", "Anna Lund"),
    ("According to Anna Lund, the pier is shut.", "indirect", "the pier is shut", "Anna Lund"),
    ("According to Anna Lund nobody asked.", "indirect", "nobody asked", "Anna Lund"),
    ("According to Anna Lund, a pilot, it is shut.", "indirect", "it is shut", "Anna Lund"),
    (
        "Anna Lund put it like this: “We wait no longer.”",
        "direct",
        "We wait no longer.",
        "Anna Lund",
    ),
    ("The pier is shut, according to Anna Lund.", "indirect", "The pier is shut", "Anna Lund"),
    (
        'Anna Lund said the pier is "a wreck" now.',
        "mixed",
        'the pier is "a wreck" now',
        "Anna Lund",
    ),
]
PERSIAN = [
    ("مریم صالحی گفت: «ما منتظر نمی‌مانیم.»", "direct", "ما منتظر نمی‌مانیم.", "مریم صالحی"),
    ("«ما منتظر نمی‌مانیم»، مریم صالحی گفت.", "direct", "ما منتظر نمی‌مانیم", "مریم صالحی"),
    ("مریم صالحی گفت که اسکله بسته است.", "indirect", "اسکله بسته است", "مریم صالحی"),
    ("به گفتهٔ مریم صالحی، اسکله بسته است.", "indirect", "اسکله بسته است", "مریم صالحی"),
    ("به گفتهٔ مریم صالحی، زیست‌شناس، اسکله بسته است.", "indirect", "اسکله بسته است", "مریم صالحی"),
    ("«اسکله بسته است»؛ این را مریم صالحی می‌گوید.", "direct", "اسکله بسته است", "مریم صالحی"),
    ("مریم صالحی گفت که اسکله «ویران» است.", "mixed", "اسکله «ویران» است", "مریم صالحی"),
    ("مريم صالحي گفت: «ما منتظر نمي‌مانيم.»", "direct", "ما منتظر نمي‌مانيم.", "مريم صالحي"),
]


def reading(text: str, language: str = "en") -> Reading:
    return Reading(title="", text=text, blocks=(), language=Language(language, 1.0))


def quotes(text: str, language: str = "en") -> tuple[Quote, ...]:
    return find_quotes(reading(text, language))


def told(text: str, language: str = "en") -> list[tuple[str, str, str]]:
    return [
        (
            quote.kind,
            text[quote.span.start : quote.span.end],
            quote.speaker.name if quote.speaker else "",
        )
        for quote in quotes(text, language)
    ]


@pytest.mark.parametrize(("text", "kind", "said", "name"), ENGLISH)
def test_english_says_who_said_what(text: str, kind: str, said: str, name: str) -> None:
    assert told(text) == [(kind, said, name)]


@pytest.mark.parametrize(("text", "kind", "said", "name"), PERSIAN)
def test_persian_says_who_said_what(text: str, kind: str, said: str, name: str) -> None:
    assert told(text, "fa") == [(kind, said, name)]


def test_words_in_marks_that_nobody_said_are_no_quotation() -> None:
    assert told('The so-called "plan" has no friends on the "old quay".') == []
    assert told("این «طرح» دوستی ندارد.", "fa") == []


def test_a_quotation_that_goes_on_keeps_its_speaker() -> None:
    text = "“We wait no longer,” said Anna Lund. “The ferry must run.”\n“It is late,” she added."
    assert [name for _, _, name in told(text)] == ["Anna Lund"] * 3


def test_a_quotation_over_two_paragraphs_keeps_its_speaker() -> None:
    text = "Anna Lund said: “The first day was long.\n“The second day was longer.”"
    assert told(text) == [
        ("direct", "The first day was long.", "Anna Lund"),
        ("direct", "The second day was longer.", "Anna Lund"),
    ]


def test_a_surname_becomes_the_full_name_given_before() -> None:
    text = "Anna Lund came late. “It is shut,” Lund said. “Yes,” said Mr. Olof Brandt."
    assert [name for _, _, name in told(text)] == ["Anna Lund", "Olof Brandt"]


def test_a_persian_name_given_before_needs_no_comma() -> None:
    text = "«اسکله بسته است»، مریم صالحی، دبیر انجمن، گفت. به گفتهٔ صالحی کسی پاسخ نداد."
    assert told(text, "fa")[1] == ("indirect", "کسی پاسخ نداد", "مریم صالحی")


def test_a_surname_that_two_people_share_stays_a_surname() -> None:
    text = "Anna Lund met Olof Lund at the quay. “It is shut,” Lund said."
    assert [name for _, _, name in told(text)] == ["Lund"]


def test_a_speaker_has_role_and_affiliation_as_given() -> None:
    (quote,) = quotes("“It is shut,” said Anna Lund, a pilot for the Port of Karrow.")
    assert quote.speaker is not None
    assert (quote.speaker.role, quote.speaker.affiliation) == ("pilot", "the Port of Karrow")
    (quote,) = quotes("سخنگوی شرکت کشتیرانی گفت: «قایق می‌آید.»", "fa")
    assert quote.speaker is not None
    assert quote.speaker.name == ""
    assert (quote.speaker.role, quote.speaker.affiliation) == ("سخنگوی", "شرکت کشتیرانی")


def test_a_pronoun_far_from_any_name_stays_unnamed() -> None:
    (quote,) = quotes("“It is shut,” he said.")
    assert quote.speaker is not None
    assert quote.speaker.name == ""


def test_headings_are_not_read() -> None:
    text = "“It is shut,” says Lund\nNothing happened at the quay."
    heading = Block("heading", 0, text.index("\n"))
    rest = Block("paragraph", text.index("\n") + 1, len(text))
    found = find_quotes(Reading("", text, (heading, rest), Language("en", 1.0)))
    assert found == ()


def test_another_language_gives_longer_stretches_in_marks() -> None:
    text = "Er sagte: „Wir warten nicht länger auf die Fähre.“ Das „Ende“ kam."
    assert told(text, "de") == [("direct", "Wir warten nicht länger auf die Fähre.", "")]


def test_the_span_of_the_speaker_is_where_the_text_names_them() -> None:
    text = "“It is shut,” said Anna Lund, a pilot."
    (quote,) = quotes(text)
    assert quote.speaker is not None
    assert quote.speaker.span is not None
    assert text[quote.speaker.span.start : quote.speaker.span.end] == "Anna Lund, a pilot"
    assert quote.cue is not None
    assert text[quote.cue.start : quote.cue.end] == "said"


def test_every_confidence_is_a_probability() -> None:
    for grammar in (*GRAMMARS.values(), OTHER):
        assert all(0 < confidence < 1 for confidence in grammar.confidences.values())


PIECES = [
    "“We wait,”", '"Go', "said", "Anna Lund", ",", ".", "that", "he", "told", "\n", "”", "«", "»",
    "گفت", "که", "مریم", "به گفتهٔ", "according to", "who", "the mayor of Karrow", ":", "''", "—",
]  # fmt: skip


@settings(deadline=None)
@given(
    st.lists(st.sampled_from(PIECES), max_size=25).map(" ".join),
    st.sampled_from(["en", "fa", "de"]),
)
def test_spans_lie_in_the_text_and_never_overlap(text: str, language: str) -> None:
    end = 0
    for quote in quotes(text, language):
        assert end <= quote.span.start < quote.span.end <= len(text)
        end = quote.span.end
