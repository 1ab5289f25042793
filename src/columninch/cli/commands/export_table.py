"""`columninch export items|codings|shares|quotes`: a desk's findings as a table."""

from __future__ import annotations

from datetime import UTC, datetime, time, tzinfo
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from columninch.cli.boot import open_desk
from columninch.cli.days import read_day_if_any
from columninch.cli.shown import show_json
from columninch.errors import UsageError

if TYPE_CHECKING:
    import argparse

    from columninch.desk.models import Outlet
    from columninch.desk.reads.exports import ExportQuery


def run(given: argparse.Namespace) -> int:
    """Write the table; how many rows it has is told beside it, never in it."""
    if given.json and given.to == "-":
        raise UsageError("standard output holds one thing", hint="name a file, or leave out --json")
    open_desk(given.desk)

    from columninch.desk.actions.exports import write_export
    from columninch.desk.reads.exports_table import EXPORTS

    export = EXPORTS[given.table]
    rows = export.rows(_query(given))
    count = write_export(export.columns, rows, given.to, given.format, for_excel=given.bom)
    if given.json:
        show_json({"table": given.table, "file": given.to, "rows": count})
    elif given.to != "-":
        print(f"{count} rows of {given.table}: {given.to}")
    return 0


def _query(given: argparse.Namespace) -> ExportQuery:
    from columninch.cli.commands.digest_draft import chosen_series
    from columninch.desk.reads.exports import ExportQuery

    series = chosen_series(given.series) if given.series else None
    zone = ZoneInfo(series.time_zone) if series else UTC
    return ExportQuery(
        starts=_midnight(given.starts, zone),
        ends=_midnight(given.ends, zone),
        series=series,
        outlet=_outlet(getattr(given, "outlet", "")),
        has_text=getattr(given, "text", False),
        is_pseudonymous=getattr(given, "pseudonyms", False),
    )


def _midnight(text: str, zone: tzinfo) -> datetime | None:
    day = read_day_if_any(text)
    return datetime.combine(day, time(), zone).astimezone(UTC) if day else None


def _outlet(key: str) -> Outlet | None:
    from columninch.desk.models import Outlet

    if not key:
        return None
    outlet = Outlet.objects.filter(key=key).first()
    if outlet is None:
        known = ", ".join(Outlet.objects.order_by("key").values_list("key", flat=True)[:50])
        raise UsageError(f"no outlet is called {key!r}", hint=f"known are: {known}")
    return outlet
