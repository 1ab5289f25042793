"""Which cited pages a public web archive keeps, and which it is yet to be handed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from django.db.models import Q

from columninch.collect.deposit import deposit_address
from columninch.desk.models import Capture, Deposit, Fetch, FigureValue, Reading
from columninch.errors import RefusedAddress

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from columninch.desk.models import Digest

PUBLIC_CHANNELS = ("site", "preview", "programme")
"""Channels whose pages anybody can read: what came by mail or as files is nobody else's."""

TRIED_AGAIN = timedelta(hours=6)
"""What failed is left alone for so long."""


@dataclass(frozen=True, slots=True)
class FailedDeposit:
    """A cited page that the public archive did not take."""

    deposit: Deposit
    item: int | None
    """The item whose page it is."""
    again_at: datetime
    """From then on it is handed on again."""
    by_hand: str
    """Where a person can hand it on, or empty."""


@dataclass(frozen=True, slots=True)
class DepositsShown:
    """How far a public archive has what an issue cites."""

    cited_count: int
    """Pages that may be handed on."""
    there_count: int
    failed: tuple[FailedDeposit, ...]

    @property
    def open_count(self) -> int:
        """Pages that were not handed on yet."""
        return self.cited_count - self.there_count - len(self.failed)


def captures_to_deposit(digest: Digest, tried_before: datetime) -> list[Capture]:
    """The captures of pages that `digest` cites and that are not deposited, oldest first.

    Without what failed since `tried_before`.
    """
    done = Deposit.objects.filter(~Q(url="") | Q(asked_at__gt=tried_before))
    cited = _pages_cited(digest)
    return list(cited.exclude(pk__in=done.values("capture")).order_by("pk"))


def deposits_shown(digest: Digest, archive: str) -> DepositsShown:
    """How far the public archive at `archive` (empty: none is set) has the cited pages."""
    cited = _pages_cited(digest).order_by("pk")
    rows = Deposit.objects.filter(capture__in=cited).select_related("capture")
    there = sum(bool(row.url) for row in rows)
    failed = [row for row in rows if not row.url]
    items = dict(
        Fetch.objects.filter(capture__in=[row.capture_id for row in failed])
        .order_by("-is_current")
        .values_list("capture_id", "item_id")
    )
    return DepositsShown(
        cited_count=cited.count() if archive or rows else 0,
        there_count=there,
        failed=tuple(
            FailedDeposit(
                deposit=row,
                item=items.get(row.capture_id),
                again_at=row.asked_at + TRIED_AGAIN,
                by_hand=_by_hand(row.capture.url, archive),
            )
            for row in failed
        ),
    )


def _by_hand(page: str, archive: str) -> str:
    try:
        return deposit_address(page, archive) if archive else ""
    except RefusedAddress:
        return ""


def _pages_cited(digest: Digest) -> QuerySet[Capture]:
    """The captures of pages of the public web that `digest` cites.

    Without what stands in for a page that could not be had.
    """
    cited = Reading.objects.filter(
        Q(citations__entry__section__digest=digest, citations__entry__is_left_out=False)
        | Q(pk__in=_figures(digest))
    )
    pages = cited.filter(
        Q(fetch__capture__url__startswith="http://")
        | Q(fetch__capture__url__startswith="https://"),
        from_feed=False,
        item__channel__kind__in=PUBLIC_CHANNELS,
    )
    return Capture.objects.filter(pk__in=pages.values("fetch__capture"))


def deposits() -> dict[int, str]:
    """By capture, where a public archive keeps its page."""
    return dict(Deposit.objects.exclude(url="").values_list("capture_id", "url"))


def _figures(digest: Digest) -> list[int]:
    """Readings whose values a cited figure's table may show."""
    values = FigureValue.objects.filter(
        figure__in=digest.sections.filter(entries__citations__figure__isnull=False).values(
            "entries__citations__figure"
        ),
        reading__is_current=True,
        reading__dated_at__lt=digest.period.ends,
    )
    return list(values.values_list("reading_id", flat=True).distinct())
