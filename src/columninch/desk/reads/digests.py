"""Digests: the list of issues, and one draft with all that can be changed in it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import Count, Prefetch, Q

from columninch.desk.models import Citation, Digest, Entry, Section
from columninch.records import Failure

if TYPE_CHECKING:
    from collections.abc import Iterable

    from django.db.models import QuerySet

    from columninch.desk.models import Period


@dataclass(frozen=True, slots=True)
class EntryShown:
    """An entry with what failed in it, and whether it can move."""

    entry: Entry
    citations: tuple[Citation, ...]
    failures: tuple[Failure, ...]
    is_first: bool
    is_last: bool

    @property
    def quotations(self) -> tuple[Citation, ...]:
        """What it quotes."""
        return tuple(each for each in self.citations if each.kind == "quotation")

    @property
    def sources(self) -> tuple[Citation, ...]:
        """The items it rests on, and the figures it tells."""
        return tuple(each for each in self.citations if each.kind != "quotation")


@dataclass(frozen=True, slots=True)
class SectionShown:
    """A section with its entries in order."""

    section: Section
    entries: tuple[EntryShown, ...]


def all_digests() -> QuerySet[Digest]:
    """Every issue, the newest first, with how many entries it has."""
    kept = Count("sections__entries", filter=Q(sections__entries__is_left_out=False))
    digests = Digest.objects.select_related("series", "period").annotate(entry_count=kept)
    return digests.defer("frozen").order_by("-number", "-pk")


def digest_numbered(number: int) -> Digest:
    """The issue `number` (of the newest series that has one). Raises `Digest.DoesNotExist`."""
    digests = Digest.objects.select_related("series", "period__series", "recipe")
    return digests.filter(number=number).order_by("-pk")[:1].get()


def digest_of(period: Period) -> Digest | None:
    """The issue of a period, or None before there is one."""
    return Digest.objects.defer("frozen").filter(period=period).first()


def newest_digest() -> Digest | None:
    """The issue with the highest number, or None."""
    return Digest.objects.defer("frozen").order_by("-number", "-pk").first()


def sections_shown(digest: Digest, failures: Iterable[Failure] = ()) -> tuple[SectionShown, ...]:
    """The digest's sections and entries, each entry with what failed in it."""
    citations = Citation.objects.select_related("reading__item__outlet", "figure").defer(
        "reading__text", "reading__blocks", "reading__search_text"
    )
    entries = Entry.objects.order_by("position", "pk").prefetch_related(
        Prefetch("citations", citations.order_by("position", "pk"))
    )
    sections = digest.sections.order_by("position", "pk")
    by_entry: dict[str, list[Failure]] = {}
    for failure in failures:
        # "KEY (heading)": a failure names its entry for people too
        by_entry.setdefault(failure.entry.partition(" ")[0], []).append(failure)
    return tuple(
        SectionShown(section, tuple(_entries(list(section.entries.all()), by_entry)))
        for section in sections.prefetch_related(Prefetch("entries", entries))
    )


def entry_of(digest: Digest, pk: int) -> Entry:
    """An entry of this digest. Raises `Entry.DoesNotExist`."""
    return Entry.objects.select_related("section__digest").get(pk=pk, section__digest=digest)


def citation_of(digest: Digest, pk: int) -> Citation:
    """A citation of this digest. Raises `Citation.DoesNotExist`."""
    citations = Citation.objects.select_related("entry__section__digest")
    return citations.get(pk=pk, entry__section__digest=digest)


def _entries(entries: list[Entry], failures: dict[str, list[Failure]]) -> Iterable[EntryShown]:
    for place, entry in enumerate(entries):
        yield EntryShown(
            entry=entry,
            citations=tuple(entry.citations.all()),
            failures=tuple(failures.get(entry.key, ())),
            is_first=place == 0,
            is_last=place == len(entries) - 1,
        )
