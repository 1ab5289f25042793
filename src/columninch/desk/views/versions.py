"""What changed from one version of an item to the next, and each version's archived copy."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import Http404
from django.views.decorators.http import require_safe

from columninch.desk.models import Item
from columninch.desk.reads.item import item_shown
from columninch.desk.views.frame import show

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse


@require_safe
def version(request: HttpRequest, pk: int, fetch: int) -> HttpResponse:
    """The change that a version brought, paragraph by paragraph and word by word."""
    try:
        shown = item_shown(pk)
    except Item.DoesNotExist as error:
        raise Http404(pk) from error
    change = shown.versions.change_to(fetch)
    if change is None:
        raise Http404(fetch)
    context = {"shown": shown, "item": shown.item, "change": change}
    return show(request, "desk/items/version.html", context)
