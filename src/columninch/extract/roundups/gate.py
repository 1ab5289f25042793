"""Whether a page may be a round-up at all, told quickly and never wrongly denied.

An article that a page embeds is credited by a short line with a year, with prose behind it (its
own, or the next article's), or by a link or label that speaks of the source. Most articles have
neither, and need no closer look.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from lxml import etree

from columninch.extract.assemble import tidy
from columninch.extract.date_lines import YEAR
from columninch.extract.roundups.credits import has_date
from columninch.extract.roundups.lines import is_post
from columninch.extract.roundups.sources import (
    lines_that_may_name_source,
    says_original_text,
    speaks_of_source,
)
from columninch.extract.tree import BLOCK_TAGS
from columninch.text.normalise import fold
from columninch.text.words import word_set

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.html import HtmlElement

    from columninch.extract.page import Page

LONGEST_CREDIT = 200
"""Characters of a text that may stand in a crediting line."""
SHORTEST_PROSE = 100
"""Characters of a text, not cut by links or emphasis, that only prose has."""
FEWEST_BEFORE = 300
"""Characters of prose below the title and above the crediting line; more than sums it up."""
FARTHEST = 14
"""Texts from a crediting line to the prose behind it."""
LONGEST_LABEL = 80

_UNSEEN = word_set("script style noscript template svg")
_OWN_TIME = re.compile(r"(?:first )?(?:published|updated|posted) (?!in|by)|\d{4}-\d\d-\d\dT", re.I)
_OUTSIDE = word_set("nav form head select svg template noscript button")
_LENGTH = etree.XPath("string-length(.)")


class _Text(NamedTuple):
    """A text node: what an element begins with, or what stands right behind it."""

    text: str
    holder: HtmlElement
    is_behind: bool


def may_be_roundup(root: HtmlElement, page: Page) -> bool:
    """Whether anything on the page could credit an article to another outlet."""
    texts = list(_texts(root))
    heading = next(root.iter("h1"), None)
    inside = set(heading.iter()) if heading is not None else set()
    title_at = next((at for at, one in enumerate(texts) if one.holder in inside), 0)
    return _is_dated_amid_prose(texts[title_at:], page) or _speaks_of_source(texts)


def _texts(root: HtmlElement) -> Iterator[_Text]:
    """The page's texts, nearly in order: what stands behind an element comes before its inside."""
    for element in root.iter():
        text, tail = element.text, element.tail
        if text and element.tag not in _UNSEEN and not text.isspace():
            yield _Text(text, element, is_behind=False)
        if tail and not tail.isspace():
            yield _Text(tail, element, is_behind=True)


def _is_dated_amid_prose(texts: list[_Text], page: Page) -> bool:
    """Whether a short line with a date has prose before it and behind it, near by."""
    before = 0
    dated_at: int | None = None
    for at, one in enumerate(texts):
        if len(one.text) >= SHORTEST_PROSE:
            if dated_at is not None and at - dated_at <= FARTHEST:
                return True
            before += len(one.text)
            dated_at = None
        elif before >= FEWEST_BEFORE and YEAR.search(one.text) and _is_dated(_line_of(one), page):
            dated_at = at
    return False


def _is_dated(line: str, page: Page) -> bool:
    """Whether a line prints a date that is not only the page's own time of publication."""
    return bool(line) and not _OWN_TIME.match(line) and has_date(line, page)


def _line_of(one: _Text) -> str:
    """The short line that a text stands in; empty where it is a link amid a paragraph."""
    holder = one.holder
    if any(_is_outside(outer) for outer in holder.iterancestors()):
        return ""
    around = holder.getparent() if one.is_behind else holder
    if around is None:
        return ""
    outer = (around, *around.iterancestors())
    block = next((element for element in outer if element.tag in BLOCK_TAGS), None)
    whole = tidy("".join(block.itertext())) if block is not None and _is_short(block) else ""
    if whole:
        return whole
    beside = (holder if one.is_behind else holder.getprevious(), holder.getnext())
    is_apart = any(element is not None and element.tag in {"br", "hr"} for element in beside)
    return tidy(one.text) if is_apart else ""


def _is_outside(element: HtmlElement) -> bool:
    return element.tag in _OUTSIDE or is_post(element)


def _is_short(block: HtmlElement) -> bool:
    length = _LENGTH(block)
    return isinstance(length, float) and length <= LONGEST_CREDIT


def _speaks_of_source(texts: list[_Text]) -> bool:
    """Whether a short text names the original, or a source where some date stands as well."""
    short = (" ".join(one.text.split()) for one in texts if len(one.text) <= LONGEST_LABEL)
    named = list(lines_that_may_name_source(fold("\n".join(short))))
    if any(map(says_original_text, named)):
        return True
    is_dated = any(len(one.text) <= LONGEST_CREDIT and YEAR.search(one.text) for one in texts)
    return is_dated and any(map(speaks_of_source, named))
