"""The Atom feed of a series: one entry an issue, newest first.

Ids are made from the series and the issue's number, so they stay when a site moves.
RFC 4287.
"""

from __future__ import annotations

import re
import uuid
from datetime import UTC
from typing import TYPE_CHECKING
from xml.etree import ElementTree as Xml

from markupsafe import Markup

from columninch.publish.addresses import issue_folder
from columninch.publish.wording import Wording

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from columninch.publish.cards import IssueCard

ATOM = "http://www.w3.org/2005/Atom"
_LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"
_BASE = "{http://www.w3.org/XML/1998/namespace}base"
_IDS = uuid.UUID("6d3c5f0e-4f0b-5c55-9d43-0d6f3f0c6f5e")
"""The name space of this project's ids."""
_NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def atom_feed(
    cards: Sequence[IssueCard], series: str, language: str, desk: str, *, base_url: str = ""
) -> bytes:
    """The feed as UTF-8. `cards`: newest first, at least one.

    `base_url` is the site's address; without it links are relative to the feed's own.
    """
    Xml.register_namespace("", ATOM)
    feed = Xml.Element(f"{{{ATOM}}}feed", {_LANGUAGE: language})
    if base_url:
        feed.set(_BASE, f"{base_url.rstrip('/')}/")
        _add(feed, "link", rel="self", type="application/atom+xml", href="feed.xml")
    _add(feed, "link", rel="alternate", type="text/html", href="index.html")
    _add(feed, "id", _id(series))
    _add(feed, "title", series)
    _add(feed, "updated", _moment(max(card.frozen_at for card in cards)))
    _add(_add(feed, "author"), "name", desk)
    _add(feed, "generator", "Column Inch")
    for card in cards:
        _entry(feed, card, series)
    written: bytes = Xml.tostring(feed, encoding="utf-8", xml_declaration=True)
    return written + b"\n"


def _entry(feed: Xml.Element, card: IssueCard, series: str) -> None:
    entry = _add(feed, "entry")
    entry.set(_LANGUAGE, card.language)
    page = f"{issue_folder(card.number)}/index.html"
    _add(entry, "id", _id(series, card.number))
    _add(entry, "title", card.title)
    _add(entry, "link", rel="alternate", type="text/html", href=page)
    _add(entry, "published", _moment(card.frozen_at))
    _add(entry, "updated", _moment(card.frozen_at))
    if card.lead:
        _add(entry, "summary", card.lead)
    _add(entry, "content", _content(card, page), type="html")


def _content(card: IssueCard, page: str) -> str:
    """The lead, what is in the issue, and the way there."""
    wording = Wording(card.language)
    ground = Markup('<div dir="{}" lang="{}">').format(wording.direction, card.language)
    period = Markup("<p>{}</p>").format(wording.period(card.starts, card.ends))
    lead = Markup("<p><strong>{}</strong></p>").format(card.lead) if card.lead else Markup()
    contents = Markup("").join(
        Markup('<li lang="{}"><a href="{}#{}">{}</a></li>').format(
            one.language, page, one.anchor, one.heading
        )
        for one in card.contents
    )
    listed = Markup("<ul>{}</ul>").format(contents) if card.contents else Markup()
    way = wording.words.read_issue.format(wording.number(card.number))
    link = Markup('<p><a href="{}">{}</a></p>').format(page, way)
    return str(ground + period + lead + listed + link + Markup("</div>"))


def _add(parent: Xml.Element, name: str, text: str = "", **attributes: str) -> Xml.Element:
    child = Xml.SubElement(parent, f"{{{ATOM}}}{name}", attributes)
    if text:
        child.text = _NOT_XML.sub("\N{REPLACEMENT CHARACTER}", text)
    return child


def _id(series: str, number: int | None = None) -> str:
    name = series if number is None else f"{series}\n{number}"
    return f"urn:uuid:{uuid.uuid5(_IDS, name)}"


def _moment(at: datetime) -> str:
    return at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
