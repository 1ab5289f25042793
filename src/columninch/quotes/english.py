"""Who said what in English: patterns round quotation marks, and of reported speech.

The rules follow what journalists' attributions look like; see Pareti (2016), "PARC 3.0: A
Corpus of Attribution Relations", for the forms, and O'Keefe et al. (2012), "A Sequence
Labelling Approach to Quote Attribution", for the places where a speaker stands.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from columninch.quotes.english_direct import find_direct
from columninch.quotes.english_reported import find_reported
from columninch.records import Span
from columninch.text.sentences import sentences

if TYPE_CHECKING:
    from collections.abc import Iterator

    from columninch.quotes.candidates import Candidate, Paragraph

CONFIDENCES: dict[str, float] = {
    "cue after": 0.96,
    "signed": 0.95,
    "goes on": 0.9,
    "according to": 0.87,
    "said": 0.84,
    "said that": 0.84,
    "said at end": 0.83,
    "claims that": 0.83,
    "cue before": 0.86,
    "cue at quote": 0.7,
    "alone": 0.64,
    "colon": 0.6,
    "cue before a fragment": 0.54,
}
"""How often what a pattern finds is something said, counted on annotated news."""


def find_english(paragraph: Paragraph, before: Candidate | None) -> Iterator[Candidate]:
    """What is said in a paragraph of English; `before` is the last thing said above it."""
    spoken: list[Candidate] = []
    previous = before
    for place, quoted in enumerate(paragraph.quoted):
        found = find_direct(paragraph, place, quoted, previous)
        if found is not None:
            spoken.append(found)
            previous = found
    yield from spoken
    used = {candidate.cue for candidate in spoken}
    for one in sentences(paragraph.masked[paragraph.start : paragraph.end], "en"):
        sentence = Span(paragraph.start + one.start, paragraph.start + one.end)
        told = find_reported(paragraph, sentence)
        if told is not None and told.cue not in used:
            yield told
