"""Rows of the reading half as records of the library, and the days that a change touches."""

from __future__ import annotations

import hashlib
from collections import Counter
from datetime import datetime
from typing import TYPE_CHECKING

from django.db.models import F

from columninch import records
from columninch.desk.models import Capture, Day, Reading
from columninch.digest.freeze import from_json

if TYPE_CHECKING:
    from collections.abc import Iterable


def capture_record(row: Capture) -> records.Capture:
    """A capture's row as a record."""
    return records.Capture(
        url=row.url,
        at=row.at,
        status=row.status,
        content_type=row.content_type,
        sha256=row.sha256,
        size=row.size,
        position=records.Position(row.file, row.offset, row.length),
        original=_original(row),
    )


def _original(row: Capture) -> records.Position | None:
    held = row.original
    return records.Position(held.file, held.offset, held.length) if held else None


def url_sha256(url: str) -> str:
    """By what captures of an address are found: addresses are longer than an index takes."""
    return hashlib.sha256(url.encode()).hexdigest()


def page_capture(row: Reading, span: records.Span) -> Capture:
    """The capture of the page that a stretch of a reading stands on."""
    first: Capture = row.fetch.capture
    pages = {block.page for block in blocks_of(row) if block.start <= span.start < block.end}
    number = min(pages, default=1)
    if number == 1:
        return first
    page = row.fetch.pages.select_related("capture__original").filter(number=number).first()
    return page.capture if page else first


def newest_capture(url: str) -> records.Capture | None:
    """The last capture of an address, whose bytes are still there; None for none."""
    rows = Capture.objects.filter(url_sha256=url_sha256(url), tombstone__isnull=True)
    row = rows.select_related("original").order_by("-at", "-pk").first()
    return capture_record(row) if row else None


def keep_capture(capture: records.Capture) -> Capture:
    """The row of a capture whose bytes are in the archive already."""
    held = capture.original
    original = Capture.objects.filter(file=held.file, offset=held.offset).first() if held else None
    row, _ = Capture.objects.get_or_create(
        file=capture.position.file,
        offset=capture.position.offset,
        defaults={
            "url": capture.url,
            "at": capture.at,
            "status": capture.status,
            "content_type": capture.content_type[:200],
            "sha256": capture.sha256,
            "size": capture.size,
            "length": capture.position.length,
            "url_sha256": url_sha256(capture.url),
            "original": original,
        },
    )
    return row


def dated_text(row: Reading) -> records.DatedText:
    """A reading as reprint tracing and story grouping see it; wants `item__outlet`."""
    return records.DatedText(
        title=row.title,
        text=row.text,
        language=row.language,
        outlet=row.item.outlet.key,
        at=row.dated_at,
    )


def reading_record(row: Reading) -> records.Reading:
    """A reading's row as a record, without what was embedded in it."""
    return records.Reading(
        title=row.title,
        text=row.text,
        blocks=blocks_of(row),
        language=records.Language(row.language, row.language_confidence),
        authors=tuple(row.authors),
        agency=row.agency,
        published=printed_date(row.published),
        updated=printed_date(row.updated),
        canonical_url=row.canonical_url,
        section=row.section,
        picture=picture_of(row),
        form=row.form,  # type: ignore[arg-type]  # kept as the record had it
        outlet_name=row.outlet_name,
        airtime_seconds=row.airtime_seconds,
        word_count=row.word_count,
        is_teaser=row.is_teaser,
        from_feed=row.from_feed,
    )


def blocks_of(row: Reading) -> tuple[records.Block, ...]:
    """The blocks of a reading."""
    return tuple(_block(*block) for block in row.blocks)


def block_list(blocks: Iterable[records.Block]) -> list[list[object]]:
    """Blocks as the reading's column keeps them: short lists, since there are many."""
    return [_short_list(block) for block in blocks]


def _block(
    kind: records.BlockKind,
    start: int,
    end: int,
    starts_at: float | None = None,
    ends_at: float | None = None,
    page: int | None = None,
    at: str | None = None,
    language: str = "",
) -> records.Block:
    posted = datetime.fromisoformat(at) if at else None
    return records.Block(kind, start, end, starts_at, ends_at, page or 1, posted, language)


def _short_list(block: records.Block) -> list[object]:
    """What most blocks lack is left out at the end."""
    posted = block.at.isoformat() if block.at else None
    page = block.page if posted or block.page != 1 else None
    language = block.language or None
    rest = [block.starts_at_seconds, block.ends_at_seconds, page, posted, language]
    while rest and rest[-1] is None:
        rest.pop()
    return [block.kind, block.start, block.end, *rest]


def printed_date(kept: object) -> records.PrintedDate | None:
    """A date as an item printed it, from its column."""
    return from_json(records.PrintedDate, kept) if kept else None


def picture_of(row: Reading) -> records.Picture | None:
    """The picture that a reading shows, if any."""
    return from_json(records.Picture, row.picture) if row.picture else None


def touch_days(days: Iterable[int], counter: str) -> None:
    """Raise `counter` of each day by how often it is named, making days that are new.

    Ordered, so that two workers that touch the same days never wait for each other in a ring.
    """
    for ordinal, times in sorted(Counter(days).items()):
        Day.objects.get_or_create(ordinal=ordinal)
        Day.objects.filter(ordinal=ordinal).update(**{counter: F(counter) + times})
