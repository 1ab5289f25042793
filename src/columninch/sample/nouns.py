"""What an edition of the sample press is made of, and what is true of it."""

from __future__ import annotations

import hashlib
import json
from dataclasses import asdict, dataclass
from datetime import datetime
from functools import cached_property
from typing import Literal

from columninch.records import Codebook, QuoteKind, ReadingForm

Names = tuple[tuple[str, str], ...]
"""A name in several languages: pairs of language code and name."""

LineKind = Literal["paragraph", "heading", "quote", "question"]
TroubleKind = Literal["error", "moved", "gone"]


@dataclass(frozen=True)
class SampleGroup:
    """Outlets that are measured together."""

    key: str
    name: Names
    outlets: tuple[str, ...]


@dataclass(frozen=True)
class SampleSource:
    """An address that is polled for an outlet."""

    kind: str
    """A key of the source kinds: "feed"."""
    url: str


@dataclass(frozen=True)
class SampleOutlet:
    """A fictional publisher."""

    key: str
    name: str
    host: str
    language: str
    zone: str
    channel_kind: str
    """ "site", "newsletter" or "programme"."""
    template: str
    """ "plain", "modern" or "blog": which page template it uses."""
    sources: tuple[SampleSource, ...]
    rights: str
    """What may be reprinted: "none", "excerpt" or "whole"."""
    motto: str = ""
    feed_form: str = "rss"
    """ "rss", "atom", "rdf" or "damaged"."""
    charset: str = "utf-8"


@dataclass(frozen=True)
class SamplePicture:
    """A picture that an item shows."""

    url: str
    caption: str
    credit: str


@dataclass(frozen=True)
class SampleQuote:
    """Something that somebody says in an item."""

    text: str
    """Verbatim as it stands in the item's text, without its outer quotation marks."""
    kind: QuoteKind
    speaker: str
    """The full name; empty where the item names nobody."""
    role: str
    affiliation: str


@dataclass(frozen=True)
class SampleItem:
    """One publication, with all that a perfect reader would know of it."""

    key: str
    outlet: str
    url: str
    published: datetime
    title: str
    authors: tuple[str, ...]
    agency: str
    text: str
    """Paragraphs and subheadings joined by line feeds: no title, caption or boilerplate."""
    language: str
    topic: str
    """An answer of the codebook's topic question."""
    story: str
    reprint_of: str | None
    """The key of the item where the text first appeared."""
    embedded_in: str | None
    """The key of the page that prints this text whole."""
    credited_outlet: str | None
    """The key of the outlet that a reprint names as its source."""
    quotes: tuple[SampleQuote, ...]
    form: ReadingForm
    word_count: int
    minutes: float
    """Airtime; 0 for what is not broadcast."""
    picture: SamplePicture | None
    media_url: str
    """The subtitle file of a programme, or empty."""
    line_kinds: tuple[LineKind, ...] = ()
    """What each line of the text is."""


@dataclass(frozen=True)
class SampleFigure:
    """A number that moves over the two weeks."""

    key: str
    name: Names
    units: Names
    """What the number counts, by language."""
    patterns: Names
    """Language and a regular expression with a group named `value`."""
    values: tuple[tuple[str, float], ...]
    """Item key and the value that it reports, in the items' order."""


@dataclass(frozen=True)
class QuoteTranslation:
    """A quotation in another language, with who translated it."""

    quote: str
    """Verbatim, in the original."""
    language: str
    """Of the translation."""
    text: str
    translator: str


@dataclass(frozen=True)
class EditorNote:
    """What the sample desk's editor wrote about a story."""

    story: str
    language: str
    heading: str
    summary: str
    """Markdown."""
    translations: tuple[QuoteTranslation, ...] = ()


@dataclass(frozen=True)
class SampleCorrection:
    """A mistake in the editor's own words, put right after publication."""

    issue_number: int
    story: str
    language: str
    was: str
    now: str
    note: str


@dataclass(frozen=True)
class SampleTrouble:
    """Something that doesn't work at an outlet, on purpose."""

    kind: TroubleKind
    """ "error": the page always answers 500; "moved": the feed's address redirects to the
    item's; "gone": the item's page answers 404 and the feed has its text."""
    outlet: str
    url: str
    title: str
    published: datetime
    item: str
    """The item's key; empty for "error", which is no item, since nobody can read it."""


@dataclass(frozen=True, eq=False)
class Edition:
    """Two weeks of the sample press; two editions are the same when their digests are."""

    seed: int
    starts: datetime
    ends: datetime
    series_key: str
    series_title: str
    desk_name: str
    time_zone: str
    languages: tuple[str, ...]
    groups: tuple[SampleGroup, ...]
    outlets: tuple[SampleOutlet, ...]
    items: tuple[SampleItem, ...]
    """In the order of publication."""
    codebook: Codebook
    figures: tuple[SampleFigure, ...]
    notes: tuple[EditorNote, ...]
    corrections: tuple[SampleCorrection, ...] = ()
    troubles: tuple[SampleTrouble, ...] = ()

    @cached_property
    def by_key(self) -> dict[str, SampleItem]:
        """Every item by its key."""
        return {item.key: item for item in self.items}

    @cached_property
    def by_host(self) -> dict[str, SampleOutlet]:
        """Every outlet by its host name."""
        return {outlet.host: outlet for outlet in self.outlets}

    def outlet(self, key: str) -> SampleOutlet:
        """The outlet with this key; KeyError where there is none."""
        return self._outlets[key]

    @cached_property
    def _outlets(self) -> dict[str, SampleOutlet]:
        return {outlet.key: outlet for outlet in self.outlets}

    def items_of(self, outlet: str) -> tuple[SampleItem, ...]:
        """What an outlet published, oldest first, embedded texts left out."""
        return self._items_of.get(outlet, ())

    @cached_property
    def _items_of(self) -> dict[str, tuple[SampleItem, ...]]:
        listed: dict[str, list[SampleItem]] = {}
        for item in self.items:
            if item.embedded_in is None:
                listed.setdefault(item.outlet, []).append(item)
        return {key: tuple(items) for key, items in listed.items()}

    @cached_property
    def embedded(self) -> dict[str, tuple[SampleItem, ...]]:
        """The texts that each round-up page prints, in the page's order."""
        found: dict[str, list[SampleItem]] = {}
        for item in sorted(self.items, key=lambda item: item.key):
            if item.embedded_in is not None:
                found.setdefault(item.embedded_in, []).append(item)
        return {key: tuple(items) for key, items in found.items()}

    def digest(self) -> str:
        """SHA-256, as 64 hexadecimal digits, over every served byte and the whole truth."""
        from columninch.sample.press import every_answer  # noqa: PLC0415 - press needs the nouns

        found = hashlib.sha256()
        truth = json.dumps(asdict(self), sort_keys=True, default=str, ensure_ascii=False)
        found.update(truth.encode())
        for address, answer in every_answer(self):
            head = f"{address} {answer.status} {answer.content_type} {answer.headers}"
            found.update(head.encode())
            if not answer.content_type.startswith("image/"):  # a renderer's pixels may differ
                found.update(answer.body)
        return found.hexdigest()
