"""Recipes: which recipe a stage works by now, as a row that results can name."""

from __future__ import annotations

from typing import TYPE_CHECKING

from columninch.desk.models import Recipe
from columninch.desk.stage import Stage, settings_digest

if TYPE_CHECKING:
    from datetime import datetime


def current_recipe(stage: Stage, now: datetime) -> Recipe:
    """The recipe of `stage` as program and settings stand, made where it is new."""
    revision = max(stage.revisions)
    recipe, _ = Recipe.objects.get_or_create(
        stage=stage.name,
        revision=revision,
        settings_digest=settings_digest(stage),
        defaults={"reason": stage.revisions[revision], "first_used_at": now},
    )
    return recipe


def newest_recipe(stage_name: str) -> Recipe | None:
    """The newest recipe that `stage_name` worked by, or None before its first run."""
    return Recipe.objects.filter(stage=stage_name).order_by("-pk").first()
