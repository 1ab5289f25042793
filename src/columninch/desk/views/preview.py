"""The issue as publishing would write it, in its own look and behind its own walls."""

from __future__ import annotations

import mimetypes
from typing import TYPE_CHECKING

from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.views.decorators.http import require_safe

from columninch.desk.reads.preview import first_page, preview_files
from columninch.desk.views.issues import find_digest

if TYPE_CHECKING:
    from django.http import HttpRequest

POLICY = (
    "default-src 'none'; img-src 'self' data:; style-src 'self'; font-src 'self'; "
    "base-uri 'none'; form-action 'none'; frame-ancestors 'self'"
)
"""A published page needs no script and gets none."""
DISPLAYED = frozenset({".html", ".css", ".svg", ".png", ".jpg", ".jpeg", ".webp", ".gif", ".woff2"})


@require_safe
def issue_preview(_request: HttpRequest, number: int) -> HttpResponse:
    """Leads to the issue's page among the files of the site."""
    page = first_page(find_digest(number))
    return HttpResponseRedirect(reverse("issue-preview-file", args=[number, page]))


@require_safe
def issue_preview_file(_request: HttpRequest, number: int, path: str) -> HttpResponse:
    """One file of the site as publishing this issue would write it."""
    body = preview_files(find_digest(number)).get(path)
    if body is None:
        raise Http404(path)
    kind = mimetypes.guess_type(path)[0] or "application/octet-stream"
    is_text = kind.startswith("text/") or kind.endswith(("xml", "json"))
    response = HttpResponse(body, content_type=f"{kind}; charset=utf-8" if is_text else kind)
    response["Content-Security-Policy"] = POLICY
    ending = path[path.rfind(".") :]
    if ending not in DISPLAYED:
        response["Content-Disposition"] = f'attachment; filename="{path.rpartition("/")[2]}"'
    return response
