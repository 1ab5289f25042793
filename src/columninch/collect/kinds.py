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
from columninch.collect.video import fetch_video

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
        "RSS, RDF, Atom or JSON Feed: entries as the outlet announces them",
        "RSS 0.9 to 2.0, RFC 4287, JSON Feed 1.1",
    ),
    "video": SourceKind(
        "Video channel", poll_feed, fetch_video, "programme",
        "A channel's feed: programmes with what is said in them, from their captions",
        "RFC 4287, Media RSS 1.5.1, HTML section 4.8.11 (track)",
    ),
    "page": SourceKind(
        "Page", poll_page, listed_page, "site",
        "One page of the web, taken in again when it changes", "RFC 9110",
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
