"""Reprints: texts that several items print, and who was first."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.core.paginator import Paginator
from django.db.models import Count, Q

from columninch.desk.models import Reading, Reprint

if TYPE_CHECKING:
    from django.core.paginator import Page
    from django.db.models import QuerySet

    from columninch.desk.models import Period

PAGE_SIZE = 25


@dataclass(frozen=True, slots=True)
class Cluster:
    """A text with its reprints, in order of time."""

    origin: Reading
    copies: tuple[Reprint, ...]


def cluster_page(period: Period | None, page: int) -> tuple[Page[Reading], tuple[Cluster, ...]]:
    """One page of the texts that were reprinted in a period, the most reprinted first."""
    shown = Paginator(_origins(period), PAGE_SIZE).get_page(page)
    origins = list(shown)
    reprints = (
        Reprint.objects.filter(origin__in=origins, copy__is_current=True)
        .select_related("copy__item__outlet")
        .order_by("copy__dated_at", "pk")
    )
    copies: dict[int, list[Reprint]] = {}
    for reprint in reprints:
        copies.setdefault(reprint.origin_id, []).append(reprint)
    return shown, tuple(Cluster(origin, tuple(copies.get(origin.pk, ()))) for origin in origins)


def _origins(period: Period | None) -> QuerySet[Reading]:
    counted = Q(reprinted_as__copy__is_current=True)
    if period is not None:
        counted &= Q(
            reprinted_as__copy__dated_at__gte=period.starts,
            reprinted_as__copy__dated_at__lt=period.ends,
        )
    origins = Reading.objects.filter(is_current=True).annotate(
        copy_count=Count("reprinted_as", filter=counted, distinct=True)
    )
    origins = origins.filter(copy_count__gt=0).select_related("item__outlet")
    return origins.defer("blocks", "search_text").order_by("-copy_count", "-dated_at", "pk")
