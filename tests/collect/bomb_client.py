"""Meets each bomb in a process of its own, and tells what came of it as JSON.

`ask PORT NAME ...` asks a server for bombs; `read FILE ...` reads feeds.
"""

import json
import resource
import socket
import sys
import time
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from columninch.collect.feeds.feed import read_feed
from columninch.collect.fetcher.web import SafeWeb, WebSettings
from columninch.errors import ColumninchError
from columninch.tools import SystemClock

if TYPE_CHECKING:
    from collections.abc import Callable


SLOW = ("silence", "trickle")


def peak_mb() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def meet(bomb: "Callable[[], str]") -> dict[str, object]:
    before, begun = peak_mb(), time.monotonic()
    try:
        error, said = "", bomb()
    except ColumninchError as failure:
        error, said = type(failure).__name__, str(failure)
    return {
        "error": error,
        "said": said,
        "seconds": time.monotonic() - begun,
        "grown_mb": peak_mb() - before,
    }


def ask(web: SafeWeb, name: str) -> str:
    answer = web.get(f"http://tern.example/{name}")
    return f"status {answer.status}, {len(answer.body)} bytes"


def ask_all(port: int, names: list[str]) -> dict[str, dict[str, object]]:
    """What is slow is asked in a hurry; everything else with the limits that a desk has."""
    patient = WebSettings(
        "ColumnInch/0", {"tern.example": ("127.0.0.1", port)}, gap_seconds=0, robots=False
    )
    hurried = replace(patient, total_seconds=0.5, first_byte_seconds=0.2)
    webs = {kind: SafeWeb(how, SystemClock()) for kind, how in ((True, hurried), (False, patient))}
    return {name: meet(partial(ask, webs[name.startswith(SLOW)], name)) for name in names}


def read(path: Path) -> str:
    found = read_feed(path.read_bytes(), "application/rss+xml", "http://tern.example/feed.xml")
    return repr(found)


def read_all(paths: list[str]) -> dict[str, dict[str, object]]:
    def no_socket(*_: object, **__: object) -> None:
        raise AssertionError("a feed's reader opened a socket")

    socket.socket = no_socket  # type: ignore[assignment,misc]
    return {path: meet(partial(read, Path(path))) for path in paths}


if __name__ == "__main__":
    what, *rest = sys.argv[1:]
    told = ask_all(int(rest[0]), rest[1:]) if what == "ask" else read_all(rest)
    print(json.dumps(told))  # noqa: T201  its one output
