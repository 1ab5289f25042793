"""The names of a printed byline: people apart from agencies and desks."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from columninch.text.normalise import fold
from columninch.text.words import word_count

if TYPE_CHECKING:
    from collections.abc import Iterable

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
    r"news|media|newspaper|magazine|network|service|inc\.?|ltd\.?|gmbh|llc|خبرگزاری|آژانس|وكالة|وكالات|ایجنسی)(?!\w)",
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
VIA = re.compile(r"(?:\s+via|[,،]?\s+(?:به نقل از|نقلا عن))\s+.*$", re.IGNORECASE)
_FROM = re.compile(r"(?:via|به نقل از|نقلا عن)\s", re.IGNORECASE)
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


def read_names(
    names: Iterable[tuple[str, bool]], outlet: str, also: frozenset[str] = frozenset()
) -> Byline:
    """The byline in printed names, each with whether it is stated to be an organisation.

    `outlet` is no author, nor are single words that are one of its other names (`also`, folded).
    """
    people: dict[str, str] = {}
    agencies: list[str] = []
    for printed, is_organisation in names:
        for name in [printed] if is_organisation else split_names(printed):
            if _is_outlet(name, outlet) or fold(name) in also:
                continue
            if is_organisation or is_agency(name):
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
    parts = _AND.split(_ROLE.sub("", _BY.sub("", VIA.sub("", printed.strip()))))
    if VIA.search(printed) and len(parts) > 1:
        parts = parts[:-1]  # the last before "via" is the outlet that printed it first
    names = (_SIGN.sub("", _ROLE.sub("", part.strip(" :*,،"))).strip() for part in parts)
    return [_BY.sub("", name) for name in names if name]


def _is_outlet(name: str, outlet: str) -> bool:
    """Whether it is the outlet, or a branch of one that is called by its initials."""
    squeezed, own = (re.sub(r"\W", "", fold(one)) for one in (name, outlet))
    is_branch = outlet.isupper() and name.startswith(f"{outlet} ")
    return bool(own) and (squeezed == own or is_branch)


def is_agency(name: str) -> bool:
    """Whether a name is an agency's or a desk's ("Staff")."""
    return bool(
        _AGENCY_WORDS.search(name) or _DESK_WORDS.search(name) or _SHORT_AGENCY.fullmatch(name)
    )


def is_full_name(name: str) -> bool:
    """At least two words, each beginning as a name does."""
    words = name.split()
    return len(words) >= 2 and all(not word[0].islower() or len(word) <= 3 for word in words)


def _is_name(name: str) -> bool:
    if _NOT_NAMED.search(name) or _FROM.match(name) or not 1 <= word_count(name) <= LONGEST_NAME:
        return False
    first = name[0]
    return first.isalpha() and not (first.islower() and name == name.lower() and len(name) < 4)
