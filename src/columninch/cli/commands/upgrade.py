"""`columninch upgrade`: bring a desk's database up to this program."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING

from columninch.cli.boot import open_desk
from columninch.errors import DeskError

if TYPE_CHECKING:
    import argparse
    from pathlib import Path


def run(given: argparse.Namespace) -> int:
    """Keep a copy of the database (SQLite's; PostgreSQL is the operator's), then migrate."""
    from columninch.desk.actions.desks import make_secret_key
    from columninch.desk.config import read_config

    config = read_config(given.desk)
    if not config.database_url and not config.sqlite_file.is_file():
        raise DeskError(
            "the desk's database is missing",
            where=str(config.sqlite_file),
            hint="copy it back from a backup",
        )
    if not (config.folder / "secret.key").is_file():
        make_secret_key(config.folder)
        print("A new secret.key was made: everyone has to sign in again.")
    if not config.database_url:
        print(f"A copy of the database is in {_copy(config.sqlite_file)}")
    open_desk(given.desk, migrate=True)
    print("The desk is up to date.")
    return 0


def _copy(database: Path) -> Path:
    copy = database.with_suffix(".before-upgrade.sqlite3")
    try:
        with closing(sqlite3.connect(database)) as source, closing(sqlite3.connect(copy)) as target:
            source.backup(target)
    except sqlite3.Error as error:
        raise DeskError(f"no copy could be made: {error}", where=str(database)) from error
    return copy
