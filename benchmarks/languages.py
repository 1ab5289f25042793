"""How often the language of a sentence or a pair of words is right, beside lingua alone.

Reads `CODE.txt` in `languages/sentences`, `languages/word-pairs` and `languages/single-words`,
one case a line. Both are asked for the same languages: those that the folder has. The
paragraphs and titles that the project ships are told among all default languages, and by us
alone, since lingua doesn't know Pashto and Central Kurdish.
"""

from __future__ import annotations

from collections import defaultdict
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING

import lingua

from columninch.text.language import detect
from report import Stopwatch, options, peak_mb, report, say

if TYPE_CHECKING:
    from collections.abc import Callable

    from report import Figure

KINDS = {
    "sentences": "sentences_right",
    "word-pairs": "word_pairs_right",
    "single-words": "single_words_right",
}
OWN = Path(__file__).parent.parent / "tests" / "data" / "languages"
OWN_KINDS = {"paragraph": "own_paragraphs_right", "title": "own_titles_right"}
OWN_SHOWN = ("ckb", "ps")
"""The languages of our own cases that have a figure each."""
QUICK = 150
"""Lines of each file in a quick run."""


def main() -> None:
    """Print the figures."""
    chosen = options(__doc__ or "")
    figures = own_figures()
    folder = chosen.data / "languages" if chosen.data else None
    if folder is None or not folder.is_dir():
        say("languages/ is not there: only our own paragraphs and titles are measured")
        report(figures, chosen)
        return
    for kind, name in KINDS.items():
        cases = read_cases(folder / kind, QUICK if chosen.quick else None)
        codes = tuple(sorted(cases))
        peer = lingua_alone(codes)
        figures |= measure(name, "", cases, lambda text, codes=codes: detect(text, codes).code)
        figures |= measure(name, "_lingua", cases, peer)
        figures[f"{name}_confidence_error"] = confidence_error(cases, codes)
    figures["peak_mb"] = peak_mb()
    report(figures, chosen)


def own_figures() -> dict[str, Figure]:
    """The share of our own paragraphs and titles that are told right."""
    figures: dict[str, Figure] = {}
    for kind, name in OWN_KINDS.items():
        cases = {path.stem: own_cases(path, kind) for path in sorted(OWN.glob("*.txt"))}
        measured = measure(name, "", cases, lambda text: detect(text).code)
        figures |= {key: measured[key] for key in (name, *(f"{name}_{one}" for one in OWN_SHOWN))}
    return figures


def own_cases(path: Path, kind: str) -> list[str]:
    """The texts of one kind in one of our own files."""
    lines = [line.split("\t") for line in path.read_text("utf-8").splitlines()]
    return [text for marked, text in lines if marked == kind]


def read_cases(folder: Path, most: int | None) -> dict[str, list[str]]:
    """The lines of each language's file, by its code."""
    return {
        path.stem: [line for line in path.read_text("utf-8").splitlines() if line.strip()][:most]
        for path in sorted(folder.glob("*.txt"))
    }


def lingua_alone(codes: tuple[str, ...]) -> Callable[[str], str]:
    """Lingua with its large models, asked for the same languages."""
    wanted = [lingua.IsoCode639_1.from_str(code.upper()) for code in codes]
    detector = lingua.LanguageDetectorBuilder.from_iso_codes_639_1(*wanted).build()

    def answer(text: str) -> str:
        found = detector.detect_language_of(text)
        return found.iso_code_639_1.name.lower() if found else "und"

    return answer


def measure(
    name: str, peer: str, cases: dict[str, list[str]], answer: Callable[[str], str]
) -> dict[str, Figure]:
    """The share of right answers over all lines, by language, and lines a second.

    Whoever is asked first would load the models for both: all lines are asked once before
    the watch starts.
    """
    for line in chain.from_iterable(cases.values()):
        answer(line)
    right = 0
    figures: dict[str, Figure] = {}
    watch = Stopwatch()
    for code, lines in cases.items():
        found = sum(answer(line) == code for line in lines)
        figures[f"{name}_{code}{peer}"] = found / max(len(lines), 1)
        right += found
    count = sum(map(len, cases.values()))
    return {
        f"{name}{peer}": right / max(count, 1),
        **figures,
        f"{name}_lines_per_second{peer}": count / watch.seconds(),
    }


def confidence_error(cases: dict[str, list[str]], codes: tuple[str, ...]) -> float:
    """How far the confidence lies from the share of right answers, from 0 to 1.

    The mean over tenths of the confidence, weighted by how many answers each has.
    Guo et al. (2017), "On Calibration of Modern Neural Networks", eq. 3.
    """
    gaps: defaultdict[int, float] = defaultdict(float)
    for code, lines in cases.items():
        for found in (detect(line, codes) for line in lines):
            tenth = min(int(found.confidence * 10), 9)
            gaps[tenth] += (found.code == code) - found.confidence
    return sum(map(abs, gaps.values())) / max(sum(map(len, cases.values())), 1)


if __name__ == "__main__":
    main()
