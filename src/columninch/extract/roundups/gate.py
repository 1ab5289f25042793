"""Whether a page may be a round-up at all, told quickly and never wrongly denied.

An article that a page embeds is credited by a short line with a year, with prose behind it (its
own, or the next article's), or by a link or label that speaks of the source. Most articles have
neither, and need no closer look.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from lxml import etree

from columninch.extract.date_lines import YEAR
from columninch.extract.roundups.sources import says_original_text, speaks_of_source
from columninch.extract.tree import BLOCK_TAGS
from columninch.text.normalise import fold

if TYPE_CHECKING:
    from lxml.html import HtmlElement

LONGEST_CREDIT = 200
"""Characters of a text that may stand in a crediting line."""
SHORTEST_PROSE = 100
"""Characters of a text, not cut by links or emphasis, that only prose has."""
FEWEST_BEFORE = 300
"""Characters of prose below the title and above the crediting line; more than sums it up."""
FARTHEST = 14
"""Texts from a crediting line to the prose behind it."""
LONGEST_LABEL = 80

_OUTSIDE = (
    "normalize-space() and not(ancestor::script or ancestor::style or ancestor::nav or "
    "ancestor::noscript or ancestor::form or ancestor::head or ancestor::select or "
    "ancestor::svg or ancestor::template)"
)
_TEXTS = etree.XPath(f"//text()[{_OUTSIDE}]", smart_strings=False)
_BELOW_TITLE = etree.XPath(f"(//h1)[1]/following::text()[{_OUTSIDE}]")
_BELOW_TOP = etree.XPath(f"//text()[{_OUTSIDE}]")
_LENGTH = etree.XPath("string-length(.)")
_SPACE = re.compile(r"\s+")


def may_be_roundup(root: HtmlElement) -> bool:
    """Whether anything on the page could credit an article to another outlet."""
    below = _told(_BELOW_TITLE, root) or _told(_BELOW_TOP, root)
    return _is_dated_amid_prose(below) or _speaks_of_source(_told(_TEXTS, root))


def _told(found: etree.XPath, root: HtmlElement) -> list[str]:
    texts = found(root)
    return [text for text in texts if isinstance(text, str)] if isinstance(texts, list) else []


def _is_dated_amid_prose(texts: list[str]) -> bool:
    """Whether a short line with a year has prose before it and behind it, near by."""
    before = 0
    dated_at: int | None = None
    for at, text in enumerate(texts):
        if len(text) >= SHORTEST_PROSE:
            if dated_at is not None and at - dated_at <= FARTHEST:
                return True
            before += len(text)
            dated_at = None
        elif before >= FEWEST_BEFORE and YEAR.search(text) and _is_line(text):
            dated_at = at
    return False


def _is_line(text: str) -> bool:
    """Whether a text stands in a short line, rather than in a link amid a paragraph."""
    holder = text.getparent()  # type: ignore[attr-defined]  # as lxml's texts have it
    if holder is None:
        return False
    is_behind = bool(text.is_tail)  # type: ignore[attr-defined]
    around = holder.getparent() if is_behind else holder
    block = next((one for one in (around, *around.iterancestors()) if one.tag in BLOCK_TAGS), None)
    length = _LENGTH(block) if block is not None else 0.0
    if isinstance(length, float) and length <= LONGEST_CREDIT:
        return True
    beside = (holder if is_behind else holder.getprevious(), holder.getnext())
    return any(one is not None and one.tag in {"br", "hr"} for one in beside)


def _speaks_of_source(texts: list[str]) -> bool:
    """Whether a short text names the original, or a source where some date stands as well."""
    is_dated = any(len(text) <= LONGEST_CREDIT and YEAR.search(text) for text in texts)
    short = [text for text in texts if len(text) <= LONGEST_LABEL]
    lines = fold("\n".join(_SPACE.sub(" ", text).strip() for text in short)).split("\n")
    return any(says_original_text(line) or (is_dated and speaks_of_source(line)) for line in lines)
