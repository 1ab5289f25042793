"""The log: what people did."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.views.decorators.http import require_safe

from columninch.desk.reads.log import log_page
from columninch.desk.views.frame import page_asked, show

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse


@require_safe
def log(request: HttpRequest) -> HttpResponse:
    """Acts of people, the newest first."""
    return show(request, "desk/log/log.html", {"page": log_page(page_asked(request))})
