"""An item's page into the archive, or else what its feed says of it.

1. A file that carries the text (subtitles) is preferred to the page around it.
2. What is momentary (a time-out, an overloaded server) is raised, to be tried again.
3. What will not change soon (nobody there, forbidden, gone) falls back to the feed's own
   content, which is archived already, with the reason told.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from columninch.collect.exchange import is_unreachable
from columninch.collect.fetched import Fetched
from columninch.collect.ways import keep_screenshot, page_web
from columninch.errors import FetchError

if TYPE_CHECKING:
    from columninch.collect.fetched import Wanted
    from columninch.records import Response
    from columninch.tools import Tools


def fetch_page(wanted: Wanted, tools: Tools) -> Fetched:
    """The page's capture, or the listing's where the page will not be had.

    Raises `FetchError` where it can't be had at this moment, or not at all and the listing
    says nothing of it either.
    """
    address = wanted.entry.media_url or wanted.entry.url
    try:
        response = _page(address, wanted, tools)
    except FetchError as error:
        if error.can_retry and not is_unreachable(error):
            raise
        return _fallback(wanted, error)
    capture = tools.vault.store(response, before=wanted.before)
    return Fetched(
        capture,
        from_feed=False,
        complaint="",
        final_url=response.final_url,
        screenshot=keep_screenshot(response, tools),
    )


def listed_page(wanted: Wanted, tools: Tools) -> Fetched:
    """The page of a source that is a page itself: what was polled is what is wanted."""
    if wanted.listing_capture is None:
        return fetch_page(wanted, tools)
    return Fetched(wanted.listing_capture, False, "", wanted.entry.url)


def _page(address: str, wanted: Wanted, tools: Tools) -> Response:
    """The page's answer. Raises `FetchError` for any that is not a success."""
    if not address:
        named = wanted.entry.title or wanted.entry.feed_id
        error = FetchError(f"the entry {named!r} has no address", where=wanted.source_url)
        error.can_retry = False
        raise error
    web = tools.web if wanted.entry.media_url else page_web(wanted.options, tools, address)
    response = web.get(address)
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
