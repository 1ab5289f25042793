"""When it was published and changed, no more exact than the page says.

Asked in turn: JSON-LD, the meta elements that speak of publication, marked elements, the
address, the end of the title, what the page prints for its article (`date_marks`), data in
scripts, meta elements that only say "date", and last htmldate's search of the page. A time of
exactly midnight is what software writes for a mere day and is taken as one. A moment in UTC
gets the day that address or page print for it, if it is that day somewhere.
"""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import UTC, datetime, time, timedelta
from typing import TYPE_CHECKING

from htmldate import find_date

from columninch.extract.date_lines import line_parts
from columninch.extract.date_marks import MOST_WORDS, article_date, is_of_article
from columninch.extract.tree import text_of
from columninch.records import PrintedDate
from columninch.text.calendars import parse_printed_date
from columninch.text.printed_dates import zone_named

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from lxml import etree
    from lxml.html import HtmlElement

    from columninch.extract.statements import Statements

_PUBLISHED = (
    "article:published_time", "og:article:published_time", "og:published_time", "datepublished",
    "parsely-pub-date", "sailthru.date", "pubdate", "publishdate", "publish_date", "publish-date",
    "publication_date", "published_time", "published-date", "dc.date.issued", "dcterms.issued",
    "dc.date.publication", "citation_publication_date", "cxenseparse:publishtime",
    "cxenseparse:recs:publishtime", "article.published", "originalpublicationdate",
    "article_date_original", "rnews:datepublished", "release_date",
)  # fmt: skip
_DATED = (
    "dc.date.created", "dcterms.created", "dc.date", "dcterms.date", "datecreated",
    "displaydate", "date", "timestamp", "created",
)  # fmt: skip
"""Some systems write the day of the record here, or of its last change."""
_UPDATED = (
    "article:modified_time", "og:updated_time", "article:updated_time", "datemodified", "lastmod",
    "dcterms.modified", "dc.date.modified", "last-modified", "modified_time", "revision_date",
)  # fmt: skip
_IN_ADDRESS = re.compile(
    r"/(?P<year>(?:19|20)\d{2})[/-](?P<month>0?[1-9]|1[0-2])[/-](?P<day>0?[1-9]|[12]\d|3[01])(?=[/_-]|$)"
    r"|[/_-](?P<year8>20\d{2})(?P<month8>0[1-9]|1[0-2])(?P<day8>0[1-9]|[12]\d|3[01])(?=\D|$)"
)
_IN_SCRIPT = re.compile(
    r'"(?:datePublished|publishedAt|published_at|publishDate|publish_date|publishedDate|'
    r"publicationDate|publication_date|publishedTime|published_time|pubDate|"
    r"""datePosted|firstPublished(?:At|Date)?)\\?"\s*:\s*\\?"([^"\\]{8,40})"""
)
"""Data that a page's scripts hold, and JSON-LD of other kinds or with faults."""
_MONTH_IN_ADDRESS = re.compile(r"/(?P<year>20\d{2}|19\d{2})/(?P<month>0?[1-9]|1[0-2])/")
_ZONES_APART = timedelta(hours=12 + 14)
"""A moment of a day in any zone is nearer than this to the day's noon in UTC."""
_OFFSETS = tuple(sorted(range(-12, 15), key=abs))
MOST_PRINTS = 3
"""Ways in which scripts may print the same moment."""
MONTH_AND_AFTER = timedelta(days=62)
EXACT = frozenset({"second", "minute"})


def published_on(
    root: HtmlElement, stated: Statements, title: str, zone: str, language: str
) -> PrintedDate | None:
    """The first date of publication that the page's own statements give, or None."""
    address = from_address(stated.url)
    found = _first(_stated(root, stated, title), zone, language)
    if found and (found.precision not in EXACT or found.offset_minutes or _is_daytime(found)):
        return _on_day(found, address)
    if found and address and _is_somewhere(found, address):
        return _on_day(found, address)
    line = address or _in_title(stated, zone) or _printed(root, stated.url, title, zone, language)
    if found:
        return _on_day(found, line)
    line = line or _in_scripts(root, zone)
    dated = _first(_dated(stated), zone, language)
    if dated and (line is None or _is_somewhere(dated, line)):
        return _on_day(dated, line)
    return line


def searched(root: HtmlElement, url: str) -> PrintedDate | None:
    """What htmldate's search of the whole page gives; for when all else is silent.

    Where it saw a month or a year alone (an address, a copyright) it gives the first day.
    """
    printed = find_date(root, original_date=True, url=url, outputformat="%Y-%m-%d")
    found = read_date(printed, "htmldate", "UTC", "") if printed else None
    if found is None or not fits_address(found, url):
        return None
    if found.at.day == 1 and _MONTH_IN_ADDRESS.search(url):
        return replace(found, precision="month")
    is_new_year = (found.at.month, found.at.day) == (1, 1)
    return replace(found, precision="year") if is_new_year else found


def stated_dates(stated: Statements, zone: str) -> Iterator[PrintedDate]:
    """The dates of publication in JSON-LD and meta elements, as they are printed there."""
    given = [(stated.article.published, "json-ld")]
    given += [(stated.first(name), f"meta {name}") for name in (*_PUBLISHED, *_DATED)]
    dates = (read_date(printed, evidence, zone, "") for printed, evidence in given)
    return (date for date in dates if date)


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
    if found.precision in EXACT and stamp:
        day = parse_printed_date(printed[: stamp.start()], language)
        return replace(day, evidence=evidence) if day else found
    return _in_zone(found, zone)


def _in_zone(found: PrintedDate, zone: str) -> PrintedDate:
    """A moment in UTC with the offset of the outlet's clock, where that is known."""
    if found.precision not in EXACT or found.offset_minutes or zone == "UTC":
        return found
    ahead = found.at.astimezone(zone_named(zone)).utcoffset() or timedelta()
    return replace(found, offset_minutes=int(ahead.total_seconds() // 60))


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


def _first(statements: Iterable[tuple[str, str]], zone: str, language: str) -> PrintedDate | None:
    dates = (read_date(printed, evidence, zone, language) for printed, evidence in statements)
    return next((date for date in dates if date), None)


def _stated(root: etree._Element, stated: Statements, title: str) -> Iterator[tuple[str, str]]:
    yield stated.article.published, "json-ld"
    for name in _PUBLISHED:
        for content in stated.meta.get(name, ()):
            yield content, f"meta {name}"
    for element in root.iterfind(".//*[@itemprop]"):
        if "datePublished" in element.get("itemprop", "") and is_of_article(root, element, title):
            yield element.get("datetime") or element.get("content") or text_of(element), "marked"
    for element in root.iterfind(".//time[@pubdate]"):
        if is_of_article(root, element, title):
            yield element.get("datetime") or text_of(element), "marked"


def _in_scripts(root: etree._Element, zone: str) -> PrintedDate | None:
    """The one date of publication in the page's scripts; several are those of a list."""
    texts = (script.text for script in root.iter("script") if script.text)
    printed = {date for text in texts for date in _IN_SCRIPT.findall(text)}
    if not 0 < len(printed) <= MOST_PRINTS:
        return None
    dates = {date.at: date for one in printed if (date := read_date(one, "script", zone, ""))}
    return next(iter(dates.values())) if len(dates) == 1 else None


def _dated(stated: Statements) -> Iterator[tuple[str, str]]:
    for name in _DATED:
        for content in stated.meta.get(name, ()):
            yield content, f"meta {name}"


def _in_title(stated: Statements, zone: str) -> PrintedDate | None:
    """The date that ends the head's title: "Ferry stops | The Harbour News | 4 March 2026"."""
    parts = list(line_parts(stated.title, zone))
    if len(parts) < 2:
        return None
    found = parts[-1][1]
    is_day = found and found.precision == "day" and len(parts[-1][0].split()) <= MOST_WORDS
    return replace(found, evidence="title") if found and is_day else None


def _printed(
    root: etree._Element, url: str, title: str, zone: str, language: str
) -> PrintedDate | None:
    """What the page prints for its article, unless the month in the address is another."""
    found = article_date(root, url, title, zone, language)
    return found if found and fits_address(found, url) else None


def fits_address(found: PrintedDate, url: str) -> bool:
    """Whether the month in an address (/2024/03/), if there is one, is the date's or just before.

    A folder may be made before its page is published; what is far later is a comment.
    """
    match = _MONTH_IN_ADDRESS.search(url)
    if match is None:
        return True
    since = datetime(int(match["year"]), int(match["month"]), 1, tzinfo=UTC) - timedelta(days=1)
    return since <= found.at < since + MONTH_AND_AFTER


def _is_daytime(found: PrintedDate) -> bool:
    """Whether a moment in UTC has one day from Hawaii to Sydney, so that no line need be sought."""
    return 10 <= found.at.hour < 14


def _is_somewhere(found: PrintedDate, day: PrintedDate) -> bool:
    """Whether a moment can be of that day in some zone; for a mere day, whether it is that."""
    if found.precision not in EXACT:
        return found.day() == day.day()
    noon = datetime.combine(day.day(), time(12), tzinfo=UTC)
    return abs(noon - found.at) < _ZONES_APART


def _on_day(found: PrintedDate, day: PrintedDate | None) -> PrintedDate:
    """A moment with the offset that makes it that day, if one does; else as it is."""
    if day is None or found.precision not in EXACT or found.day() == day.day():
        return found
    minutes = (60 * hours for hours in _OFFSETS)
    fitting = (one for one in minutes if replace(found, offset_minutes=one).day() == day.day())
    return replace(found, offset_minutes=next(fitting, found.offset_minutes))
