"""How many articles embedded in other outlets' pages are found, and how many of their words.

Reads `tests/data/roundups/` of the project, or `roundups/` of DIR: pages in several shapes with
what they embed, and ordinary pages that embed nothing. An article is found when its title is
right; `words_right` is the share of the embedded articles' words that are in the right item and
`words_kept_out` the share of those items' words that belong there, both counted as bags.
`articles_found_shut` and `words_right_shut` are of the pages that no rule was made with.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

from columninch.extract.read import Page, read_page
from columninch.text.normalise import fold
from report import options, report, say

if TYPE_CHECKING:
    from columninch.records import EmbeddedReading, Reading
    from report import Figure

ROUNDUPS = Path(__file__).parent.parent / "tests" / "data" / "roundups"
ADDRESS = "https://folder.example/2026/10"
WORD = re.compile(r"\w+")
COUNTS = ("articles", "links", "outlets", "authors", "days")


def main() -> None:
    """Print the figures."""
    chosen = options((__doc__ or "").splitlines()[0])
    given = chosen.data / "roundups" if chosen.data else ROUNDUPS
    folder = given if given.is_dir() else ROUNDUPS
    whole, shut = Counter[str](), Counter[str]()
    for path in sorted(folder.rglob("*.html")):
        counted = page_counts(path)
        whole += counted
        if path.parent.name == "shut":
            shut += counted
    figures: dict[str, Figure] = {
        "articles_found": whole["articles"] / whole["wanted"],
        "words_right": whole["shared"] / whole["words_wanted"],
        "words_kept_out": whole["shared"] / max(whole["words_given"], 1),
        "false_articles": whole["false"],
        "words_left_with_the_page": whole["left"],
    }
    figures |= {f"{name}_right": whole[name] / whole["wanted"] for name in COUNTS[1:]}
    if shut["wanted"]:
        figures["articles_found_shut"] = shut["articles"] / shut["wanted"]
        figures["words_right_shut"] = shut["shared"] / shut["words_wanted"]
    report(figures, chosen)


def page_counts(path: Path) -> Counter[str]:
    """What is right on one page, counted."""
    truth = json.loads(path.with_suffix(".json").read_text("utf-8"))["articles"]
    reading = read_page(Page(path.read_bytes(), "text/html", ADDRESS))
    given = {squeezed(one.heading): one for one in reading.embedded}
    wanted = {squeezed(one["heading"]): one for one in truth}
    counted = Counter({"wanted": len(truth), "false": len(given.keys() - wanted.keys())})
    for extra in given.keys() - wanted.keys():
        say(f"{path.parent.name}/{path.name}: no article: {given[extra].heading}")
    counted["left"] = left_with_the_page(reading)
    for heading, one in wanted.items():
        known = given.get(heading)
        counted["words_wanted"] += len(WORD.findall(one["text"]))
        if known is None:
            say(f"{path.parent.name}/{path.name}: missing: {one['heading']}")
            continue
        counted += facts_right(known, one, f"{path.parent.name}/{path.name}")
        theirs = Counter(WORD.findall(known.reading.text))
        counted["words_given"] += theirs.total()
        counted["shared"] += (Counter(WORD.findall(one["text"])) & theirs).total()
    return counted


def facts_right(known: EmbeddedReading, one: dict[str, object], where: str) -> Counter[str]:
    """Which facts of an article that was found are right; each wrong one is said."""
    facts = {
        "links": (known.url, one["url"]),
        "outlets": (fold(known.outlet_name), fold(str(one["outlet"]))),
        "authors": (list(known.reading.authors), one["authors"]),
        "days": (day(known), one["day"]),
    }
    for name, (ours, theirs) in facts.items():
        if ours != theirs:
            say(f"{where}: {known.heading}: {name}: {ours!r} for {theirs!r}")
    right = {name: int(ours == theirs) for name, (ours, theirs) in facts.items()}
    return Counter({"articles": 1, **right})


def left_with_the_page(reading: Reading) -> int:
    """The words of embedded articles' lines that stand in the page's own text too."""
    lines = (line for one in reading.embedded for line in one.reading.text.split("\n"))
    return sum(len(WORD.findall(line)) for line in lines if line in reading.text)


def squeezed(heading: str) -> str:
    """A heading as it is compared: folded, without marks."""
    return " ".join(WORD.findall(fold(heading)))


def day(known: EmbeddedReading) -> str:
    """The day of publication, or an empty string."""
    published = known.reading.published
    return published.day().isoformat() if published else ""


if __name__ == "__main__":
    main()
