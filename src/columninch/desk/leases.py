"""Leases: rows that a worker is at. They save work where several run, and protect nothing."""

from __future__ import annotations

import os
import secrets
import socket
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from columninch.desk.models import Lease, Setback

if TYPE_CHECKING:
    from collections.abc import Iterable

    from django.db.models import QuerySet

    from columninch.desk.stage import Ask, Stage

LEASE_SECONDS = 600


def new_owner() -> str:
    """A name for one worker at one stage: its machine and process can be told from it."""
    return f"{_host()}:{os.getpid()}:{secrets.token_hex(4)}"


def lease(stage: Stage, ask: Ask, owner: str, rows: QuerySet[Any]) -> list[Any]:
    """The first of `rows` that nobody else is at, at most a batch, now leased to `owner`."""
    Lease.objects.filter(until__lte=ask.now).delete()
    taken = Lease.objects.filter(stage=stage.name).values("row")
    chosen = list(rows.exclude(pk__in=taken)[: stage.batch])
    until = ask.now + timedelta(seconds=LEASE_SECONDS)
    Lease.objects.bulk_create(
        [Lease(stage=stage.name, row=row.pk, owner=owner, until=until) for row in chosen],
        ignore_conflicts=True,
    )
    mine = Lease.objects.filter(stage=stage.name, owner=owner, row__in=[row.pk for row in chosen])
    kept = set(mine.values_list("row", flat=True))
    setbacks = Setback.objects.filter(stage=stage.name, row__in=kept).order_by("at")
    earlier = {setback.row: setback for setback in setbacks}
    for row in chosen:
        row.earlier_setback = earlier.get(row.pk)  # asked once a batch, wanted at each keeping
    return [row for row in chosen if row.pk in kept]


def free(stage: Stage, owner: str, rows: Iterable[Any]) -> None:
    """Let go of some rows."""
    keys = [row.pk for row in rows]
    if keys:
        Lease.objects.filter(stage=stage.name, owner=owner, row__in=keys).delete()


def free_all(stage: Stage, owner: str) -> None:
    """Let go of everything."""
    Lease.objects.filter(stage=stage.name, owner=owner).delete()


def free_those_of_the_dead() -> None:
    """Free the rows of workers on this machine that were killed."""
    for one in Lease.objects.filter(owner__startswith=f"{_host()}:"):
        if not _is_alive(int(one.owner.split(":")[1])):
            one.delete()


def _host() -> str:
    return socket.gethostname()[:20]


def _is_alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True
