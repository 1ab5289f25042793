"""System checks over the pipeline: names once, whatever is consumed is made earlier."""

from __future__ import annotations

from typing import Any

from django.core.checks import CheckMessage, Error, register

from columninch.desk.pipeline import STAGES


@register()
def pipeline_is_sound(**_kwargs: Any) -> list[CheckMessage]:
    """One error for each stage that is out of order or named twice."""
    errors: list[CheckMessage] = []
    made: set[str] = set()
    for stage in STAGES:
        if stage.name in made:
            errors.append(Error(f"stage {stage.name} is named twice", id="desk.E001"))
        missing = set(stage.consumes) - made
        if missing:
            told = ", ".join(sorted(missing))
            errors.append(
                Error(f"stage {stage.name} consumes {told}, made by no earlier one", id="desk.E002")
            )
        if sorted(stage.revisions) != list(range(1, len(stage.revisions) + 1)):
            errors.append(Error(f"stage {stage.name}: revisions are not 1, 2, …", id="desk.E003"))
        made.add(stage.name)
    return errors
