"""Periods as the pages choose them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Exists, OuterRef

from columninch.desk.models import Period, Series
from columninch.desk.waiting import current_readings

if TYPE_CHECKING:
    from django.db.models import QuerySet


def periods_with_readings() -> QuerySet[Period]:
    """Periods in which something was published, the newest first, with their series."""
    readings = current_readings().filter(
        dated_at__gte=OuterRef("starts"), dated_at__lt=OuterRef("ends")
    )
    periods = Period.objects.filter(Exists(readings)).select_related("series")
    return periods.order_by("-starts", "series_id")


def newest_period() -> Period | None:
    """The newest period with readings, or None on an empty desk."""
    return periods_with_readings().first()


def period_or_newest(wanted: int | None) -> Period | None:
    """The period with the key `wanted`, or the newest one where it is None.

    Raises `Period.DoesNotExist` for a key that no period has.
    """
    if wanted is None:
        return newest_period()
    return Period.objects.select_related("series").get(pk=wanted)


def period_before(period: Period) -> Period | None:
    """The period of the same series that ended last before `period` began, or None."""
    earlier = Period.objects.filter(series_id=period.series_id, ends__lte=period.starts)
    return earlier.select_related("series").order_by("-ends").first()


def first_series() -> Series | None:
    """The series that the desk began with, or None before it has one."""
    return Series.objects.order_by("pk").first()
