"""One frame: its units, which of them were drawn, and what people answered."""

from __future__ import annotations

from dataclasses import dataclass

from columninch.desk.keep.shares import codings_by_root
from columninch.desk.models import Coding, Frame, FrameUnit, Sample
from columninch.desk.reads.codebooks import questions_asked


@dataclass(frozen=True, slots=True)
class UnitRow:
    """A distinct text of the frame."""

    unit: FrameUnit
    is_drawn: bool
    codings: tuple[Coding, ...]
    """People's standing codings on it, of all questions."""


@dataclass(frozen=True, slots=True)
class FrameTable:
    """A frame with its units in the order in which they are drawn."""

    frame: Frame
    sample: Sample | None
    rows: tuple[UnitRow, ...]
    drawn_count: int
    coded_count: int
    item_count: int


def frame_table(pk: int) -> FrameTable:
    """The frame with key `pk`. Raises `Frame.DoesNotExist`."""
    frame = Frame.objects.select_related("group__series", "period__series", "recipe").get(pk=pk)
    sample = Sample.objects.filter(frame=frame).first()
    threshold = sample.threshold if sample else 0.0
    units = list(
        frame.units.select_related("reading__item__outlet", "reading__fetch__capture")
        .defer("reading__text", "reading__blocks", "reading__search_text")
        .order_by("number", "position")
    )
    codings = _codings(frame, units)
    rows = tuple(
        UnitRow(unit, unit.number < threshold, tuple(codings.get(unit.root_id, ())))
        for unit in units
    )
    return FrameTable(
        frame=frame,
        sample=sample,
        rows=rows,
        drawn_count=sum(row.is_drawn for row in rows),
        coded_count=sum(bool(row.is_drawn and row.codings) for row in rows),
        item_count=sum(unit.items for unit in units),
    )


def _codings(frame: Frame, units: list[FrameUnit]) -> dict[int, list[Coding]]:
    found: dict[int, list[Coding]] = {}
    roots = [unit.root_id for unit in units]
    for asked in questions_asked(frame.group.series_id):
        for root, codings in codings_by_root(roots, asked.version, asked.question.key).items():
            # the same answer on two printings of a text is one answer
            once = {(coding.answer, coding.coder_id): coding for coding in codings}
            found.setdefault(root, []).extend(once.values())
    return found
