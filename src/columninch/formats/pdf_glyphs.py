"""A page's glyphs to rows of cells: what stands side by side on one baseline."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

SPACE = 0.17
"""In heights of the letters: a wider gap is a space, where none is drawn."""
GUTTER = 1.25
"""In heights of the letters: a wider gap may be one between columns."""
SAME_BASELINE = 0.3
UNDER = 0.1
ZWNJ = "\u200c"
_UNMAPPED = re.compile(r"\(cid:\d+\)")
_FORMS = re.compile("[\ufb00-\ufdff\ufe70-\ufefc]")


@dataclass(frozen=True, slots=True)
class Glyph:
    """One drawn sign; places are in points from the page's lower left corner."""

    text: str
    x0: float
    x1: float
    baseline: float
    size: float


@dataclass(slots=True)
class Fragment:
    """Glyphs side by side without a gap as wide as one between columns."""

    glyphs: list[Glyph] = field(default_factory=list)

    @property
    def x0(self) -> float:
        """The left edge."""
        return min(glyph.x0 for glyph in self.glyphs)

    @property
    def x1(self) -> float:
        """The right edge."""
        return max(glyph.x1 for glyph in self.glyphs)

    @property
    def baseline(self) -> float:
        """The lowest baseline."""
        return min(glyph.baseline for glyph in self.glyphs)

    @property
    def size(self) -> float:
        """The height of its largest letters, in points."""
        return max(glyph.size for glyph in self.glyphs)


def glyph_text(text: str) -> str:
    """What a glyph stands for: forms of Arabic letters and ligatures as the letters they show.

    U+FFFD for a glyph of which the file doesn't say what it means.
    """
    if _UNMAPPED.fullmatch(text):
        return "\ufffd"
    return _FORMS.sub(_letters_of, text).replace("\xa0", " ")


def _letters_of(found: re.Match[str]) -> str:
    known = unicodedata.normalize("NFKC", found[0]).strip() or " "
    return known.replace("\u06c0", "\u0647\u0654")  # as Persian writes it


def fragments(glyphs: Iterable[Glyph]) -> list[Fragment]:
    """The fragments of a page, from the top down and from left to right."""
    return [one for row in _rows(glyphs) for one in _split(row)]


def _rows(glyphs: Iterable[Glyph]) -> Iterator[list[Glyph]]:
    row: list[Glyph] = []
    for glyph in sorted(glyphs, key=lambda one: (-one.baseline, one.x0)):
        if row and row[0].baseline - glyph.baseline > SAME_BASELINE * min(row[0].size, glyph.size):
            yield row
            row = []
        row.append(glyph)
    if row:
        yield row


def _split(row: list[Glyph]) -> Iterator[Fragment]:
    fragment = Fragment()
    right = 0.0
    for glyph in sorted(_without_shadows(row), key=_from_the_left):
        is_far = glyph.x0 - right > GUTTER * glyph.size
        if glyph.text.isspace():
            if fragment.glyphs and not is_far:
                fragment.glyphs.append(glyph)
            continue
        if fragment.glyphs and is_far:
            yield fragment
            fragment = Fragment()
        fragment.glyphs.append(glyph)
        right = max(right, glyph.x1) if len(fragment.glyphs) > 1 else glyph.x1
    if fragment.glyphs:
        yield fragment


def _from_the_left(glyph: Glyph) -> tuple[float, float]:
    """A space that lies under a letter stands before it: it is a non-joiner in disguise."""
    shift = UNDER * glyph.size if glyph.text.isspace() else 0.0
    return glyph.x0 - shift, glyph.x1


def _without_shadows(row: list[Glyph]) -> list[Glyph]:
    """Each sign once: some writers draw a letter twice, a little apart, to make it bold."""
    kept: dict[tuple[str, int], Glyph] = {}
    for glyph in row:
        place = round(glyph.x0 / max(glyph.size * 0.08, 0.01))
        if not any((glyph.text, near) in kept for near in (place - 1, place, place + 1)):
            kept[glyph.text, place] = glyph
    return list(kept.values())


def cells(fragment: Fragment) -> list[str]:
    """What the fragment shows from left to right, with a space wherever words are apart."""
    found: list[str] = []
    right = fragment.glyphs[0].x0
    for glyph in _marks_behind(fragment.glyphs):
        if glyph.text.isspace():
            found.append(_space(glyph, fragment.glyphs, right))
        elif unicodedata.category(glyph.text[0]) == "Mn" and found:
            found[-1] += glyph.text
        else:
            if found and glyph.x0 - right > SPACE * glyph.size and not found[-1].isspace():
                found.append(" ")
            found.append(glyph.text)
        right = max(right, glyph.x1)
    return found


def _marks_behind(glyphs: list[Glyph]) -> list[Glyph]:
    """Vowel marks behind the letter over which they stand, wherever they are drawn."""
    letters = [one for one in glyphs if unicodedata.category(one.text[0]) != "Mn"]
    if len(letters) == len(glyphs) or not letters:
        return glyphs
    marks: dict[int, list[Glyph]] = {}
    for mark in (one for one in glyphs if unicodedata.category(one.text[0]) == "Mn"):
        middle = (mark.x0 + mark.x1) / 2
        place = min(
            (at for at, one in enumerate(letters) if not one.text.isspace()),
            key=lambda at: max(letters[at].x0 - middle, middle - letters[at].x1, 0),
            default=0,
        )
        marks.setdefault(place, []).append(mark)
    return [one for at, letter in enumerate(letters) for one in (letter, *marks.get(at, ()))]


def _space(space: Glyph, glyphs: list[Glyph], right: float) -> str:
    """A space; a zero-width non-joiner where it lies under a letter and takes no room."""
    after = (one for one in glyphs if one.x0 >= space.x0 and not one.text.isspace())
    letter = next(after, None)
    takes_none = letter is not None and letter.x0 - right < 0.4 * (space.x1 - space.x0)
    if takes_none and letter is not None and unicodedata.bidirectional(letter.text[0]) == "AL":
        return ZWNJ
    return " "
