"""Messages, PDF, Word, TTML and Markdown to plain text: everything in them, nothing chosen.

Each is only taken out of its container, in one plain way that knows nothing of what the
extraction makes of it: both alternatives of a message, a PDF's running heads (behind the
text, so that a sentence may go over a page's end), a Word document's notes.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from lxml import etree
from markdown_it import MarkdownIt

from columninch.formats.docx import is_docx, read_docx
from columninch.formats.message import read_message
from columninch.formats.pdf import is_pdf, read_pdf
from columninch.formats.ttml import is_ttml
from columninch.formats.xml_tree import parse_xml
from columninch.quotes.markup import html_text

if TYPE_CHECKING:
    from collections.abc import Iterator

HEAD_BYTES = 1024
MARKDOWN = frozenset(["text/markdown", "text/x-markdown"])
_SEPARATE = frozenset(["p", "br", "div", "body"])


def document_text(body: bytes, kind: str) -> str | None:
    """The text of a document; None where the bytes are none of these kinds.

    `kind` is the media type. Raises `ReadingError` where the document is damaged or past the
    limits of its format.
    """
    if kind in MARKDOWN:
        return None  # its text is decoded as any other; see `markdown_text`
    start = body[:HEAD_BYTES].removeprefix(b"\xef\xbb\xbf").lstrip()
    if kind in {"message/rfc822", "message/global"}:
        return "\n".join(_message_texts(body))
    if kind == "application/pdf" or is_pdf(start):
        return _pdf_text(body)
    if is_docx(body):
        return "\n".join(one.text for one in read_docx(body).paragraphs)
    if is_ttml(start) or kind in {"application/ttml+xml", "application/ttaf+xml"}:
        return "".join(_spoken(parse_xml(body)))
    return None


def _pdf_text(body: bytes) -> str:
    lines = read_pdf(body).lines
    flow = "".join(
        line.text if line.goes_on else f"{line.text}\n" for line in lines if not line.is_running
    )
    return flow + "".join(f"{line.text}\n" for line in lines if line.is_running)


def _message_texts(body: bytes) -> Iterator[str]:
    message = read_message(body)
    yield message.head.subject
    yield message.head.sender_name
    for part in message.parts:
        yield html_text(part.text) if part.kind == "text/html" else part.text
    yield from (one.name for one in message.attached)


def markdown_text(text: str) -> str:
    """The text of a Markdown document, its marks taken out."""
    return html_text(MarkdownIt("commonmark", {"html": False}).enable("table").render(text))


def _spoken(root: etree._Element) -> Iterator[str]:
    for event, element in etree.iterwalk(root, events=("start", "end")):
        if str(element.tag).rpartition("}")[2] in _SEPARATE:
            yield "\n"
        yield (element.text if event == "start" else element.tail) or ""
