"""`columninch backfill`: take in what an outlet published before the desk watched it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from columninch.cli.boot import open_desk
from columninch.cli.days import read_day
from columninch.cli.shown import show_json
from columninch.errors import UsageError

if TYPE_CHECKING:
    import argparse
    from datetime import date

    from columninch.desk.actions.backfills import Backfill
    from columninch.desk.models import Outlet

WAYS = {"cdx": "cdx", "warc": "warc", "sitemap": "sitemap", "listing": "paged-listing"}
"""Options of the command, and the kinds of source that they stand for."""


def run(given: argparse.Namespace) -> int:
    """Add a source for a period of the past; the next run asks it, once."""
    open_desk(given.desk)

    from columninch.desk.actions.backfills import add_backfill, outlet_named
    from columninch.desk.runtime import clock

    outlet = outlet_named(given.outlet)
    now = clock().now()
    sources = [add_backfill(outlet, one, None, now) for one in _wanted(given, outlet, now.date())]
    if given.json:
        show_json([{"kind": one.kind, "url": one.url} for one in sources])
        return 0
    for source in sources:
        print(f"To be taken in: {outlet.name}, {source.kind} {source.url}")
    print(f"Next: columninch run --desk {given.desk}")
    return 0


def _wanted(given: argparse.Namespace, outlet: Outlet, today: date) -> list[Backfill]:
    from columninch.desk.actions.backfills import Backfill, known_sitemaps

    first = read_day(given.first, "--from")
    last = read_day(given.last, "--until") if given.last else today
    named = [(kind, getattr(given, way)) for way, kind in WAYS.items() if getattr(given, way)]
    named = named or [("sitemap", url) for url in known_sitemaps(outlet)]
    if not named:
        raise UsageError(
            "it is not known where its past is kept",
            where=outlet.name,
            hint="name a --sitemap, a --listing, a --cdx index or a --warc file",
        )
    return [
        Backfill(kind, address, first, last, given.selector, given.replay)
        for kind, address in named
    ]
