"""Copies: each cited passage is found, marked once, and nothing of the text is lost."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from columninch.publish.citing import copies_of, copy_paragraphs
from columninch.records import Span
from tests.publish.examples import ISSUE, LETTER, NORBY


def test_every_quotation_has_a_place_on_its_copy() -> None:
    copies = copies_of(ISSUE)
    for part in ISSUE.parts:
        for section in part.sections:
            for entry in section.entries:
                for quotation in entry.quotations:
                    assert "#c1-" in copies.link(quotation.source, quotation.text)


def test_words_that_do_not_stand_in_the_copy_get_no_place() -> None:
    copies = copies_of(ISSUE)
    assert "#" not in copies.link(NORBY, "I said we would never try.")
    assert copies.holder((NORBY, LETTER), "فقط بگویید کدام روز.") is LETTER


@st.composite
def texts_with_spans(draw: st.DrawFn) -> tuple[str, list[Span]]:
    text = draw(st.text(st.sampled_from("ab \n"), min_size=1, max_size=60))
    ends = st.integers(0, len(text))
    pairs = draw(st.lists(st.tuples(ends, ends), max_size=4))
    return text, [Span(min(pair), max(pair)) for pair in pairs if pair[0] != pair[1]]


@given(texts_with_spans())
def test_pieces_join_to_the_paragraphs_and_mark_what_is_cited(
    given_text: tuple[str, list[Span]],
) -> None:
    text, spans = given_text
    paragraphs = copy_paragraphs(0, text, spans)
    told = ["".join(piece.text for piece in paragraph) for paragraph in paragraphs]
    assert told == [line for line in text.split("\n") if line.strip()]
    cited = sum(len(piece.text) for one in paragraphs for piece in one if piece.is_cited)
    covered = {place for span in spans for place in range(span.start, span.end)}
    blank = {place for place in covered if not _line_of(text, place).strip() or text[place] == "\n"}
    assert cited == len(covered - blank)


def _line_of(text: str, place: int) -> str:
    start = text.rfind("\n", 0, place) + 1
    end = text.find("\n", place)
    return text[start : end if end >= 0 else len(text)]


def test_words_inside_a_longer_citation_lead_to_the_copy_without_a_place_of_their_own() -> None:
    copies = copies_of(ISSUE)
    whole = next(
        (copy, excerpt, span)
        for copy in copies.by_file.values()
        for excerpt, spans in zip(copy.excerpts, copy.passages, strict=True)
        for span in spans
        if excerpt[span.start : span.end].count(" ") > 4
    )
    copy, excerpt, span = whole
    inner = excerpt[span.start : span.end].split(" ", 1)[1].rsplit(" ", 1)[0]
    assert copies.link(copy.source, inner) == copy.file
