"""Which files of a desk belong in its backup."""

from __future__ import annotations

import mmap
import os
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from columninch.archive.members import whole_bytes
from columninch.desk.config import SETTINGS_FILE

if TYPE_CHECKING:
    from collections.abc import Iterator

SETTINGS = (SETTINGS_FILE, "secret.key", "secrets.toml")
FOLDERS = ("archive", "site")
SECRET = frozenset(SETTINGS)
"""Files that only their owner may read once they are restored."""
RECORDS = ".warc.gz"


@dataclass(frozen=True, slots=True)
class Content:
    """A file to be backed up, as it was found."""

    path: str
    """Below the desk's folder, with forward slashes."""
    file: Path
    size: int
    """So many bytes of it: what an archive's file grows by afterwards is the next backup's."""
    changed_ns: int


def contents(desk: Path) -> Iterator[Content]:
    """The desk's settings, archive and site; ask for them once the database is taken.

    The archive is append-only and its bytes are on disk before the row that speaks of them,
    so that whatever the database's snapshot speaks of is among them.
    """
    for name in SETTINGS:
        if (desk / name).is_file():
            yield _content(desk, desk / name)
    for folder in FOLDERS:
        for path in _files(desk / folder):
            yield _content(desk, path)


def _files(folder: Path) -> Iterator[Path]:
    """Regular files below `folder`, in order; links out of it are not followed."""
    for above, folders, names in os.walk(folder):
        folders.sort()
        for name in sorted(names):
            path = Path(above) / name
            # an archive's `.part` is a rewriting that was cut off, which rows may speak of
            if path.is_file() and not path.is_symlink() and not name.startswith("."):
                yield path


def _content(desk: Path, path: Path) -> Content:
    found = path.stat()
    size = found.st_size
    if path.name.endswith(RECORDS) and size:
        # a record that is being written at this moment belongs to no row yet
        with (
            path.open("rb") as stream,
            mmap.mmap(stream.fileno(), size, access=mmap.ACCESS_READ) as view,
        ):
            size = whole_bytes(view)
    return Content(path.relative_to(desk).as_posix(), path, size, found.st_mtime_ns)
