"""A desk's intake: a pass over 5,000 unchanged sources, and one in which 5% of the hosts hang.

Every source has a host name of its own, all of which lead to a server of this program's own
on 127.0.0.1 that answers 304. The whole desk is measured (questions, leases, threads, rows on
SQLite), beside a bare loop over the same hosts with the same HTTP client.
"""

from __future__ import annotations

import asyncio
import multiprocessing
import socket
import tempfile
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import urllib3

from columninch.cli.boot import open_desk
from columninch.desk.actions.desks import lay_out
from report import Stopwatch, options, peak_mb, report, say

if TYPE_CHECKING:
    from report import Options

UNCHANGED = b'HTTP/1.1 304 Not Modified\r\nETag: "1"\r\n\r\n'
NO_ROBOTS = b"HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n"
TIMEOUT_SECONDS = 5.0
HANGING = 20
"""One host in so many never answers, in the second pass."""


async def _answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    """Answer one connection's requests; never those of a host that hangs."""
    try:
        while True:
            head = await reader.readuntil(b"\r\n\r\n")
            if b"Host: hang" in head and not head.startswith(b"GET /robots.txt"):
                await asyncio.sleep(3600)
            writer.write(NO_ROBOTS if head.startswith(b"GET /robots.txt") else UNCHANGED)
            await writer.drain()
    except (asyncio.IncompleteReadError, ConnectionError):
        writer.close()


def _serve(listener: socket.socket) -> None:
    async def serve() -> None:
        server = await asyncio.start_server(_answer, sock=listener)
        await server.serve_forever()

    asyncio.run(serve())


def _hosts(count: int) -> list[str]:
    """Names of hosts, one in twenty of which will hang in the second pass."""
    return [f"{'hang' if one % HANGING == 0 else 'host'}{one}.example" for one in range(count)]


def _fill(hosts: list[str]) -> None:
    """Sources that answered before, one a host."""
    from columninch.desk.models import Channel, Outlet, Source  # noqa: PLC0415  # wants a desk

    now = datetime.now(UTC)
    outlets = Outlet.objects.bulk_create([Outlet(key=one, name=one) for one in hosts])
    channels = Channel.objects.bulk_create([Channel(outlet=one) for one in outlets])
    Source.objects.bulk_create(
        Source(
            outlet=outlet,
            channel=channel,
            kind="feed",
            url=f"http://{outlet.key}/feed.xml",
            etag='"1"',
            added_at=now,
        )
        for outlet, channel in zip(outlets, channels, strict=True)
    )


def _due(prefix: str) -> int:
    """Make the sources of some hosts due, the others not; how many are."""
    from columninch.desk.models import Setback, Source  # noqa: PLC0415  # wants a desk

    Setback.objects.all().delete()
    Source.objects.update(is_paused=True)
    chosen = Source.objects.filter(outlet__key__startswith=prefix)
    return chosen.update(is_paused=False, next_poll_at=datetime.now(UTC))


def _pass(at_once: int) -> tuple[int, int, float]:
    """One pass of the poll stage: sources done and set back, and the seconds it took."""
    from columninch.desk.pipeline import STAGES  # noqa: PLC0415  # wants an open desk
    from columninch.desk.runner import run_stage  # noqa: PLC0415  # wants an open desk
    from columninch.desk.runtime import tools  # noqa: PLC0415  # wants an open desk

    watch = Stopwatch()
    done = set_back = 0
    while True:
        turn = run_stage(STAGES[0], tools(), at_once=at_once)
        done, set_back = done + turn.done, set_back + turn.set_back
        if not turn.done + turn.set_back:
            return done, set_back, watch.seconds()


def _last_good_answer(begun: datetime) -> float:
    """Seconds from `begun` until the last source of a host that works had been kept."""
    from django.db.models import Max  # noqa: PLC0415  # wants an open desk

    from columninch.desk.models import Source  # noqa: PLC0415  # wants an open desk

    last = Source.objects.filter(outlet__key__startswith="host").aggregate(at=Max("polled_at"))
    return float((last["at"] - begun).total_seconds())


def _bare(hosts: list[str], place: tuple[str, int]) -> float:
    """Seconds of a bare loop: one request a host, each over a connection of its own."""
    watch = Stopwatch()
    for host in hosts:
        pool = urllib3.HTTPConnectionPool(*place)
        headers = {"Host": host, "If-None-Match": '"1"'}
        pool.request("GET", "/feed.xml", headers=headers)
        pool.close()
    return watch.seconds()


def measure(chosen: Options) -> dict[str, float | int | str]:
    """All figures."""
    count = 500 if chosen.quick else 5000
    hosts = _hosts(count)
    with (
        socket.create_server(("127.0.0.1", 0), backlog=1024) as listener,
        tempfile.TemporaryDirectory() as made,
    ):
        place = listener.getsockname()[:2]
        server = multiprocessing.get_context("fork").Process(target=_serve, args=(listener,))
        server.start()
        try:
            folder = Path(made) / "desk"
            settings: dict[str, object] = {
                "web.hosts": dict.fromkeys(hosts, f"{place[0]}:{place[1]}"),
                "web.timeout_seconds": TIMEOUT_SECONDS,
            }
            lay_out(folder, settings)
            open_desk(folder, migrate=True)
            return _figures(hosts, place)
        finally:
            server.terminate()
            server.join()


def _figures(hosts: list[str], place: tuple[str, int]) -> dict[str, float | int | str]:
    from columninch.desk.runtime import config  # noqa: PLC0415  # wants an open desk

    at_once = int(config().number("web.at_once"))
    good = [host for host in hosts if host.startswith("host")]
    _fill(hosts)
    _due("host")
    _pass(at_once)  # once before: every host's robots.txt is asked and kept
    asked = _due("host")
    done, set_back, seconds = _pass(at_once)
    say(f"{done} of {asked} sources in {seconds:.1f} s, {set_back} set back")
    bare_seconds = _bare(good, place)
    begun = datetime.now(UTC)
    _due("h")
    hung_done, hung_back, hung_seconds = _pass(at_once)
    say(f"with hosts that hang: {hung_done} done, {hung_back} set back, {hung_seconds:.1f} s")
    return {
        "sources": len(good),
        "polls_per_second": done / seconds,
        "polls_per_second_bare_client": len(good) / bare_seconds,
        "polls_ratio_to_bare_client": (done / seconds) / (len(good) / bare_seconds),
        "hanging_sources": len(hosts) - len(good),
        "hanging_set_back": hung_back,
        "timeout_seconds": TIMEOUT_SECONDS,
        "last_good_answer_seconds": _last_good_answer(begun),
        "pass_with_hanging_seconds": hung_seconds,
        "peak_mb": peak_mb(),
    }


if __name__ == "__main__":
    given = options("A desk's intake: 5,000 sources.")
    report(measure(given), given)
