"""JSON Feed 1.0 and 1.1.

https://www.jsonfeed.org/version/1.1/ (August 2020). What is of another type than the standard
says is passed over; a document that is no JSON Feed at all is one error.
"""

from __future__ import annotations

import html
import json
from typing import TYPE_CHECKING

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
    printable,
)
from columninch.collect.feeds.programme_length import length_seconds
from columninch.errors import SourceError
from columninch.records import Listing, PrintedDate

if TYPE_CHECKING:
    from collections.abc import Iterator

SOUND_TYPES = ("audio/", "video/")
VERSION = "jsonfeed.org/version/"
BYTE_ORDER_MARK = b"\xef\xbb\xbf"

Object = dict[str, object]


def looks_like_json(body: bytes) -> bool:
    """Whether `body` begins as a JSON object does: no XML and no HTML can."""
    return body[:1000].removeprefix(BYTE_ORDER_MARK).lstrip().startswith(b"{")


def read_json_feed(body: bytes, url: str, languages: tuple[str, ...]) -> FeedDocument:
    """The feed in `body`, which `url` answered with.

    Raises `SourceError` where it is no JSON Feed.
    """
    feed = _object(_loaded(body, url))
    if VERSION not in one_line(feed.get("version")) or not isinstance(feed.get("items"), list):
        raise SourceError(
            "the document is not a feed",
            where=url,
            hint="it is JSON without the version and items of a JSON Feed",
        )
    language = one_line(feed.get("language"))
    authors = tuple(_names(feed))
    given = [_entry(item, authors, url) for item in _objects(feed.get("items"))]
    listing = Listing(
        title=one_line(feed.get("title")),
        entries=tuple(feed_entry(one, (*languages, language)) for one in given),
        complaint=complaint_of(given, ""),
    )
    return FeedDocument(
        listing,
        language=language,
        homepage=absolute(feed.get("home_page_url"), url),
        is_channel=is_channel(given),
    )


def _loaded(body: bytes, url: str) -> object:
    try:
        return json.loads(body)
    except (ValueError, RecursionError) as error:
        raise SourceError(
            f"the document begins as JSON and can't be read: {str(error)[:200]}", where=url
        ) from error


def _entry(item: Object, authors: tuple[str, ...], url: str) -> FeedEntry:
    feed_id = _id(item.get("id"))
    attached = list(_objects(item.get("attachments")))
    captions = tuple(_captions(attached, item, url))
    lengths = [length_seconds(_number(one.get("duration_in_seconds"))) for one in attached]
    return FeedEntry(
        url=absolute(item.get("url"), url) or absolute(_web(feed_id), url),
        feed_id=feed_id,
        title=one_line(item.get("title")),
        authors=tuple(_names(item)) or authors,
        published=_published(item),
        content=_content(item),
        captions=captions,
        length_seconds=max((one for one in lengths if one), default=None),
        sound_url=_sound(attached, url),
        is_programme=bool(captions) or any(_is_video(one) for one in attached),
    )


def _id(value: object) -> str:
    """Version 1.0 lets an id be a number."""
    return _number(value) or one_line(value)


def _web(feed_id: str) -> str:
    return feed_id if feed_id.lower().startswith(("http://", "https://")) else ""


def _names(described: Object) -> Iterator[str]:
    """The authors of a feed or an item, as version 1.1 or 1.0 names them."""
    listed = [*_objects(described.get("authors")), _object(described.get("author"))]
    for author in listed:
        if name := one_line(author.get("name")):
            yield name


def _published(item: Object) -> PrintedDate | None:
    for name in ("date_published", "date_modified"):
        printed = one_line(item.get(name))
        if printed and (found := feed_date(printed, None)):
            return found
    return None


def _content(item: Object) -> str:
    """The longest text that the item carries, as HTML."""
    plain = [html.escape(printable(item.get(name))) for name in ("content_text", "summary")]
    return max([printable(item.get("content_html")).strip(), *plain], key=len)


def _captions(attached: list[Object], item: Object, url: str) -> Iterator[CaptionFile]:
    for one in attached:
        address = absolute(one.get("url"), url)
        kind = caption_format(address, one_line(one.get("mime_type")), named=False)
        if address and kind is not None:
            title = one_line(one.get("title"))
            language = one_line(one.get("language")) or one_line(item.get("language"))
            yield CaptionFile(address, kind, language, is_machine_made(title))


def _sound(attached: list[Object], url: str) -> str:
    """The file with sound or film that is attached, sound before film."""
    for kind in SOUND_TYPES:
        for one in attached:
            address = absolute(one.get("url"), url)
            if address and one_line(one.get("mime_type")).lower().startswith(kind):
                return address
    return ""


def _is_video(attached: Object) -> bool:
    return one_line(attached.get("mime_type")).startswith("video/")


def _number(value: object) -> str:
    """A number as text: a whole one without a point; empty where it is none."""
    if isinstance(value, bool) or not isinstance(value, int | float):
        return ""
    try:
        return str(int(value) if value == int(value) else value)
    except (ValueError, OverflowError):
        return ""  # not a number, infinite, or of more digits than are written


def _object(value: object) -> Object:
    return value if isinstance(value, dict) else {}


def _objects(value: object) -> Iterator[Object]:
    for one in value if isinstance(value, list) else ():
        if isinstance(one, dict):
            yield one
