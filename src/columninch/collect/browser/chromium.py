"""A running browser that is watched: too late, too large or left alone, it is ended."""

from __future__ import annotations

import shutil
import tempfile
import threading
import time
from pathlib import Path
from typing import TYPE_CHECKING

from columninch.collect.browser.launch import (
    KILL_SECONDS,
    kill,
    launch,
    log_file,
    memory_of,
    processes_of,
)
from columninch.collect.browser.proxy import CheckedProxy
from columninch.collect.browser.wire import Wire, WireError
from columninch.errors import FetchError

if TYPE_CHECKING:
    from columninch.collect.browser.settings import BrowserSettings

START_SECONDS = 30
WATCH_SECONDS = 0.2


class Chromium:
    """One browser with its proxy, its folder and its watcher."""

    def __init__(self, settings: BrowserSettings) -> None:
        """It runs when this returns. Raises `FetchError` where it does not."""
        self._settings = settings
        self._guard = threading.Lock()
        self._over = threading.Event()
        self._tidied = threading.Event()
        self._ends_at: float | None = None
        self._used_at = time.monotonic()
        self.page_count = 0
        self.ended_because = ""
        """Why the watcher ended it, or empty."""
        self._profile = Path(tempfile.mkdtemp(prefix="columninch-browser-"))
        self.proxy = CheckedProxy(settings.hosts)
        try:
            launched = launch(settings, self._profile, self.proxy.port)
        except FetchError:
            self._tidy()
            raise
        self.pid = launched.pid
        self.wire = Wire(launched.to_browser, launched.from_browser)
        try:
            self.version = self._greet()
        except WireError as error:
            said = self._last_words()
            self.close()
            raise FetchError(
                f"the browser did not start: {said or error}",
                where=settings.executable,
                hint="start it once by hand with --headless, as the user that runs the desk",
            ) from error
        threading.Thread(target=self._watch, daemon=True, name="browser watcher").start()

    @property
    def is_over(self) -> bool:
        """Whether it was ended."""
        return self._over.is_set()

    def begin(self) -> bool:
        """A page begins, and has its time from now on; False where the browser was ended."""
        with self._guard:
            if self.is_over:
                return False
            self._ends_at = time.monotonic() + self._settings.page_seconds
            self.page_count += 1
            return True

    def end(self) -> None:
        """The page is done."""
        with self._guard:
            self._ends_at = None
            self._used_at = time.monotonic()

    def close(self) -> None:
        """End it with all its processes; nothing of it is left when this returns."""
        with self._guard:
            is_first = not self.is_over
            self._over.set()
        if not is_first:
            self._tidied.wait(KILL_SECONDS)  # someone is at it
            return
        self.wire.close()
        kill(self.pid)
        self._tidy()
        self._tidied.set()

    def _tidy(self) -> None:
        self.proxy.close()
        shutil.rmtree(self._profile, ignore_errors=True)

    def _greet(self) -> str:
        told = self.wire.call("Browser.getVersion", seconds=START_SECONDS)
        everything = {"handleAuthRequests": True, "patterns": [{"urlPattern": "*"}]}
        self.wire.call("Fetch.enable", everything, seconds=START_SECONDS)
        self.wire.call("Target.setDiscoverTargets", {"discover": True}, seconds=START_SECONDS)
        return str(told["product"]).partition("/")[2]

    def _last_words(self) -> str:
        try:
            lines = log_file(self._profile).read_text("utf-8", "replace").splitlines()
        except OSError:
            return ""
        return next((line.strip()[:300] for line in reversed(lines) if line.strip()), "")

    def _watch(self) -> None:
        while not self._over.wait(WATCH_SECONDS):
            reason = self._reason_to_end()
            if reason:
                self.ended_because = reason
                self.close()

    def _reason_to_end(self) -> str:
        with self._guard:
            now, ends_at = time.monotonic(), self._ends_at
        if self.pid not in processes_of(self.pid):
            return "it ended by itself"  # while others of its processes still hold its line
        if ends_at is not None and now >= ends_at:
            return f"the page was not done within {self._settings.page_seconds:g} seconds"
        if memory_of(self.pid) > self._settings.max_memory:
            megabytes = self._settings.max_memory // 1_000_000
            return f"the page took the browser over {megabytes:,} MB of memory"
        if ends_at is None and now - self._used_at >= self._settings.idle_seconds:
            return "nobody needed it"
        return ""
