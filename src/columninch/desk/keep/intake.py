"""Stages poll, fetch and pictures: sources to items, items to captures."""

from __future__ import annotations

import hashlib
from datetime import timedelta
from typing import TYPE_CHECKING

from columninch import records
from columninch.collect.addresses import normal_url
from columninch.collect.fetched import Fetched, SeenAgain, Wanted
from columninch.collect.polled import Document, Polled, PolledSource
from columninch.collect.schedule import Rhythm, next_interval
from columninch.desk.fetching import WantedPage
from columninch.desk.keep.lessons import place_and_lesson, template_of_item
from columninch.desk.keep.records import capture_record, keep_capture, newest_capture
from columninch.desk.keep.visits import keep_seen_again, note_visit, plan_visits, visit_of
from columninch.desk.models import (
    Address,
    Capture,
    Fetch,
    FetchedPage,
    FormerUrl,
    Gap,
    Item,
    Listed,
    PictureCapture,
    Poll,
    Reading,
    Setback,
    Source,
)
from columninch.digest.freeze import from_json, to_json

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import datetime

    from columninch.desk.stage import Kept

GONE_PAUSE = timedelta(days=7)
"""How long a source that is gone is left alone."""
SHORTEST_OUTAGE = timedelta(hours=6)
"""A shorter one is no gap: the next answer lists what was published meanwhile."""
ASKED_AT_ONCE = 500
"""Values in one query: a database takes only so many."""


def polled_source(row: Source) -> PolledSource:
    """A source as polling sees it."""
    return PolledSource(
        kind=row.kind,
        url=row.url,
        etag=row.etag,
        last_modified=row.last_modified,
        memory=row.memory,
        options=options_of(row),
        before=capture_record(row.document) if row.document else None,
        polled_at=row.polled_at,
        language=row.outlet.language,
    )


def options_of(source: Source) -> records.SourceOptions:
    """What a person set of a source."""
    return from_json(records.SourceOptions, source.options)


def keep_poll(row: Source, kept: Kept) -> None:
    """The poll's documents, an item for each entry that is new, and what is known for next time."""
    polled: Polled = kept.result
    new_count = sum(_keep_document(row, document, kept) for document in polled.documents)
    first = polled.documents[0].capture if polled.documents else None
    gaps = [*polled.gaps, *_outage(row, kept)]
    Gap.objects.bulk_create([_gap_row(row, gap, kept.now) for gap in gaps])
    rhythm = Rhythm(
        url=row.url,
        interval_seconds=row.interval_seconds,
        new_count=new_count,
        is_first=row.polled_at is None,
        wait_seconds=polled.wait_seconds,
        now=kept.now,
        pace=polled.pace,
    )
    interval = next_interval(rhythm)
    pause = GONE_PAUSE if polled.is_gone else timedelta(seconds=interval)
    known = {
        "document_id": keep_capture(first).pk if first else row.document_id,
        "etag": polled.etag[:500],
        "last_modified": polled.last_modified[:100],
        "memory": polled.memory,
        "polled_at": kept.now,
        "poll_recipe_id": kept.recipe.pk,
        "gone_at": (row.gone_at or kept.now) if polled.is_gone else None,
        "interval_seconds": interval,
        "next_poll_at": _next_poll(row, polled, kept.now + pause, kept.now),
    }
    # most sources have nothing new most of the time
    changed = {name: value for name, value in known.items() if getattr(row, name) != value}
    Source.objects.filter(pk=row.pk).update(**changed)
    if polled.moved_to and polled.moved_to != row.url:
        _follow_move(row, polled.moved_to, kept.now)


def _next_poll(row: Source, polled: Polled, usual: datetime, now: datetime) -> datetime | None:
    """When the source is asked again; a backfill only until it is through."""
    if polled.is_unfinished:
        return now
    return None if row.is_backfill else usual


def _keep_document(row: Source, document: Document, kept: Kept) -> int:
    """The poll of one document, and how many of its entries were new."""
    capture = keep_capture(document.capture) if document.capture else None
    entries = document.listing.entries
    addresses = [_addresses(row, entry) for entry in entries]
    known = _known(address for some in addresses for address in some)
    new_count = 0
    for entry, wanted in zip(entries, addresses, strict=True):
        item = next((known[one] for one in _hashed(wanted) if one in known), None)
        if item is not None:
            add_addresses(item, [one for one in wanted if _hash(one) not in known])
        elif wanted and (made := _new_item(row, entry, wanted, capture, kept)) is not None:
            new_count += 1
            item = made
        if item is not None:
            known |= dict.fromkeys(_hashed(wanted), item)
    Poll.objects.create(
        source=row,
        recipe=kept.recipe,
        at=kept.now,
        capture=capture,
        entry_count=len(entries),
        new_count=new_count,
        complaint=document.listing.complaint,
    )
    return new_count


def _known(addresses: Iterable[tuple[str, str]]) -> dict[tuple[str, str], Item]:
    """Of `addresses` those that an item has, by kind and hash, with the item."""
    hashes = list({_sha(value) for _, value in addresses})
    found: dict[tuple[str, str], Item] = {}
    for start in range(0, len(hashes), ASKED_AT_ONCE):
        rows = Address.objects.filter(value_sha256__in=hashes[start : start + ASKED_AT_ONCE])
        found |= {(row.kind, row.value_sha256): row.item for row in rows.select_related("item")}
    return found


def _new_item(
    source: Source,
    entry: records.Entry,
    wanted: list[tuple[str, str]],
    capture: Capture | None,
    kept: Kept,
) -> Item | None:
    """An item for an entry that nobody knew; None where another worker was faster."""
    item = Item.objects.create(
        outlet_id=source.outlet_id,
        channel_id=source.channel_id,
        # a copy from before the desk began was there when the archive took it
        first_seen_at=entry.archived_at or kept.now,
        credited_name=entry.credited[:200],
    )
    add_addresses(item, wanted)
    if not _is_own(item, wanted[0]):
        # another worker took it in at this moment: theirs counts, with all its addresses
        theirs = Address.objects.get(kind=wanted[0][0], value_sha256=_sha(wanted[0][1])).item
        item.addresses.update(item=theirs)
        item.delete()
        return None
    Listed.objects.create(
        item=item, source=source, entry=to_json(entry), capture=capture, at=kept.now
    )
    return item


def _gap_row(source: Source, gap: records.Gap, now: datetime) -> Gap:
    return Gap(
        source=source,
        kind=gap.kind,
        starts=gap.starts,
        ends=gap.ends,
        count=gap.count,
        detail=gap.detail,
        found_at=now,
    )


def _outage(row: Source, kept: Kept) -> Iterator[records.Gap]:
    """The outage that this answer ends, where it was long enough to have cost anything."""
    if kept.setback is None or row.polled_at is None:
        return
    shortest = max(SHORTEST_OUTAGE, 2 * timedelta(seconds=row.interval_seconds))
    if kept.now - row.polled_at > shortest:
        yield records.Gap("down", row.polled_at, kept.now, detail=kept.setback.reason)


def _follow_move(row: Source, url: str, now: datetime) -> None:
    """Poll a source that moved for good where it is now; the old address is kept on record."""
    if Source.objects.filter(url=url).exists():
        return  # it is watched there already
    FormerUrl.objects.create(source=row, url=row.url, until=now, reason="moved for good")
    Source.objects.filter(pk=row.pk).update(url=url[:2000], etag="", last_modified="")


def _hash(address: tuple[str, str]) -> tuple[str, str]:
    return address[0], _sha(address[1])


def _hashed(addresses: list[tuple[str, str]]) -> list[tuple[str, str]]:
    return [_hash(address) for address in addresses]


def _is_own(item: Item, address: tuple[str, str]) -> bool:
    kind, value = address
    return item.addresses.filter(kind=kind, value_sha256=_sha(value)).exists()


def _addresses(source: Source, entry: records.Entry) -> list[tuple[str, str]]:
    wanted = []
    if entry.url.startswith("file:"):
        # two folders of one name give the same addresses: the source keeps them apart
        wanted.append(("url", f"{source.url}!{entry.url}"))
    elif entry.url:
        wanted.append(("url", normal_url(entry.url)))
    if entry.feed_id and entry.feed_id != entry.url:
        wanted.append(("feed-id", f"{source.outlet_id}:{entry.feed_id}"))
    if not wanted and (entry.title or entry.content):
        # neither link nor id: the entry's own words tell it apart
        wanted.append(("feed-id", f"{source.outlet_id}:words:{_sha(entry.title + entry.content)}"))
    return wanted


def add_addresses(item: Item, addresses: list[tuple[str, str]]) -> None:
    """Add to `item` the addresses (kind, value) that nobody has yet."""
    for kind, value in addresses:
        Address.objects.get_or_create(
            kind=kind, value_sha256=_sha(value), defaults={"item": item, "value": value[:2200]}
        )


def _sha(value: str) -> str:
    return hashlib.sha256(value.encode()).hexdigest()


def wanted_item(row: Item) -> WantedPage:
    """What is to be fetched for an item."""
    listings = Listed.objects.select_related("source", "capture__original")
    listed = listings.defer("source__memory").get(item=row)  # may be long, and isn't asked here
    entry = from_json(records.Entry, listed.entry)
    setbacks = Setback.objects.filter(stage="fetch", row=row.pk).order_by("-at")
    visit = visit_of(row)
    return WantedPage(
        entry=entry,
        source_kind=listed.source.kind,
        source_url=listed.source.url,
        listing_capture=capture_record(listed.capture) if listed.capture else None,
        options=options_of(listed.source),
        before=newest_capture(entry.media_url or entry.url),
        tries=setbacks.values_list("tries", flat=True).first() or 0,
        language=row.outlet.language,
        visit=visit,
        template=template_of_item(row) if visit else None,
    )


def keep_fetch(row: Item, kept: Kept) -> None:
    """The item's capture, and the address that it really had; or that it was seen again."""
    fetched: Fetched | SeenAgain = kept.result
    wanted: Wanted = kept.value
    if isinstance(fetched, SeenAgain):
        keep_seen_again(row, fetched, kept)
        return
    place, lesson = place_and_lesson(row, fetched)
    Fetch.objects.filter(item=row, is_current=True).update(is_current=False)
    fetch = Fetch.objects.create(
        item=row,
        recipe=kept.recipe,
        capture=keep_capture(fetched.capture),
        at=kept.now,
        from_feed=fetched.from_feed,
        complaint=fetched.complaint,
        screenshot=keep_capture(fetched.screenshot) if fetched.screenshot else None,
        place=place,
        lesson=lesson,
        visit=wanted.visit.number if wanted.visit else 0,
    )
    for number, page in enumerate(fetched.pages, start=2):
        FetchedPage.objects.create(fetch=fetch, number=number, capture=keep_capture(page))
    if wanted.visit:
        note_visit(row, fetched.etag, fetched.last_modified, kept.now)
    else:
        plan_visits(row, fetched, kept.now)
    if fetched.final_url.startswith("http") and not fetched.from_feed:
        add_addresses(row, [("url", normal_url(fetched.final_url))])


def lister(row: Item) -> int | None:
    """The source that listed an item."""
    return Listed.objects.filter(item=row).values_list("source_id", flat=True).first()


def source_of_fetch(row: Fetch) -> int | None:
    """The source that listed a fetched item."""
    return lister(row.item)


def source_itself(row: Source) -> int | None:
    """A source's own key."""
    return int(row.pk)


def picture_url(row: Reading) -> str:
    """The address of a reading's picture."""
    return str(row.picture["url"]) if row.picture else ""


def keep_picture(row: Reading, kept: Kept) -> None:
    """The picture's capture."""
    PictureCapture.objects.filter(reading=row).exclude(recipe=kept.recipe).delete()
    PictureCapture.objects.create(
        reading=row, recipe=kept.recipe, capture=keep_capture(kept.result)
    )
