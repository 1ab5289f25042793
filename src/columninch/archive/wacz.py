"""A WACZ file of captures: what a replay program opens to show a source.

WACZ 1.1.1 (https://specs.webrecorder.net/wacz/1.1.1/): a ZIP with the records, an index of
them, a list of pages and a description with the hash of each. The index is compressed
(`index.cdx.gz`), so a second one (`index.idx`) says where its blocks lie; without it
replayweb.page would not find a page. A revisit replays only where its original is found
by address and time, so the original is packed with it.
"""

from __future__ import annotations

import hashlib
import io
import json
import tempfile
import zipfile
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from typing import IO, TYPE_CHECKING, Protocol

from columninch import __version__
from columninch.archive.cdx import (
    INDEX_NAME,
    SortedLines,
    index_blocks,
    index_line,
    second_index,
    sha256_of,
)
from columninch.archive.compose import info_record, warc_date
from columninch.archive.members import MAX_MEMBER_BYTES, read_member
from columninch.archive.stored import capture_of, only_record
from columninch.errors import ArchiveError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from columninch.records import Capture

VERSION = "1.1.1"
DATA_NAME = "data.warc.gz"
MAX_DATA_BYTES = 1 << 30
"""Where the next WARC file is begun: each stays below what a ZIP without ZIP64 can tell."""
CHUNK_BYTES = 1 << 20


class RecordSource(Protocol):
    """What gives whole records, such as the vault."""

    def record_bytes(self, capture: Capture) -> bytes:
        """The record of `capture` as it lies in the archive, one gzip member."""
        ...


def wacz_bytes(captures: Sequence[Capture], vault: RecordSource, title: str, at: datetime) -> bytes:
    """A WACZ of `captures` and of what they need to replay; the same for the same arguments.

    A capture that is given twice is packed once. Requests are not packed: they name who
    asked, and this is published. `at` is when the file was made.
    Raises `ArchiveError` where a record is missing.
    """
    cited = set(captures)
    places = {one.position for one in cited}
    cited |= {_original(one, vault) for one in captures if one.original not in {None, *places}}
    ordered = sorted(cited, key=lambda one: (one.at, one.url, one.sha256, str(one.position)))
    out = io.BytesIO()
    write_wacz(out, ordered, lambda one: (vault.record_bytes(one),), title, at)
    return out.getvalue()


def write_wacz(
    out: IO[bytes],
    captures: Iterable[Capture],
    records: Callable[[Capture], Sequence[bytes]],
    title: str,
    at: datetime,
) -> int:
    """Write a WACZ of `captures` to `out`, however many; returns how many it holds.

    Each is given once, and with a revisit its original. `records` gives the record of a
    capture, compressed, and then those beside it. Memory doesn't grow with the count.
    Raises `ArchiveError` where a record is missing, and `out` is of no use then.
    """
    with (
        zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as archive,
        SortedLines() as index,
        tempfile.TemporaryFile() as pages,
    ):
        package = _Package(archive, at)
        count = _write_records(package, captures, records, index, pages)
        _write_index(package, index)
        with package.file("pages/pages.jsonl") as file:
            file.write(_line({"format": "json-pages-1.0", "id": "pages", "title": title}))
            pages.seek(0)
            while chunk := pages.read(CHUNK_BYTES):
                file.write(chunk)
        _describe(package, title)
    return count


class _Hashed:
    """A file inside the ZIP that counts and hashes what is written to it."""

    def __init__(self, stream: IO[bytes]) -> None:
        self._stream = stream
        self._digest = hashlib.sha256()
        self.size = 0

    def write(self, data: bytes) -> None:
        self._stream.write(data)
        self._digest.update(data)
        self.size += len(data)

    def sha256(self) -> str:
        return self._digest.hexdigest()


@dataclass(slots=True)
class _Package:
    """The ZIP, and what its description will say of each file."""

    archive: zipfile.ZipFile
    at: datetime
    told: list[dict[str, object]] = field(default_factory=list)

    @contextmanager
    def file(self, path: str) -> Iterator[_Hashed]:
        """A file to be written; stored and not deflated, as what is large is compressed."""
        moment = self.at.astimezone(UTC)
        # ZIP has no year before 1980 (APPNOTE 4.4.6)
        stamp = (max(moment.year, 1980), *moment.timetuple()[1:6])
        entry = zipfile.ZipInfo(path, date_time=stamp)
        entry.external_attr = 0o644 << 16
        # never with ZIP64's field in the local header: replayweb.page reckons without it
        with self.archive.open(entry, "w") as stream:
            hashed = _Hashed(stream)
            yield hashed
        name = path.rpartition("/")[2].lower()
        digest = f"sha256:{hashed.sha256()}"
        self.told.append({"name": name, "path": path, "hash": digest, "bytes": hashed.size})


def _write_records(
    package: _Package,
    captures: Iterable[Capture],
    records: Callable[[Capture], Sequence[bytes]],
    index: SortedLines,
    pages: IO[bytes],
) -> int:
    """The records one after another; where each lies goes into `index`, its page to `pages`."""
    count = number = 0
    waiting = iter(captures)
    capture = next(waiting, None)
    while capture is not None or number == 0:
        number += 1
        name = DATA_NAME if number == 1 else DATA_NAME.replace("data", f"data-{number}")
        with package.file(f"archive/{name}") as data:
            data.write(info_record(name, f"columninch/{__version__}", package.at))
            while capture is not None and data.size < MAX_DATA_BYTES:
                count += 1
                record, *beside = records(capture)
                index.add(index_line(capture, file=name, offset=data.size, length=len(record)))
                for one in (record, *beside):
                    data.write(one)
                if not capture.content_type.startswith("image/"):
                    pages.write(_page(capture, count))
                capture = next(waiting, None)
    return count


def _write_index(package: _Package, index: SortedLines) -> None:
    blocks = []
    with package.file(f"indexes/{INDEX_NAME}") as file:
        for first, block in index_blocks(iter(index)):
            blocks.append((first, file.size, len(block), sha256_of(block)))
            file.write(block)
    with package.file("indexes/index.idx") as file:
        file.write(second_index(blocks))


def _page(capture: Capture, number: int) -> bytes:
    return _line(
        {
            "id": str(number),
            "url": capture.url,
            "ts": warc_date(capture.at),
            "title": capture.url,
        }
    )


def _describe(package: _Package, title: str) -> None:
    """The description of all other files, and its own hash."""
    described = _json(
        {
            "profile": "data-package",
            "wacz_version": VERSION,
            "title": title,
            "created": warc_date(package.at.replace(microsecond=0)),
            "software": f"columninch/{__version__}",
            "resources": list(package.told),
        }
    )
    with package.file("datapackage.json") as file:
        file.write(described)
    digest = {"path": "datapackage.json", "hash": f"sha256:{sha256_of(described)}"}
    with package.file("datapackage-digest.json") as file:
        file.write(_json(digest))


def _original(revisit: Capture, vault: RecordSource) -> Capture:
    """The capture that holds the payload of `revisit`. Raises `ArchiveError`."""
    if revisit.original is None:
        return revisit
    held = replace(revisit, position=revisit.original, original=None)
    record = only_record(read_member(vault.record_bytes(held), 0, MAX_MEMBER_BYTES))
    capture = None if record is None else capture_of(record, revisit.original, None)
    if capture is None:
        raise ArchiveError(
            "the record that holds the payload can't be read", where=str(revisit.original)
        )
    return capture


def _line(value: object) -> bytes:
    return f"{json.dumps(value, ensure_ascii=False)}\n".encode()


def _json(value: object) -> bytes:
    return (json.dumps(value, ensure_ascii=False, indent=2) + "\n").encode()
