"""An item's page into the archive, or else what its source's listing says of it.

1. A channel's post is whole in its listing, which is archived already: no page is asked.
2. A file that carries the text (subtitles) is preferred to the page around it.
3. An answer that is not the article (`refusals`) is archived as what came, never taken as the
   item's page, and raised as `NotCaptured`.
4. What will not change soon falls back at once to the listing's own content, with the reason
   told: nobody there, 401, 402, 403, 404, 410, 451. Without such content it is hopeless,
   except for a 403, which the outlet may lift.
5. What may pass is raised, to be tried again: walls and challenges, a time-out, an overloaded
   server (408, 425, 429, 5xx, of which nothing is archived: they say nothing of the item).
   Where the listing carries the whole content, that is taken after four tries in vain, about
   two and a half hours; a teaser never stands in for what a wall hides, and nothing for a page
   that waits for a browser.
"""

from __future__ import annotations

import html
import re
from typing import TYPE_CHECKING

from columninch.collect.fetched import Fetched
from columninch.collect.fetcher.exchange import is_unreachable
from columninch.collect.fetcher.retry_after import status_error
from columninch.collect.refusals.recognise import not_the_article
from columninch.collect.refusals.refusal import not_captured
from columninch.collect.ways import keep_screenshot, page_web
from columninch.errors import FetchError, NoBrowser, NotCaptured
from columninch.text.words import word_count

if TYPE_CHECKING:
    from columninch.collect.fetched import Wanted
    from columninch.collect.refusals.refusal import Refusal
    from columninch.records import Entry, Response
    from columninch.tools import Tools

MOMENTARY = frozenset({408, 425, 429})
FORBIDDEN = 403
TRIES_BEFORE_LISTING = 4
WHOLE_WORDS = 150
"""Shorter content of an entry is taken for a teaser, as is what ends in an ellipsis."""

_TAG = re.compile(r"<[^<>]*>")
_CUT = re.compile(r"(?:…|\.\.\.|\[(?:…|\.\.\.)\]|read more|continue reading)\W*$", re.IGNORECASE)


def fetch_page(wanted: Wanted, tools: Tools) -> Fetched:
    """The page's capture, or the listing's where the page will not be had.

    Raises `NotCaptured` where something else came instead of the article (it is in the
    archive), and `FetchError` where nothing did; `can_retry` says whether to try again.
    """
    if wanted.entry.is_whole and wanted.listing_capture is not None:
        return Fetched(wanted.listing_capture, True, "", wanted.entry.url)
    address = wanted.entry.media_url or wanted.entry.url
    try:
        response = _page(address, wanted, tools)
    except NoBrowser:
        raise  # the page itself may be had as soon as there is one
    except FetchError as error:
        return _fallback(wanted, error)
    capture = tools.vault.store(response, before=wanted.before)
    return Fetched(
        capture,
        from_feed=False,
        complaint="",
        final_url=response.final_url,
        screenshot=keep_screenshot(response, tools),
        etag=response.header("etag"),
        last_modified=response.header("last-modified"),
    )


def listed_page(wanted: Wanted, tools: Tools) -> Fetched:
    """The page of a source that is a page itself: what was polled is what is wanted."""
    if wanted.listing_capture is None:
        return fetch_page(wanted, tools)
    return Fetched(wanted.listing_capture, False, "", wanted.entry.url)


def carries_whole(entry: Entry) -> bool:
    """Whether the listing's own content is all of the item, as far as can be told."""
    text = html.unescape(_TAG.sub(" ", entry.content)).strip()
    return entry.is_whole or (word_count(text) >= WHOLE_WORDS and not _CUT.search(text))


def _page(address: str, wanted: Wanted, tools: Tools) -> Response:
    """The page's answer. Raises `FetchError` for any that is not the article."""
    if not address:
        named = wanted.entry.title or wanted.entry.feed_id
        error = FetchError(f"the entry {named!r} has no address", where=wanted.source_url)
        error.can_retry = False
        raise error
    web = tools.web if wanted.entry.media_url else page_web(wanted.options, tools, address)
    response = web.get(address)
    refusal = not_the_article(response)
    if refusal is None:
        return response
    raise page_error(response, refusal, address, tools)


def page_error(response: Response, refusal: Refusal, address: str, tools: Tools) -> FetchError:
    """The error for an answer that is not the article.

    Unless it is momentary and says nothing of the item, what came is in the archive when this
    returns, and the error is `NotCaptured`.
    """
    if (response.status in MOMENTARY or response.status >= 500) and refusal.kind != "challenge":
        error = status_error(response, "the page")
        error.hint = refusal.hint
        return error
    return not_captured(refusal, response, tools.vault.store(response), where=address)


def is_had_otherwise(wanted: Wanted, error: FetchError) -> bool:
    """Whether it is time to do without the page that `error` is about.

    That is so where no retry soon changes it, or where the listing carries the whole content
    and there were enough tries.
    """
    is_lasting = not error.can_retry or is_unreachable(error) or _is_forbidden(error)
    return is_lasting or (wanted.tries >= TRIES_BEFORE_LISTING and carries_whole(wanted.entry))


def _fallback(wanted: Wanted, error: FetchError) -> Fetched:
    """The listing's own content in the page's stead. Raises `error` where that is not the time."""
    entry = wanted.entry
    is_something = bool(entry.content or entry.title)
    if wanted.listing_capture is None or not is_something or not is_had_otherwise(wanted, error):
        raise error
    return Fetched(
        wanted.listing_capture, from_feed=True, complaint=str(error), final_url=entry.url
    )


def _is_forbidden(error: FetchError) -> bool:
    """Whether the server will not have this desk, and no challenge could be met later."""
    return error.status == FORBIDDEN and not (
        isinstance(error, NotCaptured) and error.kind == "challenge"
    )
