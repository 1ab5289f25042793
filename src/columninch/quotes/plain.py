"""Archived bytes to plain text, by a way that does not depend on the extraction.

Nothing is chosen or left out here except what is not text: tags, scripts, styles and the
timing of subtitles. What the extraction calls boilerplate stays in.
"""

from __future__ import annotations

import codecs
import html
import json
import re
import unicodedata
from html.entities import html5
from typing import TYPE_CHECKING

from lxml import etree

from columninch.errors import ReadingError
from columninch.quotes.documents import MARKDOWN, document_text, markdown_text
from columninch.quotes.markup import html_text, marked_up

if TYPE_CHECKING:
    from collections.abc import Iterator

_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
# What pages call Latin-1 or ASCII is windows-1252 to every browser (WHATWG Encoding, 4.2).
_AS_BROWSERS_READ = {"iso8859-1": "cp1252", "ascii": "cp1252", "iso8859-9": "cp1254"}
_HEADER_CHARSET = re.compile(r"charset\s*=\s*[\"']?([\w.:-]+)", re.IGNORECASE)
_BODY_CHARSET = re.compile(
    rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([\w.:-]+)|<\?xml[^>]{0,200}?encoding\s*=\s*"
    rb"[\"']([\w.:-]+)",
    re.IGNORECASE,
)
_HEAD_BYTES = 4096
_FEED_ROOT = re.compile(r"\s*(?:<\?xml[^>]*>\s*|<!--.*?-->\s*)*<(?:rss|feed|rdf:RDF)\b", re.DOTALL)
_XML_TYPES = re.compile(r"(?:application|text)/(?:(?:rss|atom|rdf)\+)?xml\b", re.IGNORECASE)
_HTML_ROOT = re.compile(r"<(?:!doctype\s+html|html)\b", re.IGNORECASE)
_ENTITY = re.compile(r"&([A-Za-z][A-Za-z0-9]{1,31};)")
_XML_OWN = frozenset({"amp;", "lt;", "gt;", "quot;", "apos;"})
_CDATA = re.compile(r"<!\[CDATA\[(.*?)\]\]>", re.DOTALL)
_TAG = re.compile(r"<[^<>]*>")
_XML_DECLARATION = re.compile(r"^\s*<\?xml[^>]*\?>")
_TIMING = re.compile(
    r"^\s*(?:\d+:)?\d{1,2}:\d{2}[.,]\d{1,3}\s*-->\s*(?:\d+:)?\d{1,2}:\d{2}[.,]\d{1,3}.*$"
)
_CUE_TAG = re.compile(r"</?[A-Za-z0-9][^<>]*>")
_LINES = re.compile(r"\r\n|\r|\n")


def plain_text(body: bytes, content_type: str) -> str:
    """The decoded text (NFC) of an archived payload, tags and timing lines taken out.

    `content_type` is the header's value, with its charset if it names one; where it says
    nothing of use, the document itself is looked at. HTML: scripts and styles are left
    out, entities undone, block elements separate words. Feeds: the same, once more for
    the HTML that stands escaped in their text. JSON: its strings. Subtitles: the cues.
    Messages, PDF, Word, Markdown and TTML: what `documents` takes out of them; nothing where
    they are damaged or past their limits, so that no quotation stands in them. Other text
    stays as it is. Bytes that are wrong in their charset become U+FFFD.
    """
    kind = content_type.partition(";")[0].strip().lower()
    try:
        text = document_text(body, kind)
    except ReadingError:
        text = ""  # what can't be read supports no quotation: the check then names it
    if text is None:
        text = _text_of(_decoded(body, content_type), kind)
    return unicodedata.normalize("NFC", text)


def _text_of(text: str, kind: str) -> str:
    if _is_feed(text, kind):
        return _feed_text(text)
    if kind.endswith("json"):
        return _json_text(text)
    if _is_subtitles(text, kind):
        return _cue_text(text)
    if kind == "text/plain":
        return text
    if kind in MARKDOWN:
        return markdown_text(text)
    if "html" in kind or _HTML_ROOT.search(text, 0, _HEAD_BYTES) or text.lstrip()[:1] == "<":
        return html_text(text)
    return text


def _decoded(body: bytes, content_type: str) -> str:
    for bom, charset in _BOMS:
        if body.startswith(bom):
            return body[len(bom) :].decode(charset, "replace")
    candidates = [*_declared(body, content_type), "utf-8"]
    for charset in candidates:
        try:
            return body.decode(charset)
        except UnicodeDecodeError:
            continue  # a declaration that the bytes contradict: the next one may hold
    return body.decode(candidates[0], "replace")


def _declared(body: bytes, content_type: str) -> Iterator[str]:
    """The charsets that header and document name, in that order, as codecs' names."""
    named = [found[1] for found in _HEADER_CHARSET.finditer(content_type)]
    inside = _BODY_CHARSET.search(body[:_HEAD_BYTES])
    if inside:
        named.append((inside[1] or inside[2]).decode("ascii", "replace"))
    for name in named:
        try:
            info = codecs.lookup(name)
        except (LookupError, ValueError):
            continue  # a name that nobody knows says nothing
        if info._is_text_encoding and not info.name.startswith("utf-16"):
            # A document that could be read so far to find this name isn't UTF-16.
            yield _AS_BROWSERS_READ.get(info.name, info.name)


def _is_feed(text: str, kind: str) -> bool:
    if _FEED_ROOT.match(text, 0, _HEAD_BYTES):
        return True
    return bool(_XML_TYPES.match(kind)) and not _HTML_ROOT.search(text, 0, _HEAD_BYTES)


def _feed_text(text: str) -> str:
    parser = etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        remove_comments=True,
        remove_pis=True,
        encoding="utf-8",
    )
    # XML knows five entities; the others are HTML's, and a parser would drop them.
    known = _ENTITY.sub(_character, _XML_DECLARATION.sub("", text.replace("\0", "\ufffd")))
    try:
        root = etree.fromstring(known.encode("utf-8", "replace"), parser)
    except etree.ParseError:
        return _torn_feed_text(known)
    return "\n".join(_undone(piece) for piece in marked_up(root) if piece.strip())


def _torn_feed_text(text: str) -> str:
    """The text of a feed that is no well-formed XML.

    A parser that recovers drops entities after the first mistake, and with them the markup
    that they stand for; so the tags are taken out and the entities undone by hand.
    """
    without_cdata = _CDATA.sub(lambda found: html.escape(found[1]), text)
    pieces = (html.unescape(piece).strip() for piece in _TAG.split(without_cdata))
    return "\n".join(_undone(piece) for piece in pieces if piece)


def _character(found: re.Match[str]) -> str:
    name = found[1]
    return found[0] if name in _XML_OWN else html5.get(name, found[0])


def _undone(text: str) -> str:
    return html_text(text) if "<" in text or "&" in text else text


def _json_text(text: str) -> str:
    try:
        document = json.loads(text)
    except (ValueError, RecursionError):
        return text
    return "\n".join(_undone(string) for string in _strings(document))


def _strings(document: object) -> Iterator[str]:
    waiting = [document]
    while waiting:
        value = waiting.pop()
        if isinstance(value, str):
            yield value
        elif isinstance(value, dict):
            waiting.extend(reversed(value.values()))
        elif isinstance(value, list):
            waiting.extend(reversed(value))


def _is_subtitles(text: str, kind: str) -> bool:
    if kind in {"text/vtt", "application/x-subrip", "text/srt"} or text.startswith("WEBVTT"):
        return True
    return "html" not in kind and any(map(_TIMING.match, _LINES.split(text[:_HEAD_BYTES])[:4]))


def _cue_text(text: str) -> str:
    cues: list[str] = []
    for block in re.split(r"\n[ \t]*\n", _LINES.sub("\n", text)):
        lines = block.split("\n")
        timing = next((place for place, line in enumerate(lines) if _TIMING.match(line)), None)
        if timing is None:
            continue  # the header, a note or a style sheet
        spoken = [line for line in lines[timing + 1 :] if not _TIMING.match(line)]
        cues.extend(html.unescape(_CUE_TAG.sub("", line)) for line in spoken)
    return "\n".join(cues)
