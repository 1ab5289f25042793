"""What of a desk can be taken along as a table: which columns, and where their values come from.

Rows come one by one, in an order that repeats, so that a desk of any size can be exported.
Times are in UTC; offsets are half-open, in code points of the item's text.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Literal

from django.db.models import F, OuterRef, Q, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce

from columninch.desk.models import Address, Membership, Outlet, Series

ColumnKind = Literal["text", "integer", "number", "flag", "time"]
Row = tuple[Any, ...]
CHUNK_ROWS = 2000
"""Rows asked of the database at a time."""


@dataclass(frozen=True, slots=True)
class Column:
    """One column of an export."""

    name: str
    kind: ColumnKind
    summary: str


@dataclass(frozen=True, slots=True)
class Export:
    """A table that can be taken along."""

    name: str
    columns: tuple[Column, ...]
    rows: Callable[[ExportQuery], Iterator[Row]]
    summary: str
    reference: str


@dataclass(frozen=True, slots=True)
class ExportQuery:
    """Which rows a person wants, and how."""

    starts: datetime | None = None
    """Dated from then on."""
    ends: datetime | None = None
    """Dated before then."""
    series: Series | None = None
    outlet: Outlet | None = None
    has_text: bool = False
    """The items' whole texts too."""
    is_pseudonymous: bool = False
    """Coders by number, not by name."""

    def dated(self, field: str) -> Q:
        """A filter on a time."""
        asked = Q()
        if self.starts is not None:
            asked &= Q(**{f"{field}__gte": self.starts})
        if self.ends is not None:
            asked &= Q(**{f"{field}__lt": self.ends})
        return asked

    def of_outlets(self, field: str) -> Q:
        """A filter on an outlet: the one asked for, or those that the series measures."""
        asked = Q(**{field: self.outlet}) if self.outlet is not None else Q()
        if self.series is not None:
            members = Membership.objects.filter(group__series=self.series).values("outlet")
            asked &= Q(**{f"{field}__in": members})
        return asked


def url_of(item: str, page: str | Value) -> Coalesce:
    """The first address on the web of the item that a row names in `item`, else its `page`'s."""
    addresses = Address.objects.filter(item=OuterRef(item), kind="url")
    return Coalesce(Subquery(addresses.order_by("pk").values("value")[:1]), page)


def streamed(rows: QuerySet[Any], **values: str | Any) -> Iterator[Row]:
    """The rows as tuples, a few at a time; `values` are their columns in order."""
    named = {
        f"of_{name}": F(value) if isinstance(value, str) else value
        for name, value in values.items()
    }
    found = rows.annotate(**named).values_list(*named)
    return iter(found.iterator(CHUNK_ROWS))


def printed_at(stored: Any) -> datetime | None:
    """The time of a printed date as its column keeps it."""
    return datetime.fromisoformat(stored["at"]).astimezone(UTC) if stored else None
