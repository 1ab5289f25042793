"""Quotations: who said what."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.core.paginator import Paginator
from django.db.models import Count, Q

from columninch.desk.models import Quote

if TYPE_CHECKING:
    from collections.abc import Iterable

    from django.core.paginator import Page
    from django.db.models import QuerySet

    from columninch.desk.models import Period

PAGE_SIZE = 50


@dataclass(frozen=True, slots=True)
class QuoteQuery:
    """What a person asks the list for."""

    speaker: str = ""
    """Part of a name, a role or an affiliation."""
    kind: str = ""
    is_unsettled: bool = False
    """Only quotations whose speaker is not known by name."""


@dataclass(frozen=True, slots=True)
class QuoteRow:
    """A quotation with its words."""

    quote: Quote
    words: str


def quote_page(
    query: QuoteQuery, period: Period | None, page: int
) -> tuple[Page[Quote], tuple[QuoteRow, ...]]:
    """One page of the quotations that `query` finds, the newest first."""
    quotes = _found(query, period).select_related("reading__item__outlet")
    shown = Paginator(
        quotes.order_by("-reading__dated_at", "reading_id", "start"), PAGE_SIZE
    ).get_page(page)
    return shown, tuple(QuoteRow(quote, words_of(quote)) for quote in shown)


def speakers(period: Period | None, count: int = 12) -> list[tuple[str, int]]:
    """Who is quoted most, with how many quotations."""
    named = quotes_in(period).exclude(speaker_name="").order_by().values_list("speaker_name")
    counted: Iterable[tuple[str, int]] = named.annotate(quotes=Count("pk")).order_by(
        "-quotes", "speaker_name"
    )[:count]
    return list(counted)


def unsettled_count(period: Period) -> int:
    """How many direct quotations of the period have no speaker's name."""
    return quotes_in(period).filter(_UNSETTLED).count()


def quotes_in(period: Period | None) -> QuerySet[Quote]:
    """The quotations of readings that count, in a period where one is given."""
    quotes = Quote.objects.filter(reading__is_current=True, reading__item__merged_into=None)
    if period is not None:
        quotes = quotes.filter(
            reading__dated_at__gte=period.starts, reading__dated_at__lt=period.ends
        )
    return quotes


def words_of(quote: Quote) -> str:
    """What was said, as it stands in the reading."""
    return quote.reading.text[quote.start : quote.end]


# an indirect quotation without a name is weak anyway; a direct one is a task for a person
_UNSETTLED = Q(speaker_name="") & ~Q(kind="indirect")


def _found(query: QuoteQuery, period: Period | None) -> QuerySet[Quote]:
    quotes = quotes_in(period)
    if query.speaker:
        quotes = quotes.filter(
            Q(speaker_name__icontains=query.speaker)
            | Q(speaker_role__icontains=query.speaker)
            | Q(speaker_affiliation__icontains=query.speaker)
        )
    if query.kind:
        quotes = quotes.filter(kind=query.kind)
    return quotes.filter(_UNSETTLED) if query.is_unsettled else quotes
