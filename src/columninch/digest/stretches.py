"""What an editor's Markdown quotes: the stretches that must stand in a source."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from markdown_it import MarkdownIt

from columninch.text.words import word_count

if TYPE_CHECKING:
    from collections.abc import Iterator

    from markdown_it.token import Token

FEWEST_WORDS = 4
"""Fewer words in quotation marks are a name or a term, not a quotation."""

_PAIRS = {"“": "”", "«": "»", "„": "“”"}
_MARKDOWN = MarkdownIt("commonmark", {"html": False})


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph, heading or list item as a reader sees it."""

    text: str
    is_quotation: bool
    """It stands in a block quotation."""


def paragraphs(markdown: str) -> tuple[Paragraph, ...]:
    """The visible text of `markdown`, paragraph by paragraph."""
    found = []
    depth = 0
    for token in _MARKDOWN.parse(markdown):
        depth += {"blockquote_open": 1, "blockquote_close": -1}.get(token.type, 0)
        if token.type == "inline":
            found.append(Paragraph("".join(_visible(token)), depth > 0))
        elif token.type in {"fence", "code_block"}:
            found.append(Paragraph(token.content, depth > 0))
    return tuple(found)


def quoted_stretches(markdown: str) -> tuple[str, ...]:
    """What `markdown` quotes: block quotations whole, and four words or more in “”, "", «», „“."""
    return tuple(
        stretch
        for paragraph in paragraphs(markdown)
        for stretch in _stretches_of(paragraph)
        if word_count(stretch) > 0  # a row of asterisks claims nothing
    )


def quoted_in(text: str) -> tuple[str, ...]:
    """The stretches of four words or more in quotation marks in a paragraph of plain text.

    Of nested quotations the outermost. A mark that is opened and not closed quotes up to the
    end: that is how a quotation over several paragraphs is printed.
    """
    found = []
    start, closers = 0, list[str]()
    for place, letter in enumerate(text):
        if closers and letter in closers[-1]:
            closers.pop()
            if not closers:
                found.append(text[start:place])
        elif letter in _PAIRS or letter == '"':
            if not closers:
                start = place + 1
            closers.append(_PAIRS.get(letter, '"'))
    if closers:
        found.append(text[start:])
    return tuple(stretch for stretch in found if word_count(stretch) >= FEWEST_WORDS)


def _stretches_of(paragraph: Paragraph) -> tuple[str, ...]:
    return (paragraph.text,) if paragraph.is_quotation else quoted_in(paragraph.text)


def _visible(token: Token) -> Iterator[str]:
    for child in token.children or ():
        if child.type in {"softbreak", "hardbreak"}:
            yield " "
        else:
            yield child.content
