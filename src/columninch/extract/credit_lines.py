"""The line that credits an article: outlet, byline and date, in whatever order."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from columninch.extract.bylines import begins_as_byline, read_names
from columninch.extract.date_lines import line_parts
from columninch.records import PrintedDate
from columninch.text.normalise import fold
from columninch.text.words import word_count

if TYPE_CHECKING:
    from collections.abc import Sequence

    from columninch.extract.page import Page

_BEFORE_OUTLET = re.compile(
    r"^(?:(?:source|via|from|in|(?:originally |first )?(?:published|appeared) (?:in|on|by)|quelle|"
    r"منبع|به نقل از|برگرفته از|المصدر|نقلا عن)\s*:?\s+)+",
    re.IGNORECASE,
)
_LINK_WORDS = re.compile(
    r"(?:link to (?:the )?(?:source|original)|source|read the original|original|via|منبع|"
    r"پیوند به اصل(?: مطلب| مقاله| خبر)?|المصدر)"
)
_DAY_WORDS = re.compile(r"(?:on|published|posted|date|تاریخ|منتشر شده در|روز)\s*:?", re.IGNORECASE)
_OUTLET_WORDS = re.compile(
    r"^the |(?<!\w)(?:news\w*|times|post|daily|weekly|herald|gazette|tribune|journal|review|radio|"
    r"tv|television|magazine|press|courier|chronicle|observer|monitor|mail|echo|zeitung|tageblatt|"
    r"روزنامه|خبرگزاری|هفتهنامه|هفته نامه|ماهنامه|فصلنامه|رادیو|تلویزیون|سایت|مجله|جریده|صحیفه|"
    r"وکاله|قناه)(?!\w)"
)
LONGEST_OUTLET = 8
"""Words."""


@dataclass(frozen=True, slots=True)
class Credit:
    """Who first printed it, who wrote it, and when."""

    outlet: str = ""
    authors: tuple[str, ...] = ()
    agency: str = ""
    published: PrintedDate | None = None


def read_credit(lines: Sequence[str], url: str, page: Page) -> Credit:
    """What the lines credit: of the parts that are no date, the likeliest name of an outlet.

    `url` is the link to the source, whose host speaks for a name; the other parts are people.
    """
    published = None
    signed: list[str] = []
    others: list[tuple[float, str]] = []
    for line in lines:
        parts = list(line_parts(line, page.zone))
        for place, (part, date) in enumerate(parts):
            published = published or date
            stands_before_date = place + 1 < len(parts) and parts[place + 1][1] is not None
            bare = _BEFORE_OUTLET.sub("", part).strip(" .:")
            if begins_as_byline(part) and bare == part.strip(" .:"):
                signed.append(part)
            elif date is None and _may_be_name(bare):
                likely = _likely_outlet(bare, url) + 2 * (bare != part.strip(" .:"))
                others.append((likely + 0.5 * stands_before_date, bare))
    outlet = max(others, key=lambda other: other[0])[1] if others else ""
    signed += [name for likely, name in others if name != outlet and likely >= 0]
    byline = read_names(((name, False) for name in signed), outlet)
    return Credit(outlet, byline.authors, byline.agency, published)


def _likely_outlet(name: str, url: str) -> float:
    """How much speaks for a name being an outlet's: the link's host, the words of its kind."""
    host = re.sub(r"[^a-z]", "", (urlsplit(url).hostname or "").lower())
    squeezed = re.sub(r"[^a-z]", "", fold(name).removeprefix("the "))
    is_in_host = len(squeezed) >= 3 and squeezed in host
    is_address = bool(re.fullmatch(r"\S+\.[a-z]{2,}", fold(name)))
    return 3.0 * is_in_host + bool(_OUTLET_WORDS.search(fold(name))) - 6.0 * is_address


def _may_be_name(part: str) -> bool:
    folded = fold(part)
    return (
        1 <= word_count(part) <= LONGEST_OUTLET
        and not _LINK_WORDS.fullmatch(folded)
        and not _DAY_WORDS.fullmatch(folded)
    )
