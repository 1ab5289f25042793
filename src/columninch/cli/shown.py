"""How commands show things: plain tables, JSON, progress on one line."""

from __future__ import annotations

import json
import sys
import time
import unicodedata
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence


def show_json(value: object) -> None:
    """Print one JSON document."""
    print(json.dumps(value, ensure_ascii=False, default=str))


def show_table(head: Sequence[str], rows: Sequence[Sequence[object]]) -> None:
    """Print rows in columns; what reads as a number is set to the right."""
    cells = [[str(cell) for cell in row] for row in rows]
    widths = [
        max(_width(line[column]) for line in [list(head), *cells]) for column in range(len(head))
    ]
    numbers = [
        all(_is_number(row[column]) for row in cells) and bool(cells) for column in range(len(head))
    ]
    for line in [list(head), *cells]:
        print("  ".join(_set(*each) for each in zip(line, widths, numbers, strict=True)).rstrip())


def show_progress(text: str) -> None:
    """Show progress on one line of a terminal, or line by line elsewhere."""
    if sys.stderr.isatty():
        sys.stderr.write(f"\r\x1b[K{text}")
    else:
        sys.stderr.write(f"{text}\n")
    sys.stderr.flush()


def show_nothing(_text: str) -> None:
    """For scripts: no progress."""


class EverySecond:
    """Progress that comes faster than anyone reads: a line a second is enough."""

    def __init__(self) -> None:
        """Nothing was shown yet."""
        self._shown_at = -1.0

    def __call__(self, text: str) -> None:
        """Show `text`, unless something was shown within the last second."""
        now = time.monotonic()
        if self._shown_at < 0 or now - self._shown_at >= 1:
            self._shown_at = now
            show_progress(text)


def end_progress() -> None:
    """Leave the progress line."""
    if sys.stderr.isatty():
        sys.stderr.write("\r\x1b[K")
        sys.stderr.flush()


def _set(cell: str, width: int, is_number: bool) -> str:
    gap = " " * (width - _width(cell))
    return gap + cell if is_number else cell + gap


def _width(text: str) -> int:
    """Columns of a terminal that `text` takes: marks and joiners take none."""
    return sum(not unicodedata.combining(c) and unicodedata.category(c) != "Cf" for c in text)


def _is_number(text: str) -> bool:
    bare = text.translate(str.maketrans("", "", ".,%+-–"))
    return bare.isdigit() or text in {"", "–"}
