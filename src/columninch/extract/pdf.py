"""A PDF to a reading: lines to paragraphs and headings, running heads left out."""

from __future__ import annotations

import itertools
import re
from collections import Counter
from statistics import median
from typing import TYPE_CHECKING

from columninch.extract.assemble import Piece
from columninch.extract.document import file_date, reading_of
from columninch.formats.pdf import read_pdf

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from columninch.extract.page import Page
    from columninch.formats.pdf import Line
    from columninch.records import BlockKind, Reading

LARGER = 1.12
"""Letters as many times as high as the text's make a heading."""
WIDER = 1.3
"""A pitch as many times the usual one separates paragraphs."""
SHORT = 0.85
"""A line that fills less of its column may end a paragraph."""
LONGEST_HEADING = 300
"""In characters."""
_ENDS = re.compile(r"[.!?؟…۔:»”\"')\]]$")
_BULLET = re.compile(r"^[•‣▪◦●–—*-]\s+")


def read_pdf_page(page: Page) -> Reading:
    """The reading of a PDF. Raises `ReadingError` where it has no text or can't be read."""
    document = read_pdf(page.body, where=page.url)
    lines = [line for line in document.lines if line.text and not line.is_running]
    return reading_of(
        list(pdf_pieces(lines)),
        page,
        title=document.title,
        author=document.author,
        created=file_date(document.created, "pdf created"),
    )


def pdf_pieces(lines: Sequence[Line]) -> Iterator[Piece]:
    """Paragraphs and headings, rejoined over the ends of columns and pages."""
    if not lines:
        return
    sizes = Counter[float]()
    for line in lines:
        sizes[round(line.size, 1)] += len(line.text)
    size = sizes.most_common(1)[0][0]
    pitch = _usual_pitch(lines)
    run: list[Line] = []
    for line in lines:
        if run and not _goes_on(run, line, size, pitch):
            yield _piece(run, size)
            run = []
        run.append(line)
    yield _piece(run, size)


def _usual_pitch(lines: Sequence[Line]) -> float:
    """The usual distance between two lines of a column, in points."""
    steps = [
        before.baseline - line.baseline
        for before, line in itertools.pairwise(lines)
        if _is_below(before, line)
    ]
    return median(steps) if steps else 0.0


def _is_below(before: Line, line: Line) -> bool:
    return (before.page, before.region) == (line.page, line.region) and (
        before.baseline - line.baseline > 0
    )


def _goes_on(run: Sequence[Line], line: Line, size: float, pitch: float) -> bool:
    """Whether a line belongs to the paragraph of the lines before it."""
    before = run[-1]
    if before.goes_on:
        return True
    if abs(before.size - line.size) > 0.08 * max(before.size, line.size):
        return False
    if _is_heading(before, size) or _BULLET.match(line.text):
        return _is_heading(before, size) and _is_near(before, line, pitch * line.size / size)
    if not _is_below(before, line):  # another column or page
        return not _ENDS.search(before.text)
    return _is_near(before, line, pitch) and not _is_new(run, line)


def _is_near(before: Line, line: Line, pitch: float) -> bool:
    return _is_below(before, line) and before.baseline - line.baseline <= WIDER * pitch


def _is_new(run: Sequence[Line], line: Line) -> bool:
    """Whether the line begins a paragraph: it is indented, or the one before stops short."""
    before = run[-1]
    width = max(one.x1 for one in (*run, line)) - min(one.x0 for one in (*run, line))
    indent = before.x1 - line.x1 if line.is_rtl else line.x0 - before.x0
    if 0.8 * line.size < indent < 4 * line.size:
        return True
    return before.x1 - before.x0 < SHORT * width and bool(_ENDS.search(before.text))


def _is_heading(line: Line, size: float) -> bool:
    return line.size > LARGER * size


def _piece(run: Sequence[Line], size: float) -> Piece:
    text = "".join(line.text if line.goes_on else f"{line.text} " for line in run)
    kind: BlockKind = "paragraph"
    if _is_heading(run[0], size) and len(text) <= LONGEST_HEADING:
        kind = "heading"
    elif _BULLET.match(text):
        kind, text = "list", _BULLET.sub("", text)
    return Piece(kind, text)
