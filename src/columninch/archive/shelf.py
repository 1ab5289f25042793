"""Archive files of others, as the work of other rooms is handed them."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import unquote_to_bytes, urlsplit

from columninch.archive.foreign import Place, foreign_captures, foreign_response
from columninch.errors import ArchiveError
from columninch.records import ArchivedCopy, Damage

if TYPE_CHECKING:
    from collections.abc import Iterator

    from columninch.records import Response


class ForeignArchives:
    """WARC, ARC and WACZ files on this machine (`columninch.tools.Archives`)."""

    def copies(self, path: Path) -> Iterator[ArchivedCopy | Damage]:
        """Each copy of a page in the file at `path`, and each damage. Never raises."""
        for found in foreign_captures(path):
            if isinstance(found, Damage):
                yield found
            else:
                kind = found.content_type.partition(";")[0].strip().lower()
                yield ArchivedCopy(found.url, found.at, found.status, kind, str(found.place))

    def response(self, source_url: str, file: str, place: str) -> Response:
        """The copy at `place` of a file of a source. Raises `ArchiveError`."""
        root = Path(os.fsdecode(unquote_to_bytes(urlsplit(source_url).path)))
        path = root / file if file else root
        if not path.resolve().is_relative_to(root.resolve()):
            raise ArchiveError("the file lies outside its source", where=file)
        return foreign_response(path, Place.parse(place))

    def response_in(self, record: bytes) -> Response:
        """The copy in the bytes of one WARC record. Raises `ArchiveError`."""
        with tempfile.NamedTemporaryFile(suffix=".warc.gz") as file:
            file.write(record)
            file.flush()
            return foreign_response(Path(file.name), Place("", 0, 0))
