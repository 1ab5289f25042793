"""The words with which a line of furniture begins or ends: "Also read:", "and the night desk"."""

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
LAST_WORDS = 4
"""That count as a line's tail."""
LONGEST_LINE = 30
"""Words; a longer line is no label's."""

_WORDS = re.compile(r"\w+")
_DIGITS = re.compile(r"\d+")
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


def tail_of(line: Line) -> str:
    """The last words of a line that is longer than they are, folded, digits as one; or empty."""
    if not LAST_WORDS + 1 < line.words <= LONGEST_LINE:
        return ""
    words = _WORDS.findall(_DIGITS.sub("0", fold(line.text)))
    return "… " + " ".join(words[-LAST_WORDS:])
