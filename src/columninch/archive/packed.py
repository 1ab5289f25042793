"""The WARC files inside a WACZ, read where they lie; nothing is ever unpacked to disk.

A ZIP from outside is looked over as a whole before any of it is read: how many files it
lists, how they are called, whether they overlap, what they claim to inflate to. One lie
and it is refused. APPNOTE 6.3.10; WACZ 1.1.1 stores its WARC files without compression.
"""

from __future__ import annotations

import io
import zipfile
import zlib
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, BinaryIO

from columninch.errors import ArchiveError

if TYPE_CHECKING:
    from collections.abc import Sequence

ARCHIVES = (".warc", ".warc.gz", ".warc.zst", ".arc", ".arc.gz")
MOST_ENTRIES = 100_000
DIRECTORY_BYTES = 1 << 24
DEFLATED_BYTES = 1 << 26
"""A deflated entry is inflated in memory; a larger one must be stored as it is."""
MOST_FOLD = 300
LOCAL_HEAD_BYTES = 30
ENCRYPTED = 0x1


def is_packed(stream: BinaryIO) -> bool:
    """Whether the file is a ZIP; it is at its start afterwards."""
    head = stream.read(4)
    stream.seek(0)
    return head in {b"PK\x03\x04", b"PK\x05\x06"}


def warc_entries(stream: BinaryIO) -> tuple[str, ...]:
    """The names of the WARC and ARC files in a WACZ, in their order.

    Raises `ArchiveError` where the ZIP is broken, or not what an honest program writes.
    """
    entries = _entries(stream)
    names = [one.filename for one in entries if one.filename.lower().endswith(ARCHIVES)]
    if not names:
        inner = any(one.filename.lower().endswith(".wacz") for one in entries)
        raise ArchiveError(
            "the ZIP holds no WARC file", hint="give the WACZ files in it by themselves" * inner
        )
    return tuple(names)


def open_entry(stream: BinaryIO, name: str) -> BinaryIO:
    """The file `name` inside a WACZ, to be read and sought in. Raises `ArchiveError`."""
    entry = next((one for one in _entries(stream) if one.filename == name), None)
    if entry is None:
        raise ArchiveError(f"the ZIP holds no {name}")
    if entry.compress_type == zipfile.ZIP_STORED:
        return io.BufferedReader(_Window(stream, _start(stream, entry), entry.file_size))
    if entry.file_size > DEFLATED_BYTES:
        raise ArchiveError(
            f"{name} is deflated and too large to be inflated at once",
            hint="pack it anew with: zip -0",
        )
    try:
        with zipfile.ZipFile(stream) as packed, packed.open(entry) as inflated:
            return io.BytesIO(inflated.read(entry.file_size))
    except (zipfile.BadZipFile, zlib.error, EOFError) as error:
        raise ArchiveError(f"{name} can't be inflated: {error}") from error


class _Window(io.RawIOBase):
    """A stretch of a file as a file."""

    def __init__(self, stream: BinaryIO, start: int, size: int) -> None:
        self._stream, self._start, self._size, self._at = stream, start, size, 0

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def seek(self, offset: int, whence: int = io.SEEK_SET) -> int:
        base = {io.SEEK_SET: 0, io.SEEK_CUR: self._at, io.SEEK_END: self._size}[whence]
        self._at = base + offset
        return self._at

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]  # any buffer
        self._stream.seek(self._start + self._at)
        data = self._stream.read(max(0, min(len(buffer), self._size - self._at)))
        buffer[: len(data)] = data
        self._at += len(data)
        return len(data)


def _entries(stream: BinaryIO) -> list[zipfile.ZipInfo]:
    """What the ZIP lists, each looked over. Raises `ArchiveError`."""
    size = stream.seek(0, io.SEEK_END)
    _check_directory(stream, size)
    try:
        with zipfile.ZipFile(stream) as packed:
            entries = [one for one in packed.infolist() if not one.is_dir()]
    except (zipfile.BadZipFile, ValueError, EOFError, NotImplementedError) as error:
        raise ArchiveError(f"the ZIP can't be read: {error}") from error
    for entry in entries:
        if complaint := _complaint(entry):
            raise ArchiveError(f"the ZIP is refused: {complaint}")
    _check_together(entries, size)
    return entries


def _check_directory(stream: BinaryIO, size: int) -> None:
    """Refuse a directory that is too large before `zipfile` reads it whole."""
    tail_bytes = min(size, (1 << 16) + 22)
    stream.seek(size - tail_bytes)
    tail = stream.read(tail_bytes)
    end = tail.rfind(b"PK\x05\x06")
    if end < 0:
        raise ArchiveError("the ZIP is torn off: its directory is missing")
    directory_bytes = int.from_bytes(tail[end + 12 : end + 16], "little")
    is_large = directory_bytes == 0xFFFFFFFF  # ZIP64 has its own record, at most so far away
    if is_large or directory_bytes > DIRECTORY_BYTES:
        raise ArchiveError(f"the ZIP is refused: it lists more than {MOST_ENTRIES} files")
    stream.seek(0)


def _check_together(entries: Sequence[zipfile.ZipInfo], size: int) -> None:
    """Refuse what is sound one by one and isn't as a whole."""
    if len(entries) > MOST_ENTRIES:
        raise ArchiveError(f"the ZIP is refused: it lists more than {MOST_ENTRIES} files")
    if len({one.filename for one in entries}) < len(entries):
        raise ArchiveError("the ZIP is refused: two of its files have one name")
    if sum(one.compress_size for one in entries) > size:
        raise ArchiveError("the ZIP is refused: its files overlap")


def _complaint(entry: zipfile.ZipInfo) -> str:
    """Why this entry makes a ZIP one that is not read, or an empty string."""
    name = entry.orig_filename
    shown = repr(name[:80])
    path = PurePosixPath(name)
    if not name.isprintable() or "\\" in name or ":" in name.partition("/")[0]:
        return f"{shown} is no name of a file in a WACZ"
    if path.is_absolute() or ".." in path.parts:
        return f"{shown} leads out of it"
    if entry.flag_bits & ENCRYPTED:
        return f"{shown} is encrypted"
    if entry.compress_type not in {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED}:
        return f"{shown} is compressed in a way that WACZ doesn't use"
    if entry.compress_type == zipfile.ZIP_STORED and entry.file_size != entry.compress_size:
        return f"{shown} has two sizes"
    if entry.file_size > MOST_FOLD * (entry.compress_size + 100):
        return f"{shown} claims to inflate more than {MOST_FOLD} times"
    return ""


def _start(stream: BinaryIO, entry: zipfile.ZipInfo) -> int:
    """Where the bytes of a stored entry begin."""
    stream.seek(entry.header_offset)
    head = stream.read(LOCAL_HEAD_BYTES)
    if len(head) < LOCAL_HEAD_BYTES or not head.startswith(b"PK\x03\x04"):
        raise ArchiveError(f"{entry.filename} is not where the ZIP's directory says")
    lengths = int.from_bytes(head[26:28], "little") + int.from_bytes(head[28:30], "little")
    return entry.header_offset + LOCAL_HEAD_BYTES + lengths
