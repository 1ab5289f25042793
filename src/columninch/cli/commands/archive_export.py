"""`columninch archive export`: captures as one WACZ file, for any replay program."""

from __future__ import annotations

import sys
from datetime import UTC, datetime, time
from typing import TYPE_CHECKING

from columninch.cli.boot import open_desk
from columninch.cli.days import read_day_if_any
from columninch.cli.shown import show_json
from columninch.errors import DeskError, UsageError

if TYPE_CHECKING:
    import argparse
    from collections.abc import Iterator
    from pathlib import Path

    from django.db.models import QuerySet

    from columninch.desk.models import Capture
    from columninch.records import Capture as CaptureRecord

EVERY = 1000
"""So many captures from one word of progress to the next."""


def run(given: argparse.Namespace) -> int:
    """Write the file; nothing is left of it where a record is missing."""
    starts, ends = _moment(given.since), _moment(given.until)
    if given.issue is not None and (starts or ends):
        raise UsageError("an issue has its own captures", hint="give --issue, or days")
    target: Path = given.wacz
    if target.exists():
        raise UsageError(f"{target} is there already", hint="name a new file")
    if not target.parent.is_dir():
        raise UsageError(f"there is no folder {target.parent}", hint="make it first")
    open_desk(given.desk)

    from columninch.desk.reads.archive import captures_between

    if given.issue is None:
        title, rows = _title(given), captures_between(starts, ends)
    else:
        title, rows = _issue(given)
    count = _write(target, rows, title, quiet=given.json)
    if given.json:
        show_json({"file": str(target), "captures": count, "bytes": target.stat().st_size})
    else:
        print(f"{count} captures in {target}, {target.stat().st_size:,} bytes.")
    return 0


def _issue(given: argparse.Namespace) -> tuple[str, QuerySet[Capture]]:
    from columninch.cli.commands.digest_draft import chosen_digest
    from columninch.desk.actions.digests import current_issue
    from columninch.desk.reads.archive import captures_cited

    given.number = given.issue
    issue = current_issue(chosen_digest(given))
    return issue.title, captures_cited(issue)


def _title(given: argparse.Namespace) -> str:
    from columninch.desk.runtime import config

    days = [f"from {given.since}" * bool(given.since), f"until {given.until}" * bool(given.until)]
    return " ".join([config().text("name"), *(day for day in days if day)])


def _write(target: Path, rows: QuerySet[Capture], title: str, *, quiet: bool) -> int:
    """Beside its place first, so that there is never half a file under its name."""
    from columninch.archive.wacz import write_wacz
    from columninch.desk.reads.archive import capture_records
    from columninch.desk.runtime import clock, vault

    total = rows.count()
    if not total:
        raise DeskError("nothing to export", hint="no capture is of that issue or of those days")
    captures = capture_records(rows)
    part = target.with_name(target.name + ".part")
    try:
        with part.open("wb") as out:
            shown = captures if quiet else _telling(captures, total)
            count = write_wacz(out, shown, vault().records_bytes, title, clock().now())
        part.replace(target)
    except OSError as error:
        raise DeskError(f"can't be written: {error}", where=str(target)) from error
    finally:
        part.unlink(missing_ok=True)
    return count


def _telling(captures: Iterator[CaptureRecord], total: int) -> Iterator[CaptureRecord]:
    for number, capture in enumerate(captures, start=1):
        if number % EVERY == 0:
            print(f"{number} of {total} captures", file=sys.stderr, flush=True)
        yield capture


def _moment(text: str) -> datetime | None:
    """The beginning of a day, in UTC."""
    day = read_day_if_any(text)
    return datetime.combine(day, time(), UTC) if day else None
