"""Stories: B-cubed F1 of the groups found, beside TF-IDF with two common clusterings.

`DIR/stories/*.jsonl.gz` hold texts with the story that people put them in. Without DIR, the
sample press is the input.
"""

from __future__ import annotations

import gzip
import json
from collections import Counter
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from sklearn.cluster import HDBSCAN, AgglomerativeClustering
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.metrics.pairwise import cosine_distances

from columninch.records import DatedText
from columninch.sample.edition import edition
from columninch.stories.group import group
from report import Stopwatch, options, peak_mb, report, say

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from report import Figure

UNDATED = datetime(2020, 1, 1, tzinfo=UTC)
"""A set in which any date is missing is read as if all were of one day."""
MOST_ITEMS = 3000
"""Of a set: the peers' tables of distances grow with its square."""
TFIDF_DISTANCE = 0.8
"""Where the peer did best over the development sets, of 0.6 to 0.95 in steps of 0.05."""


def b3(found: Sequence[int], truth: Sequence[str]) -> float:
    """B-cubed F1 (Bagga and Baldwin 1998) of two labelings of the same items."""
    groups, stories = Counter(found), Counter(truth)
    both = Counter(zip(found, truth, strict=True))
    pairs = list(zip(found, truth, strict=True))
    precision = sum(both[pair] / groups[pair[0]] for pair in pairs) / len(pairs)
    recall = sum(both[pair] / stories[pair[1]] for pair in pairs) / len(pairs)
    return 2 * precision * recall / (precision + recall)


def labels(texts: Sequence[DatedText]) -> list[int]:
    """For each text the number of the group that `group` puts it in."""
    found = [0] * len(texts)
    for number, story in enumerate(group(texts)):
        for member in story.members:
            found[member] = number
    return found


def peers(texts: Sequence[DatedText]) -> dict[str, list[int]]:
    """The same by scikit-learn's TF-IDF, with average link and with HDBSCAN."""
    matrix = TfidfVectorizer(sublinear_tf=True, stop_words="english", min_df=1).fit_transform(
        f"{text.title} {text.text}" for text in texts
    )
    distances = cosine_distances(matrix)
    linked = AgglomerativeClustering(
        n_clusters=None, metric="precomputed", linkage="average", distance_threshold=TFIDF_DISTANCE
    ).fit_predict(distances)
    dense = HDBSCAN(min_cluster_size=2, metric="precomputed", copy=True).fit_predict(distances)
    alone = [label if label >= 0 else -place - 1 for place, label in enumerate(dense.tolist())]
    return {"tfidf": linked.tolist(), "hdbscan": alone}


def read_set(path: Path, most: int) -> tuple[list[DatedText], list[str]]:
    """Up to `most` texts, whole stories only, and the story of each."""
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        rows = [json.loads(line) for line in lines]
    sizes = Counter(row["story"] for row in rows)
    kept: set[str] = set()
    total = 0
    for story in sorted(sizes):
        if total + sizes[story] <= most:
            kept.add(story)
            total += sizes[story]
    rows = [row for row in rows if row["story"] in kept]
    is_dated = all(row.get("date") for row in rows)
    texts = [
        DatedText(
            title=row.get("title") or "",
            text=row["text"],
            language=row["language"],
            outlet=row.get("outlet") or "",
            at=datetime.fromisoformat(row["date"]).replace(tzinfo=UTC) if is_dated else UNDATED,
        )
        for row in rows
    ]
    return texts, [row["story"] for row in rows]


def sample_set() -> tuple[list[DatedText], list[str]]:
    """The sample press with its true stories."""
    items = [item for item in edition().items if item.story]
    texts = [
        DatedText(item.title, item.text, item.language, item.outlet, item.published)
        for item in items
    ]
    return texts, [f"{item.language} {item.story}" for item in items]


def main() -> None:
    """Measure and print."""
    chosen = options("how well texts are grouped into stories")
    sets = {"sample": sample_set()} if chosen.data is None else {}
    if chosen.data is not None:
        for path in sorted((chosen.data / "stories").glob("*.jsonl.gz")):
            if "roundups" not in path.name:
                most = 800 if chosen.quick else MOST_ITEMS
                sets[path.name.partition(".")[0]] = read_set(path, most)
    scores: dict[str, list[float]] = {}
    figures: dict[str, Figure] = {}
    seconds = 0.0
    for name, (texts, truth) in sets.items():
        watch = Stopwatch()
        found = {"": labels(texts)}
        seconds += watch.seconds()
        say(f"{name}: {len(texts)} texts in {len(set(truth))} stories")
        for peer, by in (found | peers(texts)).items():
            score = b3(by, truth)
            scores.setdefault(f"b3_{peer}".rstrip("_"), []).append(score)
            figures[f"b3_{name}_{peer}".rstrip("_")] = score
    means: dict[str, Figure] = {name: sum(values) / len(values) for name, values in scores.items()}
    if means:
        means["items_per_second"] = sum(len(texts) for texts, _ in sets.values()) / seconds
    report(means | figures | {"peak_mb": peak_mb()}, chosen)


if __name__ == "__main__":
    main()
