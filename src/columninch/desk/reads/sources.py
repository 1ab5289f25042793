"""Sources as pages show them: the list, filtered, a page at a time; and one with its history."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.core.paginator import Page, Paginator
from django.db.models import Exists, OuterRef, Q

from columninch.desk.models import Fetch, FormerUrl, Gap, Poll, Reading, Setback, Source
from columninch.desk.reads.gaps import gaps_touching
from columninch.desk.reads.learned import Learned, learned_of
from columninch.desk.reads.setbacks import SetbackRow, items_with_pages
from columninch.desk.reads.source_health import (
    STATES,
    TROUBLE,
    SourceHealth,
    State,
    healths,
    last_complaint,
)
from columninch.errors import NoBrowser

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from columninch.desk.models import Period

PAGE_SIZE = 50
SHOWN = 50
"""Pages that were not captured, and gaps, that one source's page shows."""
IN_TROUBLE = "trouble"
"""Asks for every state that somebody should look at."""


@dataclass(frozen=True, slots=True)
class SourceQuery:
    """What a person asks the list for; empty fields ask for nothing."""

    words: str = ""
    """All stand in the outlet's name or in the address, now or formerly."""
    kind: str = ""
    state: str = ""
    """A state, or `IN_TROUBLE`."""


@dataclass(frozen=True, slots=True)
class SourcePage:
    """One page of the list."""

    page: Page[SourceHealth]
    states: tuple[tuple[State, int], ...]
    """How many sources are in each state, whichever of them is asked for; the worst first."""

    @property
    def all_count(self) -> int:
        """How many sources there are in any state."""
        return sum(count for _, count in self.states)

    @property
    def trouble_count(self) -> int:
        """How many somebody should look at."""
        return sum(count for state, count in self.states if state in TROUBLE)


@dataclass(frozen=True, slots=True)
class SourceShown:
    """One source with its history."""

    health: SourceHealth
    polls: tuple[Poll, ...]
    gaps: tuple[Gap, ...]
    """Of the period."""
    other_gaps: tuple[Gap, ...]
    """Of other weeks, the newest first."""
    backfill_count: int
    """Items of the period that the source gave afterwards."""
    setbacks: tuple[SetbackRow, ...]
    """Pages that could not be had or read, the newest first; without those that wait for a
    browser, which are one trouble."""
    listed_only: tuple[Fetch, ...]
    """Items of the period of which the source's own words are all there is."""
    moves: tuple[FormerUrl, ...]
    readings: tuple[Reading, ...]
    """Its newest items."""
    learned: Learned | None
    """What its outlet's pages share, where that is known."""


def sources_with_health(period: Period | None, now: datetime) -> tuple[SourceHealth, ...]:
    """Every source with its health at `now`: those in trouble first, the worst before."""
    return tuple(sorted(healths(period, now), key=_trouble_first))


def find_sources(query: SourceQuery, period: Period | None, now: datetime, page: int) -> SourcePage:
    """The page numbered `page` (from 1; one past the last gives the last) of what is found."""
    sources = Source.objects.all()
    if query.kind:
        sources = sources.filter(kind=query.kind)
    for word in query.words.split():
        moved = Exists(FormerUrl.objects.filter(source=OuterRef("pk"), url__icontains=word))
        named = Q(outlet__name__icontains=word) | Q(url__icontains=word)
        sources = sources.filter(named | moved)
    found = sorted(healths(period, now, sources), key=_trouble_first)
    counts = Counter(one.state for one in found)
    wanted = [one for one in found if _is_wanted(one, query.state)]
    return SourcePage(
        page=Paginator(wanted, PAGE_SIZE).get_page(page),
        states=tuple((state, counts[state]) for state in STATES if counts[state]),
    )


def source_kinds() -> tuple[str, ...]:
    """The kinds of source that the desk has."""
    return tuple(Source.objects.order_by("kind").values_list("kind", flat=True).distinct())


def source_shown(pk: int, period: Period | None, now: datetime) -> SourceShown:
    """The source with key `pk`, with all that is known of how it does.

    Raises `Source.DoesNotExist`.
    """
    health = next(iter(healths(period, now, Source.objects.filter(pk=pk))), None)
    if health is None:
        raise Source.DoesNotExist
    source = health.source
    of_week = tuple(gaps_touching(period).filter(source=source)[:SHOWN]) if period else ()
    others = source.gaps.exclude(pk__in=[gap.pk for gap in of_week])
    newest = Reading.objects.filter(item__listed__source=pk, is_current=True)
    return SourceShown(
        health=health,
        polls=tuple(source.polls.select_related("capture").order_by("-at", "-pk")[:20]),
        gaps=of_week,
        other_gaps=tuple(others[:SHOWN]),
        backfill_count=health.output.item_count if source.is_backfill else 0,
        setbacks=items_with_pages(_item_setbacks(source)),
        listed_only=_listed_only(source, period) if period else (),
        moves=tuple(source.former_urls.all()[:SHOWN]),
        readings=tuple(newest.select_related("item__outlet").order_by("-dated_at", "-pk")[:20]),
        learned=learned_of(source.outlet_id),
    )


def gaps_and_moves() -> tuple[dict[int, list[Gap]], dict[int, list[FormerUrl]]]:
    """All gaps and former addresses, by source."""
    gaps: dict[int, list[Gap]] = {}
    for gap in Gap.objects.all():
        gaps.setdefault(gap.source_id, []).append(gap)
    moves: dict[int, list[FormerUrl]] = {}
    for move in FormerUrl.objects.all():
        moves.setdefault(move.source_id, []).append(move)
    return gaps, moves


def watched_urls(urls: Iterable[str]) -> set[str]:
    """Those of `urls` that a source is polled at."""
    return set(Source.objects.filter(url__in=list(urls)).values_list("url", flat=True))


def trouble_count() -> int:
    """How many sources failed, are gone or complained at their last poll, or want a browser.

    Quick, for every page: silence and single pages are not counted.
    """
    sources = Source.objects.filter(is_paused=False).annotate(complaint=last_complaint())
    setbacks = Setback.objects.filter(source=OuterRef("pk"))
    failed = Exists(setbacks.filter(Q(stage="poll") | Q(kind=NoBrowser.kind)))
    return sources.filter(failed | Q(complaint__gt="") | Q(gone_at__isnull=False)).count()


def _trouble_first(health: SourceHealth) -> int:
    return STATES.index(health.state) if health.is_in_trouble else len(STATES)


def _is_wanted(health: SourceHealth, state: str) -> bool:
    if state == IN_TROUBLE:
        return health.is_in_trouble
    return not state or health.state == state


def _item_setbacks(source: Source) -> Iterable[Setback]:
    rows = source.setbacks.exclude(stage="poll").exclude(kind=NoBrowser.kind)
    return rows.select_related("capture__tombstone").order_by("-at", "-pk")[:SHOWN]


def _listed_only(source: Source, period: Period) -> tuple[Fetch, ...]:
    rows = Fetch.objects.exclude(complaint="").filter(
        item__listed__source=source,
        is_current=True,
        from_feed=True,
        at__gte=period.starts,
        at__lt=period.ends,
    )
    return tuple(rows.select_related("item").order_by("-at", "-pk")[:SHOWN])
