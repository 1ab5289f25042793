"""Quotations and their speakers in a reading."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from columninch.quotes import english, generic, persian
from columninch.quotes.candidates import Candidate, Paragraph
from columninch.quotes.english_speakers import english_speakers
from columninch.quotes.marks import quoted_stretches
from columninch.quotes.persian_speakers import persian_speakers
from columninch.records import Quote, Span, Speaker

if TYPE_CHECKING:
    from columninch.quotes.marks import Quoted
    from columninch.records import Reading

_BLOT = "¤"
_SENTENCE_MARKS = ".?!,…؟،"
_NO_SPEECH = frozenset({"heading"})


@dataclass(frozen=True, slots=True)
class Grammar:
    """How one language tells who said what."""

    name: str
    find: Callable[[Paragraph, Candidate | None], Iterator[Candidate]]
    speakers: Callable[[str, tuple[Candidate, ...]], tuple[Speaker | None, ...]]
    confidences: Mapping[str, float]
    """Of each rule, how often what it finds is right."""
    summary: str
    reference: str = ""


def find_quotes(reading: Reading) -> tuple[Quote, ...]:
    """Everything that `reading` says somebody said, in the order of the text.

    Direct speech stands in quotation marks, indirect speech is told, mixed speech is told
    with some words in marks. Spans are of `reading.text` and never overlap. A word or two
    in marks that nobody is said to have said are no quotation. The speaker has the fullest
    name that the text gave before, and is None where the text doesn't say who spoke. The
    confidence is the share of such finds that were right where they were counted.
    """
    grammar = GRAMMARS.get(reading.language.code, OTHER)
    found: list[Candidate] = []
    for paragraph in _paragraphs(reading):
        last = found[-1] if found else None
        found += _apart(grammar.find(paragraph, last))
    speakers = grammar.speakers(reading.text, tuple(found))
    return tuple(
        Quote(
            kind=one.kind,
            span=Span(one.start, one.end),
            cue=one.cue,
            speaker=speaker,
            confidence=grammar.confidences[one.rule],
        )
        for one, speaker in zip(found, speakers, strict=True)
    )


def _apart(candidates: Iterator[Candidate]) -> Iterator[Candidate]:
    """The candidates in the order of the text, without those that overlap an earlier one."""
    end = -1
    for candidate in sorted(candidates, key=lambda one: (one.start, -one.end)):
        if candidate.start >= end and candidate.end > candidate.start:
            end = candidate.end
            yield candidate


def _paragraphs(reading: Reading) -> Iterator[Paragraph]:
    text = reading.text
    spans = _spoken_blocks(reading) or [
        Span(*line.span()) for line in re.finditer(r"[^\n]+", text) if line[0].strip()
    ]
    masked = list(text)
    quoted: list[tuple[Quoted, ...]] = []
    for span in spans:
        goes_on = bool(quoted and quoted[-1] and not quoted[-1][-1].is_closed)
        quoted.append(quoted_stretches(text, span.start, span.end, goes_on))
        for one in quoted[-1]:
            _blot(masked, one)
    blotted = "".join(masked)
    for span, stretches in zip(spans, quoted, strict=True):
        yield Paragraph(text, blotted, span.start, span.end, stretches)


def _spoken_blocks(reading: Reading) -> list[Span]:
    return [
        Span(*line.span())
        for block in reading.blocks
        if block.kind not in _NO_SPEECH
        for line in re.compile(r"[^\n]+").finditer(reading.text, block.start, block.end)
        if line[0].strip()
    ]


def _blot(masked: list[str], quoted: Quoted) -> None:
    """Hide what is quoted, but for a sentence's mark at its end."""
    for place in range(quoted.inner_start, quoted.inner_end):
        is_last = place == quoted.inner_end - 1
        if not (is_last and masked[place] in _SENTENCE_MARKS):
            masked[place] = _BLOT


GRAMMARS: dict[str, Grammar] = {
    "en": Grammar(
        name="English",
        find=english.find_english,
        speakers=english_speakers,
        confidences=english.CONFIDENCES,
        summary="patterns round quotation marks and verbs of saying",
        reference="Pareti (2016), PARC 3.0",
    ),
    "fa": Grammar(
        name="Persian",
        find=persian.find_persian,
        speakers=persian_speakers,
        confidences=persian.CONFIDENCES,
        summary="guillemets and verbs of saying, which stand last in their clause",
    ),
}
"""By language code; what is missing here is read by its quotation marks alone."""

OTHER = Grammar(
    name="any other language",
    find=generic.find_generic,
    speakers=generic.no_speakers,
    confidences=generic.CONFIDENCES,
    summary="longer stretches in quotation marks, without speakers",
)
