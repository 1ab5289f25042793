"""A web page to a reading: parsed once, each field by its own file."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from columninch.errors import ReadingError
from columninch.extract.assemble import Piece, assemble, tidy
from columninch.extract.body import body_pieces
from columninch.extract.bylines import read_names
from columninch.extract.clutter import without_titles
from columninch.extract.dates import published_on, searched, updated_on
from columninch.extract.decode import decode
from columninch.extract.evidence import evidence_of
from columninch.extract.forms import form_of, is_cut_off
from columninch.extract.pictures import picture_of
from columninch.extract.relative_dates import relative_date
from columninch.extract.roundups.find import read_roundup
from columninch.extract.signatures import signed_by
from columninch.extract.standfirst import standfirst_of
from columninch.extract.statements import absolute, gather
from columninch.extract.templates.correct import by_template
from columninch.extract.titles import outlet_name, title_of, titles_of
from columninch.extract.tree import is_overlong, parse
from columninch.records import Reading
from columninch.text.language import DEFAULT_LANGUAGES, detect
from columninch.text.words import word_count

if TYPE_CHECKING:
    from lxml.html import HtmlElement

    from columninch.extract.bylines import Byline
    from columninch.extract.page import Page
    from columninch.extract.statements import Statements
    from columninch.records import Language, LeftOut, PrintedDate

SURE = 0.6
"""A guess of the language below this gives way to what the page declares."""
LONGEST_SEARCHED = 1_500_000
"""Bytes of a page that is searched for any date at all: it is searched thirty times."""


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
    roundup = read_roundup(root, page, titles_of(stated, title), outlet_name(stated))
    embedded = roundup.articles if roundup else ()
    if roundup:
        headings = tuple(Piece("heading", one.heading) for one in embedded)
        pieces = without_titles(roundup.own or headings, titles_of(stated, title))
    else:
        pieces = body_pieces(root, elements, titles_of(stated, title))
        told = standfirst_of(elements, stated, [piece.text for piece in pieces])
        if told:
            pieces = [Piece("paragraph", told), *pieces]
    left_out: tuple[LeftOut, ...] = ()
    text_place = ""
    if page.template and not roundup:
        corrected = by_template(page.template, title, root, pieces)
        pieces, left_out, text_place = corrected.pieces, corrected.left_out, corrected.text_place
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
        embedded=embedded,
        evidence=evidence_of(stated, signed, published, page),
        left_out=left_out,
        text_place=text_place,
    )
    return _with_facts(reading, root, stated)


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
        is_teaser=not reading.embedded and is_cut_off(stated, reading.text, words),
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
