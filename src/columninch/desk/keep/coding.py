"""Stages rules, frames and shares."""

from __future__ import annotations

import hashlib
import json
from collections import defaultdict
from dataclasses import dataclass
from datetime import timedelta
from functools import lru_cache
from typing import TYPE_CHECKING

from django.db.models import Q

from columninch import records
from columninch.coding.codebook import load_codebook
from columninch.desk.keep.records import touch_days
from columninch.desk.models import CodebookVersion as Version
from columninch.desk.models import (
    Coder,
    Coding,
    Estimation,
    Frame,
    FrameMember,
    FrameUnit,
    Group,
    Period,
    Proposals,
    Reading,
    Reprint,
    Sample,
    Share,
)
from columninch.desk.runtime import config
from columninch.desk.waiting import changes_between, current_readings
from columninch.shares.frame import Printing, TextInFrame

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable
    from datetime import datetime

    from django.db.models import QuerySet

    from columninch.desk.stage import Kept


@lru_cache(maxsize=64)
def parsed_codebook(yaml: str) -> records.Codebook:
    """A codebook from its YAML, parsed once."""
    return load_codebook(yaml)


def versions_in_force() -> list[Version]:
    """The newest version of each codebook."""
    newest: dict[int, Version] = {}
    for version in Version.objects.order_by("codebook_id", "number"):
        newest[version.codebook_id] = version
    return list(newest.values())


def codebooks_digest() -> str:
    """What the codebooks in force come to."""
    return _sha(*(version.sha256 for version in versions_in_force()))


@dataclass(frozen=True, slots=True)
class TextToPropose:
    """A reading with the codebooks in force."""

    title: str
    text: str
    codebooks: tuple[tuple[int, records.Codebook], ...]


def text_to_propose(row: Reading) -> TextToPropose:
    """What the rules are put to."""
    books = ((version.pk, parsed_codebook(version.yaml)) for version in versions_in_force())
    return TextToPropose(row.title, row.text, tuple(books))


def keep_proposals(row: Reading, kept: Kept) -> None:
    """The rules' answers on a reading, as codings whose coder is a rule."""
    Coding.objects.filter(proposals__in=Proposals.objects.filter(reading=row)).delete()
    Proposals.objects.filter(reading=row).delete()
    proposals = Proposals.objects.create(reading=row, recipe=kept.recipe)
    coder, _ = Coder.objects.get_or_create(kind="rule", name="codebook rules")
    Coding.objects.bulk_create(
        Coding(
            item_id=row.item_id,
            reading=row,
            version_id=version,
            question=proposal.question,
            answer=proposal.answer,
            score=proposal.score,
            coder=coder,
            proposals=proposals,
            at=kept.now,
        )
        for version, proposal in kept.result
    )
    touch_days([row.day], "proposed")


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
    return _sha(json.dumps([list(rows), list(members), salt], default=str))


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
    Frame.objects.filter(period=row).exclude(recipe=kept.recipe).filter(is_frozen=False).delete()
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


@dataclass(frozen=True, slots=True)
class QuestionCoded:
    """One question's codings on a frame: for each coded position its answers."""

    version: int
    question: records.Question
    answers: dict[int, frozenset[str]]


@dataclass(frozen=True, slots=True)
class CodedFrame:
    """A frame with what was coded of its sample."""

    mark: int
    level: float
    units: tuple[records.FrameUnit, ...]
    questions: tuple[QuestionCoded, ...]


def coded_frame(row: Frame, until: datetime | None = None) -> CodedFrame:
    """What shares are estimated from; the mark is the one that the question saw.

    With `until`, the codings as they stood then.
    """
    units = list(row.units.order_by("position"))
    return CodedFrame(
        mark=row.built + row.coded,
        level=row.group.series.level,
        units=tuple(
            records.FrameUnit(unit.number, unit.items, unit.words, unit.minutes) for unit in units
        ),
        questions=tuple(_questions_coded(row, units, until)),
    )


def _questions_coded(
    row: Frame, units: list[FrameUnit], until: datetime | None
) -> Iterable[QuestionCoded]:
    versions = [
        version
        for version in versions_in_force()
        if version.codebook.series_id == row.group.series_id
    ]
    for version in versions:
        for question in parsed_codebook(version.yaml).questions:
            roots = [unit.root_id for unit in units]
            codings = codings_by_root(roots, version, question.key, until)
            yield QuestionCoded(version.pk, question, _coded_in_order(units, codings))


def _coded_in_order(
    units: list[FrameUnit], codings: dict[int, list[Coding]]
) -> dict[int, frozenset[str]]:
    """The codings of the units up to the first that nobody has answered or skipped.

    Coding in the order of the permanent numbers, what is coded is a random sample at any
    moment; an item coded out of turn waits until its turn comes.
    """
    coded: dict[int, frozenset[str]] = {}
    for unit in units:
        found = codings.get(unit.root_id)
        if not found:
            break
        answers = frozenset(coding.answer for coding in found if coding.answer)
        if answers:
            coded[unit.position] = answers
    return coded


def codings_by_root(
    roots: Collection[int], version: Version, question: str, until: datetime | None = None
) -> dict[int, list[Coding]]:
    """People's standing codings on any printing of each text, by the text's first holder.

    Where several people coded one text, the newest coder's answers count.
    """
    printings = dict(
        Reprint.objects.filter(origin_id__in=roots).values_list("copy__item_id", "origin_id")
    )
    own = Reading.objects.filter(pk__in=roots).values_list("item_id", "pk")
    printings.update(dict(own))
    rows = (
        Coding.objects.filter(
            item_id__in=printings,
            version=version,
            question=question,
            coder__kind="person",
        )
        .filter(_standing(until))
        .select_related("coder")
        .order_by("at", "pk")
    )
    by_coder: dict[int, dict[int, list[Coding]]] = defaultdict(dict)
    for coding in rows:
        coders = by_coder[printings[coding.item_id]]
        coders.setdefault(coding.coder_id, []).append(coding)
    return {root: _newest(coders) for root, coders in by_coder.items()}


def _standing(until: datetime | None) -> Q:
    if until is None:
        return Q(withdrawn_at__isnull=True)
    return Q(at__lte=until) & (Q(withdrawn_at__isnull=True) | Q(withdrawn_at__gt=until))


def _newest(coders: dict[int, list[Coding]]) -> list[Coding]:
    return max(coders.values(), key=lambda codings: (codings[-1].at, codings[-1].pk))


def keep_shares(row: Frame, kept: Kept) -> None:
    """The frame's shares, in place of those before."""
    value: CodedFrame = kept.value
    Estimation.objects.filter(frame=row).delete()
    estimation = Estimation.objects.create(frame=row, recipe=kept.recipe, mark=value.mark)
    Share.objects.bulk_create(
        Share(
            estimation=estimation,
            version_id=version,
            question=question,
            answer=answer,
            unit=share.unit,
            share=share.share,
            low=share.low,
            high=share.high,
            level=share.level,
            method=share.method,
            coded_count=share.coded_count,
            frame_count=share.frame_count,
            item_count=share.item_count,
        )
        for version, question, answer, share in kept.result
    )


def share_record(row: Share) -> records.Share:
    """A share's row as a record."""
    return records.Share(
        share=row.share,
        low=row.low,
        high=row.high,
        level=row.level,
        unit=row.unit,  # type: ignore[arg-type]  # kept as the record had it
        method=row.method,
        coded_count=row.coded_count,
        frame_count=row.frame_count,
        item_count=row.item_count,
    )


def _sha(*parts: str) -> str:
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()
