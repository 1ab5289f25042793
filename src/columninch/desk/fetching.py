"""Stage fetch's work: an item's page into the archive, with all the pages it runs over.

Nothing here decides anything: fetching is `collect`'s, and what a page says, where its next
one is and whether it says something else than before, is `extract`'s.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from columninch.collect import fetch
from columninch.collect.fetched import SeenAgain, Wanted
from columninch.collect.further import fetch_further
from columninch.collect.kinds import SOURCE_KINDS
from columninch.collect.visits import visit_again
from columninch.errors import FetchError, ReadingError
from columninch.extract.pagination import MOST_PAGES, next_page, page_number, whole_page
from columninch.extract.read import Page, read_page
from columninch.extract.templates.template import Template
from columninch.extract.versions import why_no_version

if TYPE_CHECKING:
    from columninch.collect.fetched import Fetched
    from columninch.records import Capture, Response
    from columninch.tools import Tools

MARKUP = frozenset(["", "text/html", "application/xhtml+xml"])


@dataclass(frozen=True, slots=True)
class WantedPage(Wanted):
    """An item that is to be fetched, and by what its outlet's pages are read."""

    template: Template | None = None
    """Without it, what changes around a text would look like another text."""


def fetch_item(value: WantedPage, tools: Tools) -> Fetched | SeenAgain:
    """An item's capture with its further pages; on a later visit only where it changed."""
    if value.visit is None:
        found: Fetched | SeenAgain = fetch.fetch_item(value, tools)
    else:
        held = value.visit.held
        found = visit_again(
            value, value.visit, lambda page: _not_kept(value, held, page, tools), tools
        )
    return found if isinstance(found, SeenAgain) else _with_pages(found, value, tools)


def _not_kept(value: WantedPage, held: Capture, answer: Response, tools: Tools) -> str | None:
    """Why an answer is no new version of the held page: both are read by the same program."""
    old = Page(
        body=tools.vault.payload(held),
        content_type=held.content_type,
        url=held.url,
        entry=value.entry,
        languages=(value.language,) if value.language else (),
        template=value.template,
    )
    kind = answer.header("content-type")
    new = replace(old, body=answer.body, content_type=kind, url=answer.final_url)
    try:
        before = read_page(old)
    except ReadingError:
        return None  # whatever came, it can't be less than nothing
    try:
        after = read_page(new)
    except ReadingError as error:
        return f"it could not be read any more: {error.reason}"
    return why_no_version(before, after, has_moved=held.url != answer.final_url)


def _with_pages(found: Fetched, value: Wanted, tools: Tools) -> Fetched:
    """The same with the captures of the pages that follow the first one."""
    kind = SOURCE_KINDS.get(value.source_kind)
    media_type = found.capture.content_type.partition(";")[0].strip().lower()
    is_live = kind is not None and kind.is_visited_again and not value.entry.media_url
    if not is_live or found.from_feed or media_type not in MARKUP:
        return found
    pages = [found.capture]
    try:
        while address := _next_address(pages, tools):
            page = fetch_further(address, value, tools)
            is_same = page.sha256 in {one.sha256 for one in pages}
            if is_same or page_number(page.url, found.capture.url) == 1:
                break  # the site knows no such page and shows the first one again
            pages.append(page)
    except FetchError as error:
        told = f"page {len(pages) + 1} could not be had: {error}"
        return replace(found, pages=tuple(pages[1:]), complaint=told)
    return replace(found, pages=tuple(pages[1:]))


def _next_address(pages: list[Capture], tools: Tools) -> str:
    """Where the article goes on: all on one page where that is offered, else page by page."""
    first, last = pages[0], pages[-1]
    if len(pages) >= MOST_PAGES:
        return ""
    if len(pages) > 1 and page_number(last.url, first.url) is None:
        return ""  # that was all on one page
    body = tools.vault.payload(last)
    address = next_page(body, last.content_type, last.url, first.url, len(pages))
    if address and len(pages) == 1:
        return whole_page(body, last.content_type, last.url) or address
    return address
