"""The kinds of source: how each is polled and its items fetched. A new kind is a file, and a
line here.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from columninch.collect.feed import poll_feed
from columninch.collect.fetch_page import fetch_page, listed_page
from columninch.collect.fetched import Fetch
from columninch.collect.file import poll_file
from columninch.collect.folder import poll_folder
from columninch.collect.local import fetch_file
from columninch.collect.page import poll_page
from columninch.collect.polled import Poll
from columninch.collect.preview import poll_preview

Channel = Literal["site", "preview", "newsletter", "programme", "files"]


@dataclass(frozen=True, slots=True)
class SourceKind:
    """A kind of source."""

    name: str
    """As people read it."""
    poll: Poll
    fetch: Fetch
    channel: Channel
    """Where its outlet publishes what it lists."""
    summary: str
    reference: str
    """The standard that such a source follows, or what it is."""
    is_backfill: bool = False
    """It gives what was published before the desk began, and is asked once."""


# fmt: off
SOURCE_KINDS: dict[str, SourceKind] = {
    "feed": SourceKind(
        "Feed", poll_feed, fetch_page, "site",
        "RSS, RDF or Atom: entries as the outlet announces them",
        "RSS 0.9 to 2.0, RFC 4287",
    ),
    "page": SourceKind(
        "Page", poll_page, listed_page, "site",
        "One page of the web, taken in again when it changes", "RFC 9110",
    ),
    "preview": SourceKind(
        "Channel preview", poll_preview, fetch_page, "preview",
        "A channel's public preview: its posts, whole, with their numbers",
        "the pages that Telegram serves under /s/NAME",
    ),
    "folder": SourceKind(
        "Folder", poll_folder, fetch_file, "files",
        "Every page, text and subtitle file below a folder",
        "HTML, plain text, WebVTT, SubRip",
    ),
    "file": SourceKind(
        "File", poll_file, fetch_file, "files",
        "One page, text or subtitle file", "HTML, plain text, WebVTT, SubRip",
    ),
}
# fmt: on
