"""`columninch restore`: a backup as a new desk."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING

from columninch.cli.boot import start_django
from columninch.cli.shown import EverySecond, end_progress, show_json, show_nothing

if TYPE_CHECKING:
    import argparse

    from columninch.desk.actions.restores import Restored

SHOWN = 20
"""Damages told one by one."""


def run(given: argparse.Namespace) -> int:
    """0 where the desk is restored and its archive whole, 1 where captures are missing."""
    from columninch.desk.actions.restores import restore

    show = show_nothing if given.json else EverySecond()
    restored = restore(
        given.backup, given.folder, given.database, start_django, show, reads_all=given.verify
    )
    end_progress()
    if given.json:
        told = asdict(restored) | {"damages": [asdict(one) for one in restored.damages]}
        show_json(told)
    else:
        _tell(restored)
    return 1 if restored.damages else 0


def _tell(restored: Restored) -> None:
    print(f"Restored in {restored.seconds:.1f} s: {restored.folder}, as it was at "
          f"{restored.made_at}.")  # fmt: skip
    print(", ".join(f"{count} {noun}" for noun, count in restored.counts.items()) + ".")
    if restored.replaced_count:
        print(f"{restored.replaced_count} texts held a zero character, which PostgreSQL can't "
              "keep; it reads \\ufffd now.")  # fmt: skip
    for damage in restored.damages[:SHOWN]:
        print(f"{damage.file} at byte {damage.offset}: {damage.reason}")
    if restored.damages:
        print(f"{len(restored.damages)} damages in the archive, as they were backed up.")
    print(f"Next: columninch upgrade --desk {restored.folder}")
    print(f"then: columninch status --desk {restored.folder}")
