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
from columninch.collect.imap import fetch_imap, poll_imap
from columninch.collect.local import fetch_file
from columninch.collect.maildir import fetch_maildir, poll_maildir
from columninch.collect.mbox import fetch_mbox, poll_mbox
from columninch.collect.page import poll_page
from columninch.collect.polled import Poll

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
    "folder": SourceKind(
        "Folder", poll_folder, fetch_file, "files",
        "Every page, document and subtitle file below a folder",
        "HTML, plain text, Markdown, PDF, Word, mail messages, WebVTT, SubRip, TTML",
    ),
    "file": SourceKind(
        "File", poll_file, fetch_file, "files",
        "One page, document or subtitle file",
        "HTML, plain text, Markdown, PDF, Word, mail messages, WebVTT, SubRip, TTML",
    ),
    "imap": SourceKind(
        "Mailbox", poll_imap, fetch_imap, "newsletter",
        "Newsletters in a folder of a mail server, which is only read", "RFC 3501, RFC 5092",
    ),
    "maildir": SourceKind(
        "Maildir", poll_maildir, fetch_maildir, "newsletter",
        "Newsletters in a mail system's folder, a file each", "Bernstein, Using maildir format",
    ),
    "mbox": SourceKind(
        "Mbox", poll_mbox, fetch_mbox, "newsletter",
        "Newsletters in one file of a mail program", "RFC 4155",
    ),
}
# fmt: on
