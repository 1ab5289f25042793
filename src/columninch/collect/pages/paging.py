"""The next, older part of a list: where a page says that it goes on."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from columninch.collect.fetcher.weburl import WebAddress, parse_address
from columninch.collect.pages.listing_boxes import class_words, plain
from columninch.collect.pages.listing_links import bare, is_of_site
from columninch.collect.pages.listing_words import OLDER
from columninch.collect.pages.page_head import page_base, parse_page
from columninch.errors import RefusedAddress

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml import etree

MAX_LINKS = 20_000
"""Of a page, that are looked at."""
LONGEST = 40
"""Of what a link to the next part says, in characters."""
OLDER_CLASSES = frozenset({"next", "older", "nextpage", "pagenext"})

_NUMBER = re.compile(
    r"(?P<before>[?&](?:page|p|pg|paged|pi|pageno|seite)=|/(?:page|seite)/)(?P<number>\d{1,6})(?=&|/|$)"
)


def next_page(body: bytes, content_type: str, url: str) -> str:
    """The address of the next, older part of the list in `body`, or empty where there is none.

    What the page states (`rel="next"`) counts first, then what a link says or is called,
    then the pager's number after this page's own. Never raises.
    """
    root = parse_page(body, content_type)
    if root is None:
        return ""
    try:
        here = parse_address(url)
    except RefusedAddress:
        return ""
    links = list(_links(root, here))
    for says_next in (_is_stated, _is_told):
        for element, address in links:
            if says_next(element):
                return address.href
    return _by_number(here, [address for _, address in links])


def _links(root: etree._Element, here: WebAddress) -> Iterator[tuple[etree._Element, WebAddress]]:
    """The links to other pages of the site, in their order."""
    base = page_base(root, here)
    for number, element in enumerate(root.iter("link", "a")):
        if number == MAX_LINKS:
            return
        href = (element.get("href") or "").strip()
        if not href or href.startswith("#"):
            continue
        try:
            address = parse_address(href, base)
        except RefusedAddress:
            continue
        if is_of_site(address.host, here.host) and address != here:
            yield element, address


def _is_stated(element: etree._Element) -> bool:
    return "next" in (element.get("rel") or "").lower().split()


def _is_told(element: etree._Element) -> bool:
    if element.tag != "a":
        return False
    said = plain(element, 2 * LONGEST) or (element.get("aria-label") or element.get("title") or "")
    if len(said) > LONGEST:
        return False
    return bare(said) in OLDER or bool(OLDER_CLASSES & class_words(element))


def _by_number(here: WebAddress, addresses: list[WebAddress]) -> str:
    """The address whose page number is one more than this page's, all else being alike."""
    own = _NUMBER.search(here.href)
    wanted = int(own["number"]) + 1 if own else 2
    stem = _NUMBER.sub("", here.href, count=1).rstrip("/")
    for address in addresses:
        found = _NUMBER.search(address.href)
        if found is None or int(found["number"]) != wanted:
            continue
        if _NUMBER.sub("", address.href, count=1).rstrip("/") == stem:
            return address.href
    return ""
