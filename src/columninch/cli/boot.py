"""Open a desk: the one place that starts Django."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path


def open_desk(folder: Path, *, migrate: bool = False) -> None:
    """Start Django on the desk in `folder`.

    Raises `DeskError` where there is no desk, its settings are wrong, its database is missing,
    can't be reached or was made by another version of the program (unless `migrate`).
    """
    from columninch.desk.config import DESK_VARIABLE, read_config
    from columninch.errors import DeskError

    config = read_config(folder)
    if not migrate and not config.database_url and not config.sqlite_file.is_file():
        # SQLite would make an empty one, and the desk would look as if all were lost
        raise DeskError(
            "the desk's database is missing",
            where=str(config.sqlite_file),
            hint="copy it back from a backup",
        )
    os.environ[DESK_VARIABLE] = str(folder.resolve())
    os.environ["DJANGO_SETTINGS_MODULE"] = "columninch.desk.settings"

    import django

    django.setup()
    from django.db import DatabaseError

    try:
        _migrate() if migrate else _require_schema()
    except DatabaseError as error:
        raise DeskError(
            f"can't be opened: {error}".strip(),
            where="the desk's database",
            hint="see database.url in desk.toml, or copy the database back from a backup",
        ) from error


def _migrate() -> None:
    from django.core.management import call_command

    call_command("migrate", verbosity=0, interactive=False)


def _require_schema() -> None:
    from django.db import connection
    from django.db.migrations.executor import MigrationExecutor

    from columninch.errors import DeskError

    executor = MigrationExecutor(connection)
    if executor.migration_plan(executor.loader.graph.leaf_nodes()):
        raise DeskError(
            "its data model is older than the program",
            where="the desk's database",
            hint="run: columninch upgrade --desk FOLDER",
        )
