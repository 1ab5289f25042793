"""A web page to a reading: parsed once, each field by its own file."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from columninch.errors import ReadingError
from columninch.extract.assemble import Piece, assemble, tidy
from columninch.extract.body import body_pieces
from columninch.extract.bylines import read_names
from columninch.extract.clutter import without_titles
from columninch.extract.cut_off import is_cut_off
from columninch.extract.dates import published_on, searched, updated_on
from columninch.extract.decode import decode
from columninch.extract.evidence import evidence_of
from columninch.extract.forms import form_of
from columninch.extract.live import KIND as LIVE_KIND
from columninch.extract.live import LivePage, live_page
from columninch.extract.pictures import picture_of
from columninch.extract.relative_dates import relative_date
from columninch.extract.roundups.find import read_roundup
from columninch.extract.signatures import signed_by
from columninch.extract.standfirst import standfirst_of
from columninch.extract.statements import absolute, gather
from columninch.extract.templates.correct import by_template
from columninch.extract.titles import outlet_name, title_of, titles_of
from columninch.extract.tree import is_overlong, parse
from columninch.records import EmbeddedReading, LeftOut, Reading
from columninch.text.language import DEFAULT_LANGUAGES, detect
from columninch.text.words import word_count

if TYPE_CHECKING:
    from collections.abc import Sequence

    from lxml.html import HtmlElement

    from columninch.extract.bylines import Byline
    from columninch.extract.page import Page
    from columninch.extract.statements import Statements
    from columninch.records import Language, PrintedDate

SURE = 0.6
"""A guess of the language below this gives way to what the page declares."""
LONGEST_SEARCHED = 1_500_000
"""Bytes of a page that is searched for any date at all: it is searched thirty times."""


@dataclass(frozen=True, slots=True)
class _FoundText:
    """The text of a page, and what it was found to be."""

    pieces: tuple[Piece, ...]
    embedded: tuple[EmbeddedReading, ...] = ()
    live: LivePage | None = None
    left_out: tuple[LeftOut, ...] = ()
    place: str = ""


def read_html(page: Page) -> Reading:
    """The reading of a web page. Raises `ReadingError` where it has no text."""
    root = parse(decode(page.body, page.content_type))
    if root is None:
        raise ReadingError("the page is empty", where=page.url)
    if is_overlong(root):
        raise ReadingError("the page is far too long for an article", where=page.url)
    # held while the page is read, since lxml makes an element's object anew once it was let go
    elements = tuple(root.iter())
    stated = gather(root, page.url)
    title = title_of(stated) or (page.entry.title if page.entry else "")
    found = _found_text(root, elements, stated, title, page)
    pieces = list(found.pieces)
    if not pieces and stated.article.body:
        pieces = [Piece("paragraph", stated.article.body)]
    text, blocks = assemble(pieces)
    if not text:
        raise ReadingError("no text was found on the page", where=page.url)
    language = language_of(f"{title}\n{text}", page, stated.language)
    outlet = outlet_name(stated)
    signed = signed_by(root, stated, outlet)
    byline = _with_listed(signed.byline, outlet, page)
    published = _published(root, stated, title, page, language)
    reading = Reading(
        title=tidy(title),
        text=text,
        blocks=blocks,
        language=language,
        authors=byline.authors,
        agency=byline.agency,
        outlet_name=outlet,
        published=published,
        embedded=found.embedded,
        evidence=evidence_of(stated, signed, published, page),
        left_out=found.left_out,
        text_place=found.place,
    )
    whole = _with_facts(reading, root, stated)
    return replace(whole, form="live", live_until=found.live.ends) if found.live else whole


def _found_text(
    root: HtmlElement,
    elements: Sequence[HtmlElement],
    stated: Statements,
    title: str,
    page: Page,
) -> _FoundText:
    """What of a page is text: a round-up's own, a live page's posts, or an article's."""
    titles = titles_of(stated, title)
    is_live = stated.article.kind == LIVE_KIND
    roundup = None if is_live else read_roundup(root, page, titles, outlet_name(stated))
    if roundup:
        headings = tuple(Piece("heading", one.heading) for one in roundup.articles)
        own = without_titles(roundup.own or headings, titles)
        return _FoundText(tuple(own), embedded=roundup.articles)
    pieces = body_pieces(root, elements, titles)
    live = live_page(root, stated, pieces, page.zone)
    if live:
        return _FoundText(live.pieces, live=live)
    told = standfirst_of(elements, stated, [piece.text for piece in pieces])
    if told:
        pieces = [Piece("paragraph", told), *pieces]
    if page.template is None:
        return _FoundText(tuple(pieces))
    corrected = by_template(page.template, title, root, pieces)
    return _FoundText(
        tuple(corrected.pieces), left_out=corrected.left_out, place=corrected.text_place
    )


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
    """What the page states; else what its source listed; else what it tells or a search finds."""
    listed = page.entry.published if page.entry else None
    stated_date = published_on(root, stated, title, page.zone, language.code)
    found = stated_date or listed or relative_date(root, page)
    if found or len(page.body) > LONGEST_SEARCHED:
        return found
    return searched(root, page.url)


def _with_listed(byline: Byline, outlet: str, page: Page) -> Byline:
    """The byline, or what the source's listing says where nobody signed on the page."""
    listed = page.entry.authors if page.entry else ()
    if byline.authors or not listed:
        return byline
    hint = read_names(((name, False) for name in listed), outlet)
    return replace(byline, authors=hint.authors, agency=byline.agency or hint.agency)


def _with_facts(reading: Reading, root: HtmlElement, stated: Statements) -> Reading:
    section = tidy(stated.first("article:section", "og:section") or stated.article.section)
    words = word_count(reading.text)
    form = form_of(stated, reading.title, section, reading.text, reading.blocks)
    return replace(
        reading,
        updated=updated_on(stated, reading.published, "UTC"),
        canonical_url=_canonical(stated),
        section=section,
        picture=picture_of(root, stated),
        form="roundup" if reading.embedded else form,
        word_count=words,
        is_teaser=not reading.embedded and is_cut_off(root, stated, reading, words),
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
