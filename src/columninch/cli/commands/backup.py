"""`columninch backup`: a desk as one file or folder, while it runs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from columninch.cli.shown import EverySecond, end_progress, show_json, show_nothing

if TYPE_CHECKING:
    import argparse


def run(given: argparse.Namespace) -> int:
    """Back up, then say how large it is and how long it took."""
    from columninch.desk.actions.backups import back_up, told_bytes
    from columninch.desk.config import read_config
    from columninch.tools import SystemClock

    config = read_config(given.desk)
    show = show_nothing if given.json or given.quiet else EverySecond()
    made = back_up(config, given.to, SystemClock(), show)
    end_progress()
    if given.json:
        show_json(
            {
                "backup": str(made.place),
                "files": made.file_count,
                "bytes": made.byte_count,
                "copied_bytes": made.copied_count,
                "seconds": made.seconds,
                **made.counts,
            }
        )
        return 0
    copied = (
        "" if made.copied_count == made.byte_count else f", {told_bytes(made.copied_count)} copied"
    )
    print(f"Backed up {made.counts['items']} items, {told_bytes(made.byte_count)} in "
          f"{made.file_count} files{copied}, in {made.seconds:.1f} s: {made.place}")  # fmt: skip
    print("It holds the key and the passwords of the desk: keep it as you keep those.")
    return 0
