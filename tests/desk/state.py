"""All that a desk came to, without keys, positions and times of the run: for comparing."""

from __future__ import annotations

import hashlib
import json

from columninch.desk import models

Rows = list[list[object]]


def final_state() -> dict[str, Rows]:
    """The findings of the open desk by subject, each a sorted list of plain rows."""
    names = {reading.pk: _name(reading) for reading in _current()}
    return {
        "items": _sorted(
            [
                item.outlet.key,
                item.parent_id is not None,
                item.merged_into_id is not None,
                *sorted(address.value for address in item.addresses.exclude(kind="embedded")),
            ]
            for item in models.Item.objects.select_related("outlet")
        ),
        "readings": _sorted(
            [_name(row), row.text_sha256, row.language, row.authors, str(row.dated_at), row.form]
            for row in _current()
        ),
        "captures": _sorted(
            [fetch.capture.url, fetch.capture.sha256, fetch.from_feed, fetch.complaint]
            for fetch in models.Fetch.objects.filter(is_current=True).select_related("capture")
        ),
        "reprints": _sorted(
            [names[row.copy_id], names[row.origin_id], row.share, row.passages.count()]
            for row in models.Reprint.objects.all()
        ),
        "stories": _sorted(
            [names[story.lead_id], sorted(names[one.reading_id] for one in story.members.all())]
            for story in models.Story.objects.prefetch_related("members")
        ),
        "quotes": _sorted(
            [names[row.reading_id], row.start, row.end, row.speaker_name, row.confidence]
            for row in models.Quote.objects.filter(reading__is_current=True)
        ),
        "proposals": _sorted(
            [names[row.reading_id], row.question, row.answer, row.score]
            for row in models.Coding.objects.filter(reading__is_current=True)
        ),
        "figures": _sorted(
            [names[row.reading_id], row.figure.key, row.value]
            for row in models.FigureValue.objects.select_related("figure")
        ),
        "frames": _sorted(
            [
                *(unit.frame.group.key, str(unit.frame.period.starts), unit.position),
                *(unit.number, unit.items, unit.words),
                *(names[unit.reading_id], unit.members.count()),
            ]
            for unit in models.FrameUnit.objects.select_related("frame__group", "frame__period")
        ),
        "pictures": _sorted(
            [row.capture.sha256] for row in models.PictureCapture.objects.select_related("capture")
        ),
        "draft": _sorted(
            [
                *(entry.section.language, entry.section.position, entry.position),
                *(entry.heading, entry.summary),
                [citation.text for citation in entry.citations.all()],
            ]
            for entry in models.Entry.objects.select_related("section")
        ),
        "setbacks": _sorted([row.stage, row.reason] for row in models.Setback.objects.all()),
    }


def _current() -> list[models.Reading]:
    rows = models.Reading.objects.filter(is_current=True)
    return list(rows.select_related("item__outlet", "fetch__capture"))


def _name(reading: models.Reading) -> str:
    told = json.dumps([reading.fetch.capture.url, reading.title, reading.item.outlet.key])
    return hashlib.sha256(told.encode()).hexdigest()[:12]


def _sorted(rows: object) -> Rows:
    return sorted((list(row) for row in rows), key=lambda row: json.dumps(row, default=str))
