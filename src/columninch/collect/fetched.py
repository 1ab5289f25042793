"""What fetching an item is given, and what it gives: the same for every kind of source."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from columninch.records import Capture, Entry, SourceOptions
from columninch.tools import Tools


@dataclass(frozen=True, slots=True)
class Visit:
    """An item that was fetched before and whose page is looked at again."""

    held: Capture
    """The page as it was last kept."""
    etag: str = ""
    """What its server said of the page when it was asked last."""
    last_modified: str = ""
    number: int = 1
    """The first visit after the first fetch is 1."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """An item that a source lists."""

    entry: Entry
    source_kind: str
    source_url: str
    listing_capture: Capture | None
    """Of the document that lists the entry; None for files."""
    options: SourceOptions = field(default_factory=SourceOptions)
    before: Capture | None = None
    """The last capture of the item's address."""
    tries: int = 0
    """How often it was tried in vain."""
    language: str = ""
    """Its outlet's, or empty."""
    visit: Visit | None = None
    """None for its first fetch."""


@dataclass(frozen=True, slots=True)
class Fetched:
    """An item that is in the archive."""

    capture: Capture
    from_feed: bool
    """The capture is the listing's: the page could not be had, or there is none."""
    complaint: str
    """Why the page could not be had, or empty."""
    final_url: str
    """Where the page was found, after redirects."""
    screenshot: Capture | None = None
    """The page as a browser showed it."""
    etag: str = ""
    last_modified: str = ""
    pages: tuple[Capture, ...] = ()
    """The pages after the first, where the article runs over several. Where one could not be
    had, those before it, and the complaint says so."""


@dataclass(frozen=True, slots=True)
class SeenAgain:
    """A visit that found the page saying what it said before: nothing more is kept of it."""

    etag: str
    last_modified: str
    note: str = ""
    """Why a page that looks otherwise was not taken for changed, or empty."""


Fetch = Callable[[Wanted, Tools], Fetched]
