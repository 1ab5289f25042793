"""Fetching one item: its page into the archive, or else what its feed says of it.

1. A file that carries the text (subtitles) is preferred to the page around it.
2. What is momentary (a time-out, an overloaded server) is raised, to be tried again.
3. What will not change soon (nobody there, forbidden, gone) falls back to the feed's own
   content, which is archived already, with the reason told.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from columninch.collect.exchange import is_unreachable
from columninch.collect.local import read_entry
from columninch.errors import FetchError
from columninch.records import Capture, Entry, Response

if TYPE_CHECKING:
    from columninch.tools import Tools


@dataclass(frozen=True, slots=True)
class Wanted:
    """An item that a source lists."""

    entry: Entry
    source_kind: str
    source_url: str
    listing_capture: Capture | None
    """Of the document that lists the entry; None for files."""


@dataclass(frozen=True, slots=True)
class Fetched:
    """An item that is in the archive."""

    capture: Capture
    from_feed: bool
    """The capture is the listing's, since the page could not be had."""
    complaint: str
    """Why the page could not be had, or empty."""
    final_url: str
    """Where the page was found, after redirects."""


def fetch_item(wanted: Wanted, tools: Tools) -> Fetched:
    """The item's capture, which is in the vault when this returns.

    Raises `FetchError` where the item can't be had at this moment, or not at all and the
    listing says nothing of it either; `can_retry` tells which.
    """
    address = wanted.entry.media_url or wanted.entry.url
    if address.startswith("file:"):
        return _file(address, wanted, tools)
    if wanted.source_kind == "page" and wanted.listing_capture is not None:
        return Fetched(wanted.listing_capture, False, "", wanted.entry.url)
    try:
        response = _page(address, wanted, tools)
    except FetchError as error:
        if error.can_retry and not is_unreachable(error):
            raise
        return _fallback(wanted, error)
    capture = tools.vault.store(response)
    return Fetched(capture, from_feed=False, complaint="", final_url=response.final_url)


def _page(address: str, wanted: Wanted, tools: Tools) -> Response:
    """The page's answer. Raises `FetchError` for any that is not a success."""
    if not address:
        named = wanted.entry.title or wanted.entry.feed_id
        error = FetchError(f"the entry {named!r} has no address", where=wanted.source_url)
        error.can_retry = False
        raise error
    response = tools.web.get(address)
    if not 200 <= response.status < 300:
        raise FetchError(
            f"the page answered {response.status}", where=address, status=response.status
        )
    return response


def _fallback(wanted: Wanted, error: FetchError) -> Fetched:
    entry = wanted.entry
    if wanted.listing_capture is None or not (entry.content or entry.title):
        raise error
    return Fetched(
        wanted.listing_capture, from_feed=True, complaint=str(error), final_url=entry.url
    )


def _file(address: str, wanted: Wanted, tools: Tools) -> Fetched:
    body, content_type = read_entry(address, wanted.source_url)
    response = Response(
        url=address,
        final_url=address,
        status=200,
        headers=(("Content-Type", content_type),),
        body=body,
        at=tools.clock.now(),
    )
    return Fetched(tools.vault.store(response), from_feed=False, complaint="", final_url=address)
