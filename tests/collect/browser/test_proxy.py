"""The proxy spoken to by hand: what a page, a browser gone wrong or a neighbour could try."""

import base64
import contextlib
import socket
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from columninch.collect.browser.message import Head, HeadError, read_head
from columninch.collect.browser.proxy import USER, CheckedProxy
from columninch.collect.fetcher import checked_socket
from tests.collect.site import Page


@pytest.fixture
def proxy(site):
    opened = CheckedProxy({"tern.example": site.place})
    opened.allow(1_000_000, 20)
    yield opened
    opened.close()


def ours(proxy: CheckedProxy) -> str:
    return base64.b64encode(f"{USER}:{proxy.password}".encode()).decode()


def say(proxy: CheckedProxy, request: str, *, password: str | None = None) -> bytes:
    """All that the proxy answers to a request, until it closes."""
    given = ours(proxy) if password is None else password
    with socket.create_connection(("127.0.0.1", proxy.port)) as spoken:
        spoken.settimeout(10)
        first, _, rest = request.partition("\r\n")
        authorised = f"{first}\r\nProxy-Authorization: Basic {given}\r\n{rest}"
        spoken.sendall(authorised.encode())
        return read_all(spoken)


def read_all(spoken: socket.socket) -> bytes:
    told = b""
    while part := spoken.recv(65536):
        told += part
    return told


def status(answer: bytes) -> int:
    return int(answer.split(b" ", 2)[1])


def get(target: str, *headers: str) -> str:
    return "\r\n".join([f"GET {target} HTTP/1.1", "Host: elsewhere.example", *headers, "", ""])


def test_a_request_is_passed_on_as_its_target_says(proxy, site):
    site.pages["/a?b=1"] = Page(b"rain")
    answer = say(proxy, get("http://tern.example/a?b=1", "Connection: keep-alive", "X-Own: 1"))
    assert status(answer) == 200
    assert answer.endswith(b"rain")
    assert b"Connection: close" in answer
    assert site.requests == [{"Host": "tern.example", "X-Own": "1", "Connection": "close"}]


def test_a_tunnel_carries_bytes_both_ways(proxy, site):
    site.pages["/"] = Page(b"rain", headers={"Connection": "close"})
    through = "GET / HTTP/1.1\r\nHost: tern.example\r\nConnection: close\r\n\r\n"
    answer = say(proxy, f"CONNECT tern.example:443 HTTP/1.1\r\n\r\n{through}")
    assert answer.startswith(b"HTTP/1.1 200 Connection established\r\n\r\nHTTP/1.1 200")
    assert answer.endswith(b"rain")


@pytest.mark.parametrize("password", ["", "bm9ib2R5OmtleQ==", "\udcff"])
def test_who_does_not_know_the_password_gets_nothing(proxy, site, password):
    with socket.create_connection(("127.0.0.1", proxy.port)) as spoken:
        request = get("http://tern.example/", f"Proxy-Authorization: Basic {password}")
        spoken.sendall(request.encode("utf-8", "surrogateescape"))
        assert status(read_all(spoken)) == 407
    assert site.asked == []


@pytest.mark.parametrize(
    "host",
    [
        "127.0.0.1",
        "127.1",
        "2130706433",
        "0x7f000001",
        "017700000001",
        "0.0.0.0",  # noqa: S104  asked for, not bound to
        "localhost",
        "LOCALHOST.",
        "[::1]",
        "[::ffff:127.0.0.1]",
        "[::ffff:7f00:1]",
        "[64:ff9b::7f00:1]",
        "[fe80::1]",
        "10.0.0.1",
        "172.16.0.1",
        "192.168.1.1",
        "100.100.100.200",
        "169.254.169.254",
        "[fd00:ec2::254]",
        "１２７.0.0.1",
        "user:key@tern.example",
        "",
    ],
)
def test_an_address_that_must_not_be_asked_is_refused(proxy, trap, host):
    allowance = proxy.allow(1000, 20)
    assert status(say(proxy, f"CONNECT {host}:{trap.port} HTTP/1.1\r\n\r\n")) == 403
    assert status(say(proxy, get(f"http://{host}:{trap.port}/"))) == 403
    assert len(allowance.refused) == 2
    assert trap.arrived == []


@pytest.mark.parametrize(
    "target", ["tern.example/a:80", "tern.example#@127.0.0.1:80", "tern.example:"]
)
def test_a_tunnel_leads_to_a_host_and_a_port_alone(proxy, site, target):
    assert status(say(proxy, f"CONNECT {target} HTTP/1.1\r\n\r\n")) == 403
    assert site.asked == []


@pytest.mark.parametrize(
    "target", ["file:///etc/passwd", "ftp://tern.example/", "/", "*", "tern.example", "http://"]
)
def test_a_target_that_is_no_web_address_is_refused(proxy, target):
    assert status(say(proxy, get(target))) == 403


def test_a_name_that_answers_differently_the_second_time_gains_nothing(proxy, trap, monkeypatch):
    real = socket.getaddrinfo
    answers = iter([["127.0.0.1", "93.184.215.14"], ["127.0.0.1"]])
    connected = []

    def resolve(host, port, *more, **options):
        if host != b"shifty.example":
            return real(host, port, *more, **options)
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (one, port)) for one in next(answers)]

    def connect(endpoints, seconds):
        connected.extend(one.sockaddr for one in endpoints)
        raise ConnectionRefusedError("no route in a test")

    monkeypatch.setattr(socket, "getaddrinfo", resolve)
    monkeypatch.setattr(checked_socket, "connected", connect)
    tunnel = f"CONNECT shifty.example:{trap.port} HTTP/1.1\r\n\r\n"
    assert [status(say(proxy, tunnel)) for _ in range(2)] == [403, 403]
    assert connected == [("93.184.215.14", trap.port)]
    assert trap.arrived == []


def test_an_allowance_of_bytes_cuts_what_is_longer(proxy, site):
    site.pages["/long"] = Page(b"x" * 500_000)
    proxy.allow(100_000, 20)
    assert len(say(proxy, get("http://tern.example/long"))) < 300_000
    assert status(say(proxy, get("http://tern.example/long"))) == 503


def test_an_allowance_of_time_cuts_what_trickles(proxy, site):
    def trickle(request):
        request.wfile.write(b"HTTP/1.1 200 OK\r\n\r\n")
        with contextlib.suppress(OSError):
            for _ in range(100):
                request.wfile.write(b".")
                time.sleep(0.05)

    site.pages["/slow"] = trickle
    proxy.allow(1_000_000, 0.3)
    begun = time.monotonic()
    say(proxy, get("http://tern.example/slow"))
    assert time.monotonic() - begun < 2


def test_a_page_that_is_done_has_its_connections_cut(proxy, site):
    with socket.create_connection(("127.0.0.1", proxy.port)) as spoken:
        spoken.settimeout(5)
        password = f"Proxy-Authorization: Basic {ours(proxy)}"
        spoken.sendall(f"CONNECT tern.example:443 HTTP/1.1\r\n{password}\r\n\r\n".encode())
        assert status(spoken.recv(1000)) == 200
        proxy.deny()
        assert spoken.recv(1000) == b""
    assert status(say(proxy, get("http://tern.example/"))) == 503
    assert site.asked == []


def test_a_form_is_passed_on_with_its_body(proxy, site):
    received = []
    site.server.RequestHandlerClass.do_POST = lambda request: (
        received.append(request.rfile.read(int(request.headers["Content-Length"]))),
        request.wfile.write(b"HTTP/1.1 204 Taken\r\n\r\n"),
    )
    form = "POST http://tern.example/form HTTP/1.1\r\nContent-Length: 4\r\n\r\na=b1"
    assert status(say(proxy, form)) == 204
    assert received == [b"a=b1"]


@pytest.mark.parametrize(
    "junk", ["\r\n\r\n", "GET\r\n\r\n", "\x16\x03\x01\r\n\r\n", "a b\r\nc\r\n\r\n"]
)
def test_what_is_no_request_gets_no_answer(proxy, junk):
    with socket.create_connection(("127.0.0.1", proxy.port)) as spoken:
        spoken.settimeout(5)
        spoken.sendall(junk.encode())
        told = read_all(spoken)
    assert told == b"" or status(told) == 407


class Fed:
    """Bytes in the place of a socket."""

    def __init__(self, data: bytes) -> None:
        self.data = data

    def recv(self, size: int) -> bytes:
        part, self.data = self.data[:7], self.data[7:]
        return part


@given(st.binary(max_size=200))
def test_any_bytes_are_a_head_or_an_error(data):
    try:
        head, rest = read_head(Fed(data + b"\r\n\r\n"))
    except HeadError:
        return
    assert isinstance(head, Head)
    assert (data + b"\r\n\r\n").startswith(head.method.encode("latin-1"))
    assert (data + b"\r\n\r\n").count(rest) >= 1
    # what is written anew has one line a header, whatever came
    assert head.as_answer().count(b"\r\n") <= len(head.headers) + 3


def test_a_head_that_does_not_end_is_an_error():
    with pytest.raises(HeadError):
        read_head(Fed(b"GET / HTTP/1.1\r\n" + b"a: b\r\n" * 60_000))
