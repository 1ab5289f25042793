"""Folders of pages and subtitles: every file below, one entry each."""

from __future__ import annotations

from typing import TYPE_CHECKING

from columninch.collect.files.local import (
    content_type_of,
    file_entry,
    files_below,
    is_inside,
    source_path,
)
from columninch.collect.polled import Document, Polled
from columninch.errors import SourceError
from columninch.records import Listing

if TYPE_CHECKING:
    from pathlib import Path

    from columninch.collect.polled import PolledSource
    from columninch.tools import Tools

NAMED = 5
"""How many of the files that were left out a complaint names."""


def poll_folder(source: PolledSource, tools: Tools) -> Polled:
    """An entry for each file below the folder that is read, in order of its path.

    Raises `SourceError` where there is no such folder.
    """
    return Polled((Document(None, list_folder(source_path(source.url))),))


def list_folder(folder: Path) -> Listing:
    """The folder as a listing; its complaint names what was left out and why.

    Raises `SourceError` where there is no such folder.
    """
    if not folder.is_dir():
        raise SourceError(
            "there is no such folder", where=str(folder), hint="was it moved or renamed?"
        )
    files = list(files_below(folder))
    unknown = [one for one in files if not content_type_of(one)]
    outside = [one for one in files if content_type_of(one) and not is_inside(one, folder)]
    left_out = {*unknown, *outside}
    complaints = (
        _complaint("of unknown ending", unknown, folder),
        _complaint("a link out of the folder", outside, folder),
    )
    return Listing(
        title=folder.resolve().name,
        entries=tuple(file_entry(one, folder) for one in files if one not in left_out),
        complaint="; ".join(one for one in complaints if one),
    )


def _complaint(reason: str, files: list[Path], folder: Path) -> str:
    if not files:
        return ""
    named = ", ".join(one.relative_to(folder).as_posix() for one in files[:NAMED])
    more = f" and {len(files) - NAMED} more" if len(files) > NAMED else ""
    return f"left out, {reason}: {named}{more}".encode(errors="replace").decode()
