"""`columninch add`: watch a site, feed, page, file or folder."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING

from columninch.cli.boot import open_desk
from columninch.cli.shown import show_json, show_table

if TYPE_CHECKING:
    import argparse


def run(given: argparse.Namespace) -> int:
    """Find the sources at an address and add them, or only show them."""
    open_desk(given.desk)

    from columninch.collect.discover import discover
    from columninch.desk.actions.sources import add_address
    from columninch.desk.runtime import tools

    if given.dry_run:
        found = discover(given.address, tools())
        if given.json:
            show_json([asdict(source) for source in found])
        else:
            show_table(
                ["kind", "outlet", "entries", "address"],
                [[each.kind, each.outlet_name, each.entry_count, each.url] for each in found],
            )
        return 0
    added = add_address(given.address, tools(), outlet_name=given.outlet)
    if given.json:
        show_json([{**asdict(each.found), "is_new": each.is_new} for each in added])
        return 0
    for each in added:
        what = "Now watching" if each.is_new else "Watched already"
        print(f"{what}: {each.source.outlet.name}, {each.source.kind} {each.source.url}")
    print(f"Next: columninch run --desk {given.desk}")
    return 0
