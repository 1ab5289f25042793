"""What a poll is given, and what it gives: the same for every kind of source."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from columninch.records import Capture, Listing
from columninch.tools import Tools


@dataclass(frozen=True, slots=True)
class PolledSource:
    """A source, and what its server said at the last poll."""

    kind: str
    """A key of the source kinds' registry."""
    url: str
    etag: str = ""
    last_modified: str = ""


@dataclass(frozen=True, slots=True)
class Polled:
    """What one poll of a source gave."""

    capture: Capture | None
    """The source's document in the archive; None where it is unchanged, or a folder."""
    listing: Listing | None
    """None where it is unchanged."""
    etag: str = ""
    last_modified: str = ""
    moved_to: str = ""
    """Where the source has moved for good, or empty."""


Poll = Callable[[PolledSource, Tools], Polled]
