"""A feed as read, whatever its dialect, and the bounds that all its dialects keep."""

from __future__ import annotations

import hashlib
import html
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from columninch.collect.feeds.captions import CaptionFile, best_caption
from columninch.collect.fetcher.weburl import parse_address
from columninch.errors import RefusedAddress
from columninch.records import Entry, Listing, PrintedDate

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

    from columninch.collect.fetcher.weburl import WebAddress

MOST_CONTENT = 1_000_000
"""Characters of an entry's content that are kept, some 150,000 words."""
MOST_TITLE = 1000
MOST_MARKUP = 20_000
"""Characters of a title's HTML that are looked at."""
MOST_ID = 2000
MOST_AUTHORS = 50
MOST_NAME = 200

_TAG = re.compile("<[^<>]*>")
_UNSEEN = re.compile(
    r"<!--.*?-->|<!--[^>]*(?:>|\Z)|<(script|style)\b.*?(?:</\1\s*>|\Z)",
    re.DOTALL | re.IGNORECASE,
)
_UNTOLD = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff]")
"""Characters that no text has, and that databases refuse."""


@dataclass(frozen=True, slots=True)
class FeedEntry:
    """An entry as a feed gives it, before a listing is made of it."""

    url: str = ""
    feed_id: str = ""
    title: str = ""
    authors: tuple[str, ...] = ()
    published: PrintedDate | None = None
    content: str = ""
    captions: tuple[CaptionFile, ...] = ()
    length_seconds: float | None = None
    sound_url: str = ""
    """A file to be listened to or watched, or empty."""
    is_programme: bool = False
    """It is something to watch or listen to whose words are in captions."""


@dataclass(frozen=True, slots=True)
class FeedDocument:
    """A feed as read."""

    listing: Listing
    language: str
    """As the feed states it, or empty."""
    homepage: str
    """Absolute, or empty."""
    wait_seconds: int | None = None
    """How long it asks to be left alone, where it says so."""
    is_channel: bool = False
    """Most of its entries are programmes: it is polled as a video channel."""


def feed_entry(given: FeedEntry, languages: tuple[str, ...]) -> Entry:
    """`given` within bounds; of its caption files the best one for `languages`."""
    chosen = best_caption(given.captions, languages)
    return Entry(
        url=given.url,
        feed_id=_bounded_id(given.feed_id),
        title=given.title[:MOST_TITLE],
        authors=tuple(dict.fromkeys(name[:MOST_NAME] for name in given.authors[:MOST_AUTHORS])),
        published=given.published,
        content=given.content[:MOST_CONTENT],
        media_url=chosen.url if chosen else "",
        sound_url=given.sound_url,
        length_seconds=given.length_seconds,
    )


def complaint_of(entries: Iterable[FeedEntry], complaint: str) -> str:
    """`complaint`, and how many of `entries` don't fit into a listing whole."""
    cut = sum(len(one.content) > MOST_CONTENT for one in entries)
    told = f"entries that were cut at {MOST_CONTENT:,} characters: {cut}" if cut else ""
    return "; ".join(one for one in (complaint, told) if one)


def is_channel(entries: Collection[FeedEntry]) -> bool:
    """Whether most of `entries` are programmes."""
    return 2 * sum(one.is_programme for one in entries) > len(entries)


def _bounded_id(feed_id: str) -> str:
    """`feed_id`, or what tells a longer one apart."""
    if len(feed_id) <= MOST_ID:
        return feed_id
    return f"sha256:{hashlib.sha256(feed_id.encode()).hexdigest()}"


# --- what strings from outside become -----------------------------------------------------


def one_line(value: object) -> str:
    """`value` without line breaks; empty where it is no text."""
    return " ".join(printable(value).split())


def printable(value: object) -> str:
    """`value` without characters that no text has; empty where it is no text."""
    return _UNTOLD.sub("\N{REPLACEMENT CHARACTER}", value) if isinstance(value, str) else ""


def plain_title(markup: object) -> str:
    """What is seen of a title's HTML, which some feeds escape twice."""
    bare = _TAG.sub("", _UNSEEN.sub("", printable(markup)[:MOST_MARKUP]))
    return one_line(html.unescape(bare))


def absolute(value: object, url: str) -> str:
    """`value` as an absolute web address, or empty where it is none."""
    text = one_line(value)
    if not text:
        return ""
    try:
        return parse_address(text, _base(url)).href
    except RefusedAddress:
        return ""


def _base(url: str) -> WebAddress | None:
    try:
        return parse_address(url)
    except RefusedAddress:
        return None  # a feed that was read from a file
