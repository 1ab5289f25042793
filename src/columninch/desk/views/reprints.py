"""Reprints: texts that several items print, and who was first."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.views.decorators.http import require_safe

from columninch.desk.reads.periods import periods_with_readings
from columninch.desk.reads.reprints import cluster_page
from columninch.desk.views.frame import page_asked, period_asked, show

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse


@require_safe
def reprints(request: HttpRequest) -> HttpResponse:
    """The texts that were reprinted in a period, the most reprinted first."""
    period = period_asked(request)
    page, clusters = cluster_page(period, page_asked(request))
    context = {"page": page, "clusters": clusters, "periods": periods_with_readings()[:26]}
    return show(request, "desk/reprints/reprints.html", context, period=period)
