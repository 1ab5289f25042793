"""Removing records on purpose, for a takedown or when their time is over.

The database says where each record is, so it and the file must change together, though a
process may be killed at any moment:

1. The file is locked, and what stays of it is written beside it, as `NEW.part`, and synced.
2. The caller commits where each record is now. Whoever looks for `NEW` finds `NEW.part`.
3. `finish` renames it to `NEW` and removes the old file.

`recover` brings to its end, or undoes, what was interrupted: the rows say which.
"""

from __future__ import annotations

import mmap
import os
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from columninch.archive.files import (
    NUMBERED,
    PART,
    OwnFile,
    lock_file,
    sync_folder,
    torn_pieces,
)
from columninch.archive.members import BrokenMember, walk_members
from columninch.archive.stored import only_record
from columninch.errors import ArchiveError
from columninch.records import Position

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator


@dataclass(frozen=True, slots=True)
class Moved:
    """Where a record that stays was, and where it is now."""

    was: Position
    now: Position


@dataclass(frozen=True, slots=True)
class Rewriting:
    """A rewritten file whose positions are to be committed; it holds the old one's lock."""

    folder: Path
    old: str
    new: str
    moved: tuple[Moved, ...]
    """Each record that stays, in order."""
    dropped: tuple[Position, ...]
    """Each record that goes, in order: those asked for, what accompanied or revisited them."""
    lock: OwnFile

    def finish(self) -> None:
        """Once the new positions are committed: put the new file in the old one's place."""
        _put_in_place(self.folder, self.old, self.new)
        self.lock.let_go()

    def abandon(self) -> None:
        """Where they could not be committed: leave the old file as it is."""
        (self.folder / (self.new + PART)).unlink(missing_ok=True)
        self.lock.let_go()


def rewrite_without(folder: Path, file: str, drop: Collection[int]) -> Rewriting:
    """What stays of `file` without the records at the offsets `drop`, byte for byte.

    With a capture go the records beside it, and each revisit in this file that refers to
    it; revisits in other files are the caller's to know. Nothing is changed yet: see
    `Rewriting`. Raises `ArchiveError` where another process writes to the file, where no
    record begins at one of the offsets, or where the disk is full.
    """
    new = next_name(file)
    lock = _lock(folder, file)
    part = folder / (new + PART)
    try:
        with (
            lock.path.open("rb") as stream,
            mmap.mmap(stream.fileno(), 0, access=mmap.ACCESS_READ) as view,
        ):
            stretches = list(_stretches(view, frozenset(drop)))
            missing = set(drop) - {one.offset for one in stretches}
            if missing:
                raise ArchiveError(f"no record begins at {min(missing)}", where=file)
            _copy(view, stretches, part)
        sync_folder(folder)
    except (OSError, ValueError) as error:
        part.unlink(missing_ok=True)
        lock.let_go()
        raise ArchiveError(
            f"can't be rewritten: {error}", where=file, hint="is the disk full?"
        ) from error
    except ArchiveError:
        lock.let_go()
        raise
    return Rewriting(
        folder,
        file,
        new,
        _moves(file, new, stretches),
        tuple(Position(file, one.offset, one.length) for one in stretches if one.is_dropped),
        lock,
    )


def recover(folder: Path, is_referenced: Callable[[str], bool]) -> tuple[str, ...]:
    """Bring interrupted rewritings to their end; returns the files that were put right.

    `is_referenced` says whether a committed row still has bytes in a file of this name
    (what is only a tombstone's doesn't count). While it does, nothing was committed and the
    rewriting is undone; else it is finished. A file that somebody writes to is left alone.
    """
    done = []
    for old, new in _interrupted(folder):
        lock = lock_file(folder / old)
        if lock is None and (folder / old).exists():
            continue  # a rewriting that is under way
        if not is_referenced(old):
            _put_in_place(folder, old, new)
            done.append(new)
        elif lock is not None and (folder / (new + PART)).exists():
            (folder / (new + PART)).unlink()
            sync_folder(folder)
            done.append(old)
        if lock is not None:
            lock.let_go()
    return tuple(done)


def next_name(file: str) -> str:
    """What a rewritten file is called. Raises `ArchiveError` for a file that isn't ours."""
    match = NUMBERED.fullmatch(file)
    if match is None:
        raise ArchiveError("not a file that this archive wrote", where=file)
    return f"{match[1]}-r{int(match[2] or 0) + 1}.warc.gz"


@dataclass(frozen=True, slots=True)
class _Stretch:
    """A record, or bytes that are none, and whether they go."""

    offset: int
    length: int
    is_dropped: bool


def _stretches(view: mmap.mmap, drop: frozenset[int]) -> Iterator[_Stretch]:
    """Every record of the file in order; what is broken reaches to the next whole one."""
    dropped_ids: set[str] = set()
    is_dropped = False
    broken: int | None = None
    for found in walk_members(view):
        if broken is not None:
            yield _Stretch(broken, found.offset - broken, broken in drop)
            broken = None
        if isinstance(found, BrokenMember):
            broken, is_dropped = found.offset, found.offset in drop
            continue
        record = only_record(found)
        if record is None or not record.is_companion:
            is_dropped = found.offset in drop
        if record is not None and record.kind == "revisit":
            is_dropped |= record.id_in("WARC-Refers-To") in dropped_ids
        if record is not None and is_dropped:
            dropped_ids.add(record.id_in("WARC-Record-ID"))
        yield _Stretch(found.offset, found.length, is_dropped or found.offset in drop)
    if broken is not None:
        yield _Stretch(broken, len(view) - broken, broken in drop)


def _copy(view: mmap.mmap, stretches: list[_Stretch], part: Path) -> None:
    with part.open("wb") as out:
        for one in stretches:
            if not one.is_dropped:
                out.write(view[one.offset : one.offset + one.length])
        out.flush()
        os.fsync(out.fileno())


def _moves(old: str, new: str, stretches: list[_Stretch]) -> tuple[Moved, ...]:
    moves, offset = [], 0
    for one in stretches:
        if not one.is_dropped:
            was = Position(old, one.offset, one.length)
            moves.append(Moved(was, Position(new, offset, one.length)))
            offset += one.length
    return tuple(moves)


def _lock(folder: Path, file: str) -> OwnFile:
    path = folder / file
    try:
        lock = lock_file(path)
    except OSError as error:
        raise ArchiveError(f"can't be rewritten: {error}", where=file) from error
    if lock is None:
        raise ArchiveError(
            "another process is writing to it" if path.exists() else "there is no such file",
            where=file,
            hint="stop the workers, or try again once the file is full",
        )
    return lock


def _put_in_place(folder: Path, old: str, new: str) -> None:
    """Rename the new file, then remove the old one and what was ever torn off its end."""
    part = folder / (new + PART)
    if part.exists():
        part.replace(folder / new)
        sync_folder(folder)
    for piece in torn_pieces(folder / old):
        piece.unlink()
    (folder / old).unlink(missing_ok=True)
    sync_folder(folder)


def _interrupted(folder: Path) -> Iterator[tuple[str, str]]:
    """Each file of which a newer one exists, finished or not: old name, new name."""
    for path in sorted(folder.glob("*-r*")) if folder.is_dir() else ():
        new = path.name.removesuffix(PART)
        match = NUMBERED.fullmatch(new)
        if match is None or not match[2]:
            continue
        before = int(match[2]) - 1
        old = f"{match[1]}-r{before}.warc.gz" if before else f"{match[1]}.warc.gz"
        if path.name.endswith(PART) or (folder / old).exists():
            yield old, new
