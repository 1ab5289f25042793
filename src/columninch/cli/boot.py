"""Open a desk: the one place that starts Django."""

from __future__ import annotations

import os
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@dataclass(frozen=True, slots=True)
class DataModel:
    """The version of the data model that a desk's database has."""

    migrations: frozenset[tuple[str, str]]
    """Application and name of each that was applied."""
    is_newest: bool

    @property
    def name(self) -> str:
        """The number of the desk's newest migration."""
        newest = max((name for app, name in self.migrations if app == "desk"), default="0000")
        return newest.partition("_")[0]


def open_desk(folder: Path, *, migrate: bool = False) -> None:
    """Start Django on the desk in `folder`.

    Raises `DeskError` where there is no desk, its settings are wrong, its database is missing,
    can't be reached, was made by a newer version of the program, or (unless `migrate`) by an
    older one.
    """
    from columninch.errors import DeskError

    if not migrate:
        _require_database(folder)
    start_django(folder)
    with _told_plainly():
        model = _data_model()
        if migrate:
            _migrate()
        elif not model.is_newest:
            raise DeskError(
                "its data model is older than the program",
                where="the desk's database",
                hint="run: columninch upgrade --desk FOLDER",
            )


def open_desk_as_it_is(folder: Path) -> DataModel:
    """Start Django on the desk in `folder`, whose data model may be older; which it is.

    Raises `DeskError` as `open_desk` does.
    """
    _require_database(folder)
    start_django(folder)
    with _told_plainly():
        return _data_model()


def start_django(folder: Path) -> None:
    """Start Django on the desk in `folder`, whatever its database is."""
    from columninch.desk.config import DESK_VARIABLE, read_config

    read_config(folder)  # what is wrong with the settings is told before they are needed
    os.environ[DESK_VARIABLE] = str(folder.resolve())
    os.environ["DJANGO_SETTINGS_MODULE"] = "columninch.desk.settings"

    import django

    django.setup()


def _require_database(folder: Path) -> None:
    from columninch.desk.config import read_config
    from columninch.errors import DeskError

    config = read_config(folder)
    if not config.database_url and not config.sqlite_file.is_file():
        # SQLite would make an empty one, and the desk would look as if all were lost
        raise DeskError(
            "the desk's database is missing",
            where=str(config.sqlite_file),
            hint="restore it from a backup",
        )


@contextmanager
def _told_plainly() -> Iterator[None]:
    from django.db import DatabaseError

    from columninch.errors import DeskError

    try:
        yield
    except DatabaseError as error:
        raise DeskError(
            f"can't be opened: {error}".strip(),
            where="the desk's database",
            hint="see database.url in desk.toml, or restore the desk from a backup",
        ) from error


def _migrate() -> None:
    from django.core.management import call_command

    call_command("migrate", verbosity=0, interactive=False)


def _data_model() -> DataModel:
    """Raises `DeskError` where a newer program has changed it."""
    from django.db import connection
    from django.db.migrations.executor import MigrationExecutor

    from columninch import __version__
    from columninch.errors import DeskError

    executor = MigrationExecutor(connection)
    applied = frozenset(executor.loader.applied_migrations)
    unknown = {
        name
        for app, name in applied
        if app == "desk" and (app, name) not in executor.loader.disk_migrations
    }
    if unknown:
        raise DeskError(
            f"a newer program has been at work on it: columninch {__version__} doesn't know its "
            f"data model {max(unknown)}",
            where="the desk's database",
            hint="install the newer version again, or restore a backup from before",
        )
    return DataModel(applied, not executor.migration_plan(executor.loader.graph.leaf_nodes()))
