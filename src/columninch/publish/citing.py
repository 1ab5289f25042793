"""Which passages an issue cites, and where they stand on the copy pages.

A copy page shows what the issue may show of one source: the cited passages with their
surroundings, once each. A passage has a fragment there, so that a quotation's link leads to
the very words.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from columninch.digest.stretches import quoted_stretches
from columninch.publish.addresses import copy_file, entry_anchor
from columninch.quotes.verbatim import find_verbatim
from columninch.records import SourceCopy, Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from columninch.records import Capture, DigestEntry, Issue


@dataclass(frozen=True, slots=True)
class CitingEntry:
    """An entry that cites a source."""

    anchor: str
    heading: str
    language: str


@dataclass(frozen=True, slots=True)
class CitedCopy:
    """All that an issue cites of one source."""

    source: SourceCopy
    excerpts: tuple[str, ...]
    passages: tuple[tuple[Span, ...], ...]
    """Of each excerpt, the cited spans, in order and without repeats."""
    entries: tuple[CitingEntry, ...]

    @property
    def file(self) -> str:
        """Below the issue's folder."""
        return copy_file(self.source)


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of a copy: cited or not."""

    text: str
    is_cited: bool
    anchor: str = ""
    """Where a cited passage begins."""


@dataclass(frozen=True, slots=True)
class Copies:
    """The copies of an issue, by the file each lies in."""

    by_file: dict[str, CitedCopy]

    def link(self, source: SourceCopy, passage: str = "") -> str:
        """Where the copy of `source` lies below the issue's folder, at `passage` if it has one."""
        file = copy_file(source)
        place = self._place(source, passage)
        # words inside a longer citation have no anchor of their own
        if place is None or place[1] not in self.by_file[file].passages[place[0]]:
            return file
        return f"{file}#{passage_anchor(*place)}"

    def holder(self, sources: Sequence[SourceCopy], passage: str) -> SourceCopy | None:
        """The first of `sources` whose copy has `passage`, or None."""
        return next((one for one in sources if self._place(one, passage)), None)

    def _place(self, source: SourceCopy, passage: str) -> tuple[int, Span] | None:
        copy = self.by_file.get(copy_file(source))
        return _find(copy.excerpts, passage) if copy else None

    def captures(self) -> tuple[Capture, ...]:
        """Every capture that is cited and still there, by file."""
        sources = (copy.source for copy in self.by_file.values())
        return tuple(source.capture for source in sources if source.removed_at is None)


def passage_anchor(excerpt: int, span: Span) -> str:
    """The fragment of a passage on its copy page."""
    return f"c{excerpt + 1}-{span.start}"


def copies_of(issue: Issue) -> Copies:
    """The copies that `issue` needs, in the order in which it cites them."""
    cited: dict[str, list[tuple[SourceCopy, str, CitingEntry]]] = {}
    for part in issue.parts:
        for section in part.sections:
            for entry in section.entries:
                by = CitingEntry(entry_anchor(entry.key), entry.heading, entry.language)
                for source, passage in _citations(entry):
                    cited.setdefault(copy_file(source), []).append((source, passage, by))
    return Copies({file: _copy(citations) for file, citations in cited.items()})


def copy_paragraphs(number: int, text: str, spans: Sequence[Span]) -> list[list[Piece]]:
    """The text of an excerpt by paragraphs, cut where cited passages begin and end.

    `number` is the excerpt's on its page. Passages may overlap and run over paragraphs; the
    pieces of a paragraph always join to the paragraph.
    """
    paragraphs = []
    start = 0
    for line in text.split("\n"):
        if line.strip():
            paragraphs.append(_pieces(number, text, start, start + len(line), spans))
        start += len(line) + 1
    return paragraphs


def _pieces(number: int, text: str, start: int, end: int, spans: Sequence[Span]) -> list[Piece]:
    cuts = {start, end}
    cuts.update(place for span in spans for place in (span.start, span.end) if start < place < end)
    anchors = {span.start: passage_anchor(number, span) for span in spans}
    ordered = sorted(cuts)
    return [
        Piece(
            text[here:there],
            any(span.start <= here and there <= span.end for span in spans),
            anchors.get(here, ""),
        )
        for here, there in pairwise(ordered)
    ]


def _citations(entry: DigestEntry) -> Iterator[tuple[SourceCopy, str]]:
    """Each source of an entry with a passage of it, or with none."""
    for quotation in entry.quotations:
        yield quotation.source, quotation.text
    for figure in entry.figures:
        for value in figure.values:
            yield value.source, value.quote
    if entry.picture is not None:
        yield entry.picture.source, ""
    stretches = [*quoted_stretches(entry.summary)]
    stretches += [exchange.answer for exchange in entry.exchanges]
    for source in entry.sources:
        yield source, ""
        for stretch in stretches:
            yield source, stretch


def _copy(citations: list[tuple[SourceCopy, str, CitingEntry]]) -> CitedCopy:
    sources = [source for source, _, _ in citations]
    excerpts = _excerpts(source.text for source in sources)
    found = [_find(excerpts, passage) for _, passage, _ in citations]
    passages = tuple(
        tuple(sorted({place[1] for place in found if place and place[0] == number}, key=_order))
        for number in range(len(excerpts))
    )
    entries = tuple(dict.fromkeys(entry for _, _, entry in citations))
    return CitedCopy(sources[0], excerpts, passages, entries)


def _excerpts(texts: Iterable[str]) -> tuple[str, ...]:
    """The texts without those that stand whole in another."""
    kept: list[str] = []
    for text in dict.fromkeys(texts):
        if any(text in other for other in kept):
            continue
        kept = [other for other in kept if other not in text] + [text]
    return tuple(kept)


def _find(excerpts: tuple[str, ...], passage: str) -> tuple[int, Span] | None:
    """In which excerpt `passage` stands word for word, and where."""
    if not passage.strip():
        return None
    for number, excerpt in enumerate(excerpts):
        span = find_verbatim(passage, excerpt)
        if span is not None:
            return number, span
    return None


def _order(span: Span) -> tuple[int, int]:
    return span.start, span.end
