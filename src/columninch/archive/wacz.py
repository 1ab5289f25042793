"""A WACZ file of a few captures: what a replay program opens to show a cited source.

WACZ 1.1.1 (https://specs.webrecorder.net/wacz/1.1.1/): a ZIP with the records, an index of
them, a list of pages and a description with the hash of each. The index is compressed
(`index.cdx.gz`), so a second one (`index.idx`) says where its one block lies; without it
replayweb.page would not find a page.
"""

from __future__ import annotations

import gzip
import hashlib
import io
import json
import re
import zipfile
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Protocol
from urllib.parse import parse_qsl, urlencode, urlsplit

from columninch import __version__
from columninch.archive.compose import info_record, warc_date
from columninch.archive.warc import kind_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from columninch.records import Capture

VERSION = "1.1.1"
DATA_NAME = "data.warc.gz"


class RecordSource(Protocol):
    """What gives whole records, such as the vault."""

    def record_bytes(self, capture: Capture) -> bytes:
        """The record of `capture` as it lies in the archive, one gzip member."""
        ...


def wacz_bytes(captures: Sequence[Capture], vault: RecordSource, title: str, at: datetime) -> bytes:
    """A WACZ of `captures` and nothing else; the same for the same arguments.

    A capture that is given twice is packed once. `at` is when the file was made.
    Raises `ArchiveError` where a record is missing.
    """
    cited = sorted(set(captures), key=lambda one: (one.at, one.url, one.sha256, str(one.position)))
    warc, index = _warc_and_index(cited, vault, at)
    compressed = gzip.compress(index, mtime=0)
    files = {
        f"archive/{DATA_NAME}": warc,
        "indexes/index.cdx.gz": compressed,
        "indexes/index.idx": _second_index(index, compressed),
        "pages/pages.jsonl": _pages(cited, title),
    }
    package = _package(files, title, at)
    files["datapackage.json"] = package
    files["datapackage-digest.json"] = _json({"path": "datapackage.json", "hash": _sha256(package)})
    return _zip(files, at)


def urlkey(url: str) -> str:
    """The key that indexes sort by: the host's labels reversed, then the path and query.

    Sort-friendly URI Reordering Transform, as the replay programs compute it.
    """
    if kind_of(url) != "response":
        return url
    parts = urlsplit(re.sub(r"^(https?://)www\d*\.", r"\1", url.lower()))
    host = ",".join(reversed((parts.hostname or "").split(".")))
    port = f":{parts.port}" if parts.port else ""
    query = urlencode(sorted(parse_qsl(parts.query, keep_blank_values=True)))
    return f"{host}{port}){parts.path or '/'}{'?' + query if query else ''}"


def _warc_and_index(
    captures: Sequence[Capture], vault: RecordSource, at: datetime
) -> tuple[bytes, bytes]:
    """The records one after another, and the CDXJ lines that say where each lies."""
    out = io.BytesIO()
    out.write(info_record(DATA_NAME, f"columninch/{__version__}", at))
    lines = []
    for capture in captures:
        record = vault.record_bytes(capture)
        told = {
            "url": capture.url,
            "mime": capture.content_type.partition(";")[0].strip() or "unk",
            "status": str(capture.status),
            "digest": f"sha256:{capture.sha256}",
            "length": str(len(record)),
            "offset": str(out.tell()),
            "filename": DATA_NAME,
        }
        moment = capture.at.astimezone(UTC).strftime("%Y%m%d%H%M%S")
        lines.append(f"{urlkey(capture.url)} {moment} {json.dumps(told)}\n")
        out.write(record)
    return out.getvalue(), "".join(sorted(lines)).encode()


def _second_index(index: bytes, compressed: bytes) -> bytes:
    """The lines that say where the blocks of the compressed index lie: one block here."""
    head = {"format": "cdxj-gzip-1.0", "filename": "index.cdx.gz"}
    lines = [f"!meta 0 {json.dumps(head)}\n"]
    if index:
        prefix = index.decode().split(" {", 1)[0]
        block = {"offset": 0, "length": len(compressed), "digest": _sha256(compressed)}
        lines.append(f"{prefix} {json.dumps(block)}\n")
    return "".join(lines).encode()


def _pages(captures: Sequence[Capture], title: str) -> bytes:
    lines = [{"format": "json-pages-1.0", "id": "pages", "title": title}]
    lines += [
        {"id": str(number), "url": one.url, "ts": warc_date(one.at), "title": one.url}
        for number, one in enumerate(captures, start=1)
    ]
    return "".join(f"{json.dumps(line, ensure_ascii=False)}\n" for line in lines).encode()


def _package(files: dict[str, bytes], title: str, at: datetime) -> bytes:
    return _json(
        {
            "profile": "data-package",
            "wacz_version": VERSION,
            "title": title,
            "created": warc_date(at.replace(microsecond=0)),
            "software": f"columninch/{__version__}",
            "resources": [
                {
                    "name": path.rpartition("/")[2].lower(),
                    "path": path,
                    "hash": _sha256(data),
                    "bytes": len(data),
                }
                for path, data in files.items()
            ],
        }
    )


def _zip(files: dict[str, bytes], at: datetime) -> bytes:
    """The files, stored and not deflated, since what is large is compressed already."""
    out = io.BytesIO()
    moment = at.astimezone(UTC)
    # ZIP has no year before 1980 (APPNOTE 4.4.6)
    stamp = (max(moment.year, 1980), *moment.timetuple()[1:6])
    with zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as archive:
        for path, data in files.items():
            entry = zipfile.ZipInfo(path, date_time=stamp)
            entry.external_attr = 0o644 << 16
            archive.writestr(entry, data)
    return out.getvalue()


def _json(value: object) -> bytes:
    return (json.dumps(value, ensure_ascii=False, indent=2) + "\n").encode()


def _sha256(data: bytes) -> str:
    return f"sha256:{hashlib.sha256(data).hexdigest()}"
