"""Titles, authors, days and text of real publishers' pages, beside two peers.

Reads `publishers/CC/NAME_YYYY_MM_DD.html.gz` and `NAME.json`, which states what each version
of a publisher's layout holds; a page belongs to the version whose text it holds. That is told
by the page's own text, never by what a reader made of it: nine tenths of the version's text
must stand there, and its day may not be later than the day in the page's name, when the page
was saved. A page without such a version has no truth and is left out for everybody.

Texts are compared by their letters and digits, case apart. The truth lists whatever a byline
has, agencies and the outlet itself among the people. So `authors_f1`, over all names of all
pages, counts who signed: the authors a reader lists and, where it lists none, the outlet that
it names; ours lists its agency apart, which is counted with them. `authors_f1_listed` counts
what is listed alone. A day is right in the zone of its printing or in UTC. `body_f1` is the
mean F1 over 4-grams of words, against summary, headlines and paragraphs.
"""

from __future__ import annotations

import gzip
import json
import logging
import statistics
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Any

import trafilatura
from newspaper import Article
from newspaper.exceptions import ArticleException

from columninch.errors import ReadingError
from columninch.extract.decode import decode
from columninch.extract.read import Page, read_page
from columninch.extract.tree import parse, text_of
from extract import shingles
from report import Stopwatch, options, peak_mb, report, say

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from pathlib import Path

    from report import Figure

HELD = 0.9
"""Of a version's text, in a page that belongs to it."""
QUICK = 3
"""A quick run takes one page of so many."""


@dataclass(frozen=True, slots=True)
class Found:
    """What is known of a page, or what a reader found on it."""

    title: str
    authors: frozenset[str]
    days: frozenset[date]
    text: str
    outlet: str = ""

    def signed(self) -> frozenset[str]:
        """The authors, or the outlet where there are none."""
        return self.authors or frozenset([self.outlet] if self.outlet else [])


def main() -> None:
    """Print the figures."""
    chosen = options((__doc__ or "").splitlines()[0])
    logging.disable(logging.CRITICAL)
    folder = chosen.data / "publishers" if chosen.data else None
    if folder is None or not folder.is_dir():
        say("publishers/ is not there: nothing to measure")
        report({}, chosen)
        return
    pages = list(read_cases(folder))
    cases = [(body, true) for body, true in pages if true]
    figures: dict[str, Figure] = {"pages": len(cases), "without_truth": len(pages) - len(cases)}
    cases = cases[:: QUICK if chosen.quick else 1]
    for name, read in (("", ours), ("_trafilatura", theirs), ("_newspaper4k", newspaper)):
        figures |= measure(name, cases, read)
    figures["peak_mb"] = peak_mb()
    report(figures, chosen)


def read_cases(folder: Path) -> Iterator[tuple[bytes, Found | None]]:
    """Each page with what is true of it, or None where no version is this page's."""
    for path in sorted(folder.glob("*/*.html.gz")):
        body = gzip.decompress(path.read_bytes())
        name, *saved = path.name.removesuffix(".html.gz").rsplit("_", 3)
        versions = json.loads((path.parent / f"{name}.json").read_text("utf-8"))
        root = parse(decode(body, "text/html"))
        plain = squeezed(text_of(root)) if root is not None else ""
        yield body, true_of(plain, date(*map(int, saved)), list(versions.values()))


def true_of(plain: str, saved: date, versions: list[dict[str, Any]]) -> Found | None:
    """What the version states that the page's text holds best, if it holds nearly all of one."""
    possible = [version for version in versions if min(stated(version).days) <= saved]
    shares = [held_share(version, plain) for version in possible]
    best = max(zip(shares, possible, strict=True), key=lambda pair: pair[0], default=None)
    return stated(best[1]) if best and best[0] >= HELD else None


def held_share(version: dict[str, Any], plain: str) -> float:
    """The share of a version's text, in letters and digits, whose paragraphs stand in a page."""
    parts = [squeezed(one) for one in body_parts(version)]
    return sum(len(one) for one in parts if one in plain) / max(sum(map(len, parts)), 1)


def body_parts(version: dict[str, Any]) -> list[str]:
    """Summary, section headlines and paragraphs, in order."""
    body = version.get("body") or {}
    sections = [
        [*one.get("headline", []), *one.get("paragraphs", [])] for one in body.get("sections", [])
    ]
    return [*body.get("summary", []), *(part for section in sections for part in section)]


def stated(version: dict[str, Any]) -> Found:
    """What a version states."""
    at = datetime.fromisoformat(version["publishing_date"])
    days = {at.date()} | ({at.astimezone(UTC).date()} if at.tzinfo else set())
    return Found(
        squeezed(version.get("title") or ""),
        frozenset(map(squeezed, version.get("authors") or [])),
        frozenset(days),
        "\n".join(body_parts(version)),
    )


def squeezed(text: str) -> str:
    """Letters and digits alone, case apart."""
    return "".join(letter for letter in text.casefold() if letter.isalnum())


def ours(body: bytes) -> Found | None:
    """Our reading."""
    try:
        reading = read_page(Page(body, "text/html", ""))
    except ReadingError:
        return None
    days = {reading.published.day()} if reading.published else set()
    signed = [*reading.authors, *([reading.agency] if reading.agency else [])]
    authors = frozenset(map(squeezed, signed))
    title, outlet = squeezed(reading.title), squeezed(reading.outlet_name)
    return Found(title, authors, frozenset(days), reading.text, outlet)


def theirs(body: bytes) -> Found | None:
    """What trafilatura finds in its default mode."""
    document = trafilatura.bare_extraction(body, with_metadata=True, include_comments=False)
    if document is None:
        return None
    names = [squeezed(name) for name in (document.author or "").split("; ") if name]
    days = {date.fromisoformat(document.date)} if document.date else set()
    title, outlet = squeezed(document.title or ""), squeezed(document.sitename or "")
    return Found(title, frozenset(names), frozenset(days), document.text or "", outlet)


def newspaper(body: bytes) -> Found | None:
    """What newspaper4k finds; title, authors and day alone where its tokeniser lacks parts."""
    article = Article("https://example.org/article", fetch_images=False)
    try:
        article.download(input_html=decode(body, "text/html"))
        article.parse()
    except (ImportError, LookupError):
        say("newspaper4k lacks a tokeniser for one page")
    except (ArticleException, ValueError, AttributeError) as error:
        say(f"newspaper4k: {type(error).__name__}")
    at = article.publish_date
    days = {at.date()} if isinstance(at, datetime) else set()
    names = frozenset(map(squeezed, article.authors or []))
    title, outlet = squeezed(article.title or ""), squeezed(article.meta_site_name or "")
    return Found(title, names, frozenset(days), article.text or "", outlet)


def measure(
    name: str, cases: list[tuple[bytes, Found]], read: Callable[[bytes], Found | None]
) -> dict[str, Figure]:
    """The figures of one reader."""
    watch = Stopwatch()
    pairs = [(true, read(body) or Found("", frozenset(), frozenset(), "")) for body, true in cases]
    seconds = watch.seconds()
    return {
        f"titles_right{name}": statistics.mean(true.title == found.title for true, found in pairs),
        f"authors_f1{name}": names_f1((true.authors, found.signed()) for true, found in pairs),
        f"authors_f1_listed{name}": names_f1(
            (true.authors, found.authors) for true, found in pairs
        ),
        f"days_right{name}": statistics.mean(bool(true.days & found.days) for true, found in pairs),
        f"body_f1{name}": statistics.mean(
            shingle_f1(true.text, found.text) for true, found in pairs
        ),
        f"pages_per_second{name}": len(cases) / seconds,
    }


def names_f1(pairs: Iterable[tuple[frozenset[str], frozenset[str]]]) -> float:
    """F1 over all names of all pages."""
    counted = [(len(true & found), len(true) + len(found)) for true, found in pairs]
    return 2 * sum(hits for hits, _ in counted) / max(sum(named for _, named in counted), 1)


def shingle_f1(true: str, found: str) -> float:
    """F1 of one page over its 4-grams."""
    wanted, given = shingles(true), shingles(found)
    total = wanted.total() + given.total()
    return 2 * (wanted & given).total() / total if total else 1.0


if __name__ == "__main__":
    main()
