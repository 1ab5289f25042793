"""Shares as the pages show them: with interval, last week's, and what it took."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from columninch import records
from columninch.desk.keep.coding import parsed_codebook
from columninch.desk.keep.shares import share_record
from columninch.desk.models import Frame, Share
from columninch.desk.reads.coding import FrameProgress, progress_of
from columninch.desk.reads.periods import period_before
from columninch.shares.change import change

if TYPE_CHECKING:
    from collections.abc import Iterable

    from columninch.desk.models import Period

UNITS: tuple[records.Unit, ...] = ("items", "words", "minutes")

_Key = tuple[int, int, str, str]
"""Group, codebook, question and answer: what is compared from week to week."""


@dataclass(frozen=True, slots=True)
class ShareRow:
    """A share of one answer, beside last week's."""

    frame: Frame
    question: str
    answer: records.Answer
    share: records.Share
    before: records.Share | None
    change: records.Change | None
    is_rest: bool
    """The answer is an exclusive question's "none of these"."""


@dataclass(frozen=True, slots=True)
class GroupShares:
    """A group's shares of one question, the largest first."""

    progress: FrameProgress
    question: str
    """Its name; empty where nothing is estimated yet."""
    rows: tuple[ShareRow, ...]

    @property
    def frame(self) -> Frame:
        """The group's units in the period."""
        return self.progress.frame


def shares_of(period: Period, unit: records.Unit) -> tuple[GroupShares, ...]:
    """Every group's shares in `unit`; a group without an estimate is there with no rows."""
    before = _records_of(period_before(period), unit)
    by_frame: dict[int, dict[str, list[ShareRow]]] = {}
    for row in _rows_of(period, unit):
        shown = _share_row(row, before.get(_key(row)))
        questions = by_frame.setdefault(row.estimation.frame_id, {})
        questions.setdefault(shown.question, []).append(shown)
    told: list[GroupShares] = []
    for progress in progress_of(period):
        found = by_frame.get(progress.frame.pk) or {"": []}
        told += [
            GroupShares(progress, question, tuple(sorted(rows, key=_largest_first)))
            for question, rows in found.items()
        ]
    return tuple(told)


def leading_shares(shares: Iterable[GroupShares], count: int = 2) -> tuple[ShareRow, ...]:
    """The `count` largest answers of each group, "none of these" left out."""
    told: list[ShareRow] = []
    for group in shares:
        told += [row for row in group.rows if not row.is_rest][:count]
    return tuple(told)


def units_measured(period: Period) -> tuple[records.Unit, ...]:
    """The units in which anything of the period is estimated; items always."""
    found = set(
        Share.objects.filter(estimation__frame__period=period)
        .order_by()
        .values_list("unit", flat=True)
        .distinct()
    )
    return tuple(unit for unit in UNITS if unit in found or unit == "items")


def _rows_of(period: Period, unit: str) -> Iterable[Share]:
    return Share.objects.filter(estimation__frame__period=period, unit=unit).select_related(
        "estimation__frame__group__series", "estimation__frame__sample", "version"
    )


def _records_of(period: Period | None, unit: str) -> dict[_Key, records.Share]:
    if period is None:
        return {}
    return {_key(row): share_record(row) for row in _rows_of(period, unit)}


def _key(row: Share) -> _Key:
    group = row.estimation.frame.group_id
    return group, row.version.codebook_id, row.question, row.answer


def _share_row(row: Share, before: records.Share | None) -> ShareRow:
    question = parsed_codebook(row.version.yaml).question(row.question)
    answer = question.answer(row.answer) if question else None
    share = share_record(row)
    comparable = before is not None and before.level == share.level
    return ShareRow(
        frame=row.estimation.frame,
        question=question.name if question else row.question,
        answer=answer or records.Answer(row.answer, (("", row.answer),)),
        share=share,
        before=before,
        change=change(before, share) if before is not None and comparable else None,
        is_rest=bool(question and question.exclusive and question.answers[-1] == answer),
    )


def _largest_first(row: ShareRow) -> tuple[float, str]:
    return -row.share.share, row.answer.key
