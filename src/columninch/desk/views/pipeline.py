"""The pipeline: what waits at each stage, and what was set back and why."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.views.decorators.http import require_safe

from columninch.desk import runtime
from columninch.desk.reads.pipeline import stage_rows
from columninch.desk.views.frame import show

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse


@require_safe
def pipeline(request: HttpRequest) -> HttpResponse:
    """Every stage in the order of the flow."""
    return show(request, "desk/pipeline/pipeline.html", {"rows": stage_rows(runtime.clock().now())})
