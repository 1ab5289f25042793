"""Runs a desk in child processes that are killed at given moments, then to the end.

`python kill_driver.py DESK SECONDS...` prints the desk's final state as JSON. Everything is
imported once here; each child begins with no connection and no open archive of its own.
"""

from __future__ import annotations

import json
import os
import signal
import sys
import time
import traceback
from pathlib import Path

from columninch.cli.boot import open_desk

open_desk(Path(sys.argv[1]))

from django.db import connections  # noqa: E402  # the desk is open now

from columninch.desk.pipeline import STAGES  # noqa: E402
from columninch.desk.runner import run_pass  # noqa: E402
from columninch.desk.runtime import tools  # noqa: E402
from tests.desk.state import final_state  # noqa: E402


def started() -> int:
    """Fork a child that runs the pipeline; its process."""
    connections.close_all()
    child = os.fork()
    if child:
        return child
    try:
        run_pass(STAGES, tools())
        os._exit(0)
    except BaseException:  # noqa: BLE001  # a forked child must never return into the parent's code
        traceback.print_exc()
        os._exit(1)


for moment in sys.argv[2:]:
    killed = started()
    time.sleep(float(moment))
    os.kill(killed, signal.SIGKILL)
    os.waitpid(killed, 0)
begun = time.perf_counter()
_, status = os.waitpid(started(), 0)
seconds = time.perf_counter() - begun
told = {"status": status, "seconds": seconds, "state": final_state()}
sys.stdout.write(json.dumps(told, default=str))
