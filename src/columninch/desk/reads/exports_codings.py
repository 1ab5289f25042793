"""Codings with the frames they count in, and shares: enough to compute both anew elsewhere."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import Count, Exists, OuterRef, Q

from columninch.desk.models import (
    Coding,
    Digest,
    Frame,
    FrameMember,
    FrameUnit,
    Reading,
    Reprint,
    Share,
)
from columninch.desk.reads.exports import CHUNK_ROWS, Column, url_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from django.db.models import QuerySet

    from columninch.desk.reads.exports import ExportQuery, Row

CODING_COLUMNS = (
    Column("coding", "integer", "the coding's number on this desk; empty: nobody coded this text"),
    Column("item", "integer", "the item that was coded, or that prints the uncoded text"),
    Column("url", "text", "that item's address"),
    Column("outlet", "text", "the key of the outlet that printed it"),
    Column("dated_at", "time", "the date that it counts from"),
    Column("text_sha256", "text", "of the text that the coder saw"),
    Column("codebook", "text", "the codebook's key"),
    Column("version", "integer", "its version"),
    Column("question", "text", "the question's key"),
    Column("answer", "text", "the answer's key; empty: skipped, or nobody coded it"),
    Column("skip_reason", "text", "why it was skipped"),
    Column("coder", "text", "who coded; a number where pseudonyms were asked for"),
    Column("coder_kind", "text", "person, rule or model; only a person's counts in a share"),
    Column("score", "number", "a rule's or model's own, 0 to 1"),
    Column("coded_at", "time", "when"),
    Column("withdrawn_at", "time", "when the coder took it back; empty: it stands"),
    Column("series", "text", "the key of the series whose frame this is"),
    Column("group", "text", "the key of the group that is measured"),
    Column("period_starts", "time", "the frame's period: from then on"),
    Column("period_ends", "time", "until before then"),
    Column("frame", "integer", "the frame's number on this desk; empty: in no frame"),
    Column("is_frozen", "flag", "its issue is published: later codings don't change it"),
    Column("position", "integer", "the text's place in the frame, in the order to be coded"),
    Column("unit_number", "number", "its permanent random number, in [0, 1)"),
    Column("threshold", "number", "texts with a number under this one were drawn"),
    Column("inclusion_probability", "number", "how likely the text was to be drawn"),
    Column("unit_items", "integer", "items of the group that print the text: its weight in items"),
    Column("unit_words", "integer", "words of these together"),
    Column("unit_minutes", "number", "minutes of these together"),
    Column("frame_units", "integer", "distinct texts in the frame"),
)
SHARE_COLUMNS = (
    Column("series", "text", "the series' key"),
    Column("group", "text", "the group's key"),
    Column("period_starts", "time", "the period: from then on"),
    Column("period_ends", "time", "until before then"),
    Column("codebook", "text", "the codebook's key"),
    Column("version", "integer", "its version"),
    Column("question", "text", "the question's key"),
    Column("answer", "text", "the answer's key"),
    Column("unit", "text", "what is counted: items, words or minutes"),
    Column("share", "number", "the estimate, 0 to 1"),
    Column("low", "number", "the lower end of its interval"),
    Column("high", "number", "the upper end"),
    Column("level", "number", "how sure the interval is, 0 to 1"),
    Column("method", "text", "the estimator's key, see docs/methods.md"),
    Column("coded_count", "integer", "distinct texts that were coded and count"),
    Column("frame_count", "integer", "distinct texts in the frame"),
    Column("item_count", "integer", "items that print them"),
    Column("frame", "integer", "the frame's number on this desk"),
    Column("is_frozen", "flag", "its issue is published"),
    Column("issue", "integer", "that issue's number; empty: none is published"),
    Column("backfill_items", "integer", "items published before the desk watched their source"),
    Column("has_backfill", "flag", "there are any: the period's output may be incomplete"),
)
_NO_FRAME = (None,) * 14


@dataclass(frozen=True, slots=True)
class _Framed:
    """A frame with what all its rows share."""

    frame: Frame
    units: Mapping[int, FrameUnit]
    """By the item that prints the text."""
    firsts: Mapping[int, FrameUnit]
    """By position."""

    def columns(self, unit: FrameUnit) -> Row:
        """A unit's columns."""
        frame = self.frame
        sample = getattr(frame, "sample", None)
        return (
            frame.group.series.key,
            frame.group.key,
            frame.period.starts,
            frame.period.ends,
            frame.pk,
            frame.is_frozen,
            unit.position,
            unit.number,
            sample.threshold if sample else None,
            unit.inclusion_probability,
            unit.items,
            unit.words,
            unit.minutes,
            len(self.firsts),
        )


def coding_rows(query: ExportQuery) -> Iterator[Row]:
    """Each frame's texts with their codings; then the codings that count in no frame.

    A text that stands in several frames comes in each, under one coding's number.
    """
    frames = Frame.objects.filter(query.dated("period__starts"))
    if query.series is not None:
        frames = frames.filter(group__series=query.series)
    if query.outlet is not None:
        held = FrameMember.objects.filter(unit__frame=OuterRef("pk"), item__outlet=query.outlet)
        frames = frames.filter(Exists(held))
    asked = frames.select_related("group__series", "period", "sample")
    for frame in asked.order_by("period__starts", "group__position", "group__key", "pk"):
        yield from _frame_rows(frame, query)
    yield from _rest(query)


def _frame_rows(frame: Frame, query: ExportQuery) -> Iterator[Row]:
    framed = _framed(frame)
    codings = _codings(Coding.objects.filter(item_id__in=framed.units, coder__kind="person"))
    by_unit: dict[int, list[Coding]] = {}
    for coding in codings.order_by("question", "at", "pk"):
        if coding.version.codebook.series_id == frame.group.series_id:
            unit = framed.units[coding.item_id]
            by_unit.setdefault(unit.position, []).append(coding)
    for position, unit in sorted(framed.firsts.items()):
        its = framed.columns(unit)
        for coding in by_unit.get(position, ()):
            yield (*_coding_columns(coding, query), *its)
        if position not in by_unit:
            yield (*_uncoded_columns(unit), *its)


def _framed(frame: Frame) -> _Framed:
    """The frame's units, by every printing of their texts that the desk knows."""
    units = list(
        frame.units.select_related("reading__item__outlet", "root").annotate(
            url=url_of("reading__item", "reading__fetch__capture__url")
        )
    )
    by_root = {unit.root.item_id: unit for unit in units}
    copies = Reprint.objects.filter(origin__item_id__in=by_root, copy__is_current=True)
    printings = {
        copy: by_root[origin]
        for copy, origin in copies.values_list("copy__item_id", "origin__item_id")
    }
    return _Framed(frame, printings | by_root, {unit.position: unit for unit in units})


def _rest(query: ExportQuery) -> Iterator[Row]:
    """What rules and models say, and people's codings of texts that stand in no frame."""
    framed = FrameMember.objects.filter(item=OuterRef("item"))
    rows = Coding.objects.filter(~Q(coder__kind="person") | ~Exists(framed))
    rows = rows.filter(query.dated("reading__dated_at"))
    if query.series is not None:
        rows = rows.filter(version__codebook__series=query.series)
    if query.outlet is not None:
        rows = rows.filter(item__outlet=query.outlet)
    for coding in _codings(rows).order_by("pk").iterator(CHUNK_ROWS):
        yield (*_coding_columns(coding, query), *_NO_FRAME)


def _codings(rows: QuerySet[Coding]) -> QuerySet[Coding]:
    """With all that a row tells, in one query, and without the texts."""
    return (
        rows.select_related("coder", "version__codebook", "item__outlet", "reading")
        .defer("reading__text", "reading__search_text", "reading__blocks", "version__yaml")
        .annotate(url=url_of("item", "reading__fetch__capture__url"))
    )


def _coding_columns(coding: Coding, query: ExportQuery) -> Row:
    name = f"coder {coding.coder_id}" if query.is_pseudonymous else coding.coder.name
    return (
        coding.pk,
        coding.item_id,
        coding.url,  # type: ignore[attr-defined]  # annotated
        coding.item.outlet.key,
        coding.reading.dated_at,
        coding.reading.text_sha256,
        coding.version.codebook.key,
        coding.version.number,
        coding.question,
        coding.answer,
        coding.skip_reason,
        name,
        coding.coder.kind,
        coding.score,
        coding.at,
        coding.withdrawn_at,
    )


def _uncoded_columns(unit: FrameUnit) -> Row:
    reading: Reading = unit.reading
    url = unit.url  # type: ignore[attr-defined]  # annotated
    told = (reading.item_id, url, reading.item.outlet.key, reading.dated_at, reading.text_sha256)
    return (None, *told, *(None,) * 10)


def share_rows(query: ExportQuery) -> Iterator[Row]:
    """Every share that was estimated, with its interval."""
    rows = Share.objects.filter(query.dated("estimation__frame__period__starts"))
    if query.series is not None:
        rows = rows.filter(estimation__frame__group__series=query.series)
    asked = rows.select_related(
        "version__codebook", "estimation__frame__group__series", "estimation__frame__period"
    )
    order = ("estimation__frame__period__starts", "estimation__frame__group__position")
    counted: dict[int, tuple[int, int | None]] = {}
    for row in asked.order_by(*order, "question", "unit", "-share", "pk").iterator(CHUNK_ROWS):
        frame = row.estimation.frame
        if frame.pk not in counted:
            counted = {frame.pk: (_backfill_count(frame), _issue(frame))}
        backfilled, issue = counted[frame.pk]
        yield (
            frame.group.series.key,
            frame.group.key,
            frame.period.starts,
            frame.period.ends,
            row.version.codebook.key,
            row.version.number,
            row.question,
            row.answer,
            row.unit,
            row.share,
            row.low,
            row.high,
            row.level,
            row.method,
            row.coded_count,
            row.frame_count,
            row.item_count,
            frame.pk,
            frame.is_frozen,
            issue,
            backfilled,
            backfilled > 0,
        )


def _backfill_count(frame: Frame) -> int:
    members = FrameMember.objects.filter(unit__frame=frame, item__listed__source__is_backfill=True)
    return int(members.aggregate(count=Count("item", distinct=True))["count"])


def _issue(frame: Frame) -> int | None:
    published = Digest.objects.filter(
        period=frame.period_id, series=frame.group.series_id, frozen_at__isnull=False
    )
    return published.values_list("number", flat=True).first()
