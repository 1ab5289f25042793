"""What changed between two texts: paragraph by paragraph, then word by word.

1. Paragraphs that stand in both texts in one order are found first.
2. Between them, paragraphs that share words are taken for one that was changed; what is left
   on one side alone is gone or new.
3. A changed paragraph is compared by its sentences, and by words only where sentences differ.

So words are only ever compared within a few sentences, and a text of 50,000 words costs
little more than ten of 5,000. Where a stretch is too long for that, it counts as replaced.

Myers (1986), "An O(ND) Difference Algorithm and Its Variations", and Ratcliff and Metzener
(1988), "Pattern Matching: The Gestalt Approach", which `difflib` follows.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import TYPE_CHECKING, Literal

from columninch.text.words import words

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

PieceKind = Literal["same", "gone", "new"]
ChangeKind = Literal["same", "gone", "new", "changed"]

ALIKE = 0.3
"""Of two paragraphs' words that they share: less, and neither was made of the other."""
MOST_COMPARED = 1_000_000
"""Pairs of words or paragraphs that are compared with each other in one stretch."""

_TOKEN = re.compile(r"\s+|[^\W_](?:[\w'’\u200c\u200d\u0300-\u036f\u064b-\u0652])*|.", re.DOTALL)
_SENTENCE = re.compile(r"[^.!?؟。]*(?:[.!?؟。]+[\"'”’»)\]]*\s*|$)", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of text that stands in both texts, only in the old one, or only in the new."""

    kind: PieceKind
    text: str


@dataclass(frozen=True, slots=True)
class ParagraphChange:
    """What became of one paragraph; all pieces but the new ones are its old text."""

    kind: ChangeKind
    pieces: tuple[Piece, ...]

    @property
    def old(self) -> str | None:
        """The paragraph as it was; None where there was none."""
        return None if self.kind == "new" else _side(self.pieces, "new")

    @property
    def new(self) -> str | None:
        """The paragraph as it is; None where it is gone."""
        return None if self.kind == "gone" else _side(self.pieces, "gone")


def changed_paragraphs(old: str, new: str) -> tuple[ParagraphChange, ...]:
    """What became of each paragraph (a line of the text), in the order of reading.

    The `old` of all, joined by line feeds, is the old text; the `new` of all, the new one.
    """
    before, after = old.split("\n"), new.split("\n")
    found: list[ParagraphChange] = []
    for kind, start, end, other_start, other_end in _opcodes(before, after):
        if kind == "equal":
            found += [_one("same", text) for text in before[start:end]]
        else:
            found += _replaced(before[start:end], after[other_start:other_end])
    return tuple(found)


def changed_words(old: str, new: str) -> tuple[Piece, ...]:
    """The pieces of one paragraph: those that aren't new are `old`, those not gone are `new`."""
    pieces: list[Piece] = []
    sentences, others = _sentences(old), _sentences(new)
    for kind, start, end, other_start, other_end in _opcodes(sentences, others):
        if kind == "equal":
            pieces.append(Piece("same", "".join(sentences[start:end])))
            continue
        was, now = "".join(sentences[start:end]), "".join(others[other_start:other_end])
        pieces += _by_words(was, now)
    return _joined(pieces)


def _by_words(old: str, new: str) -> Iterator[Piece]:
    before, after = _TOKEN.findall(old), _TOKEN.findall(new)
    for kind, start, end, other_start, other_end in _opcodes(before, after):
        if kind == "equal":
            yield Piece("same", "".join(before[start:end]))
            continue
        if start < end:
            yield Piece("gone", "".join(before[start:end]))
        if other_start < other_end:
            yield Piece("new", "".join(after[other_start:other_end]))


def _opcodes(old: Sequence[str], new: Sequence[str]) -> Iterator[tuple[str, int, int, int, int]]:
    """`difflib`'s opcodes, the same beginning and end set apart, which costs next to nothing."""
    first = _same_start(old, new)
    last = _same_start(old[first:][::-1], new[first:][::-1])
    end, other_end = len(old) - last, len(new) - last
    if first:
        yield "equal", 0, first, 0, first
    if (end - first) * (other_end - first) > MOST_COMPARED:
        yield "replace", first, end, first, other_end
    elif first < end or first < other_end:
        inner = SequenceMatcher(None, old[first:end], new[first:other_end], autojunk=False)
        for kind, start, stop, other_start, other_stop in inner.get_opcodes():
            yield kind, start + first, stop + first, other_start + first, other_stop + first
    if last:
        yield "equal", end, len(old), other_end, len(new)


def _same_start(old: Sequence[str], new: Sequence[str]) -> int:
    count = 0
    for one, other in zip(old, new, strict=False):
        if one != other:
            break
        count += 1
    return count


def _replaced(before: Sequence[str], after: Sequence[str]) -> Iterator[ParagraphChange]:
    """Paragraphs between two that stayed: each old one with the first new one that is like it."""
    at = 0
    for text in before:
        partner = _partner(text, after, at) if len(before) * len(after) <= MOST_COMPARED else None
        if partner is None:
            yield _one("gone", text)
            continue
        yield from (_one("new", one) for one in after[at:partner])
        yield ParagraphChange("changed", changed_words(text, after[partner]))
        at = partner + 1
    yield from (_one("new", one) for one in after[at:])


def _partner(text: str, after: Sequence[str], at: int) -> int | None:
    wanted = _word_set(text)
    for place in range(at, min(at + 50, len(after))):
        other = _word_set(after[place])
        if len(wanted & other) >= ALIKE * max(len(wanted), len(other), 1):
            return place
    return None


def _word_set(text: str) -> frozenset[str]:
    return frozenset(text[span.start : span.end] for span in words(text))


def _sentences(text: str) -> list[str]:
    """Cut behind each mark that may end a sentence; joined, the text again."""
    return [one for one in _SENTENCE.findall(text) if one]


def _one(kind: PieceKind, text: str) -> ParagraphChange:
    return ParagraphChange(kind, (Piece(kind, text),))


def _side(pieces: tuple[Piece, ...], without: PieceKind) -> str:
    return "".join(piece.text for piece in pieces if piece.kind != without)


def _joined(pieces: Sequence[Piece]) -> tuple[Piece, ...]:
    """Neighbours of one kind as one piece."""
    joined: list[Piece] = []
    for piece in pieces:
        if joined and joined[-1].kind == piece.kind:
            joined[-1] = Piece(piece.kind, joined[-1].text + piece.text)
        else:
            joined.append(piece)
    return tuple(joined)
