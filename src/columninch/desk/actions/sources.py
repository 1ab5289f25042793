"""Sources: added with their outlet, paused, resumed, polled now."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.text import slugify

from columninch.collect.kinds import SOURCE_KINDS
from columninch.desk.actions.log import write_log
from columninch.desk.models import Channel, Group, Membership, Outlet, Series, Source
from columninch.digest.freeze import to_json
from columninch.errors import UsageError
from columninch.records import FoundSource
from columninch.registry import pick

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from django.contrib.auth.models import AbstractBaseUser

LONGEST_URL = 2000


@dataclass(frozen=True, slots=True)
class Added:
    """A source as it was added, or as it stood already."""

    source: Source
    found: FoundSource
    is_new: bool


def add_found(
    chosen: Sequence[FoundSource],
    now: datetime,
    user: AbstractBaseUser | None = None,
    outlet_name: str = "",
) -> tuple[Added, ...]:
    """Add the sources that a person chose of one discovery: all are one outlet's.

    Raises `UsageError` where the outlet has no name; then nothing is added.
    """
    name = outlet_name.strip() or next((one.outlet_name for one in chosen), "")
    with transaction.atomic():
        return tuple(add_source(one, now, user, name) for one in chosen)


def add_source(
    found: FoundSource,
    now: datetime,
    user: AbstractBaseUser | None = None,
    outlet_name: str = "",
    channel_kind: str = "",
) -> Added:
    """Add a source that was found, with its outlet, in the desk's first series' first group."""
    known = source_at(found.url)
    if known is not None:
        return Added(known, found, is_new=False)
    if len(found.url) > LONGEST_URL:
        raise UsageError(
            f"the address is longer than {LONGEST_URL} characters", where=found.url[:80]
        )
    outlet = outlet_called(outlet_name or found.outlet_name, found)
    kind = channel_kind or pick(SOURCE_KINDS, found.kind, what="source kind").channel
    channel, _ = Channel.objects.get_or_create(outlet=outlet, kind=kind, name="")
    source = Source.objects.create(
        outlet=outlet,
        channel=channel,
        kind=found.kind,
        url=found.url,
        added_at=now,
        options=to_json(found.options),
        is_backfill=pick(SOURCE_KINDS, found.kind, what="source kind").is_backfill,
    )
    _watch(outlet)
    write_log("add source", found.url, user, now, outlet=outlet.name)
    return Added(source, found, is_new=True)


def source_at(url: str) -> Source | None:
    """The source that is polled at `url`, or was until it moved; None where there is none."""
    found = Source.objects.filter(url=url).first()
    return found or Source.objects.filter(former_urls__url=url).first()


def outlet_called(name: str, found: FoundSource) -> Outlet:
    """The outlet of this name, made where it is new."""
    if not name.strip():
        raise UsageError("the outlet has no name", where=found.url, hint="give one with --outlet")
    known = Outlet.objects.filter(name=name).first()
    if known is not None:
        return known.merged_into or known
    return Outlet.objects.create(
        key=_free_key(name), name=name[:200], language=found.language, homepage=found.homepage
    )


def _free_key(name: str) -> str:
    stem = slugify(name, allow_unicode=True)[:100] or "outlet"
    key, number = stem, 2
    while Outlet.objects.filter(key=key).exists():
        key, number = f"{stem}-{number}", number + 1
    return key


def _watch(outlet: Outlet) -> None:
    """An outlet that no group measures joins the group of everything that is watched."""
    if outlet.memberships.exists():
        return
    for series in Series.objects.order_by("pk")[:1]:
        group, _ = Group.objects.get_or_create(
            series=series,
            key="watched",
            defaults={"names": {"en": "the outlets we watch", "fa": "رسانه‌های زیر نظر ما"}},
        )
        Membership.objects.create(group=group, outlet=outlet)


def pause(source: Source, user: AbstractBaseUser | None, now: datetime) -> None:
    """Poll the source no more until it is resumed."""
    Source.objects.filter(pk=source.pk).update(is_paused=True)
    write_log("pause source", source.url, user, now)


def resume(source: Source, user: AbstractBaseUser | None, now: datetime) -> None:
    """Poll the source again, from now on."""
    Source.objects.filter(pk=source.pk).update(is_paused=False, next_poll_at=now)
    write_log("resume source", source.url, user, now)


def poll_now(source: Source, user: AbstractBaseUser | None, now: datetime) -> None:
    """Make the source due, and forget its setbacks."""
    source.setbacks.filter(stage="poll").delete()
    Source.objects.filter(pk=source.pk).update(next_poll_at=now)
    write_log("poll source", source.url, user, now)
