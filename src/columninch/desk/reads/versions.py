"""The versions of an item's text: when each was seen, what changed, and what rests on the old.

Only different captures make versions. Of each, the reading by the newest recipe counts, so that
what another recipe makes of the same bytes never looks like an edit by the outlet.
"""

from __future__ import annotations

import itertools
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from columninch.desk.keep.issues import as_quoted
from columninch.desk.keep.records import reading_record
from columninch.desk.models import Citation, Quote, Reading, Visits
from columninch.extract.versions import Edit, edit_between, has_changed
from columninch.quotes.verbatim import find_verbatim

if TYPE_CHECKING:
    from collections.abc import Iterable

    from django.db.models import QuerySet

    from columninch.desk.models import Digest, Fetch, Item


@dataclass(frozen=True, slots=True)
class Version:
    """One state of an item's page."""

    number: int
    """The first is 1."""
    reading: Reading
    first_seen: datetime
    last_seen: datetime

    @property
    def fetch(self) -> Fetch:
        """The fetch whose capture says this."""
        return self.reading.fetch


@dataclass(frozen=True, slots=True)
class Change:
    """What changed from one version to the next."""

    before: Version
    after: Version
    edit: Edit
    quotations_gone: tuple[str, ...]
    """Words that the old version quoted and the new one has nowhere."""

    @property
    def has_new_headline(self) -> bool:
        """Whether the headline is another."""
        return "title" in self.edit.parts


@dataclass(frozen=True, slots=True)
class CitedBefore:
    """A citation of this desk that was made of a version which was changed since."""

    citation: Citation
    current: Reading
    words_gone: bool
    """It quotes words that the page has no longer."""


@dataclass(frozen=True, slots=True)
class Versions:
    """All versions of one item, the oldest first."""

    versions: tuple[Version, ...]
    changes: tuple[Change, ...]
    cited_before: tuple[CitedBefore, ...]
    visits: Visits | None
    """When its page is looked at again, and whether it was taken down."""

    def change_to(self, fetch: int) -> Change | None:
        """The change that the version of this fetch brought, or None."""
        return next((one for one in self.changes if one.after.reading.fetch_id == fetch), None)

    @property
    def silent_count(self) -> int:
        """How many changes the page doesn't tell of."""
        return sum(change.edit.is_silent for change in self.changes)


def versions_of(item: Item, readings: Iterable[Reading]) -> Versions:
    """The versions among an item's `readings`, which have their fetch and its capture."""
    found = _versions(readings)
    pairs = list(itertools.pairwise(found))
    quoted = _quoted([before.reading.pk for before, _ in pairs])
    return Versions(
        versions=found,
        changes=tuple(_change(before, after, quoted) for before, after in pairs),
        cited_before=_cited_of(item) if pairs else (),
        visits=Visits.objects.filter(item=item).select_related("answer").first(),
    )


def cited_before(digest: Digest) -> tuple[CitedBefore, ...]:
    """What an issue cites of versions that were changed since."""
    rows = Citation.objects.filter(
        entry__section__digest=digest, entry__is_left_out=False, reading__is_current=False
    )
    return _cited_before(rows)


def _cited_of(item: Item) -> tuple[CitedBefore, ...]:
    return _cited_before(Citation.objects.filter(reading__item=item, reading__is_current=False))


def _cited_before(rows: QuerySet[Citation]) -> tuple[CitedBefore, ...]:
    rows = rows.select_related("reading", "entry__section__digest")
    cited = list(rows.order_by("entry__section__position", "entry__position", "position", "pk"))
    items = {one.reading.item_id for one in cited if one.reading}
    current = {
        row.item_id: row
        for row in Reading.objects.filter(item__in=items, is_current=True).exclude(text="")
    }
    return tuple(
        CitedBefore(one, now, _words_gone(one, now))
        for one in cited
        if one.reading
        and (now := current.get(one.reading.item_id)) is not None
        and now.fetch_id != one.reading.fetch_id
    )


def _words_gone(citation: Citation, now: Reading) -> bool:
    if citation.kind != "quotation" or not citation.text:
        return False
    return find_verbatim(citation.text, f"{now.title}\n{now.text}") is None


def _versions(readings: Iterable[Reading]) -> tuple[Version, ...]:
    newest: dict[int, Reading] = {}
    for reading in sorted(readings, key=lambda one: (one.recipe_id, one.pk)):
        if not reading.from_feed and reading.text:  # what was removed has no text
            newest[reading.fetch_id] = reading
    versions: list[Version] = []
    for _, reading in sorted(newest.items()):
        fetch = reading.fetch
        seen = max(fetch.at, fetch.seen_at or fetch.at)
        last = versions[-1] if versions else None
        if last and not has_changed(reading_record(last.reading), reading_record(reading)):
            versions[-1] = Version(last.number, last.reading, last.first_seen, seen)
            continue
        versions.append(Version(len(versions) + 1, reading, fetch.at, seen))
    return tuple(versions)


def _quoted(readings: list[int]) -> dict[int, list[Quote]]:
    quoted: dict[int, list[Quote]] = {}
    if readings:
        rows = Quote.objects.filter(reading__in=readings).exclude(kind="indirect")
        for quote in rows.order_by("start", "end"):
            quoted.setdefault(quote.reading_id, []).append(quote)
    return quoted


def _change(before: Version, after: Version, quoted: dict[int, list[Quote]]) -> Change:
    old, new = before.reading, after.reading
    said = [as_quoted(old.text[row.start : row.end]) for row in quoted.get(old.pk, ())]
    now = f"{new.title}\n{new.text}"
    return Change(
        before=before,
        after=after,
        edit=edit_between(reading_record(old), reading_record(new)),
        quotations_gone=tuple(words for words in said if find_verbatim(words, now) is None),
    )
