"""Shares estimated from the coded texts of a frame.

Which estimator is used follows from the weights and from how much was coded, never from a
wish: all texts coded is a count of everything, equal weights have an exact interval, unequal
ones (a text printed by five items; long and short texts) a ratio estimator.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, assert_never

from columninch.errors import EstimateError
from columninch.records import FrameUnit, Share, Unit
from columninch.shares.intervals import check_level, hypergeometric, wilson

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence


@dataclass(frozen=True, slots=True)
class CodedTexts:
    """The texts that weigh something in a unit, and what was coded of them."""

    weights: tuple[float, ...]
    """Of every text of the frame with a weight, in the frame's order."""
    coded: tuple[tuple[float, bool], ...]
    """Weight, and whether it has the answer, of each coded text, in the frame's order."""

    @property
    def is_full(self) -> bool:
        """Every text was coded."""
        return len(self.coded) == len(self.weights)

    @property
    def is_even(self) -> bool:
        """Every text weighs the same."""
        return min(self.weights) == max(self.weights)


Estimate = tuple[float, float, float]
"""Share, low and high."""


def estimate_share(
    frame: Sequence[FrameUnit],
    coded: Mapping[int, bool],
    unit: Unit,
    level: float = 0.95,
) -> Share:
    """The share of the frame that has an answer, in `unit`, with its interval at `level`.

    `coded`: position in the frame, and whether the text has the answer, for the texts that
    were drawn and coded (texts coded for another reason must be left out by the caller). In
    items a distinct text weighs as many items as print it; its words and minutes are those of
    all these items together. A text of no weight, such as an article where minutes are
    measured, is not part of the frame in that unit and not in the counts.

    Raises `EstimateError` where nothing in the frame has a weight, nothing of it is coded, or
    a position is outside of the frame.
    """
    check_level(level)
    weights = [weight(text, unit) for text in frame]
    if outside := [position for position in coded if not 0 <= position < len(frame)]:
        raise EstimateError(f"coded positions {outside[:3]} are not in the frame")
    heavy = [position for position, heft in enumerate(weights) if heft > 0]
    if not heavy:
        raise EstimateError(f"nothing in the frame is measured in {unit}")
    texts = CodedTexts(
        tuple(weights[position] for position in heavy),
        tuple((weights[position], coded[position]) for position in heavy if position in coded),
    )
    if not texts.coded:
        raise EstimateError("no text of the sample is coded yet", hint="code some by hand")
    method = _method(texts)
    share, low, high = ESTIMATORS[method].estimate(texts, level)
    return Share(
        share=share,
        low=low,
        high=high,
        level=level,
        unit=unit,
        method=method,
        coded_count=len(texts.coded),
        frame_count=len(heavy),
        item_count=sum(frame[position].items for position in heavy),
    )


def weight(text: FrameUnit, unit: Unit) -> float:
    """What a distinct text weighs in `unit`, with everything that prints it."""
    match unit:
        case "items":
            return float(text.items)
        case "words":
            return float(text.words)
        case "minutes":
            return text.minutes
        case _:
            assert_never(unit)


def _method(texts: CodedTexts) -> str:
    if texts.is_full:
        return "census"
    return "srs-hypergeometric" if texts.is_even else "srs-hajek-wilson"


def count_all(texts: CodedTexts, level: float) -> Estimate:
    """Everything was coded: the share itself, and an interval of zero width."""
    del level  # nothing is uncertain
    share = _ratio(texts)
    return share, share, share


def exact(texts: CodedTexts, level: float) -> Estimate:
    """Equal weights: the coded texts' share, with the exact interval."""
    positive = sum(has for _, has in texts.coded)
    count = len(texts.coded)
    low, high = hypergeometric(positive, count, level, len(texts.weights))
    return positive / count, low, high


def hajek(texts: CodedTexts, level: float) -> Estimate:
    """Unequal weights: the coded weight that has the answer over all coded weight.

    The interval is Wilson's at the effective sample size, which is the smaller of two: what
    the linearised variance says (its weights may go together with the answer), and what the
    frame's weights say (Kish; few heavy texts may all have been missed). Student's quantile
    stands for the normal one. Low and high never contradict what is coded already.

    Hájek (1971), in Godambe and Sprott, Foundations of Statistical Inference, p. 236; Särndal,
    Swensson and Wretman (1992), result 5.7.1; Kish (1965), Survey Sampling, section 11.7; Korn
    and Graubard (1998), Survey Methodology 24(2), p. 193.
    """
    share = _ratio(texts)
    count = len(texts.coded)
    whole = math.fsum(texts.weights)
    held = math.fsum(heft for heft, has in texts.coded if has)
    lacked = math.fsum(heft for heft, has in texts.coded if not has)
    low, high = 0.0, 1.0
    if count > 1:
        effective = _effective_count(texts, share)
        low, high = wilson(share * effective, effective, level, None, degrees=count - 1)
    return share, max(low, held / whole), min(high, 1 - lacked / whole)


def _effective_count(texts: CodedTexts, share: float) -> float:
    """Independent equal draws that would tell as much."""
    count, population = len(texts.coded), len(texts.weights)
    left = 1 - count / population
    mean = math.fsum(texts.weights) / population
    square = math.fsum(heft * heft for heft in texts.weights) / population
    by_weights = count * mean * mean / square / left
    spread = math.fsum((heft * (has - share)) ** 2 for heft, has in texts.coded) / (count - 1)
    variance = left * spread / count / (mean * mean)
    by_variance = share * (1 - share) / variance if variance > 0 else math.inf
    return min(by_weights, by_variance)


def _ratio(texts: CodedTexts) -> float:
    held = math.fsum(heft for heft, has in texts.coded if has)
    return held / math.fsum(heft for heft, _ in texts.coded)


@dataclass(frozen=True, slots=True)
class Estimator:
    """A way from coded texts to a share."""

    name: str
    estimate: Callable[[CodedTexts, float], Estimate]
    summary: str
    reference: str


ESTIMATORS: dict[str, Estimator] = {
    "census": Estimator(
        "full count",
        count_all,
        "Every text was coded, so the share is counted, not estimated.",
        "",
    ),
    "srs-hypergeometric": Estimator(
        "simple random sample, exact interval",
        exact,
        "The share among the coded texts; the interval holds every share that an exact test "
        "of drawing without replacement does not reject.",
        "Wright (1991), DOI 10.1007/978-1-4612-3140-0",
    ),
    "srs-hajek-wilson": Estimator(
        "simple random sample, weighted",
        hajek,
        "Each coded text counts with the items, words or minutes it stands for; the interval "
        "is Wilson's at the effective sample size.",
        "Särndal, Swensson and Wretman (1992), result 5.7.1; Wilson (1927), "
        "DOI 10.1080/01621459.1927.10502953",
    ),
}
