"""What learning an outlet's template adds: F1 of the text with 0, 1, 5 and 20 pages seen.

The pages are those of `benchmarks/layouts/`, outlets of which every word of furniture is known,
and the sample press. A template is learned from an outlet's first pages; the text is measured
on its pages from the 21st on, the same ones whatever was seen. The metric is the article
extraction benchmark's: 4-gram shingles, F1 of mean precision and mean recall. `worst_change_N`
is the largest loss of one outlet against reading its pages one by one, 0 where none loses.
"""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

from columninch.errors import ReadingError
from columninch.extract.read import Page, read_page
from columninch.extract.templates.learn import learned_from
from columninch.extract.templates.template import Template
from columninch.sample.edition import edition
from extract import served, shingle_f1
from layouts import LAYOUTS, articles, truth
from report import Stopwatch, options, report, say

if TYPE_CHECKING:
    from collections.abc import Iterator

    from report import Figure

SEEN = (0, 1, 5, 20)
FIRST_MEASURED = 20
QUICK_PAGES = 5
FEWEST_PAGES = 25
"""Of an outlet of the sample press that takes part."""

Pages = list[tuple[str, bytes, str]]
"""Address, page and text of each of an outlet's articles, in the order of their publication."""


def main() -> None:
    """Print the figures."""
    chosen = options((__doc__ or "").splitlines()[0])
    logging.disable(logging.CRITICAL)
    outlets = {**layouts(), **sample_press()}
    measured = slice(FIRST_MEASURED, FIRST_MEASURED + QUICK_PAGES if chosen.quick else None)
    figures: dict[str, Figure] = {
        "outlets": len(outlets),
        "pages": sum(len(pages[measured]) for pages in outlets.values()),
    }
    alone: dict[str, float] = {}
    for seen in SEEN:
        pairs: list[tuple[str, str]] = []
        worst = 0.0
        watch = Stopwatch()
        for name, pages in outlets.items():
            read = list(texts(pages[:seen], pages[measured]))
            score = shingle_f1(iter(read))
            alone.setdefault(name, score)
            worst = min(worst, score - alone[name])
            say(f"{name}: {seen} pages seen: {score:.4f}")
            pairs += read
        figures[f"f1_seen_{seen}"] = shingle_f1(iter(pairs))
        figures[f"worst_change_{seen}"] = worst
        figures[f"pages_per_second_seen_{seen}"] = len(pairs) / watch.seconds()
    report(figures, chosen)


def texts(seen: Pages, measured: Pages) -> Iterator[tuple[str, str]]:
    """True and read text of each measured page, by the template of those seen."""
    template = Template()
    for url, body, _ in seen:
        template = learned_from(template, Page(body, "text/html", url))
    known = template if seen else None
    for url, body, text in measured:
        try:
            yield text, read_page(Page(body, "text/html", url, template=known)).text
        except ReadingError:
            yield text, ""


def layouts() -> dict[str, Pages]:
    """The pages of each layout."""
    outlets: dict[str, Pages] = {}
    for name, layout in LAYOUTS.items():
        written = articles(name)
        outlets[name] = [
            (
                article.url,
                layout.page(article, [*written[:at], *written[at + 1 :]], at).encode(),
                truth(layout, article),
            )
            for at, article in enumerate(written)
        ]
    return outlets


def sample_press() -> dict[str, Pages]:
    """The pages of the sample press's larger outlets."""
    press = edition()
    outlets: dict[str, Pages] = {}
    for item in press.items:
        if item.form not in {"roundup", "programme"} and item.embedded_in is None:
            page = (item.url, served(press, item.url), item.text)
            outlets.setdefault(item.outlet, []).append(page)
    return {name: pages for name, pages in outlets.items() if len(pages) >= FEWEST_PAGES}


if __name__ == "__main__":
    main()
