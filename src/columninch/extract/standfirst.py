"""The lines between headline and text that sum an article up, where the main text lacks them.

An element after the headline and before the first paragraph is the standfirst if it prints what
the page states as its description, or if it is marked as one.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from columninch.extract.assemble import squeezed
from columninch.extract.tree import text_of
from columninch.text.words import word_count

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from lxml import etree

    from columninch.extract.statements import Statements

_MARKED = re.compile(
    r"(?:^|[\s_-])(?:leads?|lede|leadin|standfirst|excerpt|subtitle|sub-title|subhead(?:line)?|"
    r"summary|dek|deck|intro(?:duction)?|perex|vorspann|chapo|abstract|abstrakt|sottotitolo|"
    r"entradilla|bajada|ingress|manchet|description|subtitulo|teaser[_-]?text|spot)(?:$|[\s_-])",
    re.IGNORECASE,
)
_HOLDERS = ("p", "h2", "h3", "h4", "div", "span", "strong", "li", "section")
_DESCRIPTIONS = ("og:description", "description", "twitter:description")
_FOREIGN = frozenset(["nav", "aside", "footer", "figure", "form", "button", "a"])
FARTHEST = 150
"""Elements after the heading."""
FEWEST_WORDS, MOST_WORDS = 6, 110
BEGINNING = 40
"""Letters and digits by which a text is known again."""


def standfirst_of(
    elements: Sequence[etree._Element], stated: Statements, texts: Sequence[str]
) -> str:
    """The standfirst, or an empty string where `texts`, the main text's blocks, have it too."""
    described = [squeezed(stated.first(name))[:BEGINNING] for name in _DESCRIPTIONS]
    known = {one for one in described if len(one) >= BEGINNING // 2}
    told = [squeezed(text) for text in texts]
    longer = (
        one for text, one in zip(texts, told, strict=True) if word_count(text) >= FEWEST_WORDS
    )
    end = next(longer, "")[:BEGINNING] or "\n"
    if end in known:
        return ""
    for element in _after_heading(elements):
        if element.tag not in _HOLDERS:
            continue
        is_marked = bool(_MARKED.search(element.get("class") or ""))
        begins = squeezed(element.text or "")
        if not (is_marked or begins):
            continue
        text = text_of(element)
        start = squeezed(text)[:BEGINNING]
        if start.startswith(end):
            return ""
        if (is_marked or start in known) and FEWEST_WORDS <= word_count(text) <= MOST_WORDS:
            is_foreign = any(one.tag in _FOREIGN for one in element.iterancestors())
            if not is_foreign and not any(start in one for one in told):
                return text
    return ""


def _after_heading(elements: Sequence[etree._Element]) -> Iterator[etree._Element]:
    place = next((at for at, one in enumerate(elements) if one.tag == "h1"), None)
    if place is not None:
        yield from elements[place + 1 : place + FARTHEST]
