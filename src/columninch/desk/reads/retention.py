"""What a desk's retention rule says is kept no longer."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from django.db.models import Count, Q, Sum

from columninch.desk.models import Capture, Citation, Digest, Fetch, Item, Reading
from columninch.desk.reads.frozen import frozen_issue, rows_of
from columninch.desk.reads.removals import Removal
from columninch.digest.removed import captures_in

if TYPE_CHECKING:
    from collections.abc import Iterator

    from django.db.models import QuerySet

MONTH = timedelta(days=365.25 / 12)


@dataclass(frozen=True, slots=True)
class Expired:
    """How much a rule would remove."""

    before: datetime
    captures: int
    bytes: int
    files: int


def expiry(now: datetime, months: int) -> datetime:
    """What was captured before then, and nothing cites, is kept no longer."""
    return now - months * MONTH


def expired_captures(before: datetime) -> QuerySet[Capture]:
    """Captures from before `before` that nothing cites and no later capture needs.

    Cited is what a published issue or a draft cites, and its pictures. Where the same bytes
    came again later, what came later says where they lie: they stay with it.
    """
    cited = _cited()
    needed = Q(revisits__at__gte=before) | Q(revisits__in=cited)
    rows = Capture.objects.filter(at__lt=before, tombstone__isnull=True).exclude(file="")
    return rows.exclude(pk__in=cited).exclude(pk__in=Capture.objects.filter(needed).values("pk"))


def expired(before: datetime) -> Expired:
    """How much that is."""
    found = expired_captures(before).aggregate(
        count=Count("pk"), size=Sum("length"), files=Count("file", distinct=True)
    )
    return Expired(before, found["count"], found["size"] or 0, found["files"])


def removals(before: datetime) -> Iterator[Removal]:
    """What goes, one file of the archive after the other, so that no more is held at once."""
    files = expired_captures(before).order_by("file").values_list("file", flat=True).distinct()
    for file in list(files):
        captures = frozenset(
            expired_captures(before).filter(file=file).values_list("pk", flat=True)
        )
        on_pages = Q(capture__in=captures) | Q(pages__capture__in=captures)
        fetches = Fetch.objects.filter(on_pages).distinct()
        readings = Reading.objects.filter(fetch__in=fetches).exclude(citations__isnull=False)
        items = Item.objects.filter(fetches__in=fetches.filter(is_current=True))
        yield Removal(
            items=frozenset(items.values_list("pk", flat=True)),
            captures=captures,
            listings=frozenset(),
            readings=frozenset(readings.values_list("pk", flat=True)),
        )


def _cited() -> frozenset[int]:
    """Captures that published issues and drafts cite, and those that hold their bytes."""
    cited: set[int] = set()
    for digest in Digest.objects.filter(frozen_at__isnull=False):
        rows = rows_of(captures_in(frozen_issue(digest)))
        cited |= {row.pk for row in rows.values()}
    readings = Citation.objects.filter(reading__isnull=False).values("reading")
    held = Reading.objects.filter(pk__in=readings)
    cited |= set(held.values_list("fetch__capture_id", flat=True))
    further = held.filter(fetch__pages__isnull=False)
    cited |= set(further.values_list("fetch__pages__capture_id", flat=True))
    pictures = held.filter(picture_captures__isnull=False)
    cited |= set(pictures.values_list("picture_captures__capture_id", flat=True))
    originals = Capture.objects.filter(revisits__in=cited)
    return frozenset(cited | set(originals.values_list("pk", flat=True)))
