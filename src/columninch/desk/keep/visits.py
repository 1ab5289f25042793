"""Visits to pages that were fetched before: when the next is due, and what came of the last.

An item is visited while it is young: the steps of the settings are counted from its first
fetch, and what was slept through is made up by one visit. A visit in vain is no setback, since
the item has its capture: it is noted, and the next step is waited for.
"""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from django.db.models import F

from columninch import records
from columninch.collect.fetched import SeenAgain, Visit
from columninch.collect.kinds import SOURCE_KINDS
from columninch.desk import runtime
from columninch.desk.keep.records import capture_record, keep_capture
from columninch.desk.models import Fetch, Item, Listed, Visits
from columninch.desk.recipes import newest_recipe
from columninch.digest.freeze import from_json
from columninch.errors import FetchError, NotCaptured

if TYPE_CHECKING:
    from datetime import datetime

    from columninch.collect.fetched import Fetched
    from columninch.desk.models import Reading
    from columninch.desk.stage import Kept

GONE = frozenset({404, 410})
YOUNG_FOR = 2
"""So many times the longest step after its publication an item is old, and visited no more."""
LIVE_DAYS = 7
"""A live page that never ends is followed for so long."""
QUIET = timedelta(days=1)
"""A live page that has not grown for so long has ended."""


def visit_of(item: Item) -> Visit | None:
    """What a visit to an item goes by; None where it waits for a fetch by this program."""
    visits = Visits.objects.filter(item=item).first()
    held = Fetch.objects.filter(item=item, is_current=True).select_related("capture__original")
    fetch = held.first()
    recipe = newest_recipe("fetch")
    if visits is None or fetch is None or recipe is None or fetch.recipe_id != recipe.pk:
        return None
    return Visit(
        held=capture_record(fetch.capture),
        etag=visits.etag,
        last_modified=visits.last_modified,
        number=visits.count + 1,
    )


def plan_visits(item: Item, fetched: Fetched, now: datetime) -> None:
    """After an item's first fetch: when it is looked at again, if ever."""
    if Visits.objects.filter(item=item).exists():
        note_visit(item, fetched.etag, fetched.last_modified, now)
        return
    listed = Listed.objects.select_related("source").defer("source__memory").get(item=item)
    entry = from_json(records.Entry, listed.entry)
    kind = SOURCE_KINDS.get(listed.source.kind)
    is_live_page = kind is not None and kind.is_visited_again and not listed.source.is_backfill
    is_other = fetched.from_feed or entry.is_whole or entry.media_url or entry.archived_at
    steps = runtime.config().visit_steps
    if not is_live_page or is_other or not steps:
        return
    published = min(entry.published.at if entry.published else now, now)
    ends_at = published + YOUNG_FOR * steps[-1]
    Visits.objects.create(
        item=item,
        etag=fetched.etag[:500],
        last_modified=fetched.last_modified[:100],
        ends_at=ends_at,
        next_at=_within(now + steps[0], ends_at),
    )


def keep_seen_again(item: Item, seen: SeenAgain, kept: Kept) -> None:
    """A visit that found nothing new."""
    Fetch.objects.filter(item=item, is_current=True).update(seen_at=kept.now)
    note_visit(item, seen.etag, seen.last_modified, kept.now, seen.note)


def note_visit(item: Item, etag: str, last_modified: str, now: datetime, note: str = "") -> None:
    """A visit that got an answer: counted, and the next one planned."""
    Visits.objects.filter(item=item).update(
        count=F("count") + 1,
        last_at=now,
        next_at=_next_visit(item, now),
        etag=etag[:500],
        last_modified=last_modified[:100],
        complaint=note,
        gone_at=None,
        answer=None,
    )


def put_off(stage: str, row: object, error: Exception, now: datetime) -> bool:
    """Note a visit in vain and plan the next; whether `row` was one that is visited."""
    if stage != "fetch" or not isinstance(row, Item):
        return False
    visits = Visits.objects.filter(item=row).first()
    if visits is None or not Fetch.objects.filter(item=row, is_current=True).exists():
        return False
    visits.complaint = str(error)
    if isinstance(error, FetchError) and error.status in GONE:
        visits.gone_at = visits.gone_at or now
        visits.answer = keep_capture(error.capture) if isinstance(error, NotCaptured) else None
    visits.count += 1
    visits.last_at = now
    visits.next_at = _next_visit(row, now)
    visits.save()
    return True


def follow_reading(reading: Reading, now: datetime) -> None:
    """What the page says of itself, after it was read: an old item is visited no more."""
    visits = Visits.objects.filter(item=reading.item_id, next_at__isnull=False).first()
    if visits is None:
        return
    steps = runtime.config().visit_steps
    if steps and reading.published and reading.dated_at < now:
        visits.ends_at = reading.dated_at + YOUNG_FOR * steps[-1]
        visits.next_at = _within(visits.next_at, visits.ends_at)
        visits.save(update_fields=["ends_at", "next_at"])


def _next_visit(item: Item, now: datetime) -> datetime | None:
    """The first step after `now`, counted from the item's first fetch; None after the last."""
    visits = Visits.objects.get(item=item)
    first = Fetch.objects.filter(item=item).order_by("pk").values_list("at", flat=True).first()
    if first is None:
        return None
    steps = runtime.config().visit_steps
    due = next((first + step for step in steps if first + step > now), None)
    return _within(due, visits.ends_at)


def _within(at: datetime | None, ends_at: datetime) -> datetime | None:
    return at if at is not None and at < ends_at else None
