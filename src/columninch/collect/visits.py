"""Looking at an item's page again: has it changed since it was kept?

The server is asked whether it did. Where it sends the page all the same, the two are compared
by what they say, since advertisements and counters change with each visit: only a page that
says something else is archived. Nothing stands in for a page that can't be had: the item has
its capture already.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from typing import TYPE_CHECKING

from columninch.collect.asking import conditions
from columninch.collect.fetch_page import page_error
from columninch.collect.fetched import Fetched, SeenAgain
from columninch.collect.refusals.recognise import not_the_article
from columninch.collect.ways import keep_screenshot, page_web

if TYPE_CHECKING:
    from columninch.collect.fetched import Visit, Wanted
    from columninch.records import Response
    from columninch.tools import Tools

Compare = Callable[["Response"], str | None]
"""None where an answer says something else than what is held; or why it isn't kept: empty
where it says the same."""


def visit_again(
    wanted: Wanted, visit: Visit, compare: Compare, tools: Tools
) -> Fetched | SeenAgain:
    """The page's new capture where it says something else now, or that it was seen again.

    Raises `FetchError` where the page can't be had: `NotCaptured` where something else came in
    its stead, which is in the archive, such as the word that it is gone.
    """
    address = wanted.entry.url
    web = page_web(wanted.options, tools, address)
    response = web.get(address, headers=conditions(visit.etag, visit.last_modified))
    if response.status == 304:
        return SeenAgain(
            response.header("etag") or visit.etag,
            response.header("last-modified") or visit.last_modified,
        )
    refusal = not_the_article(response)
    if refusal is not None:
        raise page_error(response, refusal, address, tools)
    etag, last_modified = response.header("etag"), response.header("last-modified")
    if hashlib.sha256(response.body).hexdigest() == visit.held.sha256:
        return SeenAgain(etag, last_modified)
    note = compare(response)
    if note is not None:
        return SeenAgain(etag, last_modified, note)
    return Fetched(
        tools.vault.store(response),
        from_feed=False,
        complaint="",
        final_url=response.final_url,
        screenshot=keep_screenshot(response, tools),
        etag=etag,
        last_modified=last_modified,
    )
