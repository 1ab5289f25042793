"""The web through a browser: pages as their scripts make them (`columninch.tools.Web`).

1. The page is asked by the safe web: its checks, its robots.txt, its gap, its limits.
2. What is no page (a feed, a picture), or no success, is given back as it came.
3. A page is shown in a fresh context of the browser, until it asks for nothing more. Where
   it leads elsewhere by script, that address is asked as in 1, a few times at most.
4. It is scrolled a little, and taken: the document as it stands, and a picture of it.
"""

from __future__ import annotations

import contextlib
import itertools
import os
import threading
import weakref
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from columninch.collect.browser.chromium import Chromium
from columninch.collect.browser.page import BrowserPage
from columninch.collect.browser.settings import BrowserSettings
from columninch.collect.browser.wire import WireError
from columninch.errors import FetchError

if TYPE_CHECKING:
    from collections.abc import Mapping

    from columninch.records import Response
    from columninch.tools import Clock, Web

__all__ = ["RENDERED", "BrowserSettings", "BrowserWeb"]

RENDERED = "Columninch-Rendered"
"""The header that an archived rendering carries: by which browser, how large a window."""
PAGES = frozenset({"text/html", "application/xhtml+xml"})
CONDITIONS = frozenset({"if-none-match", "if-modified-since"})
OF_THE_BYTES = frozenset(
    {
        "accept-ranges",
        "content-digest",
        "content-encoding",
        "content-length",
        "content-md5",
        "content-type",
        "digest",
        "etag",
        "last-modified",
        "repr-digest",
        "transfer-encoding",
    }
)
"""Headers that speak of the bytes as the server sent them, which a rendering no longer has."""


@dataclass(slots=True)
class _Kept:
    """The browser that is kept for the next page, and the process that started it."""

    chromium: Chromium | None = None
    process: int = 0


class BrowserWeb:
    """Pages through a browser, one at a time (thread-safe; a forked process has its own)."""

    def __init__(self, settings: BrowserSettings, web: Web, clock: Clock) -> None:
        """No browser is started before the first page."""
        self.settings = settings
        self._web = web
        self._clock = clock
        self._turn = threading.Lock()
        self._kept = _Kept()
        weakref.finalize(self, _end, self._kept)  # at the process's end too

    def get(self, url: str, *, headers: Mapping[str, str] | None = None) -> Response:
        """The page at `url` as a browser makes it, in UTF-8, with a picture of it.

        Its headers are the server's, without those that spoke of the bytes, and with
        `Columninch-Rendered`. What is no page comes as the server gave it. A rendering is
        never taken for unchanged: what is scripted may change where its frame does not.
        Raises `FetchError` as the safe web does, and where the browser fails.
        """
        given = {key: one for key, one in (headers or {}).items() if key.lower() not in CONDITIONS}
        answer = self._web.get(url, headers=given)
        if not _is_page(answer):
            return answer
        with self._turn:
            chromium = self._started()
            try:
                return self._rendered(answer, chromium)
            except WireError as error:
                because = chromium.ended_because
                chromium.close()
                raise FetchError(
                    f"the browser gave no page: {because or error}", where=url
                ) from error
            finally:
                chromium.proxy.deny()
                chromium.end()

    def close(self) -> None:
        """End the browser; a later `get` starts another."""
        with self._turn:
            _end(self._kept)

    def _started(self) -> Chromium:
        """A browser whose page's time has begun."""
        kept = self._kept
        if kept.process != os.getpid():
            kept.chromium = None  # it is the parent's
        if kept.chromium is not None and kept.chromium.page_count >= self.settings.pages_a_browser:
            kept.chromium.close()
        if kept.chromium is None or not kept.chromium.begin():
            kept.chromium, kept.process = Chromium(self.settings), os.getpid()
            kept.chromium.begin()
        return kept.chromium

    def _rendered(self, first: Response, chromium: Chromium) -> Response:
        settings = self.settings
        chromium.proxy.allow(settings.max_bytes, settings.page_seconds)
        page = BrowserPage(chromium.wire, settings, chromium.proxy.password)
        shown = first
        try:
            page.show(shown)
            numbers = itertools.count(1)
            while page.wish:
                shown = self._next(page, shown, next(numbers))
                if not _is_page(shown):
                    return shown
                page.show(shown)
            page.scroll()
            html, picture = page.html(), page.screenshot()
        finally:
            with contextlib.suppress(WireError):  # what went wrong before is what is told
                page.close()
        if not html:
            reason = (
                "the page's scripts left nothing of it"
                if html is not None
                else f"the page is larger than {settings.max_html:,} characters once rendered"
            )
            raise FetchError(reason, where=first.url, status=shown.status)
        told = f"Chromium {chromium.version}, {settings.width} x {settings.height}"
        kept = [one for one in shown.headers if one[0].lower() not in OF_THE_BYTES]
        return replace(
            shown,
            headers=(("Content-Type", "text/html; charset=utf-8"), (RENDERED, told), *kept),
            body=html.encode("utf-8", "replace"),
            at=self._clock.now(),
            screenshot=picture,
        )

    def _next(self, page: BrowserPage, shown: Response, number: int) -> Response:
        """The page that the scripts of `shown` led to, the `number`th of its kind."""
        if number > self.settings.max_redirects:
            raise FetchError("its scripts lead on and on", where=shown.url, status=shown.status)
        answer = self._web.get(page.wish)
        passed = (*shown.redirects, shown.final_url, *answer.redirects[1:])
        return replace(answer, url=shown.url, redirects=passed, moved_to=shown.moved_to)


def _is_page(answer: Response) -> bool:
    kind = answer.header("content-type").partition(";")[0].strip().lower()
    return 200 <= answer.status < 300 and kind in PAGES and bool(answer.body)


def _end(kept: _Kept) -> None:
    if kept.chromium is not None and kept.process == os.getpid():
        kept.chromium.close()
    kept.chromium = None
