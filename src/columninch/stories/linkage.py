"""Agglomeration by average link over a sparse graph of similarities.

Sokal and Michener (1958), the unweighted pair-group method with arithmetic mean (UPGMA).
"""

from __future__ import annotations

import heapq
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

Edge = tuple[int, int, float]


def average_link(count: int, edges: Iterable[Edge], least: float) -> tuple[tuple[int, ...], ...]:
    """Groups of 0..count-1, merged while the mean similarity of two groups is >= `least`.

    `edges`: each pair once, with its similarity; a pair that is missing counts as 0.
    Every number is in exactly one group; groups and their members ascend. Of equal
    similarities the pair of the smallest numbers is merged first.
    """
    sums: list[dict[int, float]] = [{} for _ in range(count)]
    heap: list[tuple[float, int, int]] = []
    for one, two, similarity in edges:
        sums[one][two] = sums[two][one] = similarity
        if similarity >= least:
            heap.append((-similarity, min(one, two), max(one, two)))
    heapq.heapify(heap)
    groups: dict[int, list[int]] = {number: [number] for number in range(count)}
    while heap:
        negative, keep, drop = heapq.heappop(heap)
        if keep not in groups or drop not in groups:
            continue
        if _mean(sums, groups, keep, drop) != -negative:
            continue  # one of the two has grown since this was noted
        _merge(sums, groups, keep, drop)
        for other in sums[keep]:
            mean = _mean(sums, groups, *sorted((keep, other)))
            if mean >= least:
                heapq.heappush(heap, (-mean, min(keep, other), max(keep, other)))
    return tuple(sorted(tuple(sorted(members)) for members in groups.values()))


def _mean(sums: list[dict[int, float]], groups: dict[int, list[int]], one: int, two: int) -> float:
    return sums[one].get(two, 0.0) / (len(groups[one]) * len(groups[two]))


def _merge(
    sums: list[dict[int, float]], groups: dict[int, list[int]], keep: int, drop: int
) -> None:
    groups[keep] += groups.pop(drop)
    del sums[keep][drop], sums[drop][keep]
    for other, total in sums[drop].items():
        del sums[other][drop]
        sums[keep][other] = sums[other][keep] = sums[keep].get(other, 0.0) + total
    sums[drop] = {}
