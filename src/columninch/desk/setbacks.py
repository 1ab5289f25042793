"""Setbacks: why a row's work failed, and when it is tried again.

What wants a browser where there is none is no passing trouble: it is tried once a day, and
at once when the settings change (`try_for_browser`). Pages tell it as one trouble of their
source, however many of its pages wait.
"""

from __future__ import annotations

import hashlib
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from django.db.models import F

from columninch.desk.keep.records import keep_capture
from columninch.desk.keep.visits import put_off
from columninch.desk.models import Setback
from columninch.errors import ColumninchError, FetchError, NoBrowser, NotCaptured

if TYPE_CHECKING:
    from datetime import datetime

    from columninch.desk.models import Recipe, Source
    from columninch.desk.stage import Stage

FIRST_PAUSE = timedelta(minutes=10)
LONGEST_PAUSE = timedelta(days=7)
BROWSER_PAUSE = timedelta(days=1)
"""Between two tries without a browser: nothing but a person can change anything."""
JITTER = 0.2
"""A pause may be longer by this part of it: what failed together is not tried together."""


def set_back(stage: Stage, recipe: Recipe, row: Any, error: Exception, now: datetime) -> None:
    """Note why a row's work failed and when it is tried again: later and later.

    A visit to a page that the archive has already is put off, which is no setback.
    """
    if put_off(stage.name, row, error, now):
        return
    is_ours = isinstance(error, ColumninchError)
    reason = str(error) if is_ours else f"{type(error).__name__}: {error}"
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
    setback.hint = error.hint if isinstance(error, ColumninchError) else ""
    refused = error if isinstance(error, NotCaptured) else None
    setback.kind = error.kind if isinstance(error, NotCaptured | NoBrowser) else ""
    setback.capture = keep_capture(refused.capture) if refused else None
    setback.next_try_at = _next_try(setback, error, now)
    setback.save()


def try_for_browser(now: datetime, source: Source | None = None) -> None:
    """Try again now what waits for a browser, of one source or all: the settings changed."""
    waiting = Setback.objects.filter(kind=NoBrowser.kind)
    if source is not None:
        waiting = waiting.filter(source=source)
    waiting.update(next_try_at=now)


def _next_try(setback: Setback, error: Exception, now: datetime) -> datetime | None:
    """When the row is tried again; None: not by itself."""
    if isinstance(error, ColumninchError) and not error.can_retry:
        return None
    if isinstance(error, NoBrowser):
        return now + BROWSER_PAUSE
    pause = FIRST_PAUSE * 2 ** min(setback.tries - 1, 12)
    pause = min(pause * (1 + JITTER * _chance(setback)), LONGEST_PAUSE)
    asked = error.retry_after_seconds if isinstance(error, FetchError) else None
    next_try: datetime = now + max(pause, timedelta(seconds=asked or 0))
    return next_try


def _chance(setback: Setback) -> float:
    """Between 0 and 1, the same for the same try of the same row: a run repeats exactly."""
    told = f"{setback.stage}:{setback.row}:{setback.tries}"
    return hashlib.sha256(told.encode()).digest()[0] / 255
