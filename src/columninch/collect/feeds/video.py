"""Programmes of a video channel: what is said in them, from their caption files.

1. The caption file that the channel's feed names is fetched and archived.
2. Where it names none, or that one is gone, the programme's own page is fetched and archived,
   and its `<track>` elements are looked at (HTML, section 4.8.11).
3. A page that names no captions is told from a wall, a challenge or a lost page (`refusals`):
   those are archived as what came, and tried again as those of articles are (`fetch_page`).
4. Without captions the feed's description stands in, and the item says so.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from lxml import etree

from columninch.collect.feeds.captions import (
    CAPTION_ENDINGS,
    UNKNOWN_FORMAT,
    CaptionFile,
    best_caption,
    caption_format,
    is_machine_made,
)
from columninch.collect.feeds.document import absolute, one_line
from columninch.collect.fetch_page import is_had_otherwise, page_error
from columninch.collect.fetched import Fetched
from columninch.collect.fetcher.exchange import is_unreachable
from columninch.collect.refusals.recognise import not_the_article
from columninch.errors import FetchError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from columninch.collect.fetched import Wanted
    from columninch.records import Response
    from columninch.tools import Tools

TRACK_KINDS = frozenset({"", "captions", "subtitles"})
"""A track without a kind is subtitles."""
MOST_TRACKS = 100


def fetch_video(wanted: Wanted, tools: Tools) -> Fetched:
    """The capture of the programme's captions, or the listing's where there are none.

    Raises `FetchError` where they can't be had at this moment, or not at all and the listing
    says nothing of the programme either.
    """
    entry = wanted.entry
    reasons: list[str] = []
    if entry.media_url:
        captions = _captions(entry.media_url, tools, reasons)
        if captions is not None:
            capture = tools.vault.store(captions, before=wanted.before)
            return Fetched(capture, False, "", entry.url or captions.final_url)
    page = _watch_page(wanted, tools, reasons) if entry.url else None
    if page is None:
        return _from_feed(wanted, reasons, entry.url)
    tools.vault.store(page, before=None if entry.media_url else wanted.before)
    track = best_caption(_tracks(page), (wanted.language, _page_language(page)))
    if track is None:
        reasons.append("its page names no captions")
        return _from_feed(wanted, reasons, page.final_url)
    captions = _captions(track.url, tools, reasons)
    if captions is None:
        return _from_feed(wanted, reasons, page.final_url)
    return Fetched(tools.vault.store(captions), False, "; ".join(reasons), page.final_url)


def _captions(address: str, tools: Tools, reasons: list[str]) -> Response | None:
    """The answer with the captions; None, with one more reason, where there are none."""
    response = _answer(address, tools, reasons)
    if response is None or not _is_page_instead(response, address):
        return response
    reasons.append(f"{address}: a page, or nothing, answered instead of captions")
    return None


def _watch_page(wanted: Wanted, tools: Tools, reasons: list[str]) -> Response | None:
    """The programme's page; None, with one more reason, where it won't be had soon.

    Raises `NotCaptured` where something else came, which is in the archive, and `FetchError`
    where nothing did.
    """
    address = wanted.entry.url
    try:
        page = tools.web.get(address)
        refusal = not_the_article(page)
        # a player without a word is a programme's page; so is one with captions, whatever it says
        is_page = refusal is None or refusal.kind == "empty" or any(_tracks(page))
        if refusal is not None and not (200 <= page.status < 300 and is_page):
            raise page_error(page, refusal, address, tools)
    except FetchError as error:
        if not is_had_otherwise(wanted, error):
            raise
        reasons.append(str(error))
        return None
    return page


def _answer(address: str, tools: Tools, reasons: list[str]) -> Response | None:
    """A success; None, with one more reason, where there won't be one soon.

    Raises `FetchError` for what is momentary.
    """
    try:
        response = tools.web.get(address)
        if 200 <= response.status < 300:
            return response
        raise FetchError(f"it answered {response.status}", where=address, status=response.status)
    except FetchError as error:
        if error.can_retry and not is_unreachable(error):
            raise
        reasons.append(str(error))
        return None


def _is_page_instead(response: Response, address: str) -> bool:
    """Whether a page stands where a caption file should, as of a site that knows no 404."""
    if not response.body.strip():
        return True
    is_html = response.header("content-type").partition(";")[0].strip().lower() == "text/html"
    path = address.partition("?")[0].lower()
    return is_html and path.endswith(tuple(CAPTION_ENDINGS))


def _from_feed(wanted: Wanted, reasons: list[str], final_url: str) -> Fetched:
    entry = wanted.entry
    told = "; ".join(["there are no captions, so the feed's description stands in", *reasons])
    if wanted.listing_capture is None or not (entry.content or entry.title):
        error = FetchError(
            f"the programme has neither captions nor a description: {'; '.join(reasons)}",
            where=entry.url or wanted.source_url,
        )
        error.can_retry = False
        raise error
    return Fetched(wanted.listing_capture, from_feed=True, complaint=told, final_url=final_url)


# --- what a programme's page says ---------------------------------------------------------


def _tracks(page: Response) -> Iterator[CaptionFile]:
    root = _tree(page)
    if root is None:
        return
    base = next((absolute(one.get("href"), page.final_url) for one in root.iter("base")), "")
    for track in list(root.iter("track"))[:MOST_TRACKS]:
        kind = one_line(track.get("kind")).lower()
        address = absolute(track.get("src"), base or page.final_url)
        if not address or kind not in TRACK_KINDS:
            continue
        label = one_line(track.get("label"))
        form = caption_format(address, "", named=True)
        yield CaptionFile(
            address,
            UNKNOWN_FORMAT if form is None else form,
            one_line(track.get("srclang")),
            is_machine_made(label, kind),
        )


def _page_language(page: Response) -> str:
    root = _tree(page)
    return one_line(root.get("lang")) if root is not None else ""


def _tree(page: Response) -> etree._Element | None:
    parser = etree.HTMLParser(no_network=True, recover=True, huge_tree=False)
    try:
        return etree.fromstring(page.body, parser)
    except (etree.XMLSyntaxError, ValueError):
        return None
