"""Lists of addresses: a text file, or the address of one, with an address a line.

A line is an address, or an address, a tab and its title; what follows `#` at the start of a
line or after white space is a comment. What is neither is named in the complaint.
"""

from __future__ import annotations

import hashlib
import re
from typing import TYPE_CHECKING

from columninch.collect.asking import ask_source, changed, unchanged
from columninch.collect.fetcher.weburl import parse_address
from columninch.collect.files.local import source_path
from columninch.collect.packed import is_packed, unpack
from columninch.collect.polled import Document, Polled
from columninch.errors import RefusedAddress, SourceError
from columninch.records import Entry, Listing

if TYPE_CHECKING:
    from pathlib import Path

    from columninch.collect.polled import PolledSource
    from columninch.tools import Tools

MAX_BYTES = 20_000_000
MAX_ADDRESSES = 50_000
NAMED = 5
"""Bad lines that a complaint names."""

_COMMENT = re.compile(r"(?:^|\s)#.*")
_ADDRESS = re.compile(r"https?://", re.IGNORECASE)


def poll_urls(source: PolledSource, tools: Tools) -> Polled:
    """The addresses of the list, or nothing where it is as it was.

    Raises `FetchError` where it can't be had, and `SourceError` where it can't be read or
    holds no address.
    """
    if not _ADDRESS.match(source.url):
        return _poll_file(source)
    response = ask_source(source, tools)
    if response.status == 304:
        return unchanged(source, response)
    capture = tools.vault.store(response, before=source.before)
    return changed(response, capture, read_url_list(response.body, response.final_url))


def read_url_list(body: bytes, where: str) -> Listing:
    """The addresses in `body`, each once, in their order; bad lines are in the complaint.

    Raises `SourceError` where it holds no address.
    """
    complaint = ""
    if is_packed(body):
        unpacked = unpack(body, MAX_BYTES)
        body, complaint = unpacked.body, unpacked.complaint
    entries: dict[str, Entry] = {}
    bad: list[str] = []
    for number, line in enumerate(body.decode("utf-8-sig", "replace").splitlines(), start=1):
        if len(entries) == MAX_ADDRESSES:
            complaint = f"only its first {MAX_ADDRESSES:,} addresses are read"
            break
        try:
            entry = _entry(line)
        except RefusedAddress as error:
            bad.append(f"line {number}: {error.reason}: {line.strip()[:80]!r}")
            continue
        if entry is not None:
            entries.setdefault(entry.url, entry)
    if not entries:
        raise SourceError(
            "the list holds no address", where=where, hint=bad[0] if bad else "it is empty"
        )
    return Listing("", tuple(entries.values()), "; ".join(filter(None, (complaint, _told(bad)))))


def is_url_list(body: bytes) -> bool:
    """Whether `body` is text most of whose first lines are addresses."""
    lines = body[:20_000].decode("utf-8-sig", "replace").splitlines()[:50]
    told = [bare for line in lines if (bare := _COMMENT.sub("", line).strip())]
    return bool(told) and sum(bool(_ADDRESS.match(line)) for line in told) * 2 > len(told)


def read_list_file(path: Path) -> bytes:
    """The file's bytes. Raises `SourceError` where it can't be read or is too large."""
    try:
        with path.open("rb") as stream:
            body = stream.read(MAX_BYTES + 1)
    except (OSError, ValueError) as error:
        raise SourceError(
            f"the list can't be read: {error}", where=str(path), hint="was it moved or renamed?"
        ) from error
    if len(body) > MAX_BYTES:
        raise SourceError(f"the list is larger than {MAX_BYTES:,} bytes", where=str(path))
    return body


def _poll_file(source: PolledSource) -> Polled:
    body = read_list_file(source_path(source.url))
    digest = hashlib.sha256(body).hexdigest()
    if digest == source.memory:
        return Polled(memory=digest)
    return Polled((Document(None, read_url_list(body, source.url)),), memory=digest)


def _entry(line: str) -> Entry | None:
    """What a line lists, or None for a comment. Raises `RefusedAddress`."""
    address, tab, title = line.partition("\t")
    address = _COMMENT.sub("", address).strip()
    if not address:
        return None
    return Entry(
        url=parse_address(address).href, title=" ".join(title.split())[:500] if tab else ""
    )


def _told(bad: list[str]) -> str:
    more = f"; and {len(bad) - NAMED} lines more" if len(bad) > NAMED else ""
    return "; ".join(bad[:NAMED]) + more
