"""The parts of a zip file, read one at a time within limits, never to disk.

What a part's header says of its size is not believed: reading stops at the limit. Names are
keys and nothing else, so a path in them leads nowhere. PKWARE APPNOTE 6.3.10.
"""

from __future__ import annotations

import io
import zipfile
import zlib

from columninch.errors import ReadingError

MAX_PARTS = 10_000
MAX_PART_BYTES = 50_000_000
"""Of one part, decompressed."""
MAX_BYTES = 100_000_000
"""Of all parts that are read, decompressed."""
_DAMAGED = (zipfile.BadZipFile, zlib.error, OSError, EOFError, ValueError, NotImplementedError)


class ZipParts:
    """A zip file's parts by name."""

    def __init__(self, body: bytes, *, where: str = "") -> None:
        """Raises `ReadingError` where `body` is no zip file or holds too many parts."""
        self._where = where
        self._left = MAX_BYTES
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(body))
        except _DAMAGED as error:
            raise ReadingError(f"the file is a damaged zip file: {error}", where=where) from error
        if len(self._zip.infolist()) > MAX_PARTS:
            raise ReadingError(f"the file holds more than {MAX_PARTS:,} parts", where=where)
        self._names = frozenset(self._zip.namelist())

    def __contains__(self, name: str) -> bool:
        """Whether there is a part of this name."""
        return name in self._names

    def read(self, name: str) -> bytes:
        """The part's bytes. Raises `ReadingError` where it is missing, damaged or too large."""
        if name not in self._names:
            raise ReadingError(f"the file has no part {name}", where=self._where)
        limit = min(MAX_PART_BYTES, self._left)
        try:
            with self._zip.open(name) as stream:
                body = stream.read(limit + 1)
        except (*_DAMAGED, RuntimeError) as error:  # a part with a password is a RuntimeError
            raise ReadingError(
                f"the part {name} can't be read: {error}", where=self._where
            ) from error
        if len(body) > limit:
            raise ReadingError(f"the part {name} is larger than {limit:,} bytes", where=self._where)
        self._left -= len(body)
        return body
