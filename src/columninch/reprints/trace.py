"""Which texts are reprints, and where each appeared first."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from columninch.records import Reprint
from columninch.reprints.align import shared_passages
from columninch.reprints.match import match_shingles, without_boilerplate
from columninch.reprints.shingles import shingle_all

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from numpy.typing import NDArray

    from columninch.records import DatedText

REPRINT_SHARE = 0.5
"""A text is a reprint when at least this share of it stands in an earlier one."""


def trace(earlier: Sequence[DatedText], new: Sequence[DatedText]) -> tuple[Reprint, ...]:
    """The reprints among `new`, each with its origin in `earlier` or `new`.

    Positions count through `earlier` and then `new`. The origin is the earliest text that
    holds at least half of the copy's distinct eight-word shingles and is no copy itself; at
    the same time, the outlet's name decides, then the title, then the position. Where every
    such text is a copy, theirs is the origin: the share is then what is left of it. Very
    short texts and an outlet's boilerplate are left out of the count.
    """
    texts = [*earlier, *new]
    if not new:
        return ()
    order = sorted(range(len(texts)), key=lambda position: _precedence(texts, position))
    shingled = shingle_all(texts[position].text for position in order)
    kept = without_boilerplate(shingled, [texts[position].outlet for position in order])
    found = [
        Reprint(
            copy=order[copy],
            origin=order[origin],
            share=share,
            passages=shared_passages(shingled[copy], shingled[origin]),
        )
        for copy, (origin, share) in _origins(kept).items()
        if order[copy] >= len(earlier)
    ]
    return tuple(sorted(found, key=lambda reprint: reprint.copy))


def _origins(kept: Sequence[NDArray[np.uint64]]) -> dict[int, tuple[int, float]]:
    """Each copy's origin and its share, by positions in `kept`, which is in order of time."""
    holders: dict[int, list[tuple[int, float]]] = {}
    for match in match_shingles(kept):  # by first, ascending: the earliest holder comes first
        if match.share_of_second >= REPRINT_SHARE:
            holders.setdefault(match.second, []).append((match.first, match.share_of_second))
    origins: dict[int, tuple[int, float]] = {}
    for copy in sorted(holders):
        roots = [(first, share) for first, share in holders[copy] if first not in origins]
        if roots:
            origins[copy] = roots[0]
        else:
            root = origins[holders[copy][0][0]][0]
            shared = len(np.intersect1d(kept[copy], kept[root], assume_unique=True))
            origins[copy] = (root, shared / len(kept[copy]))
    return origins


def _precedence(texts: Sequence[DatedText], position: int) -> tuple[datetime, str, str, int]:
    text = texts[position]
    return text.at, text.outlet, text.title, position
