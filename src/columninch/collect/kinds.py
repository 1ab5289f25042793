"""The kinds of source: how each is polled and its items fetched. A new kind is a file, and a
line here.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from columninch.collect.feed import poll_feed
from columninch.collect.fetch_page import fetch_page, listed_page
from columninch.collect.fetched import Fetch
from columninch.collect.file import poll_file
from columninch.collect.folder import poll_folder
from columninch.collect.listing import poll_listing
from columninch.collect.local import fetch_file
from columninch.collect.page import poll_page
from columninch.collect.polled import Poll
from columninch.collect.sitemap import poll_sitemap
from columninch.collect.url_list import poll_urls

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
    is_backfill: bool = False
    """It gives what was published before the desk began, and is asked once."""


# fmt: off
SOURCE_KINDS: dict[str, SourceKind] = {
    "feed": SourceKind(
        "Feed", poll_feed, fetch_page, "site",
        "RSS, RDF or Atom: entries as the outlet announces them",
        "RSS 0.9 to 2.0, RFC 4287",
    ),
    "sitemap": SourceKind(
        "Sitemap", poll_sitemap, fetch_page, "site",
        "What a site lists for search engines, as far as it is recent",
        "sitemaps.org protocol 0.9, Google's news sitemaps",
    ),
    "listing": SourceKind(
        "Listing page", poll_listing, fetch_page, "site",
        "A page that links articles: a front page, a section, an archive",
        "HTML; links learned, or named by a CSS selector (Selectors Level 3)",
    ),
    "urls": SourceKind(
        "List of addresses", poll_urls, fetch_page, "site",
        "A text file, or the address of one, with an address a line",
        "plain text, UTF-8",
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
