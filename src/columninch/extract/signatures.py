"""Where a page says who wrote: in what it states, and in elements that are marked as bylines."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from columninch.extract.bylines import (
    LONGEST_BYLINE,
    LONGEST_NAME,
    VIA,
    Byline,
    begins_as_byline,
    is_agency,
    is_full_name,
    read_names,
    split_names,
)
from columninch.extract.date_lines import line_parts
from columninch.extract.titles import outlet_names
from columninch.extract.tree import text_of
from columninch.text.words import word_count

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml import etree

    from columninch.extract.statements import Statements

_META = (
    "author", "article:author", "article:author_name", "parsely-author", "sailthru.author", "byl",
    "dc.creator", "dcterms.creator", "dc.creator.name", "citation_author", "cxenseparse:author",
    "vr:author", "news:author",
)  # fmt: skip
_BYLINE_CLASS = re.compile(
    r"(?:^|[\s_-])(?:byline|authors?|autore?n?|auteurs?|writer|نویسنده)(?:$|[\s_-]|name|list)", re.I
)
_AUTHOR_PAGE = re.compile(r"/(?:authors?|autor(?:en|es)?|auteurs?|writers?)/[\w%.-]{3,}")
_WRITTEN_BY = re.compile(
    r"written by|author|verfasst von|geschrieben von|écrit par|escrito por|scritto da|auteur|"
    r"autor|نوشته شده توسط|نویسنده|كتبه|yazan",
    re.IGNORECASE,
)
_DATE_LINE = re.compile(r"date|meta|info|time|published|تاریخ", re.IGNORECASE)
MOST_MARKED = 4
"""Elements of one kind of mark that are looked at."""


@dataclass(frozen=True, slots=True)
class Signature:
    """The names that one place of a page gives, as printed."""

    where: str
    names: tuple[tuple[str, bool], ...]
    """Each with whether it is stated to be an organisation."""


@dataclass(frozen=True, slots=True)
class Signed:
    """Who signed, and every signature that was looked at, the one that was taken first."""

    byline: Byline
    signatures: tuple[Signature, ...]


def signed_by(root: etree._Element, stated: Statements, outlet: str) -> Signed:
    """The byline of a page, from JSON-LD, then meta elements, then what is marked as one.

    Agencies, desks ("Staff") and whatever is stated to be an organisation are no authors; the
    first of them is the agency, unless it is the outlet itself.
    """
    also = frozenset(name for name in outlet_names(stated) if " " not in name)
    found = [*_stated(stated), *_marked(root)]
    agency = ""
    for place, signature in enumerate(found):
        byline = read_names(signature.names, outlet, also)
        agency = agency or byline.agency
        if byline.authors:
            rest = found[:place] + found[place + 1 :]
            return Signed(Byline(byline.authors, agency), (signature, *rest))
    beside = _beside_date(root)
    byline = read_names(beside.names, outlet, also)
    return Signed(Byline(byline.authors, agency or byline.agency), (*found, beside))


def _stated(stated: Statements) -> Iterator[Signature]:
    authors = stated.article.authors
    yield Signature("json-ld", tuple((one.name, one.is_organisation) for one in authors))
    for name in _META:
        yield _printed(f"meta {name}", stated.meta.get(name, ()))
    yield _printed("meta twitter:data", _labelled(stated))


def _printed(where: str, names: tuple[str, ...]) -> Signature:
    return Signature(where, tuple((name, False) for name in names))


def _labelled(stated: Statements) -> tuple[str, ...]:
    """Authors in the pairs of label and value that blog software writes for sharing."""
    labelled = (
        stated.first(f"twitter:data{number}")
        for number in "123"
        if _WRITTEN_BY.fullmatch(stated.first(f"twitter:label{number}"))
    )
    return tuple(one for one in (*labelled, stated.first("twitter:misc:written by")) if one)


def _marked(root: etree._Element) -> Iterator[Signature]:
    """What elements say of themselves by itemprop, rel or class, the surest first."""
    marked: dict[str, list[etree._Element]] = {"itemprop": [], "rel": [], "href": [], "class": []}
    for element in root.iter(
        "a", "span", "p", "div", "address", "li", "b", "strong", "em", "small"
    ):
        mark = _mark(element)
        if mark:
            marked[mark].append(element)
    yield _printed("microdata", tuple(map(_inner_name, marked["itemprop"])))
    for mark, where in (("rel", "rel author"), ("href", "author link")):
        yield _printed(where, tuple(map(text_of, marked[mark][:MOST_MARKED])))
    for element in marked["class"][:MOST_MARKED]:
        printed = text_of(element)
        if begins_as_byline(printed) or word_count(VIA.sub("", printed)) <= LONGEST_NAME:
            yield _printed("byline", tuple(filter(is_full_name, split_names(printed))))


def _beside_date(root: etree._Element) -> Signature:
    """What stands in the first line of the page that prints a date, beside the date."""
    for element in root.iter("p", "div", "span", "small", "td"):
        if not _DATE_LINE.search(element.get("class") or ""):
            continue
        text = text_of(element)
        parts = list(line_parts(text, "UTC")) if len(text) <= LONGEST_BYLINE else []
        if any(date for _, date in parts):
            others = (part for part, date in parts if date is None)
            names = tuple(one for one in others if is_full_name(one) or is_agency(one))
            return _printed("date line", names)
    return Signature("date line", ())


def _mark(element: etree._Element) -> str:
    """By what an element is marked as a byline, or an empty string."""
    if "author" in (element.get("itemprop") or "").split():
        return "itemprop"
    if element.tag == "a" and "author" in (element.get("rel") or "").split():
        return "rel"
    if element.tag == "a" and _AUTHOR_PAGE.search(element.get("href") or ""):
        return "href"
    return "class" if _BYLINE_CLASS.search(element.get("class") or "") else ""


def _inner_name(element: etree._Element) -> str:
    named = next((one for one in element.iter() if one.get("itemprop") == "name"), element)
    return named.get("content") or text_of(named)
