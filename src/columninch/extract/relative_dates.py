"""What a page tells of its age beside its headline: "two hours ago", «دیروز ۱۴:۳۰».

Asked only where the page prints no day, and only of a page whose moment of capture is known.
"""

from __future__ import annotations

import re
from itertools import chain, islice
from typing import TYPE_CHECKING

from columninch.extract.date_marks import AHEAD, BEHIND, is_foreign
from columninch.extract.tree import line_of
from columninch.text.relative_dates import LONGEST, parse_relative_date
from columninch.text.words import word_count

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml import etree

    from columninch.extract.page import Page
    from columninch.records import PrintedDate

_CHANGED = re.compile(
    r"updat|modif|revis|edited|aktualis|geändert|mis(?:e)? à jour|güncel|yenilə|përditës|"
    r"به\s?روز|ویرایش|تحديث|تعديل|اپ ڈیٹ|نوێکر|last",
    re.IGNORECASE,
)
_MARKED = re.compile(r"date|time|ago|publish|posted|meta|byline", re.IGNORECASE)
_TOLD_BY = ("time", "span", "p", "div", "li", "small", "em", "b", "strong", "a")
MOST_WORDS = 8
MOST_ASKED = 60


def relative_date(root: etree._Element, page: Page) -> PrintedDate | None:
    """The date told beside the first heading, or by the first marked element; None for none."""
    if page.captured_at is None:
        return None
    for element in islice(chain(_beside_heading(root), _marked(root)), MOST_ASKED):
        line = line_of(element, LONGEST)
        if word_count(line) > MOST_WORDS or _CHANGED.search(line) or is_foreign(element, {}):
            continue
        found = parse_relative_date(line, page.captured_at, page.zone)
        if found:
            return found
    return None


def _beside_heading(root: etree._Element) -> Iterator[etree._Element]:
    heading = next(root.iter("h1"), None)
    if heading is None:
        return
    elements = list(root.iter(*_TOLD_BY, "h1"))
    at = elements.index(heading)
    yield from elements[at + 1 : at + 1 + BEHIND]
    yield from reversed(elements[max(at - AHEAD, 0) : at])


def _marked(root: etree._Element) -> Iterator[etree._Element]:
    for element in root.iter(*_TOLD_BY):
        if element.tag == "time" or _MARKED.search(element.get("class") or ""):
            yield element
