"""What stands among an article's paragraphs and is none of its text.

The title once more, pointers to other articles, calls to subscribe or follow, names of
buttons. A piece goes only if it is short and begins as such lines do, or if it is nothing but
links; prose is never judged by what it says.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import takewhile
from typing import TYPE_CHECKING

from columninch.extract.assemble import Piece, tidy
from columninch.extract.bylines import begins_as_byline
from columninch.extract.clutter_words import BUTTON, CALL, CREDIT, POINTER
from columninch.text.normalise import fold
from columninch.text.words import word_count

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

LONGEST_POINTER = 30
"""Words; a longer piece is taken for prose whatever it begins with."""
LONGEST_CALL = 45
LONGEST_LINE = 400
"""Characters; what is longer is no clutter, and need not be looked at."""
ALL_LINKS = 0.9
"""The share of a piece's characters inside links from which it is nothing but links."""
LONGEST_CREDIT = 14
LONGEST_BYLINE = 10
TOP = 4
"""Pieces at the top among which the title is looked for in other words."""
_ARROW = re.compile(r"\s*(?:>>|->|[\u2192\u27a1\u25b6\u25ba])")
_EDGES = " .:>|*-_[]()!→»\"'\u2022"


@dataclass(frozen=True, slots=True)
class Linked:
    """A piece of the page's text, and how much of it stands in links."""

    piece: Piece
    link_share: float


def without_clutter(found: Sequence[Linked], titles: frozenset[str]) -> list[Piece]:
    """The pieces that are text; `titles` are the forms in which the page states its title.

    Everything is kept where nothing would be left.
    """
    known = _folded(titles)
    kept = [
        one.piece
        for place, one in enumerate(found)
        if not is_title(one.piece, known, is_top=place < TOP)
        and not is_clutter(one)
        and not is_pointer(found, place)
        and not (place < TOP and is_byline(one.piece))
    ]
    return kept or [one.piece for one in found]


def without_titles(pieces: Sequence[Piece], titles: frozenset[str]) -> list[Piece]:
    """The pieces without those that only repeat the title; all where nothing would be left."""
    known = _folded(titles)
    return [piece for piece in pieces if not is_title(piece, known, is_top=False)] or list(pieces)


def _folded(titles: frozenset[str]) -> frozenset[str]:
    return frozenset(fold(tidy(title)).strip(_EDGES) for title in titles) - {""}


def is_byline(piece: Piece) -> bool:
    """Whether a piece says who wrote and no more: "By A. Writer, 3 March"."""
    return word_count(piece.text) <= LONGEST_BYLINE and begins_as_byline(piece.text)


def is_title(piece: Piece, titles: frozenset[str], *, is_top: bool) -> bool:
    """Whether a piece only repeats the title; at the top, also in nearly the same words."""
    if len(piece.text) > LONGEST_LINE:
        return False
    folded = fold(piece.text).strip(_EDGES)
    if folded in titles:
        return True
    words = set(folded.split())
    if not is_top or piece.kind != "heading" or len(words) < 4:
        return False
    return any(
        len(words & (own := set(title.split()))) >= 0.7 * len(words | own) for title in titles
    )


def is_clutter(one: Linked) -> bool:
    """Whether a piece is a pointer to something else, a call or the name of a button."""
    if len(one.piece.text) > LONGEST_LINE:
        return False
    if _ARROW.match(one.piece.text) and word_count(one.piece.text) <= LONGEST_POINTER:
        return True
    folded = fold(one.piece.text).lstrip(_EDGES)
    if BUTTON.fullmatch(folded.rstrip(_EDGES)) or not any(letter.isalnum() for letter in folded):
        return True
    words = word_count(folded)
    if words <= LONGEST_POINTER and POINTER.match(folded):
        return True
    if words <= LONGEST_CALL and CALL.match(folded):
        return True
    return bool(words <= LONGEST_CREDIT and CREDIT.fullmatch(folded.rstrip(_EDGES)))


def is_pointer(found: Sequence[Linked], place: int) -> bool:
    """Whether a piece is nothing but links that lead elsewhere, by what stands beside it.

    A linked heading with text under it is a heading, a linked line of a list of other things
    is one of them, and linked words in small letters are a torn part of a sentence.
    """
    one = found[place]
    if not _is_all_links(one) or one.piece.text.endswith((".", "؟", "?")):
        return False
    if one.piece.kind == "heading":
        following = found[place + 1] if place + 1 < len(found) else one
        return following.piece.kind == "heading" or _is_all_links(following)
    if one.piece.kind == "list":
        around = [*_run(found[place + 1 :]), *_run(found[:place][::-1])]
        return 2 * sum(map(_is_all_links, around)) >= len(around)
    return one.piece.kind == "paragraph" and not one.piece.text[0].islower()


def _is_all_links(one: Linked) -> bool:
    return one.link_share >= ALL_LINKS and word_count(one.piece.text) <= LONGEST_POINTER


def _run(found: Sequence[Linked]) -> Iterator[Linked]:
    """The lines of a list up to its end."""
    return takewhile(lambda one: one.piece.kind == "list", found)
