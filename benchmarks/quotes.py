"""Quotations and speakers, against annotated news (`DIR/quotes`) or the sample press.

Direct: spans that stand whole in quotation marks, equal apart from marks and punctuation at
their ends. Indirect: all the rest that is told, by overlap of characters; the annotation
counts beliefs, intentions and judgements too, which nobody says in so many words. Speakers:
of what was found, how often the words taken for the speaker overlap the annotated ones.
"""

from __future__ import annotations

import gzip
import json
from dataclasses import dataclass
from typing import TYPE_CHECKING

from columninch.quotes.find import find_quotes
from columninch.records import Language, Reading
from columninch.sample.edition import edition
from report import Stopwatch, options, peak_mb, report, say

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from columninch.records import Quote
    from report import Figure

MARKS = "\"'“”‘’«»`"
SURE = 0.9
OVERLAP = 0.8
"""Of an indirect find's characters, the part that must be annotated for it to be right."""
Stretch = tuple[int, int]


@dataclass(frozen=True)
class Told:
    """One annotated attribution."""

    content: tuple[Stretch, ...]
    source: tuple[Stretch, ...]


@dataclass(frozen=True)
class Article:
    """A text with everything that is told in it."""

    text: str
    language: str
    told: tuple[Told, ...]


@dataclass
class Tally:
    """What has been counted so far."""

    direct_truth: int = 0
    direct_found: int = 0
    direct_right: int = 0
    indirect_truth: int = 0
    indirect_found: int = 0
    indirect_right: int = 0

    def direct_f1(self) -> float:
        """F1 of direct spans."""
        return 2 * self.direct_right / max(1, self.direct_truth + self.direct_found)

    def indirect_f1(self) -> float:
        """F1 of the characters told indirectly."""
        return 2 * self.indirect_right / max(1, self.indirect_truth + self.indirect_found)


def trimmed(text: str, start: int, end: int) -> Stretch:
    """The stretch without marks, blanks and punctuation at its ends."""
    while start < end and text[start] in MARKS + " \n":
        start += 1
    while end > start and text[end - 1] in MARKS + " \n,.;،":
        end -= 1
    return start, end


def is_direct(text: str, start: int, end: int) -> bool:
    """Whether the stretch stands whole in quotation marks."""
    inside = text[start:end].rstrip(" \n,.;")
    return (inside[:1] in '"“«' and inside[-1:] in '"”»') or inside[:2] == inside[-2:] == "''"


def truth_of(article: Article) -> tuple[dict[Stretch, Told], dict[int, Told]]:
    """Direct stretches, and each character that is told otherwise."""
    direct: dict[Stretch, Told] = {}
    others: dict[int, Told] = {}
    for told in article.told:
        for start, end in told.content:
            if is_direct(article.text, start, end):
                direct[trimmed(article.text, start, end)] = told
            else:
                others.update(dict.fromkeys(range(start, end), told))
    return direct, others


def is_speaker(quote: Quote, told: Told) -> bool:
    """Whether the words taken for the speaker overlap the annotated ones."""
    span = quote.speaker.span if quote.speaker else None
    return span is not None and any(
        span.start < end and start < span.end for start, end in told.source
    )


def count(article: Article, quotes: Iterable[Quote], tally: Tally) -> tuple[list[bool], ...]:
    """Adds to `tally`; whether each quote is right, and each speaker, direct and indirect."""
    direct, others = truth_of(article)
    every = set(others).union(*(range(*stretch) for stretch in direct))
    right: list[bool] = []
    speakers: tuple[list[bool], list[bool]] = ([], [])
    told_otherwise: set[int] = set()
    for quote in quotes:
        stretch = trimmed(article.text, quote.span.start, quote.span.end)
        if quote.kind == "direct":
            tally.direct_found += 1
            tally.direct_right += stretch in direct
            right.append(stretch in direct)
            told = direct.get(stretch)
        else:
            characters = set(range(*stretch))
            told_otherwise |= characters
            right.append(len(characters & every) >= OVERLAP * len(characters))
            told = next((others[at] for at in sorted(characters) if at in others), None)
        if told is not None and told.source:
            speakers[quote.kind != "direct"].append(is_speaker(quote, told))
    tally.direct_truth += len(direct)
    tally.indirect_truth += len(others)
    tally.indirect_found += len(told_otherwise)
    tally.indirect_right += len(told_otherwise & set(others))
    return right, *speakers


def polnear(path: Path, quick: bool) -> list[Article]:
    """The annotated articles."""
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        rows = [json.loads(line) for line in lines]
    return [
        Article(
            row["text"],
            "en",
            tuple(
                Told(stretches(one["content"]), stretches(one["source"]))
                for one in row["attributions"]
            ),
        )
        for row in (rows[:300] if quick else rows)
    ]


def stretches(spans: list[dict[str, int]]) -> tuple[Stretch, ...]:
    """Spans as given, as pairs."""
    return tuple((span["start"], span["end"]) for span in spans)


def sample() -> list[Article]:
    """The sample press; a speaker counts as found where the text names him or her."""
    articles = []
    for item in edition().items:
        told = []
        for quote in item.quotes:
            at = item.text.find(quote.text)
            if at >= 0:
                widened = (at - 1, at + len(quote.text) + 1) if quote.kind == "direct" else None
                told.append(Told((widened or (at, at + len(quote.text)),), ()))
        articles.append(Article(item.text, item.language, tuple(told)))
    return articles


def calibration_error(quotes: list[tuple[float, bool]]) -> float:
    """Mean distance of stated confidence and counted precision, weighted by how many."""
    by: dict[float, list[bool]] = {}
    for confidence, is_right in quotes:
        by.setdefault(confidence, []).append(is_right)
    return sum(abs(sum(one) - level * len(one)) for level, one in by.items()) / max(1, len(quotes))


def mean(values: list[bool]) -> float:
    """The share that is true; 0 where there is none."""
    return sum(values) / len(values) if values else 0.0


def measure(articles: list[Article]) -> dict[str, Figure]:
    """All figures over `articles`."""
    tally = Tally()
    stated: list[tuple[float, bool]] = []
    direct_speakers: list[bool] = []
    indirect_speakers: list[bool] = []
    seconds = 0.0
    for article in articles:
        reading = Reading("", article.text, (), Language(article.language, 1.0))
        watch = Stopwatch()
        quotes = find_quotes(reading)
        seconds += watch.seconds()
        right, direct, indirect = count(article, quotes, tally)
        stated += zip([quote.confidence for quote in quotes], right, strict=True)
        direct_speakers += direct
        indirect_speakers += indirect
    sure = [is_right for confidence, is_right in stated if confidence >= SURE]
    figures: dict[str, Figure] = {
        "direct_span_f1": tally.direct_f1(),
        "indirect_overlap_f1": tally.indirect_f1(),
        "precision_at_090": mean(sure),
        "kept_at_090": len(sure) / max(1, len(stated)),
        "calibration_error": calibration_error(stated),
        "articles_per_second": len(articles) / seconds,
    }
    if direct_speakers:
        figures["direct_speaker"] = mean(direct_speakers)
        figures["indirect_speaker"] = mean(indirect_speakers)
    return figures


def main() -> None:
    """Measure and print."""
    chosen = options("how well quotations and their speakers are found")
    path = chosen.data / "quotes" / "polnear.jsonl.gz" if chosen.data else None
    if path is not None and not path.is_file():
        say("there are no annotated articles in the folder")
        report({}, chosen)
        return
    articles = polnear(path, chosen.quick) if path else sample()
    report(measure(articles) | {"articles": len(articles), "peak_mb": peak_mb()}, chosen)


if __name__ == "__main__":
    main()
