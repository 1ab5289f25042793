"""Stage shares: codings on a frame's sample to estimates."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import Q

from columninch import records
from columninch.desk.keep.coding import parsed_codebook, versions_in_force
from columninch.desk.models import CodebookVersion as Version
from columninch.desk.models import (
    Coding,
    Estimation,
    Frame,
    FrameUnit,
    Reading,
    Reprint,
    Share,
)

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable
    from datetime import datetime

    from columninch.desk.stage import Kept


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

    With `until`, the codebooks and the codings as they stood then.
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
        for version in versions_in_force(until)
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
    # by item, since a root may be a reading that its item was read anew after
    own = dict(Reading.objects.filter(pk__in=roots).values_list("item_id", "pk"))
    copies = Reprint.objects.filter(origin__item_id__in=own, copy__is_current=True)
    pairs = dict(copies.values_list("copy__item_id", "origin__item_id"))
    printings = {copy: own[origin] for copy, origin in pairs.items()} | own
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
