"""`columninch demo`: the whole loop on the sample press, to a published digest."""

from __future__ import annotations

import os
import shutil
from typing import TYPE_CHECKING

from columninch.cli.boot import open_desk
from columninch.cli.shown import end_progress, show_json, show_progress, show_table
from columninch.errors import DeskError

if TYPE_CHECKING:
    import argparse
    from pathlib import Path

MARK = "columninch-demo"
"""A file that says that a folder is a demo's, so that the next demo may replace it."""


def run(given: argparse.Namespace) -> int:
    """Make the demo's desk anew, run two weeks of the sample press, publish two issues."""
    from columninch.desk.actions.desks import lay_out
    from columninch.desk.config import DATABASE_VARIABLE
    from columninch.desk.demo_settings import demo_settings
    from columninch.sample.edition import edition

    # a demonstration never touches a team's database, whatever the environment says
    os.environ.pop(DATABASE_VARIABLE, None)
    press = edition(given.seed, given.items)
    _clear(given.into)
    lay_out(given.into, demo_settings(press))
    (given.into / MARK).write_text("made by `columninch demo`; the next one replaces it\n")
    open_desk(given.into, migrate=True)

    from columninch.desk.demo import play_demo

    played = play_demo(press, lambda text: show_progress(text))
    end_progress()
    if given.json:
        show_json(played.as_json())
        return 0
    for table in played.tables:
        print(f"\n{table.title}")
        show_table(table.head, table.rows)
    print(f"\nThe issue: {played.page}")
    print(f"The newsletter: {played.page.parent / 'newsletter.eml'}")
    print(f"The desk: columninch serve --desk {given.into}")
    print(f"          then sign in as {played.user} with the password {played.password}")
    return 0


def _clear(folder: Path) -> None:
    if folder.is_dir() and any(folder.iterdir()):
        if not (folder / MARK).is_file():
            raise DeskError(
                "the folder is not empty and not a demo's",
                where=str(folder),
                hint="name another with --into",
            )
        shutil.rmtree(folder)
