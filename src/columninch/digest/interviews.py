"""Interviews: which words are a question, and which its answer."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

from columninch.records import Exchange
from columninch.text.words import word_count

if TYPE_CHECKING:
    from collections.abc import Sequence

    from columninch.records import Block

FEWEST = 2
"""Exchanges that make an interview: one question and answer stand in many an article."""
LONGEST_QUESTION = 80
"""In words."""

_TALK = frozenset({"paragraph", "heading", "quote", "list", "cue"})
_ASKED = re.compile(r"(?:Q|Question|پرسش|سوال|سؤال|س)\s*[:.：]\s*", re.IGNORECASE)
_ANSWERED = re.compile(r"(?:A|Answer|پاسخ|جواب|ج)\s*[:.：]\s*", re.IGNORECASE)
_NAMED = re.compile(r"(?P<name>[^\W\d_][^:：.!?؟\n]{0,40}?)\s*[:：]\s+(?=\S)")
_MARKS = ("?", "؟", "?»", "؟»", "?”", "؟”", '?"')


def exchanges(text: str, blocks: Sequence[Block]) -> tuple[Exchange, ...]:
    """The questions and answers of an interview, in order; none where the text isn't one.

    Three ways of printing one are known: turns marked as question and answer ("Q:", «پرسش:»),
    turns that begin with a name and a colon, where one of two names does the asking, and
    questions as blocks of their own that end in a question mark. Marks and names are left out;
    all else is verbatim. What stands before the first question belongs to no exchange, and an
    answer of several blocks has a line for each.
    """
    parts = [text[block.start : block.end].strip() for block in blocks if block.kind in _TALK]
    parts = [part for part in parts if part]
    for read in (_marked, _named, _questions):
        found = _paired(read(parts))
        if len(found) >= FEWEST:
            return found
    return ()


Turn = tuple[str, str]
"""What a block is ("question", "answer", or "more" of the turn before it), and its words."""


def _paired(turns: Sequence[Turn]) -> tuple[Exchange, ...]:
    """Questions with the answers that follow them; a question without an answer is dropped."""
    found: list[Exchange] = []
    question, answer = "", list[str]()
    last = ""
    for kind, words in [*turns, ("question", "")]:
        kind = last if kind == "more" else kind
        if kind == "question" and answer:
            found.append(Exchange(question, "\n".join(answer)))
            question, answer = words, []
        elif kind == "question":
            question = f"{question} {words}".strip() if last == "question" else words
        elif kind == "answer" and question:
            answer.append(words)
        last = kind
    return tuple(found)


def _marked(parts: Sequence[str]) -> list[Turn]:
    return [_marked_turn(part) for part in parts]


def _marked_turn(part: str) -> Turn:
    if asked := _ASKED.match(part):
        return "question", part[asked.end() :]
    if answered := _ANSWERED.match(part):
        return "answer", part[answered.end() :]
    return "more", part


def _named(parts: Sequence[str]) -> list[Turn]:
    """Turns by name; the asker is the one whose turns end in a question mark more often."""
    matches = [_NAMED.match(part) for part in parts]
    names = Counter(match["name"] for match in matches if match)
    asking = Counter(
        match["name"]
        for match, part in zip(matches, parts, strict=True)
        if match and part.endswith(_MARKS)
    )
    regular = {name for name, count in names.items() if count >= FEWEST}
    asker = max(regular, key=lambda name: (asking[name] / names[name], name), default="")
    if not asking[asker] or len(regular) < 2:
        return []
    turns: list[Turn] = []
    for match, part in zip(matches, parts, strict=True):
        if match is None or match["name"] not in regular:
            turns.append(("more", part))
        else:
            kind = "question" if match["name"] == asker else "answer"
            turns.append((kind, part[match.end() :]))
    return turns


def _questions(parts: Sequence[str]) -> list[Turn]:
    return [("question" if _is_question(part) else "answer", part) for part in parts]


def _is_question(part: str) -> bool:
    return part.endswith(_MARKS) and word_count(part) <= LONGEST_QUESTION
