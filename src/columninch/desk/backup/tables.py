"""A database's rows loaded into one of the other kind, table by table.

What differs: PostgreSQL has true and false, times with a zone and no zero character in a text;
SQLite has 0 and 1, times in UTC without saying so. The highest key ever given goes along, so
that no later row is given a key that marks or logs already speak of.
"""

from __future__ import annotations

import re
import sqlite3
from contextlib import closing
from typing import IO, TYPE_CHECKING, Any

from columninch.desk.backup.streams import packed_reader
from columninch.errors import DeskError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from pathlib import Path

    from columninch.desk.backup.manifest import Table

ROWS_AT_ONCE = 2000
MAX_LINE_BYTES = 1 << 30
REPLACEMENT = "\ufffd"
_ESCAPE = re.compile(r"\\(.)", re.DOTALL)
_ESCAPES = {"b": "\b", "f": "\f", "n": "\n", "r": "\r", "t": "\t", "v": "\v"}
_ZERO_IN_JSON = re.compile(r"(?<!\\)((?:\\\\)*)\\u0000")


# --- from a file a table ----------------------------------------------------------------


def load_copies_to_sqlite(folder: Path, tables: Sequence[Table], database: Path) -> None:
    """Fill the SQLite `database`, whose tables are there, from the copies in `folder`."""
    with closing(sqlite3.connect(database)) as target:
        target.execute("PRAGMA foreign_keys=OFF")
        with target:
            for table in tables:
                target.execute(f'DELETE FROM "{table.name}"')  # noqa: S608  # checked names
            for table in tables:
                _fill_sqlite(target, table, folder)
        broken = target.execute("PRAGMA foreign_key_check").fetchone()
        if broken is not None:
            raise DeskError(f"a row of {broken[0]} speaks of one in {broken[2]} that isn't there")


def _fill_sqlite(target: sqlite3.Connection, table: Table, folder: Path) -> None:
    names = ", ".join(f'"{name}"' for name, _ in table.columns)
    marks = ", ".join("?" for _ in table.columns)
    kinds = [kind for _, kind in table.columns]
    with packed_reader(folder / f"{table.name}.zst") as stream:
        rows = (_sqlite_row(line, kinds) for line in _lines(stream))
        done = target.executemany(
            f'INSERT INTO "{table.name}" ({names}) VALUES ({marks})',  # noqa: S608  # checked names
            rows,
        )
    if done.rowcount not in (table.row_count, -1):
        raise DeskError(f"{table.name} has {done.rowcount} rows, not {table.row_count}")
    if table.last_id:
        target.execute("DELETE FROM sqlite_sequence WHERE name = ?", [table.name])
        target.execute("INSERT INTO sqlite_sequence VALUES (?, ?)", [table.name, table.last_id])


def _lines(stream: IO[bytes]) -> Iterator[bytes]:
    while line := stream.readline(MAX_LINE_BYTES):
        yield line.rstrip(b"\n")


def _sqlite_row(line: bytes, kinds: Sequence[str]) -> list[str | int | None]:
    """A row of COPY's text format (the manual's page on COPY, "File Formats")."""
    cells = line.decode().split("\t")
    if len(cells) != len(kinds):
        raise DeskError(f"a row has {len(cells)} columns, not {len(kinds)}")
    return [_sqlite_value(cell, kind) for cell, kind in zip(cells, kinds, strict=True)]


def _sqlite_value(cell: str, kind: str) -> str | int | None:
    if cell == "\\N":
        return None
    if kind == "bool":
        return int(cell == "t")
    if kind == "timestamptz":
        moment, dot, fraction = cell.removesuffix("+00").partition(".")
        return f"{moment}.{fraction:0<6}" if dot else moment  # compared as texts there
    return _ESCAPE.sub(lambda found: _ESCAPES.get(found[1], found[1]), cell)


def load_copies_to_postgres(folder: Path, tables: Sequence[Table], cursor: Any) -> None:
    """Fill the tables at `cursor`, in its transaction, from the copies in `folder`."""
    _empty(cursor, [table.name for table in tables])
    for table in tables:
        names = ", ".join(f'"{name}"' for name, _ in table.columns)
        with (
            packed_reader(folder / f"{table.name}.zst") as stream,
            cursor.copy(f'COPY "{table.name}" ({names}) FROM STDIN') as copy,
        ):
            while chunk := stream.read(1 << 20):
                copy.write(chunk)
        if cursor.rowcount != table.row_count:
            raise DeskError(f"{table.name} has {cursor.rowcount} rows, not {table.row_count}")
        _set_last_id(cursor, table.name, table.last_id)


# --- from a SQLite file -----------------------------------------------------------------


def load_sqlite_to_postgres(database: Path, cursor: Any, show: Callable[[str], None]) -> int:
    """Fill the tables at `cursor`, in its transaction, from a SQLite file.

    Returns how many texts held a zero character, which PostgreSQL can't keep: each became
    U+FFFD, so that offsets still count.
    """
    replaced = 0
    with closing(sqlite3.connect(f"{database.as_uri()}?mode=ro", uri=True)) as source:
        tables = _sqlite_tables(source)
        last_ids = dict(source.execute("SELECT name, seq FROM sqlite_sequence"))
        _empty(cursor, tables)
        for table in tables:
            show(f"database: {table}")
            replaced += _copy_over(source, cursor, table)
            _set_last_id(cursor, table, last_ids.get(table))
    return replaced


def _sqlite_tables(source: sqlite3.Connection) -> list[str]:
    asked = (
        "SELECT name FROM sqlite_master WHERE type = 'table'"
        " AND substr(name, 1, 7) <> 'sqlite_' ORDER BY name"
    )
    return [str(name) for (name,) in source.execute(asked)]


def _copy_over(source: sqlite3.Connection, cursor: Any, table: str) -> int:
    replaced = 0
    rows = source.execute(f'SELECT * FROM "{table}"')  # noqa: S608  # a name of its own database
    names = ", ".join(f'"{each[0]}"' for each in rows.description)
    with cursor.copy(f'COPY "{table}" ({names}) FROM STDIN') as copy:
        while some := rows.fetchmany(ROWS_AT_ONCE):
            for row in some:
                cells = [_postgres_value(cell) for cell in row]
                replaced += sum(new != old for new, old in zip(cells, row, strict=True))
                copy.write_row(cells)
    return replaced


def _postgres_value(cell: Any) -> Any:
    """A cell without zero characters, also where JSON escapes them."""
    if isinstance(cell, str) and ("\0" in cell or "\\u0000" in cell):
        return _ZERO_IN_JSON.sub(rf"\g<1>{REPLACEMENT}", cell.replace("\0", REPLACEMENT))
    return cell


def _empty(cursor: Any, tables: Sequence[str]) -> None:
    """What migrating left in them goes; keys are checked at the transaction's end."""
    cursor.execute("SET CONSTRAINTS ALL DEFERRED")
    for name in ("timezone = 'UTC'", "datestyle = 'ISO'"):
        cursor.execute(f"SET LOCAL {name}")
    for table in tables:
        cursor.execute(f'DELETE FROM "{table}"')  # noqa: S608  # checked names


def _set_last_id(cursor: Any, table: str, last_id: int | None) -> None:
    if not last_id:
        return
    cursor.execute("SELECT pg_get_serial_sequence(quote_ident(%s), 'id')", [table])
    (sequence,) = cursor.fetchone()
    if sequence:
        cursor.execute("SELECT setval(%s, %s)", [sequence, last_id])
