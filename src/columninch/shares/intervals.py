"""Intervals for a share of a finite population."""

from __future__ import annotations

import math
from functools import lru_cache

from scipy import stats

from columninch.errors import EstimateError

Interval = tuple[float, float]


def check_level(level: float) -> None:
    """Raises `EstimateError` where `level` is no confidence level: strictly between 0 and 1."""
    if not 0 < level < 1:
        raise EstimateError(f"{level} is no level", hint="between 0 and 1, such as 0.95")


@lru_cache(maxsize=256)
def normal_quantile(level: float) -> float:
    """How many standard deviations a two-sided interval at `level` reaches."""
    return float(stats.norm.ppf((1 + level) / 2))


@lru_cache(maxsize=4096)
def student_quantile(level: float, degrees: float) -> float:
    """As `normal_quantile`, where the variance is estimated with `degrees` of freedom."""
    return float(stats.t.ppf((1 + level) / 2, degrees))


def wilson(
    positive: float,
    count: float,
    level: float,
    population: int | None,
    degrees: float | None = None,
) -> Interval:
    """Wilson's score interval: low and high, with `low <= positive / count <= high`.

    `positive` of `count` draws are positive; both may be broken numbers where `count` is the
    effective size of a design. With a `population` the count is raised to its effective size
    under drawing without replacement, `count * (population - 1) / (population - count)`: all
    drawn gives an interval of zero width. `degrees` takes Student's quantile for the normal.
    Coverage is about `level` on average; near 0 and 1 it can fall below.

    Raises `EstimateError` where nothing was drawn or the numbers contradict each other.

    Wilson (1927), DOI 10.1080/01621459.1927.10502953; the effective size as Korn and Graubard
    (1998), Survey Methodology 24(2), p. 193.
    """
    check_level(level)
    if count <= 0 or not 0 <= positive <= count:
        raise EstimateError(f"{positive} of {count} is no share")
    share = positive / count
    if population is not None:
        if count >= population:
            return share, share
        count *= (population - 1) / (population - count)
    z = normal_quantile(level) if degrees is None else student_quantile(level, degrees)
    grown = 1 + z * z / count
    middle = (share + z * z / (2 * count)) / grown
    reach = z / grown * math.sqrt(share * (1 - share) / count + z * z / (4 * count * count))
    return max(0.0, min(share, middle - reach)), min(1.0, max(share, middle + reach))


@lru_cache(maxsize=65536)
def hypergeometric(positive: int, count: int, level: float, population: int) -> Interval:
    """The exact interval of a share when `count` of `population` were drawn at random.

    All shares that an exact test at `level` doesn't reject, each side taking half of the rest:
    what Clopper and Pearson do, for drawing without replacement. Never covers less often than
    `level` says, mostly more often. All drawn gives an interval of zero width.

    Raises `EstimateError` where nothing was drawn or the numbers contradict each other.

    Wright (1991), Exact Confidence Bounds when Sampling from Small Finite Universes, Lecture
    Notes in Statistics 66, DOI 10.1007/978-1-4612-3140-0; Clopper and Pearson (1934), DOI
    10.1093/biomet/26.4.404.
    """
    check_level(level)
    if not 0 < count <= population or not 0 <= positive <= count:
        raise EstimateError(f"{positive} of {count} of {population} is no share")
    tail = (1 - level) / 2
    high = _largest_total(positive, count, population, tail)
    # by symmetry: the fewest positives are all but the most negatives
    low = population - _largest_total(count - positive, count, population, tail)
    # the sample's own share need not be one that the population can have: keep it inside
    share = positive / count
    return min(share, low / population), max(share, high / population)


def _largest_total(positive: int, count: int, population: int, tail: float) -> int:
    """The largest number of positives in the population under which so few are likely enough."""
    low, high = positive, population - (count - positive)
    while low < high:
        middle = (low + high + 1) // 2
        if stats.hypergeom.cdf(positive, population, middle, count) > tail:
            low = middle
        else:
            high = middle - 1
    return low
