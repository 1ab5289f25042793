"""`columninch sources opml`: what is watched as a list that other readers take."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

from columninch.cli.boot import open_desk
from columninch.errors import DeskError

if TYPE_CHECKING:
    import argparse


def run(given: argparse.Namespace) -> int:
    """Write the list to a file, or to standard output."""
    open_desk(given.desk)

    from columninch.desk import runtime
    from columninch.desk.actions.opml import opml_of_desk

    document, left_out = opml_of_desk(runtime.config().text("name"))
    if given.file == Path("-"):
        sys.stdout.buffer.write(document)
        sys.stdout.flush()
        return 0
    try:
        given.file.write_bytes(document)
    except OSError as error:
        raise DeskError(
            f"the list can't be written: {error.strerror}", where=str(given.file)
        ) from error
    print(f"Written: {given.file}")
    if left_out:
        print(f"Left out: {left_out} of this machine's files and folders")
    return 0
