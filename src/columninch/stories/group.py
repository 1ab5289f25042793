"""Texts into stories: alike in words, near in time."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from columninch.records import StoryGroup
from columninch.stories.linkage import average_link
from columninch.stories.vectors import vectors
from columninch.text.normalise import fold
from columninch.text.words import words

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from numpy.typing import NDArray
    from scipy.sparse import csr_matrix

    from columninch.records import DatedText
    from columninch.stories.linkage import Edge
    from columninch.stories.vectors import Vectors

SAME_STORY = 0.12
"""Mean similarity from which two groups are one story."""
FAINTEST = 0.05
"""Similarities below this are noise and count as none."""
HALF_LIFE_DAYS = 7.0
"""After so many days between two texts their likeness counts half."""
CENTRAL_SHARE = 0.9
"""Members at least this near to the most central one may lead; the earliest does."""
MOST_KEYWORDS = 5
_ROWS_AT_A_TIME = 512


def group(texts: Sequence[DatedText]) -> tuple[StoryGroup, ...]:
    """The stories that `texts` tell; every text is in exactly one, alone or with others.

    Members are positions, ascending; groups are in the order of their first member.
    Texts of different languages are not yet brought together. The same texts in the same
    order give the same groups.
    """
    found: list[StoryGroup] = []
    for language in sorted({text.language for text in texts}):
        positions = [place for place, text in enumerate(texts) if text.language == language]
        found += _group_language(positions, [texts[position] for position in positions])
    return tuple(sorted(found, key=lambda story: story.members[0]))


def _group_language(positions: list[int], texts: list[DatedText]) -> Iterator[StoryGroup]:
    weighted = vectors(texts)
    days = np.array([text.at.timestamp() / 86_400 for text in texts])
    for members in average_link(len(texts), _edges(weighted.matrix, days), SAME_STORY):
        yield StoryGroup(
            members=tuple(positions[member] for member in members),
            lead=positions[_lead(members, weighted.matrix, days)],
            keywords=_keywords(members, weighted, texts),
        )


def _edges(matrix: csr_matrix, days: NDArray[np.float64]) -> Iterator[Edge]:
    """Each pair of texts that is alike at all, the smaller number first."""
    turned = matrix.T.tocsr()
    for start in range(0, matrix.shape[0], _ROWS_AT_A_TIME):
        block = (matrix[start : start + _ROWS_AT_A_TIME] @ turned).tocoo()
        likeness, ones, twos = block.data, block.row + start, block.col
        kept = (likeness >= FAINTEST) & (ones < twos)
        likeness, ones, twos = likeness[kept], ones[kept], twos[kept]
        aged = likeness * 0.5 ** (np.abs(days[ones] - days[twos]) / HALF_LIFE_DAYS)
        # Rounded, so that the order of summing can't decide which pair is merged first.
        yield from zip(ones.tolist(), twos.tolist(), np.round(aged, 5).tolist(), strict=True)


def _lead(members: tuple[int, ...], matrix: csr_matrix, days: NDArray[np.float64]) -> int:
    rows = matrix[list(members)]
    nearness = np.asarray(rows @ np.asarray(rows.sum(axis=0)).ravel()).ravel()
    most = float(nearness.max())
    central = [
        member
        for member, near in zip(members, nearness.tolist(), strict=True)
        if near >= CENTRAL_SHARE * most
    ]
    return min(central, key=lambda member: (days[member], member))


def _keywords(
    members: tuple[int, ...], weighted: Vectors, texts: list[DatedText]
) -> tuple[str, ...]:
    """The words that tell the story from the others, as a member prints them."""
    sums = np.asarray(weighted.matrix[list(members)].sum(axis=0)).ravel()
    order = np.argsort(-sums, kind="stable")[: MOST_KEYWORDS * 8]
    wanted = [weighted.terms[place] for place in order.tolist() if sums[place] > 0]
    single = [term for term in wanted if " " not in term and not term.isdigit()]
    printed = _printed(set(single), [texts[member] for member in members])
    return tuple(printed[term] for term in single if term in printed)[:MOST_KEYWORDS]


def _printed(wanted: set[str], texts: list[DatedText]) -> dict[str, str]:
    """Each folded word of `wanted` as it is first printed in a text, rather than a title."""
    forms: dict[str, str] = {}
    for text in texts:
        for source in (text.text, text.title):
            if len(forms) == len(wanted):
                return forms
            for span in words(source):
                word = source[span.start : span.end]
                folded = fold(word)
                if folded in wanted:
                    forms.setdefault(folded, word)
    return forms
