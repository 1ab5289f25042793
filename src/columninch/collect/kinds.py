"""The kinds of source: how each is polled. A new kind is a file, and a line here."""

from __future__ import annotations

from dataclasses import dataclass

from columninch.collect.feed import poll_feed
from columninch.collect.file import poll_file
from columninch.collect.folder import poll_folder
from columninch.collect.page import poll_page
from columninch.collect.polled import Poll


@dataclass(frozen=True, slots=True)
class SourceKind:
    """A kind of source."""

    name: str
    """As people read it."""
    poll: Poll
    summary: str
    reference: str
    """The standard that such a source follows, or what it is."""


SOURCE_KINDS: dict[str, SourceKind] = {
    "feed": SourceKind(
        "Feed",
        poll_feed,
        "RSS, RDF or Atom: entries as the outlet announces them",
        "RSS 0.9 to 2.0, RFC 4287",
    ),
    "page": SourceKind(
        "Page", poll_page, "One page of the web, taken in again when it changes", "RFC 9110"
    ),
    "folder": SourceKind(
        "Folder",
        poll_folder,
        "Every page, text and subtitle file below a folder",
        "HTML, plain text, WebVTT, SubRip",
    ),
    "file": SourceKind(
        "File", poll_file, "One page, text or subtitle file", "HTML, plain text, WebVTT, SubRip"
    ),
}
