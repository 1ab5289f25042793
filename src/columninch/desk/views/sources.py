"""Sources: their health in words, paused and resumed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.http import Http404, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST, require_safe

from columninch.desk import runtime
from columninch.desk.actions.sources import pause, poll_now, resume
from columninch.desk.forms.sources import SourceFilter
from columninch.desk.models import Source
from columninch.desk.reads.sources import IN_TROUBLE, find_sources, source_kinds, source_shown
from columninch.desk.views.frame import page_asked, period_asked, person_at, show

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

ACTS = {
    "pause": (pause, _("Paused: it will not be asked until you resume it.")),
    "resume": (resume, _("Resumed: it will be asked at the next run.")),
    "poll": (poll_now, _("It will be asked at the next run.")),
}


@require_safe
def sources(request: HttpRequest) -> HttpResponse:
    """The sources, filtered; those in trouble first."""
    period = period_asked(request)
    filters = SourceFilter(request.GET.dict(), source_kinds())
    query = filters.query()
    found = find_sources(query, period, runtime.clock().now(), page_asked(request))
    context = {"found": found, "filters": filters, "query": query, "in_trouble": IN_TROUBLE}
    return show(request, "desk/sources/sources.html", context, period=period)


@require_safe
def source(request: HttpRequest, pk: int) -> HttpResponse:
    """One source with its polls, setbacks and newest items."""
    period = period_asked(request)
    try:
        shown = source_shown(pk, period, runtime.clock().now())
    except Source.DoesNotExist as error:
        raise Http404(pk) from error
    context = {"shown": shown, "health": shown.health, "source": shown.health.source}
    return show(request, "desk/sources/source.html", context, period=period)


@require_POST
def source_act(request: HttpRequest, pk: int, act: str) -> HttpResponse:
    """Pause, resume or poll a source."""
    if act not in ACTS:
        raise Http404(act)
    do, told = ACTS[act]
    do(get_object_or_404(Source, pk=pk), person_at(request), runtime.clock().now())
    messages.success(request, told)
    return HttpResponseRedirect(reverse("source", args=[pk]))
