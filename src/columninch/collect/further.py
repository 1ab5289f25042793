"""A further page of an article, into the archive."""

from __future__ import annotations

from typing import TYPE_CHECKING

from columninch.collect.fetch_page import page_error
from columninch.collect.refusals.recognise import not_the_article
from columninch.collect.ways import page_web

if TYPE_CHECKING:
    from columninch.collect.fetched import Wanted
    from columninch.records import Capture
    from columninch.tools import Tools


def fetch_further(address: str, wanted: Wanted, tools: Tools) -> Capture:
    """The capture of the page at `address`. Raises `FetchError` where it can't be had."""
    response = page_web(wanted.options, tools, address).get(address)
    refusal = not_the_article(response)
    if refusal is not None:
        raise page_error(response, refusal, address, tools)
    return tools.vault.store(response)
