"""A Word document to a reading: headings, paragraphs, lists, tables, notes."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from columninch.extract.assemble import Piece
from columninch.extract.document import file_date, reading_of
from columninch.formats.docx import read_docx

if TYPE_CHECKING:
    from columninch.extract.page import Page
    from columninch.formats.docx import Paragraph
    from columninch.records import BlockKind, Reading

_HEADING = re.compile(r"(?:heading|title|subtitle|überschrift|titre)\s*\d*", re.IGNORECASE)
_QUOTE = re.compile(r"(?:intense)?quote|blockquote", re.IGNORECASE)


def read_docx_page(page: Page) -> Reading:
    """The reading of a Word document. Raises `ReadingError` where it can't be read."""
    document = read_docx(page.body, where=page.url)
    return reading_of(
        [Piece(_kind(one), one.text) for one in document.paragraphs if one.text.strip()],
        page,
        title=document.title,
        author=document.creator,
        created=file_date(document.created, "docx created"),
    )


def _kind(one: Paragraph) -> BlockKind:
    if one.is_row:
        return "table"
    if one.is_list:
        return "list"
    if one.level is not None or _HEADING.fullmatch(one.style):
        return "heading"
    if _QUOTE.fullmatch(one.style):
        return "quote"
    return "paragraph"
