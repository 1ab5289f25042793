"""Newsletters from a maildir: a folder of the mail system with one file for each message.

A message's file is named once and for all; where it lies (`new`, `cur`) and what stands
behind the colon (its flags) change, so neither is part of its address. The poll remembers
when the newest file that it listed came to its place (the inode's change time, which moving
and copying set anew), and when the two folders last changed: while they don't, no file is
looked at. D. J. Bernstein, "Using maildir format"; nothing in it is changed.
"""

from __future__ import annotations

import json
import os
import stat
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import quote, unquote_to_bytes

from columninch.collect.files.local import source_path
from columninch.collect.mail.entry import (
    MOST_AT_ONCE,
    archived_message,
    is_within,
    lost,
    message_entry,
)
from columninch.collect.polled import Document, Polled
from columninch.errors import SourceError
from columninch.formats.message import MAX_BYTES, read_head
from columninch.records import Listing

if TYPE_CHECKING:
    from collections.abc import Iterator

    from columninch.collect.fetched import Fetched, Wanted
    from columninch.collect.polled import PolledSource
    from columninch.records import Entry
    from columninch.tools import Tools

PLACES = ("new", "cur")
SETTLING_SECONDS = 2
"""A younger file waits for the next poll: others of the same moment may still arrive."""


@dataclass(frozen=True, slots=True)
class MessageFile:
    """A message's file and when it came to its place, in nanoseconds."""

    path: Path
    changed: int

    @property
    def name(self) -> str:
        """The part of its name that never changes."""
        return self.path.name.partition(":")[0]


def is_maildir(folder: Path) -> bool:
    """Whether a folder is one of a mail system: it has the three that all have."""
    return all((folder / name).is_dir() for name in ("cur", "new", "tmp"))


def poll_maildir(source: PolledSource, tools: Tools) -> Polled:
    """An entry for each message that came since the last poll, the oldest first.

    At most about 2,000 at once. Raises `SourceError` where there is no such maildir.
    """
    folder = source_path(source.url)
    after, until = _after(source.memory), _settled(tools)
    state = _state(folder)
    if source.memory and state == _known_state(source.memory):
        return Polled(memory=source.memory)
    files = sorted(
        (one for one in message_files(folder) if after < one.changed <= until),
        key=lambda one: (one.changed, one.name),
    )
    listed = [one for at, one in enumerate(files) if at < MOST_AT_ONCE]
    listed += [one for one in files[MOST_AT_ONCE:] if one.changed == listed[-1].changed]
    entries = tuple(
        entry
        for one in listed
        if (entry := _entry(one)) is not None and is_within(entry, source.options.since)
    )
    left = len(files) - len(listed)
    # only where everything was listed does an unchanged state say that there is nothing new
    seen = state if not left and max(state) <= until else ()
    memory = json.dumps({"after": listed[-1].changed if listed else after, "state": seen})
    if not listed:
        return Polled(memory=memory)
    complaint = f"{left} more messages wait for the next polls" if left else ""
    return Polled((Document(None, Listing(folder.name, entries, complaint)),), memory=memory)


def message_files(folder: Path) -> Iterator[MessageFile]:
    """The files of a maildir's messages; links are no messages.

    Raises `SourceError` where there is no such maildir.
    """
    if not is_maildir(folder):
        raise _no_maildir(folder)
    for place in PLACES:
        with os.scandir(folder / place) as found:
            for one in found:
                state = one.stat(follow_symlinks=False)
                if stat.S_ISREG(state.st_mode) and not one.name.startswith("."):
                    yield MessageFile(Path(one.path), state.st_ctime_ns)


def fetch_maildir(wanted: Wanted, tools: Tools) -> Fetched:
    """The capture of one message. Raises `FetchError` where its file is gone."""
    folder = source_path(wanted.source_url)
    name = os.fsdecode(unquote_to_bytes(wanted.entry.media_url.partition(":")[2]))
    path = None if "/" in name else _found(folder, name)
    body = _read(path, MAX_BYTES + 1) if path is not None else None
    if body is None:
        raise lost("the message is no longer in the maildir", wanted)
    return archived_message(wanted, body, tools)


def newest_sender(folder: Path) -> tuple[str, int]:
    """The sender's name of the newest message, and how many messages there are."""
    files = list(message_files(folder))
    newest = max(files, key=lambda one: one.changed, default=None)
    head = read_head((_read(newest.path, MAX_BYTES) or b"") if newest else b"")
    return head.sender_name or head.sender_address, len(files)


def _after(memory: str) -> int:
    try:
        return int(json.loads(memory)["after"]) if memory else 0
    except (ValueError, KeyError, TypeError):
        return 0


def _state(folder: Path) -> tuple[int, ...]:
    """When something was last added to, moved in or taken out of each of the two folders.

    Raises `SourceError` where there is no such maildir.
    """
    try:
        return tuple((folder / place).stat().st_mtime_ns for place in PLACES)
    except OSError as error:
        raise _no_maildir(folder) from error


def _no_maildir(folder: Path) -> SourceError:
    return SourceError(
        "there is no maildir", where=str(folder), hint="it holds the folders cur, new and tmp"
    )


def _known_state(memory: str) -> tuple[int, ...] | None:
    try:
        return tuple(json.loads(memory)["state"])
    except (ValueError, KeyError, TypeError):
        return None


def _settled(tools: Tools) -> int:
    """Up to when files are taken: by the machine that keeps them, as far as that can be told."""
    return int((tools.clock.now().timestamp() - SETTLING_SECONDS) * 1e9)


def _entry(one: MessageFile) -> Entry | None:
    body = _read(one.path, MAX_BYTES)
    if body is None:
        return None  # moved or deleted at this moment: its new place is newer
    return message_entry(body, "file:" + quote(os.fsencode(one.name)))


def _found(folder: Path, name: str) -> Path | None:
    """Where the message of this name lies now."""
    likely = (folder / "new" / name, folder / "cur" / name, folder / "cur" / f"{name}:2,S")
    for path in (*likely, folder / "cur" / f"{name}:2,"):
        if path.is_file():
            return path
    return next((one.path for one in message_files(folder) if one.name == name), None)


def _read(path: Path, limit: int) -> bytes | None:
    """A message's bytes, never by a link; None where there is none."""
    try:
        with open(path, "rb", opener=_no_link) as stream:
            return stream.read(limit)
    except OSError:
        return None


def _no_link(path: str, flags: int) -> int:
    return os.open(path, flags | os.O_NOFOLLOW)
