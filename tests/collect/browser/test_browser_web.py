import contextlib
import os
import signal
import struct
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from columninch.collect.browser.launch import processes_of
from columninch.collect.browser.web import RENDERED
from columninch.errors import FetchError, RefusedAddress
from columninch.extract.decode import decode
from tests.collect.conftest import NOON
from tests.collect.site import Page

DATA = Path(__file__).parents[2] / "data/browser"


def size_of(png: bytes) -> tuple[int, int]:
    assert png.startswith(b"\x89PNG\r\n\x1a\n")
    return struct.unpack(">II", png[16:24])


def lazy(pages, count: int) -> None:
    pages["/"] = Page((DATA / "lazy.html").read_bytes())
    for number in range(1, count + 1):
        text = f'{{"text": "Paragraph {number} of the story."}}'
        pages[f"/part-{number}.json"] = Page(text.encode(), "application/json")


def test_a_page_that_its_script_makes_is_read_whole(browser, pages):
    lazy(pages, 4)
    seen = browser.get("http://tern.example/")
    told = seen.body.decode()
    assert [f"Paragraph {number} of" in told for number in (1, 2, 3, 4)] == [True] * 4
    assert told.startswith("<!DOCTYPE html>")
    assert (seen.status, seen.at, seen.url) == (200, NOON, "http://tern.example/")


def test_the_archive_is_told_that_it_is_a_rendering(browser, pages):
    pages["/"] = Page(b"<p>text</p>", headers={"ETag": '"1"', "Server": "tern"})
    seen = browser.get("http://tern.example/")
    assert seen.header("content-type") == "text/html; charset=utf-8"
    assert seen.header(RENDERED).startswith("Chromium 1")
    assert seen.header("server") == "tern"
    assert seen.header("etag") == ""  # it named other bytes than these


def test_the_picture_is_as_high_as_the_page_within_bounds(browser, pages):
    pages["/low"] = Page(b"<p>text</p>")
    pages["/high"] = Page(b"<div style='height: 2000px'></div>")
    pages["/endless"] = Page(b"<div style='height: 90000px'></div>")
    found = [browser.get(f"http://tern.example/{one}") for one in ("low", "high", "endless")]
    heights = [size_of(one.screenshot)[1] for one in found]
    assert [size_of(one.screenshot)[0] for one in found] == [1280] * 3
    assert (heights[0], heights[2]) == (900, 6000)
    assert 2000 <= heights[1] <= 2100


def test_a_page_in_another_encoding_becomes_utf_8(browser, pages):
    body = "<meta charset=windows-1256><p>بندر بسته شد.</p>".encode("windows-1256")
    pages["/"] = Page(body, content_type="text/html")
    seen = browser.get("http://tern.example/")
    assert "بندر بسته شد." in decode(seen.body, seen.header("content-type"))


@pytest.mark.parametrize(
    "lead",
    [
        '<meta http-equiv="refresh" content="0;url=/there">',
        "<script>location = '/there'</script>",
        "<script>setTimeout(() => location.replace('/there'), 100)</script>",
    ],
)
def test_where_a_page_leads_by_script_is_where_it_is(browser, pages, lead):
    pages["/"] = Page(lead.encode())
    pages["/there"] = Page(b"<p>arrived</p>")
    seen = browser.get("http://tern.example/")
    assert b"arrived" in seen.body
    assert seen.final_url == "http://tern.example/there"
    assert (seen.url, seen.redirects) == ("http://tern.example/", ("http://tern.example/",))


def test_pages_that_lead_on_and_on_are_an_error(browser, pages):
    for number in range(9):
        pages[f"/{number}"] = Page(f"<script>location = '/{number + 1}'</script>".encode())
    with pytest.raises(FetchError, match="on and on"):
        browser.get("http://tern.example/0")


def test_robots_hold_for_the_page_and_for_where_it_leads(site, make_browser):
    site.pages["/robots.txt"] = Page(b"User-agent: *\nDisallow: /closed", "text/plain")
    site.pages["/"] = Page(b"<script>location = '/closed'</script>")
    browser = make_browser(robots=True)
    for path in ("closed", ""):
        with pytest.raises(RefusedAddress, match=r"robots\.txt"):
            browser.get(f"http://tern.example/{path}")
    assert "/closed" not in [path for _, path in site.asked]


@pytest.mark.parametrize(
    ("kind", "status"), [("application/rss+xml", 200), ("image/png", 200), ("text/html", 404)]
)
def test_what_is_no_page_comes_as_it_was_given(site, make_browser, kind, status):
    site.pages["/"] = Page(b"<p>as it came</p>", kind, status)
    # no browser is started for it: this one could not be
    seen = make_browser(executable="/nowhere/chromium").get("http://tern.example/")
    assert (seen.body, seen.status, seen.screenshot) == (b"<p>as it came</p>", status, b"")
    assert seen.header(RENDERED) == ""


def test_a_rendering_is_never_taken_for_unchanged(site, browser, pages, standing):
    pages["/"] = Page(b"<p>text</p>")
    browser.get("http://tern.example/", headers={"If-None-Match": '"1"', "X-Own": "1"})
    first = standing[0].requests[0]
    assert (first.get("If-None-Match"), first["X-Own"]) == (None, "1")


def test_a_page_gets_nothing_that_it_wants_of_its_reader(browser, pages, standing):
    pages["/"] = Page((DATA / "hostile.html").read_bytes())
    pages["/service-worker.js"] = Page(b"", "text/javascript")
    for _ in range(2):  # the second time it would find what it left behind
        told = browser.get("http://tern.example/").body.decode()
        assert "What the page says." in told
        assert "What nobody saw." not in told.partition("<script>")[0]
        given = dict(
            line.split("<")[0].split(": ", 1) for line in told.split("<ul")[1].split("<li>")[1:]
        )
        assert given.pop("service worker", "refused") == "refused"  # or it waits for ever
        assert given.pop("asked to notify", "denied") == "denied"
        assert given == {
            "confirm": "false",
            "prompt": "null",
            "window": "null",
            "cookie": "",
            "storage": "",
            **dict.fromkeys(("geolocation", "notifications"), "denied"),
            **dict.fromkeys(("camera", "microphone", "clipboard-read"), "denied"),
            "position": "refused",
        }
    assert {"/window", "/service-worker.js"} & {path for _, path in standing[0].asked} == set()


def test_a_page_that_never_ends_is_cut_and_the_next_one_is_shown(site, make_browser):
    site.pages["/busy"] = Page(b"<p>a</p><script>while (true);</script>")
    site.pages["/"] = Page(b"<p>text</p>")
    browser = make_browser(page_seconds=10)
    with pytest.raises(FetchError, match="not done within 10 seconds") as late:
        browser.get("http://tern.example/busy")
    assert late.value.can_retry
    assert b"text" in browser.get("http://tern.example/").body


def test_a_page_that_takes_too_much_memory_is_cut(site, make_browser):
    hoard = b"<script>const all = [];"
    hoard += b"setInterval(() => all.push(new Uint8Array(3e7).fill(1)), 1)</script>"
    site.pages["/"] = Page(hoard)
    browser = make_browser(max_memory=700_000_000, quiet_seconds=20, settle_seconds=20)
    with pytest.raises(FetchError, match="browser gave no page") as large:
        browser.get("http://tern.example/")
    assert large.value.can_retry


def test_a_page_that_is_too_large_is_an_error(site, make_browser):
    site.pages["/"] = Page(b"<script>document.write('<p>' + 'x'.repeat(5000))</script>")
    with pytest.raises(FetchError, match="larger than 4,000 characters"):
        make_browser(max_html=4000).get("http://tern.example/")


def test_a_browser_that_dies_is_replaced_and_leaves_nothing(site, make_browser):
    site.pages["/"] = Page(b"<p>text</p>")

    def die(request):
        os.kill(browser._kept.chromium.pid, signal.SIGKILL)
        time.sleep(0.2)

    site.pages["/dies"] = Page(b"<script src=/die></script><p>text</p>")
    site.pages["/die"] = die
    browser = make_browser()
    browser.get("http://tern.example/")
    first = browser._kept.chromium
    with pytest.raises(FetchError, match="browser gave no page") as dead:
        browser.get("http://tern.example/dies")
    assert dead.value.can_retry
    assert processes_of(first.pid) == []
    assert not first._profile.exists()
    assert b"text" in browser.get("http://tern.example/").body


def test_a_closed_browser_leaves_no_process_and_no_file(site, make_browser):
    site.pages["/"] = Page(b"<p>text</p>")
    browser = make_browser()
    browser.get("http://tern.example/")
    chromium = browser._kept.chromium
    assert processes_of(chromium.pid)
    browser.close()
    assert processes_of(chromium.pid) == []
    assert not chromium._profile.exists()
    with pytest.raises(ChildProcessError):
        os.waitpid(chromium.pid, os.WNOHANG)  # waited for already


def test_a_browser_that_nobody_needs_is_ended(site, make_browser):
    site.pages["/"] = Page(b"<p>text</p>")
    browser = make_browser(idle_seconds=0.1)
    browser.get("http://tern.example/")
    chromium = browser._kept.chromium
    ends_at = time.monotonic() + 10
    while processes_of(chromium.pid) and time.monotonic() < ends_at:
        time.sleep(0.05)
    assert processes_of(chromium.pid) == []
    assert b"text" in browser.get("http://tern.example/").body


def test_the_browser_knows_no_secret_of_ours(site, make_browser, monkeypatch):
    monkeypatch.setenv("COLUMNINCH_DATABASE_URL", "postgresql://desk:hidden@db.example/desk")
    site.pages["/"] = Page(b"<p>text</p>")
    browser = make_browser(pages_a_browser=1)
    browser.get("http://tern.example/")
    chromium = browser._kept.chromium
    for pid in processes_of(chromium.pid):
        with contextlib.suppress(OSError):  # it ended meanwhile
            assert b"hidden" not in Path(f"/proc/{pid}/environ").read_bytes()
            command = Path(f"/proc/{pid}/cmdline").read_bytes()
            assert chromium.proxy.password.encode() not in command
    assert b"HOME=" in Path(f"/proc/{chromium.pid}/environ").read_bytes()
    browser.get("http://tern.example/")
    assert browser._kept.chromium is not chromium  # one page a browser


def test_threads_take_turns_and_a_forked_process_has_its_own_browser(site, make_browser):
    site.pages["/"] = Page(b"<p>text</p>")
    browser = make_browser()
    with ThreadPoolExecutor(3) as threads:
        seen = list(threads.map(browser.get, ["http://tern.example/"] * 3))
    assert all(b"text" in one.body for one in seen)
    mine = browser._kept.chromium
    child = os.fork()
    if child == 0:  # pragma: no cover - another process
        code = 1
        try:
            code = 0 if b"text" in browser.get("http://tern.example/").body else 2
            code = code or (3 if browser._kept.chromium is mine else 0)
            browser.close()
        finally:
            os._exit(code)
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0
    assert not mine.is_over
    assert b"text" in browser.get("http://tern.example/").body


OWNER = """
import sys, time
from columninch.collect.browser.chromium import Chromium
from columninch.collect.browser.settings import BrowserSettings
print(Chromium(BrowserSettings(sys.argv[1], "test")).pid, flush=True)
time.sleep(60)
"""


def test_a_browser_ends_with_the_process_that_started_it(make_browser):
    executable = make_browser().settings.executable
    with subprocess.Popen(  # noqa: S603  our own program
        [sys.executable, "-c", OWNER, executable], stdout=subprocess.PIPE
    ) as owner:
        session = int(owner.stdout.readline())
        assert processes_of(session)
        owner.kill()
    ends_at = time.monotonic() + 15
    while processes_of(session) and time.monotonic() < ends_at:
        time.sleep(0.05)
    assert processes_of(session) == []


@pytest.mark.parametrize(
    ("executable", "told"),
    [("/nowhere/chromium", "can't be started"), ("/bin/false", "did not start")],
)
def test_a_browser_that_is_not_there_is_one_clear_error(site, make_browser, executable, told):
    site.pages["/"] = Page(b"<p>text</p>")
    with pytest.raises(FetchError, match=told) as missing:
        make_browser(executable=executable).get("http://tern.example/")
    assert missing.value.where == executable
    assert missing.value.hint
