"""Where a backup is written to: one file, or a folder that takes only what changed.

Either stands under its name when it is whole and not before: a file is written beside it as
`.part` and renamed; a folder's new files lie in a folder of their own until one manifest,
renamed last, speaks of them.
"""

from __future__ import annotations

import hashlib
import io
import os
import shutil
import tarfile
from dataclasses import replace
from typing import IO, TYPE_CHECKING, Protocol

from columninch.desk.backup.manifest import (
    HEAD,
    MANIFEST,
    BackedUp,
    Manifest,
    manifest_from,
    manifest_json,
)
from columninch.desk.backup.streams import ENDINGS, packed_writer
from columninch.errors import DeskError

if TYPE_CHECKING:
    from pathlib import Path

    from columninch.desk.backup.contents import Content

CHUNK_BYTES = 1 << 20


class Target(Protocol):
    """A place that a backup is written to."""

    copied_count: int
    """Bytes that were copied so far."""

    def begin(self, head: Manifest) -> None:
        """Say what follows."""

    def put(self, content: Content) -> BackedUp:
        """Take one file."""
        ...

    def finish(self, whole: Manifest) -> None:
        """All is there: let it stand under its name."""

    def abandon(self) -> None:
        """Take back what was written of this backup."""


class FileTarget:
    """One tar file (POSIX.1-2001, pax), compressed as its ending says."""

    def __init__(self, path: Path) -> None:
        """`path` ends in .tar, .tar.gz, .tgz, .tar.zst or .tzst."""
        self._path = path
        self._part = path.with_name(f"{path.name}.part")
        self._part.unlink(missing_ok=True)
        self.copied_count = 0
        self._stream = packed_writer(self._part, path.name)
        self._tar = tarfile.open(  # noqa: SIM115  # closed by `finish`
            fileobj=self._stream, mode="w|", format=tarfile.PAX_FORMAT
        )

    def begin(self, head: Manifest) -> None:
        """The manifest without its files, so that a reader knows at once what this is."""
        self._add(HEAD, manifest_json(head))

    def put(self, content: Content) -> BackedUp:
        """Append one file."""
        with content.file.open("rb") as source:
            size = _size_now(source, content)
            hashed = _Hashed(source, size)
            self._tar.addfile(_member(content.path, size, content.changed_ns), hashed)
        if hashed.left:
            raise DeskError("it shrank while it was copied", where=str(content.file))
        self.copied_count += size
        return BackedUp(content.path, size, hashed.hexdigest(), content.path, content.changed_ns)

    def finish(self, whole: Manifest) -> None:
        """The whole manifest, then the file under its name."""
        self._add(MANIFEST, manifest_json(whole))
        self._tar.close()
        self._stream.close()
        with self._part.open("rb") as written:
            os.fsync(written.fileno())
        self._part.replace(self._path)

    def abandon(self) -> None:
        """Drop the unfinished file."""
        self._stream.close()
        self._part.unlink(missing_ok=True)

    def _add(self, name: str, body: bytes) -> None:
        self._tar.addfile(_member(name, len(body), 0), io.BytesIO(body))


class FolderTarget:
    """A folder with a manifest; a file that is as it was is left where an earlier run put it."""

    def __init__(self, folder: Path) -> None:
        """`folder` is new, empty, or an earlier backup's."""
        self._folder = folder
        self.copied_count = 0
        self._before: dict[str, BackedUp] = {}
        self._part = ""
        manifest = folder / MANIFEST
        if manifest.is_file():
            before = manifest_from(manifest.read_bytes(), str(folder))
            self._before = {each.path: each for each in before.files}
        elif folder.is_dir() and any(not _is_ours(each) for each in folder.iterdir()):
            raise DeskError(
                "the folder is not empty and no backup's",
                where=str(folder),
                hint="name a new folder, or an earlier backup's",
            )

    def begin(self, head: Manifest) -> None:
        """Make a folder for this run, named after its time."""
        self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        stamp = head.made_at.replace("-", "").replace(":", "").partition("+")[0].partition(".")[0]
        name, number = stamp, 1
        while (self._folder / name).exists():
            number += 1
            name = f"{stamp}-{number}"
        self._part = name
        (self._folder / self._part).mkdir(mode=0o700)

    def put(self, content: Content) -> BackedUp:
        """Copy one file, unless an earlier run did and it is as it was."""
        before = self._before.get(content.path)
        if before is not None and self._is_same(before, content):
            return before
        stored = f"{self._part}/{content.path}"
        path = self._folder / stored
        path.parent.mkdir(parents=True, exist_ok=True)
        with content.file.open("rb") as source:
            size = _size_now(source, content)
            hashed = _Hashed(source, size)
            path.touch(mode=0o600)
            with path.open("wb") as out:
                shutil.copyfileobj(hashed, out, CHUNK_BYTES)
                out.flush()
                os.fsync(out.fileno())
        if hashed.left:
            raise DeskError("it shrank while it was copied", where=str(content.file))
        self.copied_count += size
        return BackedUp(content.path, size, hashed.hexdigest(), stored, content.changed_ns)

    def finish(self, whole: Manifest) -> None:
        """Put the manifest in place, then drop what it no longer speaks of."""
        part = self._folder / f"{MANIFEST}.part"
        part.touch(mode=0o600)
        with part.open("wb") as out:
            out.write(manifest_json(whole))
            out.flush()
            os.fsync(out.fileno())
        part.replace(self._folder / MANIFEST)
        wanted = {each.stored for each in whole.files}
        for path in sorted(self._folder.rglob("*"), reverse=True):
            name = path.relative_to(self._folder).as_posix()
            if path.is_dir():
                if not any(path.iterdir()):
                    path.rmdir()
            elif name not in wanted and name != MANIFEST:
                path.unlink()

    def abandon(self) -> None:
        """Drop what this run copied; the backup before it still stands."""
        if self._part:
            shutil.rmtree(self._folder / self._part, ignore_errors=True)

    def _is_same(self, before: BackedUp, content: Content) -> bool:
        stored = self._folder / before.stored
        return (
            content.changed_ns > 0
            and (before.size, before.changed_ns) == (content.size, content.changed_ns)
            and stored.is_file()
            and stored.stat().st_size == before.size
        )


def target_at(path: Path) -> Target:
    """One file where the name ends like one, else a folder.

    Raises `DeskError` where a file stands in the folder's place.
    """
    if path.name.endswith(ENDINGS) and not path.is_dir():
        return FileTarget(path)
    if path.exists() and not path.is_dir():
        raise DeskError(
            "this is a file, and its name is no backup's",
            where=str(path),
            hint=f"name a folder, or a file that ends in one of: {', '.join(ENDINGS)}",
        )
    return FolderTarget(path)


def finished(manifest: Manifest, files: list[BackedUp]) -> Manifest:
    """The manifest with the files that were taken."""
    return replace(manifest, files=tuple(files), byte_count=sum(each.size for each in files))


class _Hashed:
    """The first bytes of a stream, hashed while they are read."""

    def __init__(self, stream: IO[bytes], size: int) -> None:
        self._stream = stream
        self._sha256 = hashlib.sha256()
        self.left = size

    def read(self, size: int = -1) -> bytes:
        """At most `size` bytes, or all that are left."""
        wanted = self.left if size < 0 else min(size, self.left)
        body = self._stream.read(wanted)
        self.left -= len(body)
        self._sha256.update(body)
        return body

    def hexdigest(self) -> str:
        """The hash of what was read."""
        return self._sha256.hexdigest()


def _size_now(source: IO[bytes], content: Content) -> int:
    """Its size as opened: a published page may be another by now, an archive's only longer."""
    size = os.fstat(source.fileno()).st_size
    return min(size, content.size) if content.path.startswith("archive/") else size


def _member(name: str, size: int, changed_ns: int) -> tarfile.TarInfo:
    member = tarfile.TarInfo(name)
    member.size = size
    member.mtime = changed_ns // 1_000_000_000
    member.mode = 0o600
    return member


def _is_ours(path: Path) -> bool:
    """Left by a run that was cut off before its first manifest."""
    return path.name[:8].isdigit() or path.name == f"{MANIFEST}.part"
