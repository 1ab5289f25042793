"""Items: the list and one item."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import Http404
from django.views.decorators.http import require_safe

from columninch.desk.forms.filters import ItemFilter
from columninch.desk.models import Item
from columninch.desk.reads.codebooks import questions_asked
from columninch.desk.reads.item import item_shown
from columninch.desk.reads.items import choices, find_items
from columninch.desk.reads.periods import first_series, periods_with_readings
from columninch.desk.views.frame import language_now, page_asked, period_asked, show

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse


@require_safe
def items(request: HttpRequest) -> HttpResponse:
    """The list of items; of every period where the address says `period=all`."""
    is_all = request.GET.get("period") == "all"
    period = None if is_all else period_asked(request)
    series = period.series if period else first_series()
    asked = questions_asked(series.pk) if series else ()
    filters = ItemFilter(
        request.GET.dict(), choices(series.pk if series else None), asked, language_now()
    )
    context = {
        "found": find_items(filters.query(), period, page_asked(request)),
        "filters": filters,
        "asked": asked,
        "is_all": is_all,
        "periods": periods_with_readings()[:26],
    }
    return show(request, "desk/items/items.html", context, period=period)


@require_safe
def item(request: HttpRequest, pk: int) -> HttpResponse:
    """One item: its text, where it came from and what was found in it."""
    try:
        shown = item_shown(pk)
    except Item.DoesNotExist as error:
        raise Http404(pk) from error
    context = {"shown": shown, "asked": questions_asked()}
    return show(request, "desk/items/item.html", context)
