"""The lines of a page cut into sections, each under a line that may be a title."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from columninch.extract.roundups.sources import source_links

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from lxml import etree

    from columninch.extract.roundups.lines import Line

FEWEST_WORDS = 60
"""Of an embedded article."""
FEWEST_TITLE, LONGEST_TITLE = 2, 35
"""Words."""
MOST_TITLES = 150
"""A style that more lines have is no title's."""
LONGEST_CREDIT = 30
"""Words of a line with outlet, byline and date."""
LONGEST_LABEL = 8
"""Words of a line that may end as a sentence does and still be no text."""
CAPITALS = "capitals"
"""The style of lines that are printed as the text is, but all in capitals."""
MOST_ABOVE = 3
"""Lines over a title that may belong to it."""
_NAMES = re.compile(r"^(?!.*https?:).*[^\W\d_]{2}.*\s.*[^\W\d_]{2}")
"""Two words of letters, and no address."""
_SENTENCE_END = re.compile(r"[.!?؟…:][\"'”’»)\]]*$")


@dataclass(frozen=True, slots=True)
class Section:
    """A title with the lines that may be its article's, by their places on the page."""

    title: int
    above: tuple[int, ...]
    """Short lines over the title that belong to it."""
    lines: tuple[int, ...]
    is_closed: bool
    """A container ends it: what comes after is not of it."""


def is_prose(line: Line) -> bool:
    """Whether a line is text rather than a line about it."""
    return line.words > LONGEST_CREDIT or (
        line.words > LONGEST_LABEL and bool(_SENTENCE_END.search(line.text))
    )


def title_styles(lines: Sequence[Line]) -> dict[str, list[int]]:
    """The places of the lines that may be titles, by the style in which they are printed.

    The style of most of the text is none, since a title is printed otherwise.
    """
    told = Counter[str]()
    for line in lines:
        if is_prose(line):
            told[line.style] += line.words
    most = told.most_common(1)[0][0] if told else ""
    found: dict[str, list[int]] = {}
    for place, line in enumerate(lines):
        style = line.style
        if style == most and line.words >= FEWEST_TITLE and line.text.isupper():
            style = CAPITALS
        if style != most and told[style] <= told[most] / 10 and may_be_title(line):
            found.setdefault(style, []).append(place)
    return {style: marks for style, marks in found.items() if len(marks) <= MOST_TITLES}


def may_be_title(line: Line) -> bool:
    """Whether a line may be a title: short, no list's item, no jump to a place on the page."""
    if not FEWEST_TITLE <= line.words <= LONGEST_TITLE:
        return False
    is_jump = any(link.href.startswith("#") for link in line.links)
    is_printed_bold = line.kind == "list" and "b" in line.style.partition(":")[2].split(",")
    is_listed = line.kind in {"list", "caption"} and not (line.rank or is_printed_bold)
    return not is_jump and not is_listed and bool(_NAMES.search(line.text))


def sections_above(lines: Sequence[Line], marks: Sequence[int]) -> Iterator[Section]:
    """Sections whose titles may have lines of theirs above them."""
    for section in sections(lines, marks):
        above = tuple(_above(lines, section.title))
        inside = set(section.lines)
        # what stands above the next title is the next one's
        after = next((mark for mark in marks if mark > section.title), None)
        if after is not None:
            inside -= set(_above(lines, after))
        kept = tuple(place for place in section.lines if place in inside)
        yield Section(section.title, above, kept, section.is_closed)


def sections(lines: Sequence[Line], marks: Sequence[int]) -> Iterator[Section]:
    """Each mark with the lines to the next, to a higher heading, or to its container's end."""
    shared = _containers(lines, marks)
    for at, mark in enumerate(marks):
        end = marks[at + 1] if at + 1 < len(marks) else len(lines)
        end = next((p for p in range(mark + 1, end) if _ranks_above(lines[p], lines[mark])), end)
        container = shared.get(mark)
        last = end if container is None else _outside(lines, mark + 1, end, container)
        is_closed = container is not None and _words(lines, mark + 1, last) >= FEWEST_WORDS
        last = _past_source(lines, last, end) if is_closed else _rule(lines, mark, end)
        yield Section(mark, (), tuple(range(mark + 1, last)), is_closed)


def container_of(lines: Sequence[Line], mark: int) -> etree._Element | None:
    """What holds a lone title: the outermost element with no text before the title."""
    before = [line for line in lines[:mark] if is_prose(line)]
    held = {one for line in before for one in (line.holder, *line.holder.iterancestors())}
    title = lines[mark].holder
    free = [one for one in (title, *title.iterancestors()) if one not in held]
    return free[-1] if before and free else None


def _containers(lines: Sequence[Line], marks: Sequence[int]) -> dict[int, etree._Element]:
    """For each mark the outermost element that holds no other mark."""
    if len(marks) == 1:
        only = container_of(lines, marks[0])
        return {} if only is None else {marks[0]: only}
    holding = Counter[object]()
    paths = {mark: [lines[mark].holder, *lines[mark].holder.iterancestors()] for mark in marks}
    for path in paths.values():
        holding.update(path)
    found: dict[int, etree._Element] = {}
    for mark, path in paths.items():
        alone = [one for one in path if holding[one] == 1]
        if alone:
            found[mark] = alone[-1]
    return found


def _above(lines: Sequence[Line], mark: int) -> list[int]:
    """The short lines right over a title, up to a rule, a text or a list."""
    found: list[int] = []
    for place in range(mark - 1, max(mark - 1 - MOST_ABOVE, -1), -1):
        line = lines[place]
        if is_prose(line) or line.is_heading or line.kind == "list":
            break
        if lines[place + 1].follows_rule:
            break
        found.insert(0, place)
    return found


def _rule(lines: Sequence[Line], mark: int, end: int) -> int:
    """The end of a section, or a rule across the page before it that has an article above."""
    words = 0
    for place in range(mark + 1, end):
        if lines[place].follows_rule and words >= FEWEST_WORDS:
            return place
        words += lines[place].words
    return end


def _past_source(lines: Sequence[Line], last: int, end: int) -> int:
    """Where a quotation ends, with the line right below it that leads to its source."""
    if last >= end or lines[last - 1].kind != "quote":
        return last
    below = lines[last]
    return last + 1 if not is_prose(below) and source_links(below) else last


def _ranks_above(line: Line, title: Line) -> bool:
    return 0 < line.rank < (title.rank or 3)


def _outside(lines: Sequence[Line], start: int, end: int, container: etree._Element) -> int:
    """The first line outside of a container: its lines stand together."""
    for place in range(start, end):
        holder = lines[place].holder
        if holder is not container and not any(one is container for one in holder.iterancestors()):
            return place
    return end


def _words(lines: Sequence[Line], start: int, end: int) -> int:
    return sum(line.words for line in lines[start:end])
