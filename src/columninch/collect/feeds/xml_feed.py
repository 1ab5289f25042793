"""Feeds in XML: RSS 0.9 to 2.0, RDF, CDF and Atom, however damaged.

feedparser reads them, from bytes alone. What it gives is checked here: addresses are
absolute and of the web, dates no more exact than printed; the HTML stays as the feed has it.
"""

from __future__ import annotations

import html
import re
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import feedparser

from columninch.collect.feeds.captions import CaptionFile, caption_format, is_machine_made
from columninch.collect.feeds.dates import feed_date
from columninch.collect.feeds.document import (
    FeedDocument,
    FeedEntry,
    absolute,
    complaint_of,
    feed_entry,
    is_channel,
    one_line,
    plain_title,
    printable,
)
from columninch.collect.feeds.parser import parse_feed
from columninch.collect.feeds.programme_length import length_seconds
from columninch.collect.feeds.wait import document_wait
from columninch.errors import SourceError
from columninch.records import Listing, PrintedDate

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

HARMLESS = (feedparser.CharacterEncodingOverride, feedparser.NonXMLContentType)
"""Complaints about what the server said of the feed, not about the feed."""
READER_FAILURES = (
    ArithmeticError, AssertionError, AttributeError, LookupError, OSError, RecursionError,
    TypeError, ValueError,
)  # fmt: skip
"""What hostile documents have made feed readers raise; a source's fault, not the desk's."""

SOUND_TYPES = ("audio/", "video/")
VIDEO_TYPES = ("video/", "application/x-shockwave-flash")
"""How the media types of videos begin; the second is a player's, and long out of use."""
FEED_ROOTS = frozenset({b"rss", b"rdf", b"feed", b"channel"})

_ROOT = re.compile(rb"<(?:[\w.-]+:)?([\w.-]+)")
_COMMENT = re.compile(rb"<!--.*?-->", re.DOTALL)
_ITEM = re.compile(rb"<(item|entry)\b")
_REFERENCE = re.compile(rb"&[^#\s]|%")
_HTML = re.compile(rb"\s*(<!--.*?-->\s*)*<(!doctype html|html)\b", re.IGNORECASE | re.DOTALL)


def read_xml_feed(
    body: bytes, headers: Mapping[str, str], url: str, languages: tuple[str, ...]
) -> FeedDocument:
    """The feed in `body`, which `url` answered with `headers` (names in lower case).

    Raises `SourceError` where it is no feed.
    """
    _refuse_entities_within_entities(body, url)
    try:
        parsed = parse_feed(body, headers)
        if not (parsed.entries or parsed.get("version") or _has_feed_root(body)):
            raise _no_feed(body, url)
        return _document(parsed, url, languages)
    except READER_FAILURES as error:
        raise SourceError(
            f"the feed can't be read: {type(error).__name__}: {error}", where=url
        ) from error


def _document(  # feedparser ships no types
    parsed: Any, url: str, languages: tuple[str, ...]
) -> FeedDocument:
    feed = parsed.feed
    title = _title(feed)
    language = one_line(feed.get("language"))
    given = [_entry(entry, url) for entry in parsed.entries]
    if parsed.version.startswith("atom"):
        given = list(_with_authors(given, _names(feed), title))
    listing = Listing(
        title=title,
        entries=tuple(feed_entry(one, (*languages, language)) for one in given),
        complaint=complaint_of(given, _complaint(parsed)),
        moved_to=absolute(feed.get("itunes_new-feed-url") or feed.get("newlocation"), url),
    )
    return FeedDocument(
        listing,
        language=language,
        homepage=absolute(feed.get("link"), url),
        wait_seconds=document_wait(
            one_line(feed.get("ttl")),
            one_line(feed.get("sy_updateperiod")),
            one_line(feed.get("sy_updatefrequency")),
        ),
        is_channel=is_channel(given),
    )


def _entry(entry: Any, url: str) -> FeedEntry:
    captions = tuple(_captions(entry, url))
    return FeedEntry(
        url=absolute(_link(entry), url),
        feed_id=one_line(entry.get("id")),
        title=_title(entry),
        authors=tuple(_names(entry)),
        published=_published(entry),
        content=_content(entry),
        captions=captions,
        length_seconds=_length(entry),
        sound_url=_sound(entry, url),
        is_programme=bool(captions) or _is_video(entry),
    )


def _link(entry: Any) -> str:
    """The address of the entry's page: not of a file, a licence or the feed itself."""
    links = entry.get("links") or ()
    pages = [one.get("href") for one in links if one.get("rel", "alternate") == "alternate"]
    others = {one.get("href") for one in links if one.get("rel", "alternate") != "alternate"}
    link = entry.get("link")
    if link == entry.get("id") and not _is_web(link):
        link = None  # an id that only by default counts as a link: RSS 2.0, `<guid>`
    if link and (link in pages or link not in others):
        return str(link)
    return next((str(one) for one in reversed(pages) if one), "")


def _is_web(link: Any) -> bool:
    return one_line(link).lower().startswith(("http://", "https://", "//"))


def _title(described: Any) -> str:
    """The title of a feed or an entry."""
    detail = described.get("title_detail")
    if isinstance(detail, dict) and detail.get("type") != "text/plain":
        return plain_title(described.get("title"))
    return one_line(described.get("title"))


def _names(described: Any) -> Iterator[str]:
    """The authors of a feed or an entry, where they are named."""
    for author in described.get("authors") or ():
        if name := one_line(author.get("name")):
            yield name
    if not described.get("authors") and (name := one_line(described.get("author"))):
        yield name


def _with_authors(
    entries: list[FeedEntry], names: Iterator[str], title: str
) -> Iterator[FeedEntry]:
    """Entries without authors have the feed's: RFC 4287, section 4.2.1.

    A feed that names itself as its author says nothing of who wrote an entry.
    """
    authors = tuple(name for name in names if name.lower() != title.lower())
    for entry in entries:
        yield entry if entry.authors else replace(entry, authors=authors)


def _published(entry: Any) -> PrintedDate | None:
    # past feedparser's own lookup, which answers for one date with another
    own = {name: dict.get(entry, name) for name in entry}
    for name in ("published", "created", "updated"):
        printed = one_line(own.get(name))
        if printed and (found := feed_date(printed, own.get(f"{name}_parsed"))):
            return found
    return None


def _content(entry: Any) -> str:
    """The longest text that the entry carries, as HTML."""
    texts = [_as_html(one) for one in entry.get("content") or ()]
    detail = entry.get("summary_detail") or {"value": entry.get("summary")}
    return max([*texts, _as_html(detail)], key=len)


def _as_html(detail: Any) -> str:
    value = printable(detail.get("value"))
    return html.escape(value) if detail.get("type") == "text/plain" else value.strip()


def _captions(entry: Any, url: str) -> Iterator[CaptionFile]:
    """The files that carry the entry's text, such as subtitles."""
    for link in (*(entry.get("captions") or ()), *(entry.get("links") or ())):
        address = absolute(link.get("href"), url)
        relation = one_line(link.get("rel", "captions"))
        if relation == "alternate":
            continue
        is_named = "caption" in relation or "transcript" in relation
        kind = caption_format(address, one_line(link.get("type")), named=is_named)
        if address and kind is not None:
            told = (relation, *(one_line(link.get(name)) for name in ("kind", "label", "title")))
            language = link.get("lang") or link.get("language") or link.get("hreflang")
            yield CaptionFile(address, kind, one_line(language), is_machine_made(*told))


def _length(entry: Any) -> float | None:
    """How long the programme is that the entry announces, in seconds."""
    stated = [one.get("duration") for one in entry.get("media_content") or ()]
    lengths = [length_seconds(one_line(one)) for one in (*stated, entry.get("itunes_duration"))]
    return max((one for one in lengths if one), default=None)


def _sound(entry: Any, url: str) -> str:
    """The file with sound or film that the entry encloses, sound before film."""
    enclosed = [one for one in entry.get("links") or () if one.get("rel") == "enclosure"]
    for kind in SOUND_TYPES:
        for one in (*enclosed, *(entry.get("media_content") or ())):
            address = absolute(one.get("href") or one.get("url"), url)
            if address and one_line(one.get("type")).lower().startswith(kind):
                return address
    return ""


def _is_video(entry: Any) -> bool:
    enclosed = [one for one in entry.get("links") or () if one.get("rel") == "enclosure"]
    return any(
        one_line(one.get("medium")) == "video" or one_line(one.get("type")).startswith(VIDEO_TYPES)
        for one in (*enclosed, *(entry.get("media_content") or ()))
    )


def _complaint(parsed: Any) -> str:
    problem = parsed.get("bozo_exception")
    unread: str = parsed.get("unread", "")
    if not parsed.get("bozo") or isinstance(problem, HARMLESS):
        return unread
    damage = f"the feed is damaged: {' '.join(str(problem).split())[:200]}"
    return "; ".join(one for one in (damage, unread) if one)


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
