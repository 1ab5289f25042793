"""The round-up that a page is: the articles that it embeds, and what it says itself.

A page is one where sections under titles of one style have what an embedded article has: sixty
words of text, and lines that credit them to another outlet, with a link to it or without; and
where these make up a third of its words, or half of them where there is only one. Lists of
related links have no text, and what an outlet prints of its own credits no other.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from columninch.extract.assemble import Piece, assemble
from columninch.extract.clutter import Linked, without_clutter
from columninch.extract.forms import is_interview
from columninch.extract.roundups.articles import Article, article_in, begins_credited, ends_credited
from columninch.extract.roundups.credits import IN_HOST, LIKELY
from columninch.extract.roundups.gate import may_be_roundup
from columninch.extract.roundups.sections import (
    FEWEST_WORDS,
    MOST_ABOVE,
    Section,
    is_prose,
    sections,
    sections_above,
    title_styles,
)
from columninch.extract.roundups.sheet import Sheet
from columninch.records import EmbeddedReading, Reading
from columninch.text.language import DEFAULT_LANGUAGES, detect
from columninch.text.normalise import fold
from columninch.text.words import word_count

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from lxml import etree
    from lxml.html import HtmlElement

    from columninch.extract.page import Page
    from columninch.extract.roundups.lines import Line
    from columninch.records import BlockKind

FEWEST_SHARE = 1 / 3
"""Of the words of the part of the page that holds the articles."""
FEWEST_SHARE_OF_ONE = 1 / 2
FEWEST_CREDITED = 1 / 2
"""Of the sections under titles of one style: where fewer credit others, it is one report."""
FEWEST_IN_PART = 30
"""Words under one of the lines of a style that may be titles."""
FARTHEST = 10
"""Lines below a title among which something credits its article, for one title at least."""
MOST_MERIT = 4
SAME_TITLE = 0.7
"""Of a heading's words: from here on it is the page's own title in other words."""
_NUMBER = re.compile(r"^\W{0,2}(\d{1,2})\s*[.):\-–/]\s*(?=\D)")
_HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")


@dataclass(frozen=True, slots=True)
class Roundup:
    """The embedded articles of a page, and what it prints itself."""

    articles: tuple[EmbeddedReading, ...]
    own: tuple[Piece, ...]


def read_roundup(
    root: HtmlElement, page: Page, titles: frozenset[str], outlet: str
) -> Roundup | None:
    """The round-up that a page is, or None. `root` is not changed.

    `titles` are the forms in which the page states its own title, `outlet` is its own name.
    """
    if not may_be_roundup(root, page):
        return None
    sheet = Sheet(root, page, titles, outlet)
    lines = sheet.lines
    found: list[Article] = []
    for style, marks in _candidates(sheet):
        found = max(found, _articles(style, marks, sheet), key=lambda one: _weight(one, sheet))
    if not found:
        return None
    own = _own_lines(found, lines)
    embedded_words = sum(sheet.words(one.body) for one in found)
    share = embedded_words / (embedded_words + sum(line.words for line in own))
    if share < (FEWEST_SHARE if len(found) > 1 else FEWEST_SHARE_OF_ONE):
        return None
    headings = _without_numbers([lines[one.title].text for one in found])
    made = [
        _embedded(one, heading, lines, page) for one, heading in zip(found, headings, strict=True)
    ]
    own_pieces = without_clutter([Linked(*one) for one in _pieces(own)], titles) if own else []
    return Roundup(tuple(made), tuple(own_pieces))


def _candidates(sheet: Sheet) -> Iterator[tuple[str, list[int]]]:
    """The styles that titles may have; a lone title stands below words of the page's own."""
    lines = sheet.lines
    first = next((place for place, line in enumerate(lines) if is_prose(line)), len(lines))
    for style, marks in title_styles(lines).items():
        is_lone = len(marks) == 1
        if is_lone and (marks[0] <= first or _is_page_title(lines[marks[0]], sheet)):
            continue
        reach = len(lines) if is_lone else FARTHEST
        if any(sheet.may_credit(place) for mark in marks for place in _near(mark, reach, lines)):
            yield style, marks


def _near(mark: int, reach: int, lines: Sequence[Line]) -> range:
    return range(max(mark - MOST_ABOVE, 0), min(mark + reach, len(lines)))


def _is_page_title(line: Line, sheet: Sheet) -> bool:
    words = set(fold(line.text).split())
    own = [set(fold(title).split()) for title in sheet.titles]
    return any(len(words & one) >= SAME_TITLE * len(words) for one in own)


def _articles(style: str, marks: list[int], sheet: Sheet) -> list[Article]:
    """The articles where each title is of this style; its lines below it, or some above."""
    best: list[Article] = []
    for cut in (sections, sections_above):
        found = list(cut(sheet.lines, marks))
        if best and all(one.merit == MOST_MERIT for one in best):
            break
        if not any(sheet.words(section.lines) >= FEWEST_IN_PART for section in found):
            continue
        for openers in _openers(found, sheet):
            ended = list(_ended(style, cut(sheet.lines, openers), marks))
            articles = [one for section in ended if (one := article_in(section, sheet))]
            long = sum(sheet.words(section.lines) >= FEWEST_WORDS for section in ended)
            if len(articles) < long * FEWEST_CREDITED or not _is_enough(articles, style):
                continue
            if _merit(articles) > _merit(best):
                best = articles
    return best


def _is_enough(articles: Sequence[Article], style: str) -> bool:
    """Whether it is more than one article, or one under a heading that leads to its source."""
    if len(articles) != 1:
        return bool(articles)
    one = articles[0]
    is_known = one.credit.published is not None and (
        one.credit.likelihood >= IN_HOST or (one.says_original and one.credit.likelihood >= LIKELY)
    )
    return one.evidence in {"source", "title"} and is_known and style in _HEADINGS


def _openers(found: Sequence[Section], sheet: Sheet) -> list[list[int]]:
    """The titles that begin an article; the others of their style are headings inside one.

    They are credited below the title; or else, where not all are, some are at their ends.
    """
    headed = [one.title for one in found if begins_credited(one, sheet)]
    either = [one.title for one in found if one.title in headed or ends_credited(one, sheet)]
    return [one for one in (headed, either if either != headed else []) if one]


def _ended(style: str, found: Iterable[Section], marks: Sequence[int]) -> Iterator[Section]:
    """A section up to an uncredited heading of its own rank, unless its container holds that."""
    for section in found:
        others = [mark for mark in marks if mark in section.lines]
        if section.is_closed or style not in _HEADINGS or not others:
            yield section
            continue
        kept = tuple(place for place in section.lines if place < others[0])
        yield Section(section.title, section.above, kept, section.is_closed)


def _merit(articles: Sequence[Article]) -> tuple[int, int]:
    return len(articles), sum(one.merit for one in articles)


def _weight(articles: Sequence[Article], sheet: Sheet) -> tuple[int, int]:
    return len(articles), sum(sheet.words(one.body) for one in articles)


def _own_lines(found: Sequence[Article], lines: Sequence[Line]) -> list[Line]:
    """What the page prints itself, in the part of it that holds the articles."""
    taken = frozenset[int]().union(*(one.places for one in found))
    holder = _holder([lines[one.title] for one in found], lines)
    return [
        line
        for place, line in enumerate(lines)
        if place not in taken and any(one is holder for one in line.holder.iterancestors())
    ]


def _holder(titles: Sequence[Line], lines: Sequence[Line]) -> etree._Element:
    """The innermost element that holds all titles, and the page's own heading with them."""
    heading = next((line for line in lines if line.style in {"h1", "h2"}), titles[0])
    shared = list(titles[0].holder.iterancestors())
    for line in (*titles[1:], heading):
        above = set(line.holder.iterancestors())
        shared = [one for one in shared if one in above]
    return next((one for one in shared if _is_roomy(one)), shared[0])


def _is_roomy(element: etree._Element) -> bool:
    return element.tag in {"main", "article", "body", "td", "div", "section"}


def _without_numbers(headings: Sequence[str]) -> list[str]:
    """Headings without the numbers that a digest gives its articles, where all have one."""
    numbers = [_NUMBER.match(heading) for heading in headings]
    told = [int(one[1]) for one in numbers if one]
    if len(headings) < 2 or told != list(range(told[0] if told else 1, len(headings) + 1)):
        return list(headings)
    return [_NUMBER.sub("", heading) for heading in headings]


def _embedded(article: Article, heading: str, lines: Sequence[Line], page: Page) -> EmbeddedReading:
    body = [lines[place] for place in article.body]
    pieces = without_clutter([Linked(*one) for one in _pieces(body)], frozenset([heading]))
    text, blocks = assemble(pieces)
    form = is_interview([text[block.start : block.end] for block in blocks])
    credit = article.credit
    reading = Reading(
        title=heading,
        text=text,
        blocks=blocks,
        language=detect(f"{heading}\n{text}", page.languages or DEFAULT_LANGUAGES),
        authors=credit.authors,
        agency=credit.agency,
        published=credit.published,
        canonical_url=article.url,
        form="interview" if form else "article",
        outlet_name=credit.outlet,
        word_count=word_count(text),
    )
    return EmbeddedReading(heading, article.url, credit.outlet, reading)


def _pieces(lines: Sequence[Line]) -> Iterator[tuple[Piece, float]]:
    """Pieces with the shares of their links; lines of one block behind a single break are one."""
    is_all_quoted = all(line.kind == "quote" for line in lines)
    run: list[Line] = []
    for line in lines:
        if run and not (line.is_joined and line.holder is run[-1].holder):
            yield _piece(run, is_all_quoted=is_all_quoted)
            run = []
        run.append(line)
    if run:
        yield _piece(run, is_all_quoted=is_all_quoted)


def _piece(run: Sequence[Line], *, is_all_quoted: bool) -> tuple[Piece, float]:
    kind: BlockKind = run[0].kind
    if kind == "quote" and is_all_quoted:
        kind = "paragraph"
    text = " ".join(line.text for line in run)
    linked = sum(line.link_share * len(line.text) for line in run)
    return Piece(kind, text), linked / max(len(text), 1)
