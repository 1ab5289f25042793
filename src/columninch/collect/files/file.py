"""A single file: one page or one programme's subtitles."""

from __future__ import annotations

from typing import TYPE_CHECKING

from columninch.collect.files.local import CONTENT_TYPES, content_type_of, file_entry, source_path
from columninch.collect.polled import Document, Polled
from columninch.errors import SourceError
from columninch.records import Listing

if TYPE_CHECKING:
    from pathlib import Path

    from columninch.collect.polled import PolledSource
    from columninch.tools import Tools


def poll_file(source: PolledSource, tools: Tools) -> Polled:
    """One entry: the file. Raises `SourceError` where it is gone or not to be read."""
    return Polled((Document(None, list_file(source_path(source.url))),))


def list_file(path: Path) -> Listing:
    """The file as a listing of one. Raises `SourceError` where it is no file that is read."""
    if not path.is_file():
        raise SourceError("there is no such file", where=str(path), hint="was it moved or renamed?")
    if not content_type_of(path):
        raise SourceError(
            "files of this ending are not read",
            where=str(path),
            hint=f"known are {', '.join(CONTENT_TYPES)}, each also with .gz",
        )
    return Listing(title=path.name.partition(".")[0], entries=(file_entry(path, path),))
