"""Feeds: one kind of source for every dialect, told apart by the document itself.

1. A document that came again unchanged is not read again, whatever the status.
2. RSS, RDF, CDF and Atom go through `xml_feed`, JSON Feed through `json_feed`.
3. Where the feed's window has moved past what nobody saw, that is a gap (`windows`).
4. A feed that says it has moved is followed where a feed is found there.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import replace
from typing import TYPE_CHECKING

from columninch.collect.addresses import normal_url
from columninch.collect.asking import ask_source, changed, unchanged
from columninch.collect.feeds.document import FeedDocument
from columninch.collect.feeds.json_feed import looks_like_json, read_json_feed
from columninch.collect.feeds.wait import header_wait, longest_wait
from columninch.collect.feeds.xml_feed import read_xml_feed
from columninch.collect.windows import follow_window, window_pace
from columninch.errors import FetchError, SourceError

if TYPE_CHECKING:
    from columninch.collect.polled import Polled, PolledSource
    from columninch.records import Listing, Response
    from columninch.tools import Tools

__all__ = ["FeedDocument", "poll_feed", "read_feed"]


def poll_feed(source: PolledSource, tools: Tools) -> Polled:
    """The feed's entries, or nothing where it is unchanged.

    Raises `FetchError` where it can't be had and `SourceError` where it is no feed.
    """
    response = ask_source(source, tools)
    if response.status == 304:
        return _unchanged(source, response)
    capture = tools.vault.store(response, before=source.before)
    if _came_again(source, response):
        polled = _unchanged(source, response)
        return replace(
            polled,
            etag=response.header("etag"),
            last_modified=response.header("last-modified"),
        )
    document = _read(response, source.language)
    listing = _moved(source, document, response, tools)
    before, _ = _memory(source)
    window = follow_window(
        before, listing.entries, polled_at=source.polled_at, now=tools.clock.now()
    )
    return replace(
        changed(response, capture, listing),
        memory=_written(window.memory, document.wait_seconds),
        gaps=(window.gap,) if window.gap else (),
        wait_seconds=longest_wait([document.wait_seconds, header_wait(response)]),
        pace=window.pace,
    )


def read_feed(
    body: bytes, content_type: str, url: str, *, language: str = "", stated: str = ""
) -> FeedDocument:
    """The feed in `body`, which `url` answered with; entries keep the feed's order.

    `language` is the outlet's, in which a programme's captions are preferred; `stated` is
    the answer's Content-Language. Raises `SourceError` where it is no feed.
    """
    languages = (language,) if language else ()
    if looks_like_json(body):
        return read_json_feed(body, url, languages)
    headers = {"content-location": url, "content-type": content_type, "content-language": stated}
    given = {name: value for name, value in headers.items() if value}
    return read_xml_feed(body, given, url, languages)


def _read(response: Response, language: str = "") -> FeedDocument:
    return read_feed(
        response.body,
        response.header("content-type"),
        response.final_url,
        language=language,
        stated=response.header("content-language"),
    )


# --- a document that came again -----------------------------------------------------------


def _came_again(source: PolledSource, response: Response) -> bool:
    """Whether the answer is what was read last time, though the server didn't say so."""
    before = source.before
    if before is None or not source.memory or len(response.body) != before.size:
        return False
    return hashlib.sha256(response.body).hexdigest() == before.sha256


def _unchanged(source: PolledSource, response: Response) -> Polled:
    window, wait = _memory(source)
    return replace(
        unchanged(source, response),
        moved_to="",  # that nothing changed doesn't show that there is a feed
        wait_seconds=longest_wait([wait, header_wait(response)]),
        pace=window_pace(window),
    )


def _memory(source: PolledSource) -> tuple[str, int | None]:
    """What is remembered of the window, and of the wait that the document asked for."""
    try:
        told = json.loads(source.memory) if source.memory else {}
        wait = told.get("wait")
        return json.dumps(told.get("window")), wait if isinstance(wait, int) else None
    except (ValueError, AttributeError, RecursionError):
        return "", None  # another kind of source or version wrote it


def _written(window: str, wait: int | None) -> str:
    told = {"wait": wait, "window": json.loads(window) if window else None}
    return json.dumps(told, separators=(",", ":"))


# --- a feed that says that it has moved ---------------------------------------------------


def _moved(
    source: PolledSource, document: FeedDocument, response: Response, tools: Tools
) -> Listing:
    """The document's listing, whose `moved_to` is only where a feed was found."""
    listing = document.listing
    stated = listing.moved_to
    here = {normal_url(source.url), normal_url(response.final_url)}
    if not stated or normal_url(stated) in here:
        return replace(listing, moved_to="")
    try:
        answer = tools.web.get(stated)
        if not 200 <= answer.status < 300:
            raise FetchError(f"it answered {answer.status}", where=stated, status=answer.status)
        there = _read(answer).listing.moved_to
    except (FetchError, SourceError) as error:
        told = f"it says that it has moved, but no feed was found there: {error}"
        complaint = "; ".join(one for one in (listing.complaint, told) if one)
        return replace(listing, moved_to="", complaint=complaint)
    if there and normal_url(there) in here:
        return replace(listing, moved_to="")  # each says that the other is the new one
    return replace(listing, moved_to=answer.moved_to or stated)
