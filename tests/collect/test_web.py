import gzip
import socket
import ssl
import threading
import time
from concurrent.futures import ThreadPoolExecutor

import pytest

from columninch.collect.fetcher import web as web_module
from columninch.collect.fetcher.exchange import is_unreachable
from columninch.errors import FetchError, RefusedAddress
from tests.collect.site import Page, trickle


def redirect(to: str, status: int = 302) -> Page:
    return Page(status=status, headers={"Location": to})


def test_an_answer_has_its_body_status_headers_and_time(site, make_web):
    site.pages["/a?b=1"] = Page("بارندگی".encode(), headers={"ETag": '"v1"'})
    answer = make_web(robots=False).get("http://tern.example/a?b=1#part")
    assert (answer.status, answer.body.decode()) == (200, "بارندگی")
    assert answer.header("etag") == '"v1"'
    assert answer.final_url == "http://tern.example/a?b=1"
    assert site.asked == [("tern.example", "/a?b=1")]
    assert site.requests[0]["User-Agent"] == "ColumnInch/0 (+https://desk.example)"


def test_an_error_page_is_an_answer_too(site, make_web):
    assert make_web(robots=False).get("http://tern.example/gone").status == 404


def test_a_connection_is_used_again_and_replaced_when_the_server_closed_it(site, make_web):
    site.pages["/bye"] = Page(b"bye", headers={"Connection": "close"})
    site.pages["/"] = Page(b"home")
    web = make_web(robots=False)
    assert [web.get(f"http://tern.example{path}").body for path in ("/", "/bye", "/")] == [
        b"home",
        b"bye",
        b"home",
    ]


@pytest.mark.parametrize(
    "url",
    [
        "ftp://tern.example/",
        "file:///etc/passwd",
        "gopher://tern.example/",
        "http://user:secret@tern.example/",
        "http://127.0.0.1/",
        "http://127.1/",
        "http://2130706433/",
        "http://0x7f000001/",
        "http://017700000001/",
        "http://[::1]/",
        "http://[::ffff:127.0.0.1]/",
        "http://[64:ff9b::7f00:1]/",
        "http://[fe80::1]/",
        "http://10.0.0.1/",
        "http://172.16.0.1/",
        "http://192.168.1.1/",
        "http://100.100.100.200/",
        "http://169.254.169.254/latest/meta-data/",
        "http://168.63.129.16/",
        "http://224.0.0.1/",
        "http://0.0.0.0/",
        "http://localhost/",
        "not an address",
        "",
    ],
)
def test_an_address_that_must_not_be_asked_is_refused(make_web, url):
    with pytest.raises(RefusedAddress) as refusal:
        make_web(robots=False).get(url)
    assert not refusal.value.can_retry


def test_a_redirect_is_followed_and_told(site, make_web):
    site.pages["/old"] = redirect("/newer?x=1", 301)
    site.pages["/newer?x=1"] = redirect("http://knot.example/newest", 308)
    site.pages["/newest"] = Page(b"found")
    answer = make_web(robots=False).get("http://tern.example/old")
    assert answer.body == b"found"
    assert answer.final_url == "http://knot.example/newest"
    assert answer.redirects == ("http://tern.example/old", "http://tern.example/newer?x=1")
    assert answer.moved_to == "http://knot.example/newest"


def test_a_passing_redirect_moves_nothing(site, make_web):
    site.pages["/old"] = redirect("/new", 302)
    site.pages["/new"] = redirect("/newest", 301)
    site.pages["/newest"] = Page(b"found")
    assert make_web(robots=False).get("http://tern.example/old").moved_to == ""


@pytest.mark.parametrize(
    "to",
    ["http://127.0.0.1/", "file:///etc/passwd", "//169.254.169.254/", "http://a:b@knot.example/"],
)
def test_a_redirect_to_a_forbidden_address_is_refused(site, make_web, to):
    site.pages["/trap"] = redirect(to)
    with pytest.raises(RefusedAddress):
        make_web(robots=False).get("http://tern.example/trap")
    assert len(site.asked) == 1


def test_a_circle_of_redirects_ends(site, make_web):
    site.pages["/round"] = redirect("/round")
    with pytest.raises(FetchError, match="more than 5 times"):
        make_web(robots=False).get("http://tern.example/round")
    assert len(site.asked) == 6


def test_a_name_that_answers_differently_the_second_time_gains_nothing(make_web, site, monkeypatch):
    answers = iter([["198.51.100.7", "93.184.215.14"], ["127.0.0.1"]])
    real, connected = socket.getaddrinfo, []

    def resolve(host, port, **options):
        if host == b"shifty.example":
            return [
                (socket.AF_INET, socket.SOCK_STREAM, 6, "", (one, port)) for one in next(answers)
            ]
        return real(host, port, **options)

    def connect(self, place):
        connected.append(place)
        raise ConnectionRefusedError("no route in a test")

    monkeypatch.setattr(socket, "getaddrinfo", resolve)
    monkeypatch.setattr(socket.socket, "connect", connect)
    with pytest.raises(FetchError):
        make_web(robots=False).get("http://shifty.example/")
    assert connected == [("93.184.215.14", 80)]  # 198.51.100.0/24 is for documentation


def test_a_trickle_is_cut_when_the_time_is_up(site, make_web):
    stop = threading.Event()

    site.pages["/slow"] = trickle(b"HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n", b".", stop)
    begun = time.monotonic()
    with pytest.raises(FetchError, match=r"no whole answer within 0\.2 seconds") as failure:
        make_web(robots=False, total_seconds=0.2).get("http://tern.example/slow")
    stop.set()
    assert time.monotonic() - begun < 2
    assert failure.value.can_retry


def test_headers_that_trickle_are_cut_too(site, make_web):
    stop = threading.Event()

    site.pages["/slow"] = trickle(b"HTTP/1.1 200 OK\r\n", b"X: y\r\n", stop)
    with pytest.raises(FetchError, match="no whole answer"):
        make_web(robots=False, total_seconds=0.2).get("http://tern.example/slow")
    stop.set()


def test_a_late_answer_over_a_kept_connection_is_cut_too(site, make_web):
    stop = threading.Event()
    site.pages["/"] = Page(b"home")
    site.pages["/late"] = lambda request: stop.wait(5)
    web = make_web(robots=False, total_seconds=0.2)
    assert web.get("http://tern.example/").body == b"home"
    with pytest.raises(FetchError, match="no whole answer"):
        web.get("http://tern.example/late")
    stop.set()


def test_a_payload_is_limited_once_decompressed(site, make_web):
    packed = gzip.compress(b"\0" * 5_000_000)
    site.pages["/bomb"] = Page(packed, headers={"Content-Encoding": "gzip"})
    site.pages["/fits"] = Page(gzip.compress(b"fits"), headers={"Content-Encoding": "gzip"})
    web = make_web(robots=False, max_bytes=1_000_000)
    with pytest.raises(FetchError, match="larger than 1,000,000 bytes") as failure:
        web.get("http://tern.example/bomb")
    assert not failure.value.can_retry
    assert web.get("http://tern.example/fits").body == b"fits"


def test_an_answer_that_breaks_off_is_no_answer(site, make_web):
    def short(request):
        request.close_connection = True
        request.wfile.write(b"HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nhalf")

    site.pages["/short"] = short
    site.pages["/noise"] = lambda request: (
        request.wfile.write(b"\0\1\2 noise\r\n\r\n"),
        setattr(request, "close_connection", True),
    )
    web = make_web(robots=False)
    for path in ("/short", "/noise"):
        with pytest.raises(FetchError, match="no usable answer") as failure:
            web.get(f"http://tern.example{path}")
        assert not is_unreachable(failure.value)


def test_nobody_there_is_told_from_somebody_late(make_web):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        place = taken.getsockname()
        web = make_web(robots=False, hosts={"tern.example": place})
        with pytest.raises(FetchError) as failure:
            web.get("http://tern.example/")
    assert is_unreachable(failure.value)
    assert failure.value.can_retry


def test_a_plain_server_is_no_safe_one(site, make_web):
    with pytest.raises(FetchError, match="no safe connection") as failure:
        make_web(robots=False).get("https://tern.example/")
    assert isinstance(failure.value.__cause__, ssl.SSLError)


def test_one_request_at_a_time_goes_to_a_host(site, make_web):
    now, most = [], []
    guard = threading.Lock()

    def count(request):
        with guard:
            now.append(1)
            most.append(len(now))
        time.sleep(0.005)
        with guard:
            now.pop()
        request.wfile.write(b"HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n")

    site.pages["/"] = count
    web = make_web(robots=False)
    with ThreadPoolExecutor(6) as pool:
        statuses = list(pool.map(lambda _: web.get("http://tern.example/").status, range(12)))
    assert statuses == [200] * 12
    assert max(most) == 1


def test_a_gap_is_kept_between_requests_to_one_host_and_not_between_hosts(
    site, make_web, monkeypatch
):
    waits = []
    monkeypatch.setattr(web_module.time, "sleep", waits.append)
    site.pages["/"] = Page(b"home")
    web = make_web(robots=False, gap_seconds=7)
    web.get("http://tern.example/")
    web.get("http://knot.example/")
    assert waits == []
    web.get("http://tern.example/")
    assert [round(one) for one in waits] == [7]


def test_robots_is_asked_once_and_obeyed(site, make_web):
    site.pages["/robots.txt"] = Page(b"User-agent: columninch\nDisallow: /private\n")
    site.pages["/open"] = Page(b"open")
    web = make_web()
    assert web.get("http://tern.example/open").body == b"open"
    with pytest.raises(RefusedAddress, match=r"robots\.txt does not allow it"):
        web.get("http://tern.example/private/a")
    assert [path for _, path in site.asked] == ["/robots.txt", "/open"]


def test_robots_is_asked_of_the_host_that_a_redirect_leads_to(site, make_web):
    def robots(request):
        rules = b"User-agent: *\nDisallow: /" if request.headers["Host"] == "knot.example" else b""
        head = f"HTTP/1.1 200 OK\r\nContent-Length: {len(rules)}\r\n\r\n".encode()
        request.wfile.write(head + rules)

    site.pages["/robots.txt"] = robots
    site.pages["/go"] = redirect("http://knot.example/there")
    with pytest.raises(RefusedAddress, match=r"knot\.example/there: the site's robots"):
        make_web().get("http://tern.example/go")


def test_no_robots_means_all_is_allowed_and_a_broken_one_that_nothing_is(site, make_web):
    site.pages["/"] = Page(b"home")
    assert make_web().get("http://tern.example/").body == b"home"
    site.pages["/robots.txt"] = Page(status=503)
    with pytest.raises(FetchError, match="answered 503") as failure:
        make_web().get("http://tern.example/")
    assert failure.value.can_retry
