"""Reading feed documents: none may end the reader or keep it, and what each states must hold."""

from __future__ import annotations

import io
import signal
from collections import Counter
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import feedparser

from columninch.collect.feeds.feed import FeedDocument, read_feed
from columninch.errors import SourceError
from feed_statements import Head, check, holds, is_taken, read_head
from report import Stopwatch, say

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path
    from types import FrameType

    from report import Figure

LIMIT_SECONDS = 10
"""For one document."""


@dataclass
class _Told:
    """What was found, document by document."""

    failed: list[str] = field(default_factory=list)
    with_entries: int = 0
    expected: int = 0
    right: int = 0
    right_of_peer: int = 0
    slowest: float = 0.0
    exceptions: dict[str, list[str]] = field(default_factory=dict)
    """Reason to documents and the paths into them."""
    not_taken: Counter[str] = field(default_factory=Counter)


def feeds(folder: Path) -> dict[str, Figure]:
    """How many feed documents are read, and of how many what they state of themselves holds."""
    told = _Told()
    paths = sorted(folder.rglob("*.xml"))
    watch = Stopwatch()
    for path in paths:
        name = path.relative_to(folder).as_posix()
        body = path.read_bytes()
        head = read_head(body)
        document = _document(body, head, name, told)
        if document is not None:
            told.with_entries += bool(document.listing.entries)
            _compare(document, head, name, told)
    seconds = watch.seconds()
    for path in paths:
        _compare_peer(path.read_bytes(), path.name, told)
    _say(told)
    return {
        "feeds_read": len(paths) - len(told.failed),
        "feeds_failed": len(told.failed),
        "feeds_with_entries": told.with_entries,
        "feeds_expected": told.expected,
        "feeds_right": told.right,
        "feeds_right_feedparser": told.right_of_peer,
        "feeds_slowest_seconds": told.slowest,
        "feeds_per_second": len(paths) / seconds,
    }


def _document(body: bytes, head: Head, name: str, told: _Told) -> FeedDocument | None:
    watch = Stopwatch()
    try:
        with _time_limit():
            return read_feed(
                body,
                head.headers.get("content-type", "application/xml"),
                head.address(name),
                stated=head.headers.get("content-language", ""),
            )
    except (SourceError, TimeoutError) as error:
        told.failed.append(f"{name}: {getattr(error, 'reason', error)}")
        return None
    finally:
        told.slowest = max(told.slowest, watch.seconds())


def _compare(document: FeedDocument, head: Head, name: str, told: _Told) -> None:
    taken = [one for one in head.statements if is_taken(one.path)]
    others = [".".join(map(str, one.path)) for one in head.statements if one not in taken]
    told.not_taken.update([*others, *head.other])
    if not taken:
        return
    told.expected += 1
    found = [(one, check(document, one, head.address(name))) for one in taken]
    wrong = [(one, reason) for one, reason in found if reason]
    told.right += not wrong
    for one, reason in wrong:
        where = ".".join(map(str, one.path))
        told.exceptions.setdefault(reason, []).append(f"{name} ({where})")


def _compare_peer(body: bytes, name: str, told: _Told) -> None:
    """The same statements of feedparser's own result, as they stand there."""
    head = read_head(body)
    taken = [one for one in head.statements if is_taken(one.path)]
    if not taken:
        return
    headers = {"content-location": head.address(name), **head.headers}
    parsed = feedparser.parse(io.BytesIO(body), response_headers=headers)
    told.right_of_peer += all(holds(parsed, one) for one in taken)


def _say(told: _Told) -> None:
    for failure in told.failed:
        say(f"not read: {failure}")
    for reason, places in sorted(told.exceptions.items()):
        say(f"{reason}: {len(places)}")
        for place in places:
            say(f"    {place}")
    listed = ", ".join(f"{path} {count}" for path, count in told.not_taken.most_common(12))
    say(f"stated of what a listing does not take: {told.not_taken.total()} ({listed}, ...)")


@contextmanager
def _time_limit() -> Iterator[None]:
    """Raises `TimeoutError` in what takes too long."""
    signal.signal(signal.SIGALRM, _late)
    signal.alarm(LIMIT_SECONDS)
    try:
        yield
    finally:
        signal.alarm(0)


def _late(number: int, frame: FrameType | None) -> None:
    raise TimeoutError(f"took longer than {LIMIT_SECONDS} seconds")
