"""The small press of tests/data/press on a real local server, and a desk that watches it."""

from __future__ import annotations

import threading
from contextlib import contextmanager
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import TYPE_CHECKING

from columninch.archive.vault import WarcVault
from columninch.collect.fetcher.web import SafeWeb, WebSettings
from columninch.desk.actions.series import start_series
from columninch.tools import FixedClock, Tools
from tests.desk.adding import add_address

if TYPE_CHECKING:
    from collections.abc import Iterator

PRESS = Path(__file__).parents[1] / "data" / "press"
OUTLETS = ("ledger", "courier", "bamdad")
NOW = datetime(2026, 5, 11, 9, tzinfo=UTC)
TYPES = {".xml": "application/rss+xml; charset=utf-8", ".html": "text/html; charset=utf-8"}


class _Handler(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        outlet = self.headers["Host"].split(".")[0]
        file = PRESS / outlet / self.path.lstrip("/")
        if outlet not in OUTLETS or not file.is_file():
            self.send_error(404)
            return
        body = file.read_bytes()
        self.send_response(200)
        self.send_header("Content-Type", TYPES[file.suffix])
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002  # the base names it
        pass


@contextmanager
def small_press() -> Iterator[dict[str, tuple[str, int]]]:
    """Serve the press; gives each outlet's host name with its address and port."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), _Handler)
    thread = threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True)
    thread.start()
    try:
        yield {f"{outlet}.test": ("127.0.0.1", server.server_port) for outlet in OUTLETS}
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


@contextmanager
def press_tools(folder: Path) -> Iterator[Tools]:
    """Web, vault and clock for a desk on the small press, its archive in `folder`."""
    clock = FixedClock(NOW)
    with small_press() as hosts, WarcVault(folder, clock) as vault:
        settings = WebSettings(user_agent="columninch test", hosts=hosts, gap_seconds=0.0)
        yield Tools(web=SafeWeb(settings, clock), vault=vault, clock=clock)


def watch_small_press(tools: Tools) -> None:
    """A series on a fresh database, and the three outlets as its sources."""
    start_series("week", "The Osk Week", "UTC", ["en", "fa"], NOW)
    for outlet in OUTLETS:
        add_address(f"http://{outlet}.test/feed.xml", tools)
