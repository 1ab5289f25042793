"""Stage draft: a period's findings to a digest that an editor goes on with."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import Max

from columninch import records
from columninch.desk.keep.findings import quote_record
from columninch.desk.keep.records import blocks_of, picture_of, printed_date
from columninch.desk.models import (
    Address,
    Citation,
    Coding,
    Digest,
    Entry,
    Figure,
    FigureValue,
    Period,
    Quote,
    Reading,
    Reprint,
    Rights,
    Section,
    StoryGrouping,
)
from columninch.desk.waiting import changes_between, current_readings
from columninch.digest.material import DraftItem, FigureMention, Material
from columninch.digest.material import Rights as RightsExtent

if TYPE_CHECKING:
    from columninch.desk.stage import Kept
    from columninch.digest.draft import DraftEntry, DraftSection

COUNTERS = ("read", "traced", "quoted", "proposed", "figured")


@dataclass(frozen=True, slots=True)
class PeriodMaterial:
    """A period's findings, and the rows that they stand for."""

    mark: int
    languages: tuple[str, ...]
    material: Material
    readings: tuple[int, ...]
    quotes: dict[tuple[int, int, int], int]
    """Position of the item, start and end, to the quotation's row."""


def period_material(row: Period) -> PeriodMaterial:
    """What a draft is made of; the mark is read before the findings."""
    mark = changes_between(row.first_day, row.last_day, *COUNTERS)
    readings = list(
        current_readings()
        .filter(dated_at__gte=row.starts, dated_at__lt=row.ends)
        .exclude(fetch__capture__tombstone__isnull=False)  # there is nothing to cite any more
        .select_related("item__outlet", "item__credited_outlet", "fetch__capture")
        .order_by("dated_at", "pk")
    )
    at = {reading.pk: position for position, reading in enumerate(readings)}
    quotes = _quotes(list(at))
    material = Material(
        items=_items(readings, quotes),
        stories=_stories(row, at),
        reprints=_reprints(at),
        figures=_figures(row, readings, at),
    )
    quote_rows = {
        (at[reading], quote.start, quote.end): quote.pk
        for reading, rows in quotes.items()
        for quote in rows
    }
    return PeriodMaterial(mark, tuple(row.series.languages), material, tuple(at), quote_rows)


def _quotes(readings: list[int]) -> dict[int, list[Quote]]:
    found: dict[int, list[Quote]] = {}
    for quote in Quote.objects.filter(reading__in=readings).order_by("reading_id", "start"):
        found.setdefault(quote.reading_id, []).append(quote)
    return found


def _items(readings: list[Reading], quotes: dict[int, list[Quote]]) -> tuple[DraftItem, ...]:
    topics = _topics([reading.pk for reading in readings])
    rights = {
        right.outlet_id: right.extent for right in Rights.objects.filter(outlet__isnull=False)
    }
    own = {right.item_id: right.extent for right in Rights.objects.filter(item__isnull=False)}
    return tuple(
        _item(
            reading,
            topics.get(reading.pk, ""),
            own.get(reading.item_id) or rights.get(reading.item.outlet_id, "excerpt"),
            quotes.get(reading.pk, []),
        )
        for reading in readings
    )


def _item(reading: Reading, topic: str, rights: str, quotes: list[Quote]) -> DraftItem:
    published = printed_date(reading.published)
    outlet = reading.item.credited_outlet or reading.item.outlet
    return DraftItem(
        title=reading.title,
        outlet=reading.item.credited_name or outlet.name,
        outlet_key=outlet.key,
        authors=tuple(reading.authors),
        at=reading.dated_at,
        precision=published.precision if published else "day",
        language=reading.language,
        url=item_url(reading),
        text=reading.text,
        blocks=blocks_of(reading),
        form=reading.form,  # type: ignore[arg-type]  # kept as the record had it
        topic=topic,
        quotes=tuple(quote_record(quote) for quote in quotes),
        word_count=reading.word_count,
        picture=picture_of(reading),
        rights=_extent(rights),
        is_embedded=reading.item.parent_id is not None,
    )


def _extent(kept: str) -> RightsExtent:
    return "whole" if kept == "whole" else "none" if kept == "none" else "excerpt"


def item_url(reading: Reading) -> str:
    """The address at which a reader finds an item."""
    capture = reading.fetch.capture
    if not reading.from_feed and capture.url.startswith("http"):
        return capture.url
    address = Address.objects.filter(item_id=reading.item_id, kind="url").first()
    return address.value if address else capture.url


def _topics(readings: list[int]) -> dict[int, str]:
    """The answer of each reading's item to an exclusive question: a person's, else a rule's."""
    rows = (
        Coding.objects.filter(reading__in=readings, withdrawn_at__isnull=True)
        .exclude(answer="")
        .order_by("pk")
        .values_list("reading_id", "answer", "coder__kind")
    )
    topics: dict[int, str] = {}
    for wanted in ("rule", "person"):  # a person's answer comes last and counts
        topics.update({reading: answer for reading, answer, kind in rows if kind == wanted})
    return topics


def _stories(row: Period, at: dict[int, int]) -> tuple[records.StoryGroup, ...]:
    grouping = StoryGrouping.objects.filter(period=row).order_by("-pk").first()
    if grouping is None:
        return ()
    groups = []
    for story in grouping.stories.prefetch_related("members").order_by("pk"):
        members = tuple(at[one.reading_id] for one in story.members.all() if one.reading_id in at)
        if members and story.lead_id in at:
            groups.append(
                records.StoryGroup(tuple(sorted(members)), at[story.lead_id], tuple(story.keywords))
            )
    return tuple(groups)


def _reprints(at: dict[int, int]) -> tuple[records.Reprint, ...]:
    rows = Reprint.objects.filter(copy__in=at, origin__in=at).order_by("pk")
    return tuple(records.Reprint(at[row.copy_id], at[row.origin_id], row.share, ()) for row in rows)


def _figures(row: Period, readings: list[Reading], at: dict[int, int]) -> tuple[FigureMention, ...]:
    languages = {reading.pk: reading.language for reading in readings}
    rows = FigureValue.objects.filter(reading__in=at, figure__series=row.series_id)
    return tuple(
        FigureMention(
            name=value.figure.name_in(languages[value.reading_id]),
            unit=value.figure.unit_in(languages[value.reading_id]),
            item=at[value.reading_id],
            value=value.value,
            span=records.Span(value.start, value.end),
        )
        for value in rows.select_related("figure").order_by("pk")
    )


def keep_draft(row: Period, kept: Kept) -> None:
    """The digest of a period with its sections, in place of a draft nobody has edited."""
    value: PeriodMaterial = kept.value
    digest = Digest.objects.select_for_update().filter(period=row).first()
    if digest is None:
        last = Digest.objects.filter(series=row.series_id).aggregate(last=Max("number"))["last"]
        digest = Digest(series_id=row.series_id, period=row, number=(last or 0) + 1)
    elif digest.edited_at or digest.state != "draft":
        return  # a person was quicker
    digest.recipe = kept.recipe
    digest.mark = value.mark
    digest.drafted_at = kept.now
    digest.save()
    digest.sections.all().delete()
    for position, section in enumerate(kept.result):
        _keep_section(digest, section, position, value)


def _keep_section(
    digest: Digest, section: DraftSection, position: int, value: PeriodMaterial
) -> None:
    row = Section.objects.create(
        digest=digest,
        key=section.key,
        language=section.language,
        title=section.title,
        position=position,
    )
    for place, entry in enumerate(section.entries):
        _keep_entry(row, entry, place, value)


def _keep_entry(section: Section, entry: DraftEntry, position: int, value: PeriodMaterial) -> None:
    picture = entry.picture_item
    row = Entry.objects.create(
        section=section,
        key=entry.key[:120],
        form=entry.form,
        heading=entry.heading,
        summary=entry.summary,
        exchanges=[[exchange.question, exchange.answer] for exchange in entry.exchanges],
        item_count=len(entry.items),
        outlet_count=len({value.material.items[item].outlet_key for item in entry.items}),
        picture_reading_id=value.readings[picture] if picture is not None else None,
        position=position,
    )
    citations = [Citation(kind="item", reading_id=value.readings[item]) for item in entry.items]
    citations += [_quotation(item, quote, value) for item, quote in entry.quotations]
    figures = {figure.name_in(section.language): figure for figure in _series_figures(section)}
    citations += [
        Citation(kind="figure", figure=figures[name])
        for name in entry.figure_names
        if name in figures
    ]
    for place, citation in enumerate(citations):
        citation.entry = row
        citation.position = place
    Citation.objects.bulk_create(citations)


def _series_figures(section: Section) -> list[Figure]:
    return list(Figure.objects.filter(series=section.digest.series_id).order_by("pk"))


def as_quoted(said: str) -> str:
    """Words as an issue quotes them: the comma before "said" is the reporter's."""
    return said.strip().rstrip(",،")


def _quotation(item: int, quote: records.Quote, value: PeriodMaterial) -> Citation:
    speaker = quote.speaker or records.Speaker("")
    text = as_quoted(value.material.items[item].text[quote.span.start : quote.span.end])
    return Citation(
        kind="quotation",
        reading_id=value.readings[item],
        quote_id=value.quotes.get((item, quote.span.start, quote.span.end)),
        text=text,
        speaker_name=speaker.name[:200],
        speaker_role=speaker.role[:300],
        speaker_affiliation=speaker.affiliation[:300],
    )
