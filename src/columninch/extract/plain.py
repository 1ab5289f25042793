"""A plain text to a reading: paragraphs at empty lines, the first line as title."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from columninch.errors import ReadingError
from columninch.extract.assemble import Piece, assemble, tidy
from columninch.extract.bylines import read_names
from columninch.extract.decode import decode
from columninch.records import Reading
from columninch.text.language import DEFAULT_LANGUAGES, detect
from columninch.text.words import word_count

if TYPE_CHECKING:
    from columninch.extract.page import Page
    from columninch.records import Language

LONGEST_TITLE = 30
"""Words; a longer first paragraph is text."""
_PARAGRAPHS = re.compile(r"\n[ \t]*\n+")


def read_text(page: Page) -> Reading:
    """The reading of a plain text. Raises `ReadingError` where there is none."""
    raw = decode(page.body, page.content_type).replace("\r\n", "\n").replace("\r", "\n")
    paragraphs = [text for part in _PARAGRAPHS.split(raw) if (text := tidy(part))]
    if len(paragraphs) == 1 and raw.strip().count("\n") > 1:
        paragraphs = [text for line in raw.split("\n") if (text := tidy(line))]
    title = page.entry.title if page.entry else ""
    if not title and len(paragraphs) > 1 and word_count(paragraphs[0]) <= LONGEST_TITLE:
        title = paragraphs.pop(0)
    text, blocks = assemble(Piece("paragraph", one) for one in paragraphs)
    if not text:
        raise ReadingError("the text is empty", where=page.url)
    return reading_with_hints(Reading(title, text, blocks, language_among(text, page)), page)


def language_among(text: str, page: Page) -> Language:
    """The language of `text` among the outlet's, or among all where those aren't known."""
    return detect(text, page.languages or DEFAULT_LANGUAGES)


def reading_with_hints(reading: Reading, page: Page) -> Reading:
    """`reading` with what the source's listing says of it, and its words counted."""
    byline = read_names(((name, False) for name in (page.entry.authors if page.entry else ())), "")
    return replace(
        reading,
        authors=reading.authors or byline.authors,
        agency=reading.agency or byline.agency,
        published=reading.published or (page.entry.published if page.entry else None),
        word_count=word_count(reading.text),
    )
