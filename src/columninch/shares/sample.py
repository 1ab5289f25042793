"""Which texts of a frame are coded by hand, and how many it takes."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from columninch.errors import EstimateError
from columninch.records import Draw, FrameUnit
from columninch.shares.intervals import check_level, hypergeometric, normal_quantile


def draw_sample(frame: Sequence[FrameUnit], size: int) -> Draw:
    """A simple random sample of `size` texts, without replacement, by permanent random number.

    The texts with the smallest numbers, in the order of their numbers: the order to be coded,
    so that whoever stops early still has a simple random sample, and a larger draw begins with
    the smaller one. `threshold` is the first number left out, or 1 where all are drawn.

    Raises `EstimateError` for a negative size.
    """
    if size < 0:
        raise EstimateError(f"a sample of {size} texts can't be drawn", hint="ask for 0 or more")
    order = sorted(range(len(frame)), key=lambda position: (frame[position].number, position))
    threshold = frame[order[size]].number if size < len(order) else 1.0
    return Draw(tuple(order[:size]), threshold, "srs")


def needed_size(
    frame_count: int, half_width: float, level: float = 0.95, share: float = 0.5
) -> int:
    """How many of `frame_count` texts to code, so that the interval reaches no further.

    `half_width` is half the interval's wanted length, as a share (0.05 for five points), for
    an expected `share` (0.5 is the worst case). Begins at Cochran's formula with the
    finite-population correction and goes up to where the exact interval keeps to it.

    Raises `EstimateError` for a half width that is not above 0, or a share outside [0, 1].

    Cochran (1977), Sampling Techniques, 3rd edition, eq. 4.1 and 4.2.
    """
    check_level(level)
    if half_width <= 0 or not 0 <= share <= 1 or frame_count < 0:
        raise EstimateError(
            f"no sample gives a half width of {half_width} at a share of {share}",
            hint="a half width above 0, a share from 0 to 1",
        )
    if frame_count == 0:
        return 0
    large = normal_quantile(level) ** 2 * share * (1 - share) / half_width**2
    size = max(1, math.ceil(large / (1 + (large - 1) / frame_count))) if large > 0 else 1
    while size < frame_count and _half_width(size, frame_count, level, share) > half_width:
        size += 1
    return min(size, frame_count)


def _half_width(size: int, frame_count: int, level: float, share: float) -> float:
    low, high = hypergeometric(round(share * size), size, level, frame_count)
    return (high - low) / 2


@dataclass(frozen=True, slots=True)
class Design:
    """A way to draw a sample."""

    name: str
    draw: Callable[[Sequence[FrameUnit], int], Draw]
    summary: str
    reference: str


DESIGNS: dict[str, Design] = {
    "srs": Design(
        "simple random sampling",
        draw_sample,
        "Each distinct text has the same chance, whatever its length or its reprints.",
        "Ohlsson (1995), DOI 10.1002/9781118150504.ch9",
    ),
}
