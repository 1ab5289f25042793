"""Takes items down, one after the other, in child processes that are killed at given moments.

`python removal_driver.py DESK SECONDS...` ends what was begun, and prints what is left as JSON.
"""

from __future__ import annotations

import json
import os
import signal
import sys
import time
import traceback
from datetime import UTC, datetime
from pathlib import Path

from columninch.cli.boot import open_desk

open_desk(Path(sys.argv[1]), migrate=True)

from django.db import connections  # noqa: E402  # the desk is open now

from columninch.archive.verify import verify_archive  # noqa: E402
from columninch.desk.actions.digests import failures_in  # noqa: E402
from columninch.desk.actions.removals import Why, remove, resume_removals  # noqa: E402
from columninch.desk.models import Capture, Digest, Fetch, Tombstone  # noqa: E402
from columninch.desk.reads.archive import missing_captures  # noqa: E402
from columninch.desk.reads.frozen import frozen_issue  # noqa: E402
from columninch.desk.reads.removals import removal_of  # noqa: E402
from columninch.desk.runtime import config, vault  # noqa: E402

WHY = Why("takedown", "a court order", "the editor", datetime.now(UTC))


def quiet(_text: str) -> None:
    pass


def started(*, goes_on: bool) -> int:
    """Fork a child that ends what was begun, and `goes_on` with the next items; its process."""
    connections.close_all()
    child = os.fork()
    if child:
        return child
    try:
        resume_removals(quiet)
        while goes_on and (item := next_item()):
            remove(removal_of(str(item), vault()), WHY, quiet)
        os._exit(0)
    except BaseException:  # noqa: BLE001  # a forked child must never return into the parent's code
        traceback.print_exc()
        os._exit(1)


def next_item() -> int | None:
    held = Fetch.objects.filter(is_current=True, capture__tombstone__isnull=True)
    row = held.order_by("item_id").values_list("item_id", flat=True).first()
    return int(row) if row else None


killed_count = 0
for moment in sys.argv[2:]:
    killed = started(goes_on=True)
    time.sleep(float(moment))
    os.kill(killed, signal.SIGKILL)
    _, how = os.waitpid(killed, 0)
    killed_count += os.WIFSIGNALED(how)
_, status = os.waitpid(started(goes_on=False), 0)
folder = config().archive_folder
told = {
    "status": status,
    "killed": killed_count,
    "removed": Tombstone.objects.count(),
    "undone": Tombstone.objects.filter(is_done=False).count(),
    "with_bytes": Capture.objects.filter(tombstone__isnull=False).exclude(file="").count(),
    "without_bytes": [str(damage) for damage in missing_captures(vault())],
    "damaged": [str(damage) for damage in verify_archive(folder)],
    "left_over": sorted(path.name for path in folder.iterdir() if path.suffix == ".part"),
    "failures": [
        str(failure)
        for digest in Digest.objects.filter(frozen_at__isnull=False)
        for failure in failures_in(digest, frozen_issue(digest))
    ],
}
sys.stdout.write(json.dumps(told))
