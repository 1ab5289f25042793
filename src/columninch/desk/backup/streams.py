"""Files that are compressed as their names say: .zst, .gz, or not at all."""

from __future__ import annotations

import gzip
import sys
from typing import IO, TYPE_CHECKING, cast

if sys.version_info >= (3, 14):
    from compression import zstd
else:
    from backports import zstd

if TYPE_CHECKING:
    from pathlib import Path

ENDINGS = (".tar.zst", ".tzst", ".tar.gz", ".tgz", ".tar")
"""What a backup in one file may be called."""
DAMAGES = (OSError, EOFError, zstd.ZstdError)
"""What reading a damaged file may raise."""


def packed_writer(path: Path, name: str = "") -> IO[bytes]:
    """A new file for its owner alone, compressed as `name` (or its own name) says."""
    path.touch(mode=0o600)
    name = name or path.name
    if name.endswith("zst"):
        return cast("IO[bytes]", zstd.open(path, "wb"))
    if name.endswith("gz"):
        return cast("IO[bytes]", gzip.open(path, "wb", compresslevel=6))
    return path.open("wb")


def packed_reader(path: Path) -> IO[bytes]:
    """A file's bytes decompressed, as its first bytes say that they have to be."""
    with path.open("rb") as stream:
        start = stream.read(4)
    if start == b"\x28\xb5\x2f\xfd":  # RFC 8878, section 3.1.1
        return cast("IO[bytes]", zstd.open(path, "rb"))
    if start[:2] == b"\x1f\x8b":  # RFC 1952
        return cast("IO[bytes]", gzip.open(path, "rb"))
    return path.open("rb")
