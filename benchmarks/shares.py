"""Do the intervals of shares hold the true share as often as they say?

Simulated periods: populations of texts with equal and unequal weights, in some of which the
heavy texts have the answer more often. From each, samples are drawn again and again;
`coverage_mean` and `coverage_min` are over populations and sample sizes, at a level of 0.95.
Beside them stand two rivals on the same draws: the textbook's normal interval (`_wald`), and
counting what a classifier says of every text (`_classify`, with the interval that a sample of
that size would have).

With `--data DIR`, the same on months and years taken from DIR/topics (`real_`): there the
classifier is trained on the texts before the period.
"""

from __future__ import annotations

import gzip
import json
import math
from collections import defaultdict
from dataclasses import dataclass
from itertools import product
from typing import TYPE_CHECKING

import numpy as np
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.pipeline import make_pipeline

from columninch.records import FrameUnit
from columninch.shares.estimate import estimate_share, weight
from columninch.shares.intervals import normal_quantile, wilson
from report import Options, Stopwatch, options, report, say

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

LEVEL = 0.95
SIZES = (60, 200, 800)
SHARES = (0.03, 0.2, 0.6)
WEIGHTS = ("even", "reprints", "words", "words that go with the answer")
SAMPLES = (20, 60, 150)
SENSITIVITY, SPECIFICITY = 0.85, 0.92
FEWEST_IN_PERIOD = 60
FEWEST_TO_TRAIN = 200
REAL_SAMPLE = 50
Interval = tuple[float, float]


@dataclass(frozen=True)
class Period:
    """Texts, whether each has the answer, and what a classifier says of each."""

    frame: tuple[FrameUnit, ...]
    has: np.ndarray
    said: np.ndarray | None

    def true_share(self) -> float:
        """What is to be estimated."""
        hefts = np.array([weight(unit, "words") for unit in self.frame])
        return float(hefts[self.has].sum() / hefts.sum())


def simulated(size: int, share: float, weights: str, rng: np.random.Generator) -> Period:
    """A period of `size` texts; the answer's share of texts is `share`."""
    has = rng.permutation(size) < round(share * size)
    if weights == "even":
        words = np.ones(size)
    elif weights == "reprints":
        words = 1 + rng.poisson(rng.exponential(0.7, size))
    else:
        words = np.ceil(rng.lognormal(6 + 0.5 * has * ("answer" in weights), 0.7, size))
    frame = tuple(FrameUnit(number=0.0, words=int(count)) for count in words)
    right = rng.random(size) < np.where(has, SENSITIVITY, SPECIFICITY)
    return Period(frame, has, np.where(right, has, ~has))


def intervals(period: Period, drawn: np.ndarray) -> dict[str, Interval]:
    """Each method's interval from the texts at the positions `drawn`."""
    coded = {int(position): bool(period.has[position]) for position in drawn}
    ours = estimate_share(period.frame, coded, "words", LEVEL)
    found = {"": (ours.low, ours.high), "_wald": wald(ours.share, len(drawn))}
    if period.said is not None:
        size = len(period.frame)
        found["_classify"] = wilson(float(period.said.sum()), size, LEVEL, None)
    return found


def wald(share: float, count: int) -> Interval:
    """The textbook's interval, which knows neither weights nor small counts."""
    reach = normal_quantile(LEVEL) * math.sqrt(share * (1 - share) / count)
    return share - reach, share + reach


def coverage(period: Period, sample: int, draws: int, rng: np.random.Generator) -> dict[str, float]:
    """How often each method's interval holds the true share."""
    true = period.true_share()
    held: dict[str, int] = defaultdict(int)
    for _ in range(draws):
        drawn = rng.choice(len(period.frame), sample, replace=False)
        for method, (low, high) in intervals(period, drawn).items():
            held[method] += low - 1e-12 <= true <= high + 1e-12
    return {method: count / draws for method, count in held.items()}


def summary(prefix: str, cells: list[dict[str, float]]) -> dict[str, float]:
    """Mean and minimum of each method over the cells."""
    by_method: dict[str, list[float]] = defaultdict(list)
    for cell in cells:
        for method, share in cell.items():
            by_method[method].append(share)
    return {
        f"{prefix}coverage_{name}{method}": float(reduce(shares))
        for method, shares in by_method.items()
        for name, reduce in (("mean", np.mean), ("min", np.min))
    }


def simulation(draws: int) -> dict[str, float]:
    """Coverage over all simulated populations and sample sizes."""
    cells = []
    for number, (size, share, weights) in enumerate(product(SIZES, SHARES, WEIGHTS)):
        rng = np.random.default_rng(number)
        period = simulated(size, share, weights, rng)
        fitting = [sample for sample in SAMPLES if sample < size]
        found = [coverage(period, sample, draws, rng) for sample in fitting]
        say(f"{size} texts, {share:.0%}, {weights}: ours {[cell[''] for cell in found]}")
        cells += found
    return summary("", cells)


def real_periods(folder: Path) -> Iterator[Period]:
    """A period for each label and each month (else year) with enough texts."""
    for path in sorted(folder.glob("*.jsonl.gz")):
        with gzip.open(path, "rt", encoding="utf-8") as lines:
            items = [item for item in map(json.loads, lines) if item["label"] and item["date"]]
        items.sort(key=lambda item: str(item["date"]))
        months: dict[str, list[int]] = defaultdict(list)
        for number, item in enumerate(items):
            months[str(item["date"])[:7]].append(number)
        if max(map(len, months.values())) < FEWEST_IN_PERIOD:
            months = defaultdict(list)
            for number, item in enumerate(items):
                months[str(item["date"])[:4]].append(number)
        for numbers in months.values():
            if len(numbers) >= FEWEST_IN_PERIOD:
                yield from labelled(items, numbers)


def labelled(items: list[dict[str, str]], numbers: list[int]) -> Iterator[Period]:
    """A period for each of its labels."""
    labels = [items[number]["label"] for number in numbers]
    earlier = items[: numbers[0]]
    said = classified(earlier, [items[number] for number in numbers])
    frame = (FrameUnit(number=0.0, words=1),) * len(numbers)
    for label in sorted(set(labels)):
        has = np.array([one == label for one in labels])
        guessed = None if said is None else np.array([one == label for one in said])
        yield Period(frame, has, guessed)


def classified(earlier: list[dict[str, str]], now: list[dict[str, str]]) -> list[str] | None:
    """What a classifier says that learned from what came before, or None for too little."""
    labels = [item["label"] for item in earlier]
    if len(earlier) < FEWEST_TO_TRAIN or len(set(labels)) < 2:
        return None
    model = make_pipeline(
        TfidfVectorizer(max_features=20_000), LogisticRegression(max_iter=300, C=10)
    )
    model.fit([item["title"] for item in earlier], labels)
    return list(model.predict([item["title"] for item in now]))


def reality(folder: Path, draws: int) -> dict[str, float]:
    """Coverage over periods and labels taken from real data."""
    rng = np.random.default_rng(1)
    cells = []
    for period in real_periods(folder):
        sample = min(REAL_SAMPLE, len(period.frame) // 2)
        cells.append(coverage(period, sample, draws, rng))
    say(f"{len(cells)} real shares")
    return summary("real_", cells) if cells else {}


def main(chosen: Options) -> dict[str, float]:
    """All figures."""
    watch = Stopwatch()
    figures = simulation(draws=1000 if chosen.quick else 10_000)
    if chosen.data is not None and (chosen.data / "topics").is_dir():
        figures |= reality(chosen.data / "topics", draws=100 if chosen.quick else 5000)
    return figures | {"seconds": watch.seconds()}


if __name__ == "__main__":
    chosen = options(str(__doc__).split("\n", maxsplit=1)[0])
    report(main(chosen), chosen)
