"""An outlet on a real local server whose pages a test changes, and a desk that watches it."""

from __future__ import annotations

import hashlib
import threading
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING

from columninch.archive.vault import WarcVault
from columninch.collect.fetcher.web import SafeWeb, WebSettings
from columninch.desk.actions.series import start_series
from columninch.desk.pipeline import STAGES
from columninch.desk.runner import run_pass
from columninch.tools import Tools
from tests.desk.adding import add_address

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

NOW = datetime(2026, 5, 11, 9, tzinfo=UTC)
HOST = "bell.test"
PARAGRAPHS = (
    "The harbour board of Osk closed the north pier on Monday after divers found a crack below "
    "the waterline, and said that it would stay closed until the autumn at the earliest.",
    "“Nobody walks on it before the stone is sound again,” said Ida Brandt, head of the board. "
    "The repair is to cost four million, half of it paid by the town and half by the province.",
    "Fishermen moor at the old quay until then, where the ferry has its berth as well. The "
    "council meets on Thursday to hear how the market is to be supplied through the summer.",
)


@dataclass
class Moved:
    """A clock that a test sets."""

    at: datetime = NOW

    def now(self) -> datetime:
        return self.at


@dataclass
class ChangingPress:
    """The outlet: its pages by path, and what it was asked for."""

    clock: Moved = field(default_factory=Moved)
    pages: dict[str, str] = field(default_factory=dict)
    gone: set[str] = field(default_factory=set)
    has_tags: bool = True
    asked: list[tuple[str, int]] = field(default_factory=list)
    """Path and status of each answer."""
    tools: Tools | None = None

    def put(self, path: str, **told: object) -> None:
        """Publish, or change, the article at `path`."""
        self.pages[path] = article(**told)  # type: ignore[arg-type]  # its keywords

    def run(self, later: timedelta = timedelta()) -> None:
        """Let some time pass and run the desk."""
        assert self.tools
        self.clock.at += later
        run_pass(STAGES, self.tools)

    def visits(self, path: str) -> list[int]:
        """The statuses that `path` was answered with."""
        return [status for asked, status in self.asked if asked == path]


def article(
    title: str = "North pier closed until autumn",
    paragraphs: tuple[str, ...] = PARAGRAPHS,
    published: datetime = NOW - timedelta(hours=2),
    updated: datetime | None = None,
    author: str = "Tam Okoro",
    clutter: str = "",
    head: str = "",
    foot: str = "",
) -> str:
    """The page of an article."""
    modified = (
        f'<meta property="article:modified_time" content="{updated.isoformat()}">'
        if updated
        else ""
    )
    body = "".join(f"<p>{one}</p>" for one in paragraphs)
    return (
        f"<!doctype html><html lang=en><head><title>{title} | The Osk Bell</title>"
        f'<meta property="og:title" content="{title}"><meta name="author" content="{author}">'
        f'<meta property="article:published_time" content="{published.isoformat()}">'
        f"{modified}{head}</head><body><aside>{clutter}</aside>"
        f"<article><h1>{title}</h1>{body}</article>{foot}</body></html>"
    )


def _feed(paths: list[str]) -> str:
    items = "".join(
        f"<item><title>{path}</title><link>http://{HOST}{path}</link><guid>{path}</guid></item>"
        for path in paths
    )
    return f"<rss version='2.0'><channel><title>The Osk Bell</title>{items}</channel></rss>"


class _Handler(BaseHTTPRequestHandler):
    press: ChangingPress

    def do_GET(self) -> None:
        status, body, kind = self._answer()
        self.press.asked.append((self.path, status))
        self.send_response(status)
        self.send_header("Content-Type", kind)
        if self.press.has_tags and status in {200, 304}:
            self.send_header("ETag", self._tag())
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def _answer(self) -> tuple[int, bytes, str]:
        press = self.press
        if self.path == "/feed.xml":
            listed = [path for path in press.pages if "page=" not in path]
            return 200, _feed(listed).encode(), "application/rss+xml"
        if self.path in press.gone or self.path not in press.pages:
            return 404, b"<h1>Not found</h1>", "text/html"
        if press.has_tags and self.headers.get("If-None-Match") == self._tag():
            return 304, b"", "text/html"
        return 200, press.pages[self.path].encode(), "text/html; charset=utf-8"

    def _tag(self) -> str:
        page = self.press.pages.get(self.path, "")
        return f'"{hashlib.sha256(page.encode()).hexdigest()[:12]}"'

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002  # the base's
        pass


@contextmanager
def changing_press(folder: Path) -> Iterator[ChangingPress]:
    """Serve the outlet, watched by a desk on a fresh database with its archive in `folder`."""
    press = ChangingPress()
    server = ThreadingHTTPServer(("127.0.0.1", 0), type("Handler", (_Handler,), {"press": press}))
    thread = threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True)
    thread.start()
    try:
        with WarcVault(folder, press.clock) as vault:
            hosts = {HOST: ("127.0.0.1", server.server_port)}
            settings = WebSettings(
                user_agent="columninch test", hosts=hosts, gap_seconds=0.0, robots=False
            )
            press.tools = Tools(web=SafeWeb(settings, press.clock), vault=vault, clock=press.clock)
            start_series("week", "The Osk Week", "UTC", ["en", "fa"], NOW)
            yield press
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def watch(press: ChangingPress) -> None:
    """Watch the outlet's feed and take in what it has by now."""
    assert press.tools
    add_address(f"http://{HOST}/feed.xml", press.tools)
    press.run()
