"""The pipeline: what waits at each stage, what was set back, and by which recipe it works."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.urls import reverse

from columninch.desk.models import Fetch, Frame, Item, Period, Reading, Recipe, Setback, Source
from columninch.desk.pipeline import STAGES
from columninch.desk.recipes import current_recipe
from columninch.desk.stage import Ask, Stage

if TYPE_CHECKING:
    from datetime import datetime

    from django.db.models import Model


SHOWN = 100
"""Setbacks of a stage that its list shows."""


@dataclass(frozen=True, slots=True)
class SetbackRow:
    """A row that was set back, with the page it has."""

    setback: Setback
    url: str
    """Empty where the row has no page, as a day has none."""


@dataclass(frozen=True, slots=True)
class StageRow:
    """One stage as the page shows it."""

    stage: Stage
    recipe: Recipe
    waiting_count: int
    setback_count: int
    setbacks: tuple[SetbackRow, ...]
    """The newest ones."""
    earlier: tuple[Recipe, ...]
    """Recipes that it worked by before."""


def stage_rows(now: datetime) -> tuple[StageRow, ...]:
    """Every stage in the order of the flow."""
    setbacks = _by_stage(list(Setback.objects.select_related("source").order_by("-at", "-pk")))
    recipes: dict[str, list[Recipe]] = {}
    for recipe in Recipe.objects.order_by("-pk"):
        recipes.setdefault(recipe.stage, []).append(recipe)
    return tuple(
        _stage_row(stage, now, setbacks.get(stage.name, []), recipes.get(stage.name, []))
        for stage in STAGES
    )


def _stage_row(
    stage: Stage, now: datetime, setbacks: list[Setback], recipes: list[Recipe]
) -> StageRow:
    recipe = current_recipe(stage, now)
    waiting = stage.question(Ask(recipe, now))
    shown = setbacks[:SHOWN]
    pages = _pages(waiting.model, [setback.row for setback in shown])
    return StageRow(
        stage=stage,
        recipe=recipe,
        waiting_count=waiting.count(),
        setback_count=len(setbacks),
        setbacks=tuple(SetbackRow(setback, pages.get(setback.row, "")) for setback in shown),
        earlier=tuple(other for other in recipes if other.pk != recipe.pk),
    )


def _by_stage(setbacks: list[Setback]) -> dict[str, list[Setback]]:
    stages: dict[str, list[Setback]] = {}
    for setback in setbacks:
        stages.setdefault(setback.stage, []).append(setback)
    return stages


def _pages(model: type[Model], rows: list[int]) -> dict[int, str]:
    """For each row of `model` the address of its page."""
    if model in (Fetch, Reading) and rows:
        items = model._default_manager.filter(pk__in=rows).values_list("pk", "item_id")
        return {pk: reverse("item", args=[item]) for pk, item in items}
    names: dict[type[Model], str] = {Source: "source", Item: "item", Frame: "frame"}
    if model in names:
        return {row: reverse(names[model], args=[row]) for row in rows}
    if model is Period:
        return {row: f"{reverse('week')}?period={row}" for row in rows}
    return {}
