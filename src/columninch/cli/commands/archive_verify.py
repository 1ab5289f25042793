"""`columninch archive verify`: read the whole archive and report damage."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING

from columninch.cli.boot import open_desk
from columninch.cli.shown import show_json

if TYPE_CHECKING:
    import argparse

    from columninch.records import Damage


def run(given: argparse.Namespace) -> int:
    """0 where every record and every capture's bytes are whole, 1 where one isn't."""
    open_desk(given.desk)

    from columninch.archive.verify import check_records
    from columninch.desk.reads.archive import missing_captures
    from columninch.desk.runtime import config, vault

    record_count = 0
    damages: list[Damage] = []

    def tell(damage: Damage) -> None:
        damages.append(damage)
        if not given.json:
            print(f"{damage.file} at byte {damage.offset}: {damage.reason}", flush=True)

    for found in check_records(config().archive_folder):
        record_count += 1
        if found is not None:
            tell(found)
    for missing in missing_captures(vault()):
        tell(missing)
    if given.json:
        show_json({"records": record_count, "damages": [asdict(one) for one in damages]})
    else:
        print(f"{record_count} records read, {len(damages)} damaged.")
    return 1 if damages else 0
