"""Stages reprints, stories, quotes and figures."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import Q

from columninch import records
from columninch.desk.keep.records import dated_text, reading_record, touch_days
from columninch.desk.models import (
    Day,
    Figure,
    FigureSearch,
    FigureValue,
    Passage,
    Period,
    Quote,
    QuoteSearch,
    Reading,
    Reprint,
    ReprintTrace,
    Story,
    StoryGrouping,
    StoryItem,
)
from columninch.desk.waiting import REPRINT_DAYS, changes_between, current_readings

if TYPE_CHECKING:
    from columninch.desk.stage import Kept


@dataclass(frozen=True, slots=True)
class DayTexts:
    """A day's texts and those of the days before it, with the readings they are of."""

    mark: int
    readings: tuple[int, ...]
    """Of the earlier texts, then of the new ones."""
    earlier: tuple[records.DatedText, ...]
    new: tuple[records.DatedText, ...]


def day_texts(row: Day) -> DayTexts:
    """What is to be traced for a day; the mark is read before the texts."""
    first = row.ordinal - REPRINT_DAYS + 1
    mark = changes_between(first, row.ordinal, "read")
    rows = list(
        current_readings()
        .filter(day__gte=first, day__lte=row.ordinal)
        .select_related("item__outlet")
        .order_by("day", "dated_at", "pk")
    )
    earlier = [reading for reading in rows if reading.day < row.ordinal]
    new = [reading for reading in rows if reading.day == row.ordinal]
    return DayTexts(
        mark=mark,
        readings=tuple(reading.pk for reading in [*earlier, *new]),
        earlier=tuple(dated_text(reading) for reading in earlier),
        new=tuple(dated_text(reading) for reading in new),
    )


def _found_in_removed_texts(row: Day) -> list[tuple[int, int, float]]:
    """Reprints found while both texts were there: without them nothing could be found again."""
    gone = Q(copy__text="") | Q(origin__text="")
    found = Reprint.objects.filter(gone, trace__day=row).order_by("pk")
    return list(found.values_list("copy_id", "origin_id", "share"))


def keep_trace(row: Day, kept: Kept) -> None:
    """The day's reprints with their passages, in place of what was found before."""
    value: DayTexts = kept.value
    found: tuple[records.Reprint, ...] = kept.result
    lost = _found_in_removed_texts(row)
    ReprintTrace.objects.filter(day=row).delete()
    trace = ReprintTrace.objects.create(day=row, recipe=kept.recipe, mark=value.mark)
    copies = {value.readings[reprint.copy] for reprint in found}
    Reprint.objects.bulk_create(
        Reprint(trace=trace, copy_id=copy, origin_id=origin, share=share)
        for copy, origin, share in lost
        if copy not in copies
    )
    for reprint in found:
        kept_reprint = Reprint.objects.create(
            trace=trace,
            copy_id=value.readings[reprint.copy],
            origin_id=value.readings[reprint.origin],
            share=reprint.share,
        )
        Passage.objects.bulk_create(
            Passage(
                reprint=kept_reprint,
                start=passage.here.start,
                end=passage.here.end,
                origin_start=passage.there.start,
                origin_end=passage.there.end,
            )
            for passage in reprint.passages
        )
    touch_days([row.ordinal], "traced")


@dataclass(frozen=True, slots=True)
class PeriodTexts:
    """A period's texts, with the readings they are of."""

    mark: int
    readings: tuple[int, ...]
    texts: tuple[records.DatedText, ...]


def period_texts(row: Period) -> PeriodTexts:
    """What is to be grouped for a period."""
    mark = changes_between(row.first_day, row.last_day, "read")
    rows = list(
        current_readings()
        .filter(dated_at__gte=row.starts, dated_at__lt=row.ends)
        .select_related("item__outlet")
        .order_by("dated_at", "pk")
    )
    return PeriodTexts(
        mark, tuple(reading.pk for reading in rows), tuple(dated_text(row) for row in rows)
    )


def keep_stories(row: Period, kept: Kept) -> None:
    """The period's stories, in place of what was found before."""
    value: PeriodTexts = kept.value
    StoryGrouping.objects.filter(period=row).delete()
    grouping = StoryGrouping.objects.create(period=row, recipe=kept.recipe, mark=value.mark)
    for group in kept.result:
        outlets = {value.texts[position].outlet for position in group.members}
        story = Story.objects.create(
            grouping=grouping,
            lead_id=value.readings[group.lead],
            keywords=list(group.keywords),
            item_count=len(group.members),
            outlet_count=len(outlets),
        )
        StoryItem.objects.bulk_create(
            StoryItem(story=story, reading_id=value.readings[position])
            for position in group.members
        )


def reading_to_search(row: Reading) -> records.Reading:
    """A reading as the search for quotations sees it."""
    return reading_record(row)


def keep_quotes(row: Reading, kept: Kept) -> None:
    """The quotations of a reading."""
    QuoteSearch.objects.filter(reading=row).delete()
    search = QuoteSearch.objects.create(reading=row, recipe=kept.recipe)
    Quote.objects.bulk_create(_quote_row(search, row, quote) for quote in kept.result)
    touch_days([row.day], "quoted")


def _quote_row(search: QuoteSearch, reading: Reading, quote: records.Quote) -> Quote:
    speaker = quote.speaker or records.Speaker("")
    return Quote(
        search=search,
        reading=reading,
        kind=quote.kind,
        start=quote.span.start,
        end=quote.span.end,
        cue_start=quote.cue.start if quote.cue else None,
        cue_end=quote.cue.end if quote.cue else None,
        has_speaker=quote.speaker is not None,
        speaker_name=speaker.name[:200],
        speaker_role=speaker.role[:300],
        speaker_affiliation=speaker.affiliation[:300],
        speaker_start=speaker.span.start if speaker.span else None,
        speaker_end=speaker.span.end if speaker.span else None,
        confidence=quote.confidence,
    )


def quote_record(row: Quote) -> records.Quote:
    """A quotation's row as a record."""
    cue = (
        records.Span(row.cue_start, row.cue_end)
        if row.cue_start is not None and row.cue_end is not None
        else None
    )
    return records.Quote(
        kind=row.kind,  # type: ignore[arg-type]  # kept as the record had it
        span=records.Span(row.start, row.end),
        cue=cue,
        speaker=speaker_of(row) if row.has_speaker else None,
        confidence=row.confidence,
    )


def speaker_of(row: Quote) -> records.Speaker:
    """Who said a quotation, as the item gives them."""
    span = (
        records.Span(row.speaker_start, row.speaker_end)
        if row.speaker_start is not None and row.speaker_end is not None
        else None
    )
    return records.Speaker(row.speaker_name, row.speaker_role, row.speaker_affiliation, span)


@dataclass(frozen=True, slots=True)
class FiguresWanted:
    """A reading's text and the patterns of the figures that are tracked in its language."""

    text: str
    figures: tuple[tuple[int, str], ...]
    """Each figure's row and its pattern."""


def figures_wanted(row: Reading) -> FiguresWanted:
    """What is to be looked for in a reading."""
    figures = (
        (figure.pk, figure.patterns.get(row.language) or figure.patterns.get("", ""))
        for figure in Figure.objects.order_by("pk")
    )
    return FiguresWanted(row.text, tuple((pk, pattern) for pk, pattern in figures if pattern))


def keep_figures(row: Reading, kept: Kept) -> None:
    """The values of tracked figures that a reading reports."""
    FigureSearch.objects.filter(reading=row).delete()
    search = FigureSearch.objects.create(reading=row, recipe=kept.recipe)
    FigureValue.objects.bulk_create(
        FigureValue(
            search=search,
            figure_id=figure,
            reading=row,
            value=number,
            start=span.start,
            end=span.end,
        )
        for figure, number, span in kept.result
    )
    if kept.result:
        touch_days([row.day], "figured")
