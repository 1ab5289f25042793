"""The kinds of source: how each is polled and its items fetched. A new kind is a file, and a
line here.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from columninch.collect.archives.archive_file import poll_archive_file
from columninch.collect.archives.archived import fetch_from_file, fetch_replayed
from columninch.collect.archives.cdx import poll_cdx
from columninch.collect.feeds.feed import poll_feed
from columninch.collect.feeds.video import fetch_video
from columninch.collect.fetch_page import fetch_page, listed_page
from columninch.collect.fetched import Fetch
from columninch.collect.files.file import poll_file
from columninch.collect.files.folder import poll_folder
from columninch.collect.files.local import fetch_file
from columninch.collect.mail.imap import fetch_imap, poll_imap
from columninch.collect.mail.maildir import fetch_maildir, poll_maildir
from columninch.collect.mail.mbox import fetch_mbox, poll_mbox
from columninch.collect.pages.listing import poll_listing
from columninch.collect.pages.page import poll_page
from columninch.collect.pages.paged_listing import poll_paged_listing
from columninch.collect.pages.url_list import poll_urls
from columninch.collect.polled import Poll
from columninch.collect.previews.addresses import known_channel
from columninch.collect.previews.preview import poll_preview
from columninch.collect.previews.preview_page import preview_address
from columninch.collect.sitemaps.sitemap import poll_sitemap

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
    recognise: Callable[[str], str] | None = None
    """Gives the address that would be polled for an address that a person or an outlet's page
    names, and an empty string for what is not of this kind; None where only a look can tell."""
    recognise_page: Callable[[str, bytes], str | None] | None = None
    """The same by what the address answered with, where the address alone doesn't say it."""
    is_backfill: bool = False
    """It gives what was published before the desk began, and is asked once."""
    is_visited_again: bool = False
    """Its items are live pages, which outlets change after publication."""


# fmt: off
SOURCE_KINDS: dict[str, SourceKind] = {
    "feed": SourceKind(
        "Feed", poll_feed, fetch_page, "site",
        "RSS, RDF, Atom or JSON Feed: entries as the outlet announces them",
        "RSS 0.9 to 2.0, RFC 4287, JSON Feed 1.1",
        is_visited_again=True,
    ),
    "video": SourceKind(
        "Video channel", poll_feed, fetch_video, "programme",
        "A channel's feed: programmes with what is said in them, from their captions",
        "RFC 4287, Media RSS 1.5.1, HTML section 4.8.11 (track)",
    ),
    "sitemap": SourceKind(
        "Sitemap", poll_sitemap, fetch_page, "site",
        "What a site lists for search engines, as far as it is recent",
        "sitemaps.org protocol 0.9, Google's news sitemaps",
        is_visited_again=True,
    ),
    "listing": SourceKind(
        "Listing page", poll_listing, fetch_page, "site",
        "A page that links articles: a front page, a section, an archive",
        "HTML; links learned, or named by a CSS selector (Selectors Level 3)",
        is_visited_again=True,
    ),
    "urls": SourceKind(
        "List of addresses", poll_urls, fetch_page, "site",
        "A text file, or the address of one, with an address a line",
        "plain text, UTF-8",
        is_visited_again=True,
    ),
    "page": SourceKind(
        "Page", poll_page, listed_page, "site",
        "One page of the web, taken in again when it changes", "RFC 9110",
    ),
    "preview": SourceKind(
        "Channel preview", poll_preview, fetch_page, "preview",
        "A channel's public preview: its posts, whole, with their numbers",
        "the pages that Telegram serves under /s/NAME",
        recognise=known_channel,
        recognise_page=preview_address,
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
    "paged-listing": SourceKind(
        "Older pages of a listing", poll_paged_listing, fetch_page, "site",
        "What a listing page and the older pages behind it list of a period of the past",
        "HTML; rel=next, or a pager",
        is_backfill=True,
    ),
    "cdx": SourceKind(
        "Web archive", poll_cdx, fetch_replayed, "site",
        "What a public web archive has of an outlet, from a period of the past",
        "the CDX server interface of the Wayback Machine, pywb and Common Crawl; RFC 7089",
        is_backfill=True,
    ),
    "warc": SourceKind(
        "Archive file", poll_archive_file, fetch_from_file, "site",
        "The pages in WARC, ARC and WACZ files that others made",
        "ISO 28500 (WARC 1.0, 1.1), ARC 1 and 2, WACZ 1.1.1",
        is_backfill=True,
    ),
}
# fmt: on
