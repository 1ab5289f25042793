"""The first page: this week at a glance."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.views.decorators.http import require_safe

from columninch.desk import runtime
from columninch.desk.reads.periods import periods_with_readings
from columninch.desk.reads.week import week_of
from columninch.desk.views.frame import period_asked, show

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse


@require_safe
def week(request: HttpRequest) -> HttpResponse:
    """What is to do in a period, its shares so far, its stories and its troubled sources."""
    period = period_asked(request)
    if period is None:
        return show(request, "desk/week/empty.html", {})
    context = {
        "week": week_of(period, runtime.clock().now()),
        "periods": periods_with_readings()[:26],
    }
    return show(request, "desk/week/week.html", context, period=period)
