"""A digest's rows as an issue: all that verifying and publishing need, and nothing else."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import TYPE_CHECKING

from columninch import records
from columninch.desk.keep.issues import item_url
from columninch.desk.keep.records import (
    blocks_of,
    capture_record,
    page_capture,
    picture_of,
    printed_date,
)
from columninch.desk.models import (
    Citation,
    Correction,
    Digest,
    Entry,
    FigureValue,
    PictureCapture,
    Reading,
    Reprint,
    Rights,
)
from columninch.desk.reads.also import also_read
from columninch.desk.reads.deposits import deposits
from columninch.desk.reads.statements import Statement, statements_of
from columninch.desk.waiting import current_readings
from columninch.digest.copies import shown_text
from columninch.digest.lead import choose_lead
from columninch.digest.stretches import quoted_stretches
from columninch.digest.telling import chart_title, share_sentence
from columninch.errors import ArchiveError
from columninch.quotes.verbatim import find_verbatim
from columninch.tools import Vault

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import datetime

    from columninch.digest.material import Rights as RightsExtent

PICTURE_ENDINGS = {
    "image/png": "png",
    "image/jpeg": "jpg",
    "image/webp": "webp",
    "image/gif": "gif",
}
MOST_SOURCES = 12
"""An entry lists no more of its items: the first is where it appeared first."""


@dataclass(frozen=True, slots=True)
class Shelf:
    """What the whole issue is made with: where its sources' bytes lie, and the rights."""

    vault: Vault
    outlet_rights: dict[int, str]
    item_rights: dict[int, str]
    deposits: dict[int, str]
    """By capture, where a public archive keeps its page."""

    def rights_of(self, reading: Reading) -> RightsExtent:
        """What may be shown of a reading: its item's own rights, else its outlet's."""
        extent = self.item_rights.get(reading.item_id) or self.outlet_rights.get(
            (reading.item.credited_outlet or reading.item.outlet).pk, "excerpt"
        )
        return "whole" if extent == "whole" else "none" if extent == "none" else "excerpt"


def issue_of(digest: Digest, vault: Vault, now: datetime, desk_name: str) -> records.Issue:
    """The issue that a digest would be if it were published at `now`."""
    shelf = Shelf(
        vault,
        {row.outlet_id: row.extent for row in Rights.objects.filter(outlet__isnull=False)},  # type: ignore[misc]  # filtered
        {row.item_id: row.extent for row in Rights.objects.filter(item__isnull=False)},  # type: ignore[misc]  # filtered
        deposits(),
    )
    period = digest.period
    output = current_readings().filter(dated_at__gte=period.starts, dated_at__lt=period.ends)
    return records.Issue(
        series=digest.series.title,
        series_key=digest.series.key,
        number=digest.number,
        title=f"{digest.series.title}, no. {digest.number}",
        desk=desk_name,
        starts=period.starts,
        ends=period.ends,
        time_zone=digest.series.time_zone,
        item_count=output.count(),
        outlet_count=output.values("item__outlet").distinct().count(),
        frozen_at=digest.frozen_at or now,
        parts=tuple(_part(digest, language, shelf) for language in digest.series.languages),
        corrections=tuple(correction_note(row) for row in _corrections(digest)),
    )


def _part(digest: Digest, language: str, shelf: Shelf) -> records.LanguagePart:
    found = [one for one in statements_of(digest, language) if _is_told(one)]
    told = [one.statement for one in found]
    items = [statement for statement in told if statement.share.unit == "items"]
    own = [statement for statement in items if statement.language == language]
    lead = choose_lead(own or items)
    limited = {one.statement: one.limited_to for one in found}
    sections = tuple(
        records.DigestSection(
            section.key,
            section.title,
            section.language,
            tuple(
                _entry(entry, language, shelf)
                for entry in section.entries.all()
                if not entry.is_left_out
            ),
        )
        for section in digest.sections.filter(language=language)
    )
    return records.LanguagePart(
        language=language,
        lead=lead,
        lead_sentence=digest.leads.get(language)
        or (_sentence(lead, limited[lead], language) if lead else ""),
        shares=tuple(told),
        chart_title=chart_title(items, language),
        sections=tuple(section for section in sections if section.entries),
        also_read=also_read(digest, language),
    )


def _is_told(found: Statement) -> bool:
    """Items always and airtime; words are for the desk's pages. Nothing that was nought twice."""
    share, before = found.statement.share, found.statement.before
    is_empty = share.share == 0 and (before is None or before.share == 0)
    return not found.is_none and share.unit != "words" and not is_empty


def _sentence(lead: records.ShareStatement, limited_to: str, language: str) -> str:
    return share_sentence(
        lead.group, lead.answer, limited_to, lead.share, lead.before, lead.change, language
    )


def _entry(entry: Entry, language: str, shelf: Shelf) -> records.DigestEntry:
    citations = list(
        entry.citations.select_related(
            "reading__item__outlet", "reading__item__credited_outlet", "reading__fetch__capture"
        )
    )
    exchanges = tuple(records.Exchange(*exchange) for exchange in entry.exchanges)
    stretches = [
        *quoted_stretches(entry.summary),
        *(exchange.answer for exchange in exchanges),
    ]
    items = [row.reading for row in citations if row.kind == "item" and row.reading]
    return records.DigestEntry(
        key=entry.key,
        form=entry.form,  # type: ignore[arg-type]  # kept as the draft had it
        heading=entry.heading,
        language=language,
        summary=entry.summary,
        quotations=tuple(
            _quotation(row, row.reading, shelf)
            for row in citations
            if row.kind == "quotation" and row.reading
        ),
        sources=tuple(
            source
            for reading in items[:MOST_SOURCES]
            for source in _source_pages(reading, _found(stretches, reading), shelf)
        ),
        item_count=entry.item_count,
        outlet_count=entry.outlet_count,
        reprinted_in=_reprinted_in(items[:1]),
        exchanges=exchanges,
        figures=tuple(_figure(row, language, shelf) for row in citations if row.kind == "figure"),
        picture=_picture(entry, entry.picture_reading, shelf) if entry.picture_reading else None,
    )


def _found(stretches: Iterable[str], reading: Reading) -> list[records.Span]:
    return [span for stretch in stretches if (span := find_verbatim(stretch, reading.text))]


def _source_pages(
    reading: Reading, cited: list[records.Span], shelf: Shelf
) -> Iterator[records.SourceCopy]:
    """A reading as a source: its first page, or each of its pages that is cited."""
    pages: dict[int, list[records.Span]] = {}
    for span in cited:
        pages.setdefault(page_capture(reading, span).pk, []).append(span)
    for spans in pages.values():
        yield source_copy(reading, spans, shelf)
    if not pages:
        yield source_copy(reading, [], shelf)


def source_copy(reading: Reading, cited: list[records.Span], shelf: Shelf) -> records.SourceCopy:
    """What an issue shows of a reading, with the passages that it cites, all of one page."""
    page = page_capture(reading, cited[0]) if cited else reading.fetch.capture
    capture = capture_record(page)
    published = printed_date(reading.published)
    item = reading.item
    text, is_whole = shown_text(reading.text, blocks_of(reading), cited, shelf.rights_of(reading))
    is_first = page.pk == reading.fetch.capture_id
    url = item_url(reading) if is_first else page.url
    told = f"{capture.sha256}\n{url}\n{reading.title}"
    return records.SourceCopy(
        title=reading.title,
        outlet=item.credited_name or (item.credited_outlet or item.outlet).name,
        url=url,
        at=published.at if published else None,
        precision=published.precision if published else "day",
        authors=tuple(reading.authors),
        language=reading.language,
        capture=capture,
        text=text,
        is_whole=is_whole,
        anchor=hashlib.sha256(told.encode()).hexdigest()[:16],
        deposit_url=shelf.deposits.get(page.pk, ""),
        is_machine_made=reading.is_machine_made,
    )


def _quotation(row: Citation, reading: Reading, shelf: Shelf) -> records.Quotation:
    span = find_verbatim(row.text, reading.text)
    return records.Quotation(
        text=row.text,
        language=reading.language,
        speaker=records.Speaker(row.speaker_name, row.speaker_role, row.speaker_affiliation),
        source=source_copy(reading, [span] if span else [], shelf),
        translation=row.translation,
        translation_language=row.translation_language,
        translator=row.translator,
    )


def _figure(row: Citation, language: str, shelf: Shelf) -> records.TrackedFigure:
    """A tracked figure with its values up to the end of the digest's period, one a day."""
    figure = row.figure
    assert figure is not None  # noqa: S101  # a citation of a figure has one
    values = (
        FigureValue.objects.filter(
            figure=figure,
            reading__is_current=True,
            reading__item__merged_into__isnull=True,
            reading__dated_at__lt=row.entry.section.digest.period.ends,
        )
        .select_related(
            "reading__item__outlet", "reading__item__credited_outlet", "reading__fetch__capture"
        )
        .order_by("reading__dated_at", "reading_id", "start")
    )
    first_of_day: dict[tuple[int, float], FigureValue] = {}
    for value in values:
        first_of_day.setdefault((value.reading.day, value.value), value)
    return records.TrackedFigure(
        figure.name_in(language),
        figure.unit_in(language),
        tuple(_figure_value(value, shelf) for value in first_of_day.values()),
    )


def _figure_value(row: FigureValue, shelf: Shelf) -> records.FigureValue:
    span = records.Span(row.start, row.end)
    return records.FigureValue(
        value=row.value,
        quote=row.reading.text[row.start : row.end],
        at=row.reading.dated_at,
        source=source_copy(row.reading, [span], shelf),
    )


def _reprinted_in(origins: list[Reading]) -> tuple[str, ...]:
    rows = Reprint.objects.filter(origin__in=origins, copy__is_current=True)
    names = rows.order_by("copy__dated_at", "pk").values_list("copy__item__outlet__name", flat=True)
    return tuple(dict.fromkeys(names))


def _picture(entry: Entry, reading: Reading, shelf: Shelf) -> records.IssuePicture | None:
    kept = PictureCapture.objects.filter(reading=reading).select_related("capture").first()
    picture = picture_of(reading)
    if kept is None or picture is None or shelf.rights_of(reading) != "whole":
        return None
    ending = PICTURE_ENDINGS.get(kept.capture.content_type.split(";")[0].strip().lower())
    if ending is None:
        return None
    source = source_copy(reading, [], shelf)
    return records.IssuePicture(
        file_name=f"{kept.capture.sha256[:16]}.{ending}",
        body=_payload(entry, shelf.vault, capture_record(kept.capture)),
        caption=picture.caption,
        credit=picture.credit,
        source=source,
        alternative=picture.caption or reading.title,
    )


def _payload(entry: Entry, vault: Vault, capture: records.Capture) -> bytes:
    try:
        return vault.payload(capture)
    except ArchiveError as error:
        raise ArchiveError(
            f"the picture's bytes are not what they were: {error.reason}",
            where=f"{entry.key} ({entry.heading}), {capture.url}",
            hint="columninch archive verify lists every damage",
        ) from error


def _corrections(digest: Digest) -> Iterable[Correction]:
    """Corrections to this issue, and those that the issue before it still owes its readers."""
    series = Correction.objects.filter(digest__series=digest.series_id)
    numbers = [digest.number - 1, digest.number]
    return series.filter(digest__number__in=numbers).select_related("digest")


def correction_note(row: Correction) -> records.CorrectionNote:
    """A correction's row as a record."""
    return records.CorrectionNote(
        at=row.at,
        issue_number=row.digest.number,
        entry=row.entry,
        was=row.was,
        now=row.now,
        note=row.note,
    )
