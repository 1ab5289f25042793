"""Where an issue is published to: each target makes the files of one way out."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from columninch.publish import feed, newsletter, site


@dataclass(frozen=True, slots=True)
class Target:
    """A way out."""

    name: str
    publish: Callable[..., object]
    """The function that makes it; what it takes differs, since ways out need different things."""
    summary: str
    reference: str


TARGETS: dict[str, Target] = {
    "site": Target(
        "web site",
        site.issue_files,
        "A folder of pages that opens from disk: the issue, a copy of each cited source, the "
        "coded texts behind each share, tables, and the cited captures as WACZ.",
        "WACZ 1.1.1, https://specs.webrecorder.net/wacz/1.1.1/",
    ),
    "feed": Target(
        "Atom feed",
        feed.atom_feed,
        "One entry an issue with its lead and its headings, newest first.",
        "RFC 4287",
    ),
    "e-mail": Target(
        "e-mail newsletter",
        newsletter.newsletter,
        "One message with plain text and HTML, its marks as pictures inside it.",
        "RFC 5322, RFC 2387",
    ),
}
