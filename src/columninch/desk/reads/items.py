"""The list of items: searched, filtered, sorted, a page at a time."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from django.core.paginator import Page, Paginator
from django.db.models import Count, Exists, OuterRef, Q

from columninch.desk.models import Coding, Group, Outlet, Reading, Reprint
from columninch.desk.waiting import current_readings
from columninch.text.normalise import fold

if TYPE_CHECKING:
    from collections.abc import Iterable

    from django.db.models import QuerySet

    from columninch.desk.models import Period

PAGE_SIZE = 50

SORTS: dict[str, tuple[str, ...]] = {
    "newest": ("-dated_at", "-pk"),
    "oldest": ("dated_at", "pk"),
    "longest": ("-word_count", "-pk"),
    "outlet": ("item__outlet__name", "-dated_at", "-pk"),
}


@dataclass(frozen=True, slots=True)
class ItemQuery:
    """What a person asks the list for; empty fields ask for nothing."""

    words: str = ""
    outlet: int | None = None
    group: int | None = None
    language: str = ""
    question: str = ""
    answer: str = ""
    form: str = ""
    reprints: str = ""
    """"hidden", "only", or empty for both."""
    sort: str = "newest"


@dataclass(frozen=True, slots=True)
class ItemRow:
    """One item of the list."""

    reading: Reading
    topics: tuple[Coding, ...]
    """A person's answers where there are any, else what a rule proposes."""


@dataclass(frozen=True, slots=True)
class ItemPage:
    """One page of the list."""

    page: Page[Reading]
    rows: tuple[ItemRow, ...]

    @property
    def item_count(self) -> int:
        """How many items the query finds altogether."""
        return self.page.paginator.count


@dataclass(frozen=True, slots=True)
class Choices:
    """What the filters can be set to."""

    outlets: tuple[Outlet, ...]
    groups: tuple[Group, ...]
    languages: tuple[str, ...]
    forms: tuple[str, ...]


def find_items(query: ItemQuery, period: Period | None, page: int) -> ItemPage:
    """The page numbered `page` (from 1; one past the last gives the last) of what is found."""
    is_reprint = Exists(Reprint.objects.filter(copy=OuterRef("pk")))
    readings: QuerySet[Reading] = _found(query, period).annotate(
        is_reprint=is_reprint, quote_count=Count("quotes", distinct=True)
    )
    readings = readings.select_related(
        "item__outlet", "item__credited_outlet", "item__channel", "fetch"
    )
    readings = readings.defer("blocks", "search_text")
    pages = Paginator(readings.order_by(*SORTS.get(query.sort, SORTS["newest"])), PAGE_SIZE)
    shown = pages.get_page(page)
    topics = topics_of(reading.item_id for reading in shown)
    rows = tuple(ItemRow(reading, topics.get(reading.item_id, ())) for reading in shown)
    return ItemPage(shown, rows)


def choices(series: int | None) -> Choices:
    """What the filters of the list can be set to."""
    readings = current_readings().order_by()
    return Choices(
        outlets=tuple(Outlet.objects.filter(merged_into__isnull=True).order_by("name")),
        groups=tuple(Group.objects.filter(series_id=series)) if series else (),
        languages=tuple(sorted(readings.values_list("language", flat=True).distinct())),
        forms=tuple(sorted(readings.values_list("form", flat=True).distinct())),
    )


def topics_of(items: Iterable[int]) -> dict[int, tuple[Coding, ...]]:
    """For each item a person's standing answers, or where there are none the proposals."""
    codings = (
        Coding.objects.filter(item_id__in=list(items), withdrawn_at__isnull=True)
        .exclude(answer="")
        .select_related("coder")
        .order_by("question", "at", "pk")
    )
    by_item: dict[int, list[Coding]] = {}
    for coding in codings:
        by_item.setdefault(coding.item_id, []).append(coding)
    return {item: _by_person_first(found) for item, found in by_item.items()}


def _by_person_first(codings: list[Coding]) -> tuple[Coding, ...]:
    answered = {coding.question for coding in codings if coding.coder.kind == "person"}
    return tuple(
        coding
        for coding in codings
        if coding.coder.kind == "person" or coding.question not in answered
    )


def _found(query: ItemQuery, period: Period | None) -> QuerySet[Reading]:
    readings = current_readings()
    if period is not None:
        readings = readings.filter(dated_at__gte=period.starts, dated_at__lt=period.ends)
    for word in fold(query.words).split():
        readings = readings.filter(search_text__contains=word)
    readings = readings.filter(_plain_filters(query))
    if query.group:
        readings = readings.filter(item__outlet__in=_members(query.group, period))
    if query.answer:
        readings = readings.filter(_has_answer(query.question, query.answer))
    if query.reprints:
        is_reprint = Exists(Reprint.objects.filter(copy=OuterRef("pk")))
        readings = readings.filter(is_reprint if query.reprints == "only" else ~is_reprint)
    return readings


def _plain_filters(query: ItemQuery) -> Q:
    wanted = {
        "item__outlet": query.outlet,
        "language": query.language,
        "form": query.form,
    }
    return Q(**{name: value for name, value in wanted.items() if value})


def _members(group: int, period: Period | None) -> QuerySet[Outlet, int]:
    members = Outlet.objects.filter(memberships__group=group)
    if period is not None:
        first = period.starts.date()
        last = (period.ends - timedelta(seconds=1)).date()
        members = Outlet.objects.filter(
            Q(memberships__since__isnull=True) | Q(memberships__since__lte=last),
            Q(memberships__until__isnull=True) | Q(memberships__until__gt=first),
            memberships__group=group,
        )
    return members.values_list("pk", flat=True)


def _has_answer(question: str, answer: str) -> Q:
    """A person answered so; or a rule did, and no person said otherwise."""
    here = Coding.objects.filter(
        item=OuterRef("item"), question=question, withdrawn_at__isnull=True
    )
    people = here.filter(coder__kind="person").exclude(answer="")
    said = Exists(people.filter(answer=answer))
    proposed = Exists(here.exclude(coder__kind="person").filter(answer=answer))
    return Q(said) | (Q(proposed) & ~Q(Exists(people)))
