"""Which items, stories and quotations a draft takes up, always in the same order."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import TYPE_CHECKING

from columninch.digest.material import DraftItem
from columninch.records import Quote
from columninch.text.normalise import fold
from columninch.text.words import word_count

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from columninch.digest.material import Material

SUREST = 0.7
"""A quotation is drafted from this confidence on; the others wait for a person."""
SHORTEST, BEST, LONGEST = 6, 25, 60
"""A quotation's length in words."""


@dataclass(frozen=True, slots=True)
class Week:
    """The material as one language part sees it."""

    items: tuple[DraftItem, ...]
    positions: tuple[int, ...]
    """Of the part's items, earliest first."""
    stories: tuple[Story, ...]
    """Of two items or more, largest first."""
    copies: frozenset[int]
    """Positions of items that are reprints."""
    language: str


@dataclass(frozen=True, slots=True)
class Story:
    """A story's items in this part."""

    members: tuple[int, ...]
    """Earliest first."""
    lead: int


@dataclass(frozen=True, slots=True)
class Found:
    """A quote in an item."""

    item: int
    quote: Quote
    text: str


def week_in(material: Material, language: str) -> Week:
    """The part's items: those in `language`, or all where the material has none in it.

    A desk may write in a language that none of its outlets print.
    """
    items = material.items
    spoken = [number for number, item in enumerate(items) if item.language == language]
    chosen = spoken or list(range(len(items)))
    positions = sorted(chosen, key=lambda number: (items[number].at, number))
    order = {number: place for place, number in enumerate(positions)}
    stories = []
    for group in material.stories:
        members = [
            number
            for number in group.members
            if number in order and items[number].form != "roundup"
        ]
        if len(members) >= 2:
            members.sort(key=order.__getitem__)
            lead = group.lead if group.lead in members else members[0]
            stories.append(Story(tuple(members), lead))
    stories.sort(key=lambda story: (*_size(items, story), order[story.members[0]]))
    copies = frozenset(reprint.copy for reprint in material.reprints)
    return Week(items, tuple(positions), tuple(stories), copies, language)


def _size(items: Sequence[DraftItem], story: Story) -> tuple[int, int]:
    return -outlet_count(items, story.members), -len(story.members)


def outlet_count(items: Sequence[DraftItem], positions: Iterable[int]) -> int:
    """How many outlets printed these items."""
    return len({items[number].outlet_key for number in positions})


def in_order(week: Week, positions: Iterable[int]) -> tuple[int, ...]:
    """These positions, earliest item first, each once."""
    wanted = set(positions)
    return tuple(number for number in week.positions if number in wanted)


def pictured(week: Week, positions: Iterable[int]) -> int | None:
    """The first of these items with a picture that may be shown."""
    for number in positions:
        item = week.items[number]
        if item.picture is not None and item.rights != "none":
            return number
    return None


def entry_key(form: str, language: str, item: DraftItem) -> str:
    """A key that stays the same as long as the entry begins with the same item."""
    told = "\n".join((item.outlet_key, item.url, item.title))
    return f"{form}-{language}-{hashlib.sha256(told.encode()).hexdigest()[:10]}"


def sayings(week: Week, positions: Iterable[int]) -> list[Found]:
    """Direct, sure quotations of named speakers in these items, the best first.

    The same words in several items count once, where they appeared first.
    """
    found: dict[str, Found] = {}
    for number in positions:
        item = week.items[number]
        for quote in item.quotes:
            text = item.text[quote.span.start : quote.span.end]
            if _is_quotable(quote, text):
                found.setdefault(fold(text), Found(number, quote, text))
    place = {number: rank for rank, number in enumerate(week.positions)}
    return sorted(found.values(), key=_goodness(place))


def _is_quotable(quote: Quote, text: str) -> bool:
    named = quote.speaker is not None and bool(quote.speaker.name)
    sure = quote.kind == "direct" and quote.confidence >= SUREST
    return named and sure and SHORTEST <= word_count(text) <= LONGEST


def _goodness(place: dict[int, int]) -> Callable[[Found], tuple[float, int, int, int]]:
    def key(found: Found) -> tuple[float, int, int, int]:
        length = abs(word_count(found.text) - BEST)
        sure = -round(found.quote.confidence, 1)
        return sure, length, place[found.item], found.quote.span.start

    return key


def speaker_key(found: Found) -> str:
    """By which one speaker is told from another."""
    return fold(found.quote.speaker.name) if found.quote.speaker else ""


def by_different_speakers(
    sayings: Iterable[Found], most: int, heard: Iterable[str] = ()
) -> list[Found]:
    """The first `most` sayings, one a speaker; those of speakers in `heard` are left out."""
    seen = set(heard)
    chosen: list[Found] = []
    for found in sayings:
        if len(chosen) == most:
            break
        if speaker_key(found) not in seen:
            seen.add(speaker_key(found))
            chosen.append(found)
    return chosen
