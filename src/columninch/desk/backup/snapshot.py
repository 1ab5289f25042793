"""The database at one moment, taken while others go on writing to it.

SQLite: the backup API, page by page, inside one read transaction: with a write-ahead log that
is one moment, and writers never wait (https://www.sqlite.org/backup.html). PostgreSQL: COPY of
every table inside one REPEATABLE READ transaction (the manual, section 13.2.2), which needs no
program beside it.
"""

from __future__ import annotations

import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING, Any

from columninch.desk.backup.manifest import SQLITE_FILE, TABLES, Snapshot, Table
from columninch.desk.backup.streams import packed_writer
from columninch.errors import DeskError

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from columninch.desk.config import DeskConfig

    Show = Callable[[str], None]

PAGES = 4096
"""Pages of SQLite's copied at a time."""
COUNTED = {
    "items": "desk_item",
    "captures": "desk_capture",
    "readings": "desk_reading",
    "codings": "desk_coding",
    "issues": "desk_digest",
}
_MIGRATIONS = "SELECT app, name FROM django_migrations ORDER BY id"
_COLUMNS = """
SELECT table_name, column_name, udt_name FROM information_schema.columns
WHERE table_schema = current_schema() AND table_name IN (
    SELECT table_name FROM information_schema.tables
    WHERE table_schema = current_schema() AND table_type = 'BASE TABLE')
ORDER BY table_name, ordinal_position
"""


def database_snapshot(config: DeskConfig, folder: Path, show: Show) -> Snapshot:
    """Write the desk's database into `folder`: `desk.sqlite3`, or a file a table.

    Raises `DeskError` where it is missing, can't be reached or can't be read.
    """
    if config.database_url:
        return _postgres_snapshot(config.database_url, folder, show)
    return _sqlite_snapshot(config.sqlite_file, folder / SQLITE_FILE, show)


def _sqlite_snapshot(database: Path, to: Path, show: Show) -> Snapshot:
    if not database.is_file():
        raise DeskError(
            "the desk's database is missing",
            where=str(database),
            hint="copy it back from a backup",
        )

    def told(_status: int, left: int, total: int) -> None:
        show(f"database: {1 - left / max(total, 1):.0%}")

    try:
        with closing(sqlite3.connect(f"{database.as_uri()}?mode=rw", uri=True)) as source:
            source.execute("BEGIN")
            source.execute("SELECT count(*) FROM sqlite_master").fetchone()  # the moment
            with closing(sqlite3.connect(to)) as target:
                source.backup(target, pages=PAGES, progress=told)
                target.execute("PRAGMA journal_mode=DELETE")  # one file, with no log beside it
                return _read(target)
    except sqlite3.Error as error:
        raise DeskError(
            f"the database can't be copied: {error}",
            where=str(database),
            hint="is the disk full, or is this no desk's database?",
        ) from error


def _read(database: sqlite3.Connection) -> Snapshot:
    migrations = tuple(database.execute(_MIGRATIONS).fetchall())
    counts = {
        noun: int(database.execute(f"SELECT count(*) FROM {table}").fetchone()[0])  # noqa: S608  # our own names
        for noun, table in COUNTED.items()
    }
    return Snapshot("sqlite", migrations, counts)


def _postgres_snapshot(url: str, folder: Path, show: Show) -> Snapshot:
    import psycopg  # noqa: PLC0415  # an extra that only a team's desk has

    (folder / TABLES).mkdir(exist_ok=True)
    try:
        with psycopg.connect(url) as connection, connection.cursor() as cursor:
            connection.isolation_level = psycopg.IsolationLevel.REPEATABLE_READ
            connection.read_only = True
            for setting in ("timezone = 'UTC'", "datestyle = 'ISO'", "client_encoding = 'UTF8'"):
                cursor.execute(f"SET {setting}")
            migrations = tuple(cursor.execute(_MIGRATIONS).fetchall())
            columns: dict[str, list[tuple[str, str]]] = {}
            for table, name, kind in cursor.execute(_COLUMNS).fetchall():
                columns.setdefault(table, []).append((name, kind))
            tables = []
            for table, its in columns.items():
                show(f"database: {table}")
                tables.append(_copied(cursor, table, tuple(its), folder / TABLES))
    except psycopg.Error as error:
        raise DeskError(
            f"the database can't be copied: {error}".strip(),
            where="database.url",
            hint="is it running, and may the desk's user read it?",
        ) from error
    counted = {table.name: table.row_count for table in tables}
    counts = {noun: counted.get(table, 0) for noun, table in COUNTED.items()}
    return Snapshot("postgresql", migrations, counts, tuple(tables))


def _copied(cursor: Any, table: str, columns: tuple[tuple[str, str], ...], folder: Path) -> Table:
    """Write one table in the text format of COPY, compressed."""
    names = ", ".join(f'"{name}"' for name, _ in columns)
    with (
        packed_writer(folder / f"{table}.zst") as out,
        cursor.copy(f'COPY "{table}" ({names}) TO STDOUT') as copy,
    ):
        for chunk in copy:
            out.write(chunk)
    row_count = cursor.rowcount
    asked = "SELECT pg_get_serial_sequence(quote_ident(%s), 'id')"
    has_id = any(name == "id" for name, _ in columns)
    sequence = cursor.execute(asked, [table]).fetchone()[0] if has_id else None
    last_id = None
    if sequence:
        last, is_called = cursor.execute(f"SELECT last_value, is_called FROM {sequence}").fetchone()  # noqa: S608  # the server's own name
        last_id = last if is_called else 0
    return Table(table, columns, row_count, last_id)
