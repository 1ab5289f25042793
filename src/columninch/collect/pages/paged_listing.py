"""The older pages of a listing as a source: what an outlet listed in a period of the past.

Page after page is asked, back in time, until a page holds nothing but what is older than the
period, or there is no older page. What bears no date is listed: its own page will tell.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from columninch.collect.address_shape import days_named
from columninch.collect.fetcher.weburl import parse_address
from columninch.collect.pages.listing import read_listing
from columninch.collect.pages.paging import next_page
from columninch.collect.polled import Document, Polled
from columninch.errors import FetchError, SourceError
from columninch.records import Listing

if TYPE_CHECKING:
    from datetime import datetime

    from columninch.collect.polled import PolledSource
    from columninch.records import Entry, SourceOptions
    from columninch.tools import Tools

MAX_ASKED = 10
"""Pages that one poll asks; the next goes on."""
MAX_PAGES = 1000
"""Of one listing: a pager that never ends is a trap."""


@dataclass(slots=True)
class _Way:
    """How far back the listing has been followed."""

    address: str
    """Of the next page; empty at the end."""
    pages: int = 0

    def text(self) -> str:
        """As the next poll is handed it."""
        return json.dumps([self.address, self.pages])


def poll_paged_listing(source: PolledSource, tools: Tools) -> Polled:
    """What the listing's pages list of the source's period, as far as one poll goes.

    Raises `FetchError` where a page can't be had and `SourceError` where it is none.
    """
    if source.options.since is None:
        raise SourceError(
            "the older pages of a listing are asked for a period",
            where=source.url,
            hint="columninch backfill OUTLET --from DAY --listing ADDRESS",
        )
    way = _way(source)
    documents: list[Document] = []
    for _ in range(MAX_ASKED):
        if not way.address:
            break
        try:
            documents.append(_ask_page(source, way, tools))
        except FetchError:
            if documents:
                break  # what came is kept; the next poll begins here
            raise
    return Polled(tuple(documents), memory=way.text(), is_unfinished=bool(way.address))


def _ask_page(source: PolledSource, way: _Way, tools: Tools) -> Document:
    """Ask the next page and go on."""
    address = way.address
    response = tools.web.get(address)
    if not 200 <= response.status < 300:
        raise FetchError(
            f"the page answered {response.status}", where=address, status=response.status
        )
    capture = tools.vault.store(response)
    content_type = response.header("content-type")
    listing = read_listing(
        response.body,
        content_type,
        response.final_url,
        source.options.selector,
        tools.clock.now(),
    )
    older = next_page(response.body, content_type, response.final_url)
    way.pages += 1
    is_through = _is_before(listing.entries, source.options) or way.pages >= MAX_PAGES
    way.address = "" if is_through or older == address else older
    wanted = tuple(one for one in listing.entries if _may_be_of(one, source.options))
    told = f"{MAX_PAGES} pages are followed and no more" if way.pages >= MAX_PAGES else ""
    complaint = "; ".join(filter(None, (listing.complaint, told)))
    return Document(capture, Listing(listing.title, wanted, complaint=complaint))


def _is_before(entries: tuple[Entry, ...], options: SourceOptions) -> bool:
    """Whether everything on a page that bears a date is older than the period."""
    since = options.since
    ends = [end for one in entries if (end := _end(one)) is not None]
    return since is not None and bool(ends) and max(ends) <= since


def _may_be_of(entry: Entry, options: SourceOptions) -> bool:
    ends = _end(entry)
    if ends is None:
        return True
    starts = _start(entry)
    return (options.since is None or ends > options.since) and (
        options.until is None or starts is None or starts < options.until
    )


def _start(entry: Entry) -> datetime | None:
    if entry.published is not None:
        return entry.published.at
    days = days_named(parse_address(entry.url))
    return days.starts if days else None


def _end(entry: Entry) -> datetime | None:
    """The end of the day, month or moment that an entry bears."""
    if entry.published is not None:
        is_day = entry.published.precision not in {"second", "minute"}
        return entry.published.at + (timedelta(days=1) if is_day else timedelta(seconds=1))
    days = days_named(parse_address(entry.url))
    return days.ends if days else None


def _way(source: PolledSource) -> _Way:
    try:
        address, pages = json.loads(source.memory)
        return _Way(str(address), int(pages))
    except (ValueError, TypeError):
        return _Way(source.url)
