"""Newsletters from an mbox file: many messages one behind the other.

The poll remembers up to where it has read, and what stood just before: while the file only
grows, only what is new is read; a file that was written anew is read from its beginning.
RFC 4155; a message's bytes are those between its "From " line and the next, as they stand.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, BinaryIO
from urllib.parse import quote

from columninch.collect.files.local import source_path
from columninch.collect.mail.entry import (
    MOST_AT_ONCE,
    archived_message,
    is_within,
    lost,
    message_entry,
    message_url,
)
from columninch.collect.polled import Document, Polled
from columninch.errors import SourceError
from columninch.formats.message import MAX_BYTES, read_head
from columninch.records import Listing

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from columninch.collect.fetched import Fetched, Wanted
    from columninch.collect.polled import PolledSource
    from columninch.tools import Tools

SETTLING_SECONDS = 5
"""While the file is as young, its last message may still be on its way in."""
TAIL_BYTES = 512
LONGEST_LINE = 1 << 20
_FROM = re.compile(rb"From [^\r\n]{1,400}?\d{1,2}:\d{2}[^\r\n]{0,60}\d{4}[^\r\n]{0,10}\r?\n?$")
"""RFC 4155, appendix A: an address and a moment; "From here on" in a letter is none."""
_PLACE = re.compile(r"#offset=(\d{1,15})&length=(\d{1,10})$")


@dataclass(frozen=True, slots=True)
class Stored:
    """A message as it lies in the file; both in bytes, the "From " line left out."""

    offset: int
    length: int
    body: bytes
    """Up to just past the largest size of a message."""
    ends_at: int
    """Where the next message begins."""


def is_mbox(path: Path) -> bool:
    """Whether a file begins as an mbox does."""
    try:
        with path.open("rb") as stream:
            return _FROM.match(stream.readline(LONGEST_LINE)) is not None
    except OSError:
        return False


def poll_mbox(source: PolledSource, tools: Tools) -> Polled:
    """An entry for each message that was added since the last poll, in the file's order.

    At most 2,000 at once. Raises `SourceError` where there is no such file.
    """
    path = source_path(source.url)
    entries = []
    left = False
    with _opened(path) as stream:
        state = os.fstat(stream.fileno())
        is_young = 0 <= tools.clock.now().timestamp() - state.st_mtime < SETTLING_SECONDS
        at = _start(source.memory, stream, state.st_size)
        listed = 0
        for stored in stored_messages(stream, at):
            if is_young and stored.ends_at >= state.st_size:
                break
            if listed == MOST_AT_ONCE:
                left = True
                break
            listed += 1
            at = stored.ends_at
            entry = message_entry(stored.body, _place(path, stored))
            if is_within(entry, source.options.since):
                entries.append(entry)
        memory = json.dumps({"at": at, "before": _tail(stream, at)})
    if not listed:
        return Polled(memory=memory)
    complaint = "more messages wait for the next polls" if left else ""
    listing = Listing(path.name.partition(".")[0], tuple(entries), complaint)
    return Polled((Document(None, listing),), memory=memory)


def stored_messages(stream: BinaryIO, start: int) -> Iterator[Stored]:
    """The messages from `start` on, where one begins."""
    stream.seek(start)
    at = start
    line = stream.readline(LONGEST_LINE)
    while line and not _FROM.match(line):
        at += len(line)
        line = stream.readline(LONGEST_LINE)
    while line:
        offset = at + len(line)
        at, parts, line = _one_message(stream, offset)
        body = b"".join(parts)
        yield Stored(offset, at - offset, body, at)


def _one_message(stream: BinaryIO, offset: int) -> tuple[int, list[bytes], bytes]:
    """Where the next message begins, the parts of this one, and the next one's first line."""
    parts: list[bytes] = []
    at, room, is_blank = offset, MAX_BYTES + 1, False
    while line := stream.readline(LONGEST_LINE):
        if is_blank and _FROM.match(line):
            return at, parts, line
        is_blank = not line.strip()
        at += len(line)
        if room > 0:
            parts.append(line[:room])
            room -= len(line)
    return at, parts, b""


def fetch_mbox(wanted: Wanted, tools: Tools) -> Fetched:
    """The capture of one message; where the file was rewritten, it is looked for.

    Raises `FetchError` where it is gone.
    """
    path = source_path(wanted.source_url)
    found = _PLACE.search(wanted.entry.media_url)
    if found is None:
        raise lost("the message's place is not known", wanted)
    with _opened(path) as stream:
        stream.seek(int(found[1]))
        body = stream.read(min(int(found[2]), MAX_BYTES + 1))
        if not body or message_url(body) != wanted.entry.url:
            again = (one.body for one in stored_messages(stream, 0))
            body = next((one for one in again if message_url(one) == wanted.entry.url), b"")
    if not body:
        raise lost("the message is no longer in the file", wanted)
    return archived_message(wanted, body, tools)


def newest_sender(path: Path) -> tuple[str, int]:
    """The sender's name of the last message, and how many messages there are."""
    count, head = 0, b""
    with _opened(path) as stream:
        for stored in stored_messages(stream, 0):
            count, head = count + 1, stored.body
    sender = read_head(head)
    return sender.sender_name or sender.sender_address, count


def _opened(path: Path) -> BinaryIO:
    try:
        return path.open("rb")
    except OSError as error:
        raise SourceError(
            f"the file can't be read: {error.strerror}",
            where=str(path),
            hint="was it moved or renamed?",
        ) from error


def _start(memory: str, stream: BinaryIO, size: int) -> int:
    """Where to go on: behind what was listed, or at the beginning of a file written anew."""
    try:
        known = json.loads(memory) if memory else {}
        at, before = int(known["at"]), str(known["before"])
    except (ValueError, KeyError, TypeError):
        return 0
    return at if 0 <= at <= size and _tail(stream, at) == before else 0


def _tail(stream: BinaryIO, at: int) -> str:
    """The digest of what stands just before a place."""
    start = max(at - TAIL_BYTES, 0)
    stream.seek(start)
    return hashlib.sha256(stream.read(at - start)).hexdigest()


def _place(path: Path, stored: Stored) -> str:
    name = quote(os.fsencode(path.name))
    return f"file:{name}#offset={stored.offset}&length={stored.length}"
