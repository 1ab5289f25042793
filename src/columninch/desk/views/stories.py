"""Stories: the list of a period and one story."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import Http404
from django.views.decorators.http import require_safe

from columninch.desk.models import Story
from columninch.desk.reads.periods import periods_with_readings
from columninch.desk.reads.stories import story_page, story_shown
from columninch.desk.views.frame import page_asked, period_asked, show

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse


@require_safe
def stories(request: HttpRequest) -> HttpResponse:
    """A period's stories, the largest first."""
    period = period_asked(request)
    if period is None:
        return show(request, "desk/week/empty.html", {})
    page, rows = story_page(period, page_asked(request))
    context = {"page": page, "rows": rows, "periods": periods_with_readings()[:26]}
    return show(request, "desk/stories/stories.html", context, period=period)


@require_safe
def story(request: HttpRequest, pk: int) -> HttpResponse:
    """A story's items in order of time."""
    try:
        shown = story_shown(pk)
    except Story.DoesNotExist as error:
        raise Http404(pk) from error
    period = shown.story.grouping.period
    return show(request, "desk/stories/story.html", {"shown": shown}, period=period)
