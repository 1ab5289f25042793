"""How sources do, in facts that a page or a command can tell in words."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Literal, get_args

from django.db.models import Count, OuterRef, Q, Subquery

from columninch.desk.models import Canary, Poll, Setback, Source
from columninch.desk.reads.gaps import gaps_touching
from columninch.desk.reads.usual import Output, outputs_of
from columninch.errors import NoBrowser
from columninch.extract.templates.canary import Change

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from columninch.desk.models import Period

State = Literal[
    "gone", "no browser", "set back", "complaint", "changed", "silent", "pages",
    "waiting", "paused", "through", "in order",
]  # fmt: skip
STATES: tuple[State, ...] = get_args(State)
"""The worst first, as lists are sorted."""
TROUBLE: frozenset[State] = frozenset(STATES[: STATES.index("waiting")])
"""States that somebody should look at."""

Why = Literal[
    "paused", "by hand", "no browser", "set back", "gone", "new", "through", "due", "pace"
]
"""Why a source waits until it is asked next."""


@dataclass(frozen=True, slots=True)
class SourceHealth:
    """How a source does."""

    source: Source
    output: Output
    complaint: str
    """What was wrong with its last document."""
    setback: Setback | None
    """Why its last poll failed, where it did."""
    item_setback_count: int
    """Items of it that could not be fetched or read."""
    browser_wait_count: int
    """Of these, those that wait for a browser."""
    gap_count: int
    """Gaps that touch the period."""
    changes: tuple[Change, ...]
    """What stopped being found on its outlet's pages where it was."""
    changed_at: datetime | None
    """Since when."""
    now: datetime

    @property
    def state(self) -> State:
        """The one thing to tell first."""
        if self.source.is_paused:
            return "paused"
        if self.source.gone_at is not None and self.setback is None:
            return "gone"
        if self.wants_browser:
            return "no browser"
        if self.setback is not None:
            return "set back"
        if self.source.polled_at is None:
            return "waiting"
        return self._state_of_output()

    @property
    def is_in_trouble(self) -> bool:
        """Somebody should look at it."""
        return self.state in TROUBLE

    @property
    def wants_browser(self) -> bool:
        """It, or a page of it, waits for a browser that the desk hasn't got."""
        is_own = self.setback is not None and self.setback.kind == NoBrowser.kind
        return is_own or self.browser_wait_count > 0

    @property
    def answered_at(self) -> datetime | None:
        """When it last gave what was asked for: that it is gone is an answer, but none of these."""
        if self.source.gone_at is None:
            return self.source.polled_at
        return self.source.document.at if self.source.document else None

    @property
    def waits_for(self) -> Why:
        """Why it isn't asked at this moment."""
        if self.source.is_paused:
            return "paused"
        if self.setback is not None:
            return _why_set_back(self.setback)
        if self.source.gone_at is not None:
            return "gone"
        if self.source.polled_at is None:
            return "new"
        if self.source.next_poll_at is None:
            return "through"
        return "due" if self.source.next_poll_at <= self.now else "pace"

    @property
    def next_at(self) -> datetime | None:
        """When it is asked next; None: at the next run where it is due, else not by itself."""
        if self.waits_for in {"paused", "by hand", "new", "through", "due"}:
            return None
        return self.setback.next_try_at if self.setback else self.source.next_poll_at

    def _state_of_output(self) -> State:
        if self.complaint:
            return "complaint"
        if self.changes and self.source.channel.kind == "site":
            return "changed"
        if self.source.is_backfill:
            return "pages" if self.item_setback_count else "through"
        if self.output.is_silent:
            return "silent"
        return "pages" if self.item_setback_count else "in order"


def healths(
    period: Period | None, now: datetime, sources: QuerySet[Source] | None = None
) -> list[SourceHealth]:
    """How `sources` do at `now`, by outlet; all sources where none are named.

    A bounded number of queries, whatever the number of sources.
    """
    chosen = Source.objects.all() if sources is None else sources
    # what a kind of source remembers may be long, and no page shows it
    rows = list(
        chosen.select_related("outlet", "channel", "document")
        .defer("memory")
        .annotate(complaint=last_complaint())
        .order_by("outlet__name", "url")
    )
    added = {row.pk: row.added_at for row in rows}
    outputs = outputs_of(added, period, now)
    polls = {row.source_id: row for row in _poll_setbacks()}
    waits, failed = _item_setbacks()
    gaps = _gap_counts(period)
    canaries = {row.outlet_id: row for row in Canary.objects.filter(changed_at__isnull=False)}
    return [
        SourceHealth(
            source=row,
            output=outputs[row.pk],
            complaint=row.complaint or "",
            setback=polls.get(row.pk),
            item_setback_count=failed[row.pk],
            browser_wait_count=waits[row.pk],
            gap_count=gaps[row.pk],
            changes=_changes(canaries.get(row.outlet_id)),
            changed_at=canaries[row.outlet_id].changed_at if row.outlet_id in canaries else None,
            now=now,
        )
        for row in rows
    ]


def last_complaint() -> Subquery:
    """What was wrong with the last document of a source, for an annotation."""
    last = Poll.objects.filter(source=OuterRef("pk")).order_by("-at", "-pk")
    return Subquery(last.values("complaint")[:1])


def _poll_setbacks() -> QuerySet[Setback]:
    return Setback.objects.filter(stage="poll").select_related("source").order_by("at")


def _why_set_back(setback: Setback) -> Why:
    if setback.next_try_at is None:
        return "by hand"
    return "no browser" if setback.kind == NoBrowser.kind else "set back"


def _item_setbacks() -> tuple[Counter[int], Counter[int]]:
    """By source how many items wait for a browser, and how many are set back at all."""
    rows = (
        Setback.objects.exclude(stage="poll")
        .filter(source__isnull=False)
        .values_list("source")
        .annotate(waits=Count("pk", filter=Q(kind=NoBrowser.kind)), failed=Count("pk"))
    )
    waits: Counter[int] = Counter()
    failed: Counter[int] = Counter()
    for source, waiting, all_of_them in rows.order_by():
        waits[source], failed[source] = waiting, all_of_them
    return waits, failed


def _changes(canary: Canary | None) -> tuple[Change, ...]:
    return tuple(Change(**change) for change in canary.changes) if canary else ()


def _gap_counts(period: Period | None) -> Counter[int]:
    if period is None:
        return Counter()
    rows = gaps_touching(period).order_by().values_list("source").annotate(rows=Count("pk"))
    return Counter(dict(rows))
