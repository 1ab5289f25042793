"""Files of this machine as sources: which are read, how they are addressed, their bytes.

A file is addressed by "file:" and its path from the folder that holds the source, so that
the address stays when the whole is moved elsewhere.
"""

from __future__ import annotations

import os
import time
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO
from urllib.parse import quote, unquote_to_bytes, urlsplit

from columninch.collect.fetched import Fetched
from columninch.collect.packed import unpack
from columninch.errors import FetchError
from columninch.records import Entry, Response

if TYPE_CHECKING:
    from collections.abc import Iterator

    from columninch.collect.fetched import Wanted
    from columninch.tools import Tools

CONTENT_TYPES = {
    ".dfxp": "application/ttml+xml",
    ".docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    ".eml": "message/rfc822",
    ".htm": "text/html",
    ".html": "text/html",
    ".markdown": "text/markdown",
    ".md": "text/markdown",
    ".pdf": "application/pdf",
    ".srt": "application/x-subrip",
    ".ttml": "application/ttml+xml",
    ".txt": "text/plain",
    ".vtt": "text/vtt",
    ".xhtml": "application/xhtml+xml",
}
"""The endings that are read; each may be followed by `.gz`."""
PACKED = ".gz"
LOCKS = "~$"
"""What office programs put beside a document that is open."""
SETTLED_SECONDS = 2.0
MAX_BYTES = 50_000_000
"""Of one file, decompressed."""


def content_type_of(path: Path) -> str:
    """The type of the file's content by its ending, or empty where it is not read."""
    suffixes = [one.lower() for one in path.suffixes]
    if suffixes[-1:] == [PACKED]:
        suffixes.pop()
    return CONTENT_TYPES.get(suffixes[-1], "") if suffixes else ""


def source_path(url: str) -> Path:
    """The path that a source's address stands for: a file URL, or the path itself."""
    if not url.lower().startswith("file:"):
        return Path(url)
    return Path(os.fsdecode(unquote_to_bytes(urlsplit(url).path)))


def file_entry(path: Path, source: Path) -> Entry:
    """The listing entry of the file at `path`, which is or lies below `source`."""
    relative = path.relative_to(source.parent)
    return Entry(url="file:" + quote(os.fsencode(relative.as_posix())))


def files_below(folder: Path) -> Iterator[Path]:
    """Every file below `folder`, sorted by path; hidden ones and links to folders apart."""
    for place, folders, names in os.walk(folder):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(names):
            if not name.startswith((".", LOCKS)):
                yield Path(place, name)


def is_inside(path: Path, source: Path) -> bool:
    """Whether `path` really lies at or below `source`, wherever links lead."""
    return path.resolve().is_relative_to(source.resolve())


def fetch_file(wanted: Wanted, tools: Tools) -> Fetched:
    """The capture of a listed file, never of one that is half written.

    Raises `FetchError` where it can't be read, to be tried again where it is being written.
    """
    address = wanted.entry.media_url or wanted.entry.url
    wait_until_settled(address, wanted.source_url, tools)
    body, content_type = read_entry(address, wanted.source_url)
    response = Response(
        url=address,
        final_url=address,
        status=200,
        headers=(("Content-Type", content_type),),
        body=body,
        at=tools.clock.now(),
    )
    capture = tools.vault.store(response, before=wanted.before)
    return Fetched(capture, from_feed=False, complaint="", final_url=address)


def read_entry(entry_url: str, source_url: str) -> tuple[bytes, str]:
    """The bytes of a listed file, decompressed, and its content type.

    Raises `FetchError` where the file is gone, lies outside its source, is damaged, or is
    larger than 50 MB; and, to be tried again, where it changes while it is read.
    """
    path = _path_of(entry_url, source_url)
    if not is_inside(path, source_path(source_url)):
        raise _unreadable("the file lies outside its source", entry_url)
    try:
        with path.open("rb") as stream:
            before = _state(stream)
            body = stream.read(MAX_BYTES + 1)
            after = _state(stream)
    except (OSError, ValueError) as error:
        raise _unreadable(f"the file can't be read: {error}", entry_url) from error
    if before != after:
        raise _unfinished(entry_url)
    if path.suffix.lower() == PACKED:
        unpacked = unpack(body, MAX_BYTES)
        if unpacked.complaint:
            raise _unreadable(unpacked.complaint, entry_url)
        body = unpacked.body
    if len(body) > MAX_BYTES:
        raise _unreadable(f"the file is larger than {MAX_BYTES:,} bytes", entry_url)
    return body, content_type_of(path)


def wait_until_settled(address: str, source_url: str, tools: Tools) -> None:
    """Let a file that was written a moment ago become two seconds old, if it is there.

    Raises `FetchError`, to be tried again, where it was written to meanwhile.
    """
    path = _path_of(address, source_url)
    try:
        before = path.stat()
        age = tools.clock.now().timestamp() - before.st_mtime
        if not 0 <= age < SETTLED_SECONDS:
            return
        time.sleep(SETTLED_SECONDS - age)
        after = path.stat()
    except (OSError, ValueError):
        return  # reading it says why
    if (before.st_size, before.st_mtime_ns) != (after.st_size, after.st_mtime_ns):
        raise _unfinished(address)


def _path_of(entry_url: str, source_url: str) -> Path:
    relative = os.fsdecode(unquote_to_bytes(entry_url.partition(":")[2]))
    return source_path(source_url).parent / relative


def _state(stream: BinaryIO) -> tuple[int, int]:
    state = os.fstat(stream.fileno())
    return state.st_size, state.st_mtime_ns


def _unfinished(url: str) -> FetchError:
    return FetchError("the file is being written at this moment", where=url)


def _unreadable(reason: str, url: str) -> FetchError:
    error = FetchError(reason, where=url)
    error.can_retry = False
    return error
