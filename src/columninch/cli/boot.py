"""Open a desk: the one place that starts Django."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path


def open_desk(folder: Path, *, migrate: bool = False) -> None:
    """Start Django on the desk in `folder`.

    Raises `DeskError` where there is no desk, its settings are wrong, its database can't be
    reached or was made by another version of the program (unless `migrate`).
    """
    from columninch.desk.config import DESK_VARIABLE, read_config

    read_config(folder)
    os.environ[DESK_VARIABLE] = str(folder.resolve())
    os.environ["DJANGO_SETTINGS_MODULE"] = "columninch.desk.settings"

    import django

    django.setup()
    if migrate:
        from django.core.management import call_command

        call_command("migrate", verbosity=0, interactive=False)
    else:
        _require_schema()


def _require_schema() -> None:
    from django.db import DatabaseError, connection
    from django.db.migrations.executor import MigrationExecutor

    from columninch.errors import DeskError

    try:
        executor = MigrationExecutor(connection)
        plan = executor.migration_plan(executor.loader.graph.leaf_nodes())
    except DatabaseError as error:
        raise DeskError(f"can't be opened: {error}", where="the desk's database") from error
    if plan:
        raise DeskError(
            "its data model is older than the program",
            where="the desk's database",
            hint="run: columninch upgrade --desk FOLDER",
        )
