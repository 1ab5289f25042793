"""A desk backed up while it runs."""

from __future__ import annotations

import fcntl
import shutil
import tempfile
import time
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from columninch import __version__
from columninch.desk.backup.contents import Content, contents
from columninch.desk.backup.manifest import MANIFEST, Manifest, manifest_from
from columninch.desk.backup.snapshot import database_snapshot
from columninch.desk.backup.targets import finished, target_at
from columninch.errors import DeskError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from columninch.desk.backup.targets import Target
    from columninch.desk.config import DeskConfig
    from columninch.tools import Clock

LOCK = "keeping.lock"
"""Held by whoever reads the whole archive or rewrites it: never both at once."""


@dataclass(frozen=True, slots=True)
class Backup:
    """What a backup came to."""

    place: Path
    file_count: int
    byte_count: int
    """Of the desk's files."""
    copied_count: int
    """Bytes that had to be copied: fewer than all in a folder that has an earlier backup."""
    seconds: float
    counts: dict[str, int]


@contextmanager
def kept_alone(desk: Path) -> Iterator[None]:
    """Nobody else backs up, upgrades or rewrites this desk meanwhile.

    Raises `DeskError` where somebody does.
    """
    with (desk / LOCK).open("a") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise DeskError(
                "a backup, an upgrade, a takedown or a retention run is at work on it",
                where=str(desk),
                hint="wait until it has ended, then try again",
            ) from error
        yield


def back_up(config: DeskConfig, place: Path, clock: Clock, show: Callable[[str], None]) -> Backup:
    """Write a backup of the desk to `place`, a file or a folder; others may go on working.

    The database is taken first, at one moment; the archive's files then, up to the length
    that they have by that time. Raises `DeskError` for a place inside the desk, one that is
    something else already, one without enough room, and where anything can't be read.
    """
    place = place.absolute()
    _require_elsewhere(config, place)
    begun = time.perf_counter()
    try:
        with kept_alone(config.folder), _workspace(place) as folder:
            return _back_up(config, place, folder, clock, show, begun)
    except OSError as error:
        raise DeskError(
            f"the backup can't be written: {error.strerror or error}",
            where=str(error.filename or place),
            hint="check the folder's permissions and the room on its disk",
        ) from error


def _back_up(
    config: DeskConfig,
    place: Path,
    folder: Path,
    clock: Clock,
    show: Callable[[str], None],
    begun: float,
) -> Backup:
    snapshot = database_snapshot(config, folder, show)
    taken = [
        *(_taken(folder, path) for path in sorted(folder.rglob("*")) if path.is_file()),
        *contents(config.folder),
    ]
    head = Manifest(
        program=__version__,
        made_at=clock.now().isoformat(),
        database=snapshot.database,
        migrations=snapshot.migrations,
        counts=snapshot.counts,
        byte_count=sum(each.size for each in taken),
        tables=snapshot.tables,
    )
    target = target_at(place)
    try:
        whole = _write(target, head, taken, show)
    except BaseException:
        target.abandon()
        raise
    return Backup(
        place=place,
        file_count=len(whole.files),
        byte_count=whole.byte_count,
        copied_count=target.copied_count,
        seconds=round(time.perf_counter() - begun, 2),
        counts=whole.counts,
    )


def _write(
    target: Target, head: Manifest, taken: list[Content], show: Callable[[str], None]
) -> Manifest:
    target.begin(head)
    files, done = [], 0
    for each in taken:
        files.append(target.put(each))
        done += each.size
        show(f"{done / max(head.byte_count, 1):.0%} of {told_bytes(head.byte_count)}: {each.path}")
    whole = finished(head, files)
    target.finish(whole)
    return whole


@contextmanager
def _workspace(place: Path) -> Iterator[Path]:
    """A folder beside the backup for the database, gone afterwards."""
    place.parent.mkdir(parents=True, exist_ok=True)
    folder = Path(tempfile.mkdtemp(prefix=f".{place.name}.", dir=place.parent))
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _taken(folder: Path, path: Path) -> Content:
    """A file of the database's snapshot; without a time, since it is new each time."""
    return Content(path.relative_to(folder).as_posix(), path, path.stat().st_size, 0)


def _require_elsewhere(config: DeskConfig, place: Path) -> None:
    resolved = place.resolve()
    inside = [config.folder, config.archive_folder.resolve(), config.site_folder.resolve()]
    if any(resolved.is_relative_to(folder) for folder in inside):
        raise DeskError(
            "a backup inside the desk would be lost with it",
            where=str(place),
            hint="name a place outside the desk's folder, best on another disk",
        )


def earlier_backup(place: Path) -> Manifest | None:
    """The manifest of the whole backup in the folder `place`, or None."""
    manifest = place / MANIFEST
    return manifest_from(manifest.read_bytes(), str(place)) if manifest.is_file() else None


def told_bytes(count: int) -> str:
    """A size for people, in decimal units."""
    size = float(count)
    for unit in ("bytes", "kB", "MB", "GB"):
        if size < 1000:
            return f"{size:.0f} {unit}" if unit in {"bytes", "kB"} else f"{size:.1f} {unit}"
        size /= 1000
    return f"{size:.1f} TB"
