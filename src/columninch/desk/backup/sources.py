"""A backup read back: unpacked into a new folder, every byte held against its manifest.

A backup may come from anywhere. Nothing is written outside the folder, nothing but plain files
is made, no more is written than the backup says it holds, and what it says must be so.
"""

from __future__ import annotations

import hashlib
import shutil
import tarfile
from dataclasses import dataclass
from typing import IO, TYPE_CHECKING

from columninch.desk.backup.contents import FOLDERS, SECRET
from columninch.desk.backup.manifest import (
    HEAD,
    MANIFEST,
    MAX_MANIFEST_BYTES,
    SQLITE_FILE,
    TABLES,
    Manifest,
    manifest_from,
    plain_path,
    require_known,
)
from columninch.desk.backup.streams import DAMAGES, packed_reader
from columninch.errors import DeskError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    Show = Callable[[str], None]

CHUNK_BYTES = 1 << 20
MAX_FILES = 5_000_000
SLACK_BYTES = 1 << 28
"""How much longer than said at its beginning a backup may be: pages published meanwhile."""


@dataclass(frozen=True, slots=True)
class _Written:
    size: int
    sha256: str


def unpack(backup: Path, folder: Path, show: Show) -> Manifest:
    """Unpack `backup`, a file or a folder, into the empty `folder`; its manifest.

    Raises `DeskError` for what is no backup, is torn, damaged or hostile, was made by a newer
    program, or doesn't fit on the disk.
    """
    try:
        if backup.is_dir():
            return _unpack_folder(backup, folder, show)
        if not backup.is_file():
            raise DeskError("there is no such file or folder", where=str(backup))
        return _unpack_file(backup, folder, show)
    except (tarfile.TarError, *DAMAGES) as error:
        raise DeskError(
            f"the backup can't be read: {error}", where=str(backup), hint="it is damaged, or none"
        ) from error


def _unpack_folder(backup: Path, folder: Path, show: Show) -> Manifest:
    path = backup / MANIFEST
    if not path.is_file():
        raise DeskError("this is no backup: it has no manifest.json", where=str(backup))
    manifest = manifest_from(path.read_bytes(), str(backup))
    require_known(manifest, str(backup))
    _require_room(manifest, folder)
    written: dict[str, _Written] = {}
    for each in manifest.files:
        stored = backup / each.stored
        if not stored.is_file() or not stored.resolve().is_relative_to(backup.resolve()):
            raise DeskError(f"{each.stored} is missing", where=str(backup))
        with stored.open("rb") as stream:
            written[each.path] = _write(stream, folder, each.path, each.size)
        show(f"{len(written)} of {len(manifest.files)} files")
    _require_whole(manifest, written, backup)
    return manifest


def _unpack_file(backup: Path, folder: Path, show: Show) -> Manifest:
    with packed_reader(backup) as stream, tarfile.open(fileobj=stream, mode="r|") as packed:
        members = iter(packed)
        head = _head(next(members, None), packed, backup)
        require_known(head, str(backup))
        _require_room(head, folder)
        written: dict[str, _Written] = {}
        left = head.byte_count + SLACK_BYTES
        manifest: Manifest | None = None
        for member in members:
            _require_plain(member, written, manifest, backup)
            body = packed.extractfile(member)
            assert body is not None  # noqa: S101  # a plain file has a body
            if member.name == MANIFEST:
                manifest = manifest_from(_small(member, body, backup), str(backup))
                continue
            left -= member.size
            if left < 0:
                raise DeskError("it holds more than it says", where=str(backup))
            written[member.name] = _write(body, folder, member.name, member.size)
            show(f"{len(written)} files: {member.name}")
    if manifest is None:
        raise DeskError("the backup is torn off: its end is missing", where=str(backup))
    require_known(manifest, str(backup))
    _require_whole(manifest, written, backup)
    return manifest


def _head(member: tarfile.TarInfo | None, packed: tarfile.TarFile, backup: Path) -> Manifest:
    body = packed.extractfile(member) if member is not None and member.isreg() else None
    if member is None or body is None or member.name != HEAD:
        raise DeskError(f"this is no backup: it doesn't begin with {HEAD}", where=str(backup))
    return manifest_from(_small(member, body, backup), str(backup))


def _small(member: tarfile.TarInfo, body: IO[bytes], backup: Path) -> bytes:
    if member.size > MAX_MANIFEST_BYTES:
        raise DeskError(f"{member.name} is larger than any manifest", where=str(backup))
    return body.read()


def _require_plain(
    member: tarfile.TarInfo,
    written: dict[str, _Written],
    manifest: Manifest | None,
    backup: Path,
) -> None:
    """Refuse what no backup of ours has: links, devices, paths that lead out, names twice."""
    complaint = ""
    if manifest is not None:
        complaint = "something follows its manifest"
    elif not member.isreg() or member.issparse():
        complaint = "it is no plain file"
    elif not plain_path(member.name) or not _belongs(member.name):
        complaint = "no desk has a file there"
    elif member.name in written:
        complaint = "it comes twice"
    elif member.size < 0 or len(written) >= MAX_FILES:
        complaint = "too much"
    if complaint:
        raise DeskError(f"{member.name[:200]!r}: {complaint}", where=str(backup))


def _belongs(path: str) -> bool:
    top, _, below = path.partition("/")
    return (top in (*FOLDERS, TABLES)) if below else path in (*SECRET, SQLITE_FILE, MANIFEST)


def _write(source: IO[bytes], folder: Path, name: str, size: int) -> _Written:
    """Copy `size` bytes into a new file below `folder`."""
    path = folder / name
    if not plain_path(name) or not _belongs(name):
        raise DeskError(f"{name[:200]!r}: no desk has a file there", where=str(folder))
    path.parent.mkdir(parents=True, exist_ok=True)
    path.touch(mode=0o600 if name in SECRET else 0o644, exist_ok=False)
    hashed = hashlib.sha256()
    done = 0
    with path.open("wb") as out:
        for chunk in _chunks(source, size):
            out.write(chunk)
            hashed.update(chunk)
            done += len(chunk)
    return _Written(done, hashed.hexdigest())


def _chunks(source: IO[bytes], size: int) -> Iterator[bytes]:
    while size > 0 and (chunk := source.read(min(size, CHUNK_BYTES))):
        size -= len(chunk)
        yield chunk


def _require_whole(manifest: Manifest, written: dict[str, _Written], backup: Path) -> None:
    told = {each.path: _Written(each.size, each.sha256) for each in manifest.files}
    for path in sorted(told.keys() | written.keys()):
        if told.get(path) != written.get(path):
            what = "is missing" if path not in written else "is not what its manifest says"
            raise DeskError(f"{path} {what}", where=str(backup), hint="restore from another backup")


def _require_room(manifest: Manifest, folder: Path) -> None:
    free = shutil.disk_usage(folder).free
    if manifest.byte_count > free:
        raise DeskError(
            f"the desk needs {manifest.byte_count} bytes, the disk has {free}",
            where=str(folder),
            hint="name a folder on a larger disk",
        )
