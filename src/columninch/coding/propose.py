"""What query rules propose for an item; a person decides."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from columninch.coding.rules import FoldedItem, Place, parse_rule
from columninch.records import Answer

if TYPE_CHECKING:
    from columninch.records import Codebook, Question


@dataclass(frozen=True, slots=True)
class Proposal:
    """An answer that the rules propose."""

    question: str
    """The question's key."""
    answer: str
    """The answer's key."""
    score: float
    """The answer's part of all hits of the question's rules, from 0 to 1; 0 for none at all."""


@dataclass(frozen=True, slots=True)
class _Match:
    answer: Answer
    hits: int
    title_hits: int


def propose(codebook: Codebook, title: str, text: str) -> tuple[Proposal, ...]:
    """What the codebook's rules propose for an item, in the codebook's order.

    An exclusive question gets one answer: the one with the most hits in title and text; of
    equals the one with more of them in the title, then the earlier one in the codebook; where
    no rule holds its last answer, "none of these". Another question gets each answer whose
    rule holds. A question without any rule gets nothing: nobody looked.

    Raises `CodebookError` for a rule that can't be understood.
    """
    item = FoldedItem(title, text)
    return tuple(
        proposal
        for question in codebook.questions
        if any(answer.rule for answer in question.answers)
        for proposal in _proposals(question, item)
    )


def _proposals(question: Question, item: FoldedItem) -> tuple[Proposal, ...]:
    matches = _matches(question, item)
    all_hits = sum(match.hits for match in matches)
    if question.exclusive:
        # max keeps the first of equals, which is the codebook's order
        best = max(matches, key=lambda match: (match.hits, match.title_hits), default=None)
        if best is None:
            return (Proposal(question.key, question.answers[-1].key, 0.0),)
        matches = [best]
    return tuple(
        Proposal(question.key, match.answer.key, match.hits / all_hits) for match in matches
    )


def _matches(question: Question, item: FoldedItem) -> list[_Match]:
    matches = []
    for answer in question.answers:
        if not answer.rule:
            continue
        rule = parse_rule(answer.rule, f"{question.key}/{answer.key}")
        if not rule.holds(item):
            continue
        places = rule.places(item)
        in_title = sum(_is_in_title(place) for place in places)
        # a rule of nothing but NOT holds without a place: that is one reason, not none
        matches.append(_Match(answer, max(len(places), 1), in_title))
    return matches


def _is_in_title(place: Place) -> bool:
    return place.field == "title"
