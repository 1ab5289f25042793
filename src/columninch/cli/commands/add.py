"""`columninch add`: watch a site, feed, sitemap, page, file or folder, or an OPML list.

What is found is shown before anything is added. On a terminal it is asked which to add;
elsewhere, and with --yes, the best is added and the rest is named.
"""

from __future__ import annotations

import sys
from dataclasses import asdict
from typing import TYPE_CHECKING

from columninch.cli.boot import open_desk
from columninch.cli.shown import show_json

if TYPE_CHECKING:
    import argparse
    from collections.abc import Sequence

    from columninch.desk.actions.sources import Added
    from columninch.records import FoundSource

BOTH = "Several may be watched: what two of them list is taken once, told apart by its address."


def run(given: argparse.Namespace) -> int:
    """Find the sources at an address and add what is chosen, or only show them."""
    open_desk(given.desk)

    from columninch.cli.commands.add_list import add_list, list_at
    from columninch.collect.discovery.discover import Wish, discover
    from columninch.desk.actions.sources import add_found
    from columninch.desk.runtime import tools
    from columninch.records import SourceOptions

    listed = list_at(given.address, tools())
    if listed is not None:
        return add_list(listed, given)
    options = SourceOptions(
        selector=given.selector, browser=given.browser, transcribe=given.transcribe
    )
    found = discover(given.address, tools(), Wish(given.kind, options))
    if given.dry_run:
        _show(found, given)
        return 0
    is_asked = sys.stdin.isatty() and not (given.yes or given.json)
    chosen = _ask(found, given) if is_asked else found[:1]
    added = add_found(chosen, tools().clock.now(), outlet_name=given.outlet)
    if given.json:
        others = [{**asdict(one), "is_new": False, "is_added": False} for one in found[1:]]
        show_json(
            [
                *({**asdict(one.found), "is_new": one.is_new, "is_added": True} for one in added),
                *others,
            ]
        )
        return 0
    _tell(added, () if is_asked else found[1:], given)
    return 0


def _show(found: Sequence[FoundSource], given: argparse.Namespace) -> None:
    if given.json:
        show_json([asdict(source) for source in found])
        return
    for number, source in enumerate(found, start=1):
        newest = f", newest {source.newest_at:%Y-%m-%d}" if source.newest_at else ""
        count = "1 entry" if source.entry_count == 1 else f"{source.entry_count} entries"
        print(f"{number:>3}  {source.kind}, {source.outlet_name}: {count}{newest}")
        print(f"     {source.url}")
        if source.note:
            print(f"     {source.note}")
        for title in source.titles:
            print(f"     - {title[:100]}")


def _ask(found: Sequence[FoundSource], given: argparse.Namespace) -> list[FoundSource]:
    """Those that a person chooses on the terminal; the best where only Enter is pressed."""
    print(f"Found at {given.address}:")
    _show(found, given)
    if len(found) > 1:
        print(BOTH)
    which = "Add it? [yes], no: " if len(found) == 1 else "Add which? [1], numbers, all, none: "
    while True:
        chosen = choice(input(which), len(found))
        if chosen is not None:
            return [found[place] for place in chosen]
        print(f"Say numbers from 1 to {len(found)} with spaces between them, all, or none.")


def choice(answer: str, count: int) -> list[int] | None:
    """The places that an answer names among `count`, or None where it can't be understood."""
    said = answer.replace(",", " ").lower().split()
    if said in ([], ["yes"], ["y"]):
        return [0]
    if said in (["none"], ["no"], ["n"]):
        return []
    if said == ["all"]:
        return list(range(count))
    if not all(one.isdecimal() and 1 <= int(one) <= count for one in said):
        return None
    return list(dict.fromkeys(int(one) - 1 for one in said))


def _tell(added: Sequence[Added], others: Sequence[FoundSource], given: argparse.Namespace) -> None:
    for each in added:
        what = "Now watching" if each.is_new else "Watched already"
        print(f"{what}: {each.source.outlet.name}, {each.source.kind} {each.source.url}")
    for one in others:
        note = f" ({one.note})" if one.note else ""
        print(f"Found too: {one.kind} {one.url}{note}")
    if others:
        print("To watch one of these as well: columninch add ADDRESS --kind KIND")
    print(f"Next: columninch run --desk {given.desk}" if added else "Nothing was added.")
