"""Our WACZ files in a replay program that isn't ours: the archived page's own words are seen.

`make test` fetches the program (replayweb.page) to `build/replay`; it is no part of this
project. It wants ranges of a file from its server, and a service worker from localhost.
"""

from __future__ import annotations

import functools
import http.server
import io
import shutil
import threading
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import TimeoutError  # noqa: A004  Playwright's own

from columninch.archive.vault import WarcVault
from columninch.archive.wacz import wacz_bytes, write_wacz
from columninch.records import Response
from columninch.tools import FixedClock

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser, Page


PROGRAM = Path(__file__).parents[2] / "build" / "replay"
NOON = datetime(2026, 3, 4, 12, 0, tzinfo=UTC)
URL = "https://www.heron.example/market?day=4&hall=2"
WORDS = "The market hall of Lower Heron opens at eight"
FRAME = """<!doctype html><meta charset="utf-8"><script src="ui.js"></script>
<replay-web-page style="display:block;height:90vh" embed="default" replayBase="/replay/"
 source="{file}" url="{url}" ts="{moment}"></replay-web-page>"""


def market(hours: int) -> Response:
    body = f"<!doctype html><meta charset=utf-8><title>Market</title><h1>{WORDS}</h1>".encode()
    headers = (("Content-Type", "text/html; charset=utf-8"), ("Content-Encoding", "br"))
    asked = (("User-Agent", "columninch"),)
    return Response(URL, URL, 200, headers, body, NOON + timedelta(hours=hours), asked=asked)


class Ranges(http.server.SimpleHTTPRequestHandler):
    """Serves a folder, and single ranges of its files, as any web server does."""

    def log_message(self, *said: object) -> None:
        """Nothing."""

    def send_head(self):  # type: ignore[no-untyped-def]
        asked = self.headers.get("Range", "")
        path = Path(self.translate_path(self.path))
        if not asked.startswith("bytes=") or not path.is_file():
            return super().send_head()
        data = path.read_bytes()
        first, _, last = asked.removeprefix("bytes=").partition("-")
        start = int(first) if first else max(0, len(data) - int(last))
        end = min(int(last) if first and last else len(data), len(data) - 1)
        self.send_response(206)
        self.send_header("Content-Range", f"bytes {start}-{end}/{len(data)}")
        self.send_header("Content-Length", str(end - start + 1))
        self.end_headers()
        return io.BytesIO(data[start : end + 1])


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, Path]]:
    """A folder on 127.0.0.1 with the program and two files: an issue's, and an export."""
    assert (PROGRAM / "ui.js").exists(), "the replay program is missing: make build/replay/stamp"
    folder = tmp_path_factory.mktemp("replay")
    (folder / "replay").mkdir()
    shutil.copy(PROGRAM / "ui.js", folder)
    shutil.copy(PROGRAM / "sw.js", folder / "replay")
    with WarcVault(folder / "archive", FixedClock(NOON)) as vault:
        first = vault.store(market(0))
        again = vault.store(market(2), before=first)
        (folder / "issue.wacz").write_bytes(wacz_bytes([again], vault, "Week 9", NOON))
        with (folder / "export.wacz").open("wb") as out:
            write_wacz(out, [first, again], vault.records_bytes, "Export", NOON)
    handler = functools.partial(Ranges, directory=folder)
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}", folder
    server.shutdown()
    server.server_close()
    thread.join()


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """A page of a browser that has seen nothing yet."""
    context = browser.new_context()
    yield context.new_page()
    context.close()


def replayed(page: Page, served: tuple[str, Path], file: str, capture_at: datetime) -> str:
    """What the innermost frame shows, which is the archived page's own."""
    address, folder = served
    moment = capture_at.strftime("%Y%m%d%H%M%S")
    name = f"{file}-{moment}.html"
    shown = FRAME.format(file=f"{file}.wacz", url=URL.replace("&", "&amp;"), moment=moment)
    (folder / name).write_text(shown)
    frame = page.frame_locator("replay-web-page iframe").frame_locator("iframe")
    heading = frame.locator("h1, h2").first
    for _ in range(3):  # on a busy machine its worker may miss the first load
        page.goto(f"{address}/{name}")
        with suppress(TimeoutError):
            heading.wait_for(timeout=15_000)
            return heading.inner_text()
    return "nothing was shown"


@pytest.mark.parametrize("file", ["issue", "export"])
@pytest.mark.parametrize("hours", [0, 2], ids=["page", "revisit"])
def test_the_archived_page_is_seen_in_a_replay_program(page, served, file, hours):
    assert replayed(page, served, file, NOON + timedelta(hours=hours)) == WORDS
