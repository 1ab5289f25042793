"""Collecting: feeds, robots and addresses as their standards' own tests have them; polling.

Reads `feeds/`, `robots/cases.json` and `urls/*.json` below --data. Polls go to a server of
this program's own on 127.0.0.1 that answers 304, and are set beside a bare urllib3 pool.
"""

from __future__ import annotations

import json
import multiprocessing
import socket
import tempfile
from dataclasses import dataclass, field
from ipaddress import ip_address
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

import urllib3

from columninch.archive.vault import WarcVault
from columninch.collect.connection import CheckedConnection
from columninch.collect.poll import PolledSource, poll_source
from columninch.collect.robots import parse_robots
from columninch.collect.web import SafeWeb, WebSettings
from columninch.collect.weburl import WebAddress, parse_address
from columninch.errors import RefusedAddress
from columninch.tools import SystemClock, Tools
from feed_documents import feeds
from report import Options, Stopwatch, options, peak_mb, report, say

if TYPE_CHECKING:
    from collections.abc import Iterator

URL_FILES = ("urltestdata.json", "ada_extra_urltestdata.json", "ada_long_urltestdata.json")
UNCHANGED = b'HTTP/1.1 304 Not Modified\r\nETag: "1"\r\n\r\n'
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
    """How many addresses would be asked at another host or port than they name."""
    asked = unsafe = 0
    for name in URL_FILES:
        path = folder / name
        for case in json.loads(path.read_text()) if path.is_file() else ():
            if isinstance(case, str):
                continue
            for address in _accepted(case):
                asked += 1
                if not _is_right(address, case):
                    unsafe += 1
                    say(f"unsafe: {case['input']!r} is asked as {address.href}")
    return {"urls_asked": asked, "urls_unsafe": unsafe}


def _accepted(case: dict[str, Any]) -> Iterator[WebAddress]:
    base = case.get("base") or "about:blank"
    try:
        page = None if base == "about:blank" else parse_address(base)
        yield parse_address(case["input"], page)
    except RefusedAddress:
        return


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


@dataclass
class _Recorder:
    """Takes the place of a socket and keeps what is sent."""

    sent: bytes = b""
    options: dict[str, Any] = field(default_factory=dict)

    def sendall(self, data: bytes) -> None:
        self.sent += data

    def settimeout(self, seconds: object) -> None:
        self.options["timeout"] = seconds

    def close(self) -> None:
        self.options["closed"] = True


def _sent(address: WebAddress) -> tuple[str, str]:
    """The request line and Host header that the client sends for `address`."""
    recorder = _Recorder()
    connection = CheckedConnection(address, ())
    connection.sock = recorder  # type: ignore[assignment]
    connection.request("GET", address.target, headers={"Host": address.authority})
    lines = recorder.sent.decode("ascii").split("\r\n")
    host = next(line for line in lines if line.lower().startswith("host:"))
    connection.close()
    return lines[0], host.partition(":")[2].strip()


def _serve(listener: socket.socket) -> None:
    """Answer every request with 304, one connection after another."""
    while True:
        connection, _ = listener.accept()
        connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        waiting = b""
        while data := connection.recv(65536):
            waiting += data
            while b"\r\n\r\n" in waiting:
                waiting = waiting.partition(b"\r\n\r\n")[2]
                connection.sendall(UNCHANGED)
        connection.close()


def polls(count: int) -> dict[str, float]:
    """Polls of an unchanged source a second, and beside them a bare client's."""
    with (
        socket.create_server(("127.0.0.1", 0)) as listener,
        tempfile.TemporaryDirectory() as folder,
    ):
        place = listener.getsockname()
        server = multiprocessing.get_context("fork").Process(target=_serve, args=(listener,))
        server.start()
        try:
            best_ours = best_bare = 0.0
            for _ in range(3):  # in turns, so that a busy machine slows both
                best_ours = max(best_ours, _our_polls(place, Path(folder), count))
                best_bare = max(best_bare, _bare_polls(place, count))
        finally:
            server.terminate()
            server.join()
    return {
        "polls_per_second": best_ours,
        "polls_per_second_bare_client": best_bare,
        "polls_ratio_to_bare_client": best_ours / best_bare,
    }


def _our_polls(place: tuple[str, int], folder: Path, count: int) -> float:
    clock = SystemClock()
    settings = WebSettings("ColumnInch/0", {"feeds.example": place}, gap_seconds=0, robots=False)
    web = SafeWeb(settings, clock)
    tools = Tools(web, WarcVault(folder, clock), clock)
    source = PolledSource("feed", "http://feeds.example/all.xml", '"1"')
    watch = Stopwatch()
    for _ in range(count):
        poll_source(source, tools)
    seconds = watch.seconds()
    web.close()
    return count / seconds


def _bare_polls(place: tuple[str, int], count: int) -> float:
    pool = urllib3.HTTPConnectionPool(*place)
    watch = Stopwatch()
    for _ in range(count):
        pool.request("GET", "/all.xml", headers=HEADERS)
    seconds = watch.seconds()
    pool.close()
    return count / seconds


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
