"""The address that browsers ask for an icon by themselves."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib.auth.decorators import login_not_required
from django.http import HttpResponseRedirect
from django.templatetags.static import static
from django.views.decorators.http import require_safe

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse


@login_not_required
@require_safe
def favicon(_request: HttpRequest) -> HttpResponse:
    """Leads to the mark, for pages such as the preview that don't name it."""
    return HttpResponseRedirect(static("desk/mark.svg"))
