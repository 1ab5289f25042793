"""Sitemaps as documents: XML of any dialect, news sitemaps, indexes, plain lists, feeds.

The sitemaps.org protocol 0.9, and Google's extension for news.
"""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from columninch.collect.feeds.dates import feed_date
from columninch.collect.feeds.feed import read_feed
from columninch.collect.fetcher.weburl import WebAddress, parse_address
from columninch.collect.packed import is_packed, unpack
from columninch.collect.sitemaps.xml import MAX_ADDRESSES, MAX_TEXT, ListedElement, read_xml
from columninch.errors import RefusedAddress, SourceError
from columninch.records import PrintedDate

if TYPE_CHECKING:
    from collections.abc import Iterable

MAX_BYTES = 52_428_800
"""Of one sitemap, decompressed: as much as the protocol allows (50 MiB)."""
SITEMAP_ROOTS = frozenset({"urlset", "sitemapindex"})

_FEED_ROOT = re.compile(rb"<(?:[\w.-]+:)?(rss|feed|rdf)\b", re.IGNORECASE)
_HTML = re.compile(rb"<(!doctype\s+html|html|head|body)\b", re.IGNORECASE)
_FIRST_TAG = re.compile(rb"<(?:[\w.-]+:)?([A-Za-z][\w.-]*)")
_DECLARATION = re.compile(rb"<\?xml[^>]*\?>")


@dataclass(frozen=True, slots=True)
class ListedPage:
    """A page, or a sitemap of an index, as a sitemap lists it."""

    address: WebAddress
    changed_at: datetime | None = None
    """When it last changed, as the sitemap says."""
    changed: str = ""
    """The same as printed."""
    published: PrintedDate | None = None
    """Of a news sitemap."""
    title: str = ""
    authors: tuple[str, ...] = ()
    language: str = ""

    @property
    def url(self) -> str:
        """Its address as text."""
        return self.address.href


@dataclass(frozen=True, slots=True)
class SitemapDocument:
    """One sitemap as read."""

    pages: tuple[ListedPage, ...] = ()
    children: tuple[ListedPage, ...] = ()
    """The sitemaps that an index lists."""
    complaint: str = ""
    outlet_name: str = ""
    """As a news sitemap names the publication."""

    @property
    def is_news(self) -> bool:
        """It dates its pages as news sitemaps and feeds do."""
        return any(page.published for page in self.pages)


def read_sitemap(body: bytes, content_type: str, url: str) -> SitemapDocument:
    """The sitemap in `body`, which `url` answered with, as far as it can be read.

    Raises `SourceError` where it is no sitemap.
    """
    complaint = ""
    if is_packed(body):
        unpacked = unpack(body, MAX_BYTES)
        body, complaint = unpacked.body, unpacked.complaint
    text = _without_marks(body)
    if _is_html(text):
        raise SourceError(
            "the document is HTML, not a sitemap",
            where=url,
            hint="give the address of the site: its sitemaps are looked for",
        )
    if text.startswith(b"<"):
        return _from_markup(text, content_type, url, complaint)
    return _from_lines(text, url, complaint)


def is_sitemap(body: bytes) -> bool:
    """Whether `body` looks like an XML sitemap, packed or not."""
    start = (unpack(body, 4096).body if is_packed(body) else body)[:4096]
    found = _FIRST_TAG.search(re.sub(rb"<[?!][^>]*>", b"", start))
    return found is not None and found.group(1).decode().lower() in SITEMAP_ROOTS


def _from_markup(body: bytes, content_type: str, url: str, complaint: str) -> SitemapDocument:
    if not is_sitemap(body) and _FEED_ROOT.search(body[:4096]):
        return _from_feed(body, content_type, url, complaint)
    reader, broken = read_xml(body, url)
    if reader.root not in SITEMAP_ROOTS and not reader.listed:
        raise SourceError("the document is not a sitemap", where=url, hint=broken)
    pages, strange = _pages((one for one in reader.listed if not one.is_child), url)
    children, also_strange = _pages((one for one in reader.listed if one.is_child), url)
    name = next((one.values["name"] for one in reader.listed if one.values.get("name")), "")
    complaints = (
        complaint,
        broken,
        f"only its first {MAX_ADDRESSES:,} addresses are read" if reader.is_full else "",
        _told([*strange, *also_strange]),
    )
    return SitemapDocument(pages, children, "; ".join(filter(None, complaints)), name)


def _from_feed(body: bytes, content_type: str, url: str, complaint: str) -> SitemapDocument:
    document = read_feed(body, content_type, url)
    pages = tuple(
        ListedPage(
            address=parse_address(entry.url),
            published=entry.published,
            title=entry.title,
            authors=entry.authors,
            language=document.language,
        )
        for entry in document.listing.entries[:MAX_ADDRESSES]
        if entry.url
    )
    told = "; ".join(filter(None, (complaint, document.listing.complaint)))
    return SitemapDocument(pages, complaint=told, outlet_name=document.listing.title)


def _from_lines(body: bytes, url: str, complaint: str) -> SitemapDocument:
    """A plain list: an address a line, in UTF-8."""
    lines = body.decode("utf-8", "replace").splitlines()
    written = [line.strip() for line in lines if line.strip()]
    if not any(re.match("https?://", line, re.IGNORECASE) for line in written[:20]):
        raise SourceError("the document is not a sitemap", where=url)
    pages, strange = _pages((_line(one) for one in written[:MAX_ADDRESSES]), url)
    return SitemapDocument(pages, (), "; ".join(filter(None, (complaint, _told(strange)))))


def _line(text: str) -> ListedElement:
    return ListedElement(is_child=False, values={"loc": text[:MAX_TEXT]})


def _pages(listed: Iterable[ListedElement], url: str) -> tuple[tuple[ListedPage, ...], list[str]]:
    """What is listed, each address once, and the places that are no web addresses."""
    base = _base(url)
    found: dict[str, ListedPage] = {}
    strange: list[str] = []
    for one in listed:
        loc = one.values["loc"]
        try:
            address = _upgraded(parse_address(loc, base), base)
        except RefusedAddress:
            strange.append(loc)
            continue
        if len(loc) < MAX_TEXT:  # else it was cut off
            found.setdefault(address.href, _page(address, one.values))
    return tuple(found.values()), strange


def _page(address: WebAddress, values: dict[str, str]) -> ListedPage:
    changed = values.get("lastmod", "")
    at = feed_date(changed, None) if changed else None
    return ListedPage(
        address=address,
        changed_at=at.at if at else None,
        changed=changed,
        published=feed_date(values.get("date", ""), None) if values.get("date") else None,
        title=values.get("title", ""),
        language=values.get("language", "").lower(),
    )


def _upgraded(address: WebAddress, base: WebAddress | None) -> WebAddress:
    """The safe spelling where a sitemap that was had safely lists its own host unsafely."""
    if base is None or base.scheme == "http" or address.host != base.host:
        return address
    if (address.scheme, address.port) != ("http", 80):
        return address
    return WebAddress(base.scheme, base.host, base.port, address.path, address.query)


def _base(url: str) -> WebAddress | None:
    try:
        return parse_address(url)
    except RefusedAddress:
        return None


def _told(strange: list[str]) -> str:
    if not strange:
        return ""
    more = f" and {len(strange) - 1} more" if len(strange) > 1 else ""
    return f"no web address: {strange[0][:100]!r}{more}"


def _without_marks(body: bytes) -> bytes:
    """`body` without byte order mark and white space before it; UTF-16 as UTF-8."""
    if body.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        plain = body.decode("utf-16", "replace").encode("utf-8", "replace")
        return _DECLARATION.sub(b"", plain, count=1).lstrip()
    return body.strip(b" \t\r\n\0").removeprefix(codecs.BOM_UTF8).lstrip()


def _is_html(text: bytes) -> bool:
    found = _HTML.search(text[:2000])
    return found is not None and not _FIRST_TAG.search(
        re.sub(rb"<[?!][^>]*>", b"", text[: found.start()])
    )
