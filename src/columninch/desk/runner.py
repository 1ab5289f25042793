"""The one runner that serves every stage: batches, recipes, setbacks, leases, marks.

For a stage: (1) name its recipe; (2) ask which rows wait; (3) lease a batch of them;
(4) make their values; (5) do the work, outside any transaction; (6) keep each result in a
transaction of its own, or note a setback; (7) again, until none waits; (8) advance the mark.
A process that is killed anywhere leaves rows that still wait: nothing else is needed.
"""

from __future__ import annotations

import logging
import os
import secrets
import socket
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from django.db import IntegrityError, transaction
from django.db.models import F

from columninch.desk.models import Lease, Mark, Setback
from columninch.desk.periods import ensure_periods
from columninch.desk.recipes import current_recipe
from columninch.desk.stage import Ask, Kept, Stage
from columninch.errors import ColumninchError

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import datetime

    from columninch.desk.models import Recipe
    from columninch.tools import Tools

logger = logging.getLogger(__name__)

LEASE_SECONDS = 600
MARK_SECONDS = 300
"""A mark stops short of rows this young: one may commit behind a younger one."""
LONGEST_PAUSE = timedelta(days=7)


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
) -> tuple[StageReport, ...]:
    """Run every stage in order until nothing waits in any; what each did, summed.

    A later stage makes no row wait for an earlier one, but a counter that a late row
    raised can make a bucket wait again: so the pass is repeated until one does nothing.
    """
    _drop_leases_of_the_dead()
    totals = {stage.name: StageReport(stage.name, 0, 0) for stage in stages}
    while True:
        ensure_periods(tools.clock.now())
        reports = [run_stage(stage, tools, show) for stage in stages]
        for report in reports:
            before = totals[report.stage]
            totals[report.stage] = StageReport(
                report.stage, before.done + report.done, before.set_back + report.set_back
            )
        if not any(report.done for report in reports):
            return tuple(totals.values())


def run_stage(
    stage: Stage, tools: Tools, show: Callable[[Progress], None] | None = None
) -> StageReport:
    """Serve one stage until nothing waits for it."""
    owner = f"{socket.gethostname()[:20]}:{os.getpid()}:{secrets.token_hex(4)}"
    done = set_back = 0
    while True:
        ask = Ask(current_recipe(stage, tools.clock.now()), tools.clock.now())
        _drop_marks_of_other_recipes(stage, ask.recipe)
        try:
            rows = _leased(stage, ask, owner)
            if not rows:
                break
            kept, failed = _serve(stage, ask, rows, tools)
        finally:
            Lease.objects.filter(stage=stage.name, owner=owner).delete()
        done += kept
        set_back += failed
        if show:
            show(Progress(stage.name, done, set_back, stage.question(ask).count()))
    _advance_mark(stage, ask)
    return StageReport(stage.name, done, set_back)


def _leased(stage: Stage, ask: Ask, owner: str) -> list[Any]:
    """The next rows that nobody else is at, now leased to `owner`."""
    Lease.objects.filter(until__lte=ask.now).delete()
    taken = Lease.objects.filter(stage=stage.name).values("row")
    rows = list(stage.question(ask).exclude(pk__in=taken)[: stage.batch])
    until = ask.now + timedelta(seconds=LEASE_SECONDS)
    Lease.objects.bulk_create(
        [Lease(stage=stage.name, row=row.pk, owner=owner, until=until) for row in rows],
        ignore_conflicts=True,
    )
    mine = set(Lease.objects.filter(stage=stage.name, owner=owner).values_list("row", flat=True))
    return [row for row in rows if row.pk in mine]


def _drop_leases_of_the_dead() -> None:
    """Free the rows of workers on this machine that were killed."""
    host = socket.gethostname()[:20]
    for lease in Lease.objects.filter(owner__startswith=f"{host}:"):
        if not _is_alive(int(lease.owner.split(":")[1])):
            lease.delete()


def _is_alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True


def _serve(stage: Stage, ask: Ask, rows: list[Any], tools: Tools) -> tuple[int, int]:
    """Work on leased rows; how many were kept and how many set back."""
    ready = [(row, value) for row in rows for value in _values(stage, ask, row, tools)]
    results = stage.work([value for _, value in ready], tools) if ready else []
    if len(results) != len(ready):
        raise ColumninchError(
            f"{len(results)} results for {len(ready)} rows", where=f"stage {stage.name}"
        )
    kept = 0
    for (row, value), result in zip(ready, results, strict=True):
        if isinstance(result, Exception):
            _set_back(stage, ask.recipe, row, result, tools.clock.now())
        else:
            kept += _keep(stage, ask, row, Kept(ask.recipe, tools.clock.now(), value, result))
    return kept, len(rows) - kept


def _values(stage: Stage, ask: Ask, row: Any, tools: Tools) -> tuple[Any, ...]:
    """The row's value, or nothing where it could not be made: the row is set back then."""
    try:
        return (stage.value(row),)
    except Exception as error:  # one row that can't be told must not stop the others
        logger.exception("stage %s, row %s: no value", stage.name, row.pk)
        _set_back(stage, ask.recipe, row, error, tools.clock.now())
        return ()


def _keep(stage: Stage, ask: Ask, row: Any, kept: Kept) -> bool:
    try:
        with transaction.atomic():
            stage.keep(row, kept)
            # of every recipe: what an earlier one could not do is done now
            Setback.objects.filter(stage=stage.name, row=row.pk).delete()
    except IntegrityError as error:
        # mostly another worker that kept a result of this recipe first: theirs counts
        if stage.question(ask).filter(pk=row.pk).exists():
            _set_back(stage, ask.recipe, row, error, kept.now)
        else:
            logger.info("stage %s, row %s: kept by another worker", stage.name, row.pk)
        return False
    except Exception as error:  # text that the database refuses, such as a zero character
        logger.exception("stage %s, row %s: not kept", stage.name, row.pk)
        _set_back(stage, ask.recipe, row, error, kept.now)
        return False
    return True


def _set_back(stage: Stage, recipe: Recipe, row: Any, error: Exception, now: datetime) -> None:
    """Note why a row's work failed and when it is tried again: later and later."""
    reason = (
        str(error) if isinstance(error, ColumninchError) else f"{type(error).__name__}: {error}"
    )
    Setback.objects.filter(stage=stage.name, row=row.pk).exclude(recipe=recipe).delete()
    setback, is_new = Setback.objects.get_or_create(
        recipe=recipe,
        stage=stage.name,
        row=row.pk,
        defaults={
            "reason": reason,
            "first_at": now,
            "at": now,
            "source_id": stage.source_of(row),
            "label": str(row)[:500],
        },
    )
    if not is_new:
        setback.tries = F("tries") + 1
        setback.reason = reason
        setback.at = now
        setback.save()
        setback.refresh_from_db()
    hopeless = isinstance(error, ColumninchError) and not error.can_retry
    pause = min(timedelta(minutes=10) * 2 ** min(setback.tries - 1, 12), LONGEST_PAUSE)
    setback.next_try_at = None if hopeless else now + pause
    setback.save(update_fields=["next_try_at"])


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
