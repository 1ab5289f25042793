"""What one sitemap lists that is wanted: what is recent, or of the period, and what is new."""

from __future__ import annotations

from typing import TYPE_CHECKING

from columninch.collect.address_shape import days_named
from columninch.collect.fetcher.weburl import parse_address
from columninch.collect.sitemaps.choice import is_in, is_stamped, may_be_article
from columninch.collect.sitemaps.memory import mark
from columninch.records import Entry

if TYPE_CHECKING:
    from columninch.collect.sitemaps.choice import Window
    from columninch.collect.sitemaps.document import ListedPage, SitemapDocument
    from columninch.collect.sitemaps.memory import SitemapMemory


def period_pages(document: SitemapDocument, url: str, period: Window) -> list[ListedPage]:
    """The pages of the sitemap at `url` that are of the period, the newest first."""
    return sorted(_sorted_out(period, document, url)[0], key=_age)


def recent_pages(
    document: SitemapDocument, url: str, window: Window, memory: SitemapMemory
) -> tuple[list[ListedPage], str]:
    """The recent pages of the sitemap at `url`, the newest first, and a complaint.

    Those without any date are recent that were not there before, which `memory` keeps.
    """
    wanted, undated = _sorted_out(window, document, url)
    new, complaint = _new(undated, url, memory, is_whole=not document.complaint)
    return sorted([*wanted, *new], key=_age), complaint


def page_entry(page: ListedPage) -> Entry:
    """A page as an entry of a listing."""
    return Entry(url=page.url, title=page.title, authors=page.authors, published=page.published)


def _sorted_out(
    window: Window, document: SitemapDocument, url: str
) -> tuple[list[ListedPage], list[ListedPage]]:
    """The pages whose date lies in `window`, and those that bear none."""
    trusts_change = not is_stamped(document.pages)
    around = days_named(parse_address(url))
    wanted, undated = [], []
    for page in filter(may_be_article, document.pages):
        verdict = is_in(page, window, trusts_change=trusts_change, around=around)
        if verdict is None:
            undated.append(page)
        elif verdict:
            wanted.append(page)
    return wanted, undated


def _new(
    undated: list[ListedPage], url: str, memory: SitemapMemory, *, is_whole: bool
) -> tuple[list[ListedPage], str]:
    """Of the pages without a date those that were not there before, and a complaint."""
    by_mark = {mark(page.url): page for page in undated}
    new = memory.new_undated(mark(url), set(by_mark), is_whole=is_whole)
    if new is None:
        return [], f"its {len(by_mark):,} pages without a date are too many to be watched"
    return [by_mark[key] for key in by_mark if key in new], ""


def _age(page: ListedPage) -> float:
    at = page.published.at if page.published else page.changed_at
    return -at.timestamp() if at else 0.0
