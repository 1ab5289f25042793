"""A PDF to lines of text, in a process of its own: `python -m columninch.formats.pdf_worker`.

The file comes on standard input; one JSON document goes to standard output. The process
limits itself before it reads anything, so that whatever a file does costs that much and no
more. ISO 32000-1:2008.
"""

from __future__ import annotations

import io
import json
import logging
import resource
import sys
from dataclasses import asdict
from typing import TYPE_CHECKING

from pdfminer.converter import PDFPageAggregator
from pdfminer.layout import LTChar, LTContainer
from pdfminer.pdfdocument import PDFDocument, PDFPasswordIncorrect
from pdfminer.pdfinterp import PDFPageInterpreter, PDFResourceManager
from pdfminer.pdfpage import PDFPage
from pdfminer.pdfparser import PDFParser
from pdfminer.utils import decode_text

from columninch.formats.pdf_glyphs import Glyph, glyph_text
from columninch.formats.pdf_limits import MAX_GLYPHS, MAX_PAGES, MEMORY_BYTES, SECONDS
from columninch.formats.pdf_page import DrawnPage, lines_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

FACTS = {"Title": "title", "Author": "author", "CreationDate": "created", "ModDate": "changed"}


class Refused(Exception):
    """Why the file is not read."""


def main() -> int:
    """Answer with lines and facts, or with the reason why there are none."""
    _limit()
    logging.disable(logging.CRITICAL)
    sys.stdout.write(json.dumps(answer(sys.stdin.buffer.read())))
    return 0


def answer(body: bytes) -> dict[str, object]:
    """What `read` gives, or under "refused" why it gives nothing; never raises."""
    try:
        return read(body)
    except Refused as error:
        reason = str(error)
    except PDFPasswordIncorrect:
        reason = "the PDF is locked with a password"
    except MemoryError:
        reason = f"the PDF wants more than {MEMORY_BYTES >> 20} MB of memory"
    except RecursionError:
        reason = "the PDF is nested too deeply"
    except Exception as error:  # noqa: BLE001  a damaged file breaks the parser anywhere
        reason = f"the PDF is damaged: {type(error).__name__}"
    return {"refused": reason}


def read(body: bytes) -> dict[str, object]:
    """Lines and facts of a PDF. Raises `Refused`, and whatever a damaged file sets off."""
    document = PDFDocument(PDFParser(io.BytesIO(body)))
    pages: list[DrawnPage] = []
    count = 0
    device = PDFPageAggregator(PDFResourceManager(), laparams=None)
    interpreter = PDFPageInterpreter(device.rsrcmgr, device)
    for page in PDFPage.create_pages(document):
        if len(pages) == MAX_PAGES:
            raise Refused(f"the PDF has more than {MAX_PAGES} pages")
        interpreter.process_page(page)
        drawn = device.get_result()
        glyphs = tuple(_glyphs(drawn))
        count += len(glyphs)
        if count > MAX_GLYPHS:
            raise Refused(f"the PDF has more than {MAX_GLYPHS:,} letters")
        pages.append(DrawnPage(glyphs, float(drawn.height)))
    return {"lines": [asdict(line) for line in lines_of(pages)], "facts": _facts(document)}


def _glyphs(container: LTContainer) -> Iterator[Glyph]:  # type: ignore[type-arg]  # of anything
    """The page's upright glyphs, those inside figures too."""
    waiting: list[Iterable[object]] = [container]
    while waiting:
        for one in waiting.pop():
            if isinstance(one, LTChar):
                text = glyph_text(one.get_text())
                if one.upright and text and one.size > 0:
                    yield Glyph(text, one.x0, one.x1, one.matrix[5], one.size)
            elif isinstance(one, LTContainer):
                waiting.append(one)


def _facts(document: PDFDocument) -> dict[str, str]:
    facts: dict[str, str] = {}
    for info in document.info:
        for name, key in FACTS.items():
            value = info.get(name)
            if isinstance(value, bytes) and key not in facts:
                facts[key] = decode_text(value)[:1000]
    return facts


def _limit() -> None:
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY_BYTES, MEMORY_BYTES))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


if __name__ == "__main__":
    sys.exit(main())
