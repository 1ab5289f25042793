"""Texts as weighted words and pairs of words, of about unit length.

Salton and Buckley (1988), "Term-weighting approaches in automatic text retrieval".
"""

from __future__ import annotations

import math
from collections import Counter
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np
from scipy.sparse import csr_matrix

from columninch.text.normalise import fold
from columninch.text.words import words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from columninch.records import DatedText

TITLE_WEIGHT = 2
LEAD_WORDS = 200
"""News says first what happened; what follows is background that other stories share."""
_LEAD_CHARACTERS = 2000
RARITY_POWER = 1.3
"""Above 1, rare words count for more than in plain TF-IDF: an event is told by its names."""
SHORTEST_PAIR = 8
"""In letters, of two words together: shorter pairs ("of the") only hold sentences together."""
COMMON_SHARE = 0.2
"""Terms in more of the texts than this say nothing about an event."""
_TEXTS_TO_TELL_COMMON = 20
LONE_WEIGHT = 0.25
"""Words that no other text has make a text longer, but not by their full weight.

At 0 any two texts of a small batch are alike; at 1 a long text is like no other.
"""


@dataclass(frozen=True, slots=True, eq=False)
class Vectors:
    """One row a text, one column a term."""

    matrix: csr_matrix
    terms: tuple[str, ...]


def vectors(texts: Sequence[DatedText]) -> Vectors:
    """The texts' vectors; a text without words has an empty row."""
    counted = [_terms(text) for text in texts]
    holders = Counter(term for counts in counted for term in counts)
    most = max(_TEXTS_TO_TELL_COMMON, COMMON_SHARE * len(texts))
    columns = {term: place for place, term in enumerate(sorted(holders)) if holders[term] <= most}
    lone = {term for term in columns if holders[term] == 1}
    places: list[int] = []
    weights: list[float] = []
    ends = [0]
    for counts in counted:
        row = {
            columns[term]: (1 + math.log(count)) * _rarity(holders[term], len(texts))
            for term, count in counts.items()
            if term in columns
        }
        length = _length(row, {columns[term] for term in counts.keys() & lone})
        places.extend(row)
        weights.extend(weight / length for weight in row.values())
        ends.append(len(places))
    matrix = csr_matrix(
        (np.array(weights, np.float32), np.array(places, np.int32), np.array(ends, np.int32)),
        shape=(len(texts), len(holders)),
    )
    return Vectors(matrix, tuple(sorted(holders)))


def _length(row: dict[int, float], lone: set[int]) -> float:
    squares = (
        (weight * LONE_WEIGHT if column in lone else weight) ** 2 for column, weight in row.items()
    )
    return math.sqrt(sum(squares)) or 1.0


def _rarity(holders: int, texts: int) -> float:
    return float(math.log((texts + 1) / holders) ** RARITY_POWER)


def _terms(text: DatedText) -> Counter[str]:
    title, lead = _folded(text.title), _folded(text.text[:_LEAD_CHARACTERS])[:LEAD_WORDS]
    counts = Counter(lead)
    for word in title:
        counts[word] += TITLE_WEIGHT
    counts.update(
        f"{one} {two}"
        for part in (title, lead)
        for one, two in pairwise(part)
        if len(one) + len(two) >= SHORTEST_PAIR
    )
    return counts


def _folded(text: str) -> list[str]:
    return [fold(text[span.start : span.end]) for span in words(text)]
