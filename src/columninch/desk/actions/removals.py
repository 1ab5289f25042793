"""Bytes and text removed for good, so that a crash leaves nothing half-removed.

1. One transaction writes a tombstone for each capture, with what of published issues had been
   verified in it, and takes the text out of readings, quotations, drafts and frozen issues.
2. Each file of the archive that holds such a capture is rewritten without it; one transaction
   says where its other captures lie now, then the new file takes the old one's place.
3. The pages of the issues that cite it are written anew.

A process may be killed anywhere. Before the first transaction nothing has happened; after it
`resume_removals` goes on with 2 and 3, as often as it takes. Codings, counts and shares stay.
"""

from __future__ import annotations

import logging
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.db.models import F

from columninch.archive.rewrite import recover
from columninch.desk import runtime
from columninch.desk.actions.backups import kept_alone
from columninch.desk.actions.digests import site_folder, verify, write_issue
from columninch.desk.actions.log import write_log
from columninch.desk.models import (
    Capture,
    Digest,
    Entry,
    FigureValue,
    Listed,
    Passage,
    PictureCapture,
    Quote,
    Reading,
    Tombstone,
)
from columninch.desk.reads.frozen import frozen_issue, removed_words, rows_of
from columninch.desk.reads.removals import drafted_citations
from columninch.digest.freeze import issue_digest, to_json
from columninch.digest.removed import Removed, captures_in, without_sources
from columninch.digest.verify import verified_words
from columninch.errors import ArchiveError, DeskError
from columninch.publish.addresses import issue_folder, picture_file

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from columninch import records
    from columninch.archive.rewrite import Rewriting
    from columninch.desk.reads.removals import Removal
    from columninch.records import Position

    Show = Callable[[str], None]

logger = logging.getLogger(__name__)

AT_ONCE = 500
BLANK: dict[str, Any] = {
    "title": "",
    "text": "",
    "blocks": [],
    "authors": [],
    "agency": "",
    "section": "",
    "picture": None,
    "search_text": "",
}
"""What of a reading is text or names people; its counts, dates and hash stay."""


@dataclass(frozen=True, slots=True)
class Why:
    """Why something is removed, and who says so."""

    kind: str
    """takedown or retention"""
    reason: str
    by: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Touched:
    """A published issue that cites what is removed."""

    series: str
    number: int
    still_verifies: bool


def remove(removal: Removal, why: Why, show: Show) -> tuple[Touched, ...]:
    """Remove it; the published issues that cite it, and whether they still verify.

    Raises `ArchiveError` where a file can't be rewritten now, since a worker writes to it or
    the disk is full: what was begun is ended by the next removal or run.
    """
    issues = _issues_citing(removal)
    with transaction.atomic():
        _write_tombstones(removal, why, issues)
        _blank(removal)
        for digest, issue in issues:
            _blank_issue(digest, issue, removal, why)
        write_log(
            why.kind, f"{len(removal.all_captures)} captures", None, why.at,
            reason=why.reason, by=why.by, items=sorted(removal.items)[:AT_ONCE],
            issues=[[digest.series.key, digest.number] for digest, _ in issues],
        )  # fmt: skip
    resume_removals(show)
    return tuple(
        Touched(digest.series.key, digest.number, not verify(digest)) for digest, _ in issues
    )


def issues_citing(removal: Removal) -> tuple[tuple[str, int], ...]:
    """Series and number of each published issue that cites what would be removed."""
    return tuple((digest.series.key, digest.number) for digest, _ in _issues_citing(removal))


def resume_removals(show: Show) -> None:
    """End what an earlier removal began: files first, then what was published."""
    recover(runtime.config().archive_folder, _is_referenced)
    pending = Capture.objects.filter(tombstone__isnull=False).exclude(file="")
    for file in sorted(set(pending.values_list("file", flat=True))):
        show(f"rewriting {file}")
        _rewrite(file)
    undone = Tombstone.objects.filter(is_done=False)
    for series, number in sorted({(each[0], each[1]) for row in undone for each in row.issues}):
        show(f"writing issue {number} of {series} anew")
        digest = Digest.objects.select_related("series").get(series__key=series, number=number)
        _publish_anew(digest)
    undone.filter(capture__file="").update(is_done=True)


def resume_if_alone() -> None:
    """The same before other work, unless somebody is at it at this moment."""
    if not Tombstone.objects.filter(is_done=False).exists():
        recover(runtime.config().archive_folder, _is_referenced)
        return
    try:
        with kept_alone(runtime.config().folder):
            resume_removals(logger.info)
    except (DeskError, ArchiveError) as error:
        logger.warning("a removal is not ended yet: %s", error)


# --- 1: what the database says ----------------------------------------------------------


def _issues_citing(removal: Removal) -> list[tuple[Digest, records.Issue]]:
    found = []
    for digest in Digest.objects.filter(frozen_at__isnull=False).select_related("series", "period"):
        issue = frozen_issue(digest)
        if {row.pk for row in rows_of(captures_in(issue)).values()} & removal.all_captures:
            found.append((digest, issue))
    return found


def _write_tombstones(
    removal: Removal, why: Why, issues: list[tuple[Digest, records.Issue]]
) -> None:
    words: dict[int, set[str]] = {}
    named: dict[int, list[list[object]]] = {}
    for digest, issue in issues:
        rows = rows_of(captures_in(issue))
        for capture, held in verified_words(
            issue, runtime.vault(), removed_words(digest, issue)
        ).items():
            if capture in rows:
                words.setdefault(rows[capture].pk, set()).update(held)
        for row in rows.values():
            named.setdefault(row.pk, []).append([digest.series.key, digest.number])
    known = set(
        Tombstone.objects.filter(capture__in=removal.all_captures).values_list(
            "capture_id", flat=True
        )
    )
    Tombstone.objects.bulk_create(
        Tombstone(
            capture_id=pk,
            kind=why.kind,
            reason=why.reason,
            removed_at=why.at,
            removed_by=why.by[:200],
            quotations=sorted(words.get(pk, ())),
            issues=named.get(pk, []),
        )
        for pk in sorted(removal.all_captures - known)
    )


def _blank(removal: Removal) -> None:
    """Take the text out of everything that the pipeline made of it."""
    for some in _batches(removal.readings):
        Reading.objects.filter(pk__in=some).update(**BLANK)
        Quote.objects.filter(reading__in=some).delete()
        FigureValue.objects.filter(reading__in=some).delete()
        Passage.objects.filter(reprint__copy__in=some).delete()
        Passage.objects.filter(reprint__origin__in=some).delete()
        PictureCapture.objects.filter(reading__in=some).delete()
        _take_out_of_drafts(some)
    for some in _batches(removal.items):
        for listed in Listed.objects.filter(item__in=some):
            listed.entry = {**listed.entry, "title": "", "content": "", "authors": []}
            listed.save(update_fields=["entry"])


def _take_out_of_drafts(readings: list[int]) -> None:
    """Drafts nobody has edited are drafted anew; edited ones lose what they cite of it."""
    citations = drafted_citations(readings)
    digests = Digest.objects.filter(sections__entries__citations__in=citations).distinct()
    for digest in digests:
        if digest.edited_at is None:
            digest.sections.all().delete()
            Digest.objects.filter(pk=digest.pk).update(mark=0)
    entries = set(drafted_citations(readings).values_list("entry_id", flat=True))
    drafted_citations(readings).delete()
    Entry.objects.filter(pk__in=entries, citations__isnull=True).delete()
    drafts = Entry.objects.filter(section__digest__frozen_at__isnull=True)
    drafts.filter(picture_reading__in=readings).update(picture_reading=None)


def _blank_issue(digest: Digest, issue: records.Issue, removal: Removal, why: Why) -> None:
    gone = {
        capture: Removed(why.at, why.reason)
        for capture, row in rows_of(captures_in(issue)).items()
        if row.pk in removal.all_captures
    }
    blanked = without_sources(issue, gone)
    digest.frozen = to_json(blanked)
    was, digest.frozen_sha256 = digest.frozen_sha256, issue_digest(blanked)
    digest.save(update_fields=["frozen", "frozen_sha256"])
    write_log(
        f"{why.kind} in issue", str(digest.number), None, why.at,
        was=was, sha256=digest.frozen_sha256,
    )  # fmt: skip


# --- 2: what the archive holds ----------------------------------------------------------


def _is_referenced(file: str) -> bool:
    return Capture.objects.filter(file=file, tombstone__isnull=True).exists()


def _rewrite(file: str) -> None:
    """One file without its removed captures, and its rows where their bytes are now."""
    gone = Capture.objects.filter(file=file, tombstone__isnull=False)
    rewriting = runtime.vault().rewrite_without(
        file, frozenset(gone.values_list("offset", flat=True))
    )
    try:
        with transaction.atomic():
            _move_rows(file, rewriting)
    except BaseException:
        rewriting.abandon()
        raise
    rewriting.finish()


def _move_rows(file: str, rewriting: Rewriting) -> None:
    now: dict[int, Position] = {each.was.offset: each.now for each in rewriting.moved}
    gone = Capture.objects.filter(file=file, tombstone__isnull=False)
    gone.update(file="", offset=F("pk"), length=0)  # no place in the archive is two captures'
    rows = list(Capture.objects.filter(file=file).only("pk", "file", "offset"))
    moved = []
    for row in rows:
        if row.offset in now:
            row.file, row.offset = now[row.offset].file, now[row.offset].offset
            moved.append(row)
    Capture.objects.bulk_update(moved, ["file", "offset"], batch_size=AT_ONCE)


# --- 3: what was published --------------------------------------------------------------


def _publish_anew(digest: Digest) -> None:
    """The issue's pages, and no picture that it doesn't show any more."""
    issue = frozen_issue(digest)
    write_issue(digest, issue)
    shown = {
        picture_file(entry.picture)
        for part in issue.parts
        for section in part.sections
        for entry in section.entries
        if entry.picture is not None
    }
    folder = site_folder(digest.series) / issue_folder(digest.number)
    for path in sorted((folder / "pictures").glob("*")):
        if f"pictures/{path.name}" not in shown:
            path.unlink()


def _batches(keys: Iterable[int]) -> Iterable[list[int]]:
    ordered = sorted(keys)
    for start in range(0, len(ordered), AT_ONCE):
        yield ordered[start : start + AT_ONCE]
