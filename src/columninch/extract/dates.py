"""When it was published and changed, no more exact than the page says.

Asked in turn: JSON-LD, meta elements, marked elements, the address, a date line near the
title, and last htmldate's search of the page. A time of exactly midnight is what software
writes for a mere day and is taken as one.
"""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from htmldate import find_date

from columninch.extract.tree import text_of
from columninch.records import PrintedDate
from columninch.text.calendars import parse_printed_date

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml import etree
    from lxml.html import HtmlElement

    from columninch.extract.statements import Statements

_PUBLISHED = (
    "article:published_time", "og:article:published_time", "og:published_time", "datepublished",
    "parsely-pub-date", "sailthru.date", "pubdate", "publishdate", "publish_date", "publish-date",
    "publication_date", "published_time", "published-date", "dc.date.issued", "dcterms.issued",
    "dc.date.created", "dcterms.created", "dc.date", "dcterms.date", "dc.date.publication",
    "citation_publication_date", "cxenseparse:publishtime", "cxenseparse:recs:publishtime",
    "article.published", "originalpublicationdate", "datecreated", "displaydate", "date",
    "article_date_original", "rnews:datepublished", "timestamp", "created", "release_date",
)  # fmt: skip
_UPDATED = (
    "article:modified_time", "og:updated_time", "article:updated_time", "datemodified", "lastmod",
    "dcterms.modified", "dc.date.modified", "last-modified", "modified_time", "revision_date",
)  # fmt: skip
_IN_ADDRESS = re.compile(
    r"/(?P<year>(?:19|20)\d{2})[/-](?P<month>0?[1-9]|1[0-2])[/-](?P<day>0?[1-9]|[12]\d|3[01])(?=[/_-]|$)"
    r"|[/_-](?P<year8>20\d{2})(?P<month8>0[1-9]|1[0-2])(?P<day8>0[1-9]|[12]\d|3[01])(?=\D|$)"
)
_DATE_CLASS = re.compile(
    r"(?:^|[\s_-])(?:pub|publish|published|pubdate|date|dateline|datetime|entry-date|post-date|"
    r"posted|timestamp|time|تاریخ)(?:$|[\s_-])",
    re.IGNORECASE,
)
_MODIFIED_WORDS = re.compile(
    r"(?<!\w)(?:updated?|modified|aktualisiert|mis à jour|actualizado|edited|به\s?روزرسانی|تحديث)",
    re.IGNORECASE,
)
_LINES = ("time", "span", "p", "div", "li", "td", "abbr", "small", "em", "b")
LONGEST_LINE = 120
"""Characters of a date line."""


def published_on(
    root: HtmlElement, stated: Statements, zone: str, language: str
) -> PrintedDate | None:
    """The first date of publication that the page's own statements give, or None."""
    for printed, evidence in _stated(root, stated):
        found = read_date(printed, evidence, zone, language)
        if found:
            return found
    return from_address(stated.url) or _visible(root, zone, language)


def searched(root: HtmlElement, url: str) -> PrintedDate | None:
    """What htmldate's search of the whole page gives, as a day; for when all else is silent."""
    found = find_date(root, original_date=True, url=url, outputformat="%Y-%m-%d")
    return read_date(found, "htmldate", "UTC", "") if found else None


def updated_on(stated: Statements, published: PrintedDate | None, zone: str) -> PrintedDate | None:
    """When the page says it was changed, if that is later than its publication."""
    candidates = [(stated.article.modified, "json-ld")]
    candidates += [(stated.first(name), f"meta {name}") for name in _UPDATED]
    for printed, evidence in candidates:
        found = read_date(printed, evidence, zone, "")
        if found:
            return found if published is None or found.at > published.at else None
    return None


def read_date(printed: str, evidence: str, zone: str, language: str) -> PrintedDate | None:
    """A printed date with its evidence; a time of exactly midnight makes it a mere day."""
    found = parse_printed_date(printed, language, zone) if printed else None
    if found is None:
        return None
    found = replace(found, evidence=evidence)
    stamp = re.search(r"[T ]00:00(?::00(?:\.0+)?)?(?!\d)", printed)
    if found.precision in {"second", "minute"} and stamp:
        day = parse_printed_date(printed[: stamp.start()], language)
        return replace(day, evidence=evidence) if day else found
    return found


def from_address(url: str) -> PrintedDate | None:
    """The day in an address (/2024/03/05/, -20240305), or None."""
    match = _IN_ADDRESS.search(url)
    if match is None:
        return None
    year, month, day = (int(match[name] or match[f"{name}8"]) for name in ("year", "month", "day"))
    try:
        return PrintedDate(datetime(year, month, day, tzinfo=UTC), "day", "url")
    except ValueError:
        return None


def _stated(root: etree._Element, stated: Statements) -> Iterator[tuple[str, str]]:
    yield stated.article.published, "json-ld"
    for name in _PUBLISHED:
        for content in stated.meta.get(name, ()):
            yield content, f"meta {name}"
    for element in root.iter():
        itemprop = element.get("itemprop") or ""
        if "datePublished" in itemprop or "pubdate" in (
            element.keys() if element.tag == "time" else ()
        ):
            yield element.get("datetime") or element.get("content") or text_of(element), "marked"


def _visible(root: etree._Element, zone: str, language: str) -> PrintedDate | None:
    """The first date line of the page that tells no change."""
    found = (_dated_line(element, zone, language) for element in root.iter(*_LINES))
    return next((date for date in found if date), None)


def _dated_line(element: etree._Element, zone: str, language: str) -> PrintedDate | None:
    """The date that an element prints, if it is marked as a date line."""
    marks = f"{element.get('class') or ''} {element.get('id') or ''}"
    if element.tag != "time" and not _DATE_CLASS.search(marks):
        return None
    text = text_of(element)
    if len(text) > LONGEST_LINE or _MODIFIED_WORDS.search(f"{text} {marks}"):
        return None
    for printed in (element.get("datetime") or element.get("title") or "", text):
        found = read_date(printed, "visible", zone, language)
        if found:
            return found
    return None
