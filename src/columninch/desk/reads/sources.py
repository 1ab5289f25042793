"""Sources with their health, in facts that a page can tell in words."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Literal

from django.db.models import Count, Max, OuterRef, Q, Subquery

from columninch.desk.models import Item, Listed, Poll, Reading, Setback, Source
from columninch.desk.reads.periods import period_before

if TYPE_CHECKING:
    from collections.abc import Iterable

    from columninch.desk.models import Period

State = Literal["paused", "set back", "waiting", "complaint", "silent", "pages", "in order"]

TROUBLE: frozenset[State] = frozenset({"set back", "complaint", "silent", "pages"})


@dataclass(frozen=True, slots=True)
class SourceHealth:
    """How a source does."""

    source: Source
    polled_at: datetime | None
    """When it last answered."""
    complaint: str
    """What was wrong with its last document."""
    setback: Setback | None
    """Why its last poll failed, where it did."""
    item_setback_count: int
    """Items of it that could not be fetched or read."""
    item_count: int
    """Items in the period."""
    before_count: int
    """Items in the period before."""
    newest_at: datetime | None
    """The date of its newest item."""
    is_silent: bool
    """It printed before, and its pause is three times as long as it used to be."""

    @property
    def state(self) -> State:
        """The one thing to tell first."""
        if self.source.is_paused:
            return "paused"
        if self.setback is not None:
            return "set back"
        if self.polled_at is None:
            return "waiting"
        if self.complaint:
            return "complaint"
        if self.is_silent:
            return "silent"
        return "pages" if self.item_setback_count else "in order"

    @property
    def is_in_trouble(self) -> bool:
        """Somebody should look at it."""
        return self.state in TROUBLE


@dataclass(frozen=True, slots=True)
class SourceShown:
    """One source with its history."""

    health: SourceHealth
    polls: tuple[Poll, ...]
    setbacks: tuple[Setback, ...]
    readings: tuple[Reading, ...]
    """Its newest items."""


def sources_with_health(period: Period | None, now: datetime) -> tuple[SourceHealth, ...]:
    """Every source with its health at `now`, those in trouble first, then by outlet."""
    healths = _healths(period, now)
    return tuple(sorted(healths, key=lambda health: not health.is_in_trouble))


def source_shown(pk: int, period: Period | None, now: datetime) -> SourceShown:
    """The source with key `pk`, its last polls, setbacks and items.

    Raises `Source.DoesNotExist`.
    """
    health = next(iter(_healths(period, now, pk)), None)
    if health is None:
        raise Source.DoesNotExist
    newest = Reading.objects.filter(item__listed__source=pk, is_current=True)
    return SourceShown(
        health=health,
        polls=tuple(health.source.polls.select_related("capture").order_by("-at", "-pk")[:20]),
        setbacks=tuple(health.source.setbacks.order_by("-at", "-pk")[:50]),
        readings=tuple(newest.select_related("item__outlet").order_by("-dated_at", "-pk")[:20]),
    )


def watched_urls(urls: Iterable[str]) -> set[str]:
    """Those of `urls` that a source is polled at."""
    return set(Source.objects.filter(url__in=list(urls)).values_list("url", flat=True))


def trouble_count() -> int:
    """How many sources failed or complained at their last poll; quick, for every page."""
    last = Poll.objects.filter(source=OuterRef("pk")).order_by("-at", "-pk").values("complaint")
    sources = Source.objects.filter(is_paused=False).annotate(complaint=Subquery(last[:1]))
    failed = Q(setbacks__stage="poll") | Q(complaint__gt="")
    return sources.filter(failed).distinct().count()


def _healths(period: Period | None, now: datetime, pk: int | None = None) -> list[SourceHealth]:
    before = period_before(period) if period else None
    moment = min(now, period.ends) if period else now
    # what a kind of source remembers may be long, and no page shows it
    sources = Source.objects.select_related("outlet", "channel").defer("memory")
    if pk is not None:
        sources = sources.filter(pk=pk)
    last = Poll.objects.filter(source=OuterRef("pk")).order_by("-at", "-pk")
    annotated = sources.annotate(complaint=Subquery(last.values("complaint")[:1]))
    setbacks = {row.source_id: row for row in Setback.objects.filter(stage="poll").order_by("at")}
    failed = _counted(Setback.objects.exclude(stage="poll").values_list("source"))
    here, earlier = _items_in(period), _items_in(before)
    newest = dict(
        Listed.objects.order_by()
        .values_list("source")
        .filter(item__readings__is_current=True)
        .annotate(newest=Max("item__readings__dated_at"))
    )
    return [
        SourceHealth(
            source=source,
            polled_at=source.polled_at,
            complaint=source.complaint or "",
            setback=setbacks.get(source.pk),
            item_setback_count=failed.get(source.pk, 0),
            item_count=here.get(source.pk, 0),
            before_count=earlier.get(source.pk, 0),
            newest_at=newest.get(source.pk),
            is_silent=_is_silent(newest.get(source.pk), earlier.get(source.pk, 0), moment),
        )
        for source in annotated.order_by("outlet__name", "url")
    ]


def _is_silent(newest_at: datetime | None, before_count: int, moment: datetime) -> bool:
    if newest_at is None or before_count == 0:
        return False
    return moment - newest_at > 3 * timedelta(days=7) / before_count + timedelta(days=1)


def _items_in(period: Period | None) -> dict[int | None, int]:
    if period is None:
        return {}
    items = Item.objects.filter(
        readings__is_current=True,
        readings__dated_at__gte=period.starts,
        readings__dated_at__lt=period.ends,
    )
    return _counted(items.order_by().values_list("listed__source"))


def _counted(rows: object) -> dict[int | None, int]:
    return dict(rows.annotate(rows=Count("pk")))  # type: ignore[attr-defined]  # a values_list
