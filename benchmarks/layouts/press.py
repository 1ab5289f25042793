"""Articles of an outlet of the sample press, with others made of what its rivals wrote."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from difflib import SequenceMatcher
from typing import TYPE_CHECKING

from columninch.sample.edition import edition

from .draft import Draft
from .draw import draw, drawn, one_in
from .markup import initial_sentence
from .pools import WORDING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from columninch.sample.nouns import SampleItem

OWN = 32
"""How many articles are the outlet's own, at most."""
FOLLOWED = 10
"""So many articles follow another up."""
RUNNING = 3
COUNT = 50
ADDED = 2
"""What so many rivals wrote is added to an own article."""
ALIKE = 0.9
"""No standfirst says the first paragraph once more, nearly word for word."""
LONGEST = 14
BRIEF = range(38, 63)
"""How many words a very short article has."""


@dataclass(frozen=True)
class Piece:
    """What one outlet wrote about a story, in lines that nothing else in the stock repeats."""

    title: str
    story: str
    lines: tuple[str, ...]
    author: str
    published: datetime

    @property
    def word_count(self) -> int:
        """Its length."""
        return sum(len(line.split()) for line in self.lines)


def press_articles(outlet: str, language: str) -> tuple[Draft, ...]:
    """The articles of an outlet of the sample press, in order of time."""
    own, rivals = _stock(outlet, language)
    followed = _followed(own, rivals)
    kept = {piece.title: _at_length(piece, rivals, language) for piece in own}
    later = [
        _follow_up(kept[piece.title], rival, turn, language)
        for turn, (piece, rival) in enumerate(followed)
    ]
    made = [_parted(one) for one in _made(rivals, language, COUNT - len(kept) - len(later))]
    return tuple(sorted([*kept.values(), *later, *made], key=lambda one: one.published))


def _stock(outlet: str, language: str) -> tuple[list[Piece], list[Piece]]:
    """The outlet's own pieces and its rivals', no line and no title twice."""
    seen: set[str] = set()
    told = [
        item
        for item in edition().items
        if item.language == language
        and item.form not in {"roundup", "programme"}
        and not item.embedded_in
    ]
    mine = sorted((item for item in told if item.outlet == outlet), key=lambda one: one.published)
    theirs = sorted((item for item in told if item.outlet != outlet), key=lambda one: draw(one.key))
    own = [piece for item in mine if (piece := _piece(item, seen))][:OWN]
    return own, [piece for item in theirs if (piece := _piece(item, seen))]


def _piece(item: SampleItem, seen: set[str]) -> Piece | None:
    kinds = item.line_kinds or ("paragraph",) * item.text.count("\n")
    lines = tuple(
        f"## {line}" if kind == "heading" else line
        for line, kind in zip(item.text.split("\n"), kinds, strict=False)
        if line not in seen
    )
    if len(lines) < 3 or item.title in seen:
        return None
    seen |= {item.title, *item.text.split("\n")}
    author = item.authors[0] if item.authors else item.agency
    return Piece(item.title, item.story, lines, author, item.published)


def _followed(own: list[Piece], rivals: list[Piece]) -> list[tuple[Piece, Piece]]:
    """Own pieces with what rivals wrote on the story; one that runs on is followed up often."""
    told: list[tuple[Piece, Piece]] = []
    for piece in own:
        same = [one for one in rivals if one.story == piece.story]
        wanted = RUNNING if len(same) > RUNNING else 1
        for rival in same[: min(wanted, FOLLOWED - len(told))]:
            rivals.remove(rival)
            told.append((piece, rival))
    return told


def _follow_up(earlier: Draft, rival: Piece, turn: int, language: str) -> Draft:
    """News from a rival's piece, with one or two paragraphs of our own earlier article."""
    background = [line for line in earlier.paragraphs if not line.startswith("## ")][1:]
    background = background[: 1 + turn % 2]
    fresh = [line for line in rival.lines if not line.startswith("## ")][:5]
    lines = (*fresh[:2], *background, *fresh[2:]) if turn % 3 else (*fresh, *background)
    at = earlier.published + timedelta(hours=30 + turn)
    return _draft(replace(rival, published=at), lines, language)


def _at_length(piece: Piece, rivals: list[Piece], language: str) -> Draft:
    """Most own pieces at newspaper length: after theirs, what rivals wrote about the story."""
    same = [one for one in rivals if one.story == piece.story][:ADDED]
    if one_in(4, "short", piece.title) or not same:
        return _parted(_draft(piece, piece.lines, language))
    lines = list(piece.lines)
    for rival in same:
        rivals.remove(rival)
        lines += rival.lines[1:]
    told = _draft(piece, _joined(lines) if len(lines) > LONGEST else tuple(lines), language)
    standfirst = initial_sentence(same[0].lines[0].removeprefix("## "))
    alike = SequenceMatcher(None, standfirst, piece.lines[0]).ratio()
    return told if alike > ALIKE else replace(told, standfirst=standfirst)


def _joined(lines: list[str]) -> tuple[str, ...]:
    """The lines with two paragraphs in a row made one."""
    told: list[str] = []
    for at, line in enumerate(lines):
        alone = line.startswith("## ") or not told or told[-1].startswith("## ")
        if alone or at % 2:
            told.append(line)
        else:
            told[-1] = f"{told[-1]} {line}"
    return tuple(told[:LONGEST])


def _made(rivals: list[Piece], language: str, count: int) -> Iterator[Draft]:
    """Very short articles, interviews, long ones, ones with lists and with block quotations."""
    forms = (_brief, _interview, _long, _listed, _brief, _quoted)
    for number in range(count):
        piece, lines = forms[number % len(forms)](rivals, language)
        yield _draft(piece, lines, language)


def _brief(rivals: list[Piece], language: str) -> tuple[Piece, tuple[str, ...]]:
    for piece in rivals:
        lines = tuple(line for line in piece.lines if not line.startswith("## "))
        for size in (1, 2, 3):
            if sum(len(line.split()) for line in lines[:size]) in BRIEF:
                rivals.remove(piece)
                return piece, lines[:size]
    return rivals.pop(), rivals[0].lines[:1]


def _interview(rivals: list[Piece], language: str) -> tuple[Piece, tuple[str, ...]]:
    piece = rivals.pop()
    wording = WORDING[language]
    asks, answers = wording.labels
    first = draw(piece.title)
    lines = [line for line in piece.lines if not line.startswith("## ")]
    told = [lines[0]]
    for at, line in enumerate(lines[1:6]):
        question = wording.questions[(first + at) % len(wording.questions)]
        told += [f"{asks} {question}", f"{answers} {line}"]
    return piece, tuple(told)


def _long(rivals: list[Piece], language: str) -> tuple[Piece, tuple[str, ...]]:
    piece, second = rivals.pop(), rivals.pop()
    told = (*piece.lines, f"## {second.title}", *second.lines)
    return piece, told[:15]


def _listed(rivals: list[Piece], language: str) -> tuple[Piece, tuple[str, ...]]:
    piece, second = rivals.pop(), rivals.pop()
    heading = drawn(WORDING[language].headings, piece.title)
    at = len(piece.lines) // 2
    plain = [line for line in second.lines if not line.startswith("## ")]
    told = (f"## {heading}", *(f"- {initial_sentence(line)}" for line in plain[:4]))
    return piece, (*piece.lines[:at], *told, *piece.lines[at:])


def _quoted(rivals: list[Piece], language: str) -> tuple[Piece, tuple[str, ...]]:
    piece, second = rivals.pop(), rivals.pop()
    quoted = next(line for line in second.lines if not line.startswith("## "))
    return piece, (*piece.lines[:2], f"> {quoted}", *piece.lines[2:])


def _draft(piece: Piece, lines: tuple[str, ...], language: str) -> Draft:
    author = piece.author or drawn(WORDING[language].authors, piece.title)
    return Draft(piece.title, "", lines, author, piece.published)


def _parted(draft: Draft) -> Draft:
    """The draft with its first sentence as standfirst, where the paragraph has more to say."""
    first, *others = draft.paragraphs
    sentence = initial_sentence(first)
    rest = first.removeprefix(sentence).strip()
    if len(rest.split()) < 8 or first.startswith("## "):
        return draft
    return replace(draft, standfirst=sentence, paragraphs=(rest, *others))
