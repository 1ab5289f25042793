"""Answers as bytes, read by our own reader: beside the standard library's, and alone."""

import gzip
import http.client
import socket
import threading
import time
import zlib

import brotli
import pytest
from hypothesis import given
from hypothesis import strategies as st

from columninch.collect.fetcher.answer_body import ends_by_itself, read_payload
from columninch.collect.fetcher.answer_head import read_head
from columninch.collect.fetcher.exchange import request_bytes
from columninch.collect.fetcher.incoming import Incoming
from columninch.collect.fetcher.settings import WebSettings
from columninch.collect.fetcher.weburl import parse_address
from columninch.errors import FetchError
from columninch.formats.codings import zstd

SETTINGS = WebSettings("ColumnInch/0")


def sending(sent: bytes) -> tuple[socket.socket, threading.Thread]:
    """A socket on which `sent` comes, and then the end."""
    here, there = socket.socketpair()

    def send() -> None:
        with there:
            there.sendall(sent)

    thread = threading.Thread(target=send)
    thread.start()
    return here, thread


def ours(sent: bytes, settings: WebSettings = SETTINGS):
    """Status, headers and payload as we read them, and whether more may follow."""
    here, thread = sending(sent)
    with here:
        incoming = Incoming(here, ends_at=time.monotonic() + 5, max_bytes=settings.max_wire_bytes)
        incoming.await_first(5)
        head = read_head(incoming, settings)
        body = read_payload(incoming, head, settings)
        thread.join()
        return head.status, head.headers, body, ends_by_itself(head) and incoming.is_drained


def theirs(sent: bytes):
    here, thread = sending(sent)
    with here, http.client.HTTPResponse(here) as response:
        response.begin()
        body = response.read()
        thread.join()
        return response.status, tuple(response.getheaders()), body


PLAIN = [
    b'HTTP/1.1 200 OK\r\nContent-Length: 4\r\nETag: "a"\r\n\r\nhome',
    b"HTTP/1.1 200\r\nContent-Length: 4\r\n\r\nhome",
    b"HTTP/1.1 200 \r\nContent-Length:4\r\n\r\nhome",
    b"HTTP/1.0 200 OK\r\n\r\nhome",
    b"HTTP/1.1 404 Not Found\r\nConnection: close\r\n\r\nnothing here",
    b"HTTP/1.1 200 OK\nContent-Length: 4\nX: y\n\nhome",
    b"HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n",
    b"HTTP/1.1 204 No Content\r\n\r\n",
    b'HTTP/1.1 304 Not Modified\r\nETag: "1"\r\n\r\n',
    b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n4\r\nhome\r\n1;a=b\r\n!\r\n0\r\n\r\n",
    b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n004\r\nhome\r\n0\r\nX: y\r\n\r\n",
    b"HTTP/1.1 200 OK\r\nSet-Cookie: a=1\r\nSet-Cookie: b=2\r\nContent-Length: 1\r\n\r\n!",
    b"HTTP/1.1 200 OK\r\nX-Odd: \xe9\xfc\r\nContent-Length: 1\r\n\r\n!",
    b"HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 200 OK\r\nContent-Length: 1\r\n\r\n!",
]


@pytest.mark.parametrize("sent", PLAIN)
def test_an_answer_is_read_as_the_standard_library_reads_it(sent):
    assert ours(sent)[:3] == theirs(sent)


@given(st.lists(st.binary(min_size=1, max_size=300), max_size=8), st.booleans())
def test_a_payload_comes_out_as_it_went_in(parts, is_chunked):
    body = b"".join(parts)
    if is_chunked:
        framed = b"".join(b"%x\r\n%s\r\n" % (len(one), one) for one in parts) + b"0\r\n\r\n"
        sent = b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n" + framed
    else:
        sent = b"HTTP/1.1 200 OK\r\nContent-Length: %d\r\n\r\n%s" % (len(body), body)
    assert ours(sent)[2:] == (body, True)


@given(st.binary(max_size=400))
def test_noise_is_an_answer_or_one_error(noise):
    for sent in (noise, b"HTTP/1.1 200 OK\r\n" + noise, PLAIN[9][:-7] + noise):
        try:
            ours(sent)
        except (FetchError, OSError):
            continue


PACKERS = {
    "gzip": lambda body: gzip.compress(body, mtime=0),
    "x-gzip": lambda body: gzip.compress(body, mtime=0),
    "deflate": zlib.compress,
    "br": brotli.compress,
    "zstd": zstd.compress,
}


def packed(body: bytes, *codings: str) -> bytes:
    for coding in codings:
        body = PACKERS[coding](body)
    return framed(body, *codings)


def framed(body: bytes, *codings: str) -> bytes:
    told = ", ".join(codings).encode()
    return (
        b"HTTP/1.1 200 OK\r\nContent-Encoding: %s\r\nContent-Length: %d\r\n\r\n" % (told, len(body))
        + body
    )


@given(
    st.binary(max_size=5000).map(lambda seed: seed * 40),
    st.lists(st.sampled_from(sorted(PACKERS)), max_size=3),
)
def test_packings_one_on_the_other_are_undone(body, codings):
    assert ours(packed(body, *codings))[2:] == (body, True)


@pytest.mark.parametrize("coding", ["br", "zstd", "gzip", "deflate"])
def test_a_large_payload_is_undone_in_steps(coding):
    body = bytes(range(256)) * 40_000
    assert ours(packed(body, coding))[2] == body


def test_what_servers_send_as_packed_in_their_own_ways_is_read():
    raw = zlib.compressobj(9, zlib.DEFLATED, -zlib.MAX_WBITS)
    bare = raw.compress(b"ferry") + raw.flush()
    two = gzip.compress(b"fer") + gzip.compress(b"ry")
    assert ours(framed(bare, "deflate"))[2] == b"ferry"
    assert ours(framed(two, "gzip"))[2] == b"ferry"
    assert ours(framed(two + b"\0" * 100, "gzip"))[2:] == (b"ferry", True)
    assert ours(framed(gzip.compress(b"ferry")[:-8], "GZIP"))[2] == b"ferry"
    assert ours(framed(zstd.compress(b"fer") + zstd.compress(b"ry"), "zstd"))[2] == b"ferry"
    assert ours(framed(b"ferry", "utf-8"))[2] == b"ferry"
    assert ours(framed(b"ferry", "identity"))[2] == b"ferry"
    for coding in PACKERS:
        assert ours(framed(b"", coding))[2] == b""


@pytest.mark.parametrize("coding", ["gzip", "br", "zstd", "deflate"])
def test_a_damaged_packing_is_no_answer(coding):
    with pytest.raises(FetchError, match=f"its packing is damaged \\({coding}\\)"):
        ours(framed(b"\xff\xfe no packing at all" * 20, coding))


@pytest.mark.parametrize("coding", ["br", "zstd"])
def test_a_packing_that_is_cut_off_is_no_answer(coding):
    with pytest.raises(FetchError, match="cut off"):
        ours(framed(PACKERS[coding](bytes(range(256)) * 9)[:-3], coding))


def test_what_is_no_header_is_passed_over_and_none_can_be_forged():
    sent = (
        b"HTTP/1.1 200 OK\r\nno header\r\nbad name: x\r\n: y\r\nX-Folded: one\r\n  two\r\n"
        b"X-Torn: a\rWARC-Type: forged\x00\r\nSpaced : z\r\nContent-Length: 0\r\n\r\n"
    )
    assert ours(sent)[1] == (
        ("X-Folded", "one two"),
        ("X-Torn", "a WARC-Type: forged"),
        ("Spaced", "z"),
        ("Content-Length", "0"),
    )


@pytest.mark.parametrize(
    "head",
    [
        b"Content-Length: 1\r\nTransfer-Encoding: chunked",
        b"Transfer-Encoding: chunked\r\nConnection: Keep-Alive, Close",
        b"Connection: close\r\nTransfer-Encoding: chunked",
    ],
)
def test_no_other_answer_is_awaited_where_the_end_is_doubtful(head):
    sent = b"HTTP/1.1 200 OK\r\n" + head + b"\r\n\r\n1\r\n!\r\n0\r\n\r\n"
    assert ours(sent)[2:] == (b"!", False)


def test_an_answer_that_nobody_asked_for_spoils_the_connection():
    assert ours(PLAIN[0] + PLAIN[0])[2:] == (b"home", False)


@pytest.mark.parametrize(
    ("sent", "reason"),
    [
        (b"HTTP/2 200 OK\r\n\r\n", "does not speak HTTP/1.1"),
        (b"HTTP/1.1 20 OK\r\n\r\n", "does not speak HTTP/1.1"),
        (b"HTTP/1.1 200 OK\r\nContent-Length: 1, 2\r\n\r\n", "not one number"),
        (b"HTTP/1.1 200 OK\r\nContent-Length: -1\r\n\r\n", "not one number"),
        (b"HTTP/1.1 200 OK\r\nTransfer-Encoding: gzip, chunked\r\n\r\n", "unknown transfer"),
        (b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n1\r\nab\r\n", "longer than"),
        (b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nx\r\n", "without its size"),
    ],
)
def test_an_answer_that_can_be_read_in_two_ways_is_refused(sent, reason):
    with pytest.raises(FetchError, match=reason):
        ours(sent)


@pytest.mark.parametrize(
    "sent",
    [b"", b"HTT", b"HTTP/1.1 200 OK\r\nX: y\r\n", PLAIN[0][:-1], PLAIN[9][:-2], PLAIN[9][:-14]],
)
def test_an_answer_that_breaks_off_is_told_from_a_whole_one(sent):
    with pytest.raises(OSError, match=r"broke off|hung up"):
        ours(sent)


def test_a_request_holds_what_was_checked_and_no_header_of_a_strangers_making():
    address = parse_address("http://tern.example:8080/a b?ç")
    asked = (("Host", address.authority), ("If-None-Match", '"1"'))
    assert request_bytes(address, asked) == (
        b'GET /a%20b?%C3%A7 HTTP/1.1\r\nHost: tern.example:8080\r\nIf-None-Match: "1"\r\n\r\n'
    )
    for value in ('"1"\r\nX: y', "a\nb", "a\0b", "fünf\u0100"):
        with pytest.raises(ValueError, match="not a header"):
            request_bytes(address, (("If-None-Match", value),))
