"""The one runner that serves every stage: batches, recipes, setbacks, leases, marks.

For a stage: (1) name its recipe; (2) ask which rows wait; (3) lease a batch of them;
(4) make their values; (5) do the work, outside any transaction; (6) keep each result in a
transaction of its own, or note a setback; (7) again, until none waits; (8) advance the mark.
A process that is killed anywhere leaves rows that still wait: nothing else is needed.

A stage that waits for the network has lanes: there (5) is done by a crew, many lanes at
once, and (6) as results come in. Its turn ends after a while, so that what came in goes on.
"""

from __future__ import annotations

import logging
import time
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from django.db import IntegrityError, transaction
from django.db.models import F

from columninch.desk.crew import Crew, Task
from columninch.desk.leases import free, free_all, free_those_of_the_dead, lease, new_owner
from columninch.desk.models import Mark, Setback
from columninch.desk.periods import ensure_periods
from columninch.desk.recipes import current_recipe
from columninch.desk.setbacks import set_back
from columninch.desk.stage import Ask, Kept, Stage
from columninch.errors import ColumninchError

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from columninch.desk.crew import Finished
    from columninch.desk.models import Recipe
    from columninch.tools import Tools

logger = logging.getLogger(__name__)

MARK_SECONDS = 300
"""A mark stops short of rows this young: one may commit behind a younger one."""
TURN_SECONDS = 60.0
"""How long a stage with lanes goes on taking new rows before it is the next stage's turn."""
LOOK_SECONDS = 0.25
"""How often a crew is looked after."""
KEPT_AT_ONCE = 50
"""Results of a crew that are kept in one transaction, each by itself."""


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a stage is, for whoever shows it."""

    stage: str
    done: int
    set_back: int
    waiting: int


@dataclass(frozen=True, slots=True)
class StageReport:
    """What one stage did in a pass."""

    stage: str
    done: int
    set_back: int


def run_pass(
    stages: Sequence[Stage],
    tools: Tools,
    show: Callable[[Progress], None] | None = None,
    *,
    at_once: int = 1,
) -> tuple[StageReport, ...]:
    """Run every stage in order until nothing waits in any; what each did, summed.

    `at_once` is how many lanes of a stage are worked at the same time; with 1 everything
    is done in one order, always the same.

    A later stage makes no row wait for an earlier one, but a counter that a late row
    raised can make a bucket wait again: so the pass is repeated until one does nothing.
    """
    free_those_of_the_dead()
    totals = {stage.name: StageReport(stage.name, 0, 0) for stage in stages}
    while True:
        ensure_periods(tools.clock.now())
        reports = [run_stage(stage, tools, show, at_once=at_once) for stage in stages]
        for report in reports:
            before = totals[report.stage]
            totals[report.stage] = StageReport(
                report.stage, before.done + report.done, before.set_back + report.set_back
            )
        if not any(report.done for report in reports):
            return tuple(totals.values())


def run_stage(
    stage: Stage,
    tools: Tools,
    show: Callable[[Progress], None] | None = None,
    *,
    at_once: int = 1,
) -> StageReport:
    """Serve one stage until nothing waits for it, or its turn is over."""
    turn = _Turn(stage, tools, new_owner(), show)
    try:
        if stage.lane and at_once > 1:
            _serve_lanes(turn, at_once)
        else:
            _serve_in_order(turn)
    finally:
        free_all(stage, turn.owner)
    _advance_mark(stage, turn.ask())
    return StageReport(stage.name, turn.done, turn.set_back)


class _Turn:
    """One turn of a stage: what it was given, and how far it is."""

    def __init__(
        self,
        stage: Stage,
        tools: Tools,
        owner: str,
        show: Callable[[Progress], None] | None,
    ) -> None:
        self.stage = stage
        self.tools = tools
        self.owner = owner
        self.done = 0
        self.set_back = 0
        self._show = show

    def ask(self) -> Ask:
        """The question as of now."""
        ask = Ask(current_recipe(self.stage, self.tools.clock.now()), self.tools.clock.now())
        _drop_marks_of_other_recipes(self.stage, ask.recipe)
        return ask

    def count(self, kept: int, failed: int, ask: Ask) -> None:
        """Count what was served, and show it."""
        self.done += kept
        self.set_back += failed
        if self._show:
            waiting = self.stage.question(ask).count()
            self._show(Progress(self.stage.name, self.done, self.set_back, waiting))


def _serve_in_order(turn: _Turn) -> None:
    """Batch after batch, until nothing waits."""
    while True:
        ask = turn.ask()
        rows = lease(turn.stage, ask, turn.owner, turn.stage.question(ask))
        if not rows:
            return
        try:
            kept, failed = _serve(turn.stage, ask, rows, turn.tools)
        finally:
            free_all(turn.stage, turn.owner)
        turn.count(kept, failed, ask)


def _serve_lanes(turn: _Turn, at_once: int) -> None:
    """Many lanes at once, until nothing waits or the turn is over."""
    stage, tools = turn.stage, turn.tools
    crew = Crew(lambda value: _one_result(stage, value, tools), at_once)
    ends = time.monotonic() + TURN_SECONDS
    try:
        while True:
            ask = turn.ask()
            is_over = time.monotonic() >= ends
            taken = 0 if is_over else _give_rows(turn, ask, crew)
            if is_over:
                free(stage, turn.owner, [task.row for task in crew.drop_queue()])
            finished = crew.finished(LOOK_SECONDS)
            if finished:
                turn.count(*_keep_finished(turn, ask, finished), ask)
            elif not taken and crew.is_idle():
                return
    finally:
        crew.close()


def _give_rows(turn: _Turn, ask: Ask, crew: Crew) -> int:
    """Fill the crew's lanes with rows that wait; how many were taken."""
    taken = 0
    while crew.has_room():
        lanes = crew.busy_lanes() | set(crew.closed_lanes)
        waiting = turn.stage.question(ask).exclude(**{f"{turn.stage.lane}__in": lanes})
        named = waiting.annotate(lane_of_row=F(turn.stage.lane))
        rows = lease(turn.stage, ask, turn.owner, named)
        for row in rows:
            values = _values(turn.stage, ask, row, turn.tools)
            turn.set_back += not values
            for value in values:
                crew.give(Task(row.lane_of_row, row, value))
        taken += len(rows)
        if not rows:
            break
    return taken


def _one_result(stage: Stage, value: Any, tools: Tools) -> Any:
    """The result of one value, or the error."""
    results = stage.work([value], tools)
    if len(results) != 1:
        return ColumninchError(f"{len(results)} results for 1 row", where=f"stage {stage.name}")
    return results[0]


def _keep_finished(turn: _Turn, ask: Ask, finished: list[Finished]) -> tuple[int, int]:
    """Keep what a crew finished, some results a transaction; how many were kept and set back."""
    kept = 0
    for start in range(0, len(finished), KEPT_AT_ONCE):
        some = finished[start : start + KEPT_AT_ONCE]
        with transaction.atomic():
            kept += sum(
                _settle(turn.stage, ask, one.task.row, one.task.value, one.result, turn.tools)
                for one in some
            )
            free(turn.stage, turn.owner, [one.task.row for one in some])
    return kept, len(finished) - kept


def _serve(stage: Stage, ask: Ask, rows: list[Any], tools: Tools) -> tuple[int, int]:
    """Work on leased rows; how many were kept and how many set back."""
    ready = [(row, value) for row in rows for value in _values(stage, ask, row, tools)]
    results = stage.work([value for _, value in ready], tools) if ready else []
    if len(results) != len(ready):
        raise ColumninchError(
            f"{len(results)} results for {len(ready)} rows", where=f"stage {stage.name}"
        )
    kept = sum(
        _settle(stage, ask, row, value, result, tools)
        for (row, value), result in zip(ready, results, strict=True)
    )
    return kept, len(rows) - kept


def _settle(stage: Stage, ask: Ask, row: Any, value: Any, result: Any, tools: Tools) -> bool:
    """Keep a result, or note a setback; whether it was kept."""
    now = tools.clock.now()
    if isinstance(result, Exception):
        set_back(stage, ask.recipe, row, result, now)
        return False
    return _keep(stage, ask, row, Kept(ask.recipe, now, value, result, row.earlier_setback))


def _values(stage: Stage, ask: Ask, row: Any, tools: Tools) -> tuple[Any, ...]:
    """The row's value, or nothing where it could not be made: the row is set back then."""
    try:
        return (stage.value(row),)
    except Exception as error:  # one row that can't be told must not stop the others
        logger.exception("stage %s, row %s: no value", stage.name, row.pk)
        set_back(stage, ask.recipe, row, error, tools.clock.now())
        return ()


def _keep(stage: Stage, ask: Ask, row: Any, kept: Kept) -> bool:
    try:
        with transaction.atomic():
            stage.keep(row, kept)
            if kept.setback is not None:
                # of every recipe: what an earlier one could not do is done now
                Setback.objects.filter(stage=stage.name, row=row.pk).delete()
    except IntegrityError as error:
        # mostly another worker that kept a result of this recipe first: theirs counts
        if stage.question(ask).filter(pk=row.pk).exists():
            set_back(stage, ask.recipe, row, error, kept.now)
        else:
            logger.info("stage %s, row %s: kept by another worker", stage.name, row.pk)
        return False
    except Exception as error:  # text that the database refuses, such as a zero character
        logger.exception("stage %s, row %s: not kept", stage.name, row.pk)
        set_back(stage, ask.recipe, row, error, kept.now)
        return False
    return True


def _drop_marks_of_other_recipes(stage: Stage, recipe: Recipe) -> None:
    """Forget what other recipes had done: this one's results replace theirs.

    When settings go back to what they once were, the rows wait again.
    """
    Mark.objects.filter(stage=stage.name).exclude(recipe=recipe).delete()


def _advance_mark(stage: Stage, ask: Ask) -> None:
    """Remember up to where everything is done, short of rows some minutes old."""
    if stage.marks is None or stage.question(ask).exists():
        return
    model, time_field = stage.marks
    old = {f"{time_field}__lte": ask.now - timedelta(seconds=MARK_SECONDS)}
    young = {f"{time_field}__gt": ask.now - timedelta(seconds=MARK_SECONDS)}
    youngest = model._default_manager.filter(**young).order_by("pk").first()
    rows = model._default_manager.filter(**old)
    if youngest is not None:
        rows = rows.filter(pk__lt=youngest.pk)
    newest = rows.order_by("-pk").values_list("pk", flat=True).first()
    if newest is not None:
        Mark.objects.update_or_create(
            recipe=ask.recipe, defaults={"stage": stage.name, "done_through": newest}
        )
