"""Handing the address of a page to a public web archive, so that others keep it too.

An archive that takes pages on request ("save page now") is asked for one address, and
answers when its copy is there, which may take minutes. Where the copy is stands in the
answer: as its location (RFC 9110, 8.7 and 10.2.2), as a memento link (RFC 7089), in its
JSON, or as the address to which it redirected.
"""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING
from urllib.parse import quote

from columninch.collect.fetcher.retry_after import retry_after_seconds, status_error
from columninch.collect.fetcher.weburl import parse_address
from columninch.errors import FetchError, RefusedAddress

if TYPE_CHECKING:
    from columninch.records import Response
    from columninch.tools import Web

PLACE = "{url}"
JSON_NAMES = ("url", "archived_url", "archive_url", "memento", "location")
MAX_ADDRESS = 4000
_MEMENTO = re.compile(
    r'<([^<>]{1,4000})>\s*;(?:[^,]*;)?\s*rel="?(?:[^",]*\s)?memento(?:\s[^",]*)?"?'
)


def deposit_page(url: str, archive: str, web: Web) -> str:
    """Where the public archive at `archive` keeps the page at `url` now.

    `archive` is the address that takes pages: the page's own is put in the place of
    `{url}` (percent-encoded), or else at its end as it is.

    Raises `RefusedAddress` for a page that is not on the web, and `FetchError` where the
    archive does not say that it has the page; `retry_after_seconds` is what it asked for.
    """
    asked = deposit_address(url, archive)
    answer = web.get(asked)
    if not 200 <= answer.status < 300:
        error = status_error(answer, "the archive")
        error.can_retry = True  # an archive that has no room today may have some tomorrow
        raise error
    found = _copy_address(answer, asked)
    if not found:
        error = FetchError("the archive does not say where its copy is", where=asked)
        error.retry_after_seconds = retry_after_seconds(answer.headers, answer.at)
        raise error
    return found


def deposit_address(url: str, archive: str) -> str:
    """The address by which the archive is asked for the page at `url`."""
    page = parse_address(url).href
    if PLACE in archive:
        return archive.replace(PLACE, quote(page, safe=""))
    return archive + page


def _copy_address(answer: Response, asked: str) -> str:
    """The copy's address, from the plainest place to the least plain one; empty for none."""
    candidates = [
        answer.header("content-location"),
        answer.header("location"),
        *_MEMENTO.findall(answer.header("link")),
        *_told_in_json(answer),
        answer.final_url,
    ]
    base = parse_address(answer.final_url)
    for candidate in candidates:
        try:
            address = parse_address(candidate, base) if candidate else None
        except RefusedAddress:
            continue  # the archive says something else there
        if address is None or len(address.href) > MAX_ADDRESS:
            continue
        if address.href not in {parse_address(asked).href, answer.url}:
            return address.href
    return ""


def _told_in_json(answer: Response) -> list[str]:
    if not answer.header("content-type").partition(";")[0].strip().lower().endswith("json"):
        return []
    try:
        told = json.loads(answer.body)
    except (ValueError, RecursionError):
        return []
    if not isinstance(told, dict) or told.get("status") == "pending":
        return []
    return [one for name in JSON_NAMES if isinstance(one := told.get(name), str)]
