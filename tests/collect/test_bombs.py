import itertools
import json
import subprocess
import sys
import zlib

import brotli
import pytest

from columninch.collect.feeds.feed import read_feed
from columninch.collect.fetcher.web import SafeWeb, WebSettings
from columninch.errors import FetchError
from columninch.tools import SystemClock
from tests.collect.bombs import BOMBS, BombServer, zeros_as_brotli, zeros_as_gzip, zeros_as_zstd

MOST_SECONDS = 5.0
MOST_MB = 100.0


def met(*arguments: str) -> dict[str, dict[str, object]]:
    """What a process of its own tells of the bombs that it is sent to."""
    finished = subprocess.run(  # noqa: S603  our own program
        [sys.executable, "-m", "tests.collect.bomb_client", *arguments],
        capture_output=True,
        check=False,
        text=True,
        timeout=60,
    )
    assert finished.returncode == 0, finished.stderr
    return json.loads(finished.stdout)


@pytest.fixture(scope="module")
def server():
    sending = BombServer()
    yield sending
    sending.close()


def test_no_bomb_costs_much_time_or_memory_and_each_is_refused_with_a_reason(server):
    told = met("ask", str(server.place[1]), *BOMBS)
    assert set(told) == set(BOMBS)
    for name, one in told.items():
        assert one["error"] == "FetchError", (name, one)
        assert f"http://tern.example/{name}: " in one["said"]
        assert one["seconds"] < MOST_SECONDS, (name, one)
    assert sum(one["grown_mb"] for one in told.values()) < MOST_MB
    reasons = {name: one["said"].partition(": ")[2] for name, one in told.items()}
    assert reasons["gzip-thrice"] == "the answer is larger than 20,000,000 bytes"
    assert reasons["ten-codings"] == "the answer is packed 10 times over"
    assert reasons["empty-members"] == "the answer is packed in more than 2000 parts"
    assert reasons["headers-without-end"] == "the answer has more than 200 headers"
    assert reasons["header-without-end"] == "a line of the answer's head is too long"
    assert reasons["interim-without-end"] == "more than 8 interim answers and no final one"
    assert reasons["body-without-end"] == "the answer is larger than 20,000,000 bytes as sent"
    assert reasons["silence"] == "no answer began within 0.2 seconds"
    assert reasons["trickle-of-a-body"] == "no whole answer within 0.5 seconds"
    assert reasons["zstd-huge-window"].endswith("Frame requires too much memory for decoding")


def test_the_bombs_are_as_large_as_they_claim():
    packed = zeros_as_gzip(2)
    assert len(zlib.decompressobj(31).decompress(packed)) == 20_000_000
    assert len(brotli.decompress(zeros_as_brotli(3))) == 3_000_000
    assert len(zeros_as_zstd(80_000)) * 30_000 > 9_000_000_000


def test_a_handshake_that_never_ends_is_given_up(server):
    hosts = {"tern.example": server.place}
    settings = WebSettings("ColumnInch/0", hosts, robots=False, total_seconds=0.3)
    with pytest.raises(FetchError, match=r"no whole answer within 0\.3 seconds"):
        SafeWeb(settings, SystemClock()).get("https://tern.example/silence")


def test_pieces_of_one_byte_are_counted(server):
    hosts = {"tern.example": server.place}
    settings = WebSettings("ColumnInch/0", hosts, robots=False, max_chunks=1000)
    with pytest.raises(FetchError, match="in more than 1,000 pieces"):
        SafeWeb(settings, SystemClock()).get("http://tern.example/chunks-of-one-byte")


FEED = (
    '<?xml version="1.0"?>{doctype}<rss version="2.0"><channel><title>{title}</title>'
    "<item><title>{title}</title><link>http://tern.example/1</link></item></channel></rss>"
)


def laughs(depth: int) -> str:
    names = [f"l{number}" for number in range(depth)]
    lines = ['<!ENTITY l0 "ha">']
    for before, name in itertools.pairwise(names):
        lines.append(f'<!ENTITY {name} "{f"&{before};" * 10}">')
    return FEED.format(doctype=f"<!DOCTYPE rss [{''.join(lines)}]>", title=f"&{names[-1]};")


def quadratic() -> str:
    entity = f'<!DOCTYPE rss [<!ENTITY long "{"a" * 50_000}">]>'
    return FEED.format(doctype=entity, title="&long;" * 50_000)


def parameters() -> str:
    inner = '<!ENTITY % a "&#37;b;"><!ENTITY % b "&#37;a;">%a;'
    return FEED.format(doctype=f"<!DOCTYPE rss [{inner}]>", title="Ferry")


def external(address: str) -> str:
    entity = f'<!DOCTYPE rss [<!ENTITY out SYSTEM "{address}">]>'
    return FEED.format(doctype=entity, title="Ferry &out;")


def external_subset(address: str) -> str:
    doctype = f'<!DOCTYPE rss SYSTEM "{address}" [<!ENTITY % out SYSTEM "{address}"> %out;]>'
    return FEED.format(doctype=doctype, title="Ferry &out;")


def included(address: str) -> str:
    inclusion = (
        f'<xi:include xmlns:xi="http://www.w3.org/2001/XInclude" href="{address}" parse="text"/>'
    )
    return FEED.format(doctype="", title=inclusion)


def test_no_feed_reads_a_file_opens_a_socket_or_costs_much(tmp_path):
    secret = tmp_path / "secret.txt"
    secret.write_text("the tower's password")
    feeds = {
        "laughs": laughs(10),
        "more-laughs": laughs(40),
        "quadratic": quadratic(),
        "parameters": parameters(),
        "file": external(secret.as_uri()),
        "http": external("http://127.0.0.1:9/entity"),
        "file-subset": external_subset(secret.as_uri()),
        "http-subset": external_subset("http://127.0.0.1:9/entity"),
        "file-included": included(secret.as_uri()),
        "utf-16": external(secret.as_uri()).replace('"1.0"', '"1.0" encoding="utf-16"'),
        "utf-16-laughs": laughs(10).replace('"1.0"', '"1.0" encoding="utf-16"'),
        "elements": laughs(10).replace('"&', '"<i/>&'),
        "nested": FEED.format(doctype="", title="<b>" * 2000),
        "attributes": FEED.format(doctype="", title=f"<b {'a=1 ' * 20_000}>"),
    }
    paths = {}
    for name, feed in feeds.items():
        path = tmp_path / f"{name}.xml"
        path.write_bytes(feed.encode("utf-16" if name.startswith("utf-16") else "utf-8"))
        paths[str(path)] = name
    told = met("read", *paths)
    for path, one in told.items():
        assert one["error"] in {"", "SourceError"}, (paths[path], one)
        assert "password" not in one["said"]
        assert len(one["said"]) < 3_000_000, paths[path]
        assert one["seconds"] < MOST_SECONDS, (paths[path], one["seconds"])
        assert one["grown_mb"] < MOST_MB, (paths[path], one["grown_mb"])
    refused = {paths[path] for path, one in told.items() if one["error"]}
    assert {"laughs", "more-laughs", "utf-16-laughs", "elements", "parameters"} <= refused


def test_a_feed_with_an_entity_of_its_own_is_read():
    plain = FEED.format(doctype='<!DOCTYPE rss [<!ENTITY isle "Tern&#160;Isle">]>', title="&isle;")
    found = read_feed(plain.encode(), "application/rss+xml", "http://tern.example/feed.xml")
    assert found.listing.title == "Tern\xa0Isle".replace("\xa0", " ")
