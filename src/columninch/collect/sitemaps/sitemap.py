"""Sitemaps as sources: what is new in a sitemap, or in those that an index lists.

1. The address is asked whether it changed. An index that did not is taken from the archive:
   the sitemaps below it may have changed all the same.
2. Of the sitemaps below, only those are asked that changed by the index's own word or whose
   server says so, the likeliest first, and only so many a poll; the rest waits its turn.
3. Each answer is archived, and lists the pages that are wanted (`choice`).
4. A news sitemap that has moved past what nobody saw leaves a gap (`news_windows`).

A period of the past is another matter: all that may hold some of it is asked (`period`).
"""

from __future__ import annotations

import hashlib
from collections import deque
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from columninch.collect.asking import ask_source
from columninch.collect.fetcher.weburl import parse_address
from columninch.collect.polled import Document, Polled, PolledSource
from columninch.collect.sitemaps.choice import Window, children_to_ask, window_of
from columninch.collect.sitemaps.document import ListedPage, SitemapDocument, read_sitemap
from columninch.collect.sitemaps.listed import page_entry, recent_pages
from columninch.collect.sitemaps.memory import Child, SitemapMemory, mark, read_memory
from columninch.collect.sitemaps.news_windows import NewsWindows
from columninch.collect.sitemaps.period import MAX_DEPTH, poll_period
from columninch.errors import FetchError, SourceError
from columninch.records import Listing
from columninch.tools import Tools

if TYPE_CHECKING:
    from columninch.records import Response

MAX_ASKED = 10
"""Sitemaps below an index that one poll asks."""
MAX_LISTED = 2_000
"""Pages that one poll lists: the newest; more is no news but a site's move."""


@dataclass(slots=True)
class _Round:
    """One poll, as far as it has come."""

    source: PolledSource
    tools: Tools
    window: Window
    memory: SitemapMemory
    news: NewsWindows
    documents: list[Document] = field(default_factory=list)
    queue: deque[tuple[ListedPage, int]] = field(default_factory=deque)
    met: set[str] = field(default_factory=set)
    room: int = MAX_LISTED


def poll_sitemap(source: PolledSource, tools: Tools) -> Polled:
    """What the sitemap at the source's address, or those below it, list of late.

    Raises `FetchError` where it can't be had and `SourceError` where it is no sitemap; what
    is wrong with a sitemap below it is a complaint.
    """
    now = tools.clock.now()
    window = window_of(source, now)
    if window.is_period:
        return poll_period(source, window, tools)
    memory = read_memory(source.memory)
    response = ask_source(source, tools)
    news = NewsWindows(memory, source.polled_at, now)
    round_ = _Round(source, tools, window, memory, news)
    memory.round += 1
    round_.met.add(parse_address(response.final_url).href)
    _take_in_root(round_, response)
    _ask_those_below(round_)
    if response.status == 304 and round_.documents:
        # it comes first, so that it is the document that the next poll is handed
        round_.documents.insert(0, Document(source.before, Listing("", ())))
    return Polled(
        tuple(round_.documents),
        etag=response.header("etag") or (source.etag if response.status == 304 else ""),
        last_modified=response.header("last-modified")
        or (source.last_modified if response.status == 304 else ""),
        moved_to=response.moved_to,
        memory=memory.written(),
        gaps=news.gaps(),
        pace=news.pace(),
    )


def _take_in_root(round_: _Round, response: Response) -> None:
    source, tools = round_.source, round_.tools
    if response.status != 304:
        capture = tools.vault.store(response, before=source.before)
        document = read_sitemap(response.body, response.header("content-type"), response.final_url)
        listing = _listing(round_, document, source.url)
        round_.documents.append(Document(capture, listing))
    elif round_.memory.children and source.before is not None:
        kept = tools.vault.payload(source.before)
        document = read_sitemap(kept, source.before.content_type, source.before.url)
    else:
        round_.news.unchanged(source.url)
        return
    _queue(round_, document, depth=1)


def _queue(round_: _Round, document: SitemapDocument, depth: int) -> None:
    if depth > MAX_DEPTH:
        return
    for child in children_to_ask(document.children, round_.memory.children, round_.window):
        if child.url not in round_.met:
            round_.met.add(child.url)
            round_.queue.append((child, depth))


def _ask_those_below(round_: _Round) -> None:
    for _ in range(MAX_ASKED):
        if not round_.queue:
            return
        child, depth = round_.queue.popleft()
        try:
            _ask_child(round_, child, depth)
        except (FetchError, SourceError) as error:
            round_.documents.append(Document(None, Listing("", (), complaint=str(error))))


def _ask_child(round_: _Round, child: ListedPage, depth: int) -> None:
    """Ask one sitemap below an index. Raises `FetchError` and `SourceError`."""
    memory, key = round_.memory, mark(child.url)
    before = memory.children.get(key, Child())
    memory.children[key] = Child(round=memory.round)  # asked in vain counts as asked
    asked = PolledSource("sitemap", child.url, before.etag, before.last_modified)
    response = ask_source(asked, round_.tools)
    digest = hashlib.sha256(response.body).hexdigest()[:16]
    if response.status == 304 or digest == before.digest:
        memory.children[key] = Child(
            child.changed, before.etag, before.last_modified, before.digest,
            memory.round, before.is_lively,
        )  # fmt: skip
        round_.news.unchanged(child.url)
        return
    document = read_sitemap(response.body, response.header("content-type"), response.final_url)
    listing = _listing(round_, document, child.url)
    capture = round_.tools.vault.store(response)
    round_.documents.append(Document(capture, listing))
    memory.children[key] = Child(
        child.changed, response.header("etag"), response.header("last-modified"), digest,
        memory.round, bool(listing.entries),
    )  # fmt: skip
    _queue(round_, document, depth + 1)


def _listing(round_: _Round, document: SitemapDocument, url: str) -> Listing:
    """The pages of one sitemap that are wanted, the newest first."""
    wanted, too_many = recent_pages(document, url, round_.window, round_.memory)
    round_.news.follow(document, url)
    left_out = max(0, len(wanted) - round_.room)
    wanted = wanted[: round_.room]
    round_.room -= len(wanted)
    complaints = (
        document.complaint,
        too_many,
        f"{left_out:,} pages more than are taken at once were left out" if left_out else "",
    )
    return Listing(
        document.outlet_name,
        tuple(map(page_entry, wanted)),
        complaint="; ".join(filter(None, complaints)),
    )
