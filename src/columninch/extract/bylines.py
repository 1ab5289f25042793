"""Who wrote it: people apart from agencies and desks."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from columninch.extract.date_lines import line_parts
from columninch.extract.tree import text_of
from columninch.text.normalise import fold
from columninch.text.words import word_count

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from lxml import etree

    from columninch.extract.statements import Statements

_META = (
    "author", "article:author", "article:author_name", "parsely-author", "sailthru.author", "byl",
    "dc.creator", "dcterms.creator", "dc.creator.name", "citation_author", "cxenseparse:author",
    "vr:author", "news:author",
)  # fmt: skip
_BY = re.compile(
    r"^(?:(?:written|words|text|story|report|reporting|analysis|article|posted|published)\s+)?"
    r"(?:by|von|par|por|door|af|av|di|de|od|przez|text|texte|texto|autor|autorin|authors?|"
    r"auteur|quelle|source|منبع|نوشته|نویسنده|نویسندگان|گزارش از|به قلم|خبرنگار|بقلم|"
    r"كتب|كتبت|إعداد|الكاتب)(?:\s*[:：]\s*|\s+)",
    re.IGNORECASE,
)
_AND = re.compile(
    r"\s*(?:[;|/•·、]|,|،|\s&\s|\s(?:and|und|et|y|e|og|och|en|ja|oraz|ve|و|with|mit)\s|\s[–—-]\s)\s*"
)
_ADDRESS = re.compile(r"https?:|www\.|@\w+\.")
_NOT_NAMED = re.compile(
    r"https?:|www\.|@|\d{2}|[<>{}\[\]=]|\.(?:com|org|net|de|ir)\b", re.IGNORECASE
)
_AGENCY_WORDS = re.compile(
    r"(?<!\w)(?:agenc\w+|agentur\w*|agence|agenzia|press|presse|newswire|wires?|news service|"
    r"news|media|newspaper|magazine|network|service|خبرگزاری|آژانس|وكالة|وكالات|ایجنسی)(?!\w)",
    re.IGNORECASE,
)
_DESK_WORDS = re.compile(
    r"(?<!\w)(?:staff|editors?|editorial|newsroom|desk|team|board|correspondents?|reporters?|"
    r"contributors?|redaktion\w*|rédaction|redacción|redazione|redactie|redaksjonen|redakcja|"
    r"admin\w*|webmaster|guest|تحریریه|سردبیری|گروه \w+|بخش \w+|سرویس \w+|"
    r"التحرير|المحرر|هيئة)(?!\w)",
    re.IGNORECASE,
)
_SHORT_AGENCY = re.compile(r"(?:[A-Z]{2,5}|[a-z]{3})")
"""Agencies sign with initials: "ABC", "abc"."""
_ROLE = re.compile(
    r",?\s+(?:(?:chief|senior|special|political|foreign|staff|diplomatic|economics?)\s+)*"
    r"(?:editor|correspondent|reporter|writer|columnist|journalist)s?(?:\s.*)?$",
    re.IGNORECASE,
)
_BYLINE_CLASS = re.compile(
    r"(?:^|[\s_-])(?:byline|authors?|autore?n?|auteurs?|writer|نویسنده)(?:$|[\s_-]|name|list)", re.I
)
_AUTHOR_PAGE = re.compile(r"/(?:authors?|autor(?:en|es)?|auteurs?|writers?)/[\w%.-]{3,}")
_WRITTEN_BY = re.compile(
    r"written by|author|verfasst von|geschrieben von|écrit par|escrito por|scritto da|auteur|"
    r"autor|نوشته شده توسط|نویسنده|كتبه|yazan",
    re.IGNORECASE,
)
_VIA = re.compile(r"(?:\s+via|[,،]?\s+(?:به نقل از|نقلا عن))\s+.*$", re.IGNORECASE)
_FROM = re.compile(r"(?:via|به نقل از|نقلا عن)\s", re.IGNORECASE)
_DATE_LINE = re.compile(r"date|meta|info|time|published|تاریخ", re.IGNORECASE)
_SIGN = re.compile(r"\s*[(\[][\w./]{1,6}[)\]]$")
"""The sign of a writer behind the name: "A. Writer (awr)"."""
LONGEST_NAME = 6
"""Words of one name."""
LONGEST_BYLINE = 160


@dataclass(frozen=True, slots=True)
class Byline:
    """Who signed: the people in order, and an agency or desk."""

    authors: tuple[str, ...] = ()
    agency: str = ""


def byline_of(root: etree._Element, stated: Statements, outlet: str) -> Byline:
    """The byline of a page, from JSON-LD, then meta elements, then what is marked as one.

    Agencies, desks ("Staff") and whatever is stated to be an organisation are no authors; the
    first of them is the agency, unless it is the outlet itself.
    """
    agency = ""
    for names in _candidates(root, stated):
        byline = read_names(names, outlet)
        agency = agency or byline.agency
        if byline.authors:
            return Byline(byline.authors, agency)
    return Byline((), agency)


def read_names(names: Iterable[tuple[str, bool]], outlet: str) -> Byline:
    """The byline in printed names, each with whether it is stated to be an organisation."""
    people: dict[str, str] = {}
    agencies: list[str] = []
    for printed, is_organisation in names:
        for name in [printed] if is_organisation else split_names(printed):
            if _is_outlet(name, outlet):
                continue
            if is_organisation or _is_agency(name):
                agencies.append(name)
            elif _is_name(name):
                people.setdefault(fold(name), name)
    return Byline(tuple(people.values()), agencies[0] if agencies else "")


def begins_as_byline(printed: str) -> bool:
    """Whether a line says who wrote: "By A. Writer", «نوشته: ...»."""
    match = _BY.match(printed.strip())
    return match is not None and printed.strip()[match.end() :][:1].isupper() | (":" in match[0])


def split_names(printed: str) -> list[str]:
    """The single names of a printed byline ("By A. Writer and B. Other, correspondent")."""
    if len(printed) > LONGEST_BYLINE or _ADDRESS.search(printed):
        return []
    parts = _AND.split(_ROLE.sub("", _BY.sub("", _VIA.sub("", printed.strip()))))
    if _VIA.search(printed) and len(parts) > 1:
        parts = parts[:-1]  # the last before "via" is the outlet that printed it first
    names = (_SIGN.sub("", _ROLE.sub("", part.strip(" :*,،"))).strip() for part in parts)
    return [_BY.sub("", name) for name in names if name]


def _candidates(root: etree._Element, stated: Statements) -> Iterator[list[tuple[str, bool]]]:
    yield [(author.name, author.is_organisation) for author in stated.article.authors]
    for name in _META:
        yield [(content, False) for content in stated.meta.get(name, ())]
    yield [(name, False) for name in _labelled(stated)]
    yield from _marked(root)


def _labelled(stated: Statements) -> Iterator[str]:
    """Authors in the pairs of label and value that blog software writes for sharing."""
    for number in "123":
        label = stated.first(f"twitter:label{number}")
        if _WRITTEN_BY.fullmatch(label):
            yield stated.first(f"twitter:data{number}")
    yield stated.first("twitter:misc:written by")


def _marked(root: etree._Element) -> Iterator[list[tuple[str, bool]]]:
    """What elements say of themselves by itemprop, rel or class, the surest first."""
    marked: dict[str, list[etree._Element]] = {"itemprop": [], "rel": [], "href": [], "class": []}
    for element in root.iter(
        "a", "span", "p", "div", "address", "li", "b", "strong", "em", "small"
    ):
        mark = _mark(element)
        if mark:
            marked[mark].append(element)
    yield [(_inner_name(element), False) for element in marked["itemprop"]]
    for mark in ("rel", "href"):
        yield [(text_of(element), False) for element in marked[mark][:4]]
    for element in marked["class"][:4]:
        printed = text_of(element)
        if _BY.match(printed) or word_count(_VIA.sub("", printed)) <= LONGEST_NAME:
            yield [(name, False) for name in split_names(printed) if _is_full_name(name)]
    yield from _beside_date(root)


def _beside_date(root: etree._Element) -> Iterator[list[tuple[str, bool]]]:
    """What stands in the first line of the page that prints a date, beside the date."""
    for element in root.iter("p", "div", "span", "small", "td"):
        if not _DATE_LINE.search(element.get("class") or ""):
            continue
        text = text_of(element)
        parts = list(line_parts(text, "UTC")) if len(text) <= LONGEST_BYLINE else []
        if any(date for _, date in parts):
            others = [part for part, date in parts if date is None]
            yield [(one, False) for one in others if _is_full_name(one) or _is_agency(one)]
            return


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


def _is_outlet(name: str, outlet: str) -> bool:
    squeezed, own = (re.sub(r"\W", "", fold(one)) for one in (name, outlet))
    return bool(own) and squeezed == own


def _is_agency(name: str) -> bool:
    return bool(
        _AGENCY_WORDS.search(name) or _DESK_WORDS.search(name) or _SHORT_AGENCY.fullmatch(name)
    )


def _is_full_name(name: str) -> bool:
    """At least two words, each beginning as a name does."""
    words = name.split()
    return len(words) >= 2 and all(not word[0].islower() or len(word) <= 3 for word in words)


def _is_name(name: str) -> bool:
    if _NOT_NAMED.search(name) or _FROM.match(name) or not 1 <= word_count(name) <= LONGEST_NAME:
        return False
    first = name[0]
    return first.isalpha() and not (first.islower() and name == name.lower() and len(name) < 4)
