"""Rows that were set back, with the page that each has."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.urls import reverse

from columninch.desk.models import Fetch, Frame, Item, Period, Reading, Setback, Source

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from django.db.models import Model


@dataclass(frozen=True, slots=True)
class SetbackRow:
    """A row that was set back, with the page it has."""

    setback: Setback
    url: str
    """Empty where the row has no page, as a day has none."""


def with_pages(model: type[Model], setbacks: Sequence[Setback]) -> tuple[SetbackRow, ...]:
    """`setbacks` of rows of `model`, each with the address of its row's page."""
    pages = _pages(model, [setback.row for setback in setbacks])
    return tuple(SetbackRow(setback, pages.get(setback.row, "")) for setback in setbacks)


def items_with_pages(setbacks: Iterable[Setback]) -> tuple[SetbackRow, ...]:
    """The same of setbacks of the stages that work on an item: fetch and read."""
    found = list(setbacks)
    fetched = with_pages(Item, [one for one in found if one.stage == "fetch"])
    read = with_pages(Fetch, [one for one in found if one.stage == "read"])
    rows = {row.setback.pk: row for row in (*fetched, *read)}
    return tuple(rows.get(one.pk) or SetbackRow(one, "") for one in found)


def _pages(model: type[Model], rows: list[int]) -> dict[int, str]:
    if model in (Fetch, Reading) and rows:
        items = model._default_manager.filter(pk__in=rows).values_list("pk", "item_id")
        return {pk: reverse("item", args=[item]) for pk, item in items}
    names: dict[type[Model], str] = {Source: "source", Item: "item", Frame: "frame"}
    if model in names:
        return {row: reverse(names[model], args=[row]) for row in rows}
    if model is Period:
        return {row: f"{reverse('week')}?period={row}" for row in rows}
    return {}
