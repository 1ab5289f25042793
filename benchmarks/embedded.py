"""How many articles embedded in other outlets' pages are found, and how many of their words.

Reads `tests/data/roundups/` of the project: pages in several shapes with what they embed, and
ordinary pages that embed nothing. An article is found when heading, link and outlet are right;
words are counted as bags, over all articles. `false_articles` are found where there is none.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

from columninch.extract.read import Page, read_page
from report import options, report, say

if TYPE_CHECKING:
    from columninch.records import EmbeddedReading
    from report import Figure

ROUNDUPS = Path(__file__).parent.parent / "tests" / "data" / "roundups"
ADDRESS = "https://folder.example/2026/10"
WORD = re.compile(r"\w+")


def main() -> None:
    """Print the figures."""
    chosen = options((__doc__ or "").splitlines()[0])
    found = wanted = false = 0
    common = total = authors = days = 0
    for path in sorted(ROUNDUPS.glob("*.html")):
        truth = {
            one["heading"]: one
            for one in json.loads(path.with_suffix(".json").read_text("utf-8"))["articles"]
        }
        reading = read_page(Page(path.read_bytes(), "text/html", ADDRESS))
        given = {one.heading: one for one in reading.embedded}
        wanted += len(truth)
        false += len(given.keys() - truth.keys())
        for heading, one in truth.items():
            known = given.get(heading)
            if known is None or (known.url, known.outlet_name) != (one["url"], one["outlet"]):
                say(f"{path.name}: {heading}: {'missing' if known is None else known.outlet_name}")
            else:
                found += 1
            common += shared_words(one["text"], known)
            total += len(WORD.findall(one["text"])) + (
                len(WORD.findall(known.reading.text)) if known else 0
            )
            authors += known is not None and list(known.reading.authors) == one["authors"]
            days += known is not None and day(known) == one["day"]
    figures: dict[str, Figure] = {
        "articles_found": found / wanted,
        "words_right": 2 * common / total,
        "false_articles": false,
        "authors_right": authors / wanted,
        "days_right": days / wanted,
    }
    report(figures, chosen)


def shared_words(text: str, known: EmbeddedReading | None) -> int:
    """How many words the two texts share, as bags."""
    theirs = Counter(WORD.findall(known.reading.text)) if known else Counter[str]()
    return (Counter(WORD.findall(text)) & theirs).total()


def day(known: EmbeddedReading) -> str:
    """The day of publication, or an empty string."""
    published = known.reading.published
    return published.day().isoformat() if published else ""


if __name__ == "__main__":
    main()
