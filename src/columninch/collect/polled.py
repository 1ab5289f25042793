"""What a poll is given, and what it gives: the same for every kind of source."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime

from columninch.records import Capture, Entry, Gap, Listing, SourceOptions
from columninch.tools import Tools


@dataclass(frozen=True, slots=True)
class PolledSource:
    """A source, and what is known of it from the last poll."""

    kind: str
    """A key of the source kinds' registry."""
    url: str
    etag: str = ""
    last_modified: str = ""
    memory: str = ""
    """What the kind of source wants to know again, in its own words; empty at first."""
    options: SourceOptions = field(default_factory=SourceOptions)
    before: Capture | None = None
    """The last document that the address gave."""
    polled_at: datetime | None = None
    """When it last answered."""
    language: str = ""
    """Its outlet's, or empty."""


@dataclass(frozen=True, slots=True)
class Document:
    """One document that a poll received, and what it lists."""

    capture: Capture | None
    """In the archive; None for a folder."""
    listing: Listing


@dataclass(frozen=True, slots=True)
class Pace:
    """How a source publishes, as far as a poll knows."""

    window: int
    """How many entries it lists at once."""
    times: tuple[datetime, ...]
    """When it published, newest first: what it lists and what it listed before."""


@dataclass(frozen=True, slots=True)
class Polled:
    """What one poll of a source gave."""

    documents: tuple[Document, ...] = ()
    """Most sources have one; none where nothing changed."""
    etag: str = ""
    last_modified: str = ""
    moved_to: str = ""
    """Where the source has moved for good, or empty."""
    memory: str = ""
    """Handed to the next poll."""
    gaps: tuple[Gap, ...] = ()
    """What this poll found to be missing."""
    is_unfinished: bool = False
    """There is more to ask at once, as of a long period."""
    is_gone: bool = False
    """The server says that there is no such source any more."""
    wait_seconds: int | None = None
    """How long the source asks to be left alone, where it says so."""
    pace: Pace | None = None
    """Also where nothing changed; None where the kind of source doesn't know."""

    @property
    def entries(self) -> tuple[Entry, ...]:
        """The entries of all documents, in their order."""
        return tuple(entry for one in self.documents for entry in one.listing.entries)

    @property
    def complaint(self) -> str:
        """What was wrong with the documents, in words; empty when nothing was."""
        return "; ".join(one.listing.complaint for one in self.documents if one.listing.complaint)


Poll = Callable[[PolledSource, Tools], Polled]
