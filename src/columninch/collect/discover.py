"""Discovery: what can be polled at an address that a person gives.

The address may be a feed, a page whose feeds are looked for, an article, a folder or a
file; a feed is preferred to a page, since it tells when something is new.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from columninch.collect.feed import read_feed
from columninch.collect.file import list_file
from columninch.collect.folder import list_folder
from columninch.collect.local import source_path
from columninch.collect.mail_sources import discover_mail
from columninch.collect.page_head import read_head
from columninch.collect.weburl import parse_address
from columninch.errors import FetchError, RefusedAddress, SourceError, UsageError
from columninch.records import FoundSource

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from columninch.collect.page_head import PageHead
    from columninch.records import Response
    from columninch.tools import Tools

COMMON_PATHS = ("/feed", "/rss", "/rss.xml", "/feed.xml", "/atom.xml", "/index.xml", "/feeds")
"""Where sites keep a feed that their pages don't name."""
MAX_FEEDS = 8
"""How many of a page's feeds are looked at."""

_WEB = re.compile("https?:", re.IGNORECASE)
_HOST = re.compile(r"[\w-]+(\.[\w-]+)+\.?(:\d+)?([/?#]\S*)?")
_COMMENTS = re.compile(r"\bcomments?\b", re.IGNORECASE)


def discover(address: str, tools: Tools) -> tuple[FoundSource, ...]:
    """The sources at `address`, the best one first; at least one.

    Raises `UsageError` where it is neither a web address nor a file or folder,
    `FetchError` where nothing answers there, and `SourceError` where nothing is found.
    """
    text = address.strip()
    if _WEB.match(text):
        return _on_the_web(text, tools)
    if mail := discover_mail(text, tools):
        return (mail,)
    path = source_path(text).expanduser()
    if text and path.exists():
        return (_on_this_machine(path.resolve()),)
    if _HOST.fullmatch(text):
        try:
            return _on_the_web(f"https://{text}", tools)
        except RefusedAddress:
            raise
        except FetchError:
            return _on_the_web(f"http://{text}", tools)
    raise UsageError(
        "it is no web address, and there is no such file or folder",
        where=repr(address),
        hint="give a site or feed as https://..., or the path of a file or folder",
    )


def _on_this_machine(path: Path) -> FoundSource:
    kind, listing = ("folder", list_folder(path)) if path.is_dir() else ("file", list_file(path))
    if not listing.entries:
        raise SourceError(
            "the folder holds no file that is read",
            where=str(path),
            hint=listing.complaint or "it is empty",
        )
    return FoundSource(
        kind=kind,
        url=path.as_uri(),
        outlet_name=listing.title,
        entry_count=len(listing.entries),
    )


def _on_the_web(url: str, tools: Tools) -> tuple[FoundSource, ...]:
    response = _answer(url, tools)
    feed = _as_feed(url, response)
    if feed is not None:
        return (feed,)
    head = read_head(response.body, response.header("content-type"))
    named = tuple(_feeds_at(_named_feeds(head, response), head, tools))
    if named:
        return named
    for found in _feeds_at(_usual_places(response), head, tools):
        return (found,)
    if head.is_article:
        return (_as_page(url, response, head),)
    raise SourceError(
        "no feed was found there, and it is no article",
        where=url,
        hint="give the address of the feed itself, or of one article",
    )


def _answer(url: str, tools: Tools) -> Response:
    response = tools.web.get(url)
    if not 200 <= response.status < 300:
        raise FetchError(
            f"the address answered {response.status}",
            where=url,
            hint="check it in a browser",
            status=response.status,
        )
    return response


def _feeds_at(addresses: Iterable[str], head: PageHead, tools: Tools) -> Iterator[FoundSource]:
    """Those of `addresses` that are feeds; the others were only guesses."""
    for address in addresses:
        try:
            found = _as_feed(address, _answer(address, tools), head)
        except FetchError:
            continue
        if found is not None:
            yield found


def _as_feed(url: str, response: Response, head: PageHead | None = None) -> FoundSource | None:
    """The answer as a feed, or None where it is none."""
    try:
        document = read_feed(response.body, response.header("content-type"), response.final_url)
    except SourceError:
        return None
    homepage = document.homepage
    site_name = head.site_name if head else ""
    return FoundSource(
        kind="feed",
        url=response.moved_to or parse_address(url).href,
        outlet_name=site_name or document.listing.title or _host(response),
        language=document.language or (head.language if head else ""),
        homepage=homepage,
        entry_count=len(document.listing.entries),
    )


def _as_page(url: str, response: Response, head: PageHead) -> FoundSource:
    return FoundSource(
        kind="page",
        url=response.moved_to or parse_address(url).href,
        outlet_name=head.site_name or _host(response),
        language=head.language,
        homepage=parse_address("/", parse_address(response.final_url)).href,
        entry_count=1,
    )


def _named_feeds(head: PageHead, response: Response) -> list[str]:
    """The feeds that a page links, without those of readers' comments."""
    base = parse_address(response.final_url)
    found: list[str] = []
    for link in head.feeds:
        if _COMMENTS.search(link):
            continue  # readers are not collected
        try:
            found.append(parse_address(link, base).href)
        except RefusedAddress:
            continue
    return list(dict.fromkeys(found))[:MAX_FEEDS]


def _usual_places(response: Response) -> list[str]:
    base = parse_address(response.final_url)
    return [parse_address(path, base).href for path in COMMON_PATHS]


def _host(response: Response) -> str:
    return parse_address(response.final_url).host.removeprefix("www.")
