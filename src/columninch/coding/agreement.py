"""How much coders agree beyond chance."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from columninch.errors import EstimateError

if TYPE_CHECKING:
    from collections.abc import Sequence


def krippendorff_alpha(ratings: Sequence[Sequence[str | None]]) -> float:
    """Krippendorff's alpha for nominal values with gaps.

    `ratings`: coders x items, None where a coder did not code an item.
    Returns alpha, above -1 and at most 1: 1 is full agreement, 0 is chance, below 0 is worse
    than chance. Only items that at least two coders coded count.

    Raises `EstimateError` where the coders' lists are not of one length, where no item has two
    codings, and where all codings are the same answer: then chance can't be told from skill.

    Krippendorff (2011), "Computing Krippendorff's Alpha-Reliability", section D (nominal data,
    any number of observers, missing data).
    """
    if len({len(coder) for coder in ratings}) > 1:
        raise EstimateError("the coders' lists differ in length", hint="use None for a gap")
    items = [
        Counter(value for value in item if value is not None) for item in zip(*ratings, strict=True)
    ]
    items = [item for item in items if item.total() >= 2]
    if not items:
        raise EstimateError("no item has two codings", hint="let two people code the same items")
    values: Counter[str] = Counter()
    for item in items:
        values.update(item)
    total = values.total()
    expected = total * total - sum(count * count for count in values.values())
    if expected == 0:
        raise EstimateError(
            "all codings are the same answer, so agreement by chance can't be told",
            hint="code items that differ",
        )
    return 1 - (total - 1) * sum(_disagreement(item) for item in items) / expected


def _disagreement(item: Counter[str]) -> float:
    """Ordered pairs of unlike codings of one item, each coding weighing one in all."""
    coded = item.total()
    return (coded * coded - sum(count * count for count in item.values())) / (coded - 1)
