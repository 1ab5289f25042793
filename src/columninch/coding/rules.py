"""Query rules: boolean queries over the words of a title and a text.

    ferry                     the word, wherever it stands
    "night ferry"             the words in this order, one after the other
    ferr*                     words that begin so; also in a phrase: "night ferr*"
    title:ferry               the word in the title; also title:"night ferry"
    ferry AND strike          both; AND may be left out
    ferry OR boat             one or both; binds weaker than AND
    NOT cup                   not there; binds strongest
    ferry NEAR/5 strike       at most 5 words on, in either order, in one field
    (ferry OR boat) strike    parentheses

Operators are in capitals. Words are compared after `columninch.text.normalise.fold`, so that
case, digits, Persian yeh and kaf, vowel marks and ZWNJ make no difference. A term that folds
to several words is a phrase.
"""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Literal, assert_never

from columninch.coding.syntax import FOLDED_WORD, And, Near, Node, Not, Or, Term, parse
from columninch.records import Span
from columninch.text.normalise import folded

if TYPE_CHECKING:
    from collections.abc import Iterator

FieldName = Literal["title", "text"]


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """Where something was found: a field, and its first and last word there (inclusive)."""

    field: FieldName
    first: int
    last: int


class FoldedWords:
    """The folded words of one field, with their offsets in the original."""

    def __init__(self, original: str) -> None:
        """Fold and index `original`."""
        whole = folded(original)
        self.words: list[str] = []
        self.spans: list[Span] = []
        self.places: dict[str, list[int]] = {}
        for number, match in enumerate(FOLDED_WORD.finditer(whole.text)):
            self.words.append(match[0])
            self.spans.append(whole.span(*match.span()))
            self.places.setdefault(match[0], []).append(number)
        self.vocabulary = sorted(self.places)

    def beginning_with(self, prefix: str) -> Iterator[str]:
        """The words that begin with `prefix`."""
        at = bisect_left(self.vocabulary, prefix)
        while at < len(self.vocabulary) and self.vocabulary[at].startswith(prefix):
            yield self.vocabulary[at]
            at += 1

    def find(self, term: Term) -> Iterator[tuple[int, int]]:
        """First and last word of each place where `term` stands."""
        last = term.words[-1]
        ends = list(self.beginning_with(last)) if term.is_prefix else [last]
        before = term.words[:-1]
        for word in ends:
            for place in self.places.get(word, ()):
                first = place - len(before)
                if first >= 0 and tuple(self.words[first:place]) == before:
                    yield first, place


class FoldedItem:
    """An item as rules see it; made once and asked by many rules."""

    def __init__(self, title: str, text: str) -> None:
        """Fold and index both fields."""
        self.fields: dict[FieldName, FoldedWords] = {
            "title": FoldedWords(title),
            "text": FoldedWords(text),
        }


@dataclass(frozen=True, slots=True)
class Rule:
    """A parsed query rule."""

    root: Node

    def places(self, item: FoldedItem) -> tuple[Place, ...]:
        """Each place of `item` for which the rule holds, in order; none where it doesn't hold.

        A rule that only asks for absence holds without any place.
        """
        if not _holds(self.root, item):
            return ()
        return tuple(sorted(_places(self.root, item)))

    def holds(self, item: FoldedItem) -> bool:
        """Whether the rule holds for `item`."""
        return _holds(self.root, item)

    def matches(self, title: str, text: str) -> bool:
        """Whether the rule holds for an item with this title and text."""
        return self.holds(FoldedItem(title, text))

    def hits(self, title: str, text: str) -> tuple[Span, ...]:
        """The stretches of `text` for which the rule holds, in order and without overlaps."""
        item = FoldedItem(title, text)
        spans = item.fields["text"].spans
        merged: list[Span] = []
        for place in self.places(item):
            if place.field != "text":
                continue
            span = Span(spans[place.first].start, spans[place.last].end)
            if merged and span.start < merged[-1].end:
                before = merged.pop()
                span = Span(before.start, max(before.end, span.end))
            merged.append(span)
        return tuple(merged)


@lru_cache(maxsize=4096)
def parse_rule(rule: str, where: str = "") -> Rule:
    """The rule that `rule` writes down.

    Raises `CodebookError` with `where` and the character at which it can't be understood.
    """
    return Rule(parse(rule, where))


def _holds(node: Node, item: FoldedItem) -> bool:
    match node:
        case And(parts):
            return all(_holds(part, item) for part in parts)
        case Or(parts):
            return any(_holds(part, item) for part in parts)
        case Not(part):
            return not _holds(part, item)
        case Term() | Near():
            return any(True for _ in _places(node, item))
        case _:
            assert_never(node)


def _places(node: Node, item: FoldedItem) -> set[Place]:
    match node:
        case Term():
            return set(_term_places(node, item))
        case Near():
            return set(_near_places(node, item))
        case And(parts) | Or(parts):
            held = (part for part in parts if _holds(part, item))
            return {place for part in held for place in _places(part, item)}
        case Not():
            return set()
        case _:
            assert_never(node)


def _term_places(term: Term, item: FoldedItem) -> Iterator[Place]:
    for field, words in item.fields.items():
        if field == "title" or not term.in_title:
            yield from (Place(field, first, last) for first, last in words.find(term))


def _near_places(near: Near, item: FoldedItem) -> Iterator[Place]:
    rights = sorted(_places(near.right, item))
    for left in _places(near.left, item):
        for right in rights:
            if left.field != right.field:
                continue
            # a gap of 0 or less would be one stretch of words counted for both sides
            gap = max(right.first - left.last, left.first - right.last)
            if 0 < gap <= near.distance:
                first, last = min(left.first, right.first), max(left.last, right.last)
                yield Place(left.field, first, last)
