"""Writes intervals.json: what SciPy says of the intervals that `shares/intervals.py` computes.

Run it with `python tests/reference/intervals.py` and look at the difference before keeping it.
Wilson's interval is `scipy.stats.binomtest(...).proportion_ci(method="wilson")`. The exact
interval of a finite population is found by trying every total that the population can have,
with `scipy.stats.hypergeom` (our own code halves its way there).
"""

from __future__ import annotations

import json
from itertools import product
from pathlib import Path

import scipy
from scipy import stats

WILSON = ((0, 10), (1, 10), (3, 17), (50, 100), (199, 200), (1234, 5000))
EXACT = ((0, 5, 20), (1, 20, 40), (7, 25, 60), (30, 100, 1000), (99, 100, 101), (100, 100, 300))
LEVELS = (0.8, 0.95, 0.99)


def wilson(positive: int, count: int, level: float) -> list[float]:
    """SciPy's own interval."""
    found = stats.binomtest(positive, count).proportion_ci(level, method="wilson")
    return [float(found.low), float(found.high)]


def exact(positive: int, count: int, population: int, level: float) -> list[float]:
    """The least and the greatest total that neither tail test rejects."""
    tail = (1 - level) / 2
    kept = [
        total
        for total in range(positive, population - (count - positive) + 1)
        if stats.hypergeom.sf(positive - 1, population, total, count) > tail
        and stats.hypergeom.cdf(positive, population, total, count) > tail
    ]
    return [min(kept) / population, max(kept) / population]


def main() -> None:
    """Write the file beside this script."""
    values = {
        "scipy": scipy.__version__,
        "wilson": [
            {"case": case, "level": level, "interval": wilson(*case, level)}
            for case, level in product(WILSON, LEVELS)
        ],
        "exact": [
            {"case": case, "level": level, "interval": exact(*case, level)}
            for case, level in product(EXACT, LEVELS)
        ],
    }
    path = Path(__file__).with_name("intervals.json")
    path.write_text(json.dumps(values, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
