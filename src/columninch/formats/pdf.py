"""A PDF as lines of text and the facts that it states of itself.

The file is taken apart in a process of its own, with limits of memory and time: the parser is
pure Python (pdfminer.six), but a file can make any parser work for ever. Glyphs come with
their places; the order of reading is made from these (`pdf_page`), since the order in a file
is that in which its writer happened to draw.
"""

from __future__ import annotations

import json
import subprocess
import sys
from dataclasses import dataclass
from typing import Any, cast

from columninch.errors import ReadingError
from columninch.formats.pdf_limits import MAX_ANSWER, MAX_BYTES, SECONDS
from columninch.formats.pdf_page import Line

__all__ = ["Line", "PdfText", "is_pdf", "read_pdf"]

HEAD_BYTES = 1024
WORKER = (sys.executable, "-m", "columninch.formats.pdf_worker")


@dataclass(frozen=True, slots=True)
class PdfText:
    """What a PDF says."""

    lines: tuple[Line, ...]
    """In the order in which they are read; running heads are marked."""
    title: str = ""
    author: str = ""
    created: str = ""
    """As the file has it: "D:20260304120000+01'00'"."""
    changed: str = ""


def is_pdf(body: bytes) -> bool:
    """Whether the bytes begin as a PDF does, white space apart."""
    return body[:HEAD_BYTES].lstrip(b"\0\t\n\f\r ").startswith(b"%PDF-")


def read_pdf(body: bytes, *, where: str = "") -> PdfText:
    """The lines of a PDF.

    Raises `ReadingError` where it is damaged, locked, or larger, longer or slower than the
    limits allow.
    """
    if len(body) > MAX_BYTES:
        raise ReadingError(f"the PDF is larger than {MAX_BYTES:,} bytes", where=where)
    answer = _asked(body, where)
    if "refused" in answer:
        raise ReadingError(str(answer["refused"]), where=where)
    facts = cast("dict[str, str]", answer["facts"])
    return PdfText(tuple(Line(**line) for line in answer["lines"]), **facts)


def _asked(body: bytes, where: str) -> dict[str, Any]:
    """The worker's answer."""
    try:
        done = subprocess.run(  # noqa: S603  our own program, which takes no argument
            WORKER, input=body, capture_output=True, timeout=SECONDS + 5, check=False
        )
    except subprocess.TimeoutExpired as error:
        raise ReadingError(
            f"the PDF can't be read within {SECONDS} seconds", where=where
        ) from error
    if done.returncode != 0 or len(done.stdout) > MAX_ANSWER:
        raise ReadingError(
            f"the PDF can't be read within {SECONDS} seconds and the memory allowed",
            where=where,
            hint=_last_line(done.stderr),
        )
    return cast("dict[str, Any]", json.loads(done.stdout))


def _last_line(told: bytes) -> str:
    lines = told.decode("utf-8", "replace").strip().splitlines()
    return lines[-1][:200] if lines else ""
