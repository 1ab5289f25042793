"""Shares: the table of a period, and the frame behind each number."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING

from django.http import Http404, HttpResponse
from django.views.decorators.http import require_safe

from columninch.desk.keep.issues import item_url
from columninch.desk.models import Frame
from columninch.desk.reads.codebooks import questions_asked
from columninch.desk.reads.frames import FrameTable, frame_table
from columninch.desk.reads.periods import periods_with_readings
from columninch.desk.reads.shares import UNITS, shares_of, units_measured
from columninch.desk.views.frame import period_asked, show

if TYPE_CHECKING:
    from collections.abc import Iterable

    from django.http import HttpRequest

    from columninch.records import Unit

CSV_HEAD = (
    "position", "number", "drawn", "items", "words", "minutes", "outlet", "date", "title",
    "address", "question", "answer", "coder",
)  # fmt: skip


@require_safe
def shares(request: HttpRequest) -> HttpResponse:
    """Every group's shares in one unit, with interval and change."""
    period = period_asked(request)
    if period is None:
        return show(request, "desk/week/empty.html", {})
    wanted = request.GET.get("unit", "items")
    if wanted not in UNITS:
        raise Http404(wanted)
    unit: Unit = wanted
    context = {
        "groups": shares_of(period, unit),
        "unit": unit,
        "units": units_measured(period),
        "periods": periods_with_readings()[:26],
    }
    return show(request, "desk/shares/shares.html", context, period=period)


@require_safe
def frame(request: HttpRequest, pk: int) -> HttpResponse:
    """A frame's units, which were drawn, which coded."""
    table = _table(pk)
    asked = questions_asked(table.frame.group.series_id)
    context = {"table": table, "frame": table.frame, "asked": asked}
    return show(request, "desk/shares/frame.html", context, period=table.frame.period)


@require_safe
def frame_csv(request: HttpRequest, pk: int) -> HttpResponse:
    """The same as a table for a spreadsheet or a script: a row a unit and answer."""
    table = _table(pk)
    told = io.StringIO()
    writer = csv.writer(told)
    writer.writerow(CSV_HEAD)
    writer.writerows([_inert(value) for value in row] for row in _csv_rows(table))
    response = HttpResponse(told.getvalue(), content_type="text/csv; charset=utf-8")
    name = f"{table.frame.group.key}-{table.frame.period.starts:%Y-%m-%d}.csv"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def _table(pk: int) -> FrameTable:
    try:
        return frame_table(pk)
    except Frame.DoesNotExist as error:
        raise Http404(pk) from error


def _csv_rows(table: FrameTable) -> Iterable[tuple[object, ...]]:
    for row in table.rows:
        reading = row.unit.reading
        told = (
            row.unit.position, row.unit.number, int(row.is_drawn), row.unit.items, row.unit.words,
            row.unit.minutes, reading.item.outlet.name, reading.dated_at.isoformat(),
            reading.title, item_url(reading),
        )  # fmt: skip
        if not row.codings:
            yield (*told, "", "", "")
        for coding in row.codings:
            yield (*told, coding.question, coding.answer, coding.coder.name)


def _inert(value: object) -> object:
    """A text from outside must not become a formula in somebody's spreadsheet."""
    is_formula = isinstance(value, str) and value[:1] in {"=", "+", "-", "@", "\t", "\r"}
    return f"'{value}" if is_formula else value
