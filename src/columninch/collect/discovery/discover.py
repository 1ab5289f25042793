"""Discovery: what can be polled at an address that a person gives.

The address may be a feed, a sitemap, a list of addresses, a page whose feeds and sitemaps are
looked for, a page that lists articles, an article, a folder or a file. What is found is shown
to a person before it is added, the best first:

1. the main feed, since it tells what is new and carries what pages may not give;
2. a news sitemap, then the page itself where it lists articles, then any other sitemap;
3. further feeds, and channels elsewhere that the page links and whose kind knows their
   addresses (`SourceKind.recognise` and `recognise_page`, where a kind plugs in here);
4. the page itself where it is an article.

Everything is asked through the tools' web, and nothing is kept.
"""

from __future__ import annotations

import re
from contextlib import suppress
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from columninch.collect.discovery.discover_file import found_at_path
from columninch.collect.discovery.look import look_at, looking
from columninch.collect.discovery.outlet_name import outlet_name
from columninch.collect.discovery.site_feeds import as_feed, site_feeds
from columninch.collect.discovery.site_sitemaps import NEWS, as_sitemap, site_sitemaps
from columninch.collect.fetcher.weburl import parse_address
from columninch.collect.files.local import source_path
from columninch.collect.kinds import SOURCE_KINDS
from columninch.collect.mail.sources import discover_mail
from columninch.collect.pages.listing import check_selector
from columninch.collect.pages.page_head import page_base, parse_page, read_head
from columninch.collect.pages.url_list import is_url_list
from columninch.collect.sitemaps.document import is_sitemap
from columninch.errors import FetchError, RefusedAddress, SourceError, UsageError
from columninch.records import FoundSource, SourceOptions
from columninch.registry import pick

if TYPE_CHECKING:
    from collections.abc import Iterator

    from columninch.collect.pages.page_head import PageHead
    from columninch.records import Response
    from columninch.tools import Tools

FEWEST_ARTICLES = 4
"""A page that links fewer articles is no list of them."""
MAX_CHANNELS = 3
"""Channels elsewhere that are looked at, of those that a page links."""
MAX_LINKS = 5_000
LISTING = "the page itself: the articles that it links"

_WEB = re.compile("https?:", re.IGNORECASE)
_HOST = re.compile(r"[\w-]+(\.[\w-]+)+\.?(:\d+)?([/?#]\S*)?")


@dataclass(frozen=True, slots=True)
class Wish:
    """What a person says of the source beyond its address."""

    kind: str = ""
    """A key of the source kinds' registry; empty: whatever is found."""
    options: SourceOptions = field(default_factory=SourceOptions)


def discover(address: str, tools: Tools, wish: Wish | None = None) -> tuple[FoundSource, ...]:
    """The sources at `address`, the best one first; at least one.

    Raises `UsageError` where it is neither a web address nor a file or folder, `UnknownKey`
    for a kind that there isn't, `FetchError` where nothing answers there, and `SourceError`
    where nothing is found.
    """
    wish = _checked(wish or Wish())
    text = address.strip()
    if mail := discover_mail(text, tools):
        return (mail,)
    path = source_path(text).expanduser()
    if text and not _WEB.match(text) and path.exists():
        return (found_at_path(path.resolve(), wish.kind),)
    return discover_site(text, tools, wish)


def discover_site(address: str, tools: Tools, wish: Wish | None = None) -> tuple[FoundSource, ...]:
    """As `discover`, of web addresses alone: no file or folder of this machine is looked at."""
    wish = _checked(wish or Wish())
    text = address.strip()
    if _WEB.match(text):
        return _on_the_web(text, tools, wish)
    if not _HOST.fullmatch(text):
        raise UsageError(
            "it is no web address, and there is no such file or folder",
            where=repr(address),
            hint="give a site or feed as https://..., or the path of a file or folder",
        )
    try:
        return _on_the_web(f"https://{text}", tools, wish)
    except RefusedAddress:
        raise
    except FetchError:
        return _on_the_web(f"http://{text}", tools, wish)


def _checked(wish: Wish) -> Wish:
    """`wish` where it can be granted: a selector means a listing page."""
    if wish.kind:
        pick(SOURCE_KINDS, wish.kind, what="source kind")
    if not wish.options.selector:
        return wish
    check_selector(wish.options.selector)
    return replace(wish, kind=wish.kind or "listing")


def _on_the_web(url: str, tools: Tools, wish: Wish) -> tuple[FoundSource, ...]:
    tools = looking(tools, browser=wish.options.browser)
    if wish.kind:
        return (_as_wished(url, tools, wish),)
    if known := _recognised(url):
        return (_channel(*known[0], "", tools),)
    response = _answer(url, tools)
    found = (
        _led_to(url, response, tools)
        or _document(url, response, tools)
        or _page(url, response, tools)
    )
    return tuple(replace(one, options=wish.options) for one in found)


def _as_wished(url: str, tools: Tools, wish: Wish) -> FoundSource:
    """The address as the kind that a person named, whatever else it might be."""
    kind = SOURCE_KINDS[wish.kind]
    if kind.recognise is not None and (known := kind.recognise(url)):
        return replace(_channel(wish.kind, known, "", tools), options=wish.options)
    polled = parse_address(url).href
    response = _answer(polled, tools)
    if kind.recognise_page is not None:
        led = kind.recognise_page(polled, response.body) or polled
        return replace(_channel(wish.kind, led, "", tools), options=wish.options)
    head = read_head(response.body, response.header("content-type"))
    site = _site(wish.kind, polled, response, head)
    if wish.kind == "feed" and (found := as_feed(polled, response)) is not None:
        return replace(found, options=wish.options)
    return look_at(replace(site, options=wish.options), tools)


def _document(url: str, response: Response, tools: Tools) -> tuple[FoundSource, ...]:
    """The answer where it is a source by itself: a feed, a sitemap, a list of addresses."""
    head = read_head(b"", "")
    found = as_feed(url, response)
    if found is None and is_sitemap(response.body):
        found = as_sitemap(url, _site("sitemap", url, response, head), tools)
    is_text = not response.header("content-type").startswith("text/html")
    if found is None and is_text and is_url_list(response.body):
        found = look_at(_site("urls", url, response, head), tools)
    return (found,) if found is not None else ()


def _page(url: str, response: Response, tools: Tools) -> tuple[FoundSource, ...]:
    head = read_head(response.body, response.header("content-type"))
    site = _site("", url, response, head)
    feeds = site_feeds(head, response, tools)
    sitemaps = site_sitemaps(site, response, tools)
    named = next((one for one in feeds if one.outlet_name), site)
    found = [
        *feeds[:1],
        *(one for one in sitemaps if one.note.startswith(NEWS)),
        *_listing(replace(site, language=site.language or named.language), head, tools),
        *(one for one in sitemaps if not one.note.startswith(NEWS)),
        *feeds[1:],
        *_channels(response, site, tools),
    ]
    if head.is_article and not feeds:
        article = replace(site, kind="page", entry_count=1, titles=_title(head))
        found = [article, *found] if _is_deep(response) else [*found, article]
    if not found:
        raise _nothing(url, head)
    return tuple(found)


def _listing(site: FoundSource, head: PageHead, tools: Tools) -> Iterator[FoundSource]:
    """The page as one that lists articles, where it does."""
    try:
        found = look_at(replace(site, kind="listing"), tools)
    except (FetchError, SourceError):
        return
    if found.entry_count >= FEWEST_ARTICLES and not head.is_article:
        yield replace(found, note=LISTING)


def _channels(response: Response, site: FoundSource, tools: Tools) -> Iterator[FoundSource]:
    """Channels elsewhere that the page links, of kinds that know their addresses."""
    root = parse_page(response.body, response.header("content-type"))
    if root is None:
        return
    base = page_base(root, parse_address(response.final_url))
    seen: set[tuple[str, str]] = set()
    for _, anchor in zip(range(MAX_LINKS), root.iter("a"), strict=False):
        try:
            address = parse_address(anchor.get("href") or "", base).href
        except RefusedAddress:
            continue
        known = next(iter(_recognised(address)), None)
        if known is None or known in seen:
            continue
        seen.add(known)
        with suppress(FetchError, SourceError):
            channel = _channel(*known, site.outlet_name, tools)
            yield replace(channel, language=channel.language or site.language)
        if len(seen) == MAX_CHANNELS:
            return


def _led_to(url: str, response: Response, tools: Tools) -> tuple[FoundSource, ...]:
    """The channel that the page at `url` is, or leads to, where it answers as one."""
    for key, kind in SOURCE_KINDS.items():
        led = kind.recognise_page(url, response.body) if kind.recognise_page else None
        if led:
            with suppress(FetchError, SourceError):
                return (_channel(key, led, "", tools),)
    return ()


def _channel(kind: str, polled: str, name: str, tools: Tools) -> FoundSource:
    """The channel that is polled at an address; without a `name` it has its own, or its host's.

    Raises what a poll of its kind raises.
    """
    host = parse_address(polled).host.removeprefix("www.")
    found = look_at(FoundSource(kind, polled, name, note=f"on {host}"), tools)
    return replace(found, outlet_name=found.outlet_name or host)


def _recognised(url: str) -> list[tuple[str, str]]:
    """The kinds that know the address for theirs, each with the address that it would poll."""
    return [
        (key, polled)
        for key, kind in SOURCE_KINDS.items()
        if kind.recognise is not None and (polled := kind.recognise(url))
    ]


def _site(kind: str, url: str, response: Response, head: PageHead) -> FoundSource:
    """What is known of a source of the site, before it is looked at."""
    address = parse_address(response.final_url)
    return FoundSource(
        kind=kind,
        url=response.moved_to or parse_address(url).href,
        outlet_name=outlet_name(head, address),
        language=head.language,
        homepage=parse_address("/", address).href,
    )


def _title(head: PageHead) -> tuple[str, ...]:
    return (head.title,) if head.title else ()


def _is_deep(response: Response) -> bool:
    return parse_address(response.final_url).path != "/"


def _nothing(url: str, head: PageHead) -> SourceError:
    if head.asks_to_sign_in:
        return SourceError(
            "the page asks to sign in, and shows nothing else",
            where=url,
            hint="give an address that anybody may read",
        )
    return SourceError(
        "no feed or sitemap was found there, and it is no article and no list of articles",
        where=url,
        hint="give the address of the feed itself, or name the links with --selector",
    )


def _answer(url: str, tools: Tools) -> Response:
    """A successful answer. Raises `FetchError` with what a person can do."""
    try:
        response = tools.web.get(url)
    except RefusedAddress:
        raise
    except FetchError as error:
        if not error.hint:
            error.hint = "is the host spelled right? Check it in a browser"
        raise
    if 200 <= response.status < 300:
        return response
    raise FetchError(
        f"the address answered {response.status}",
        where=url,
        hint=HINTS.get(response.status, "check it in a browser"),
        status=response.status,
    )


HINTS = {
    401: "it asks to sign in: give an address that anybody may read",
    402: "it asks to be paid: give an address that anybody may read",
    403: "it refuses programs: ask the outlet, or try --browser",
    404: "there is no such page: check it in a browser",
    410: "it is gone for good: look for where it is now",
    429: "it was asked too often: try again later",
    451: "it may not be shown where this desk is",
    503: "it can't answer at present: try again later",
}
"""What a person can do about an answer."""
