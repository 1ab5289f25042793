"""The archived capture of an item, shown as plain text: nothing of it is ever executed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_safe

from columninch.desk import runtime
from columninch.desk.keep.records import capture_record
from columninch.desk.models import Fetch, Setback
from columninch.desk.reads.item import capture_to_show, version_to_show
from columninch.desk.views.frame import show
from columninch.errors import ArchiveError
from columninch.quotes.plain import plain_text

if TYPE_CHECKING:
    from django.http import HttpRequest

    from columninch.desk.models import Capture


@require_safe
def archived(request: HttpRequest, pk: int) -> HttpResponse:
    """The capture's decoded plain text, that quotations are verified against."""
    capture = _fetch(pk).capture
    context = {"capture": capture, "item_pk": pk, **_shown(capture)}
    return show(request, "desk/items/archived.html", context)


@require_safe
def version_archived(request: HttpRequest, pk: int, fetch: int) -> HttpResponse:
    """The capture of one version of an item, as plain text."""
    try:
        capture = version_to_show(pk, fetch).capture
    except Fetch.DoesNotExist as error:
        raise Http404(fetch) from error
    context = {"capture": capture, "item_pk": pk, "fetch_pk": fetch, **_shown(capture)}
    return show(request, "desk/items/archived.html", context)


@require_safe
def setback_archived(request: HttpRequest, pk: int) -> HttpResponse:
    """What came instead of an item's page, as plain text."""
    setback = get_object_or_404(
        Setback.objects.select_related("capture__original", "source__outlet"),
        pk=pk,
        capture__isnull=False,
        source__isnull=False,
    )
    capture = setback.capture
    assert capture is not None  # noqa: S101  # asked for
    context = {"setback": setback, "capture": capture, **_shown(capture)}
    return show(request, "desk/items/archived.html", context)


@require_safe
def archived_bytes(request: HttpRequest, pk: int) -> HttpResponse:
    """The capture's bytes as received, to be saved and never shown by a browser."""
    capture = _fetch(pk).capture
    try:
        body = runtime.vault().payload(capture_record(capture))
    except ArchiveError as error:
        raise Http404(str(error)) from error
    response = HttpResponse(body, content_type="application/octet-stream")
    response["Content-Disposition"] = f'attachment; filename="capture-{capture.sha256[:16]}.bin"'
    response["Content-Security-Policy"] = "sandbox; default-src 'none'"
    response["Cross-Origin-Resource-Policy"] = "same-origin"
    return response


@require_safe
def screenshot(request: HttpRequest, pk: int) -> HttpResponse:
    """The page as a browser showed it: a picture that we took, and nothing else."""
    capture = _fetch(pk).screenshot
    if capture is None or capture.content_type != "image/png":
        raise Http404(pk)
    try:
        body = runtime.vault().payload(capture_record(capture))
    except ArchiveError as error:
        raise Http404(str(error)) from error
    response = HttpResponse(body, content_type="image/png")
    response["Content-Disposition"] = f'inline; filename="{capture.sha256[:16]}.png"'
    response["Content-Security-Policy"] = "sandbox; default-src 'none'"
    response["Cross-Origin-Resource-Policy"] = "same-origin"
    response["X-Content-Type-Options"] = "nosniff"
    return response


def _shown(capture: Capture) -> dict[str, str]:
    """The capture's text, or what is wrong with its bytes."""
    try:
        body = runtime.vault().payload(capture_record(capture))
    except ArchiveError as error:
        return {"text": "", "damage": str(error)}
    return {"text": _without_gaps(plain_text(body, capture.content_type)), "damage": ""}


def _without_gaps(text: str) -> str:
    """Markup leaves hundreds of empty lines behind; one between two paragraphs is enough."""
    lines = [line.strip() for line in text.splitlines()]
    kept = [line for line, before in zip(lines, ["", *lines], strict=False) if line or before]
    return "\n".join(kept).strip()


def _fetch(item: int) -> Fetch:
    try:
        return capture_to_show(item)
    except Fetch.DoesNotExist as error:
        raise Http404(item) from error
