"""A takedown that is killed at any moment is ended by the next run, and nothing else goes."""

import json
import os
import random
import subprocess
import sys
from pathlib import Path

from columninch.desk.config import DATABASE_VARIABLE
from tests.cli.earlier import VERSIONS, earlier_desk

ROOT = Path(__file__).parents[2]
KILLS = int(os.environ.get("COLUMNINCH_KILLS", "10"))


def test_killed_while_removing_the_next_run_ends_it(tmp_path):
    chance = random.Random(4)  # noqa: S311  # moments, not secrets
    moments = [str(round(chance.uniform(0.03, 0.5), 3)) for _ in range(KILLS)]
    folder = earlier_desk(VERSIONS[0], tmp_path / "desk")
    own = {name: value for name, value in os.environ.items() if name != DATABASE_VARIABLE}
    command = [sys.executable, "-m", "tests.desk.removal_driver", str(folder), *moments]
    done = subprocess.run(  # noqa: S603  # our own program
        command, capture_output=True, text=True, cwd=ROOT, env=own, timeout=600
    )
    assert done.returncode == 0, done.stderr
    told = json.loads(done.stdout)
    assert told["status"] == 0
    assert told["killed"] >= 1
    assert told["removed"] >= 1
    assert (told["undone"], told["with_bytes"]) == (0, 0)
    assert told["without_bytes"] == []
    assert told["damaged"] == []
    assert told["left_over"] == []
    assert told["failures"] == []
