"""The kinds of documents that can be read, and which of them a page is."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from urllib.parse import urlsplit

from columninch.errors import ReadingError
from columninch.extract.docx import read_docx_page
from columninch.extract.feed_entry import read_feed_entry
from columninch.extract.html_page import read_html
from columninch.extract.markdown_page import read_markdown
from columninch.extract.message import read_letter
from columninch.extract.page import Page
from columninch.extract.pdf import read_pdf_page
from columninch.extract.plain import read_text
from columninch.extract.programmes import (
    read_srt_programme,
    read_ttml_programme,
    read_vtt_programme,
)
from columninch.extract.spoken import read_spoken
from columninch.extract.transcript import is_transcript, read_transcript
from columninch.formats.docx import is_docx
from columninch.formats.pdf import is_pdf
from columninch.formats.ttml import is_ttml
from columninch.records import TRANSCRIPT_TYPE, Reading


@dataclass(frozen=True, slots=True)
class Reader:
    """One kind of document and the function that reads it."""

    name: str
    read: Callable[[Page], Reading]
    summary: str
    reference: str


_TYPES = {
    "text/html": "html",
    "application/xhtml+xml": "html",
    "text/vtt": "vtt",
    "application/x-subrip": "srt",
    "text/srt": "srt",
    "application/srt": "srt",
    "text/x-srt": "srt",
    "application/ttml+xml": "ttml",
    "application/ttaf+xml": "ttml",
    "application/pdf": "pdf",
    "message/rfc822": "message",
    "message/global": "message",
    "text/markdown": "markdown",
    "text/x-markdown": "markdown",
    TRANSCRIPT_TYPE: "spoken",
}
_TOLD_BY_TYPE = frozenset(["message", "markdown", "pdf", "spoken"])
_ENDINGS = {
    ".vtt": "vtt",
    ".srt": "srt",
    ".ttml": "ttml",
    ".dfxp": "ttml",
    ".txt": "text",
    ".html": "html",
    ".htm": "html",
}
_MAGIC = (
    b"\x89PNG",
    b"\xff\xd8\xff",
    b"GIF8",
    b"PK\x03\x04",
    b"\x1f\x8b",
    b"RIFF",
    b"ID3",
)
_MARKUP = (
    b"<!doctype",
    b"<html",
    b"<head",
    b"<body",
    b"<?xml",
    b"<!--",
    b"<div",
    b"<p",
    b"<article",
)


def kind_of(page: Page) -> str:
    """The key of the reader for `page`: by its content type, then by its first bytes.

    Raises `ReadingError` for what is plainly no text: pictures, sound, archives.
    """
    if page.from_feed:
        return "feed-entry"
    media_type = page.content_type.partition(";")[0].strip().lower()
    start = page.body[:1024].removeprefix(b"\xef\xbb\xbf").lstrip()
    known = _TYPES.get(media_type, "")
    if known in _TOLD_BY_TYPE:
        return known  # it may hold anything, at its beginning too
    known = _by_signature(page.body, start)
    if known:
        return known
    if start.startswith(_MAGIC) or media_type.partition("/")[0] in {
        "image",
        "audio",
        "video",
        "font",
    }:
        raise ReadingError(
            f"this is no text: {media_type or 'it begins as a binary file does'}", where=page.url
        )
    kind = _TYPES.get(media_type) or _sniffed(page.url, start)
    return "transcript" if kind == "text" and is_transcript(page.body) else kind


def _by_signature(body: bytes, start: bytes) -> str:
    """The reader of what says by its first bytes what it is, whatever the server calls it."""
    if start.startswith(b"WEBVTT"):
        return "vtt"
    if is_pdf(start):
        return "pdf"
    if is_docx(body):
        return "docx"
    return "ttml" if is_ttml(start) else ""


def _sniffed(url: str, start: bytes) -> str:
    if start.lower().startswith(_MARKUP):
        return "html"
    try:
        path = urlsplit(url).path.lower()
    except ValueError:
        path = ""
    ending = next((kind for end, kind in _ENDINGS.items() if path.endswith(end)), "")
    if ending:
        return ending
    if b"-->" in start and b"," in start.partition(b"-->")[0][-16:]:
        return "srt"
    return "html" if b"</" in start else "text"


READERS: dict[str, Reader] = {
    "html": Reader(
        "web page", read_html, "The main text of a page and what it states of itself.",
        "Barbaresi (2021), Trafilatura; schema.org; The Open Graph protocol",
    ),
    "vtt": Reader(
        "WebVTT", read_vtt_programme, "What is said in a programme, with its times.",
        "W3C, WebVTT: The Web Video Text Tracks Format, section 6",
    ),
    "srt": Reader(
        "SubRip", read_srt_programme, "What is said in a programme, with its times.",
        "the files that the SubRip program writes; there is no standard",
    ),
    "ttml": Reader(
        "TTML", read_ttml_programme, "What is said in a programme, with its times.",
        "W3C, Timed Text Markup Language 2 (TTML2), sections 8 and 12",
    ),
    "transcript": Reader(
        "transcript", read_transcript, "What is said in a programme, each turn behind its time.",
        "as stations and transcribing programs write them; there is no standard",
    ),
    "spoken": Reader(
        "machine-made transcript", read_spoken,
        "What a transcription service heard in a programme, with its times.",
        "the answer of OpenAI's audio transcriptions with response_format=verbose_json",
    ),
    "message": Reader(
        "mail message", read_letter, "A newsletter's text without its pictures and its footer.",
        "RFC 5322; RFC 2045 to 2047",
    ),
    "pdf": Reader(
        "PDF", read_pdf_page, "Paragraphs in the order in which they are read, no running heads.",
        "ISO 32000-1:2008",
    ),
    "docx": Reader(
        "Word document", read_docx_page, "Headings, paragraphs, lists, tables, notes.",
        "ECMA-376, Office Open XML File Formats, part 1",
    ),
    "markdown": Reader(
        "Markdown", read_markdown, "Paragraphs and headings, facts from the front matter.",
        "CommonMark 0.31.2",
    ),
    "text": Reader(
        "plain text", read_text, "Paragraphs at empty lines, the first line as title.",
        "RFC 2046, section 4.1.3",
    ),
    "feed-entry": Reader(
        "feed entry", read_feed_entry, "The feed's own content, where the page can't be had.",
        "RFC 4287, sections 4.1.3 and 4.2.13; RSS 2.0",
    ),
}  # fmt: skip
"""By the family of their media type; a new kind is a file with a reader and a line here."""
