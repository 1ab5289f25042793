"""Reprints: planted copies, and copies counted in real news, beside MinHash LSH.

Planted: texts of invented words, some of which are copied with a new beginning, without
their end, with words changed, or inside a longer text; others share a third and are no
reprints. Natural (`DIR/reprints`): all pairs of which one shares half of itself or more.
"""

from __future__ import annotations

import gzip
import json
import random
import re
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from datasketch import MinHash, MinHashLSH

from columninch.records import DatedText
from columninch.reprints.match import matches
from columninch.reprints.trace import REPRINT_SHARE, trace
from report import Stopwatch, options, peak_mb, report, say

if TYPE_CHECKING:
    from pathlib import Path

    from columninch.records import Reprint
    from report import Figure

START = datetime(2026, 5, 4, tzinfo=UTC)
FEWEST_SEQUENCES = 40
"""Shorter texts have no pairs in the counted data, so none are expected of anybody."""
Pair = tuple[int, int]


@dataclass(frozen=True)
class Planted:
    """Texts with what is known about them."""

    texts: list[DatedText]
    origins: dict[int, int]
    """Position of each copy to that of its origin."""
    copied: dict[int, int]
    """Of each copy, how many characters were taken over."""


def f1(found: set[Pair], truth: set[Pair]) -> float:
    """The harmonic mean of precision and recall of pairs."""
    return 2 * len(found & truth) / (len(found) + len(truth)) if found or truth else 1.0


def plant(count: int, seed: int = 1) -> Planted:
    """`count` own texts, a copy of every third and a partial one of every third."""
    draw = random.Random(seed)  # noqa: S311 - not for secrets
    vocabulary = [
        "".join(draw.choices("abdeghiklmnoprstuvz", k=draw.randint(2, 9))) for _ in range(9000)
    ]
    weights = [1 / (rank + 10) for rank in range(len(vocabulary))]

    def words(number: int) -> list[str]:
        return draw.choices(vocabulary, weights, k=number)

    own = [words(draw.randint(120, 450)) for _ in range(count)]
    rows = [(" ".join(text), number) for number, text in enumerate(own)]
    origins: dict[int, int] = {}
    copied: dict[int, int] = {}
    for number in range(0, count, 3):
        kept = own[number][: int(len(own[number]) * draw.uniform(0.6, 1))]
        text = [word if draw.random() > 0.01 else "changed" for word in kept]
        origins[len(rows)] = number
        copied[len(rows)] = len(" ".join(kept))
        extra = words(draw.randint(5, int(len(kept) * 0.4)))
        rows.append((" ".join([*extra, *text] if number % 2 else [*text, *extra]), count + number))
    for number in range(1, count, 3):
        part = own[number][: len(own[number]) // 3]
        rows.append((" ".join([*words(len(part) * 2), *part]), count + number))
    texts = [
        DatedText("", text, "en", f"outlet {at % 12}", START + timedelta(minutes=at))
        for text, at in rows
    ]
    return Planted(texts, origins, copied)


def planted_figures(count: int) -> dict[str, Figure]:
    """What is found of the planted copies, and how quickly, beside MinHash LSH."""
    planted = plant(count)
    watch = Stopwatch()
    found = trace((), planted.texts)
    seconds = watch.seconds()
    pairs = {(one.origin, one.copy) for one in found}
    truth = {(origin, copy) for copy, origin in planted.origins.items()}
    watch = Stopwatch()
    peer = datasketch_pairs(planted.texts)
    peer_seconds = watch.seconds()
    recall, precision = passage_figures(found, planted)
    return {
        "pair_f1": f1(pairs, truth),
        "pair_f1_datasketch": f1(peer, truth),
        "passage_recall": recall,
        "passage_precision": precision,
        "false_reprints": len(pairs - truth),
        "texts_per_second": len(planted.texts) / seconds,
        "texts_per_second_datasketch": len(planted.texts) / peer_seconds,
        "ratio_to_datasketch": peer_seconds / seconds,
    }


def passage_figures(found: tuple[Reprint, ...], planted: Planted) -> tuple[float, float]:
    """Recall and precision of passages, in characters; words equal where they are right."""
    wanted = sum(planted.copied.values())
    given = right = 0
    for one in found:
        for passage in one.passages:
            here = planted.texts[one.copy].text[passage.here.start : passage.here.end]
            there = planted.texts[one.origin].text[passage.there.start : passage.there.end]
            given += len(here)
            right += len(here) if here == there and one.copy in planted.origins else 0
    return right / wanted, right / max(1, given)


def sequences(text: str) -> set[bytes]:
    """The distinct 8-word sequences, by the rule of the counted data."""
    words = re.findall(r"\w+", text.lower())
    return {" ".join(words[at : at + 8]).encode() for at in range(len(words) - 7)}


def datasketch_pairs(texts: list[DatedText]) -> set[Pair]:
    """The pairs that MinHash LSH gives, at the threshold where it did best."""
    lsh = MinHashLSH(threshold=0.4, num_perm=128)
    pairs: set[Pair] = set()
    for number, text in enumerate(texts):
        sketch = MinHash(num_perm=128)
        sketch.update_batch(list(sequences(text.text)))
        pairs.update((other, number) for other in lsh.query(sketch))
        lsh.insert(number, sketch)
    return pairs


def natural_figures(folder: Path, quick: bool) -> dict[str, Figure]:
    """F1 of the pairs on each counted set, and the mean over the sets."""
    figures: dict[str, Figure] = {}
    ours: list[float] = []
    peers: list[float] = []
    for path in sorted(folder.glob("*.items.jsonl.gz")):
        name = path.name.partition(".")[0]
        texts, truth = read_set(path, quick)
        long = {
            at for at, text in enumerate(texts) if len(sequences(text.text)) >= FEWEST_SEQUENCES
        }
        found = {(one.first, one.second) for one in matches(texts, REPRINT_SHARE)}
        peer = datasketch_pairs(texts)
        ours.append(f1({pair for pair in found if long.issuperset(pair)}, truth))
        peers.append(f1({pair for pair in peer if long.issuperset(pair)}, truth))
        say(f"{name}: {len(texts)} texts, {len(truth)} pairs")
        figures[f"natural_f1_{name}"] = ours[-1]
        figures[f"natural_f1_{name}_datasketch"] = peers[-1]
    if ours:
        figures["natural_f1"] = sum(ours) / len(ours)
        figures["natural_f1_datasketch"] = sum(peers) / len(peers)
    return figures


def read_set(path: Path, quick: bool) -> tuple[list[DatedText], set[Pair]]:
    """A set's texts in their order, and its reprint pairs as positions."""
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        rows = [json.loads(line) for line in lines]
    rows = rows[:1500] if quick else rows
    places = {row["id"]: place for place, row in enumerate(rows)}
    pairs = path.with_name(path.name.replace(".items.jsonl.gz", ".pairs.jsonl"))
    truth: set[Pair] = set()
    for line in pairs.read_text(encoding="utf-8").splitlines():
        pair = json.loads(line)
        if pair["reprint"] and pair["a"] in places and pair["b"] in places:
            one, two = sorted((places[pair["a"]], places[pair["b"]]))
            truth.add((one, two))
    texts = [
        DatedText(
            title=row.get("title") or "",
            text=row["text"],
            language="",
            outlet=row.get("outlet") or "",
            at=datetime.fromisoformat(row["date"]).replace(tzinfo=UTC),
        )
        for row in rows
    ]
    return texts, truth


def main() -> None:
    """Measure and print."""
    chosen = options("how well reprints are traced")
    figures = planted_figures(600 if chosen.quick else 3000)
    if chosen.data is not None and (chosen.data / "reprints").is_dir():
        figures |= natural_figures(chosen.data / "reprints", chosen.quick)
    report(figures | {"peak_mb": peak_mb()}, chosen)


if __name__ == "__main__":
    main()
