"""A single page of the web: one entry, again whenever the page has changed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from columninch.collect.asking import ask_page_source, changed, unchanged
from columninch.collect.pages.page_head import read_head
from columninch.collect.refusals.recognise import not_the_article
from columninch.collect.refusals.refusal import not_captured
from columninch.records import Entry, Listing

if TYPE_CHECKING:
    from columninch.collect.polled import Polled, PolledSource
    from columninch.tools import Tools


def poll_page(source: PolledSource, tools: Tools) -> Polled:
    """One entry: the page; its capture is the listing's.

    Raises `FetchError` where it can't be had, and `NotCaptured` where something else came.
    """
    response = ask_page_source(source, tools)
    if response.status == 304:
        return unchanged(source, response)
    capture = tools.vault.store(response, before=source.before)
    refusal = not_the_article(response)
    if refusal is not None:
        raise not_captured(refusal, response, capture, where=source.url)
    head = read_head(response.body, response.header("content-type"))
    entry = Entry(url=response.final_url, title=head.title)
    return changed(response, capture, Listing(title=head.site_name, entries=(entry,)))
