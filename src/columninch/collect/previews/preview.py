"""A channel's public preview: posts with numbers, the newest page first, paged backwards.

1. The newest page is asked. Where it shows no new number, nothing is archived: counts of
   views change with every answer.
2. As long as a page does not reach back to what was seen, the page before it is asked, up
   to a bound. At the first poll only the newest page is taken, as of a feed.
3. Each page with a new post is archived and is the document of its entries; a post is
   whole there, so that no page of its own is asked.
4. Numbers that lack inside of what was shown were deleted, or never were posts; numbers
   between the last page that was reached and what was seen could not be had. Each becomes
   one gap, never one for a post. The window (`windows`) tells the pace alone: what it has
   moved past is among the missing numbers already.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from columninch.collect.polled import Document, Polled
from columninch.collect.previews.numbers import (
    missing,
    number_gap,
    seen_before,
    seen_now,
)
from columninch.collect.previews.preview_page import PreviewPage, read_preview
from columninch.collect.refusals.recognise import not_the_article
from columninch.collect.windows import follow_window, window_pace
from columninch.errors import FetchError, SourceError
from columninch.records import Listing

if TYPE_CHECKING:
    from collections.abc import Iterator

    from columninch.collect.polled import Pace, PolledSource
    from columninch.collect.previews.numbers import SeenNumbers
    from columninch.records import Gap, Response
    from columninch.tools import Tools

MOST_PAGES = 20
"""Asked in one poll: some four hundred posts."""


def poll_preview(source: PolledSource, tools: Tools) -> Polled:
    """The channel's new posts, the page with the oldest first; nothing where there are none.

    Raises `FetchError` where a page can't be had, and `SourceError` where the channel has
    no preview, is private, banned or not there.
    """
    seen = seen_before(source.memory)
    newest, page = _asked(source.url, tools)
    complaint = ""
    if seen.is_begun_anew(page.numbers):
        complaint = f"the posts' numbers begin anew: the highest was {seen.highest}"
        seen = seen_now(())
    shown = [(newest, page), *_older(page, seen, tools)]
    numbers = frozenset[int]().union(*(page.numbers for _, page in shown))
    if max(numbers, default=0) <= seen.highest:
        return Polled(moved_to=newest.moved_to, memory=source.memory, pace=_pace(seen.window, page))
    documents = tuple(
        Document(
            tools.vault.store(response, before=source.before if response is newest else None),
            Listing(page.title, page.entries, complaint if response is newest else ""),
        )
        for response, page in reversed(shown)
        if max(page.numbers) > seen.highest
    )
    posts = [entry for _, one in shown for entry in one.entries]
    window = follow_window(
        seen.window, posts, polled_at=source.polled_at, now=tools.clock.now()
    ).memory
    return Polled(
        documents,
        moved_to=newest.moved_to,
        memory=seen_now(numbers, window).to_text(),
        gaps=tuple(_gaps([one for _, one in shown], numbers, seen, tools)),
        pace=_pace(window, page),
    )


def _pace(window: str, newest: PreviewPage) -> Pace | None:
    """How the channel publishes, and how many of its posts one poll could reach."""
    pace = window_pace(window)
    pages = MOST_PAGES if newest.older else 1
    return replace(pace, window=pages * len(newest.numbers)) if pace else None


def _older(
    page: PreviewPage, seen: SeenNumbers, tools: Tools
) -> Iterator[tuple[Response, PreviewPage]]:
    """The pages before `page`, until one reaches back to what was seen."""
    for _ in range(MOST_PAGES - 1):
        if not seen.highest or seen.is_met(page.numbers) or not page.older:
            return
        lowest = min(page.numbers)
        response, page = _asked(page.older, tools)
        if not page.numbers or min(page.numbers) >= lowest:
            return  # it leads nowhere
        yield response, page


def _gaps(
    pages: list[PreviewPage], numbers: frozenset[int], seen: SeenNumbers, tools: Tools
) -> Iterator[Gap]:
    """What lacks inside of what was shown, and what was not reached: at most one gap each."""
    times = {
        entry.number: entry.published.at
        for page in pages
        for entry in page.entries
        if entry.number and entry.published
    }
    now = tools.clock.now()
    lowest = min(numbers)
    is_cut = bool(seen.highest) and lowest > seen.highest + 1
    unreached = [(seen.highest + 1, lowest - 1)] if is_cut else []
    inside = [one for one in missing(numbers, seen.highest) if one not in unreached]
    for stretches, why in (
        (inside, "are not shown: deleted, or no posts"),
        (unreached, "could not be reached"),
    ):
        if (gap := number_gap(stretches, times, now, why)) is not None:
            yield gap


def _asked(url: str, tools: Tools) -> tuple[Response, PreviewPage]:
    """A page of the preview, answered and read. Raises `FetchError` and `SourceError`."""
    response = tools.web.get(url)
    if not 200 <= response.status < 300:
        raise FetchError(
            f"the preview answered {response.status}",
            where=url,
            hint="check the channel's name in a browser",
            status=response.status,
        )
    page = read_preview(response.body, response.final_url)
    if not page.is_preview:
        raise _no_preview(response, page)
    return response, page


def _no_preview(response: Response, page: PreviewPage) -> SourceError:
    """Why there is none, as far as the answer tells."""
    refusal = not_the_article(response)
    if refusal is not None and refusal.kind == "challenge":
        return SourceError(refusal.reason, where=response.url, hint=refusal.hint)
    if page.has_followers:
        return SourceError(
            "the channel shows no public preview",
            where=response.url,
            hint="its owner or the service has turned the preview off: look for its site or feed,"
            " or ask the owner",
        )
    if page.is_application_page:
        return SourceError(
            "there is no public channel of this name: it is private, banned, renamed or gone",
            where=response.url,
            hint="check the name in a browser; a private channel's posts can be added as files",
        )
    return SourceError(
        "the page is no preview of a channel",
        where=response.url,
        hint="give an address as https://.../s/NAME; if it is one, its markup has changed",
    )
