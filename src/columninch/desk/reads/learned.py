"""What was learned of an outlet's pages, as a person can check it."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import datetime

from columninch.desk.models import Reading, Template

NEWEST = 40
"""Items whose left-out lines are counted."""
SHOWN = 20


@dataclass(frozen=True, slots=True)
class LeftOutOften:
    """A line that was left out of an outlet's items."""

    text: str
    reason: str
    items: int


@dataclass(frozen=True, slots=True)
class Learned:
    """An outlet's newest template, and what it did."""

    pages: int
    made_at: datetime
    version: int
    lines: tuple[LeftOutOften, ...]
    """What it left out of the newest items, the most frequent first."""


def learned_of(outlet: int) -> Learned | None:
    """What an outlet's pages share, or None before its first lesson."""
    versions = Template.objects.filter(outlet=outlet).order_by("-recipe_id", "-pages")
    newest = versions.defer("content").first()
    if newest is None:
        return None
    readings = Reading.objects.filter(item__outlet=outlet, is_current=True)
    left_out = readings.order_by("-dated_at", "-pk").values_list("left_out", flat=True)[:NEWEST]
    counts = Counter(
        (line["text"], line["reason"])
        for lines in left_out
        for line in {line["text"]: line for line in lines}.values()
    )
    return Learned(
        pages=newest.pages,
        made_at=newest.made_at,
        version=versions.filter(recipe=newest.recipe_id).count(),
        lines=tuple(
            LeftOutOften(text, reason, items) for (text, reason), items in counts.most_common(SHOWN)
        ),
    )
