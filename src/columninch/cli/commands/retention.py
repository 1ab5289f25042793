"""`columninch retention`: what the desk's rule says is kept no longer."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING

from columninch.cli.boot import open_desk
from columninch.cli.shown import EverySecond, end_progress, show_json, show_nothing
from columninch.errors import UsageError

if TYPE_CHECKING:
    import argparse
    from datetime import datetime

    from columninch.desk.reads.retention import Expired


def run(given: argparse.Namespace) -> int:
    """Say what would go; with --apply, remove it."""
    if given.apply and given.dry_run:
        raise UsageError("one of --dry-run and --apply", where="retention")
    open_desk(given.desk)

    from columninch.desk.actions.backups import kept_alone
    from columninch.desk.reads.retention import expired, expiry
    from columninch.desk.runtime import clock, config

    rule, months = config().text("archive.retention"), config().kept_months
    now = clock().now()
    what = expired(expiry(now, months)) if months is not None else None
    if what is not None and given.apply:
        with kept_alone(config().folder):
            _apply(what.before, rule, now, quiet=given.json)
    end_progress()
    if given.json:
        show_json(
            {"rule": rule, "done": bool(given.apply and what)} | (asdict(what) if what else {})
        )
    else:
        _tell(what, rule, is_done=given.apply)
    return 0


def _apply(before: datetime, rule: str, now: datetime, *, quiet: bool) -> None:
    from columninch.desk.actions.removals import Why, remove, resume_removals
    from columninch.desk.reads.retention import removals

    show = show_nothing if quiet else EverySecond()
    resume_removals(show)
    for removal in removals(before):
        remove(removal, Why("retention", f"archive.retention: {rule}", "", now), show)


def _tell(what: Expired | None, rule: str, *, is_done: bool) -> None:
    if what is None:
        print('Everything is kept (archive.retention = "all").')
        return
    verb = "were removed" if is_done else "would go"
    print(f"{what.captures} captures from before {what.before:%Y-%m-%d} that nothing cites {verb}: "
          f'{what.bytes} bytes in {what.files} files (archive.retention = "{rule}").')  # fmt: skip
    print("Counts, codings and shares stay.")
    if not is_done:
        print("To do it: columninch retention --apply")
