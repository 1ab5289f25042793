"""A collector that is killed at any moment loses no bytes, and finds again what has no row.

Two hundred sources of a local press; five kills, or as many as COLUMNINCH_KILLS says (`make
soak`: a hundred).
"""

import json
import os
import random
import subprocess
import sys
from pathlib import Path

import pytest

from columninch.archive.verify import verify_archive
from columninch.desk.actions.desks import lay_out
from columninch.desk.config import DATABASE_VARIABLE
from tests.collect.site import Page, Site

ROOT = Path(__file__).parents[2]
SOURCES = 200
ENTRIES = 2
KILLS = int(os.environ.get("COLUMNINCH_KILLS", "5"))
KILLS_A_DESK = 5

SET_UP = """
import sys
from datetime import UTC, datetime
from pathlib import Path
from columninch.cli.boot import open_desk
open_desk(Path(sys.argv[1]), migrate=True)
from columninch.desk.models import Channel, Outlet, Source
for number in range(int(sys.argv[2])):
    outlet = Outlet.objects.create(key=f"o{number}", name=f"Outlet {number}")
    channel = Channel.objects.create(outlet=outlet)
    Source.objects.create(
        outlet=outlet, channel=channel, kind="feed", added_at=datetime.now(UTC),
        url=f"http://o{number}.example/feed{number}",
    )
"""


def feed(number):
    entries = "".join(
        f"<item><title>News {n}</title><link>/page{number}-{n}</link></item>"
        for n in range(ENTRIES)
    )
    return f"<rss version='2.0'><channel><title>o</title>{entries}</channel></rss>".encode()


@pytest.fixture(scope="module")
def press():
    site = Site()
    for number in range(SOURCES):
        site.pages[f"/feed{number}"] = Page(feed(number), "application/rss+xml")
        for n in range(ENTRIES):
            text = f"<title>News {n}</title><p>{f'What outlet {number} says. ' * 30}</p>"
            site.pages[f"/page{number}-{n}"] = Page(text.encode())
    yield site
    site.close()


def run_python(*arguments):
    own = {name: value for name, value in os.environ.items() if name != DATABASE_VARIABLE}
    done = subprocess.run(  # noqa: S603  # our own program
        [sys.executable, *arguments], capture_output=True, text=True, cwd=ROOT, env=own, timeout=600
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def made_desk(folder, press):
    address, port = press.place
    hosts = {f"o{number}.example": f"{address}:{port}" for number in range(SOURCES)}
    lay_out(folder, {"web.hosts": hosts, "web.gap_seconds": 0.0, "web.robots": False})
    run_python("-c", SET_UP, str(folder), str(SOURCES))
    return folder


def collected(folder, moments):
    return json.loads(
        run_python("-m", "tests.desk.collect_driver", str(folder), *map(str, moments))
    )


@pytest.mark.timeout(3600)
@pytest.mark.parametrize("number", range(max(1, KILLS // KILLS_A_DESK)))
def test_killed_while_collecting_nothing_is_lost_and_nothing_is_twice(number, press, tmp_path):
    chance = random.Random(number)  # noqa: S311  # moments, not secrets
    moments = [round(chance.uniform(0.05, 1.5), 3) for _ in range(KILLS_A_DESK)]
    folder = made_desk(tmp_path / "desk", press)
    told = collected(folder, moments)
    assert told["status"] == 0
    assert told["killed"] >= 1
    assert told["rows_without_bytes"] == []
    assert told["bytes_without_rows"] == []
    assert told["twice_in_rows"] == 0
    assert (told["items"], told["fetched"]) == (SOURCES * ENTRIES, SOURCES * ENTRIES)
    assert told["urls"] == SOURCES * ENTRIES
    assert list(verify_archive(folder / "archive")) == []
