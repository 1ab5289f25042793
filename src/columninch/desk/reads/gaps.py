"""What of a group's output could not be collected in a period, outlet by outlet, in words."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from django.db.models import Q
from django.db.models.functions import Coalesce

from columninch.desk.models import Fetch, Gap, Item, Membership, Setback
from columninch.digest.words import word

if TYPE_CHECKING:
    from collections.abc import Iterator

    from django.db.models import QuerySet

    from columninch.desk.models import Period

Told = tuple[str, str]
"""An outlet's name, and what kind of gap it is."""


def not_collected(group: int, period: Period, language: str) -> tuple[str, ...]:
    """The gaps of a group's outlets that touch `period`, and what of it is a backfill.

    Sources that are down, were down, or whose window had moved on; missing numbers of
    channels; pages that could not be had, or are known by their listing alone.
    """
    told: Counter[Told] = Counter()
    for outlet, kind, count in _facts(group, period):
        told[outlet, kind] += count
    return tuple(
        word(f"gap_{kind}", language, outlet=outlet, count=str(count))
        for (outlet, kind), count in sorted(told.items())
    )


def gaps_touching(period: Period) -> QuerySet[Gap]:
    """The gaps that touch `period`; one that began nobody knows when, where it ended."""
    begun = Q(starts__lt=period.ends) | Q(starts__isnull=True, ends__lte=period.ends)
    return Gap.objects.filter(begun, ends__gt=period.starts)


def _facts(group: int, period: Period) -> Iterator[tuple[str, str, int]]:
    members = Membership.objects.filter(group=group).values("outlet")
    setbacks = Setback.objects.filter(source__outlet__in=members).annotate(
        begun_at=Coalesce("first_at", "at")
    )
    begun = setbacks.filter(begun_at__lt=period.ends)
    down = begun.filter(stage="poll", at__gte=period.starts)
    for name in down.values_list("source__outlet__name", flat=True):
        yield name, "down", 1
    # a page belongs to the week in which it was first asked for, however long it is tried
    pages = begun.exclude(stage="poll").filter(begun_at__gte=period.starts)
    for name in pages.values_list("source__outlet__name", flat=True):
        yield name, "pages", 1
    within = Q(at__gte=period.starts, at__lt=period.ends)
    gaps = gaps_touching(period).filter(source__outlet__in=members)
    for name, kind, count in gaps.values_list("source__outlet__name", "kind", "count"):
        yield name, f"was_{kind}", count or 1
    partial = Fetch.objects.exclude(complaint="").filter(  # a post is whole in its listing
        within, is_current=True, from_feed=True, item__outlet__in=members
    )
    for name in partial.values_list("item__outlet__name", flat=True):
        yield name, "teasers", 1
    backfilled = Item.objects.filter(
        outlet__in=members,
        listed__source__is_backfill=True,
        readings__is_current=True,
        readings__dated_at__gte=period.starts,
        readings__dated_at__lt=period.ends,
    )
    for name in backfilled.values_list("outlet__name", flat=True):
        yield name, "backfill", 1
