"""A Word document as paragraphs, in their order, with the facts that it states of itself.

ECMA-376 (Office Open XML), part 1: WordprocessingML's body, footnotes and endnotes, numbering
left out; and the core properties of part 2. Tracked changes are read as if accepted:
insertions are in, deletions are out. Nothing that the document refers to outside is asked.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from columninch.errors import ReadingError
from columninch.formats.xml_tree import parse_xml
from columninch.formats.zip_parts import ZipParts

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml import etree

MAIN = "word/document.xml"
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_DC = "{http://purl.org/dc/elements/1.1/}"
_TERMS = "{http://purl.org/dc/terms/}"
_OUT = frozenset({f"{W}del", f"{W}moveFrom", f"{W}instrText", f"{W}delText", f"{W}pPr", f"{W}rPr"})
"""Deleted, moved away, or no text: what stands in these is passed over."""
_ALTERNATE = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_BREAKS = {f"{W}br": "\n", f"{W}cr": "\n", f"{W}tab": "\t", f"{W}noBreakHyphen": "\u2011"}
_NOTES = ("word/footnotes.xml", "word/endnotes.xml")


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One paragraph, or one row of a table with its cells side by side."""

    text: str
    style: str = ""
    """The style's id, as "Heading1"."""
    level: int | None = None
    """Of the outline, where the paragraph states one; 0 is the highest."""
    is_list: bool = False
    is_row: bool = False
    is_note: bool = False


@dataclass(frozen=True, slots=True)
class DocxText:
    """What a Word document says."""

    paragraphs: tuple[Paragraph, ...]
    title: str = ""
    creator: str = ""
    created: str = ""
    """In W3C's date format, as "2026-03-04T09:30:00Z"."""
    modified: str = ""


def is_docx(body: bytes) -> bool:
    """Whether the bytes are a zip file that holds a Word document."""
    return body.startswith(b"PK\x03\x04") and b"word/" in body and b"[Content_Types].xml" in body


def read_docx(body: bytes, *, where: str = "") -> DocxText:
    """The paragraphs of a Word document.

    Raises `ReadingError` where it is damaged, or larger or deeper than the limits allow.
    """
    parts = ZipParts(body, where=where)
    root = parse_xml(parts.read(MAIN), where=where)
    main = root.find(f"{W}body")
    if main is None:
        raise ReadingError("the Word document has no body", where=where)
    styles = _styles(parts, where)
    paragraphs = list(_paragraphs(main, styles))
    for name in _NOTES:
        if name in parts:
            paragraphs += _notes(parse_xml(parts.read(name), where=where), styles)
    return DocxText(tuple(paragraphs), **_facts(parts, where))


def _paragraphs(parent: etree._Element, styles: dict[str, int]) -> Iterator[Paragraph]:
    """The paragraphs and table rows below `parent`, in the document's order."""
    waiting = [parent]
    while waiting:
        element = waiting.pop()
        if element.tag == f"{W}p":
            yield _paragraph(element, styles)
        elif element.tag == f"{W}tr":
            cells = [_cell(cell) for cell in element.iter(f"{W}tc") if _row_of(cell) is element]
            yield Paragraph(" | ".join(cell for cell in cells if cell), is_row=True)
        elif element.tag not in _OUT and element.tag != _ALTERNATE:
            waiting.extend(reversed(element))


def _row_of(cell: etree._Element) -> etree._Element | None:
    return next(cell.iterancestors(f"{W}tr"), None)


def _cell(cell: etree._Element) -> str:
    return " ".join(text for one in cell.iter(f"{W}p") if (text := _text(one).strip()))


def _paragraph(element: etree._Element, styles: dict[str, int]) -> Paragraph:
    style = _value(element, f"{W}pPr/{W}pStyle")
    stated = _value(element, f"{W}pPr/{W}outlineLvl")
    level = int(stated) if stated.isascii() and stated.isdigit() else styles.get(style)
    return Paragraph(
        _text(element),
        style,
        level if level is not None and level < 9 else None,
        is_list=element.find(f"{W}pPr/{W}numPr") is not None,
    )


def _text(element: etree._Element) -> str:
    """The paragraph's text as it stands with all tracked changes accepted."""
    parts: list[str] = []
    waiting: list[etree._Element] = [element]
    while waiting:
        one = waiting.pop()
        if one.tag == f"{W}t":
            parts.append(one.text or "")
        elif one.tag in _BREAKS:
            parts.append(_BREAKS[str(one.tag)])
        elif one.tag not in _OUT and one.tag != _ALTERNATE:
            waiting.extend(reversed(one))
    return "".join(parts)


def _notes(root: etree._Element, styles: dict[str, int]) -> Iterator[Paragraph]:
    """The notes' paragraphs, without the lines that only separate them from the page."""
    for note in root:
        if note.get(f"{W}type") in {"separator", "continuationSeparator", "continuationNotice"}:
            continue
        for one in _paragraphs(note, styles):
            yield Paragraph(one.text, one.style, None, is_note=True)


def _styles(parts: ZipParts, where: str) -> dict[str, int]:
    """The outline levels of the styles that have one: a translated Word names them otherwise."""
    if "word/styles.xml" not in parts:
        return {}
    levels: dict[str, int] = {}
    for style in parse_xml(parts.read("word/styles.xml"), where=where).iter(f"{W}style"):
        level = _value(style, f"{W}pPr/{W}outlineLvl")
        name = _value(style, f"{W}name").lower()
        if name.startswith("heading ") and name[8:].isascii() and name[8:].isdigit():
            level = str(int(name[8:]) - 1)
        elif name == "title":
            level = "0"
        if level.isascii() and level.isdigit():
            levels[style.get(f"{W}styleId") or ""] = int(level)
    return levels


def _value(element: etree._Element, path: str) -> str:
    found = element.find(path)
    return "" if found is None else found.get(f"{W}val") or ""


def _facts(parts: ZipParts, where: str) -> dict[str, str]:
    if "docProps/core.xml" not in parts:
        return {}
    root = parse_xml(parts.read("docProps/core.xml"), where=where)
    named = {
        "title": f"{_DC}title",
        "creator": f"{_DC}creator",
        "created": f"{_TERMS}created",
        "modified": f"{_TERMS}modified",
    }
    return {key: (root.findtext(tag) or "").strip()[:1000] for key, tag in named.items()}
