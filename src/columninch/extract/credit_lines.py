"""The line that credits an article: outlet, byline and date, in whatever order."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from columninch.extract.bylines import begins_as_byline, read_names
from columninch.text.calendars import parse_printed_date
from columninch.text.normalise import fold
from columninch.text.words import word_count

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from columninch.extract.page import Page
    from columninch.records import PrintedDate

_BETWEEN = re.compile(r"\s*[|·•;()\[\]]\s*|\s+[–—-]\s+|\s*[,،]\s+|\s*\n\s*|\.\s+(?=[^\d\s])")
_BEFORE_OUTLET = re.compile(
    r"^(?:(?:source|via|from|in|originally published (?:in|on|by)|first (?:published|appeared) (?:in|on)|"
    r"published (?:in|on|by)|appeared (?:in|on)|quelle|منبع|به نقل از|برگرفته از|المصدر|نقلا عن)\s*:?\s+)+",
    re.IGNORECASE,
)
_LINK_WORDS = re.compile(
    r"(?:link to (?:the )?(?:source|original)|source|read the original|original|via|منبع|"
    r"پیوند به اصل(?: مطلب| مقاله| خبر)?|المصدر)"
)
_DAY_WORDS = re.compile(r"(?:on|published|posted|date|تاریخ|منتشر شده در|روز)\s*:?", re.IGNORECASE)
LONGEST_OUTLET = 8
"""Words."""


@dataclass(frozen=True, slots=True)
class Credit:
    """Who first printed it, who wrote it, and when."""

    outlet: str = ""
    authors: tuple[str, ...] = ()
    agency: str = ""
    published: PrintedDate | None = None


def read_credit(lines: Sequence[str], page: Page) -> Credit:
    """What the lines credit; a part that is neither date nor byline is the outlet."""
    outlet, published = "", None
    names: list[tuple[str, bool]] = []
    for line in lines:
        for part, date in _parts(line, page):
            published = published or date
            bare = _BEFORE_OUTLET.sub("", part).strip(" .:")
            if begins_as_byline(part):
                names.append((part, False))
            elif not date and not outlet and _may_be_outlet(bare):
                outlet = bare
            elif not date and outlet and not names and _may_be_outlet(bare):
                names.append((bare, False))
    byline = read_names(names, outlet)
    return Credit(outlet, byline.authors, byline.agency, published)


def _parts(line: str, page: Page) -> Iterator[tuple[str, PrintedDate | None]]:
    """The parts of a line, each with the date that it prints; "March 5, 2024" is one part."""
    parts = [part for part in _BETWEEN.split(line) if part.strip()]
    at = 0
    while at < len(parts):
        pair = ", ".join(parts[at : at + 2])
        alone, joined = (parse_printed_date(text, "", page.zone) for text in (parts[at], pair))
        if joined and not alone and not (parse_printed_date(parts[at + 1]) if at + 1 < len(parts) else None):
            yield pair, joined
            at += 1
        else:
            yield parts[at], alone
        at += 1


def _may_be_outlet(part: str) -> bool:
    folded = fold(part)
    return (
        1 <= word_count(part) <= LONGEST_OUTLET
        and not _LINK_WORDS.fullmatch(folded)
        and not _DAY_WORDS.fullmatch(folded)
    )
