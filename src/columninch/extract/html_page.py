"""A web page to a reading: parsed once, each field by its own file."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from columninch.errors import ReadingError
from columninch.extract.assemble import Piece, assemble, tidy
from columninch.extract.body import body_pieces
from columninch.extract.bylines import byline_of, read_names
from columninch.extract.clutter import without_titles
from columninch.extract.cut_off import is_cut_off
from columninch.extract.dates import published_on, searched, updated_on
from columninch.extract.decode import decode
from columninch.extract.embedded import read_roundup
from columninch.extract.forms import form_of
from columninch.extract.live import KIND as LIVE_KIND
from columninch.extract.live import live_page
from columninch.extract.pictures import picture_of
from columninch.extract.statements import absolute, gather
from columninch.extract.titles import outlet_name, title_of, titles_of
from columninch.extract.tree import parse
from columninch.records import Reading
from columninch.text.language import DEFAULT_LANGUAGES, detect
from columninch.text.words import word_count

if TYPE_CHECKING:
    from lxml.html import HtmlElement

    from columninch.extract.page import Page
    from columninch.extract.statements import Statements
    from columninch.records import EmbeddedReading, Language, PrintedDate

SURE = 0.6
"""A guess of the language below this gives way to what the page declares."""


def read_html(page: Page) -> Reading:
    """The reading of a web page. Raises `ReadingError` where it has no text."""
    root = parse(decode(page.body, page.content_type))
    if root is None:
        raise ReadingError("the page is empty", where=page.url)
    stated = gather(root, page.url)
    title = title_of(stated) or (page.entry.title if page.entry else "")
    roundup = read_roundup(root, page) if stated.article.kind != LIVE_KIND else None
    live = None
    embedded = roundup.articles if roundup else ()
    if roundup:
        headings = tuple(Piece("heading", one.heading) for one in embedded)
        pieces = without_titles(roundup.own or headings, titles_of(stated, title))
    else:
        pieces = body_pieces(root, titles_of(stated, title))
        live = live_page(root, stated, pieces, page.zone)
        pieces = list(live.pieces) if live else pieces
    if not pieces and stated.article.body:
        pieces = [Piece("paragraph", stated.article.body)]
    text, blocks = assemble(pieces)
    if not text:
        raise ReadingError("no text was found on the page", where=page.url)
    language = language_of(f"{title}\n{text}", page, stated.language)
    reading = _with_byline(
        Reading(title=tidy(title), text=text, blocks=blocks, language=language), root, stated, page
    )
    whole = _with_facts(
        reading, root, stated, embedded, _published(root, stated, title, page, language)
    )
    return replace(whole, form="live", live_until=live.ends) if live else whole


def language_of(text: str, page: Page, declared: str) -> Language:
    """The language among the outlet's and the declared one; a poor guess gives way to that."""
    asked = page.languages or DEFAULT_LANGUAGES
    found = detect(text, tuple(dict.fromkeys((*asked, declared))) if declared else asked)
    if found.confidence < SURE and declared:
        return replace(found, code=declared, confidence=max(found.confidence, 0.5))
    return found


def _published(
    root: HtmlElement, stated: Statements, title: str, page: Page, language: Language
) -> PrintedDate | None:
    """What the page states; else what its source listed; else what a search finds."""
    listed = page.entry.published if page.entry else None
    found = published_on(root, stated, title, page.zone, language.code)
    return found or listed or searched(root, page.url)


def _with_byline(reading: Reading, root: HtmlElement, stated: Statements, page: Page) -> Reading:
    outlet = outlet_name(stated)
    byline = byline_of(root, stated, outlet)
    listed = page.entry.authors if page.entry else ()
    if not byline.authors and listed:
        hint = read_names(((name, False) for name in listed), outlet)
        byline = replace(byline, authors=hint.authors, agency=byline.agency or hint.agency)
    return replace(reading, authors=byline.authors, agency=byline.agency, outlet_name=outlet)


def _with_facts(
    reading: Reading,
    root: HtmlElement,
    stated: Statements,
    embedded: tuple[EmbeddedReading, ...],
    published: PrintedDate | None,
) -> Reading:
    section = tidy(stated.first("article:section", "og:section") or stated.article.section)
    words = word_count(reading.text)
    form = form_of(stated, reading.title, section, reading.text, reading.blocks)
    return replace(
        reading,
        published=published,
        updated=updated_on(stated, published, "UTC"),
        canonical_url=_canonical(stated),
        section=section,
        picture=picture_of(root, stated),
        form="roundup" if embedded else form,
        word_count=words,
        is_teaser=not embedded and is_cut_off(root, stated, reading, words),
        embedded=embedded,
    )


def _canonical(stated: Statements) -> str:
    """The address that the page calls its own; empty where it only names the home page."""
    for link in (stated.canonical_link, stated.first("og:url")):
        address = absolute(stated.url, link) if link else ""
        if address and (_has_path(address) or not _has_path(stated.url)):
            return address.partition("#")[0]
    return ""


def _has_path(url: str) -> bool:
    try:
        parts = urlsplit(url)
    except ValueError:
        return False
    return bool(parts.path.strip("/") or parts.query)
