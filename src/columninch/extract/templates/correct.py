"""What a page's text is, once its outlet's template is known.

Lines go that recur on the outlet's other pages, that stand where furniture stands, that name
other articles or caption pictures; paragraphs come back that stand where the text stands and
that reading the page by itself had missed. Each has a reason that a person can check. Prose at
the text's own place is given the benefit of the doubt: newsrooms repeat background paragraphs.
"""

from __future__ import annotations

import math
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from columninch.extract.assemble import Piece
from columninch.extract.templates.labels import label_of
from columninch.extract.templates.outline import key_of, outline
from columninch.records import LeftOut
from columninch.text.normalise import fold
from columninch.text.words import word_count

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from lxml import etree

    from columninch.extract.templates.outline import Line
    from columninch.extract.templates.template import Place, Template
    from columninch.records import LeftOutReason

FEWEST_PAGES = 3
"""On which something stood, before its place is judged."""
FEW_PAGES = 5
TEXT_WORDS = 20
"""Words of new prose a page, from which a place is one of the text."""
FURNITURE = 0.6
"""The share of a place's lines that recur or point, from which it is furniture."""
CAPTIONS = 0.7
"""The share of a place's lines beside pictures, from which it is one of captions."""


@dataclass(frozen=True, slots=True)
class Corrected:
    """A page's text by its outlet's template."""

    pieces: list[Piece]
    left_out: tuple[LeftOut, ...]
    text_place: str
    """Where most of the text stands; empty where that is not known."""


def by_template(
    template: Template, title: str, root: etree._Element, pieces: Sequence[Piece]
) -> Corrected:
    """`pieces` of a page as its outlet's template corrects them, and what went, with reasons.

    As long as few pages were seen, a text of which more than half would go stays as it is:
    it may be the same article once more. `root` is not changed.
    """
    page = _Page(template, title, outline(root))
    if page.of < 1:
        return Corrected(list(pieces), (), page.place_of(pieces))
    judged = [(piece, page.reason(piece)) for piece in page.with_missed(pieces)]
    kept = [piece for piece, reason in judged if reason is None]
    words = sum(word_count(piece.text) for piece, _ in judged)
    left = sum(word_count(piece.text) for piece in kept)
    if not kept or (page.of < FEW_PAGES and left < 0.5 * words):
        return Corrected(list(pieces), (), page.place_of(pieces))
    left_out = tuple(reason for _, reason in judged if reason is not None)
    return Corrected(kept, left_out, page.place_of(kept))


class _Page:
    """One page beside its outlet's template."""

    def __init__(self, template: Template, title: str, lines: Sequence[Line]) -> None:
        self.template = template
        self.title = key_of(title)
        self.lines = lines
        self.own = int(template.knows(title, lines))
        """1 where the page itself was learned from: it does not speak against itself."""
        self.of = template.pages - self.own
        self.by_key = {line.key: line for line in reversed(lines) if line.key}
        self.text_places = frozenset(
            place for place, standing in template.places.items() if is_text_place(standing)
        )
        in_text = [line for line in lines if line.place in self.text_places and line.is_prose]
        self.text_parents = frozenset(line.parent for line in in_text)

    def reason(self, piece: Piece) -> LeftOut | None:
        """Why a piece is none of the text, or None where it is."""
        key = key_of(piece.text)
        if not key or key == self.title:
            return None
        line = self.by_key.get(key)
        seen = self.template.lines.get(key, 0) - self.own
        if seen >= self._enough(line):
            return self._left(piece, line, "repeated", seen, self.of)
        if line is None:
            return None
        if line.words > 2 and not line.is_prose and self.template.knows_title(key):
            return self._left(piece, line, "pointer", seen, self.of)
        return self._by_place(piece, line) or self._by_label(piece, line)

    def _enough(self, line: Line | None) -> int:
        """On how many other pages a line must have stood to be furniture."""
        if line is None or (line.is_prose and self._is_in_text(line)):
            return max(3, math.ceil(0.3 * self.of))
        if self._is_in_text(line):
            share = 0.5 if line.is_heading else 0.15
            return max(2 if self.of > 3 else 1, math.ceil(share * self.of))
        return max(2 if self.of > 4 else 1, math.ceil(0.08 * self.of))

    def _is_in_text(self, line: Line) -> bool:
        return line.place in self.text_places or bool({line.parent, line.outer} & self.text_parents)

    def _by_place(self, piece: Piece, line: Line) -> LeftOut | None:
        standing = self.template.places.get(line.place)
        if standing is None or standing.pages < FEWEST_PAGES:
            return None
        if line.is_beside_picture and standing.captions >= CAPTIONS * standing.lines:
            return self._left(piece, line, "caption", standing.captions, standing.lines)
        if line.place in self.text_places:
            return None
        furniture = standing.again + standing.pointers
        if furniture >= FURNITURE * standing.lines:
            return self._left(piece, line, "furniture", furniture, standing.lines)
        if line.is_prose and standing.teasers >= FURNITURE * standing.prose:
            return self._left(piece, line, "teaser", standing.teasers, standing.prose)
        return None

    def _by_label(self, piece: Piece, line: Line) -> LeftOut | None:
        label = self.template.labels.get(label_of(line))
        if label is None or label.pages - self.own < max(FEWEST_PAGES, 0.15 * self.of):
            return None
        if label.lines > 2 * label.pages or line.text.endswith(("?", "؟")):
            return None  # as many begin so as in an interview
        if line.link_share < 0.4 and line.is_prose:
            return None
        return self._left(piece, line, "label", label.pages - self.own, self.of)

    def _left(
        self, piece: Piece, line: Line | None, reason: LeftOutReason, seen: int, of: int
    ) -> LeftOut:
        return LeftOut(piece.text, reason, line.place if line else "", seen, of)

    def with_missed(self, pieces: Sequence[Piece]) -> list[Piece]:
        """`pieces` with the prose at the text's places that is not among them, in order."""
        if self.of < FEWEST_PAGES:
            return list(pieces)
        order = {line.key: at for at, line in enumerate(self.lines)}
        found = [order.get(key_of(piece.text), -1) for piece in pieces]
        matched = [self.lines[at] for at in found if at >= 0]
        in_text = [line for line in matched if line.place in self.text_places]
        usual = self._usual_text()
        if usual and not in_text:
            return [Piece("paragraph", line.text) for line in usual]
        parents = {line.parent for line in in_text}
        known = "".join(key_text(piece.text) for piece in pieces)
        missed = [
            (order[line.key], Piece("paragraph", line.text))
            for line in usual
            if line.parent in parents and key_text(line.text) not in known
        ]
        return _merged(list(zip(_rising(found), pieces, strict=True)), missed)

    def place_of(self, pieces: Sequence[Piece]) -> str:
        """The place that holds most words of `pieces`."""
        words: Counter[str] = Counter()
        for piece in pieces:
            line = self.by_key.get(key_of(piece.text))
            if line is not None:
                words[line.place] += line.words
        return words.most_common(1)[0][0] if words else ""

    def _usual_text(self) -> list[Line]:
        """The page's prose at places where text stands on many of the outlet's pages."""
        return [
            line
            for line in self.lines
            if line.is_prose
            and line.place in self.text_places
            and self.template.places[line.place].pages >= 0.3 * self.of
        ]


def is_text_place(place: Place) -> bool:
    """Whether the outlet's articles stand there: much prose, and new on each page."""
    is_new = place.new_words >= max(TEXT_WORDS * place.pages, place.old_words)
    return is_new and place.teasers < FURNITURE * place.prose


def key_text(text: str) -> str:
    """A text's letters and digits, folded, for looking one up in another."""
    return "".join(filter(str.isalnum, fold(text)))


def _rising(found: Iterable[int]) -> list[int]:
    """The same places, each unknown one as the one before it."""
    rising, last = [], 0
    for at in found:
        last = max(last, at)
        rising.append(last)
    return rising


def _merged(known: list[tuple[int, Piece]], missed: list[tuple[int, Piece]]) -> list[Piece]:
    return [piece for _, piece in sorted([*known, *missed], key=lambda one: one[0])]
