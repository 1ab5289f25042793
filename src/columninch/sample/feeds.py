"""The outlets' feeds: RSS 2.0, Atom, RSS 1.0, and an RSS file that somebody broke."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from email.utils import format_datetime
from xml.sax.saxutils import escape

from columninch.sample.markup import body_html, teaser
from columninch.sample.nouns import SampleItem, SampleOutlet

_QUOTED = {'"': "&quot;"}


@dataclass(frozen=True)
class FeedEntry:
    """A line of a feed: an item, or an address that only the feed knows."""

    url: str
    item: SampleItem | None = None
    title: str = ""
    published: datetime | None = None
    is_whole: bool = False
    """The feed carries the whole text."""

    @property
    def at(self) -> datetime:
        """When it came out."""
        at = self.item.published if self.item else self.published
        assert at is not None, self.url  # noqa: S101 - an entry has one or the other
        return at

    @property
    def heading(self) -> str:
        """Its title."""
        return self.item.title if self.item else self.title

    @property
    def summary(self) -> str:
        """The first words."""
        return teaser(self.item) if self.item else ""


@dataclass(frozen=True)
class FeedForm:
    """A kind of feed."""

    name: str
    content_type: str
    write: Callable[[SampleOutlet, Sequence[FeedEntry]], str]


def rss(outlet: SampleOutlet, entries: Sequence[FeedEntry]) -> str:
    """RSS 2.0 with Dublin Core authors."""
    items = "\n".join(_rss_item(entry) for entry in entries)
    return f"""<?xml version="1.0" encoding="UTF-8"?>
<rss version="2.0" xmlns:dc="http://purl.org/dc/elements/1.1/" \
xmlns:content="http://purl.org/rss/1.0/modules/content/">
<channel>
<title>{escape(outlet.name)}</title>
<link>http://{outlet.host}/</link>
<description>{escape(outlet.motto)}</description>
<language>{outlet.language}</language>
{items}
</channel>
</rss>
"""


def _rss_item(entry: FeedEntry) -> str:
    parts = [
        f"<title>{escape(entry.heading)}</title>",
        f"<link>{escape(entry.url)}</link>",
        f'<guid isPermaLink="true">{escape(entry.url)}</guid>',
        f"<pubDate>{format_datetime(entry.at, usegmt=True)}</pubDate>",
        f"<description>{escape(entry.summary)}</description>",
    ]
    if entry.item is not None:
        parts += [f"<dc:creator>{escape(name)}</dc:creator>" for name in entry.item.authors]
        if entry.is_whole:
            parts.append(f"<content:encoded>{escape(body_html(entry.item))}</content:encoded>")
        if entry.item.media_url:
            length = len(entry.item.text.encode())
            parts.append(
                f'<enclosure url="{escape(entry.item.media_url)}" type="text/vtt" '
                f'length="{length}"/>'
            )
    return "<item>\n" + "\n".join(parts) + "\n</item>"


def damaged(outlet: SampleOutlet, entries: Sequence[FeedEntry]) -> str:
    """RSS 2.0 with a bare ampersand, an HTML entity and no end, as a torn file has it."""
    text = rss(outlet, entries)
    text = text.replace(
        "</description>\n<language>", " &nbsp; tides & weather</description>\n<language>", 1
    )
    return text.removesuffix("</channel>\n</rss>\n")


def atom(outlet: SampleOutlet, entries: Sequence[FeedEntry]) -> str:
    """Atom 1.0."""
    newest = max((entry.at for entry in entries), default=None)
    updated = f"<updated>{_stamp(newest)}</updated>" if newest else ""
    shown = "\n".join(_atom_entry(entry) for entry in entries)
    return f"""<?xml version="1.0" encoding="utf-8"?>
<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="{outlet.language}">
<title>{escape(outlet.name)}</title>
<id>http://{outlet.host}/</id>
<link href="http://{outlet.host}/"/>
<link rel="self" href="{escape(outlet.sources[0].url, _QUOTED)}"/>
{updated}
{shown}
</feed>
"""


def _atom_entry(entry: FeedEntry) -> str:
    authors = entry.item.authors if entry.item else ()
    named = "".join(f"<author><name>{escape(name)}</name></author>" for name in authors)
    return f"""<entry>
<title>{escape(entry.heading)}</title>
<id>{escape(entry.url)}</id>
<link rel="alternate" type="text/html" href="{escape(entry.url, _QUOTED)}"/>
<published>{_stamp(entry.at)}</published>
<updated>{_stamp(entry.at)}</updated>
{named}
<summary>{escape(entry.summary)}</summary>
</entry>"""


def rdf(outlet: SampleOutlet, entries: Sequence[FeedEntry]) -> str:
    """RSS 1.0."""
    listed = "".join(f'<rdf:li rdf:resource="{escape(entry.url, _QUOTED)}"/>' for entry in entries)
    shown = "\n".join(
        f'<item rdf:about="{escape(entry.url, _QUOTED)}">\n<title>{escape(entry.heading)}</title>\n'
        f"<link>{escape(entry.url)}</link>\n<description>{escape(entry.summary)}</description>\n"
        f"<dc:date>{_stamp(entry.at)}</dc:date>\n</item>"
        for entry in entries
    )
    return f"""<?xml version="1.0" encoding="UTF-8"?>
<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" \
xmlns="http://purl.org/rss/1.0/" xmlns:dc="http://purl.org/dc/elements/1.1/">
<channel rdf:about="http://{outlet.host}/">
<title>{escape(outlet.name)}</title>
<link>http://{outlet.host}/</link>
<description>{escape(outlet.motto)}</description>
<items><rdf:Seq>{listed}</rdf:Seq></items>
</channel>
{shown}
</rdf:RDF>
"""


def _stamp(at: datetime) -> str:
    return f"{at:%Y-%m-%dT%H:%M:%SZ}"


FEEDS: dict[str, FeedForm] = {
    "rss": FeedForm("RSS 2.0", "application/rss+xml; charset=utf-8", rss),
    "damaged": FeedForm("RSS 2.0, damaged", "application/rss+xml", damaged),
    "atom": FeedForm("Atom", "application/atom+xml; charset=utf-8", atom),
    "rdf": FeedForm("RSS 1.0", "application/rdf+xml; charset=utf-8", rdf),
}
