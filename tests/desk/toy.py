"""A stage with nothing but its queue: items wait until they have an address of the recipe."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from django.db.models import Exists, F, OuterRef, Value
from django.db.models.fields import CharField
from django.db.models.functions import Cast, Concat

from columninch.desk import models
from columninch.desk.stage import Stage, pure
from columninch.tools import Tools
from tests.desk import press

if TYPE_CHECKING:
    from collections.abc import Callable

    from columninch.desk.stage import Ask, Kept

LONG_AGO = press.NOW - timedelta(days=2)


@dataclass
class MovedClock:
    """A clock that a test sets."""

    at: datetime = field(default=press.NOW)

    def now(self) -> datetime:
        return self.at


def toy_tools() -> Tools:
    return Tools(web=None, vault=None, clock=MovedClock())  # type: ignore[arg-type]  # unused here


def items(count: int, seen: datetime = LONG_AGO) -> list[models.Item]:
    """So many items of one outlet, first seen at `seen`."""
    outlet, _ = models.Outlet.objects.get_or_create(key="toy", name="Toy Ledger")
    channel, _ = models.Channel.objects.get_or_create(outlet=outlet, kind="site", name="")
    return [
        models.Item.objects.create(outlet=outlet, channel=channel, first_seen_at=seen)
        for _ in range(count)
    ]


def waiting(ask: Ask) -> object:
    name = Concat(Value(f"{ask.recipe.pk}:"), Cast(OuterRef("pk"), CharField()))
    done = models.Address.objects.annotate(own=name).filter(value_sha256=F("own"))
    return ask.left(models.Item.objects.filter(~Exists(done)))


def keep(row: models.Item, kept: Kept) -> None:
    models.Address.objects.create(
        item=row, kind="canonical", value=str(kept.result), value_sha256=_own(row, kept)
    )


def _own(row: models.Item, kept: Kept) -> str:
    return f"{kept.recipe.pk}:{row.pk}"


def toy(work: Callable[[int], object] = lambda pk: pk, **more: object) -> Stage:
    """The stage; `work` is put to each item's key."""
    parts = {
        "name": "toy",
        "summary": "",
        "revisions": {1: "first"},
        "question": waiting,
        "value": lambda row: row.pk,
        "work": pure(work),
        "keep": keep,
        "batch": 3,
        "marks": (models.Item, "first_seen_at"),
        **more,
    }
    return Stage(**parts)  # type: ignore[arg-type]  # a test names them


def done() -> set[int]:
    """The keys of the items that have a result of any recipe."""
    return set(models.Address.objects.values_list("item_id", flat=True))
