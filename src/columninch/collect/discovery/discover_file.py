"""Discovery on this machine: a folder, a file, or a list of addresses."""

from __future__ import annotations

from typing import TYPE_CHECKING

from columninch.collect.discovery.look import with_sample
from columninch.collect.files.file import list_file
from columninch.collect.files.folder import list_folder
from columninch.collect.pages.url_list import is_url_list, read_list_file, read_url_list
from columninch.errors import SourceError, UsageError
from columninch.records import FoundSource

if TYPE_CHECKING:
    from pathlib import Path

    from columninch.records import Listing

LIST_ENDINGS = frozenset({".txt", ".urls", ".lst", ".tsv", ".list", ""})
"""Of files that may be lists of addresses."""
KINDS = frozenset({"folder", "file", "urls"})


def found_at_path(path: Path, kind: str = "") -> FoundSource:
    """What there is at `path`, of the `kind` that a person named or as it looks.

    Raises `SourceError` where it holds nothing that is read, and `UsageError` for a kind that
    is none of this machine's.
    """
    if kind and kind not in KINDS:
        raise UsageError(
            f"a file or folder is no source of the kind {kind!r}",
            where=str(path),
            hint=f"known are: {', '.join(sorted(KINDS))}",
        )
    if kind == "urls" or (not kind and _is_list(path)):
        return _found("urls", path, read_url_list(read_list_file(path), str(path)))
    if path.is_dir():
        return _found("folder", path, list_folder(path))
    return _found("file", path, list_file(path))


def _found(kind: str, path: Path, listing: Listing) -> FoundSource:
    if not listing.entries:
        raise SourceError(
            "the folder holds no file that is read",
            where=str(path),
            hint=listing.complaint or "it is empty",
        )
    found = FoundSource(
        kind=kind,
        url=path.as_uri(),
        outlet_name=listing.title or path.name.partition(".")[0],
        note=listing.complaint,
    )
    return with_sample(found, listing.entries)


def _is_list(path: Path) -> bool:
    if not path.is_file() or path.suffix.lower() not in LIST_ENDINGS:
        return False
    return is_url_list(read_list_file(path))
