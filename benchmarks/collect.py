"""Collecting: feeds, robots and addresses as their standards' own tests have them; polling.

Reads `feeds/`, `robots/cases.json` and `urls/*.json` below --data. Polls go to a server of
this program's own on 127.0.0.1 that answers 304, and are set beside a bare urllib3 pool.
"""

from __future__ import annotations

import json
import multiprocessing
import selectors
import socket
import tempfile
import time
from collections import Counter
from ipaddress import ip_address
from pathlib import Path
from typing import Any, cast
from urllib.parse import urlsplit

import urllib3

from columninch.archive.vault import WarcVault
from columninch.collect.fetcher.exchange import request_bytes
from columninch.collect.fetcher.robots import parse_robots
from columninch.collect.fetcher.web import SafeWeb, WebSettings
from columninch.collect.fetcher.weburl import WebAddress, parse_address
from columninch.collect.poll import PolledSource, poll_source
from columninch.errors import RefusedAddress
from columninch.tools import SystemClock, Tools
from feed_documents import feeds
from report import Options, Stopwatch, options, peak_mb, report, say

URL_FILES = ("urltestdata.json", "ada_extra_urltestdata.json", "ada_long_urltestdata.json")
UNCHANGED = b'HTTP/1.1 304 Not Modified\r\nETag: "1"\r\n\r\n'
NO_ROBOTS = b"HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n"
HEADERS = {"If-None-Match": '"1"'}


def robots(file: Path) -> dict[str, int]:
    """How many of the cases are decided otherwise than they state."""
    wrong = 0
    cases = json.loads(file.read_text())
    for case in cases:
        parts = urlsplit(case["url"])
        target = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
        rules = parse_robots(case["robots"].encode(), case["agent"])
        wrong += rules.allows(target) != case["allowed"]
    return {"robots_cases": len(cases), "robots_wrong": wrong}


def urls(folder: Path) -> dict[str, int]:
    """How many addresses would be asked at another host or port than they name.

    Also how many of the standard's web addresses are refused, each reason being told.
    """
    asked = unsafe = 0
    refused: Counter[str] = Counter()
    for case in _url_cases(folder):
        address, reason = _parsed(case)
        if address is None:
            refused[reason] += case.get("protocol") in {"http:", "https:"}
            continue
        asked += 1
        if not _is_right(address, case):
            unsafe += 1
            say(f"unsafe: {case['input']!r} is asked as {address.href}")
    for reason, count in refused.most_common():
        if count:
            say(f"{count} refused: {reason}")
    return {"urls_asked": asked, "urls_unsafe": unsafe, "urls_refused": refused.total()}


def _url_cases(folder: Path) -> list[dict[str, Any]]:
    files = [folder / name for name in URL_FILES if (folder / name).is_file()]
    cases = [case for path in files for case in json.loads(path.read_text())]
    return [case for case in cases if not isinstance(case, str)]


def _parsed(case: dict[str, Any]) -> tuple[WebAddress | None, str]:
    """The address, or why there is none."""
    base = case.get("base") or "about:blank"
    try:
        page = None if base == "about:blank" else parse_address(base)
        return parse_address(case["input"], page), ""
    except RefusedAddress as error:
        return None, error.reason.rpartition("' ")[2]


def _is_right(address: WebAddress, case: dict[str, Any]) -> bool:
    """Whether scheme, host and port are the standard's, and what goes out is what was checked."""
    if case.get("failure"):
        return False
    port = int(case["port"] or {"http:": 80, "https:": 443}[case["protocol"]])
    if (address.scheme + ":", _plain(address.host), address.port) != (
        case["protocol"],
        _plain(case["hostname"]),
        port,
    ):
        return False
    line, host = _sent(address)
    sent = urlsplit(f"//{host}")
    return (
        line == f"GET {address.target} HTTP/1.1"
        and _plain(sent.hostname or "") == _plain(address.host)
        and (sent.port or {"http": 80, "https": 443}[address.scheme]) == port
    )


def _plain(host: str) -> str:
    bare = host.strip("[]")
    return ip_address(bare).compressed if ":" in bare else bare


def _sent(address: WebAddress) -> tuple[str, str]:
    """The request line and Host header that the client sends for `address`."""
    sent = request_bytes(address, (("Host", address.authority),))
    line, host, *rest = sent.decode("ascii").split("\r\n")
    if rest != ["", ""]:
        raise ValueError(f"{address.href} makes more than one header of the request")
    return line, host.removeprefix("Host: ")


def _serve(listener: socket.socket) -> None:
    """Answer every request with 304, but robots.txt with 404, on any number of connections."""
    ready = selectors.DefaultSelector()
    ready.register(listener, selectors.EVENT_READ)
    while True:
        for key, _ in ready.select():
            if key.fileobj is listener:
                connection, _ = listener.accept()
                connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
                ready.register(connection, selectors.EVENT_READ)
                continue
            connection = cast("socket.socket", key.fileobj)
            asked = connection.recv(65536)
            if asked:
                connection.sendall(NO_ROBOTS if b"/robots.txt " in asked else UNCHANGED)
            else:
                ready.unregister(connection)
                connection.close()


def polls(count: int) -> dict[str, float]:
    """A pass over `count` unchanged sources, each on a host of its own, beside a bare client's.

    Ours is as a desk asks: a gap, robots.txt (learned beforehand), turns between processes,
    conditional requests, all limits. The bare client only asks.
    """
    with (
        socket.create_server(("127.0.0.1", 0), backlog=1024) as listener,
        tempfile.TemporaryDirectory() as folder,
    ):
        place = listener.getsockname()
        server = multiprocessing.get_context("fork").Process(target=_serve, args=(listener,))
        server.start()
        hosts = [f"feed{number}.example" for number in range(count)]
        try:
            web, tools = _our_tools(place, hosts, Path(folder))
            best_ours = best_bare = 0.0
            for _ in range(3):  # in turns, so that a busy machine slows both
                time.sleep(web.settings.gap_seconds)
                best_ours = max(best_ours, _our_polls(hosts, tools))
                best_bare = max(best_bare, _bare_polls(hosts, place))
            web.close()
        finally:
            server.terminate()
            server.join()
    return {
        "polls_per_second": best_ours,
        "polls_per_second_bare_client": best_bare,
        "polls_ratio_to_bare_client": best_ours / best_bare,
    }


def _our_tools(place: tuple[str, int], hosts: list[str], folder: Path) -> tuple[SafeWeb, Tools]:
    """A desk's tools, which know each host's robots.txt already."""
    clock = SystemClock()
    known = dict.fromkeys(hosts, place)
    web = SafeWeb(WebSettings("ColumnInch/0", known, turns_folder=folder / "turns"), clock)
    for host in hosts:
        web.robots.rules(("http", host))
    return web, Tools(web, WarcVault(folder / "archive", clock), clock)


def _our_polls(hosts: list[str], tools: Tools) -> float:
    watch = Stopwatch()
    for host in hosts:
        poll_source(PolledSource("feed", f"http://{host}/all.xml", '"1"'), tools)
    return len(hosts) / watch.seconds()


def _bare_polls(hosts: list[str], place: tuple[str, int]) -> float:
    watch = Stopwatch()
    for host in hosts:
        with urllib3.HTTPConnectionPool(*place) as pool:
            answer = pool.request("GET", "/all.xml", headers={**HEADERS, "Host": host})
            assert answer.status == 304  # else it would be no poll
    return len(hosts) / watch.seconds()


def measure(chosen: Options) -> dict[str, float | int | str]:
    """All figures."""
    figures: dict[str, float | int | str] = {}
    data = chosen.data or Path("/nonexistent")
    if (data / "feeds").is_dir():
        figures.update(feeds(data / "feeds"))
    if (data / "robots" / "cases.json").is_file():
        figures.update(robots(data / "robots" / "cases.json"))
    if (data / "urls").is_dir():
        figures.update(urls(data / "urls"))
    figures.update(polls(1000 if chosen.quick else 5000))
    figures["peak_mb"] = peak_mb()
    return figures


if __name__ == "__main__":
    given = options("Collecting: feeds, robots, addresses and polls.")
    report(measure(given), given)
