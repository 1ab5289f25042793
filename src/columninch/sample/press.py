"""What the outlets of the sample press answer: pages, feeds, subtitles, pictures, robots."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from email.utils import format_datetime
from functools import lru_cache
from typing import TYPE_CHECKING

from columninch.sample.blog import blog_front, blog_page
from columninch.sample.feeds import FEEDS, FeedEntry
from columninch.sample.markup import Printed, Shown, path_of
from columninch.sample.modern import modern_front, modern_page
from columninch.sample.plain import plain_front, plain_page
from columninch.sample.scenes import SCENES, picture_bytes
from columninch.sample.subtitles import vtt

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from datetime import datetime

    from columninch.sample.nouns import Edition, SampleItem, SampleOutlet, SampleTrouble

_PAGES: dict[str, Callable[[Shown], str]] = {
    "plain": plain_page,
    "modern": modern_page,
    "blog": blog_page,
}
_FRONTS: dict[str, Callable[[SampleOutlet, tuple[SampleItem, ...]], str]] = {
    "plain": plain_front,
    "modern": modern_front,
    "blog": blog_front,
}
_ROBOTS = "User-agent: *\nDisallow: /search\nDisallow: /account/\nCrawl-delay: 0\n"
_FRONT_LENGTH = 20
_RELATED = 4


@dataclass(frozen=True)
class Answer:
    """What a web server sends."""

    status: int
    content_type: str
    headers: tuple[tuple[str, str], ...]
    body: bytes


def respond(edition: Edition, host: str, path: str, now: datetime) -> Answer:
    """The answer of an outlet's server at a moment: what comes later isn't there yet.

    `path` begins with a slash and has the query with it.
    """
    outlet = edition.by_host.get(host.lower())
    if outlet is None:
        return _text(404, "no such host")
    if path == "/robots.txt":
        return _text(200, _ROBOTS)
    out = tuple(item for item in edition.items_of(outlet.key) if item.published <= now)
    if path in {"/", "/index.html"}:
        return _html(outlet, _FRONTS[outlet.template](outlet, out[::-1][:_FRONT_LENGTH]))
    if any(path == path_of(source.url) for source in outlet.sources):
        return _feed(edition, outlet, out, now)
    if path.startswith("/pictures/"):
        return _picture(path)
    return _item_answer(edition, outlet, out, path)


def every_answer(edition: Edition) -> Iterator[tuple[str, Answer]]:
    """Each address of the edition with its answer once everything is out, in a fixed order."""
    for outlet in edition.outlets:
        urls = [f"http://{outlet.host}/", *(source.url for source in outlet.sources)]
        for item in edition.items_of(outlet.key):
            urls += [item.url, item.media_url] if item.media_url else [item.url]
        urls += [one.url for one in edition.troubles if one.outlet == outlet.key]
        for url in urls:
            yield url, respond(edition, outlet.host, path_of(url), edition.ends)


def _item_answer(
    edition: Edition, outlet: SampleOutlet, out: tuple[SampleItem, ...], path: str
) -> Answer:
    trouble = _trouble_at(edition, outlet, path)
    if trouble is not None and trouble.kind == "error":
        return _text(500, "the server has a problem")
    if trouble is not None and trouble.kind == "gone":
        return _text(404, "not found")
    for at, item in enumerate(out):
        if trouble is not None and trouble.item == item.key:
            return Answer(301, "text/plain; charset=utf-8", (("Location", item.url),), b"moved\n")
        if path_of(item.url) == path:
            related = tuple(one.key for one in out[max(0, at - _RELATED) : at][::-1])
            return _html(outlet, _page(edition, item.key, related))
        if item.media_url and path_of(item.media_url) == path:
            body = vtt(item.text.split("\n")).encode()
            return Answer(200, "text/vtt; charset=utf-8", (), body)
    return _text(404, "not found")


def _trouble_at(edition: Edition, outlet: SampleOutlet, path: str) -> SampleTrouble | None:
    troubles = (one for one in edition.troubles if one.outlet == outlet.key)
    return next((one for one in troubles if path_of(one.url) == path), None)


@lru_cache(maxsize=4096)
def _page(edition: Edition, key: str, related: tuple[str, ...]) -> str:
    """An item's page; rendered once, since the same is asked for again and again."""
    item = edition.by_key[key]
    embedded = edition.embedded.get(key, ())
    origins = [edition.by_key[one.reprint_of] for one in embedded if one.reprint_of]
    shown = Shown(
        item=item,
        outlet=edition.outlet(item.outlet),
        related=tuple(edition.by_key[one] for one in related),
        credited=edition.outlet(item.credited_outlet) if item.credited_outlet else None,
        origin=edition.by_key[item.reprint_of] if item.reprint_of else None,
        embedded=tuple(
            Printed(text, origin, edition.outlet(origin.outlet))
            for text, origin in zip(embedded, origins, strict=True)
        ),
    )
    return _PAGES[shown.outlet.template](shown)


def _feed(
    edition: Edition, outlet: SampleOutlet, out: tuple[SampleItem, ...], now: datetime
) -> Answer:
    troubles = [one for one in edition.troubles if one.outlet == outlet.key]
    listed = {one.item: one for one in troubles if one.item}
    entries = [
        FeedEntry(
            url=listed[item.key].url if item.key in listed else item.url,
            item=item,
            is_whole=item.key in listed and listed[item.key].kind == "gone",
        )
        for item in out
    ]
    entries += [
        FeedEntry(url=one.url, title=one.title, published=one.published)
        for one in troubles
        if one.kind == "error" and one.published <= now
    ]
    entries.sort(key=lambda entry: entry.at, reverse=True)
    form = FEEDS[outlet.feed_form]
    body = form.write(outlet, entries).encode("utf-8")
    newest = max((entry.at for entry in entries), default=edition.starts)
    headers = (
        ("ETag", f'"{hashlib.sha256(body).hexdigest()[:20]}"'),
        ("Last-Modified", format_datetime(newest, usegmt=True)),
    )
    return Answer(200, form.content_type, headers, body)


def _picture(path: str) -> Answer:
    scene = path.removeprefix("/pictures/").removesuffix(".png")
    if scene not in SCENES:
        return _text(404, "not found")
    return Answer(200, "image/png", (), picture_bytes(scene))


def _html(outlet: SampleOutlet, page: str) -> Answer:
    body = page.encode(outlet.charset, "xmlcharrefreplace")
    is_told = outlet.template == "modern"  # the others leave it to the page, as many sites do
    kind = f"text/html; charset={outlet.charset}" if is_told else "text/html"
    return Answer(200, kind, (), body)


def _text(status: int, text: str) -> Answer:
    return Answer(status, "text/plain; charset=utf-8", (), f"{text}\n".encode())
