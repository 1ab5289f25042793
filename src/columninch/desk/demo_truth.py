"""What is true of the sample press, and what the desk found of it, side by side."""

from __future__ import annotations

from collections import Counter, defaultdict
from functools import cached_property
from typing import TYPE_CHECKING

from columninch.collect.addresses import normal_url
from columninch.desk.models import (
    Address,
    Entry,
    Item,
    Quote,
    Reprint,
    Share,
    StoryItem,
)
from columninch.desk.waiting import current_readings
from columninch.text.normalise import fold

if TYPE_CHECKING:
    from collections.abc import Iterable

    from columninch.desk.models import Period
    from columninch.sample.nouns import Edition, EditorNote, QuoteTranslation, SampleItem

Head = tuple[str, ...]
Rows = tuple[tuple[object, ...], ...]
SHARE_HEAD = ("group", "topic", "share", "95% interval", "true", "inside", "coded")
MARKS = "“”\"«»‘’'‹› ,.،؛;:!?؟…"


class Truth:
    """An edition with its items found again among the desk's."""

    def __init__(self, press: Edition) -> None:
        """Nothing is asked yet."""
        self.press = press
        self.question = press.codebook.questions[0].key

    def sample_of(self, item: Item) -> SampleItem | None:
        """The sample's item that a desk's item is, or None where there is no such item."""
        return self.samples([item.pk]).get(item.pk)

    def topic_of(self, item: Item) -> str:
        """The topic as the sample's coders see it, or an empty text."""
        found = self.sample_of(item)
        return found.topic if found else ""

    def samples(self, items: Iterable[int] | None = None) -> dict[int, SampleItem]:
        """The sample's items by the desk's keys, for all items or some."""
        rows = Item.objects.filter(merged_into__isnull=True)
        if items is not None:
            rows = rows.filter(pk__in=list(items))
        addresses: dict[int, list[str]] = defaultdict(list)
        for pk, value in Address.objects.filter(item__in=rows).values_list("item_id", "value"):
            addresses[pk].append(value)
        titles = dict(current_readings().filter(item__in=rows).values_list("item_id", "title"))
        found: dict[int, SampleItem] = {}
        for row in rows:
            sample = (
                self._embedded.get((self._page_of(row.parent_id), fold(titles.get(row.pk, ""))))
                if row.parent_id
                else self._at(addresses[row.pk])
            )
            if sample is not None:
                found[row.pk] = sample
        return found

    def note_for(self, entry: Entry) -> EditorNote | None:
        """What the sample's editor wrote on the story that an entry tells, if anything."""
        readings = entry.citations.filter(kind="item").values_list("reading__item_id", flat=True)
        stories = Counter(sample.story for sample in self.samples(readings).values())
        told = [
            note
            for note in self.press.notes
            if note.language == entry.section.language and note.story in stories
        ]
        note = max(told, key=lambda note: stories[note.story], default=None)
        return note if note and stories[note.story] * 2 > stories.total() else None

    def quote_of(self, translation: QuoteTranslation, period: Period) -> Quote | None:
        """The quotation that the desk found of the words that were translated, the earliest."""
        quotes = Quote.objects.filter(
            reading__is_current=True,
            reading__dated_at__gte=period.starts,
            reading__dated_at__lt=period.ends,
            kind="direct",
            reading__text__contains=translation.quote.strip(MARKS),
        ).select_related("reading")
        wanted = _bare(translation.quote)
        for quote in quotes.order_by("reading__dated_at", "pk"):
            if _bare(quote.reading.text[quote.start : quote.end]) == wanted:
                return quote
        return None

    @cached_property
    def _by_url(self) -> dict[str, SampleItem]:
        by_url = {
            normal_url(item.url): item for item in self.press.items if item.embedded_in is None
        }
        by_key = self.press.by_key
        by_url |= {
            normal_url(trouble.url): by_key[trouble.item]
            for trouble in self.press.troubles
            if trouble.item
        }
        return by_url

    @cached_property
    def _embedded(self) -> dict[tuple[str, str], SampleItem]:
        return {
            (item.embedded_in, fold(item.title)): item
            for item in self.press.items
            if item.embedded_in is not None
        }

    def _at(self, addresses: list[str]) -> SampleItem | None:
        return next((self._by_url[value] for value in addresses if value in self._by_url), None)

    def _page_of(self, parent: int | None) -> str:
        addresses = Address.objects.filter(item=parent).values_list("value", flat=True)
        page = self._at(list(addresses))
        return page.key if page else ""


def share_rows(truth: Truth) -> tuple[str, Head, Rows]:
    """Each group's shares of items in the last week, estimated and true, with the interval.

    The title says how many intervals hold the truth over all weeks and units.
    """
    found = list(_beside_truth(truth))
    last = max((row.estimation.frame.period.starts for row, _ in found), default=None)
    held = sum(_holds(row, true) for row, true in found)
    shown = [
        _share_row(row, true)
        for row, true in found
        if row.unit == "items" and row.estimation.frame.period.starts == last
    ]
    title = (
        "Shares of items in the last week, beside the truth "
        f"(over all weeks and units {held} of {len(found)} intervals hold it)"
    )
    return title, SHARE_HEAD, tuple(shown)


def _beside_truth(truth: Truth) -> Iterable[tuple[Share, float]]:
    rows = Share.objects.select_related(
        "estimation__frame__group", "estimation__frame__period__series"
    ).order_by("estimation__frame__period__starts", "estimation__frame__group__position", "pk")
    for row in rows:
        frame = row.estimation.frame
        true = true_share(truth, frame.group.key, frame.period, row.answer, row.unit)
        if true or row.share:
            yield row, true


def _holds(row: Share, true: float) -> bool:
    return row.low - 1e-9 <= true <= row.high + 1e-9


def _share_row(row: Share, true: float) -> tuple[object, ...]:
    return (
        row.estimation.frame.group.name_in("en"),
        row.answer,
        f"{row.share:.0%}",
        f"{row.low:.0%} to {row.high:.0%}",
        f"{true:.0%}",
        "yes" if _holds(row, true) else "NO",
        f"{row.coded_count} of {row.frame_count}",
    )


def true_share(truth: Truth, group: str, period: Period, topic: str, unit: str) -> float:
    """The share of a group's output of a period that has a topic, as the sample knows it."""
    outlets = next(each.outlets for each in truth.press.groups if each.key == group)
    weights = {
        item.key: {"items": 1.0, "words": float(item.word_count), "minutes": item.minutes}[unit]
        for item in truth.press.items
        if item.outlet in outlets and period.starts <= item.published < period.ends
    }
    has = sum(weight for key, weight in weights.items() if truth.press.by_key[key].topic == topic)
    return has / sum(weights.values()) if any(weights.values()) else 0.0


def compare(truth: Truth) -> tuple[Head, Rows]:
    """What there is, what the desk found, and how much of it is right."""
    samples = truth.samples()
    head = ("", "there are", "found", "right", "precision", "recall")
    rows = (
        _items_row(truth, samples),
        _reprints_row(truth, samples),
        _stories_row(samples),
        *_quotes_rows(truth, samples),
    )
    return head, rows


def _row(name: str, there: int, found: int, right: int) -> tuple[object, ...]:
    return (
        name,
        there,
        found,
        right,
        f"{right / found:.0%}" if found else "–",
        f"{right / there:.0%}" if there else "–",
    )


def _items_row(truth: Truth, samples: dict[int, SampleItem]) -> tuple[object, ...]:
    found = current_readings().count()
    return _row("items", len(truth.press.items), found, len({s.key for s in samples.values()}))


def _reprints_row(truth: Truth, samples: dict[int, SampleItem]) -> tuple[object, ...]:
    true = {(item.key, item.reprint_of) for item in truth.press.items if item.reprint_of}
    rows = Reprint.objects.values_list("copy__item_id", "origin__item_id")
    found = {
        (
            samples[copy].key if copy in samples else copy,
            samples[origin].key if origin in samples else origin,
        )
        for copy, origin in rows
    }
    return _row("reprints with their origin", len(true), len(found), len(true & found))


def _stories_row(samples: dict[int, SampleItem]) -> tuple[object, ...]:
    """Stories by pairs of items of one language and week that tell the same one."""
    stories: dict[int, list[int]] = defaultdict(list)
    for story, item in StoryItem.objects.values_list("story_id", "reading__item_id"):
        stories[story].append(item)
    found = {
        frozenset(pair)
        for members in stories.values()
        for pair in _pairs([samples[item].key for item in members if item in samples])
    }
    true_members: dict[tuple[str, str, int], list[str]] = defaultdict(list)
    for sample in samples.values():
        week = sample.published.isocalendar().week
        true_members[(sample.story, sample.language, week)].append(sample.key)
    true = {frozenset(pair) for keys in true_members.values() for pair in _pairs(keys)}
    return _row("pairs of items in one story", len(true), len(found), len(true & found))


def _pairs(keys: list[str]) -> Iterable[tuple[str, str]]:
    return ((a, b) for place, a in enumerate(keys) for b in keys[place + 1 :])


def _quotes_rows(truth: Truth, samples: dict[int, SampleItem]) -> list[tuple[object, ...]]:
    """Verbatim quotations by their words, then those whose speaker is right too."""
    found: dict[int, list[Quote]] = defaultdict(list)
    quotes = Quote.objects.filter(reading__is_current=True, kind="direct")
    for quote in quotes.select_related("reading"):
        found[quote.reading.item_id].append(quote)
    there = sum(q.kind == "direct" for item in truth.press.items for q in item.quotes)
    right = speakers = 0
    for item, sample in samples.items():
        said = {
            _bare(quote.text): quote.speaker for quote in sample.quotes if quote.kind == "direct"
        }
        for quote in found[item]:
            words = _bare(quote.reading.text[quote.start : quote.end])
            if words in said:
                right += 1
                speakers += fold(said[words]) == fold(quote.speaker_name)
    count = sum(len(quotes) for quotes in found.values())
    return [
        _row("verbatim quotations", there, count, right),
        _row("… with the right speaker", there, count, speakers),
    ]


def _bare(text: str) -> str:
    return fold(text).strip(MARKS)
