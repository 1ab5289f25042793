"""What a page's text is, once its outlet's template is known.

Lines go that recur on the outlet's other pages, that stand where furniture stands, that name
other articles or caption pictures; paragraphs come back that stand where the text stands and
that reading the page by itself had missed. Each has a reason that a person can check. Prose at
the text's own place is given the benefit of the doubt: newsrooms repeat background paragraphs.
"""

from __future__ import annotations

import math
from collections import Counter
from dataclasses import dataclass, replace
from itertools import groupby
from typing import TYPE_CHECKING

from columninch.extract.assemble import Piece
from columninch.extract.templates.labels import label_of, tail_of
from columninch.extract.templates.outline import Line, key_of, outline
from columninch.extract.templates.template import (
    ALL_LINK,
    FEWEST_TITLE_WORDS,
    Place,
    Template,
    teasers_among,
)
from columninch.records import LeftOut
from columninch.text.normalise import letters
from columninch.text.words import word_count

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from lxml import etree

    from columninch.records import BlockKind, LeftOutReason

FEWEST_PAGES = 3
"""On which something stood, before its place is judged."""
FEW_PAGES = 5
TEXT_WORDS = 20
"""Words of new prose a page, from which a place is one of the text."""
SLOT = 0.8
LONGEST_DATA = 15
"""Words of a line with a time or a count."""
FEWEST_ECHO_LETTERS = 30
SET_OFF_KINDS: dict[str, BlockKind] = {"li": "list", "blockquote": "quote"}
SET_OFF = frozenset(SET_OFF_KINDS)
NEW = 2
"""Other pages on which a line must have stood, to be none of what is new on a page."""
START = 12
"""Letters by which the lines that a piece may begin with are found."""
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
    parts = page.with_missed([part for piece in pieces for part in page.parts_of(piece)])
    if page.of < 1:
        return Corrected(list(pieces), (), page.place_of(parts))
    echoes = page.echoes(parts)
    judged = [
        (part, page.left(part, "echo", 1, 1) if at in echoes else page.reason(part))
        for at, part in enumerate(parts)
    ]
    kept = [part for part, reason in judged if reason is None]
    words = sum(word_count(part.text) for part, _ in judged)
    left = sum(word_count(part.text) for part in kept)
    if not kept or (page.of < FEW_PAGES and left < 0.5 * words):
        return Corrected(list(pieces), (), page.place_of(parts))
    left_out = tuple(reason for _, reason in judged if reason is not None)
    return Corrected(list(_joined(kept)), left_out, page.place_of(kept))


@dataclass(frozen=True, slots=True)
class _Part:
    """A line of the text: a whole piece, or one of the lines that a piece is made of."""

    text: str
    line: Line | None
    """Where it stands on the page, where that is known."""
    piece: Piece
    """What it is a part of."""


def _joined(parts: Iterable[_Part]) -> Iterator[Piece]:
    """The pieces again, without the parts that are gone."""
    for _, of_piece in groupby(parts, key=lambda part: id(part.piece)):
        whole = list(of_piece)
        yield replace(whole[0].piece, text=" ".join(part.text for part in whole))


class _Page:
    """One page beside its outlet's template."""

    def __init__(self, template: Template, title: str, lines: Sequence[Line]) -> None:
        self.template = template
        self.title = key_of(title)
        self.lines = lines
        self.own = int(template.knows(title, lines))
        """1 where the page itself was learned from: it does not speak against itself."""
        self.of = template.pages - self.own
        self.letters = [letters(line.text) for line in lines]
        self.starts: dict[str, list[int]] = {}
        for at, text in enumerate(self.letters):
            self.starts.setdefault(text[:START], []).append(at)
        self.text_places = frozenset(
            place for place, standing in template.places.items() if is_text_place(standing)
        )
        in_text = [line for line in lines if line.place in self.text_places and line.is_prose]
        self.text_parents = frozenset(line.parent for line in in_text)
        self.order = {id(line): at for at, line in enumerate(lines)}
        new = [
            self.order[id(line)]
            for line in in_text
            if template.lines.get(line.key, 0) - self.own < NEW
        ]
        titles = {article.title_key for article in template.articles}
        self.teasers = teasers_among(lines, titles - {self.title})
        self.first_new, self.last_new = (min(new), max(new)) if new else (0, 0)

    def parts_of(self, piece: Piece) -> list[_Part]:
        """The lines of the page that a piece is made of; the piece itself where none are.

        Where the same words stand twice, those at the text's place are meant.
        """
        text = letters(piece.text)
        starts = (
            start
            for length in range(min(START, len(text)), 0, -1)
            for start in self.starts.get(text[:length], ())
        )
        found = [lines for start in starts if (lines := self._lines_from(start, text))]
        if not found:
            both = zip(self.lines, self.letters, strict=True)
            around = (line for line, known in both if text in known)
            return [_Part(piece.text, next(around, None) if len(text) >= START else None, piece)]
        lines = max(found, key=lambda some: self._likeness(some, piece))
        if len(lines) == 1:
            return [_Part(piece.text, lines[0], piece)]  # in the letters that were read
        return [_Part(line.text, line, piece) for line in lines]

    def _likeness(self, lines: Sequence[Line], piece: Piece) -> tuple[bool, bool]:
        """Of lines with the same words: those in the same letters, then those of the text."""
        is_exact = all(line.text in piece.text for line in lines)
        return is_exact, lines[0].place in self.text_places

    def _lines_from(self, start: int, text: str) -> list[Line]:
        """The lines from `start` on that together are `text`; none where they are not."""
        at, end = 0, start
        while at < len(text) and end < len(self.lines):
            if not text.startswith(self.letters[end], at):
                return []
            at += len(self.letters[end])
            end += 1
        return list(self.lines[start:end]) if at == len(text) else []

    def reason(self, part: _Part) -> LeftOut | None:
        """Why a part is none of the text, or None where it is."""
        key = key_of(part.text)
        if not key or key == self.title:
            return None
        seen = self.template.lines.get(key, 0) - self.own
        if seen >= self._enough(part.line):
            return self.left(part, "repeated", seen, self.of)
        line = part.line
        if line is None:
            return None
        if self._is_pointer(line, key):
            return self.left(part, "pointer", seen, self.of)
        if key in self.teasers:
            return self.left(part, "teaser", len(self.teasers), len(self.teasers))
        return self._by_place(part, line) or self._by_label(part, line)

    def echoes(self, parts: Sequence[_Part]) -> set[int]:
        """Which of `parts` say once more what another says: pull quotes, leads in a box."""
        # what stands at no one place of the page may be several lines glued: no witness
        known = {at: letters(part.text) for at, part in enumerate(parts) if part.line}
        found: set[int] = set()
        if self.of < FEWEST_PAGES:
            return found
        for at, part in list(enumerate(parts))[1:]:
            text = letters(part.text)
            if len(text) < FEWEST_ECHO_LETTERS or (part.line and part.line.is_heading):
                continue
            others = (other for place, other in known.items() if place != at)
            if any(text in other for other in others):
                found.add(at)
                known.pop(at, None)
        return found

    def _enough(self, line: Line | None) -> int:
        """On how many other pages a line must have stood to be furniture."""
        if line is None or (line.is_sentence and self._is_in_text(line)):
            share = 0.15 if line is None or self._is_amid(line) else 0.1
            return max(3, math.ceil(share * self.of))
        if self._is_in_text(line):
            is_subheading = line.link_share < 0.5 and self._is_amid(line)
            share = 0.5 if line.is_heading else 0.15 if is_subheading else 0.1
            fewest = 3 if is_subheading else 2
            return max(fewest if self.of > 3 else 1, math.ceil(share * self.of))
        return max(2 if self.of > 4 else 1, math.ceil(0.08 * self.of))

    def _is_in_text(self, line: Line) -> bool:
        return line.place in self.text_places or bool({line.parent, line.outer} & self.text_parents)

    def _is_amid(self, line: Line) -> bool:
        """Whether prose that is new stands before a line and behind it."""
        return self.first_new < self.order[id(line)] < self.last_new

    def _is_pointer(self, line: Line, key: str) -> bool:
        if line.is_prose or line.words < FEWEST_TITLE_WORDS:
            return False
        return line.link_share >= ALL_LINK or self.template.knows_title(key)

    def _by_place(self, part: _Part, line: Line) -> LeftOut | None:
        standing = self.template.places.get(line.place)
        if standing is None or standing.pages < FEWEST_PAGES:
            return None
        if line.is_beside_picture and standing.captions >= CAPTIONS * standing.lines:
            return self.left(part, "caption", standing.captions, standing.lines)
        if line.place in self.text_places:
            return self._if_heading_for_data(part, line)
        furniture = standing.again + standing.pointers
        if furniture >= FURNITURE * standing.lines or is_slot(standing):
            return self.left(part, "furniture", max(furniture, standing.numbers), standing.lines)
        if line.is_prose and standing.teasers >= FURNITURE * standing.prose:
            return self.left(part, "teaser", standing.teasers, standing.prose)
        return None

    def _if_heading_for_data(self, part: _Part, line: Line) -> LeftOut | None:
        """A line with a time or a count, at the text's top, is none of the text."""
        is_data = line.has_digits and not line.is_prose and not line.is_heading
        is_at_top = self.order[id(line)] <= self.first_new + 2  # a standfirst may stand above it
        if is_data and line.words <= LONGEST_DATA and is_at_top and line.link_share < 0.5:
            return self.left(part, "furniture", 1, 1)
        return None

    def _by_label(self, part: _Part, line: Line) -> LeftOut | None:
        return self._by_head(part, line) or self._by_tail(part, line)

    def _by_tail(self, part: _Part, line: Line) -> LeftOut | None:
        tail = self.template.labels.get(tail_of(line))
        if tail is None or tail.lines > 1.5 * tail.pages:
            return None
        if line.is_sentence and self._is_amid(line):
            return None
        fewest, share = (FEW_PAGES, 0.4) if line.is_sentence else (FEWEST_PAGES, 0.1)
        if tail.pages - self.own < max(fewest, share * self.of):
            return None
        return self.left(part, "label", tail.pages - self.own, self.of)

    def _by_head(self, part: _Part, line: Line) -> LeftOut | None:
        name = label_of(line)
        label = self.template.labels.get(name)
        if label is None or line.text.endswith(("?", "؟")) or label.lines > 2 * label.pages:
            return None  # as many begin so as in an interview
        share = 0.15 if line.link_share >= 0.4 or not line.is_prose else 0.3
        if label.pages - self.own < max(FEWEST_PAGES, share * self.of):
            return None
        is_dateline = self.order[id(line)] <= self.first_new or " " not in name
        if line.is_prose and line.link_share < 0.4 and is_dateline:
            return None
        return self.left(part, "label", label.pages - self.own, self.of)

    def left(self, part: _Part, reason: LeftOutReason, seen: int, of: int) -> LeftOut:
        place = part.line.place if part.line else ""
        return LeftOut(part.text, reason, place, seen, of)

    def with_missed(self, parts: list[_Part]) -> list[_Part]:
        """`parts` with the prose at the text's places that is not among them, in order."""
        if self.of < FEWEST_PAGES:
            return parts
        usual = self._usual_text()
        are_usual = {id(line) for line in usual}
        in_text = [part.line for part in parts if part.line and id(part.line) in are_usual]
        if usual and not in_text:
            return [_missed(line) for line in usual]
        around = {line.outer for line in in_text}
        known = "".join(letters(part.text) for part in parts)
        missed = []
        for line, text in zip(self.lines, self.letters, strict=True):
            is_usual = id(line) in are_usual and line.outer in around
            if (is_usual or self._is_set_off(line)) and text not in known:
                missed.append(line)
                known += text
        places = _rising(self.order[id(part.line)] if part.line else -1 for part in parts)
        merged = [
            *zip(places, parts, strict=True),
            *((self.order[id(line)], _missed(line)) for line in missed),
        ]
        return [part for _, part in sorted(merged, key=lambda one: one[0])]

    def _is_set_off(self, line: Line) -> bool:
        """Whether a line is a point of a list, a quotation or a subheading amid the text."""
        is_set_off = line.is_heading or not SET_OFF.isdisjoint(_tags(line.place)[-2:])
        is_inside = bool({line.parent, line.outer} & self.text_parents)
        is_new = self.template.lines.get(line.key, 0) - self.own < NEW
        is_text = line.link_share < 0.5 and not line.is_beside_picture and line.words > 1
        return is_set_off and is_inside and is_new and is_text and self._is_amid(line)

    def place_of(self, parts: Sequence[_Part]) -> str:
        """The place that holds most words of the text."""
        words: Counter[str] = Counter()
        for part in parts:
            if part.line is not None:
                words[part.line.place] += part.line.words
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


def is_slot(place: Place) -> bool:
    """Whether one line with a number stands there on each page: a date, a count, a byline."""
    is_single = place.lines <= 1.3 * place.pages and not place.prose
    return is_single and place.numbers >= SLOT * place.lines


def _missed(line: Line) -> _Part:
    kinds = (SET_OFF_KINDS[tag] for tag in _tags(line.place)[-2:] if tag in SET_OFF_KINDS)
    kind: BlockKind = "heading" if line.is_heading else next(kinds, "paragraph")
    return _Part(line.text, line, Piece(kind, line.text))


def _tags(place: str) -> list[str]:
    return [block.partition(".")[0] for block in place.split(" > ")]


def _rising(found: Iterable[int]) -> list[int]:
    """The same places, each unknown one as the one before it."""
    rising, last = [], 0
    for at in found:
        last = max(last, at)
        rising.append(last)
    return rising
