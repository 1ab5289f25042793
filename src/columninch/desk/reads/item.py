"""All that the desk knows of one item."""

from __future__ import annotations

import itertools
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import Q

from columninch.desk.keep.records import blocks_of
from columninch.desk.models import (
    Address,
    Coding,
    Fetch,
    FigureValue,
    Item,
    Listed,
    Quote,
    Reading,
    Reprint,
    Rights,
    Story,
    StoryItem,
)
from columninch.desk.reads.versions import Versions, versions_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from columninch import records


@dataclass(frozen=True, slots=True)
class Mark:
    """A stretch of the text that something was found in."""

    start: int
    end: int
    kind: str
    """"direct", "indirect" or "mixed" for a quotation, or "figure"."""
    told: str
    """Who said it, or what figure it is."""
    anchor: str


@dataclass(frozen=True, slots=True)
class Segment:
    """A piece of a block, with the innermost mark that it lies in."""

    text: str
    mark: Mark | None
    is_first: bool
    """The mark begins here, so that its anchor stands once."""


@dataclass(frozen=True, slots=True)
class BlockShown:
    """A block of the text, cut where marks begin and end."""

    kind: str
    starts_at_seconds: float | None
    segments: tuple[Segment, ...]
    language: str = ""
    """Where it is another than the reading's."""


@dataclass(frozen=True, slots=True)
class ItemShown:
    """An item with its newest reading and all that was found in it."""

    item: Item
    reading: Reading | None
    blocks: tuple[BlockShown, ...]
    fetches: tuple[Fetch, ...]
    listed: Listed | None
    addresses: tuple[Address, ...]
    codings: tuple[Coding, ...]
    quotes: tuple[tuple[Quote, str], ...]
    """With the words as they stand in the text."""
    figures: tuple[tuple[FigureValue, str], ...]
    reprint_of: tuple[Reprint, ...]
    reprinted_as: tuple[Reprint, ...]
    stories: tuple[Story, ...]
    readings: tuple[Reading, ...]
    versions: Versions
    embedded: tuple[Reading, ...]
    rights: tuple[Rights, ...]

    @property
    def fetch(self) -> Fetch | None:
        """The fetch that the reading was made of."""
        return self.reading.fetch if self.reading else next(iter(self.fetches), None)


def item_shown(pk: int) -> ItemShown:
    """The item with key `pk`. Raises `Item.DoesNotExist`."""
    item = Item.objects.select_related(
        "outlet", "channel", "credited_outlet", "parent", "merged_into"
    ).get(pk=pk)
    readings = tuple(
        item.readings.select_related("recipe", "fetch__capture__deposit", "fetch__recipe").order_by(
            "-is_current", "-made_at", "-pk"
        )
    )
    reading = next(iter(readings), None)
    text = reading.text if reading else ""
    quotes = tuple((row, text[row.start : row.end]) for row in _quotes(reading))
    figures = tuple((row, text[row.start : row.end]) for row in _figures(reading))
    return ItemShown(
        item=item,
        reading=reading,
        blocks=shown_blocks(text, blocks_of(reading), _marks(quotes, figures)) if reading else (),
        fetches=tuple(item.fetches.select_related("capture", "recipe").order_by("-at", "-pk")),
        listed=Listed.objects.filter(item=item).select_related("source", "capture").first(),
        addresses=tuple(item.addresses.order_by("kind", "pk")),
        codings=_codings(item),
        quotes=quotes,
        figures=figures,
        reprint_of=_reprints(Q(copy=reading)) if reading else (),
        reprinted_as=_reprints(Q(origin=reading, copy__is_current=True)) if reading else (),
        stories=_stories(reading),
        readings=readings,
        versions=versions_of(item, readings),
        embedded=_embedded(item),
        rights=tuple(Rights.objects.filter(Q(item=item) | Q(outlet=item.outlet))),
    )


def capture_to_show(item: int) -> Fetch:
    """The item's current fetch with its capture. Raises `Fetch.DoesNotExist`.

    An item that is embedded in another's page was captured with that page.
    """
    fetches = Fetch.objects.select_related("capture__original", "screenshot__original", "item")
    own = fetches.filter(item=item, is_current=True).first()
    read = own or fetches.filter(readings__item=item, readings__is_current=True).first()
    return read or fetches.get(item__embedded=item, is_current=True)


def version_to_show(item: int, fetch: int) -> Fetch:
    """One of an item's fetches with its capture. Raises `Fetch.DoesNotExist`."""
    fetches = Fetch.objects.select_related("capture__original", "screenshot__original", "item")
    return fetches.filter(Q(item=item) | Q(readings__item=item)).distinct().get(pk=fetch)


def shown_blocks(
    text: str, blocks: Iterable[records.Block], marks: Sequence[Mark]
) -> tuple[BlockShown, ...]:
    """The blocks of a text, cut at the marks; joined, the segments are the block's text."""
    return tuple(
        BlockShown(
            block.kind,
            block.starts_at_seconds,
            tuple(_segments(text, block.start, block.end, marks)),
            block.language,
        )
        for block in blocks
    )


def _segments(text: str, start: int, end: int, marks: Sequence[Mark]) -> Iterable[Segment]:
    here = [mark for mark in marks if mark.start < end and mark.end > start]
    edges = {start, end}
    for mark in here:
        edges |= {max(mark.start, start), min(mark.end, end)}
    cuts = sorted(edges)
    for low, high in itertools.pairwise(cuts):
        around = [mark for mark in here if mark.start <= low and mark.end >= high]
        inner = min(around, key=lambda mark: mark.end - mark.start, default=None)
        yield Segment(text[low:high], inner, inner is not None and low == inner.start)


def _marks(
    quotes: Iterable[tuple[Quote, str]], figures: Iterable[tuple[FigureValue, str]]
) -> tuple[Mark, ...]:
    said = (
        Mark(row.start, row.end, row.kind, row.speaker_name, f"quote-{row.pk}") for row, _ in quotes
    )
    counted = (
        Mark(row.start, row.end, "figure", row.figure.name_in("en"), f"figure-{row.pk}")
        for row, _ in figures
    )
    return (*said, *counted)


def _quotes(reading: Reading | None) -> Iterable[Quote]:
    return reading.quotes.order_by("start", "end") if reading else ()


def _figures(reading: Reading | None) -> Iterable[FigureValue]:
    if reading is None:
        return ()
    return reading.figure_values.select_related("figure").order_by("start", "end")


def _codings(item: Item) -> tuple[Coding, ...]:
    codings = item.codings.select_related("coder", "version__codebook", "reading")
    return tuple(codings.order_by("question", "-at", "-pk"))


def _reprints(which: Q) -> tuple[Reprint, ...]:
    reprints = Reprint.objects.filter(which).select_related(
        "copy__item__outlet", "origin__item__outlet"
    )
    return tuple(reprints.prefetch_related("passages").order_by("copy__dated_at", "pk"))


def _stories(reading: Reading | None) -> tuple[Story, ...]:
    members = StoryItem.objects.filter(reading=reading) if reading else StoryItem.objects.none()
    return tuple(member.story for member in members.select_related("story__lead").order_by("-pk"))


def _embedded(item: Item) -> tuple[Reading, ...]:
    readings = Reading.objects.filter(item__parent=item, is_current=True)
    return tuple(readings.select_related("item__outlet", "item__credited_outlet").order_by("pk"))
