"""Who wrote it: people apart from agencies and desks."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

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
    r"(?:by|von|par|por|door|af|av|di|de|od|przez|text|texte|texto|autor|autorin|author|authors|"
    r"auteur|نوشته|نویسنده|نویسندگان|گزارش از|به قلم|خبرنگار|بقلم|كتب|كتبت|إعداد|الكاتب)"
    r"(?:\s*[:：]\s*|\s+)",
    re.IGNORECASE,
)
_AND = re.compile(
    r"\s*(?:[;|/•·、]|,|،|\s&\s|\s(?:and|und|et|y|e|og|och|en|ja|oraz|ve|و|with|mit)\s|\s[–—-]\s)\s*"
)
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
    r"admin\w*|webmaster|guest|تحریریه|سردبیری|گروه \w+|بخش \w+|سرویس \w+|التحرير|المحرر|هيئة)(?!\w)",
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
    r"(?:^|[\s_-])(?:byline|author|authors|autor|auteur|writer|نویسنده)(?:$|[\s_-]|name)", re.I
)
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


def split_names(printed: str) -> list[str]:
    """The single names of a printed byline ("By A. Writer and B. Other, correspondent")."""
    if len(printed) > LONGEST_BYLINE:
        return []
    bare = _BY.sub("", printed.strip())
    names = (_ROLE.sub("", part.strip(" .:*,،")).strip() for part in _AND.split(bare))
    return [_BY.sub("", name) for name in names if name]


def _candidates(root: etree._Element, stated: Statements) -> Iterator[list[tuple[str, bool]]]:
    yield [(author.name, author.is_organisation) for author in stated.article.authors]
    for name in _META:
        yield [(content, False) for content in stated.meta.get(name, ())]
    yield from _marked(root)


def _marked(root: etree._Element) -> Iterator[list[tuple[str, bool]]]:
    """What elements say of themselves by itemprop, rel or class, the surest first."""
    by_itemprop, by_rel, by_class = [], [], []
    for element in root.iter(
        "a", "span", "p", "div", "address", "li", "b", "strong", "em", "small"
    ):
        if "author" in (element.get("itemprop") or "").split():
            by_itemprop.append(element)
        elif "author" in (element.get("rel") or "").split():
            by_rel.append(element)
        elif _BYLINE_CLASS.search(element.get("class") or ""):
            by_class.append(element)
    yield [(_inner_name(element), False) for element in by_itemprop]
    yield [(text_of(element), False) for element in by_rel[:4]]
    for element in by_class[:4]:
        yield [(text_of(element), False)]


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


def _is_name(name: str) -> bool:
    if _NOT_NAMED.search(name) or not 1 <= word_count(name) <= LONGEST_NAME:
        return False
    first = name[0]
    return first.isalpha() and not (first.islower() and name == name.lower() and len(name) < 4)
