"""WARC, ARC and WACZ files made by others as a source: the pages in them that are articles."""

from __future__ import annotations

from typing import TYPE_CHECKING

from columninch.collect.archives.archived import archived_entries
from columninch.collect.files.local import files_below, is_inside, source_path
from columninch.collect.polled import Document, Polled
from columninch.errors import SourceError
from columninch.records import ArchivedCopy, Damage, Listing

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from columninch.collect.polled import PolledSource
    from columninch.tools import Archives, Tools

ENDINGS = (".warc", ".warc.gz", ".warc.zst", ".arc", ".arc.gz", ".wacz")
NAMED = 5
"""How many damages a complaint names."""


def poll_archive_file(source: PolledSource, tools: Tools) -> Polled:
    """The articles in an archive file, or in those below a folder, each file a document.

    Raises `SourceError` where there is no such file.
    """
    path = source_path(source.url)
    files = archive_files(path)
    if not files:
        raise SourceError(
            "there is no archive file", where=str(path), hint=f"known are {', '.join(ENDINGS)}"
        )
    if tools.archives is None:
        raise SourceError("archive files can't be read here", where=str(path))
    return Polled(
        tuple(Document(None, _listing(one, path, source, tools.archives)) for one in files)
    )


def archive_files(path: Path) -> list[Path]:
    """The archive files at `path`, a file or a folder, in order of their paths."""
    if path.is_file():
        return [path] if path.name.lower().endswith(ENDINGS) else []
    if not path.is_dir():
        return []
    found = (one for one in files_below(path) if one.name.lower().endswith(ENDINGS))
    return [one for one in found if is_inside(one, path)]


def _listing(file: Path, root: Path, source: PolledSource, archives: Archives) -> Listing:
    damages: list[Damage] = []
    name = "" if file == root else file.relative_to(root).as_posix()
    copies = _copies(file, name, archives, damages)
    entries = archived_entries(copies, source.options)
    return Listing(file.name.partition(".")[0], entries, complaint=_told(damages))


def _copies(
    file: Path, name: str, archives: Archives, damages: list[Damage]
) -> Iterator[ArchivedCopy]:
    """The copies in `file`; what is damaged is added to `damages`."""
    for found in archives.copies(file):
        if isinstance(found, Damage):
            damages.append(found)
        else:
            yield ArchivedCopy(
                found.url, found.at, found.status, found.media_type, f"{name}!{found.place}"
            )


def _told(damages: list[Damage]) -> str:
    if not damages:
        return ""
    named = "; ".join(f"byte {one.offset}: {one.reason}" for one in damages[:NAMED])
    more = f" and {len(damages) - NAMED} more" if len(damages) > NAMED else ""
    return f"the file is damaged: {named}{more}"
