"""Texts as numbers: folded words, and hashed sequences of eight of them.

Broder (1997), "On the resemblance and containment of documents".
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    from collections.abc import Iterable

SHINGLE_WORDS = 8
_MARKS = "\u0300-\u036f\u0610-\u061a\u0640\u064b-\u065f\u0670\u06d6-\u06ed"
_JOINERS = "'’\u200c"
_ALONE = "\u3041-\u3096\u30a1-\u30fa\u3400-\u9fff\uf900-\ufaff"
_RUN = rf"[^\W{_ALONE}](?:[^\W{_ALONE}]|[{_MARKS}])*"
_WORD = re.compile(rf"[{_ALONE}]|{_RUN}(?:[{_JOINERS}]{_RUN})*")
"""A hashtag is one word here, unlike in a count of words: it is copied as one. Characters of
scripts that write without spaces stand alone."""
_TYPED_ALIKE = str.maketrans(
    {"ي": "ی", "ى": "ی", "ك": "ک", "’": "'", "\u200c": "", "\u0640": ""}
    | {mark: "" for mark in map(chr, range(0x0610, 0x06EE)) if unicodedata.combining(mark)}
)
"""What outlets type differently in the same text. Less than a search folds: with its rules
one pair in ten too many was found on counted pairs, by words that only look alike."""
_GOLDEN = np.uint64(0x9E3779B97F4A7C15)
_MIX_1 = np.uint64(0xBF58476D1CE4E5B9)
_MIX_2 = np.uint64(0x94D049BB133111EB)


@dataclass(frozen=True, slots=True, eq=False)
class Shingled:
    """A text cut into words and shingles."""

    text: str
    sequence: NDArray[np.uint64]
    """The hash of the eight words that begin at each word: seven fewer than words."""
    shingles: NDArray[np.uint64]
    """The distinct ones, ascending."""


def shingle_all(texts: Iterable[str]) -> tuple[Shingled, ...]:
    """Each text in shingles; hashes are equal exactly for equal words, within this call.

    Words count as equal apart from case, vowel marks, kashida, the non-joiner and the
    Arabic or Persian form of yeh and kaf. With 64 bits, any two different
    shingles of a million texts share a hash with a chance of about one in 400.
    """
    numbers: dict[str, int] = {}
    folded: dict[str, int] = {}
    return tuple(_shingled(text, numbers, folded) for text in texts)


def word_places(text: str) -> tuple[tuple[int, int], ...]:
    """Start and end of each word of `text`, in code points; shingles begin at these words."""
    return tuple(found.span() for found in _WORD.finditer(text))


def _shingled(text: str, numbers: dict[str, int], folded: dict[str, int]) -> Shingled:
    words = _WORD.findall(text)
    for word in words:
        if word not in folded:  # folding is the dear part, and most words come again
            alike = word.casefold().translate(_TYPED_ALIKE)
            folded[word] = numbers.setdefault(alike, len(numbers) + 1)
    ids = np.fromiter(map(folded.__getitem__, words), np.uint64, len(words))
    sequence = _sequence(_mixed(ids))
    return Shingled(text, sequence, np.unique(sequence))


def _sequence(hashes: NDArray[np.uint64]) -> NDArray[np.uint64]:
    count = len(hashes) - SHINGLE_WORDS + 1
    if count <= 0:
        return np.empty(0, dtype=np.uint64)
    sums = np.zeros(count, dtype=np.uint64)
    for step in range(SHINGLE_WORDS):
        # Mixed again at each step, so that the order of the words counts.
        sums = _mixed(sums + hashes[step : step + count])
    return sums


def _mixed(values: NDArray[np.uint64]) -> NDArray[np.uint64]:
    """The finaliser of SplitMix64 (Steele, Lea, Flood 2014)."""
    mixed = values + _GOLDEN
    mixed = (mixed ^ (mixed >> np.uint64(30))) * _MIX_1
    mixed = (mixed ^ (mixed >> np.uint64(27))) * _MIX_2
    return mixed ^ (mixed >> np.uint64(31))
