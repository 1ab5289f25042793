"""Where an outlet's pages held text, date and authors, kept page by page as they are read."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING

from columninch.desk.models import Canary
from columninch.extract.templates.canary import MEMORY, Found, changes

if TYPE_CHECKING:
    from datetime import datetime

    from columninch import records
    from columninch.desk.models import Fetch


def note_places(row: Fetch, reading: records.Reading, now: datetime) -> None:
    """Note where a page held what, the first time it is read, and what that says."""
    if not row.place:
        return
    canary, _ = Canary.objects.get_or_create(outlet_id=row.item.outlet_id)
    if any(page["page"] == row.place for page in canary.found):
        return
    found = Found(
        page=row.place,
        text=reading.text_place,
        date=reading.published.evidence if reading.published else "",
        authors=_authors_place(reading),
        words=reading.word_count,
    )
    canary.found = [*canary.found, asdict(found)][-MEMORY:]
    told = changes([Found(**page) for page in canary.found])
    if told and not canary.changes:
        canary.changed_at = now
    canary.changes = [asdict(change) for change in told]
    if not told:
        canary.changed_at = None
    canary.save()


def _authors_place(reading: records.Reading) -> str:
    if not reading.authors:
        return ""
    stated = (one.where for one in reading.evidence if one.field == "authors")
    return next(stated, "found")
