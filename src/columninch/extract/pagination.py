"""The further pages of one article: the link to the next, and to all on one page.

A link is followed only where its address proves that it is of the same article: the first
page's own address with a page's number put to it, one higher than the page that links it. So
"next article", the older pages of a list and the pages of comments are never taken for one.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from urllib.parse import parse_qsl, unquote, urlsplit

from columninch.extract.decode import decode
from columninch.extract.statements import absolute
from columninch.extract.tree import parse, text_of
from columninch.text.normalise import fold

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from lxml.html import HtmlElement

MOST_PAGES = 20
"""An article has no more; what lists more is something else."""

_NAMES = frozenset(
    ["page", "p", "pg", "pagina", "página", "seite", "side", "sayfa", "paged", "صفحه"]
)
_ENDING = re.compile(r"(?:/+|\.(?:html?|php|aspx?|shtml))$", re.IGNORECASE)
_NUMBERED = re.compile(
    r"[/_,.;-](?:(?:page|p|pg|pagina|página|seite|side|sayfa|part|صفحه)[-_/]?)?(\d{1,2})",
    re.IGNORECASE,
)
_NEXT = re.compile(
    r"^\W*(?:(?:go to |read )?(?:the )?next page|continued?(?: on (?:the )?next page)?|next|"
    r"nachste seite|weiter|page suivante|suivant|pagina siguiente|siguiente|pagina successiva|"
    r"sonraki sayfa|volgende pagina|proxima pagina|следующая страница|"
    r"صفحه ?ی? (?:بعد|بعدی)|ادامه در صفحه بعد|بعدی|الصفحة التالية|التالي)\W*$"
)
_ALL = re.compile(
    r"^\W*(?:(?:view|read|show|see)(?: (?:this|the|it|article|story|all|whole|full|as|on|in))* "
    r"(?:on |as |in )?(?:a |one )?(?:single |one )?page|view all|show all|single page|one page|"
    r"all pages|(?:alles )?auf einer seite(?: lesen)?|sur une seule page|tout afficher|"
    r"en una sola pagina|tek sayfada(?: goster)?|"
    r"(?:نمایش |خواندن )?(?:همه |متن کامل )?در یک صفحه|متن کامل)\W*$"
)
_COMMENTS = re.compile(r"comment|disqus|reply|replies|forum|thread|discussion", re.IGNORECASE)
_FORUM = re.compile(rb"DiscussionForumPosting|QAPage|ProfilePage", re.IGNORECASE)


def next_page(body: bytes, content_type: str, url: str, first_url: str, number: int) -> str:
    """The address of the page after page `number`, which is at `url`; empty for the last one.

    `first_url` is where the article begins.
    """
    for address in _linked(body, content_type, url, number, _is_next):
        if page_number(address, first_url) == number + 1:
            return address
    return ""


def whole_page(body: bytes, content_type: str, url: str) -> str:
    """The address that shows all pages of the article at `url` in one; empty for none."""
    for address in _linked(body, content_type, url, 1, _is_all):
        if _is_variant(address, url) and page_number(address, url) is None:
            return address
    return ""


def page_number(address: str, first_url: str) -> int | None:
    """Which page of the article at `first_url` an address is; None for another article's."""
    first, other = _Split(first_url), _Split(address)
    if first.host != other.host or not first.stem or first.rest != other.rest:
        return None
    if other.stem == first.stem:
        return other.number
    found = _NUMBERED.fullmatch(other.stem.removeprefix(first.stem))
    is_further = other.stem.startswith(first.stem) and found is not None
    return int(found[1]) if is_further and found and other.number is None else None


class _Split:
    """An address in the parts that tell pages apart."""

    def __init__(self, address: str) -> None:
        try:
            parts = urlsplit(address)
            self.host = (parts.hostname or "").removeprefix("www.")
            path, query = unquote(parts.path), parse_qsl(parts.query, keep_blank_values=True)
        except ValueError:
            self.host, path, query = "", "", []
        self.stem = _ENDING.sub("", _ENDING.sub("", path))
        numbers = [value for name, value in query if name.lower() in _NAMES]
        self.number = int(numbers[0]) if len(numbers) == 1 and _is_number(numbers[0]) else None
        counted = self.number is not None
        self.rest = sorted(one for one in query if not (counted and one[0].lower() in _NAMES))


def _is_number(value: str) -> bool:
    return value.isascii() and value.isdigit() and len(value) <= 2


def _is_variant(address: str, first_url: str) -> bool:
    """Whether it is the first page's address with something put to its path or its query."""
    first, other = _Split(first_url), _Split(address)
    if not first.stem or first.host != other.host or address == first_url:
        return False
    is_longer = other.stem.startswith(f"{first.stem}/") and len(other.stem) - len(first.stem) < 20
    return (other.stem == first.stem and other.rest != first.rest) or is_longer


def _linked(
    body: bytes,
    content_type: str,
    url: str,
    number: int,
    is_wanted: Callable[[HtmlElement, int], bool],
) -> Iterator[str]:
    if _FORUM.search(body):
        return
    root = parse(decode(body, content_type))
    if root is None:
        return
    for link in root.iter("link", "a"):
        href = link.get("href")
        if href and is_wanted(link, number) and not _is_of_comments(link):
            address = absolute(url, href).partition("#")[0]
            if address:
                yield address


def _is_next(link: HtmlElement, number: int) -> bool:
    """Whether a link says that it is the next page: by its relation, its words or its number."""
    if "next" in (link.get("rel") or "").lower().split():
        return True
    if link.tag != "a":
        return False
    told = fold(text_of(link))[:60]
    label = fold(link.get("aria-label") or link.get("title") or "")[:60]
    return told == str(number + 1) or any(_NEXT.search(one) for one in (told, label) if one)


def _is_all(link: HtmlElement, _number: int) -> bool:
    return link.tag == "a" and bool(_ALL.search(fold(text_of(link))[:60]))


def _is_of_comments(link: HtmlElement) -> bool:
    around = [link, *link.iterancestors()]
    return any(_COMMENTS.search(f"{one.get('id', '')} {one.get('class', '')}") for one in around)
