"""The link that leads from an embedded article to where it was first printed."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from columninch.extract.statements import absolute, host_of
from columninch.text.normalise import fold

if TYPE_CHECKING:
    from collections.abc import Iterator

    from columninch.extract.roundups.lines import Line, Link

LONGEST_LINK = 80
"""Characters of a source link's text."""
_NAMES_SOURCE = (
    "link to (?:the )?(?:source|original)(?: article| text| story| post)?|"
    "source|"
    "(?:the )?original(?: article| text| source| story| post| version)?(?: here)?|"
    "(?:read|see|view|open|continue(?: reading)?)(?: (?:the )?(?:original|source|full|whole|rest))?"
    "(?: (?:article|text|story|piece|report|post|more))?|"
    "(?:the )?(?:full|whole|complete) (?:article|text|story|piece|report)|via|"
    "link zum original(?:artikel)?|zum original(?:artikel|text)?|quelle|original(?:artikel|text)|"
    "zum (?:ganzen )?(?:artikel|beitrag|text)|(?:ganzen |den )?(?:artikel|beitrag) lesen|"
    "lien vers (?:la source|l['’]original|l['’]article(?: original)?)|"
    "lire (?:l['’](?:original|article(?: original| complet| entier)?)|la suite|le texte)|"
    "(?:l['’])?article (?:original|complet)|texte original|"
    "fuente|enlace a la fuente|(?:leer )?(?:el )?(?:articulo|texto) (?:original|completo)|fonte|"
    "(?:پیوند|لینک)(?: به)?(?: (?:اصل|منبع|متن))?(?: (?:مطلب|مقاله|خبر|نوشته|گزارش|اصلی|کامل))?|"
    "(?:متن )?اصل (?:مطلب|مقاله|خبر|نوشته|گزارش)|منبع(?: (?:اصلی|مطلب|خبر|مقاله))?|"
    "متن (?:اصلی|کامل)(?: (?:مطلب|مقاله|خبر))?|"
    "المصدر(?: الاصلی)?|(?:رابط|الرابط)(?: (?:المصدر|المقال|الاصلی|الاصل|الی المصدر))*|"
    "(?:النص|المقال|الخبر)(?: (?:الاصلی|الکامل))|اقرا (?:المقال|الاصل|النص)(?: \\w+)?"
)
_SOURCE = re.compile(rf"(?:{_NAMES_SOURCE})")
_READ_ON = re.compile(r"(?:read|see|view|open|continue|from|lire la suite|عن)(?: more| reading)?$")
_PLAIN_LINK = re.compile(r"link|here|hier|ici|aqui|اینجا|لینک|هنا|رابط|web|online")
_SOURCE_AT = re.compile(
    rf"(?:{_NAMES_SOURCE})\s+(?:at|on|in|from|bei|in der|im|auf|dans|sur|chez|en|در|فی|علی)\s+"
    r"(?P<outlet>\S.*)"
)
_SAYS_ORIGINAL = re.compile(
    r"original|link to|(?:full|whole) (?:article|text)|first published|اصل|متن|رابط|النص|lien|"
    r"enlace|zuerst erschienen"
)
_LABELS = (
    r"source|via|originally (?:published|appeared|printed) (?:in|on|at|by)|"
    r"(?:first )?(?:published|appeared|printed) (?:in|on|at|by)|(?:link to (?:the )?)?"
    r"(?:source|original)|(?:read|see) (?:it |this |the (?:original|full article) )?(?:at|in|on)|"
    r"from|quelle|zuerst erschienen (?:in|bei|im)|erschienen (?:in|bei|im)|original|fuente|fonte|"
    r"paru dans|publie dans|منبع|به نقل از|برگرفته از|پیوند|لینک|المصدر|نقلا عن|عن"
)
_LABEL_BEFORE = re.compile(rf"(?:{_LABELS})\s*:?\s*$")
_MAY_NAME = re.compile(rf"^[^\w\n]*(?:{_NAMES_SOURCE}|{_LABELS})[^\n]*$", re.MULTILINE)
_MIRROR = re.compile(r"^(?:m|mobile|amp)\.")
_EDGES = " .:[]()»«>\u2192\u2190\u2197-–—|\"'"


def says_source(link: Link) -> bool:
    """Whether the link calls itself, or is called, the way to the source."""
    if len(link.text) > LONGEST_LINK and not _is_address(link.text):
        return False
    text = fold(link.text).strip(_EDGES)
    return bool(
        _SOURCE.fullmatch(text)
        or (_SOURCE_AT.fullmatch(text) and len(text.split()) <= 10)
        or _is_labelled(fold(link.before).rstrip("[( "))
    )


def speaks_of_source(line: str) -> bool:
    """Whether a short folded line is, or ends with, what a source's link is called.

    To read on, to see or to open is said of too much to count here.
    """
    text = line.strip(_EDGES)
    if _READ_ON.match(text):
        return False
    return bool(
        _SOURCE.fullmatch(text) or _SOURCE_AT.fullmatch(text) or _LABEL_BEFORE.fullmatch(text)
    )


def lines_that_may_name_source(lines: str) -> Iterator[str]:
    """Of folded lines, those that begin as the name of a source's link does."""
    return (found[0] for found in _MAY_NAME.finditer(lines))


def says_original_text(line: str) -> bool:
    """Whether a short folded line speaks of the whole article elsewhere."""
    text = line.strip(_EDGES)
    return bool(_SAYS_ORIGINAL.search(text)) and speaks_of_source(text)


def _is_labelled(before: str) -> bool:
    """Whether what is printed before a link announces the source: alone, or with a colon."""
    found = _LABEL_BEFORE.search(before)
    return found is not None and (before.endswith(":") or not before[: found.start()].strip(_EDGES))


def outlet_in_link(link: Link) -> str:
    """The outlet that a link names: "Read the full article at The Courier"."""
    text = link.text.strip(_EDGES)
    found = _SOURCE_AT.fullmatch(fold(text))
    if found is None:
        return ""
    named = found["outlet"].split()
    return " ".join(text.split()[-len(named) :])


def is_link_words(text: str) -> bool:
    """Whether a text only names the link."""
    folded = fold(text).strip(_EDGES)
    return bool(_SOURCE.fullmatch(folded) or _PLAIN_LINK.fullmatch(folded))


def is_label(text: str) -> bool:
    """Whether a text only says that an outlet's name comes next: "First published in"."""
    folded = fold(text).strip(_EDGES)
    return bool(_LABEL_BEFORE.fullmatch(folded) or _SOURCE_AT.fullmatch(f"{folded} outlet"))


def says_original(link: Link) -> bool:
    """Whether the link speaks of the whole article elsewhere, rather than of some source."""
    return bool(_SAYS_ORIGINAL.search(fold(f"{link.before} {link.text}")))


def leads_out(link: Link, page_url: str) -> str:
    """The link's address where it is another site's, else an empty string.

    Outlets may share what their hosts' names end with, as on a hosting service: a link that
    names the source leads out to another host of the same site too.
    """
    url = absolute(page_url, link.href)
    owner = _host if says_source(link) else _site
    return url if owner(url) and owner(url) != owner(page_url) else ""


def source_links(line: Line) -> list[Link]:
    """The links of a line that name the source."""
    return [link for link in line.links if says_source(link)]


def _host(url: str) -> str:
    return _MIRROR.sub("", host_of(url))


def _site(url: str) -> str:
    """The part of a host's name that its owner registered, as far as can be told."""
    parts = _host(url).split(".")
    is_shared = len(parts) > 2 and len(parts[-2]) <= 3 and len(parts[-1]) == 2
    return ".".join(parts[-3 if is_shared else -2 :])


def _is_address(text: str) -> bool:
    return text.startswith(("http://", "https://", "www."))
