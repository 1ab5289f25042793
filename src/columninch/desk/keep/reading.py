"""Stage read: captures to readings, and the items that a page embeds."""

from __future__ import annotations

import hashlib
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING

from django.db.models import Q

from columninch import records
from columninch.collect.addresses import normal_url
from columninch.desk.keep.canary import note_places
from columninch.desk.keep.intake import add_addresses
from columninch.desk.keep.lessons import template_for
from columninch.desk.keep.records import block_list, capture_record, reading_record, touch_days
from columninch.desk.keep.visits import follow_reading
from columninch.desk.models import Address, Fetch, FormerName, Item, Listed, Outlet, Reading
from columninch.digest.freeze import from_json, to_json
from columninch.extract.templates.template import Template
from columninch.extract.versions import changed_parts, why_no_version
from columninch.text.normalise import fold

if TYPE_CHECKING:
    from datetime import datetime

    from columninch.desk.stage import Kept


@dataclass(frozen=True, slots=True)
class CaptureToRead:
    """A capture with what its source said of it."""

    capture: records.Capture
    entry: records.Entry | None
    from_feed: bool
    zone: str
    languages: tuple[str, ...]
    lesson: int
    """Pages that the outlet's template was learned from; 0: there is none."""
    template: Template | None
    pages: tuple[records.Capture, ...] = ()
    """Those after the first, where it runs over several."""
    is_incomplete: bool = False
    """A further page could not be had."""


def capture_to_read(row: Fetch) -> CaptureToRead:
    """What is to be read for a fetched item."""
    listed = Listed.objects.filter(item=row.item_id).first()
    outlet = row.item.outlet
    pages = row.pages.filter(capture__tombstone__isnull=True).select_related("capture__original")
    return CaptureToRead(
        capture=capture_record(row.capture),
        entry=from_json(records.Entry, listed.entry) if listed else None,
        from_feed=row.from_feed,
        zone=outlet.zone,
        languages=(outlet.language,) if outlet.language else (),
        lesson=row.lesson,
        template=template_for(row),
        pages=tuple(capture_record(page.capture) for page in pages),
        is_incomplete=bool(row.complaint) and not row.from_feed,
    )


def keep_reading(row: Fetch, kept: Kept) -> None:
    """The reading of an item, and an item with a reading for each article it embeds."""
    reading: records.Reading = kept.result
    if _only_repeats(row, reading, kept):
        return
    dated_at = reading.published.at if reading.published else row.item.first_seen_at
    days = _keep_one(row.item, row, reading, kept, printed_at=dated_at)
    told: set[str] = set()
    for embedded in reading.embedded:
        plain, with_text = _embedded_addresses(row.item, embedded)
        if with_text in told:
            continue  # the same article twice on one page
        # under one heading and link, what comes second is told apart by its text
        value = with_text if plain in told else plain
        told |= {plain, with_text}
        child = _embedded_item(row.item, value, embedded, kept)
        if _is_told_already(child, row, embedded.reading, kept):
            continue
        days += _keep_one(child, row, embedded.reading, kept, printed_at=dated_at)
    days += _drop_unfound(row, kept)
    current = Reading.objects.filter(fetch=row, item=row.item, is_current=True).first()
    if current is not None:
        follow_reading(current, kept.now)
    _keep_canonical(row.item, reading.canonical_url)
    note_places(row, reading, kept.now)
    touch_days(days, "read")


def _only_repeats(row: Fetch, reading: records.Reading, kept: Kept) -> bool:
    """Whether a visit's page says what the reading that counts says: then that one goes on."""
    known = Reading.objects.filter(item=row.item, is_current=True, recipe=kept.recipe)
    before = known.filter(fetch__pk__lt=row.pk).select_related("fetch__capture").first()
    if not row.visit or before is None or reading.embedded:
        return False
    has_moved = before.fetch.capture.url != row.capture.url
    if why_no_version(reading_record(before), reading, has_moved=has_moved) is None:
        return False
    Fetch.objects.filter(pk=row.pk).update(is_current=False, same_as=before.fetch)
    Fetch.objects.filter(pk=before.fetch_id).update(is_current=True, seen_at=row.at)
    return True


def _is_told_already(child: Item, row: Fetch, reading: records.Reading, kept: Kept) -> bool:
    """Whether an embedded article stands on a later capture of its page as it did on one before."""
    known = Reading.objects.filter(item=child, is_current=True, recipe=kept.recipe)
    before = known.filter(fetch__pk__lt=row.pk).first()
    return before is not None and not changed_parts(reading_record(before), reading)


def _drop_unfound(fetch: Fetch, kept: Kept) -> list[int]:
    """Take back what an earlier recipe found embedded in this capture and this one didn't.

    The items live on, without a reading that counts. Returns the days that this touches.
    """
    lesson = kept.value.lesson
    now = Q(recipe=kept.recipe, lesson=lesson)
    unfound = Reading.objects.filter(fetch=fetch, is_current=True).exclude(now)
    days = list(unfound.values_list("day", flat=True))
    unfound.update(is_current=False)
    return days


def _keep_one(
    item: Item, fetch: Fetch, reading: records.Reading, kept: Kept, printed_at: datetime
) -> list[int]:
    """Keep one item's reading; the ordinals of the days that this touches.

    An embedded article counts from when its page was printed; the date that stands over it
    is the credited outlet's and stays in `published`. What a later visit found goes on to
    count where an earlier version is read anew.
    """
    if _is_read_alike(item, fetch, reading, kept):
        return []
    before = Reading.objects.filter(item=item, is_current=True)
    is_latest = not before.filter(fetch__pk__gt=fetch.pk).exists()
    days = list(before.values_list("day", flat=True)) if is_latest else []
    if is_latest:
        before.update(is_current=False)
    row = Reading.objects.create(
        item=item,
        fetch=fetch,
        recipe=kept.recipe,
        lesson=kept.value.lesson,
        made_at=kept.now,
        left_out=[asdict(one) for one in reading.left_out],
        evidence=[asdict(one) for one in reading.evidence],
        is_current=is_latest,
        title=reading.title,
        text=reading.text,
        text_sha256=hashlib.sha256(reading.text.encode()).hexdigest(),
        blocks=block_list(reading.blocks),
        language=reading.language.code,
        language_confidence=reading.language.confidence,
        authors=list(reading.authors),
        agency=reading.agency[:200],
        published=to_json(reading.published) if reading.published else None,
        updated=to_json(reading.updated) if reading.updated else None,
        dated_at=printed_at,
        day=printed_at.toordinal(),
        canonical_url=reading.canonical_url[:4000],
        section=reading.section[:200],
        picture=to_json(reading.picture) if reading.picture else None,
        form=reading.form,
        outlet_name=reading.outlet_name[:200],
        airtime_seconds=reading.airtime_seconds,
        word_count=reading.word_count,
        is_teaser=reading.is_teaser,
        from_feed=reading.from_feed,
        is_machine_made=reading.is_machine_made,
        search_text=fold(f"{reading.title}\n{reading.text}"),
    )
    return [*days, row.day] if is_latest else []


def _is_read_alike(item: Item, fetch: Fetch, reading: records.Reading, kept: Kept) -> bool:
    """Whether the outlet's template changed nothing of how this capture was read.

    The reading that is there then stands, as one that the newer template agrees with.
    """
    rows = Reading.objects.filter(item=item, fetch=fetch, recipe=kept.recipe, is_current=True)
    before = rows.exclude(lesson=kept.value.lesson).first()
    if before is None or before.title != reading.title or before.text != reading.text:
        return False
    rows.update(lesson=kept.value.lesson, left_out=[asdict(one) for one in reading.left_out])
    return True


def _embedded_addresses(parent: Item, embedded: records.EmbeddedReading) -> tuple[str, str]:
    """What an embedded article is known by, never its position: heading and link; its text too."""
    value = f"{parent.pk}:{fold(embedded.heading)}:{embedded.url}"
    text_sha = hashlib.sha256(fold(embedded.reading.text).encode()).hexdigest()
    return value, f"{value}:{text_sha}"


def _embedded_item(parent: Item, value: str, embedded: records.EmbeddedReading, kept: Kept) -> Item:
    """The item of an embedded article, by its address."""
    sha = hashlib.sha256(value.encode()).hexdigest()
    known = Address.objects.filter(kind="embedded", value_sha256=sha).first()
    if known is not None:
        return known.item
    credited = _outlet_named(embedded.outlet_name)
    item = Item.objects.create(
        outlet_id=parent.outlet_id,
        channel_id=parent.channel_id,
        parent=parent,
        credited_outlet=credited,
        credited_name="" if credited else embedded.outlet_name[:200],
        first_seen_at=kept.now,
    )
    add_addresses(item, [("embedded", value)])
    return item


def _outlet_named(name: str) -> Outlet | None:
    """The outlet that has or had this name, letters compared as folded."""
    wanted = fold(name)
    if not wanted:
        return None
    for outlet in Outlet.objects.all():
        if fold(outlet.name) == wanted:
            return outlet.merged_into or outlet
    former = [row for row in FormerName.objects.all() if fold(row.name) == wanted]
    return former[0].outlet if former else None


def _keep_canonical(item: Item, canonical_url: str) -> None:
    """Add the canonical link as an address, or record a merge within one outlet.

    A canonical link to another outlet names where a text came from; it merges nothing.
    A link to a bare host is a template's mistake.
    """
    normal = normal_url(canonical_url) if canonical_url else ""
    if not normal or normal.rstrip("/").count("/") < 3:
        return
    sha = hashlib.sha256(normal.encode()).hexdigest()
    known = Address.objects.filter(kind__in=["url", "canonical"], value_sha256=sha).first()
    if known is None:
        add_addresses(item, [("canonical", normal)])
        return
    other = known.item
    # what was merged itself takes nothing in: two links to each other would hide both
    if other.pk != item.pk and other.outlet_id == item.outlet_id and other.merged_into_id is None:
        # with what the page embeds: the other one embeds the same
        Item.objects.filter(Q(pk=item.pk) | Q(parent=item)).update(merged_into=other)
