"""Digests: edited, verified, published, corrected in the open."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import Max

from columninch import records
from columninch.desk import periods, runtime
from columninch.desk.actions.deposits import deposit_digest
from columninch.desk.actions.log import write_log
from columninch.desk.keep.issues import as_quoted
from columninch.desk.models import (
    Citation,
    Correction,
    Digest,
    Entry,
    Frame,
    Period,
    Quote,
    Series,
)
from columninch.desk.reads.frozen import frozen_issue, removed_words
from columninch.desk.reads.issue import correction_note, issue_of
from columninch.desk.reads.statements import recompute, statements_of
from columninch.digest.freeze import from_json, issue_digest, to_json
from columninch.digest.verify import verify_issue
from columninch.errors import DeskError, VerificationError
from columninch.publish.newsletter import newsletter
from columninch.publish.site import issue_card, issue_files, site_files, write_files

if TYPE_CHECKING:
    from datetime import datetime
    from pathlib import Path

    from django.contrib.auth.models import AbstractBaseUser


def current_issue(digest: Digest) -> records.Issue:
    """The issue as published, or as the draft would be published now."""
    if digest.frozen is not None:
        return frozen_issue(digest)
    now = runtime.clock().now()
    return issue_of(digest, runtime.vault(), now, runtime.config().text("name"))


def verify(digest: Digest) -> tuple[records.Failure, ...]:
    """Why citations of the digest do not hold; empty where all do."""
    return failures_in(digest, current_issue(digest))


def failures_in(digest: Digest, issue: records.Issue) -> tuple[records.Failure, ...]:
    """Why citations of an issue of the digest do not hold, for who has built it already."""
    found = [
        statement
        for language in digest.series.languages
        for statement in statements_of(digest, language)
    ]
    again = recompute(found, digest.frozen_at)
    return verify_issue(issue, runtime.vault(), again, removed_words(digest, issue))


def publish(digest: Digest, user: AbstractBaseUser | None, now: datetime) -> Path:
    """Verify the digest, freeze it, write its site; the path of the issue's page.

    Raises `VerificationError` where one citation doesn't hold; nothing is written then.
    A digest that is published already is written anew as it was frozen.
    """
    digest.refresh_from_db()  # someone may have published it since it was looked at
    issue = current_issue(digest)
    failures = failures_in(digest, issue)
    if failures:
        raise VerificationError(failures)
    if digest.frozen is None and deposit_digest(digest, _patience()):
        issue = current_issue(digest)  # with the links that came of it
    # files first: a crash between the two leaves a draft whose next publishing writes the same
    write_issue(digest, issue)
    if digest.frozen is None:
        _freeze(digest, issue, user, now)
    return site_folder(digest.series) / "issues" / str(digest.number) / "index.html"


def _patience() -> float:
    """Seconds that publishing waits for a public archive."""
    return runtime.config().number("deposit.publish_seconds")


def _freeze(
    digest: Digest, issue: records.Issue, user: AbstractBaseUser | None, now: datetime
) -> None:
    with transaction.atomic():
        digest.frozen = to_json(issue)
        digest.frozen_at = issue.frozen_at
        digest.frozen_sha256 = issue_digest(issue)
        digest.state = "published"
        digest.save()
        Frame.objects.filter(period=digest.period_id, group__series=digest.series_id).update(
            is_frozen=True
        )
        write_log("publish", str(digest.number), user, now, sha256=digest.frozen_sha256)


def site_folder(series: Series) -> Path:
    """Where a series is published: the desk's first one at the site's root, others below it."""
    root = runtime.config().site_folder
    is_first = not Series.objects.filter(pk__lt=series.pk).exists()
    return root if is_first else root / series.key


def write_issue(digest: Digest, issue: records.Issue) -> None:
    """The files of one issue, and of the site around all issues."""
    config = runtime.config()
    published = Digest.objects.filter(series=digest.series_id, frozen__isnull=False)
    issues = [
        from_json(records.Issue, other.frozen)
        for other in published.exclude(pk=digest.pk).order_by("number")
    ]
    cards = sorted((issue_card(each) for each in [*issues, issue]), key=lambda card: -card.number)
    files = issue_files(issue, runtime.vault())
    sender = config.text("publish.sender") or config.text("contact")
    site_url = config.text("publish.base_url")
    if sender:
        letter = f"issues/{issue.number}/newsletter.eml"
        files[letter] = newsletter(issue, sender=sender, site_url=site_url)
    files |= site_files(
        cards,
        digest.series.title,
        tuple(digest.series.languages),
        config.text("name"),
        base_url=site_url,
    )
    write_files(files, site_folder(digest.series))


def edit_entry(
    entry: Entry,
    user: AbstractBaseUser | None,
    now: datetime,
    *,
    heading: str | None = None,
    summary: str | None = None,
    is_left_out: bool | None = None,
) -> None:
    """Change an entry of a draft; what is not given stays."""
    _require_draft(entry.section.digest)
    if heading is not None:
        entry.heading = heading.strip()
    if summary is not None:
        entry.summary = summary.strip()
    if is_left_out is not None:
        entry.is_left_out = is_left_out
    with transaction.atomic():
        _edited(entry.section.digest, now)
        entry.save()
        write_log("edit entry", entry.key, user, now, digest=entry.section.digest.number)


def edit_citation(
    citation: Citation,
    user: AbstractBaseUser | None,
    now: datetime,
    *,
    text: str | None = None,
    translation: str | None = None,
    translation_language: str | None = None,
    translator: str | None = None,
) -> None:
    """Change a quotation of a draft: its words (which must stay verbatim) or its translation."""
    digest = citation.entry.section.digest
    _require_draft(digest)
    given = {
        "text": text,
        "translation": translation,
        "translation_language": translation_language,
        "translator": translator,
    }
    for name, value in given.items():
        if value is not None:
            setattr(citation, name, value.strip())
    with transaction.atomic():
        _edited(digest, now)
        citation.save()
        write_log("edit quotation", citation.entry.key, user, now, digest=digest.number)


def add_quotation(
    entry: Entry,
    quote: Quote,
    user: AbstractBaseUser | None,
    now: datetime,
    *,
    translation: str = "",
    translation_language: str = "",
    translator: str = "",
) -> Citation:
    """Cite a quotation of any item in a draft's entry, with a translation where given."""
    digest = entry.section.digest
    said = quote.reading.text[quote.start : quote.end]
    _require_draft(digest)
    with transaction.atomic():
        _edited(digest, now)
        last = entry.citations.aggregate(last=Max("position"))["last"]
        citation = Citation.objects.create(
            entry=entry,
            kind="quotation",
            reading=quote.reading,
            quote=quote,
            text=as_quoted(said),
            speaker_name=quote.speaker_name,
            speaker_role=quote.speaker_role,
            speaker_affiliation=quote.speaker_affiliation,
            translation=translation,
            translation_language=translation_language,
            translator=translator,
            position=0 if last is None else last + 1,
        )
        write_log("add quotation", entry.key, user, now, digest=digest.number)
    return citation


def drop_citation(citation: Citation, user: AbstractBaseUser | None, now: datetime) -> None:
    """Take a citation out of a draft's entry."""
    digest = citation.entry.section.digest
    _require_draft(digest)
    with transaction.atomic():
        _edited(digest, now)
        write_log("drop citation", citation.entry.key, user, now, text=citation.text[:200])
        citation.delete()


def move_entry(entry: Entry, user: AbstractBaseUser | None, now: datetime, direction: int) -> None:
    """Move an entry one place up (-1) or down (1) in its section."""
    digest = entry.section.digest
    _require_draft(digest)
    order = list(entry.section.entries.order_by("position", "pk"))
    at = [other.pk for other in order].index(entry.pk)
    to = max(0, min(len(order) - 1, at + direction))
    order.insert(to, order.pop(at))
    with transaction.atomic():
        _edited(digest, now)
        for position, other in enumerate(order):
            Entry.objects.filter(pk=other.pk).update(position=position)
        write_log("move entry", entry.key, user, now, digest=digest.number)


def edit_lead(
    digest: Digest, language: str, text: str, user: AbstractBaseUser | None, now: datetime
) -> None:
    """Set the editor's own lead sentence; an empty text brings back the generated one."""
    _require_draft(digest)
    digest.leads = {**digest.leads, language: text.strip()}
    with transaction.atomic():
        digest.save(update_fields=["leads"])
        _edited(digest, now)
        write_log("edit lead", language, user, now, digest=digest.number)


def correct(
    digest: Digest,
    entry_key: str,
    was: str,
    now_words: str,
    note: str,
    user: AbstractBaseUser | None,
    now: datetime,
) -> Correction:
    """Correct the words of a published entry, in the open, and publish it anew.

    Raises `DeskError` where the entry doesn't hold those words, and `VerificationError`
    where the corrected issue doesn't verify; nothing changes then.
    """
    if digest.frozen is None:
        raise DeskError("a draft is edited, not corrected", where=f"issue {digest.number}")
    if not was:
        raise DeskError("say which words are to be corrected", where=f"entry {entry_key}")
    issue = _with_words(frozen_issue(digest), entry_key, was, now_words)
    correction = Correction(
        digest=digest, entry=entry_key, was=was, now=now_words, note=note, at=now, by_id=_pk(user)
    )
    issue = replace(issue, corrections=(*issue.corrections, correction_note(correction)))
    failures = failures_in(digest, issue)
    if failures:
        raise VerificationError(failures)
    with transaction.atomic():
        correction.save()
        _reword_rows(digest, entry_key, was, now_words)
        digest.frozen = to_json(issue)
        digest.frozen_sha256 = issue_digest(issue)
        digest.save()
        write_log(
            "correct",
            f"issue {digest.number}, {entry_key}",
            user,
            now,
            was=was,
            corrected=now_words,
        )
    write_issue(digest, issue)
    return correction


def _with_words(issue: records.Issue, entry_key: str, was: str, now_words: str) -> records.Issue:
    parts = tuple(
        replace(
            part,
            sections=tuple(
                replace(
                    section,
                    entries=tuple(
                        _reworded(entry, was, now_words) if entry.key == entry_key else entry
                        for entry in section.entries
                    ),
                )
                for section in part.sections
            ),
        )
        for part in issue.parts
    )
    if parts == issue.parts:
        raise DeskError(f"it does not say {was!r}", where=f"entry {entry_key}")
    return replace(issue, parts=parts)


def _reworded(entry: records.DigestEntry, was: str, now_words: str) -> records.DigestEntry:
    return replace(
        entry,
        heading=entry.heading.replace(was, now_words),
        summary=entry.summary.replace(was, now_words),
    )


def _reword_rows(digest: Digest, entry_key: str, was: str, now_words: str) -> None:
    """The same in the entry's row, which later issues point back to."""
    for row in Entry.objects.filter(section__digest=digest, key=entry_key):
        row.heading = row.heading.replace(was, now_words)
        row.summary = row.summary.replace(was, now_words)
        row.save(update_fields=["heading", "summary"])


def _require_draft(digest: Digest) -> None:
    if digest.state != "draft":
        raise DeskError(
            "it is published", where=f"issue {digest.number}", hint="make a correction instead"
        )


def _edited(digest: Digest, now: datetime) -> None:
    """Mark the draft as a person's; first of all, so that its stage waits and sees it."""
    Digest.objects.filter(pk=digest.pk).update(edited_at=now)


def _pk(user: AbstractBaseUser | None) -> int | None:
    return user.pk if user else None


def wish_draft(series: Series, day: date | None) -> Period:
    """The period of a day (or the newest that was read), made a period to be drafted.

    The pipeline drafts the running weeks by itself; an older one is wished for here.
    """
    now = runtime.clock().now()
    if day is not None:
        period = periods.period_of_day(series, day)
    else:
        newest = periods.newest_day(now)
        at = date.fromordinal(newest) if newest else now.date()
        period = periods.period_of_day(series, at)
    Period.objects.filter(pk=period.pk).update(is_wished=True)
    return period
