"""`columninch run`: everything that is due, up to a draft."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from columninch.cli.boot import open_desk
from columninch.cli.shown import end_progress, show_json, show_progress, show_table
from columninch.errors import DeskError

if TYPE_CHECKING:
    import argparse

    from columninch.desk.runner import Progress, StageReport

PAUSE_SECONDS = 60


def run(given: argparse.Namespace) -> int:
    """Run the pipeline until nothing waits; with --watch again and again."""
    open_desk(given.desk)

    from columninch.archive.files import cut_torn_tails
    from columninch.desk.actions.removals import resume_if_alone
    from columninch.desk.keep.adopt import adopt_captures
    from columninch.desk.models import Source
    from columninch.desk.runtime import browser, clock, config
    from columninch.desk.setbacks import try_for_browser

    resume_if_alone()
    cut_torn_tails(config().archive_folder)
    if not Source.objects.exists() and not given.wait_for_sources:
        raise DeskError(
            "it watches nothing yet",
            where=f"the desk in {given.desk}",
            hint="add something with: columninch add https://outlet.example",
        )
    if browser() is not None:
        try_for_browser(clock().now())
    while True:
        adopt_captures(config().archive_folder)
        _report(given, one_pass(quiet=given.quiet or given.json))
        if not given.watch:
            return 0
        time.sleep(PAUSE_SECONDS)


def one_pass(*, quiet: bool) -> tuple[StageReport, ...]:
    """One pass over all stages, with progress unless quiet."""
    from columninch.desk.pipeline import STAGES
    from columninch.desk.runner import run_pass
    from columninch.desk.runtime import config, tools

    at_once = int(config().number("web.at_once"))
    reports = run_pass(STAGES, tools(), None if quiet else _show, at_once=at_once)
    end_progress()
    return reports


def _show(progress: Progress) -> None:
    left = f", {progress.waiting} to go" if progress.waiting else ""
    failed = f", {progress.set_back} set back" if progress.set_back else ""
    show_progress(f"{progress.stage:<9} {progress.done} done{failed}{left}")


def _report(given: argparse.Namespace, reports: tuple[StageReport, ...]) -> None:
    if given.json:
        show_json({each.stage: {"done": each.done, "set_back": each.set_back} for each in reports})
        return
    show_table(
        ["stage", "done", "set back"], [[each.stage, each.done, each.set_back] for each in reports]
    )
    if any(each.set_back for each in reports):
        print(f"What was set back and why: columninch status --desk {given.desk}")
