"""Stages poll, fetch and pictures: sources to items, items to captures."""

from __future__ import annotations

import hashlib
from datetime import timedelta
from typing import TYPE_CHECKING

from columninch import records
from columninch.collect.addresses import normal_url
from columninch.collect.fetch import Fetched, Wanted
from columninch.collect.poll import Polled, PolledSource
from columninch.desk.keep.records import capture_record, keep_capture
from columninch.desk.models import (
    Address,
    Capture,
    Fetch,
    Item,
    Listed,
    PictureCapture,
    Poll,
    Reading,
    Source,
)
from columninch.digest.freeze import from_json, to_json

if TYPE_CHECKING:
    from columninch.desk.stage import Kept


def polled_source(row: Source) -> PolledSource:
    """A source as polling sees it."""
    return PolledSource(row.kind, row.url, row.etag, row.last_modified)


def keep_poll(row: Source, kept: Kept) -> None:
    """The poll, its capture, and an item for each entry that is new."""
    polled: Polled = kept.result
    capture = keep_capture(polled.capture) if polled.capture else None
    entries = polled.listing.entries if polled.listing else ()
    new = sum(_keep_entry(row, entry, capture, kept) for entry in entries)
    Poll.objects.create(
        source=row,
        recipe=kept.recipe,
        at=kept.now,
        capture=capture,
        entry_count=len(entries),
        new_count=new,
        complaint=polled.listing.complaint if polled.listing else "",
    )
    Source.objects.filter(pk=row.pk).update(
        etag=polled.etag[:500],
        last_modified=polled.last_modified[:100],
        next_poll_at=kept.now + timedelta(seconds=row.interval_seconds),
    )


def _keep_entry(source: Source, entry: records.Entry, capture: Capture | None, kept: Kept) -> bool:
    """Whether the entry was new: none of its addresses was known."""
    wanted = _addresses(source, entry)
    known = Address.objects.filter(
        kind__in=[kind for kind, _ in wanted], value_sha256__in=[_sha(value) for _, value in wanted]
    ).first()
    if known is not None or not wanted:
        if known is not None:
            add_addresses(known.item, wanted)
        return False
    item = Item.objects.create(
        outlet_id=source.outlet_id, channel_id=source.channel_id, first_seen_at=kept.now
    )
    add_addresses(item, wanted)
    if not _is_own(item, wanted[0]):
        # another worker took it in at this moment: theirs counts, with all its addresses
        theirs = Address.objects.get(kind=wanted[0][0], value_sha256=_sha(wanted[0][1])).item
        item.addresses.update(item=theirs)
        item.delete()
        return False
    Listed.objects.create(
        item=item, source=source, entry=to_json(entry), capture=capture, at=kept.now
    )
    return True


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


def wanted_item(row: Item) -> Wanted:
    """What is to be fetched for an item."""
    listed = Listed.objects.select_related("source", "capture").get(item=row)
    return Wanted(
        entry=from_json(records.Entry, listed.entry),
        source_kind=listed.source.kind,
        source_url=listed.source.url,
        listing_capture=capture_record(listed.capture) if listed.capture else None,
    )


def keep_fetch(row: Item, kept: Kept) -> None:
    """The item's capture, and the address that it really had."""
    fetched: Fetched = kept.result
    Fetch.objects.filter(item=row, is_current=True).update(is_current=False)
    Fetch.objects.create(
        item=row,
        recipe=kept.recipe,
        capture=keep_capture(fetched.capture),
        at=kept.now,
        from_feed=fetched.from_feed,
        complaint=fetched.complaint,
    )
    if fetched.final_url.startswith("http") and not fetched.from_feed:
        add_addresses(row, [("url", normal_url(fetched.final_url))])


def source_of_item(row: Item) -> int | None:
    """The source that listed an item."""
    return Listed.objects.filter(item=row).values_list("source_id", flat=True).first()


def source_of_fetch(row: Fetch) -> int | None:
    """The source that listed a fetched item."""
    return source_of_item(row.item)


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
