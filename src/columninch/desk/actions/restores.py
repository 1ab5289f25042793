"""A desk restored from a backup, whole or not at all.

Everything is made in a folder beside the wanted one and renamed when it is done. A backup of
either database can be restored to either: the tables are made at the backup's own version of
the data model, and filled.
"""

from __future__ import annotations

import os
import re
import shutil
import sqlite3
import tempfile
import time
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from columninch.desk.backup.holds import every_damage, quick_damages
from columninch.desk.backup.manifest import SQLITE_FILE, TABLES, Manifest
from columninch.desk.backup.sources import unpack
from columninch.desk.backup.tables import (
    load_copies_to_postgres,
    load_copies_to_sqlite,
    load_sqlite_to_postgres,
)
from columninch.desk.config import DATABASE_VARIABLE, SETTINGS_FILE
from columninch.errors import DeskError
from columninch.records import Damage

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    Show = Callable[[str], None]
    Start = Callable[[Path], None]

_URL_LINE = re.compile(r"^\s*#?\s*url\s*=")
_TABLE_LINE = re.compile(r"^\s*\[")


@dataclass(frozen=True, slots=True)
class Restored:
    """What a restoring came to."""

    folder: Path
    made_at: str
    program: str
    data_model: str
    database: str
    counts: dict[str, int]
    damages: tuple[Damage, ...]
    seconds: float
    replaced_count: int = 0
    """Texts with a zero character, which PostgreSQL can't keep."""


def restore(
    backup: Path, folder: Path, database_url: str, start: Start, show: Show, *, reads_all: bool
) -> Restored:
    """Restore `backup` into `folder`, which is new or empty.

    The database becomes a SQLite file, or goes to `database_url` (PostgreSQL, and empty).
    `start` starts Django on a desk's folder; it is called only where tables must be made.
    With `reads_all` every record is read in the end, else only each capture's place looked at.
    Raises `DeskError`; nothing stays behind then.
    """
    begun = time.perf_counter()
    folder = folder.absolute()
    _require_new(folder)
    _require_one_database(database_url)
    try:
        with _beside(folder) as part:
            manifest = unpack(backup, part, show)
            _set_database(part, database_url)
            replaced = _load(part, manifest, database_url, start, show)
            show("the archive is checked")
            damages = tuple(_damages(part, database_url, manifest, reads_all=reads_all))
            if folder.is_dir():
                folder.rmdir()
            part.rename(folder)
    except OSError as error:
        raise DeskError(
            f"the desk can't be written there: {error.strerror or error}",
            where=str(error.filename or folder),
            hint="check the folder's permissions and the room on its disk",
        ) from error
    return Restored(
        folder=folder,
        made_at=manifest.made_at,
        program=manifest.program,
        data_model=manifest.newest(),
        database="postgresql" if database_url else "sqlite",
        counts=manifest.counts,
        damages=damages,
        seconds=round(time.perf_counter() - begun, 2),
        replaced_count=replaced,
    )


def _require_new(folder: Path) -> None:
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise DeskError(
            "a desk is restored into a new or empty folder",
            where=str(folder),
            hint="name another; no desk is ever written over",
        )


def _require_one_database(database_url: str) -> None:
    named = os.environ.get(DATABASE_VARIABLE, "")
    if named and named != database_url:
        raise DeskError(
            f"{DATABASE_VARIABLE} is set, and the restored desk would open that database",
            where="restore",
            hint="unset it for a SQLite file, or give the same with --database",
        )


@contextmanager
def _beside(folder: Path) -> Iterator[Path]:
    """A folder beside the wanted one, gone unless it was renamed."""
    folder.parent.mkdir(parents=True, exist_ok=True)
    part = Path(tempfile.mkdtemp(prefix=f".{folder.name}.restoring-", dir=folder.parent))
    part.chmod(0o755)
    try:
        yield part
    finally:
        shutil.rmtree(part, ignore_errors=True)


def _set_database(desk: Path, database_url: str) -> None:
    """Let the settings name the database that is restored, never the one that was backed up."""
    path = desk / SETTINGS_FILE
    if not path.is_file():
        raise DeskError(f"the backup holds no {SETTINGS_FILE}", where=str(desk))
    is_told = database_url and os.environ.get(DATABASE_VARIABLE) != database_url
    wanted = f'url = "{database_url}"' if is_told else '# url = ""'
    lines, inside, done = [], False, False
    for line in path.read_text("utf-8").splitlines():
        if _TABLE_LINE.match(line):
            inside = line.strip() == "[database]"
        if inside and _URL_LINE.match(line):
            if done:
                continue
            line, done = wanted, True  # the line that is kept
        lines.append(line)
    if not done and is_told:
        lines += ["", "[database]", wanted]
    path.write_text("\n".join(lines) + "\n", "utf-8")
    path.chmod(0o600)


# --- the database -----------------------------------------------------------------------


def _load(desk: Path, manifest: Manifest, database_url: str, start: Start, show: Show) -> int:
    """Bring the unpacked database to where it is wanted; texts that had to be changed."""
    if manifest.database == "sqlite" and not database_url:
        _require_database(desk / SQLITE_FILE)
        return 0
    for name in (".sqlite3-wal", ".sqlite3-shm"):
        (desk / SQLITE_FILE).with_suffix(name).unlink(missing_ok=True)
    source = desk / SQLITE_FILE
    if manifest.database == "sqlite":
        source = source.rename(desk / f"{SQLITE_FILE}.part")
    start(desk)
    try:
        replaced = _loaded(desk, source, manifest, database_url, show)
    finally:
        _close_connections()
    shutil.rmtree(desk / TABLES, ignore_errors=True)
    (desk / f"{SQLITE_FILE}.part").unlink(missing_ok=True)
    return replaced


def _loaded(desk: Path, source: Path, manifest: Manifest, database_url: str, show: Show) -> int:
    if not database_url:
        _make_tables(manifest)
        _close_connections()
        load_copies_to_sqlite(desk / TABLES, manifest.tables, desk / SQLITE_FILE)
        return 0
    _require_empty(database_url)
    try:
        _make_tables(manifest)
        return _fill_postgres(desk, source, manifest, show)
    except BaseException:
        _drop_tables()
        raise


def _fill_postgres(desk: Path, source: Path, manifest: Manifest, show: Show) -> int:
    import psycopg  # noqa: PLC0415  # an extra that only a team's desk has
    from django.db import DatabaseError, connection, transaction  # noqa: PLC0415  # started above

    try:
        with transaction.atomic(), connection.cursor() as cursor:
            if manifest.database == "sqlite":
                return load_sqlite_to_postgres(source, cursor, show)
            load_copies_to_postgres(desk / TABLES, manifest.tables, cursor)
            return 0
    except (DatabaseError, psycopg.Error, sqlite3.Error) as error:
        raise DeskError(
            f"its rows don't fit the database: {error}".strip(), where="the backup's database"
        ) from error


def _make_tables(manifest: Manifest) -> None:
    """Tables as the backup's version of the data model has them."""
    from django.db import connection  # noqa: PLC0415  # started by the caller
    from django.db.migrations.executor import MigrationExecutor  # noqa: PLC0415  # as above

    executor = MigrationExecutor(connection)
    graph = executor.loader.graph
    applied = {each for each in manifest.migrations if each in graph.nodes}
    leaves = [
        each
        for each in applied
        if not any(child.key in applied and child.key[0] == each[0]
                   for child in graph.node_map[each].children)
    ]  # fmt: skip
    executor.migrate(sorted(leaves))


def _require_database(database: Path) -> None:
    """Raises `DeskError` where the file isn't a whole SQLite database."""
    try:
        with closing(sqlite3.connect(database)) as opened:
            (said,) = opened.execute("PRAGMA quick_check(1)").fetchone()
    except sqlite3.Error as error:
        said = str(error)
    if said != "ok":
        raise DeskError(f"the backup's database is damaged: {said}", where=SQLITE_FILE)


def _require_empty(database_url: str) -> None:
    from django.db import DatabaseError, connection  # noqa: PLC0415  # started by the caller

    try:
        with connection.cursor() as cursor:
            tables = connection.introspection.table_names(cursor)
    except DatabaseError as error:
        raise DeskError(f"can't be opened: {error}".strip(), where="--database") from error
    if tables:
        raise DeskError(
            f"the database is not empty: it has {len(tables)} tables",
            where="--database",
            hint="make a new one with: createdb NAME",
        )


def _drop_tables() -> None:
    """What was made in a database that was empty."""
    from django.db import connection  # noqa: PLC0415  # started by the caller

    connection.close()
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f"DROP TABLE {connection.ops.quote_name(table)} CASCADE")


def _close_connections() -> None:
    from django.db import connections  # noqa: PLC0415  # started by the caller

    connections.close_all()


# --- the archive ------------------------------------------------------------------------


def _damages(
    desk: Path, database_url: str, manifest: Manifest, *, reads_all: bool
) -> Iterable[Damage]:
    check = every_damage if reads_all else quick_damages
    has_tombstones = any(name >= "0002" for app, name in manifest.migrations if app == "desk")
    with _query(desk, database_url) as query:
        yield from check(desk / "archive", query, has_tombstones=has_tombstones)


@contextmanager
def _query(desk: Path, database_url: str) -> Iterator[Callable[[str], Any]]:
    if database_url:
        import psycopg  # noqa: PLC0415  # an extra that only a team's desk has

        with psycopg.connect(database_url) as connection:
            yield connection.execute
        return
    with closing(sqlite3.connect(desk / SQLITE_FILE)) as database:
        yield database.execute
