import itertools
import json
import subprocess
import sys
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from columninch.collect.asking import ask_source
from columninch.collect.fetcher import robots_cache, turns
from columninch.collect.fetcher.retry_after import retry_after_seconds, status_error
from columninch.collect.fetcher.robots import RobotsRules, parse_robots
from columninch.collect.fetcher.robots_cache import RobotsCache
from columninch.collect.fetcher.turns import Turns
from columninch.collect.fetcher.web import SafeWeb, WebSettings
from columninch.collect.polled import PolledSource
from columninch.errors import FetchError, RefusedAddress
from columninch.records import Response
from columninch.tools import FixedClock, SystemClock, Tools
from tests.collect.site import Page

NOON = datetime(2026, 3, 4, 12, 0, tzinfo=UTC)


@dataclass
class MovingClock:
    at: datetime

    def now(self) -> datetime:
        return self.at


@pytest.fixture
def waits(monkeypatch):
    """What is slept, instead of sleeping."""
    slept = []
    monkeypatch.setattr(turns.time, "sleep", slept.append)
    return slept


# --- robots.txt -------------------------------------------------------------------------


def test_a_sites_crawl_delay_is_kept(site, make_web, waits):
    site.pages["/robots.txt"] = Page(b"User-agent: *\nCrawl-delay: 7\nDisallow: /private")
    site.pages["/"] = Page(b"home")
    web = make_web()
    web.get("http://tern.example/")
    web.get("http://tern.example/")
    assert [round(one) for one in waits] == [7, 7]


def test_a_crawl_delay_of_a_day_is_kept_as_the_longest_that_is(site, make_web, waits):
    site.pages["/robots.txt"] = Page(b"User-agent: *\nCrawl-delay: 86400")
    site.pages["/"] = Page(b"home")
    make_web(max_crawl_delay_seconds=60).get("http://tern.example/")
    assert [round(one) for one in waits] == [60]


@pytest.mark.parametrize(
    ("robots", "seconds"),
    [
        (b"User-agent: *\nCrawl-delay: 2.5", 2.5),
        (b"User-agent: *\nCrawl-delay: 5\nUser-agent: columninch\nDisallow: /x", 0),
        (b"User-agent: columninch\nCrawl-delay: 3\nUser-agent: *\nCrawl-delay: 9", 3),
        (b"User-agent: *\nCrawl-delay: soon", 0),
        (b"User-agent: *\nCrawl-delay: -1", 0),
        (b"User-agent: *\nCrawl-delay: inf", 0),
        (b"User-agent: *\nCrawl-delay:", 0),
        (b"Crawl-delay: 5", 0),
    ],
)
def test_a_crawl_delay_counts_for_whom_it_is_said(robots, seconds):
    assert parse_robots(robots, "ColumnInch").crawl_delay_seconds == seconds


def test_robots_is_asked_again_after_a_day_and_not_before(site):
    clock = MovingClock(NOON)
    settings = WebSettings("ColumnInch/0", {"tern.example": site.place}, gap_seconds=0)
    site.pages["/"] = Page(b"home")
    web = SafeWeb(settings, clock)
    for hours in (0, 23, 25):
        clock.at = NOON + timedelta(hours=hours)
        web.get("http://tern.example/")
    web.close()
    assert [path for _, path in site.asked].count("/robots.txt") == 2


def test_an_old_robots_counts_while_the_site_cannot_say_otherwise(site, monkeypatch):
    monkeypatch.setattr(robots_cache, "FAILURE_SECONDS", 0)
    clock = MovingClock(NOON)
    settings = WebSettings("ColumnInch/0", {"tern.example": site.place}, gap_seconds=0)
    site.pages.update({"/": Page(b"home"), "/robots.txt": Page(b"User-agent: *\nDisallow: /no")})
    web = SafeWeb(settings, clock)
    web.get("http://tern.example/")
    site.pages["/robots.txt"] = Page(status=500)
    clock.at = NOON + timedelta(days=3)
    assert web.get("http://tern.example/").body == b"home"
    with pytest.raises(RefusedAddress):
        web.get("http://tern.example/no")
    clock.at = NOON + timedelta(days=31)
    with pytest.raises(FetchError, match="answered 500, so nothing may be asked"):
        web.get("http://tern.example/")
    web.close()


def test_a_site_whose_robots_fails_is_not_asked_for_it_with_each_page(site, make_web):
    site.pages["/robots.txt"] = Page(status=500)
    web = make_web()
    errors = []
    for path in "abc":
        with pytest.raises(FetchError) as failure:
            web.get(f"http://tern.example/{path}")
        errors.append(failure.value)
    assert [path for _, path in site.asked] == ["/robots.txt"]
    assert len({id(error) for error in errors}) == 3


@pytest.mark.parametrize("status", [401, 403, 404, 410])
def test_no_robots_allows_everything(site, make_web, status):
    site.pages.update({"/": Page(b"home"), "/robots.txt": Page(status=status)})
    assert make_web().get("http://tern.example/").body == b"home"


def test_a_robots_that_redirects_in_a_circle_is_none(site, make_web):
    site.pages["/"] = Page(b"home")
    site.pages["/robots.txt"] = Page(status=302, headers={"Location": "/robots.txt"})
    assert make_web().get("http://tern.example/").body == b"home"


def test_what_sites_allow_is_kept_within_bounds(monkeypatch):
    monkeypatch.setattr(robots_cache, "MAX_SITES", 50)
    cache = RobotsCache(FixedClock(NOON), lambda site: RobotsRules())
    for number in range(500):
        cache.rules(("http", f"host{number}.example"))
    assert len(cache) == 50
    monkeypatch.setattr(robots_cache, "MAX_BYTES", 100_000)
    many = parse_robots(b"User-agent: *\n" + b"Disallow: /a\n" * 200, "ColumnInch")
    cache = RobotsCache(FixedClock(NOON), lambda site: many)
    for number in range(50):
        assert cache.rules(("http", f"host{number}.example")) is many
    assert len(cache) == 3


# --- being left alone -------------------------------------------------------------------


@pytest.mark.parametrize("status", [429, 503])
def test_a_host_that_asks_for_time_is_left_alone(site, make_web, status):
    site.pages["/busy"] = Page(status=status, headers={"Retry-After": "600"})
    site.pages["/"] = Page(b"home")
    web = make_web(robots=False)
    assert web.get("http://tern.example/busy").status == status
    begun = time.monotonic()
    with pytest.raises(FetchError, match="asks to be left alone for 10 minutes more") as failure:
        web.get("http://tern.example/")
    assert time.monotonic() - begun < 1
    assert 590 < failure.value.retry_after_seconds <= 600
    assert failure.value.can_retry
    assert web.get("http://knot.example/").body == b"home"
    assert [path for _, path in site.asked] == ["/busy", "/"]


def test_a_host_is_left_alone_no_longer_than_a_day(site, make_web):
    site.pages["/busy"] = Page(status=503, headers={"Retry-After": "99999999"})
    web = make_web(robots=False)
    web.get("http://tern.example/busy")
    with pytest.raises(FetchError) as failure:
        web.get("http://tern.example/")
    assert failure.value.retry_after_seconds <= 86_400


def test_a_host_is_left_alone_by_other_processes_too(site, make_web, tmp_path):
    site.pages["/busy"] = Page(status=429, headers={"Retry-After": "600"})
    make_web(robots=False, turns_folder=tmp_path).get("http://tern.example/busy")
    other = make_web(robots=False, turns_folder=tmp_path)  # shares nothing but the folder
    with pytest.raises(FetchError, match="left alone") as failure:
        other.get("http://tern.example/")
    assert failure.value.retry_after_seconds > 590


def test_a_poll_says_how_long_its_source_wants_to_be_left_alone(site, make_web, tools):
    site.pages["/all.xml"] = Page(status=429, headers={"Retry-After": "120"})
    with pytest.raises(FetchError, match="the source answered 429") as failure:
        ask_source(PolledSource("feed", "http://tern.example/all.xml"), tools)
    assert failure.value.retry_after_seconds == 120


@pytest.mark.parametrize(
    ("told", "seconds"),
    [
        ("120", 120),
        (" 0 ", 0),
        ("Wed, 04 Mar 2026 12:10:00 GMT", 600),
        ("Wednesday, 04-Mar-26 12:10:00 GMT", 600),
        ("Wed, 04 Mar 2026 11:00:00 GMT", 0),
        ("Wed, 04 Mar 2027 11:00:00 GMT", 86_400),
        ("-5", None),
        ("1.5", None),
        ("soon", None),
        ("", None),
        ("۱۲۰", None),
        ("9" * 5000, 86_400),
    ],
)
def test_retry_after_is_seconds_or_a_date(told, seconds):
    assert retry_after_seconds((("retry-after", told),), NOON) == seconds


@given(st.text())
def test_no_retry_after_raises_or_is_out_of_bounds(told):
    found = retry_after_seconds((("Retry-After", told),), NOON)
    assert found is None or 0 <= found <= 86_400


@pytest.mark.parametrize("status", [403, 404, 429, 500, 502, 503])
def test_a_server_that_asks_for_time_is_heard_whatever_the_status(status):
    for told, seconds in (("5", 5), ("Wed, 04 Mar 2026 12:10:00 GMT", 600), ("", None)):
        response = Response("http://a.example/", "", status, (("Retry-After", told),), b"", NOON)
        error = status_error(response, "the page")
        assert str(error) == f"http://a.example/: the page answered {status}"
        assert (error.status, error.retry_after_seconds) == (status, seconds)


# --- turns ------------------------------------------------------------------------------


def test_processes_take_turns_at_a_host_with_a_gap_after_each(tmp_path):
    takers = [
        subprocess.Popen(  # noqa: S603  our own program
            [sys.executable, "-m", "tests.collect.turn_taker", str(tmp_path), "4"],
            stdout=subprocess.PIPE,
        )
        for _ in range(3)
    ]
    held = sorted(turn for taker in takers for turn in json.loads(taker.communicate()[0]))
    assert len(held) == 12
    for (_, ended), (begun, _) in itertools.pairwise(held):
        assert begun - ended >= 0.049
    assert len(list(tmp_path.iterdir())) == 1


def test_a_process_that_dies_in_its_turn_holds_nobody_up(tmp_path):
    dies = (
        "import os, sys; from pathlib import Path;"
        "from columninch.collect.fetcher.turns import Turns;"
        "from columninch.collect.fetcher.settings import WebSettings;"
        "turn = Turns(WebSettings('a', turns_folder=Path(sys.argv[1]))).turn('a.example', 0, '');"
        "turn.__enter__(); os._exit(9)"
    )
    dead = subprocess.run([sys.executable, "-c", dies, str(tmp_path)], check=False)  # noqa: S603
    assert dead.returncode == 9
    own = Turns(WebSettings("ColumnInch/0", turns_folder=tmp_path, max_wait_seconds=0.5))
    with own.turn("a.example", 0, "http://a.example/"):
        pass


def test_a_turn_that_does_not_come_is_given_up(tmp_path):
    settings = WebSettings("ColumnInch/0", turns_folder=tmp_path, max_wait_seconds=0.1)
    one, other = Turns(settings), Turns(settings)
    with one.turn("a.example", 0, ""):
        for waiting in (one, other):
            with (
                pytest.raises(FetchError, match="busy with other requests") as failure,
                waiting.turn("a.example", 0, "http://a.example/"),
            ):
                pass
            assert failure.value.can_retry
    with other.turn("a.example", 0, ""):
        pass


def test_files_that_say_nothing_any_more_are_removed(tmp_path, monkeypatch):
    settings = WebSettings("ColumnInch/0", turns_folder=tmp_path)
    with Turns(settings).turn("a.example", 0, ""):
        pass
    assert len(list(tmp_path.iterdir())) == 1
    now = time.time()
    monkeypatch.setattr(turns.time, "time", lambda: now + 2 * 86_400)
    with Turns(settings).turn("b.example", 0, ""):
        pass
    assert len(list(tmp_path.iterdir())) == 1


def test_a_torn_file_and_a_clock_that_was_set_back_delay_nobody(tmp_path, waits):
    settings = WebSettings("ColumnInch/0", turns_folder=tmp_path)
    with Turns(settings).turn("a.example", 5, ""):
        pass
    (file,) = tmp_path.iterdir()
    for torn in (b"", b"\xff\xfe nonsense", b"9999999999 0", b"nan nan", b"1e999 -1e999"):
        file.write_bytes(torn)
        with Turns(settings).turn("a.example", 5, ""):
            pass
    assert all(wait <= 5 for wait in waits)


def test_hosts_are_forgotten_and_files_closed(site, tmp_path, monkeypatch):
    monkeypatch.setattr(turns, "MAX_LANES", 100)
    hosts = {f"host{number}.example": site.place for number in range(300)}
    settings = WebSettings(
        "ColumnInch/0", hosts, gap_seconds=0, robots=False, turns_folder=tmp_path
    )
    site.pages["/"] = Page(b"home")
    web = SafeWeb(settings, SystemClock())
    for host in hosts:
        web.get(f"http://{host}/")
    assert len(web.turns) == 100
    assert len(web.exchanges.idle) == 128
    web.close()
    assert len(web.exchanges.idle) == 0


def test_fifty_threads_ask_two_hundred_hosts_one_request_at_a_time_each(site, tmp_path):
    hosts = {f"host{number}.example": site.place for number in range(200)}
    guard, now, most = threading.Lock(), dict.fromkeys(hosts, 0), dict.fromkeys(hosts, 0)

    def count(request):
        host = request.headers["Host"]
        with guard:
            now[host] += 1
            most[host] = max(most[host], now[host])
        time.sleep(0.001)
        with guard:
            now[host] -= 1
        body = host.encode()
        request.wfile.write(b"HTTP/1.1 200 OK\r\nContent-Length: %d\r\n\r\n" % len(body) + body)

    site.server.socket.listen(256)
    site.pages["/"] = count
    settings = WebSettings("ColumnInch/0", hosts, gap_seconds=0, turns_folder=tmp_path)
    web = SafeWeb(settings, SystemClock())
    asked = [host for host in hosts for _ in range(3)]
    with ThreadPoolExecutor(50) as pool:
        bodies = list(pool.map(lambda host: web.get(f"http://{host}/").body.decode(), asked))
    web.close()
    assert bodies == asked
    assert set(most.values()) == {1}
    assert sorted(host for host, path in site.asked if path == "/robots.txt") == sorted(hosts)


def test_a_poll_is_conditional(site, make_web, tmp_path):
    site.pages["/all.xml"] = Page(status=304)
    source = PolledSource(
        "feed", "http://tern.example/all.xml", '"v1"', "Wed, 04 Mar 2026 12:00:00 GMT"
    )
    tools = Tools(make_web(robots=False), None, FixedClock(NOON))
    response = ask_source(source, tools)
    assert response.status == 304
    assert site.requests[0]["If-None-Match"] == '"v1"'
    assert dict(response.asked)["If-Modified-Since"] == "Wed, 04 Mar 2026 12:00:00 GMT"
