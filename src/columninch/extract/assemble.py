"""Pieces of text put together: one text in NFC, and blocks with their offsets into it."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from typing import TYPE_CHECKING

from columninch.records import Block, BlockKind

if TYPE_CHECKING:
    from collections.abc import Iterable

_DROPPED = re.compile("[\u00ad\u200b\u2060\ufeff\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff]")
"""Soft hyphens, zero-width spaces, controls: invisible, and in the way of every search."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A part of a document on its way to a block."""

    kind: BlockKind
    text: str
    starts_at_seconds: float | None = None
    ends_at_seconds: float | None = None


def tidy(text: str) -> str:
    """`text` in NFC on one line, without invisible characters and doubled spaces.

    The zero-width non-joiner stays: in Persian it is spelling.
    """
    return " ".join(unicodedata.normalize("NFC", _DROPPED.sub("", text)).split())


def assemble(pieces: Iterable[Piece]) -> tuple[str, tuple[Block, ...]]:
    """The text of all pieces, joined by line feeds, and a block for each that isn't empty."""
    texts: list[str] = []
    blocks: list[Block] = []
    at = 0
    for piece in pieces:
        text = tidy(piece.text)
        if not text:
            continue
        end = at + len(text)
        blocks.append(Block(piece.kind, at, end, piece.starts_at_seconds, piece.ends_at_seconds))
        texts.append(text)
        at = end + 1
    return "\n".join(texts), tuple(blocks)


def squeezed(text: str) -> str:
    """Letters and digits alone, case apart: by which a text is known again."""
    return "".join(letter for letter in text.casefold() if letter.isalnum())
