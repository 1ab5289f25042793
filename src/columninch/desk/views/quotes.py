"""Quotations: who said what."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.views.decorators.http import require_safe

from columninch.desk.forms.filters import QuoteFilter
from columninch.desk.reads.periods import periods_with_readings
from columninch.desk.reads.quotes import quote_page, speakers
from columninch.desk.views.frame import page_asked, period_asked, show

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse


@require_safe
def quotes(request: HttpRequest) -> HttpResponse:
    """The quotations of a period, searched by speaker; of all where it says `period=all`."""
    is_all = request.GET.get("period") == "all"
    period = None if is_all else period_asked(request)
    filters = QuoteFilter(request.GET, label_suffix="")
    page, rows = quote_page(filters.query(), period, page_asked(request))
    context = {
        "filters": filters,
        "page": page,
        "rows": rows,
        "speakers": speakers(period),
        "is_all": is_all,
        "periods": periods_with_readings()[:26],
    }
    return show(request, "desk/quotes/quotes.html", context, period=period)
