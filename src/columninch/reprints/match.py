"""Pairs of texts that share much, by counting the shingles that they share."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from columninch.reprints.shingles import shingle_all

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from columninch.records import DatedText
    from columninch.reprints.shingles import Shingled

FEWEST_SHINGLES = 16
"""Below this, texts share stock phrases; 16 shingles are 23 words or more."""
BOILERPLATE_TEXTS = 20
"""A shingle in more texts of one outlet than this is the outlet's furniture.

It is counted by outlet, since a text that fifty outlets took from an agency is no furniture.
"""
MOST_HOLDERS = 64
"""How many texts that hold a shingle are paired with each other at most.

For a shingle in more texts, its earliest holders are paired with all the others.
"""


@dataclass(frozen=True, slots=True)
class Match:
    """Two texts that share shingles, by their positions."""

    first: int
    """The position that comes first in the order that was given."""
    second: int
    share_of_first: float
    """Of the first text's distinct shingles, without boilerplate, those the second has."""
    share_of_second: float


@dataclass(frozen=True, slots=True, eq=False)
class _Postings:
    """Shingles and the texts that hold them, sorted by shingle, then by rank."""

    holders: NDArray[np.int64]
    """The ranks."""
    starts: NDArray[np.int64]
    """Where each distinct shingle begins in `holders`; one more at the end."""


def matches(texts: Sequence[DatedText], least_share: float) -> tuple[Match, ...]:
    """The pairs of which one shares at least `least_share` of itself with the other.

    The pair's first text is the one that stands first in `texts`. Shares are counted over
    distinct shingles that are not boilerplate, exactly.
    """
    shingled = shingle_all(text.text for text in texts)
    kept = without_boilerplate(shingled, [text.outlet for text in texts])
    return tuple(
        match
        for match in match_shingles(kept)
        if max(match.share_of_first, match.share_of_second) >= least_share
    )


def without_boilerplate(
    shingled: Sequence[Shingled], outlets: Sequence[str]
) -> tuple[NDArray[np.uint64], ...]:
    """Each text's distinct shingles without those that its own outlet prints all the time."""
    by_outlet: dict[str, list[NDArray[np.uint64]]] = {}
    for text, outlet in zip(shingled, outlets, strict=True):
        by_outlet.setdefault(outlet, []).append(text.shingles)
    furniture = [np.empty(0, np.uint64)]
    for own in by_outlet.values():
        if len(own) > BOILERPLATE_TEXTS:
            values, counts = np.unique(np.concatenate(own), return_counts=True)
            furniture.append(values[counts > BOILERPLATE_TEXTS])
    dropped = np.unique(np.concatenate(furniture))
    if not len(dropped):
        return tuple(text.shingles for text in shingled)
    return tuple(np.setdiff1d(text.shingles, dropped, assume_unique=True) for text in shingled)


def match_shingles(kept: Sequence[NDArray[np.uint64]]) -> Iterator[Match]:
    """Every pair that shares a shingle, with both shares; order as in `kept`."""
    sizes = [len(shingles) for shingles in kept]
    long_enough = [size >= FEWEST_SHINGLES for size in sizes]
    for first, second, shared in _shared_counts(kept):
        if long_enough[first] and long_enough[second]:
            yield Match(first, second, shared / sizes[first], shared / sizes[second])


def _shared_counts(kept: Sequence[NDArray[np.uint64]]) -> Iterator[tuple[int, int, int]]:
    postings = _postings(kept)
    codes = _pair_codes(postings, len(kept))
    pairs, counts = np.unique(codes, return_counts=True)
    firsts, seconds = np.divmod(pairs, len(kept)) if len(kept) else (pairs, pairs)
    yield from zip(firsts.tolist(), seconds.tolist(), counts.tolist(), strict=True)


def _postings(kept: Sequence[NDArray[np.uint64]]) -> _Postings:
    if not kept:
        return _Postings(np.empty(0, np.int64), np.zeros(1, np.int64))
    shingles = np.concatenate(kept)
    holders = np.repeat(np.arange(len(kept)), [len(one) for one in kept])
    order = np.argsort(shingles, kind="stable")
    shingles, holders = shingles[order], holders[order]
    changes = np.flatnonzero(shingles[1:] != shingles[:-1]) + 1
    starts = np.concatenate(([0], changes, [len(shingles)])) if len(shingles) else np.zeros(1, int)
    return _Postings(holders, starts.astype(np.int64))


def _pair_codes(postings: _Postings, count: int) -> NDArray[np.int64]:
    """One number for each pair and shingle that it shares: first * count + second."""
    lengths = np.diff(postings.starts)
    codes: list[NDArray[np.int64]] = [np.empty(0, np.int64)]
    for length in np.unique(lengths[lengths > 1]).tolist():
        begins = postings.starts[:-1][lengths == length]
        groups = postings.holders[begins[:, None] + np.arange(length)]
        for left in range(min(length - 1, MOST_HOLDERS)):
            pairs = groups[:, left, None] * count + groups[:, left + 1 :]
            codes.append(pairs.ravel())
    return np.concatenate(codes)
