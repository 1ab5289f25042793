"""What documents of every kind share: facts from their properties, where these are sane."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from columninch.errors import ReadingError
from columninch.extract.assemble import Piece, assemble, tidy
from columninch.extract.bylines import read_names
from columninch.extract.dates import read_date
from columninch.extract.html_page import language_of
from columninch.extract.plain import reading_with_hints
from columninch.records import PrintedDate, Reading
from columninch.text.normalise import fold
from columninch.text.words import word_count

if TYPE_CHECKING:
    from collections.abc import Sequence

    from columninch.extract.page import Page

FIRST_YEAR, LAST_YEAR = 1980, 2100
LONGEST_TITLE = 40
"""Words."""
_PDF_DATE = re.compile(r"(?:D:)?(\d{4})(\d{2})(\d{2})")
_PROGRAMS = re.compile(
    r"^(?:microsoft word|microsoft powerpoint|libreoffice|openoffice)\s*-\s*", re.I
)
_NO_TITLE = re.compile(
    r"untitled.*|document\d*|new document.*|slide \d+|"
    r".*\.(?:docx?|pdf|odt|rtf|indd|txt|qxd|qxp)",
    re.IGNORECASE,
)
_NO_NAMES = re.compile(
    r"(?:admin\w*.*|user\b.*|owner|author|unknown|microsoft.*|python-docx|.*@.*)", re.I
)


def reading_of(
    pieces: Sequence[Piece], page: Page, *, title: str, author: str, created: PrintedDate | None
) -> Reading:
    """The reading of a document's pieces, with what its properties say.

    The source's listing comes before the properties, which tell of the file, not of what was
    published. Raises `ReadingError` where there is no text.
    """
    listed = page.entry
    stated = (listed.title if listed else "") or sane_title(title)
    head, body = _without_title(pieces, stated)
    text, blocks = assemble(body)
    if not text:
        raise ReadingError("the document holds no text", where=page.url, hint="it may be a scan")
    language = language_of(f"{head}\n{text}", page, "")
    reading = reading_with_hints(Reading(tidy(head), text, blocks, language), page)
    names = read_names([(sane_name(author), False)], "") if sane_name(author) else None
    return replace(
        reading,
        authors=reading.authors or (names.authors if names else ()),
        agency=reading.agency or (names.agency if names else ""),
        published=reading.published or created,
    )


def _without_title(pieces: Sequence[Piece], stated: str) -> tuple[str, Sequence[Piece]]:
    """The title, and the pieces without it: the first heading where nothing states another."""
    at = next((at for at, piece in enumerate(pieces[:6]) if piece.kind == "heading"), None)
    if at is None or len(pieces) < 2:
        return stated, pieces
    first = tidy(pieces[at].text)
    if not stated and word_count(first) <= LONGEST_TITLE:
        stated = first
    if fold(stated) != fold(first):  # a PDF's text may have lost its joiners
        return stated, pieces
    return stated, [piece for place, piece in enumerate(pieces) if place != at]


def sane_title(given: str) -> str:
    """A title from a file's properties, or an empty string where a program made it up."""
    title = tidy(_PROGRAMS.sub("", given.strip()))
    is_sane = title and not _NO_TITLE.fullmatch(title) and word_count(title) <= LONGEST_TITLE
    return title if is_sane else ""


def sane_name(given: str) -> str:
    """A person's name from a file's properties, or an empty string for an account's."""
    name = tidy(given)
    return name if " " in name and len(name) < 200 and not _NO_NAMES.fullmatch(name) else ""


def file_date(given: str, evidence: str) -> PrintedDate | None:
    """The day of a PDF's date (ISO 32000-1, 7.9.4) or one of W3C's form, where it is sane."""
    found = _PDF_DATE.match(given.strip())
    if found is None:
        date = read_date(given.strip()[:10], evidence, "UTC", "")
        return date if date and FIRST_YEAR <= date.at.year <= LAST_YEAR else None
    try:
        at = datetime(int(found[1]), int(found[2]), int(found[3]), tzinfo=UTC)
    except ValueError:
        return None
    return PrintedDate(at, "day", evidence) if FIRST_YEAR <= at.year <= LAST_YEAR else None
