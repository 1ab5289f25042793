"""`columninch archive verify`: read the whole archive and report damage."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING

from columninch.cli.boot import open_desk
from columninch.cli.shown import show_json

if TYPE_CHECKING:
    import argparse


def run(given: argparse.Namespace) -> int:
    """0 where every record and every capture's bytes are whole, 1 where one isn't."""
    open_desk(given.desk)

    from columninch.archive.verify import count_records, verify_archive
    from columninch.desk.reads.archive import missing_captures
    from columninch.desk.runtime import config, vault

    folder = config().archive_folder
    damages = [*verify_archive(folder), *missing_captures(vault())]
    if given.json:
        show_json({"records": count_records(folder), "damages": [asdict(one) for one in damages]})
    else:
        for damage in damages:
            print(f"{damage.file} at byte {damage.offset}: {damage.reason}")
        print(f"{count_records(folder)} records read, {len(damages)} damaged.")
    return 1 if damages else 0
