"""Captures that the database speaks of: held against the archive, chosen for an export."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Q

from columninch.desk.keep.records import capture_record, url_sha256
from columninch.desk.models import Capture
from columninch.errors import ArchiveError
from columninch.publish.citing import copies_of
from columninch.records import Damage

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from django.db.models import QuerySet

    from columninch import records
    from columninch.tools import Vault


def missing_captures(vault: Vault) -> Iterator[Damage]:
    """Each capture whose bytes are not in the archive as its row says.

    Those that were removed on purpose are not looked for.
    """
    rows = Capture.objects.filter(tombstone__isnull=True).select_related("original")
    for row in rows.order_by("file", "offset").iterator():
        try:
            vault.payload(capture_record(row))
        except ArchiveError as error:
            yield Damage(row.file, row.offset, f"{row.url}: {error.reason}")


def captures_between(starts: datetime | None, ends: datetime | None) -> QuerySet[Capture]:
    """The captures from `starts` on and before `ends`, and what those came again of.

    Oldest first; an end that is None is open. Those removed on purpose are left out.
    """
    chosen = Capture.objects.filter(tombstone__isnull=True)
    if starts is not None:
        chosen = chosen.filter(at__gte=starts)
    if ends is not None:
        chosen = chosen.filter(at__lt=ends)
    return _with_originals(chosen)


def captures_cited(issue: records.Issue) -> QuerySet[Capture]:
    """The captures that an issue cites, where they lie now, and what those came again of.

    Oldest first. Those removed on purpose are left out.
    """
    cited = copies_of(issue).captures()
    chosen = Capture.objects.filter(
        url_sha256__in={url_sha256(one.url) for one in cited},
        at__in={one.at for one in cited},
        sha256__in={one.sha256 for one in cited},
        tombstone__isnull=True,
    )
    return _with_originals(chosen)


def capture_records(rows: QuerySet[Capture]) -> Iterator[records.Capture]:
    """The rows as records, a few at a time."""
    return (capture_record(row) for row in rows.select_related("original").iterator())


def _with_originals(chosen: QuerySet[Capture]) -> QuerySet[Capture]:
    originals = chosen.filter(original__isnull=False).values("original_id")
    wanted = Q(pk__in=chosen.values("pk")) | Q(pk__in=originals)
    return Capture.objects.filter(wanted, tombstone__isnull=True).order_by("at", "pk")
