"""What a stage of the pipeline is: the question, the value, the work, the keeping."""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING, Any, TypeVar

from django.db.models import Model, Q, QuerySet

from columninch.desk.models import Mark, Recipe, Setback
from columninch.errors import ColumninchError
from columninch.tools import Tools

if TYPE_CHECKING:
    from collections.abc import Iterable


logger = logging.getLogger(__name__)

ValueT = TypeVar("ValueT")
ResultT = TypeVar("ResultT")
RowT = TypeVar("RowT", bound=Model)


@dataclass(frozen=True, slots=True)
class Ask:
    """With what a question is asked: for which recipe, and when."""

    recipe: Recipe
    now: datetime

    def left(self, rows: QuerySet[RowT], *, besides: Q | None = None) -> QuerySet[RowT]:
        """Of `rows`, those past the stage's mark, with a setback that is due, or `besides`."""
        setbacks = Setback.objects.filter(recipe=self.recipe)
        due = setbacks.filter(next_try_at__lte=self.now).values("row")
        resting = setbacks.exclude(next_try_at__lte=self.now).values("row")
        mark = Mark.objects.filter(recipe=self.recipe).values_list("done_through", flat=True)
        beyond = Q(pk__gt=mark.first() or 0) | Q(pk__in=due)
        if besides is not None:
            beyond |= besides
        return rows.filter(beyond).exclude(pk__in=resting).order_by("pk")


@dataclass(frozen=True, slots=True)
class Kept:
    """What the keeping is handed beside the row."""

    recipe: Recipe
    now: datetime
    value: Any
    result: Any
    setback: Setback | None = None
    """Of earlier tries of this row, if any failed."""


@dataclass(frozen=True, slots=True)
class Stage:
    """One line of the pipeline."""

    name: str
    summary: str
    revisions: Mapping[int, str]
    """Of the room that does the work; the newest one counts."""
    question: Callable[[Ask], QuerySet[Any]]
    """Which rows wait for me?"""
    value: Callable[[Any], Any]
    """A row as a record."""
    work: Callable[[Sequence[Any], Tools], list[Any]]
    """One result or one error for each value, same length, same order."""
    keep: Callable[[Any, Kept], None]
    """A result as rows, in one transaction that the runner opened."""
    consumes: tuple[str, ...] = ()
    """Stages whose results it reads; each stands earlier."""
    settings: Callable[[], str] | None = None
    """A digest of the settings that matter."""
    marks: tuple[type[Model], str] | None = None
    """The growing table it reads and the time of its rows, where a mark can stand."""
    batch: int = 20
    lane: str = ""
    """For work that waits for the network: the field that keeps rows apart. Many lanes are
    worked at once, the rows of one lane one after another."""
    source_of: Callable[[Any], int | None] = field(default=lambda _row: None)
    """The source that a setback of this row is told under."""


def each(
    function: Callable[[Any, Tools], Any],
) -> Callable[[Sequence[Any], Tools], list[Any]]:
    """Work that takes its values one by one: one bad page doesn't spoil fifty good ones."""

    def work(values: Sequence[Any], tools: Tools) -> list[Any]:
        return [_attempt(function, value, tools) for value in values]

    return work


def pure(function: Callable[[Any], Any]) -> Callable[[Sequence[Any], Tools], list[Any]]:
    """The same, of a function that needs no tools."""
    return each(lambda value, _tools: function(value))


def _attempt(function: Callable[[Any, Tools], Any], value: Any, tools: Tools) -> Any:
    try:
        return function(value, tools)
    except ColumninchError as error:
        return error
    except Exception as error:  # hostile input finds every bug; it becomes a setback
        logger.exception("unexpected error on %.200r", value)
        return error


def settings_digest(stage: Stage) -> str:
    """What the settings that matter to `stage` come to, or an empty text."""
    return stage.settings() if stage.settings else ""


def names(stages: Iterable[Stage]) -> tuple[str, ...]:
    """The stages' names in their order."""
    return tuple(stage.name for stage in stages)
