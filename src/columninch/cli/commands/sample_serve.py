"""`columninch sample serve`: keep the sample press running."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING

from columninch.errors import UsageError

if TYPE_CHECKING:
    import argparse


def run(given: argparse.Namespace) -> int:
    """Serve until stopped, and say how a desk of one's own takes it in."""
    from columninch.sample.edition import edition
    from columninch.sample.server import SampleServer, play

    press = edition(given.seed)
    clock = play(press, given.clock) if given.clock else None
    try:
        server = SampleServer(press, clock, given.port)
        server.start()
    except OSError as error:
        raise UsageError(
            f"can't listen there: {error.strerror}",
            where=f"port {given.port}",
            hint="name another --port",
        ) from error
    print(f"{len(press.outlets)} outlets of the sample press are at 127.0.0.1:{given.port}.")
    print("In another terminal:")
    print(f"  columninch init my-desk --sample 127.0.0.1:{given.port}")
    for outlet in press.outlets:
        print(f"  columninch add http://{outlet.host}/ --desk my-desk")
    print("  columninch run --desk my-desk")
    try:
        threading.Event().wait()
    finally:
        server.stop()
    return 0
