"""Stage frames: what each group printed in a period, listed and drawn from."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from django.db.models import Q

from columninch import records
from columninch.desk.keep.coding import digest_of
from columninch.desk.models import (
    Frame,
    FrameMember,
    FrameUnit,
    Group,
    Period,
    Reading,
    Reprint,
    Sample,
)
from columninch.desk.runtime import config
from columninch.desk.waiting import changes_between, current_readings
from columninch.shares.frame import Printing, TextInFrame

if TYPE_CHECKING:
    from collections.abc import Collection

    from django.db.models import QuerySet

    from columninch.desk.stage import Kept


@dataclass(frozen=True, slots=True)
class GroupOutput:
    """What a group printed in a period, in order of time."""

    group: int
    half_width: float
    level: float
    readings: tuple[int, ...]
    items: tuple[int, ...]
    roots: tuple[int, ...]
    printings: tuple[Printing, ...]


@dataclass(frozen=True, slots=True)
class PeriodOutput:
    """The output of each group in a period."""

    mark: int
    salt: str
    groups: tuple[GroupOutput, ...]


def groups_digest() -> str:
    """What the groups, their members and the wanted widths come to."""
    rows = Group.objects.order_by("pk").values_list(
        "pk", "languages", "series__half_width", "series__level"
    )
    members = Group.outlets.through.objects.order_by("pk").values_list(
        "group_id", "outlet_id", "since", "until"
    )
    salt = config().text("draw.salt")
    return digest_of(json.dumps([list(rows), list(members), salt], default=str))


def period_output(row: Period) -> PeriodOutput:
    """What frames are built from; the mark is read before the texts."""
    mark = changes_between(row.first_day, row.last_day, "read", "traced")
    groups = Group.objects.filter(series_id=row.series_id).select_related("series")
    return PeriodOutput(
        mark, config().text("draw.salt"), tuple(_group_output(group, row) for group in groups)
    )


def group_readings(group: Group, period: Period) -> QuerySet[Reading]:
    """What the group's outlets printed in the period, in order of time."""
    rows = current_readings().filter(
        _member_then(group, period), dated_at__gte=period.starts, dated_at__lt=period.ends
    )
    if group.languages:
        rows = rows.filter(language__in=group.languages)
    return rows.select_related("item__outlet").order_by("dated_at", "pk").distinct()


def _member_then(group: Group, period: Period) -> Q:
    first, last = period.starts.date(), (period.ends - timedelta(seconds=1)).date()
    members = group.memberships.filter(
        Q(since__isnull=True) | Q(since__lte=last), Q(until__isnull=True) | Q(until__gt=first)
    )
    return Q(item__outlet__in=members.values("outlet"))


def _group_output(group: Group, period: Period) -> GroupOutput:
    rows = list(group_readings(group, period))
    roots = roots_of([row.pk for row in rows])
    shas = dict(Reading.objects.filter(pk__in=set(roots.values())).values_list("pk", "text_sha256"))
    return GroupOutput(
        group=group.pk,
        half_width=group.series.half_width,
        level=group.series.level,
        readings=tuple(row.pk for row in rows),
        items=tuple(row.item_id for row in rows),
        roots=tuple(roots[row.pk] for row in rows),
        printings=tuple(
            Printing(
                text_sha256=shas[roots[row.pk]],
                outlet=row.item.outlet.key,
                channel=str(row.item.channel_id),
                words=row.word_count,
                minutes=(row.airtime_seconds or 0.0) / 60,
            )
            for row in rows
        ),
    )


def roots_of(readings: Collection[int]) -> dict[int, int]:
    """For each reading the earliest known holder of its text, itself where it is the one."""
    roots = {reading: reading for reading in readings}
    for _ in range(20):  # a chain of reprints across windows is short; no ring can hold us
        origins = dict(
            Reprint.objects.filter(
                copy_id__in=set(roots.values()), origin__is_current=True
            ).values_list("copy_id", "origin_id")
        )
        if not origins:
            break
        roots = {reading: origins.get(root, root) for reading, root in roots.items()}
    return roots


@dataclass(frozen=True, slots=True)
class BuiltFrame:
    """A group's frame with its draw."""

    texts: tuple[TextInFrame, ...]
    draw: records.Draw


def keep_frames(row: Period, kept: Kept) -> None:
    """Each group's frame, units and sample, in place of those before; frozen ones stay."""
    value: PeriodOutput = kept.value
    if Frame.objects.filter(period=row, is_frozen=True).exists():
        return  # the issue was published meanwhile
    Frame.objects.filter(period=row).exclude(recipe=kept.recipe).delete()
    for output, built in zip(value.groups, kept.result, strict=True):
        frame, is_new = Frame.objects.select_for_update().get_or_create(
            group_id=output.group, period=row, recipe=kept.recipe, defaults={"mark": value.mark}
        )
        if not is_new:
            frame.mark = value.mark
            frame.built += 1
            frame.save(update_fields=["mark", "built"])
            frame.units.all().delete()
        _keep_units(frame, output, built)


def _keep_units(frame: Frame, output: GroupOutput, built: BuiltFrame) -> None:
    sampled = len(built.draw.sampled)
    units = FrameUnit.objects.bulk_create(
        FrameUnit(
            frame=frame,
            position=position,
            reading_id=output.readings[text.members[0]],
            root_id=output.roots[text.members[0]],
            number=text.unit.number,
            items=text.unit.items,
            words=text.unit.words,
            minutes=text.unit.minutes,
            inclusion_probability=sampled / len(built.texts),
        )
        for position, text in enumerate(built.texts)
    )
    FrameMember.objects.bulk_create(
        FrameMember(unit=unit, item_id=output.items[member])
        for unit, text in zip(units, built.texts, strict=True)
        for member in text.members
    )
    Sample.objects.update_or_create(
        frame=frame,
        defaults={
            "method": built.draw.method,
            "size": sampled,
            "threshold": built.draw.threshold,
        },
    )
