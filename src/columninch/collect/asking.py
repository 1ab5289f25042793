"""Asking a source's server whether its document has changed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from columninch.collect.fetcher.retry_after import status_error
from columninch.collect.polled import Document, Polled
from columninch.collect.ways import page_web

if TYPE_CHECKING:
    from columninch.collect.polled import PolledSource
    from columninch.records import Capture, Listing, Response
    from columninch.tools import Tools, Web


def ask_source(source: PolledSource, tools: Tools) -> Response:
    """The answer of the source's server: its document, or status 304 where unchanged.

    Raises `FetchError` for any other answer, with how long the server asks to be left
    alone where it says so.
    """
    return _ask(source, tools.web, tools)


def ask_page_source(source: PolledSource, tools: Tools) -> Response:
    """The same of a source that is a page: through a browser where its options say so.

    Raises `NoBrowser` where they do and there is none.
    """
    return _ask(source, page_web(source.options, tools, source.url), tools)


def _ask(source: PolledSource, web: Web, tools: Tools) -> Response:
    response = web.get(source.url, headers=conditions(source.etag, source.last_modified))
    if response.status != 304 and not 200 <= response.status < 300:
        error = status_error(response, "the source")
        error.hint = "it may have moved" if response.status in {404, 410} else ""
        raise error
    return response


def conditions(etag: str, last_modified: str) -> dict[str, str]:
    """The headers that ask for a document only if it changed (RFC 9110, section 13.1)."""
    headers = {}
    if _is_sendable(etag):
        headers["If-None-Match"] = etag
    if _is_sendable(last_modified):
        headers["If-Modified-Since"] = last_modified
    return headers


def unchanged(source: PolledSource, response: Response) -> Polled:
    """A poll that found nothing new; what the server says anew of its document is kept."""
    return Polled(
        etag=response.header("etag") or source.etag,
        last_modified=response.header("last-modified") or source.last_modified,
        moved_to=response.moved_to,
        memory=source.memory,
    )


def changed(response: Response, capture: Capture, listing: Listing) -> Polled:
    """A poll that found a document."""
    return Polled(
        (Document(capture, listing),),
        etag=response.header("etag"),
        last_modified=response.header("last-modified"),
        moved_to=response.moved_to or listing.moved_to,
    )


def _is_sendable(value: str) -> bool:
    """Whether a header may carry what a server once said of its document."""
    return bool(value) and value.isascii() and value.isprintable() and len(value) < 1000
