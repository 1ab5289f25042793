"""A section that is an article: what credits it, where it leads, and which lines are its text."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from columninch.extract.roundups.credits import (
    LIKELY,
    Credit,
    has_date,
    is_credit,
    is_signed,
    names_outlet,
    read_credit,
)
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
from columninch.text.normalise import fold

if TYPE_CHECKING:
    from collections.abc import Sequence

    from columninch.extract.page import Page
    from columninch.extract.roundups.lines import Line

MOST_HEAD_LINES = 6
MOST_TAIL_LINES = 3
"""Lines behind the source link that may still be the section's."""
FEWEST_QUOTED = 0.6
"""Of a section's words, from which on the quotation in it is the article."""
_NO_CREDIT = frozenset(["quote", "caption", "heading"])
_SIGNS = ("—", "–", "-", "(", "[", "―", "~")


@dataclass(frozen=True, slots=True)
class Article:
    """An embedded article, by the places of its lines."""

    title: int
    body: tuple[int, ...]
    credited: tuple[int, ...]
    """The lines that credit it or lead to its source."""
    credit: Credit
    url: str

    @property
    def places(self) -> frozenset[int]:
        """All lines that are the article's rather than the page's."""
        return frozenset((self.title, *self.body, *self.credited))


@dataclass(frozen=True, slots=True)
class _Parts:
    """A section taken apart."""

    head: tuple[int, ...]
    body: tuple[int, ...]
    tail: tuple[int, ...]
    link: Link | None
    says_source: bool


def article_in(
    section: Section, lines: Sequence[Line], page: Page, own_names: frozenset[str]
) -> Article | None:
    """The article in a section, or None where it hasn't what an article has.

    `own_names` are the page's own outlet's, folded: what it credits to itself is its own.
    """
    parts = _taken_apart(section, lines, page)
    if parts is None or sum(lines[place].words for place in parts.body) < FEWEST_WORDS:
        return None
    url = absolute(page.url, parts.link.href) if parts.link else ""
    shown = [*section.above, *parts.head, *parts.tail]
    stated = [text for place in shown if (text := _statement(lines[place], parts.link))]
    named = outlet_in_link(parts.link) if parts.link else ""
    credit = read_credit(stated, url, page, named=named)
    if fold(credit.outlet) in own_names or not _is_credited(credit, parts, url, page):
        return None
    if credit.likelihood <= 0 and not (credit.published and parts.link):
        credit = replace(credit, outlet="")
    credited = (*section.above, *parts.head, *parts.tail)
    return Article(section.title, parts.body, credited, credit, url)


def begins_credited(section: Section, lines: Sequence[Line], page: Page) -> bool:
    """Whether a title, or the lines round it, credit anything, whatever the section's length."""
    head = [*section.above, *_head(section.lines, lines, page)]
    title = lines[section.title]
    return _out_links(title, page) or any(_says_something(lines[place], page) for place in head)


def ends_credited(section: Section, lines: Sequence[Line], page: Page) -> bool:
    """Whether one of a section's last lines leads to another host."""
    last = [lines[place] for place in section.lines[-MOST_TAIL_LINES:]]
    return any(not is_prose(one) and _out_links(one, page) for one in last)


def _taken_apart(section: Section, lines: Sequence[Line], page: Page) -> _Parts | None:
    """Head, body and tail of a section; None where it leads to several sources."""
    head = _head(section.lines, lines, page)
    rest = [place for place in section.lines if place not in head]
    ends = _sources(rest, lines)
    if len({link.href for _, link in ends}) > 1 and len({place for place, _ in ends}) > 1:
        return None
    if ends and _is_at_end(ends[0][0], rest, lines):
        place, found = ends[0]
        before = [one for one in rest if one < place]
        signed = _signatures(before, lines, page)
        body = _quoted([one for one in before if one not in signed], lines)
        return _Parts(head, body, (*signed, place), found, says_source=True)
    signed = _signatures(rest, lines, page)
    body = _quoted([one for one in rest if one not in signed], lines)
    says = next((link for place in head for link in source_links(lines[place])), None)
    signing = _first_out(signed, lines, page)
    link = says or _first_out([*head, *section.above, section.title], lines, page) or signing
    return _Parts(
        head, body, signed, link, says_source=link is not None and link in (says, signing)
    )


def _is_at_end(place: int, rest: Sequence[int], lines: Sequence[Line]) -> bool:
    """Whether a link stands below an article's text, with hardly any text behind it."""
    after = sum(is_prose(lines[one]) for one in rest if one > place)
    before = sum(lines[one].words for one in rest if one < place)
    return before >= FEWEST_WORDS and after < MOST_TAIL_LINES


def _first_out(places: Sequence[int], lines: Sequence[Line], page: Page) -> Link | None:
    """The first link in these lines that leads to another host."""
    links = (link for place in places for link in lines[place].links)
    return next((link for link in links if leads_out(link, page.url)), None)


def _head(places: Sequence[int], lines: Sequence[Line], page: Page) -> tuple[int, ...]:
    """The short lines under a title, up to its text: the last that says something is the end."""
    found: list[int] = []
    last = 0
    for place in places[:MOST_HEAD_LINES]:
        line = lines[place]
        is_text = _is_text(line, page)
        says = not is_text and _says_something(line, page)
        if is_text or (line.kind in _NO_CREDIT and not says):
            break
        found.append(place)
        if says or names_outlet(line.text):
            last = len(found)
    return tuple(found[:last])


def _sources(places: Sequence[int], lines: Sequence[Line]) -> list[tuple[int, Link]]:
    """The source links in the short lines of a text."""
    return [
        (place, link)
        for place in places
        if not is_prose(lines[place]) and lines[place].kind not in {"list", "caption"}
        for link in source_links(lines[place])
        if not link.href.startswith("#")
    ]


def _signatures(places: Sequence[int], lines: Sequence[Line], page: Page) -> tuple[int, ...]:
    """The short lines at a text's end that say who wrote it, or when, or where."""
    found: list[int] = []
    for place in reversed(places[-MOST_TAIL_LINES:]):
        line = lines[place]
        says = line.text.startswith(_SIGNS) or _says_something(line, page)
        if _is_text(line, page) or line.kind in {"list", "heading"} or not says:
            break
        found.insert(0, place)
    return tuple(found)


def _is_text(line: Line, page: Page) -> bool:
    return is_prose(line) and not is_credit(line.stated, page)


def _out_links(line: Line, page: Page) -> bool:
    return any(leads_out(link, page.url) for link in line.links)


def _says_something(line: Line, page: Page) -> bool:
    return bool(
        has_date(line.stated, page)
        or _out_links(line, page)
        or source_links(line)
        or is_signed(line.text)
    )


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


def _is_credited(credit: Credit, parts: _Parts, url: str, page: Page) -> bool:
    """Whether it is credited as another's article, rather than as a picture or a figure."""
    is_dated = credit.published is not None
    is_named = bool(credit.outlet) and credit.likelihood >= LIKELY
    if parts.link is None or not url:
        return is_named and (is_dated or bool(credit.authors))
    if not (leads_out(parts.link, page.url) or credit.outlet):
        return False
    if parts.says_source:
        is_signed = is_named and (bool(credit.authors) or says_original(parts.link))
        return is_dated or is_signed
    return is_named or (is_dated and bool(leads_out(parts.link, page.url)))
