"""What a reader is given: bytes, and what is known of them from outside."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from columninch.extract.templates.template import Template
from columninch.records import Entry


@dataclass(frozen=True, slots=True)
class Page:
    """A captured document before it was read."""

    body: bytes
    content_type: str
    """As the server sent it, with its parameters; may be empty."""
    url: str
    """The address that answered: errors name it, relative links are resolved by it."""
    entry: Entry | None = None
    """What the source's listing said; used where the page itself says nothing."""
    from_feed: bool = False
    """The page could not be had: read the entry's own content instead of `body`."""
    zone: str = "UTC"
    """The outlet's time zone (an IANA name), for times printed without one."""
    languages: tuple[str, ...] = ()
    """The outlet's languages (ISO 639); empty where they are not known."""
    template: Template | None = None
    """What was learned of the outlet's pages, for a web page; None: nothing yet."""
    captured_at: datetime | None = None
    """When it was captured: by it "two hours ago" becomes a date."""
