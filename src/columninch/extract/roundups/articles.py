"""A section that is an article: what credits it, where it leads, and which lines are its text."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Literal

from columninch.extract.assemble import Piece
from columninch.extract.clutter import Linked, is_clutter
from columninch.extract.roundups.credits import LIKELY, SURE, Credit, read_credit
from columninch.extract.roundups.lines import Link
from columninch.extract.roundups.sections import FEWEST_WORDS, Section, is_prose
from columninch.extract.roundups.sources import (
    is_link_words,
    leads_out,
    outlet_in_link,
    says_original,
    source_links,
)
from columninch.extract.statements import absolute

if TYPE_CHECKING:
    from collections.abc import Sequence

    from columninch.extract.roundups.lines import Line
    from columninch.extract.roundups.sheet import Sheet

MOST_HEAD_LINES = 8
MOST_TAIL_LINES = 3
"""Lines behind the source link that may still be the section's."""
LONGEST_NAME = 5
"""Words of a line that is a writer's name alone."""
STANDFIRST = 45
"""Words that may stand between a title and the line that credits it."""
FEWEST_QUOTED = 0.6
"""Of a section's words, from which on the quotation in it is the article."""
MOST_NAMES = 5
"""In the lines that credit an article; a line of names and buttons has more."""
_NO_CREDIT = frozenset(["quote", "caption", "heading"])
_SIGNS = ("—", "–", "-", "(", "[", "―", "~")

Evidence = Literal["source", "title", "line", "none"]
"""What kind of link leads to the source: one that says so, the title, one in a line, none."""


@dataclass(frozen=True, slots=True)
class Article:
    """An embedded article, by the places of its lines."""

    title: int
    body: tuple[int, ...]
    credited: tuple[int, ...]
    """The lines that credit it or lead to its source."""
    credit: Credit
    url: str
    evidence: Evidence
    says_original: bool
    """The link calls itself the way to the whole article elsewhere."""

    @property
    def places(self) -> frozenset[int]:
        """All lines that are the article's rather than the page's."""
        return frozenset((self.title, *self.body, *self.credited))

    @property
    def merit(self) -> int:
        """How much is known of it."""
        return self.credit.facts + bool(self.url)


@dataclass(frozen=True, slots=True)
class _Parts:
    """A section taken apart."""

    head: tuple[int, ...]
    body: tuple[int, ...]
    tail: tuple[int, ...]
    link: Link | None
    evidence: Evidence


def article_in(section: Section, sheet: Sheet) -> Article | None:
    """The article in a section, or None where it hasn't what an article has."""
    title = Piece("heading", sheet.lines[section.title].text)
    if sheet.words(section.lines) < FEWEST_WORDS or is_clutter(Linked(title, 0.0)):
        return None
    parts = _taken_apart(section, sheet)
    if parts is None or sheet.words(parts.body) < FEWEST_WORDS:
        return None
    url = absolute(sheet.page.url, parts.link.href) if parts.link else ""
    credited = (*section.above, *parts.head, *parts.tail)
    stated = [text for place in credited if (text := _statement(sheet.lines[place], parts.link))]
    named = outlet_in_link(parts.link) if parts.link else ""
    credit = read_credit(stated, url, sheet.page, named=named)
    if sheet.is_own(credit.outlet) or not _is_credited(credit, parts, url, sheet):
        return None
    if credit.likelihood <= 0 and not (credit.published and parts.link):
        credit = replace(credit, outlet="")
    is_original = parts.link is not None and says_original(parts.link)
    return Article(section.title, parts.body, credited, credit, url, parts.evidence, is_original)


def begins_credited(section: Section, sheet: Sheet) -> bool:
    """Whether a title, or the lines round it, credit anything, whatever the section's length."""
    head = [*section.above, *_head(section, sheet)]
    return sheet.out_link(section.title) is not None or any(sheet.says(place) for place in head)


def ends_credited(section: Section, sheet: Sheet) -> bool:
    """Whether one of a section's last lines leads to another host or prints a date."""
    last = section.lines[-MOST_TAIL_LINES:]
    return any(not sheet.is_text(place) and sheet.says(place) for place in last)


def _taken_apart(section: Section, sheet: Sheet) -> _Parts | None:
    """Head, body and tail of a section; None where it leads to several sources."""
    lines = sheet.lines
    head = _head(section, sheet)
    rest = [place for place in section.lines if place not in head]
    ends = _sources(rest, lines)
    if len({link.href for _, link in ends}) > 1 and len({place for place, _ in ends}) > 1:
        return None
    if ends and _is_at_end(ends[0][0], rest, lines):
        place, found = ends[0]
        before = [one for one in rest if one < place]
        signed = _signatures(before, sheet)
        body = _quoted([one for one in before if one not in signed], lines)
        return _Parts(head, body, (*signed, place), found, "source")
    signed = _signatures(rest, sheet)
    body = _quoted([one for one in rest if one not in signed], lines)
    link, evidence = _link((*section.above, *head), section.title, signed, sheet)
    return _Parts(head, body, signed, link, evidence)


def _link(
    head: tuple[int, ...], title: int, signed: tuple[int, ...], sheet: Sheet
) -> tuple[Link | None, Evidence]:
    """The link that leads to the source, where none below the text says that it does."""
    says = next((link for place in head for link in source_links(sheet.lines[place])), None)
    if says is not None:
        return says, "source"
    by_title = sheet.out_link(title)
    if by_title is not None:
        return by_title, "title"
    in_line = next((link for place in (*head, *signed) if (link := sheet.out_link(place))), None)
    return (in_line, "line") if in_line is not None else (None, "none")


def _is_at_end(place: int, rest: Sequence[int], lines: Sequence[Line]) -> bool:
    """Whether a link stands below an article's text, with hardly any text behind it."""
    after = sum(is_prose(lines[one]) for one in rest if one > place)
    before = sum(lines[one].words for one in rest if one < place)
    return before >= FEWEST_WORDS and after < MOST_TAIL_LINES


def _head(section: Section, sheet: Sheet) -> tuple[int, ...]:
    """The short lines under a title, up to its text: the last that says something is the end."""
    found: list[int] = []
    saying = 0
    is_credited_above = any(sheet.says(place) for place in section.above)
    for place in _below_title(section.lines, sheet):
        is_text = sheet.is_text(place)
        says = not is_text and sheet.says(place)
        if is_text or (sheet.lines[place].kind in _NO_CREDIT and not says):
            break
        found.append(place)
        saying = len(found) if says else saying
    if not saying and is_credited_above and found and sheet.lines[found[0]].words <= LONGEST_NAME:
        saying = 1  # the writer alone, where outlet and day stand above the title
    if saying:
        while saying < len(found) and sheet.names_outlet(found[saying]):
            saying += 1
    return tuple(found[:saying])


def _below_title(places: Sequence[int], sheet: Sheet) -> list[int]:
    """The first places of a section without captions, and without a standfirst over the credit."""
    shown = [place for place in places[:MOST_HEAD_LINES] if sheet.lines[place].kind != "caption"]
    if len(shown) > 1 and sheet.is_text(shown[0]) and sheet.lines[shown[0]].words <= STANDFIRST:
        is_under = not sheet.is_text(shown[1]) and sheet.says(shown[1])
        return shown[1:] if is_under else shown
    return shown


def _sources(places: Sequence[int], lines: Sequence[Line]) -> list[tuple[int, Link]]:
    """The source links in the short lines of a text."""
    return [
        (place, link)
        for place in places
        if not is_prose(lines[place]) and lines[place].kind not in {"list", "caption"}
        for link in source_links(lines[place])
        if not link.href.startswith("#")
    ]


def _signatures(places: Sequence[int], sheet: Sheet) -> tuple[int, ...]:
    """The short lines at a text's end that say who wrote it, or when, or where."""
    found: list[int] = []
    for place in reversed(places[-MOST_TAIL_LINES:]):
        line = sheet.lines[place]
        says = line.text.startswith(_SIGNS) or sheet.says(place)
        if sheet.is_text(place) or line.kind in {"list", "heading"} or not says:
            break
        found.insert(0, place)
    return tuple(found)


def _quoted(body: Sequence[int], lines: Sequence[Line]) -> tuple[int, ...]:
    """The body, or the quotation in it where that is nearly all: the rest is a comment on it."""
    quoted = [place for place in body if lines[place].kind == "quote"]
    words = sum(lines[place].words for place in quoted)
    whole = sum(lines[place].words for place in body)
    if words < FEWEST_WORDS or words < FEWEST_QUOTED * whole:
        return tuple(body)
    return tuple(place for place in body if quoted[0] <= place <= quoted[-1])


def _statement(line: Line, link: Link | None) -> str:
    """What a line says apart from naming the link."""
    text = line.stated
    if (
        link is not None
        and link in line.links
        and (is_link_words(link.text) or outlet_in_link(link))
    ):
        text = text.replace(link.text, "").strip()
    for one in line.links:
        if one.href.startswith("#"):
            text = text.replace(one.text, "").strip()
    if any(one.text == text and text.startswith(("http", "www.")) for one in line.links):
        return ""
    return "" if is_link_words(text) else text


def _is_credited(credit: Credit, parts: _Parts, url: str, sheet: Sheet) -> bool:
    """Whether it is credited as another's article, rather than as a picture or a figure."""
    is_dated = credit.published is not None
    is_named = bool(credit.outlet) and credit.likelihood >= LIKELY
    if credit.loose > MOST_NAMES:
        return False
    if parts.link is None or not url:
        return is_dated and credit.likelihood >= SURE
    if not (leads_out(parts.link, sheet.page.url) or is_named):
        return False
    if parts.evidence == "source":
        return is_dated or (is_named and says_original(parts.link))
    return is_dated and (is_named or (parts.evidence == "title" and bool(credit.outlet)))
