"""Pages of glyphs to lines of text: logical order, running heads marked, words rejoined."""

from __future__ import annotations

import itertools
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from columninch.formats.pdf_glyphs import Glyph, cells, fragments
from columninch.formats.pdf_order import regions
from columninch.formats.visual_order import (
    MIRRORED,
    Placed,
    has_mirrored_brackets,
    is_right_to_left,
    logical,
)

if TYPE_CHECKING:
    from collections.abc import Iterable

    from columninch.formats.pdf_glyphs import Fragment

EDGE = 0.13
"""The share of a page's height at its top and foot where running heads stand."""
_NUMBERS = re.compile(r"\d+")
_NUMBER_ONLY = re.compile(
    r"(?:page|seite|صفحه|صفحة|p\.)?[\s\-–—|/#]*#?[\s\-–—|/#]*(?:of|von|از)?[\s#]*"
)
_BROKEN = re.compile(r"(?<=[^\W\d_])([\u00ad\u2010-])$")
_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")


@dataclass(frozen=True, slots=True)
class DrawnPage:
    """A page's glyphs and size, in points."""

    glyphs: Sequence[Glyph]
    height: float


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a page, in logical order; places are in points from the lower left corner."""

    text: str
    page: int
    region: int
    """Lines of one column or block on a page have one number."""
    x0: float
    x1: float
    baseline: float
    size: float
    is_rtl: bool = False
    is_running: bool = False
    """A running head or foot: the same on several pages, or a mere page number."""
    goes_on: bool = False
    """Its last word was broken and goes on in the next line; the hyphen is gone."""


@dataclass(frozen=True, slots=True)
class _Row:
    line: Line
    placed: tuple[Placed, ...]


def lines_of(pages: Sequence[DrawnPage]) -> list[Line]:
    """The lines of a document in the order in which they are read."""
    found = [fragments(page.glyphs) for page in pages]
    running = _running(found, pages)
    rows = [
        row
        for number, (page, some) in enumerate(zip(pages, found, strict=True))
        for row in _rows_of_page(number, page, some, running)
    ]
    mirrored = has_mirrored_brackets(row.placed for row in rows)
    return _rejoined([replace(row.line, text=_text(row.placed, mirrored)) for row in rows])


def _rows_of_page(
    number: int, page: DrawnPage, found: list[Fragment], running: frozenset[str]
) -> list[_Row]:
    """The page's rows; running heads stand in regions of their own, behind the others."""
    is_rtl = is_right_to_left(glyph.text for glyph in page.glyphs)
    heads = [one for one in found if _is_edge(one, page.height) and _key(one) in running]
    known = set(map(id, heads))
    body = [one for one in found if id(one) not in known]
    blocks = list(regions(body, is_rtl=is_rtl))
    rows = [
        row
        for region, block in enumerate(blocks)
        for row in _rows_of_region(block, number, region, is_running=False)
    ]
    rest = _rows_of_region(heads, number, len(blocks), is_running=True)
    return rows + rest


def _rows_of_region(
    block: list[Fragment], page: int, region: int, *, is_running: bool
) -> list[_Row]:
    is_rtl = is_right_to_left(glyph.text for one in block for glyph in one.glyphs)
    rows: list[list[Fragment]] = []
    for one in block:
        near = rows and abs(rows[-1][0].baseline - one.baseline) < 0.3 * one.size
        if near:
            rows[-1].append(one)
        else:
            rows.append([one])
    made = []
    for row in rows:
        ordered = sorted(row, key=lambda one: one.x0)
        drawn = [cell for one in ordered for cell in (*cells(one), " ")][:-1]
        line = Line(
            "",
            page,
            region,
            ordered[0].x0,
            max(one.x1 for one in ordered),
            row[0].baseline,
            max(one.size for one in row),
            is_rtl=is_rtl,
            is_running=is_running,
        )
        made.append(_Row(line, tuple(logical(drawn, is_rtl=is_rtl))))
    return made


def _text(placed: Iterable[Placed], mirrored: bool) -> str:
    text = "".join(
        one.text.translate(MIRRORED) if mirrored and one.is_inverted else one.text for one in placed
    )
    return " ".join(text.split())


def _is_edge(one: Fragment, height: float) -> bool:
    return one.baseline < EDGE * height or one.baseline > (1 - EDGE) * height


def _key(one: Fragment) -> str:
    return _NUMBERS.sub("#", "".join(glyph.text for glyph in one.glyphs if glyph.text.strip()))


def _running(found: Sequence[list[Fragment]], pages: Sequence[DrawnPage]) -> frozenset[str]:
    """What stands at the edge of two pages in five or more, and page numbers."""
    counts: Counter[str] = Counter()
    for some, page in zip(found, pages, strict=True):
        counts.update({_key(one) for one in some if _is_edge(one, page.height)})
    least = max(2, round(0.4 * len(pages)))
    return frozenset(
        key
        for key, count in counts.items()
        if count >= least or _NUMBER_ONLY.fullmatch(key.lower())
    )


def _rejoined(lines: list[Line]) -> list[Line]:
    """Lines whose last word goes on: hyphens of the layout are gone, those of spelling stay.

    A hyphen stays where the document has the word with it elsewhere, and not without it.
    """
    words = Counter(word.lower() for line in lines for word in _WORD.findall(line.text))
    body = [at for at, line in enumerate(lines) if not line.is_running and line.text]
    mended = list(lines)
    for at, after in itertools.pairwise(body):
        line, head = lines[at], _WORD.match(lines[after].text)
        broken = _BROKEN.search(line.text)
        if broken is None or head is None or not head[0][0].islower():
            continue
        stem = _WORD.findall(line.text[: broken.start()])[-1:]
        if not stem or _is_spelling(broken[1], stem[0].lower(), head[0].lower(), words):
            continue
        mended[at] = replace(line, text=line.text[: broken.start()], goes_on=True)
    return mended


def _is_spelling(hyphen: str, stem: str, head: str, words: Counter[str]) -> bool:
    return hyphen == "-" and bool(words[f"{stem}-{head}"]) and not words[stem + head]
