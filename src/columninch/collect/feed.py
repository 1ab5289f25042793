"""Feeds: RSS 0.9 to 2.0, RDF and Atom, however damaged, as listings.

feedparser reads them, from bytes alone: it is never handed an address, which it would
fetch by itself. What it gives is checked here: addresses are absolute and of the web,
dates no more exact than printed; the HTML stays as the feed has it.
"""

from __future__ import annotations

import html
import io
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import feedparser

from columninch.collect.asking import ask_source, changed, unchanged
from columninch.collect.feed_dates import feed_date
from columninch.collect.weburl import parse_address
from columninch.errors import RefusedAddress, SourceError
from columninch.records import Entry, Listing, PrintedDate

if TYPE_CHECKING:
    from collections.abc import Iterator

    from columninch.collect.polled import Polled, PolledSource
    from columninch.tools import Tools

SUBTITLE_TYPES = frozenset({"text/vtt", "text/srt", "application/x-subrip", "application/srt"})
SUBTITLE_ENDINGS = (".vtt", ".srt")
HARMLESS = (feedparser.CharacterEncodingOverride, feedparser.NonXMLContentType)
"""Complaints about what the server said of the feed, not about the feed."""
READER_FAILURES = (
    ArithmeticError, AssertionError, AttributeError, LookupError, OSError, RecursionError,
    TypeError, ValueError,
)  # fmt: skip
"""What hostile documents have made feed readers raise; a source's fault, not the desk's."""

FEED_ROOTS = frozenset({b"rss", b"rdf", b"feed", b"channel"})

_TAG = re.compile("<[^<>]*>")
_ROOT = re.compile(rb"<(?:[\w.-]+:)?([\w.-]+)")
_COMMENT = re.compile(rb"<!--.*?-->", re.DOTALL)
_ITEM = re.compile(rb"<(item|entry)\b")
_REFERENCE = re.compile(rb"&[^#\s]|%")
_HTML = re.compile(rb"\s*(<!--.*?-->\s*)*<(!doctype html|html)\b", re.IGNORECASE | re.DOTALL)


@dataclass(frozen=True, slots=True)
class FeedDocument:
    """A feed as read."""

    listing: Listing
    language: str
    """As the feed states it, or empty."""
    homepage: str
    """Absolute, or empty."""


def poll_feed(source: PolledSource, tools: Tools) -> Polled:
    """The feed's entries, or nothing where it is unchanged.

    Raises `FetchError` where it can't be had and `SourceError` where it is no feed.
    """
    response = ask_source(source, tools)
    if response.status == 304:
        return unchanged(source, response)
    capture = tools.vault.store(response, before=source.before)
    document = read_feed(response.body, response.header("content-type"), response.final_url)
    return changed(response, capture, document.listing)


def read_feed(body: bytes, content_type: str, url: str) -> FeedDocument:
    """The feed in `body`, which `url` answered with; entries keep the feed's order.

    Raises `SourceError` where it is no feed.
    """
    _refuse_entities_within_entities(body, url)
    headers = {"content-location": url}
    if content_type:
        headers["content-type"] = content_type
    try:
        parsed = feedparser.parse(
            io.BytesIO(body),
            response_headers=headers,
            sanitize_html=False,
            resolve_relative_uris=True,
        )
        if not (parsed.entries or parsed.get("version") or _has_feed_root(body)):
            raise _no_feed(body, url)
        return _document(parsed, url)
    except READER_FAILURES as error:
        raise SourceError(
            f"the feed can't be read: {type(error).__name__}: {error}", where=url
        ) from error


def _document(parsed: Any, url: str) -> FeedDocument:  # feedparser ships no types
    feed = parsed.feed
    listing = Listing(
        title=_plain(feed.get("title"), feed.get("title_detail")),
        entries=tuple(_entry(entry, url) for entry in parsed.entries),
        complaint=_complaint(parsed),
        moved_to=_absolute(_text(feed.get("itunes_new-feed-url")), url),
    )
    return FeedDocument(
        listing, language=_text(feed.get("language")), homepage=_absolute(feed.get("link"), url)
    )


def _entry(entry: Any, url: str) -> Entry:
    return Entry(
        url=_absolute(entry.get("link"), url),
        feed_id=_text(entry.get("id")),
        title=_plain(entry.get("title"), entry.get("title_detail")),
        authors=tuple(dict.fromkeys(_authors(entry))),
        published=_published(entry),
        content=_content(entry),
        media_url=next(_media(entry, url), ""),
    )


def _authors(entry: Any) -> Iterator[str]:
    for author in entry.get("authors") or ():
        if name := _text(author.get("name")):
            yield name
    if not entry.get("authors") and (name := _text(entry.get("author"))):
        yield name


def _published(entry: Any) -> PrintedDate | None:
    # past feedparser's own lookup, which answers for one date with another
    own = {name: dict.get(entry, name) for name in entry}
    for name in ("published", "created", "updated"):
        printed = _text(own.get(name))
        if printed and (found := feed_date(printed, own.get(f"{name}_parsed"))):
            return found
    return None


def _content(entry: Any) -> str:
    """The longest text that the entry carries, as HTML."""
    texts = [_as_html(one) for one in entry.get("content") or ()]
    detail = entry.get("summary_detail") or {"value": entry.get("summary")}
    return max([*texts, _as_html(detail)], key=len)


def _as_html(detail: Any) -> str:
    value = detail.get("value")
    if not isinstance(value, str):
        return ""
    return html.escape(value) if detail.get("type") == "text/plain" else value.strip()


def _media(entry: Any, url: str) -> Iterator[str]:
    """The files that carry the entry's text, such as subtitles."""
    for enclosure in entry.get("enclosures") or ():
        address = _absolute(enclosure.get("href"), url)
        kind = _text(enclosure.get("type")).partition(";")[0].lower()
        path = address.partition("?")[0].lower()
        if address and (kind in SUBTITLE_TYPES or path.endswith(SUBTITLE_ENDINGS)):
            yield address


def _complaint(parsed: Any) -> str:
    problem = parsed.get("bozo_exception")
    if not parsed.get("bozo") or isinstance(problem, HARMLESS):
        return ""
    return f"the feed is damaged: {' '.join(str(problem).split())[:200]}"


def _absolute(value: Any, url: str) -> str:
    """`value` as an absolute web address, or empty where it is none."""
    text = _text(value)
    if not text:
        return ""
    try:
        return parse_address(text, _base(url)).href
    except RefusedAddress:
        return ""


def _base(url: str) -> Any:
    try:
        return parse_address(url)
    except RefusedAddress:
        return None  # a feed that was read from a file


def _plain(value: Any, detail: Any) -> str:
    """A title as plain text, whose markup some feeds escape twice."""
    text = _text(value)
    if isinstance(detail, dict) and detail.get("type") != "text/plain":
        text = html.unescape(_TAG.sub("", text))
    return " ".join(text.split())


def _text(value: Any) -> str:
    return " ".join(value.split()) if isinstance(value, str) else ""


def _has_feed_root(body: bytes) -> bool:
    """Whether the first element is a feed's, of whatever dialect."""
    root = _ROOT.search(_COMMENT.sub(b"", body[:10_000]))
    return root is not None and root.group(1).lower() in FEED_ROOTS


def _refuse_entities_within_entities(body: bytes, url: str) -> None:
    """Raise `SourceError` where a feed's own entities would unfold to gigabytes.

    The parser stops at some megabytes by itself, which is still seconds and a hundred
    megabytes for a document of a few hundred bytes.
    """
    plain = body.replace(b"\0", b"") if b"\0" in body[:100] else body
    first, last = plain.find(b"<!ENTITY"), plain.rfind(b"<!ENTITY")
    item = _ITEM.search(plain)
    is_before = first < last and (item is None or first < item.start())
    if is_before and _REFERENCE.search(plain, first, last):
        raise SourceError("the feed defines entities within entities", where=url)


def _no_feed(body: bytes, url: str) -> SourceError:
    if _HTML.match(body[:2000]):
        return SourceError(
            "the document is HTML, not a feed",
            where=url,
            hint="add the page's address: its feed is looked for",
        )
    return SourceError("the document is not a feed", where=url)
