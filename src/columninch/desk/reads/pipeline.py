"""The pipeline: what waits at each stage, what was set back, and by which recipe it works."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from columninch.desk.models import Recipe, Setback
from columninch.desk.pipeline import STAGES
from columninch.desk.reads.setbacks import SetbackRow, with_pages
from columninch.desk.recipes import current_recipe
from columninch.desk.stage import Ask, Stage

if TYPE_CHECKING:
    from datetime import datetime


SHOWN = 100
"""Setbacks of a stage that its list shows."""


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
    return StageRow(
        stage=stage,
        recipe=recipe,
        waiting_count=waiting.count(),
        setback_count=len(setbacks),
        setbacks=with_pages(waiting.model, setbacks[:SHOWN]),
        earlier=tuple(other for other in recipes if other.pk != recipe.pk),
    )


def _by_stage(setbacks: list[Setback]) -> dict[str, list[Setback]]:
    stages: dict[str, list[Setback]] = {}
    for setback in setbacks:
        stages.setdefault(setback.stage, []).append(setback)
    return stages
