"""The date that a listing page prints beside an article's link."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from columninch.collect.pages.listing_boxes import class_words, plain
from columninch.collect.pages.listing_words import DATE_WORDS
from columninch.text.printed_dates import parse_printed_date

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from lxml import etree

    from columninch.collect.pages.listing_links import Link
    from columninch.records import PrintedDate

EVIDENCE = "listing"
MAX_LOOKED_AT = 120
"""Elements of a card."""
LONGEST = 60
"""Of a date line, in characters."""

_ZONED = re.compile(r"(?:z|utc|gmt|[+-]\d\d:?\d\d)\s*$", re.IGNORECASE)


def date_beside(link: Link, language: str, now: datetime | None) -> PrintedDate | None:
    """The date in the link's card; a time whose zone isn't printed gives its day alone."""
    if link.card is None:
        return None
    for printed in _printed(link.card, link.anchors):
        found = parse_printed_date(printed, language, now=now)
        if found is None or found.precision in {"month", "year"}:
            continue
        if found.precision != "day" and not _ZONED.search(printed):
            day = found.at.replace(hour=0, minute=0, second=0, microsecond=0)
            return replace(found, at=day, precision="day", evidence=EVIDENCE)
        return replace(found, evidence=EVIDENCE)
    return None


def _printed(card: etree._Element, anchors: list[etree._Element]) -> Iterator[str]:
    """What in a card may be its date, the likeliest first."""
    elements = [one for _, one in zip(range(MAX_LOOKED_AT), card.iter("*"), strict=False)]
    for element in elements:
        if element.tag == "time" or element.get("datetime"):
            yield (element.get("datetime") or "").strip()
            yield plain(element, LONGEST)
    for element in elements:
        if DATE_WORDS & class_words(element):
            yield plain(element, LONGEST)
    for element in elements:
        if element not in anchors:
            yield from _short_texts(element)


def _short_texts(element: etree._Element) -> Iterator[str]:
    """The element's own texts that are short and hold a year's worth of digits."""
    for text in (element.text, *(inner.tail for inner in element)):
        said = " ".join((text or "").split())
        if len(said) <= LONGEST and sum(one.isdigit() for one in said) >= 4:
            yield said
