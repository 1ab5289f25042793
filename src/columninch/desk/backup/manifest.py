"""What a backup says of itself: which program made it, of what, and each file's hash."""

from __future__ import annotations

import json
import re
from dataclasses import asdict, dataclass, field
from importlib import resources
from pathlib import PurePosixPath
from typing import Any

from columninch.errors import DeskError

FORMAT = 1
HEAD = "backup.json"
"""A file backup's first member: the manifest without its files, known before they are read."""
MANIFEST = "manifest.json"
"""The whole manifest: a file backup's last member, so that one torn off is told."""
SQLITE_FILE = "desk.sqlite3"
TABLES = "tables"
MAX_MANIFEST_BYTES = 1 << 28
_SHA256 = re.compile(r"[0-9a-f]{64}")
_TABLE = re.compile(r"[a-z][a-z0-9_]{0,62}")


@dataclass(frozen=True, slots=True)
class BackedUp:
    """One file of a desk in a backup."""

    path: str
    """Where it lies in a desk's folder, with forward slashes."""
    size: int
    sha256: str
    stored: str
    """Where it lies in the backup."""
    changed_ns: int = 0
    """When the desk's file was changed last, to tell whether it has to be copied again."""


@dataclass(frozen=True, slots=True)
class Table:
    """One table of a database that is kept table by table."""

    name: str
    columns: tuple[tuple[str, str], ...]
    """Name and type, as PostgreSQL names it."""
    row_count: int
    last_id: int | None = None
    """The highest key ever given, which no later row may have."""


@dataclass(frozen=True, slots=True)
class Manifest:
    """All that a backup says of itself."""

    program: str
    made_at: str
    database: str
    """"sqlite" (one file) or "postgresql" (tables)."""
    migrations: tuple[tuple[str, str], ...]
    """Application and name of each that the database has."""
    counts: dict[str, int]
    byte_count: int
    files: tuple[BackedUp, ...] = ()
    tables: tuple[Table, ...] = ()
    format: int = FORMAT

    def newest(self) -> str:
        """The desk's newest migration."""
        return max((name for app, name in self.migrations if app == "desk"), default="none")


@dataclass(frozen=True, slots=True)
class Snapshot:
    """The database at one moment, as files that hold it."""

    database: str
    migrations: tuple[tuple[str, str], ...]
    counts: dict[str, int]
    tables: tuple[Table, ...] = field(default=())


def known_migrations() -> frozenset[str]:
    """The desk's migrations that this program has."""
    folder = resources.files("columninch.desk") / "migrations"
    names = (one.name for one in folder.iterdir() if one.name[:1].isdigit())
    return frozenset(name.removesuffix(".py") for name in names if name.endswith(".py"))


def require_known(manifest: Manifest, where: str) -> None:
    """Raises `DeskError` where a newer program made the backup."""
    unknown = {name for app, name in manifest.migrations if app == "desk"} - known_migrations()
    if unknown or manifest.format > FORMAT:
        raise DeskError(
            f"a newer program made this backup (columninch {manifest.program}, "
            f"data model {manifest.newest()})",
            where=where,
            hint="install that version or a newer one, then restore",
        )


def manifest_json(manifest: Manifest) -> bytes:
    """The manifest as a file."""
    return (json.dumps(asdict(manifest), ensure_ascii=False, indent=1) + "\n").encode()


def manifest_from(body: bytes, where: str) -> Manifest:
    """The manifest in a file from outside. Raises `DeskError` for anything unexpected."""
    try:
        told = json.loads(body)
        made = Manifest(
            **{
                **told,
                "migrations": tuple((str(app), str(name)) for app, name in told["migrations"]),
                "counts": {str(key): int(value) for key, value in told["counts"].items()},
                "byte_count": int(told["byte_count"]),
                "format": int(told["format"]),
                "files": tuple(BackedUp(**each) for each in told["files"]),
                "tables": tuple(_table(each) for each in told["tables"]),
            }
        )
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError) as error:
        raise DeskError(f"its manifest can't be read: {error!r:.200}", where=where) from error
    for each in made.files:
        _require_sound(each, where)
    if made.database not in {"sqlite", "postgresql"} or made.byte_count < 0:
        raise DeskError("its manifest names no known database", where=where)
    return made


def plain_path(name: str) -> bool:
    """Whether a name from outside is a path that stays where it is put."""
    path = PurePosixPath(name)
    return (
        0 < len(name) <= 1000
        and not path.is_absolute()
        and ".." not in path.parts
        and path.as_posix() == name
        and name != "."
        and not any(character in name for character in "\\\0\n\r")
    )


def _table(told: dict[str, Any]) -> Table:
    columns = tuple((str(name), str(kind)) for name, kind in told["columns"])
    last_id = None if told["last_id"] is None else int(told["last_id"])
    table = Table(str(told["name"]), columns, int(told["row_count"]), last_id)
    names = [table.name, *(name for name, _ in columns)]
    if not all(_TABLE.fullmatch(name) for name in names):
        raise ValueError(f"{table.name} is no table of a desk")
    return table


def _require_sound(file: BackedUp, where: str) -> None:
    is_sound = (
        isinstance(file.path, str)
        and isinstance(file.stored, str)
        and plain_path(file.path)
        and plain_path(file.stored)
        and isinstance(file.size, int)
        and file.size >= 0
        and isinstance(file.changed_ns, int)
        and bool(_SHA256.fullmatch(str(file.sha256)))
    )
    if not is_sound:
        raise DeskError(f"its manifest lists what can't be: {file!r:.200}", where=where)
