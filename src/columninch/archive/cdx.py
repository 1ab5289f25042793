"""The index of a WACZ: which address, when, and where its record lies.

CDXJ lines in their order, compressed in blocks, and a second index with the first key of
each block, which is all that a replay program loads of a large one
(https://specs.webrecorder.net/cdxj/0.1.0/). Lines are sorted on disk, not in memory.
"""

from __future__ import annotations

import gzip
import hashlib
import heapq
import json
import re
import tempfile
from contextlib import ExitStack
from datetime import UTC
from itertools import islice
from typing import IO, TYPE_CHECKING, Self
from urllib.parse import parse_qsl, quote, urlencode, urlsplit

from columninch.archive.warc import kind_of

if TYPE_CHECKING:
    from collections.abc import Iterator
    from types import TracebackType

    from columninch.records import Capture

BLOCK_LINES = 3000
RUN_LINES = 20_000
INDEX_NAME = "index.cdx.gz"
_SPACE = re.compile(r"\s")
"""Parts the fields of a line, so that no key may hold any."""


def urlkey(url: str) -> str:
    """The key that indexes sort by: the host's labels reversed, then the path and query.

    Sort-friendly URI Reordering Transform, as the replay programs compute it.
    """
    if kind_of(url) != "response":
        return _SPACE.sub(lambda found: quote(found[0]), url)
    parts = urlsplit(re.sub(r"^(https?://)www\d*\.", r"\1", url.lower()))
    host = ",".join(reversed((parts.hostname or "").split(".")))
    port = f":{parts.port}" if parts.port else ""
    query = urlencode(sorted(parse_qsl(parts.query, keep_blank_values=True)))
    path = _SPACE.sub(lambda found: quote(found[0]), parts.path or "/")
    return f"{host}{port}){path}{'?' + query if query else ''}"


def index_line(capture: Capture, *, file: str, offset: int, length: int) -> bytes:
    """The line that leads to the record of `capture`, at `offset` of `file`."""
    mime = capture.content_type.partition(";")[0].strip() or "unk"
    told = {
        "url": capture.url,
        "mime": "warc/revisit" if capture.original else mime,
        "status": str(capture.status),
        "digest": f"sha256:{capture.sha256}",
        "length": str(length),
        "offset": str(offset),
        "filename": file,
    }
    moment = capture.at.astimezone(UTC).strftime("%Y%m%d%H%M%S")
    return f"{urlkey(capture.url)} {moment} {json.dumps(told)}\n".encode()


class SortedLines:
    """Lines that are given in any order and come back sorted, however many there are."""

    def __init__(self) -> None:
        """Nothing yet; what doesn't fit in memory goes to files that have no name."""
        self._held: list[bytes] = []
        self._runs: list[IO[bytes]] = []
        self._stack = ExitStack()

    def __enter__(self) -> Self:
        """The lines themselves."""
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Drop everything."""
        self._stack.close()

    def add(self, line: bytes) -> None:
        """One more; it ends with a line feed."""
        self._held.append(line)
        if len(self._held) >= RUN_LINES:
            run = tempfile.TemporaryFile()  # noqa: SIM115  closed with all others
            self._stack.callback(run.close)
            run.writelines(sorted(self._held))
            self._runs.append(run)
            self._held = []

    def __iter__(self) -> Iterator[bytes]:
        """All of them in order."""
        for run in self._runs:
            run.seek(0)
        return heapq.merge(*self._runs, sorted(self._held))


def index_blocks(lines: Iterator[bytes]) -> Iterator[tuple[str, bytes]]:
    """The compressed blocks of an index, each with the first key and time in it."""
    while block := list(islice(lines, BLOCK_LINES)):
        first = block[0].decode().split(" {", 1)[0]
        yield first, gzip.compress(b"".join(block), mtime=0)


def second_index(blocks: list[tuple[str, int, int, str]]) -> bytes:
    """The lines that say where the blocks lie: first key, offset, length, SHA-256."""
    head = {"format": "cdxj-gzip-1.0", "filename": INDEX_NAME}
    lines = [f"!meta 0 {json.dumps(head)}\n"]
    for first, offset, length, sha256 in blocks:
        place = {"offset": offset, "length": length, "digest": f"sha256:{sha256}"}
        lines.append(f"{first} {json.dumps(place)}\n")
    return "".join(lines).encode()


def sha256_of(data: bytes) -> str:
    """The SHA-256 of `data`, in hexadecimal."""
    return hashlib.sha256(data).hexdigest()
