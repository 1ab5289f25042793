"""Joiners and non-joiners that the choice of the main text dropped, put back from the page.

trafilatura's last resorts keep printable characters only, and the zero-width non-joiner is
none: می‌شود came out as میشود, which is no word, and no quotation of it could be verified.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from dataclasses import replace
from typing import TYPE_CHECKING

from columninch.extract.tree import text_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from lxml import etree

    from columninch.extract.clutter import Linked

_JOINER = re.compile("[\u200c\u200d]")
_JOINED_SCRIPTS = re.compile("[\u0600-\u0dff]")
"""Arabic and those of India, which spell with joiners."""
_SPACE_OR_JOINER = re.compile("[\\s\u200c\u200d]+")


def with_joiners(found: Sequence[Linked], root: etree._Element) -> list[Linked]:
    """`found` with the joiners that the page has at the same place, where it has none itself."""
    texts = [one.piece.text for one in found]
    if any(map(_JOINER.search, texts)) or not any(map(_JOINED_SCRIPTS.search, texts)):
        return list(found)
    page = text_of(root)
    if not _JOINER.search(page):
        return list(found)
    source = _Source(page)
    return [
        replace(one, piece=replace(one.piece, text=source.spelled(one.piece.text))) for one in found
    ]


class _Source:
    """The page's text without spaces and joiners, and where its joiners were."""

    def __init__(self, page: str) -> None:
        self.bare = _SPACE_OR_JOINER.sub("", page)
        self.joiners: list[str] = []
        self.places: list[int] = []
        length = read = 0
        for run in _SPACE_OR_JOINER.finditer(page):
            length += run.start() - read
            read = run.end()
            self.joiners += (held := _JOINER.findall(run[0]))
            self.places += [length] * len(held)

    def spelled(self, text: str) -> str:
        """`text` as the page spells it, or as it is where the page doesn't have it."""
        bare = "".join(text.split())
        at = self.bare.find(bare)
        if at < 0:
            return text
        first, last = bisect_right(self.places, at), bisect_left(self.places, at + len(bare))
        pieces: list[str] = []
        copied = 0
        ends = [found.end() for found in re.finditer(r"\S", text)]
        for joiner, place in zip(self.joiners[first:last], self.places[first:last], strict=True):
            end = ends[place - at - 1]
            pieces += [text[copied:end], joiner]
            copied = end
        return "".join([*pieces, text[copied:]])
