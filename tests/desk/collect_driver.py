"""Collects in child processes that are killed at given moments, then to the end.

`python collect_driver.py DESK SECONDS...` prints what the desk and its archive hold as JSON.
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

from columninch.archive.files import archive_files, cut_torn_tails  # noqa: E402
from columninch.archive.stored import captures_in  # noqa: E402
from columninch.desk.keep.adopt import adopt_captures  # noqa: E402
from columninch.desk.models import Address, Capture, Fetch, Item  # noqa: E402
from columninch.desk.pipeline import STAGES  # noqa: E402
from columninch.desk.reads.archive import missing_captures  # noqa: E402
from columninch.desk.runner import run_pass  # noqa: E402
from columninch.desk.runtime import config, tools, vault  # noqa: E402

COLLECTING = STAGES[:2]
AT_ONCE = 8


def started() -> int:
    """Fork a child that collects; its process."""
    connections.close_all()
    child = os.fork()
    if child:
        return child
    try:
        cut_torn_tails(config().archive_folder)
        adopt_captures(config().archive_folder)
        run_pass(COLLECTING, tools(), at_once=AT_ONCE)
        os._exit(0)
    except BaseException:  # noqa: BLE001  # a forked child must never return into the parent's code
        traceback.print_exc()
        os._exit(1)


def held() -> dict[str, object]:
    """What the desk and its archive hold, beside each other."""
    folder = config().archive_folder
    rows = set(Capture.objects.values_list("file", "offset"))
    records = {
        (one.position.file, one.position.offset)
        for file in archive_files(folder)
        for one in captures_in(folder, file)
    }
    return {
        "items": Item.objects.count(),
        "urls": Address.objects.filter(kind="url").count(),
        "fetched": Fetch.objects.filter(is_current=True).count(),
        "rows_without_bytes": [str(damage) for damage in missing_captures(vault())],
        "bytes_without_rows": sorted(map(str, records - rows)),
        "twice_in_rows": Capture.objects.count() - len(rows),
    }


killed_count = 0
for moment in sys.argv[2:]:
    killed = started()
    time.sleep(float(moment))
    os.kill(killed, signal.SIGKILL)
    _, how = os.waitpid(killed, 0)
    killed_count += os.WIFSIGNALED(how)
begun = time.perf_counter()
_, status = os.waitpid(started(), 0)
seconds = time.perf_counter() - begun
told = {"status": status, "seconds": seconds, "killed": killed_count, **held()}
sys.stdout.write(json.dumps(told))
