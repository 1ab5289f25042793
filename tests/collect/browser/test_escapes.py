"""A page that tries every way out, toward every kind of place that must not be asked."""

import socket
from pathlib import Path

import pytest

from columninch.collect.browser import launch
from columninch.errors import FetchError, RefusedAddress
from tests.collect.site import Page

WANTS_OUT = (Path(__file__).parents[2] / "data/browser/escapes.html").read_text()
MUST_ARRIVE = {
    *("stylesheet", "import", "background", "font", "srcset", "source", "iframe", "srcdoc"),
    *("data-frame", "object", "embed", "input", "script", "fetch", "xhr", "websocket"),
    *("eventsource", "module", "worker", "importscripts", "image", "frame-location", "poster"),
}
"""Ways that work toward a host that may be asked: the others are stopped there already."""
NEVER_ARRIVE = {
    *("window", "download", "top", "beacon", "ping", "prerender", "speculation"),
    *("webtransport", "service-worker.js", "video", "audio", "manifest"),
}


def wanting_out(host: str, port: int) -> Page:
    numeric = host if host.replace(".", "").isdigit() else "127.0.0.1"
    told = {
        "%BASE%": f"http://{host}:{port}",
        "%WS%": f"ws://{host}:{port}",
        "%HOST%": f"{host}:{port}",
        "%UDP%": f"{host}:{port}",
        "%IP%": numeric,
        "%PORT%": str(port),
    }
    page = WANTS_OUT
    for name, value in told.items():
        page = page.replace(name, value)
    return Page(page.encode())


def test_toward_a_host_that_may_be_asked_the_ways_are_real(standing, browser, pages):
    site, _ = standing
    pages["/"] = wanting_out("knot.example", 80)
    browser.get("http://tern.example/")
    asked = {path.lstrip("/") for host, path in site.asked if host == "knot.example"}
    assert MUST_ARRIVE - asked == set()
    assert NEVER_ARRIVE & asked == set()


def test_without_the_browsers_rules_the_same_page_would_arrive(
    site, make_browser, trap, monkeypatch
):
    laxer = tuple(one for one in launch.FLAGS if "webrtc" not in one and "bypass" not in one)
    monkeypatch.setattr(launch, "FLAGS", laxer)
    site.pages["/"] = wanting_out("127.0.0.1", trap.port)
    make_browser().get("http://tern.example/")
    assert b"a connection" in trap.arrived
    assert any(one != b"a connection" for one in trap.arrived)  # datagrams of WebRTC


@pytest.mark.parametrize(
    "host",
    [
        "127.0.0.1",
        "localhost",
        "0x7f000001",
        "0.0.0.0",  # noqa: S104  asked for, not bound to
        "[::ffff:127.0.0.1]",
        "trap.localhost",
        "shifty.example",
        "169.254.169.254",
    ],
)
def test_nothing_of_a_page_arrives_where_it_must_not(browser, pages, trap, monkeypatch, host):
    real, connected = socket.socket.connect, []

    def connect(self, place):
        connected.append(place[0])
        return real(self, place)

    def resolve(name, port, *more, **options):
        # the name of a stranger, who may say what he likes
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", ("127.0.0.1", port))]

    monkeypatch.setattr(socket.socket, "connect", connect)
    pages["/"] = wanting_out(host, trap.port)
    with monkeypatch.context() as at_work:
        if host == "shifty.example":
            at_work.setattr(socket, "getaddrinfo", resolve)
        seen = browser.get("http://tern.example/")
    assert b"<p>text</p>" in seen.body
    assert trap.arrived == []
    assert set(connected) <= {"127.0.0.1"}  # the site itself


@pytest.mark.parametrize(
    "trick",
    [
        '<meta http-equiv="refresh" content="0;url=http://%s/">',
        "<script>location = 'http://%s/'</script>",
        "<script>location.replace('http://%s/')</script>",
        "<base href='http://%s/'><a id=a href=x>x</a><script>a.click()</script>",
    ],
)
def test_a_page_that_leads_to_a_forbidden_place_is_refused(browser, pages, trap, trick):
    pages["/"] = Page((trick % f"127.0.0.1:{trap.port}").encode())
    with pytest.raises(RefusedAddress):
        browser.get("http://tern.example/")
    assert trap.arrived == []


@pytest.mark.parametrize(
    "to",
    [
        "data:text/html,<p>elsewhere",
        "file:///etc/passwd",
        "chrome://version",
        "ftp://tern.example/",
    ],
)
def test_a_page_can_not_become_what_is_no_page_of_the_web(browser, pages, to):
    pages["/"] = Page(f'<p>where it was</p><script>location = "{to}"</script>'.encode())
    seen = browser.get("http://tern.example/")
    assert seen.final_url == "http://tern.example/"
    assert b"where it was" in seen.body


def test_a_page_that_empties_itself_is_none(browser, pages):
    pages["/"] = Page(b"<p>where it was</p><script>location = 'about:blank'</script>")
    with pytest.raises(FetchError, match="left nothing"):
        browser.get("http://tern.example/")


def test_a_part_that_redirects_to_a_forbidden_place_leads_nowhere(browser, pages, trap):
    there = {"Location": f"http://127.0.0.1:{trap.port}/"}
    for way in ("img", "frame", "fetch"):
        pages[f"/{way}"] = Page(status=307, headers=there)
    pages["/"] = Page(
        b"<p>text</p><img src=/img><iframe src=/frame></iframe><script>fetch('/fetch')</script>"
    )
    assert b"<p>text</p>" in browser.get("http://tern.example/").body
    assert trap.arrived == []
