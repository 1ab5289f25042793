"""How often the language of a sentence or a pair of words is right, beside lingua alone.

Reads `languages/sentences/CODE.txt` and `languages/word-pairs/CODE.txt`, one case a line.
Both are asked for the same languages: those that the folder has.
"""

from __future__ import annotations

from itertools import chain
from typing import TYPE_CHECKING

import lingua

from columninch.text.language import detect
from report import Stopwatch, options, peak_mb, report, say

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from report import Figure

KINDS = {"sentences": "sentences_right", "word-pairs": "word_pairs_right"}
QUICK = 150
"""Lines of each file in a quick run."""


def main() -> None:
    """Print the figures."""
    chosen = options(__doc__ or "")
    figures: dict[str, Figure] = {}
    folder = chosen.data / "languages" if chosen.data else None
    if folder is None or not folder.is_dir():
        say("languages/ is not there: nothing to measure")
        report(figures, chosen)
        return
    for kind, name in KINDS.items():
        cases = read_cases(folder / kind, QUICK if chosen.quick else None)
        codes = tuple(sorted(cases))
        peer = lingua_alone(codes)
        figures |= measure(name, "", cases, lambda text, codes=codes: detect(text, codes).code)
        figures |= measure(name, "_lingua", cases, peer)
    figures["peak_mb"] = peak_mb()
    report(figures, chosen)


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


if __name__ == "__main__":
    main()
