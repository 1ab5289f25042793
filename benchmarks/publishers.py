"""Titles, authors, days and text of real publishers' pages, beside two peers.

Reads `publishers/CC/NAME_YYYY_MM_DD.html.gz` and `NAME.json`, which states what each version
of a publisher's layout holds; a page belongs to the version whose text it holds. Titles and
names count as equal when they fold to the same. The truth lists agencies among the authors,
so ours is counted with them. A day is right in the zone of its printing or in UTC. `body_f1`
is the mean F1 over 4-grams of words, against summary, headlines and paragraphs.
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
from columninch.text.normalise import fold
from extract import shingles
from report import Stopwatch, options, peak_mb, report, say

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from report import Figure

QUICK = 3
"""A quick run takes one page of so many."""


@dataclass(frozen=True, slots=True)
class Found:
    """What is known of a page, or what a reader found on it."""

    title: str
    authors: frozenset[str]
    days: frozenset[date]
    text: str


def main() -> None:
    """Print the figures."""
    chosen = options((__doc__ or "").splitlines()[0])
    logging.disable(logging.CRITICAL)
    folder = chosen.data / "publishers" if chosen.data else None
    if folder is None or not folder.is_dir():
        say("publishers/ is not there: nothing to measure")
        report({}, chosen)
        return
    cases = list(read_cases(folder))[:: QUICK if chosen.quick else 1]
    figures: dict[str, Figure] = {"pages": len(cases)}
    for name, read in (("", ours), ("_trafilatura", theirs), ("_newspaper4k", newspaper)):
        figures |= measure(name, cases, read)
    figures["peak_mb"] = peak_mb()
    report(figures, chosen)


def read_cases(folder: Path) -> Iterator[tuple[bytes, Found]]:
    """Each page with what is true of it."""
    for path in sorted(folder.glob("*/*.html.gz")):
        body = gzip.decompress(path.read_bytes())
        name = path.name.removesuffix(".html.gz").rsplit("_", 3)[0]
        versions = json.loads((path.parent / f"{name}.json").read_text("utf-8"))
        root = parse(decode(body, "text/html"))
        plain = fold(text_of(root)) if root is not None else ""
        yield (
            body,
            stated(
                max(versions.values(), key=lambda version, held=plain: held_share(version, held))
            ),
        )


def held_share(version: dict[str, Any], plain: str) -> float:
    """The share of a version's paragraphs whose beginning stands in the page."""
    beginnings = [fold(one)[:40] for one in body_parts(version)]
    title = fold(version.get("title") or "")
    return sum(one in plain for one in beginnings) / max(len(beginnings), 1) + (title in plain)


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
    """Folded, with single spaces."""
    return " ".join(fold(text).split())


def ours(body: bytes) -> Found | None:
    """Our reading."""
    try:
        reading = read_page(Page(body, "text/html", ""))
    except ReadingError:
        return None
    days = {reading.published.day()} if reading.published else set()
    signed = [*reading.authors, *([reading.agency] if reading.agency else [])]
    authors = frozenset(map(squeezed, signed))
    return Found(squeezed(reading.title), authors, frozenset(days), reading.text)


def theirs(body: bytes) -> Found | None:
    """What trafilatura finds in its default mode."""
    document = trafilatura.bare_extraction(body, with_metadata=True, include_comments=False)
    if document is None:
        return None
    names = [squeezed(name) for name in (document.author or "").split("; ") if name]
    days = {date.fromisoformat(document.date)} if document.date else set()
    return Found(
        squeezed(document.title or ""), frozenset(names), frozenset(days), document.text or ""
    )


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
    return Found(squeezed(article.title or ""), names, frozenset(days), article.text or "")


def measure(
    name: str, cases: list[tuple[bytes, Found]], read: Callable[[bytes], Found | None]
) -> dict[str, Figure]:
    """The figures of one reader."""
    watch = Stopwatch()
    pairs = [(true, read(body) or Found("", frozenset(), frozenset(), "")) for body, true in cases]
    seconds = watch.seconds()
    hits = sum(len(true.authors & found.authors) for true, found in pairs)
    named = sum(len(true.authors) + len(found.authors) for true, found in pairs)
    return {
        f"titles_right{name}": statistics.mean(true.title == found.title for true, found in pairs),
        f"authors_f1{name}": 2 * hits / max(named, 1),
        f"days_right{name}": statistics.mean(bool(true.days & found.days) for true, found in pairs),
        f"body_f1{name}": statistics.mean(
            shingle_f1(true.text, found.text) for true, found in pairs
        ),
        f"pages_per_second{name}": len(cases) / seconds,
    }


def shingle_f1(true: str, found: str) -> float:
    """F1 of one page over its 4-grams."""
    wanted, given = shingles(true), shingles(found)
    total = wanted.total() + given.total()
    return 2 * (wanted & given).total() / total if total else 1.0


if __name__ == "__main__":
    main()
