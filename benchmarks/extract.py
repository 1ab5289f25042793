"""How well the main text is taken from pages, and how fast, beside trafilatura alone.

`f1` is the article extraction benchmark's (4-gram shingles over `articles/`), `segments_f1`
trafilatura's own (wanted and unwanted segments over `extraction/segments.jsonl`), `wcxb_f1`
WCXB's (bags of words over `extraction/wcxb/`). The peer is `trafilatura.extract` without
comments; `f1_trafilatura` is the best of its modes on `articles/`, the others its default.
Speeds are over `articles/`: whole readings against the text alone, in its precision mode.
"""

from __future__ import annotations

import gzip
import json
import logging
import re
import statistics
from collections import Counter
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import trafilatura

from columninch.errors import ReadingError
from columninch.extract.read import Page, read_page
from columninch.sample.edition import Edition, edition
from columninch.sample.press import respond
from report import Stopwatch, options, peak_mb, report, say

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from report import Figure

WORD = re.compile(r"\w+")
MODES: dict[str, dict[str, bool]] = {
    "default": {},
    "fast": {"fast": True},
    "precision": {"favor_precision": True},
}
QUICK = 5
"""A quick run takes one page of so many from the two larger sets."""


def main() -> None:
    """Print the figures."""
    chosen = options((__doc__ or "").splitlines()[0])
    logging.disable(logging.CRITICAL)
    step = QUICK if chosen.quick else 1
    figures: dict[str, Figure] = {}
    if chosen.data is None:
        figures |= sample_press(step)
    else:
        figures |= articles(chosen.data / "articles")
        figures |= segments(chosen.data, step)
        figures |= wcxb(chosen.data / "extraction" / "wcxb", step)
    figures["peak_mb"] = peak_mb()
    report(figures, chosen)


def ours(body: bytes, url: str) -> str:
    """The text of our reading; empty where there is none."""
    try:
        return read_page(Page(body, "text/html", url)).text
    except ReadingError:
        return ""


def theirs(mode: str) -> Callable[[bytes, str], str]:
    """The text that trafilatura gives in one of its modes."""
    chosen = MODES[mode]

    def extract(body: bytes, url: str) -> str:
        return trafilatura.extract(body, url=url, include_comments=False, **chosen) or ""

    return extract


def sample_press(step: int) -> dict[str, Figure]:
    """Shingle F1 over the sample press's own pages, whose text is known to the letter."""
    press = edition()
    told = [item for item in press.items if item.form not in {"roundup", "programme"}]
    printed = [item for item in told if item.embedded_in is None][::step]
    pages = [(served(press, item.url), item) for item in printed]
    figures: dict[str, Figure] = {"sample_pages": len(pages)}
    for name, extract in (("", ours), ("_trafilatura", theirs("precision"))):
        watch = Stopwatch()
        texts = [extract(body, item.url) for body, item in pages]
        figures[f"pages_per_second{name}"] = len(pages) / watch.seconds()
        figures[f"f1{name}"] = shingle_f1(
            (item.text, text) for (_, item), text in zip(pages, texts, strict=True)
        )
    return figures


def served(press: Edition, url: str) -> bytes:
    """The page at an address of the sample press, once everything is out."""
    parts = urlsplit(url)
    path = f"{parts.path}?{parts.query}" if parts.query else parts.path
    return respond(press, parts.netloc, path, press.ends).body


def articles(folder: Path) -> dict[str, Figure]:
    """Shingle F1 and speed over whole news pages."""
    if not folder.is_dir():
        say("articles/ is not there")
        return {}
    truth = json.loads((folder / "ground-truth.json").read_text("utf-8"))
    pages = [
        (gzip.decompress((folder / "html" / f"{key}.html.gz").read_bytes()), item)
        for key, item in truth.items()
    ]
    for body, item in pages:  # what is loaded once is no matter of speed
        ours(body, str(item.get("url") or ""))
    figures: dict[str, Figure] = {}
    peers: dict[str, float] = {}
    for name, extract in [("", ours), *((mode, theirs(mode)) for mode in MODES)]:
        watch = Stopwatch()
        texts = [extract(body, str(item.get("url") or "")) for body, item in pages]
        speed = len(pages) / watch.seconds()
        score = shingle_f1(
            (item["articleBody"], text) for (_, item), text in zip(pages, texts, strict=True)
        )
        if name:
            peers[name] = score
            figures[f"f1_trafilatura_{name}"] = score
            figures[f"pages_per_second_trafilatura_{name}"] = speed
        else:
            figures |= {"f1": score, "pages_per_second": speed}
    figures["f1_trafilatura"] = max(peers.values())
    figures["pages_per_second_trafilatura"] = figures["pages_per_second_trafilatura_precision"]
    return figures


def shingle_f1(pairs: Iterator[tuple[str, str]]) -> float:
    """F1 of mean precision and mean recall over 4-grams, as in the benchmark's evaluate.py."""
    precisions, recalls = [], []
    for true, found in pairs:
        wanted, given = shingles(true), shingles(found)
        hits = (wanted & given).total()
        if given:
            precisions.append(hits / given.total())
        if wanted:
            recalls.append(hits / wanted.total())
    precision, recall = statistics.mean(precisions), statistics.mean(recalls)
    return 2 * precision * recall / (precision + recall)


def shingles(text: str, size: int = 4) -> Counter[tuple[str, ...]]:
    """The runs of `size` words of a text; a shorter text is one run."""
    tokens = WORD.findall(text)
    runs = (tuple(tokens[at : at + size]) for at in range(max(1, len(tokens) - size + 1)))
    return Counter(run for run in runs if run)


def segments(data: Path, step: int) -> dict[str, Figure]:
    """F1 over segments that must and must not be there."""
    path = data / "extraction" / "segments.jsonl"
    if not path.is_file():
        say("extraction/segments.jsonl is not there")
        return {}
    cases = [json.loads(line) for line in path.read_text("utf-8").splitlines()][::step]
    return {
        f"segments_f1{name}": segments_f1(data, cases, extract)
        for name, extract in (("", ours), ("_trafilatura", theirs("default")))
    }


def segments_f1(
    data: Path, cases: list[dict[str, object]], extract: Callable[[bytes, str], str]
) -> float:
    """F1 of one extractor over all segments of all cases."""
    hits = missed = wrong = 0
    for case in cases:
        text = extract(gzip.decompress((data / str(case["html"])).read_bytes()), str(case["url"]))
        for segment in list(case["with"]):  # type: ignore[call-overload]
            hits, missed = (hits + 1, missed) if segment in text else (hits, missed + 1)
        wrong += sum(segment in text for segment in list(case["without"]))  # type: ignore[call-overload]
    return 2 * hits / max(2 * hits + missed + wrong, 1)


def wcxb(folder: Path, step: int) -> dict[str, Figure]:
    """Mean F1 of bags of words."""
    path = folder / "ground-truth.jsonl.gz"
    if not path.is_file():
        say("extraction/wcxb/ is not there")
        return {}
    lines = gzip.decompress(path.read_bytes()).decode("utf-8").splitlines()
    cases = [json.loads(line) for line in lines][::step]
    figures: dict[str, Figure] = {}
    for name, extract in (("", ours), ("_trafilatura", theirs("default"))):
        scores = []
        for case in cases:
            body = gzip.decompress((folder / "html" / f"{case['id']}.html.gz").read_bytes())
            scores.append(bag_f1(case["text"], extract(body, case["url"])))
        figures[f"wcxb_f1{name}"] = statistics.mean(scores)
    return figures


def bag_f1(true: str, found: str) -> float:
    """F1 of the bags of lower-cased words."""
    wanted, given = (Counter(WORD.findall(text.lower())) for text in (true, found))
    total = wanted.total() + given.total()
    return 2 * (wanted & given).total() / total if total else 1.0


if __name__ == "__main__":
    main()
