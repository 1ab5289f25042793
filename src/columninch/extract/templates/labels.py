"""The words with which a line of furniture begins: "Also read:", "Reporting by"."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from columninch.text.normalise import fold

if TYPE_CHECKING:
    from columninch.extract.templates.outline import Line

LONGEST_LABEL = 5
"""Words before the mark."""
FIRST_WORDS = 2
"""That count as a label where no mark stands behind them."""
LONGEST_LINE = 30
"""Words; a longer line is no label's."""

_MARKED = re.compile(r"^([^:|–—]{2,40}?)\s*[:|–—]")


def label_of(line: Line) -> str:
    """The label of a line, folded; empty where it has none or is plain prose."""
    if not 1 < line.words <= LONGEST_LINE or line.is_heading:
        return ""
    marked = _MARKED.match(line.text)
    if marked and len(marked.group(1).split()) <= LONGEST_LABEL:
        return fold(marked.group(1)).strip() + ":"
    if line.is_sentence:
        return ""
    return " ".join(fold(line.text).split()[:FIRST_WORDS])
