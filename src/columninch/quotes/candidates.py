"""What a language's grammar finds in a paragraph, before the speakers are named."""

from __future__ import annotations

from dataclasses import dataclass

from columninch.quotes.marks import Quoted
from columninch.records import QuoteKind, Span, Speaker

PRONOUN_REACH = 700
"""In characters: a pronoun means the last named speaker only so near to him or her."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """Something said, with the words that tell so; offsets into the reading's text."""

    kind: QuoteKind
    start: int
    end: int
    cue: Span | None
    source: Span | None
    """The words that say who spoke, or None where another sentence does."""
    rule: str
    """The pattern that found it: a key of the grammar's confidences."""


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph of a reading, with its quoted stretches."""

    text: str
    """Of the whole reading."""
    masked: str
    """The same, with what stands between quotation marks blotted out, length unchanged."""
    start: int
    end: int
    quoted: tuple[Quoted, ...]


def is_near(last: Speaker, pronoun: Span) -> bool:
    """Whether a pronoun stands near enough behind the last named speaker to mean them."""
    return last.span is not None and 0 <= pronoun.start - last.span.end <= PRONOUN_REACH
