"""`columninch serve`: the web desk, and workers that keep it up to date."""

from __future__ import annotations

import os
import subprocess
import sys
from typing import TYPE_CHECKING

from columninch.cli.boot import open_desk
from columninch.errors import UsageError

if TYPE_CHECKING:
    import argparse


def run(given: argparse.Namespace) -> int:
    """Serve until stopped; workers are processes of their own, so that pages stay quick."""
    open_desk(given.desk)
    if given.workers < 0:
        raise UsageError("--workers can't be negative", hint="0 serves pages alone")

    import waitress

    from columninch.desk.runtime import config
    from columninch.desk.wsgi import application

    workers = [_worker(given) for _ in range(given.workers)]
    print(f"{config().text('name')}: http://{given.address}:{given.port}/ (Ctrl+C stops it)")
    try:
        waitress.serve(application, host=given.address, port=given.port, threads=8, _quiet=True)
    except OSError as error:
        raise UsageError(
            f"can't listen there: {error.strerror}",
            where=f"{given.address}:{given.port}",
            hint="name another --port",
        ) from error
    finally:
        for worker in workers:
            worker.terminate()
    return 0


def _worker(given: argparse.Namespace) -> subprocess.Popen[bytes]:
    command = [
        sys.executable,
        "-m",
        "columninch",
        "run",
        "--watch",
        "--quiet",
        "--wait-for-sources",
    ]
    environment = {**os.environ, "COLUMNINCH_DESK": str(given.desk.resolve())}
    return subprocess.Popen(command, env=environment, stdout=subprocess.DEVNULL)  # noqa: S603  # our own program
