"""A process that is killed at any moment leaves nothing wrong and nothing lost."""

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
from columninch.desk.demo_settings import demo_settings
from columninch.sample.edition import edition
from columninch.sample.server import SampleServer

ROOT = Path(__file__).parents[2]
ITEMS = 30
DESKS = 5
KILLS_A_DESK = 5

SET_UP = """
import sys
from pathlib import Path
from columninch.cli.boot import open_desk
open_desk(Path(sys.argv[1]), migrate=True)
from columninch.desk.demo_press import set_up
from columninch.sample.edition import edition
set_up(edition(1, int(sys.argv[2])), edition(1, int(sys.argv[2])).starts)
"""


@pytest.fixture(scope="module")
def press():
    with SampleServer(edition(1, ITEMS)) as server:
        yield server


def made_desk(folder, press):
    settings = demo_settings(edition(1, ITEMS))
    places = {host: f"{address}:{port}" for host, (address, port) in press.hosts.items()}
    lay_out(folder, {**settings, "web.hosts": places})
    run_python("-c", SET_UP, str(folder), str(ITEMS))
    return folder


def run_python(*arguments):
    own_database = {name: value for name, value in os.environ.items() if name != DATABASE_VARIABLE}
    done = subprocess.run(  # noqa: S603  # our own program
        [sys.executable, *arguments],
        capture_output=True,
        text=True,
        cwd=ROOT,
        env=own_database,  # each desk here is a folder of its own
        timeout=110,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def run_killed(folder, moments):
    told = run_python("-m", "tests.desk.kill_driver", str(folder), *map(str, moments))
    return json.loads(told)


@pytest.fixture(scope="module")
def undisturbed(press, tmp_path_factory):
    return run_killed(made_desk(tmp_path_factory.mktemp("calm") / "desk", press), [])


def test_the_undisturbed_run_finds_something_of_everything(undisturbed):
    assert undisturbed["status"] == 0
    assert len(undisturbed["state"]["items"]) >= ITEMS
    empty = [name for name, rows in undisturbed["state"].items() if not rows]
    assert empty in ([], ["setbacks"])


@pytest.mark.parametrize("number", range(DESKS))
def test_killed_at_random_moments_the_result_is_the_same(number, undisturbed, press, tmp_path):
    chance = random.Random(number)  # noqa: S311  # moments, not secrets
    # kills spread over the whole run: each attempt goes on where the last one stopped
    moments = [chance.uniform(0.02, undisturbed["seconds"] / 2) for _ in range(KILLS_A_DESK)]
    folder = made_desk(tmp_path / "desk", press)
    disturbed = run_killed(folder, moments)
    assert disturbed["status"] == 0
    assert disturbed["state"] == undisturbed["state"]
    assert list(verify_archive(folder / "archive")) == []
