"""Which cited pages a public web archive keeps, and which it is yet to be handed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Q

from columninch.desk.models import Capture, Deposit, FigureValue, Reading

if TYPE_CHECKING:
    from datetime import datetime

    from columninch.desk.models import Digest

PUBLIC_CHANNELS = ("site", "preview", "programme")
"""Channels whose pages anybody can read: what came by mail or as files is nobody else's."""


def captures_to_deposit(digest: Digest, tried_before: datetime) -> list[Capture]:
    """The captures of pages that `digest` cites and that are not deposited, oldest first.

    Without what failed since `tried_before`, what is no page of the public web, and what
    stands in for a page that could not be had.
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
    done = Deposit.objects.filter(~Q(url="") | Q(asked_at__gt=tried_before))
    captures = Capture.objects.filter(pk__in=pages.values("fetch__capture"))
    return list(captures.exclude(pk__in=done.values("capture")).order_by("pk"))


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
