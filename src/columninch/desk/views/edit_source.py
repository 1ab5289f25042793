"""Changing what is set of a source, and removing one that gave nothing."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING

from django.contrib import messages
from django.http import HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from columninch.desk import runtime
from columninch.desk.actions.source_changes import edit_source, remove_source, settings_of
from columninch.desk.forms.sources import SettingsForm
from columninch.desk.models import Source
from columninch.desk.views.frame import person_at, show
from columninch.errors import DeskError, UsageError

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse


@require_http_methods(["GET", "HEAD", "POST"])
def source_edit(request: HttpRequest, pk: int) -> HttpResponse:
    """What is set of a source and of its outlet."""
    source = _source(pk)
    before = asdict(settings_of(source))
    has_browser = runtime.has_browser()
    form = SettingsForm(request.POST or None, initial=before, has_browser=has_browser)
    if request.method == "POST" and form.is_valid() and _is_saved(request, source, form):
        messages.success(request, _("Saved."))
        if form.cleaned_data["browser"] and not has_browser:
            messages.warning(
                request,
                _(
                    "It wants a browser: its pages wait until this desk has one "
                    "(browser.executable in desk.toml), or until you switch that off."
                ),
            )
        return HttpResponseRedirect(reverse("source", args=[pk]))
    context = {"source": source, "form": form, "is_removable": not source.listed.exists()}
    return show(request, "desk/sources/edit.html", context, status=422 if form.errors else 200)


@require_POST
def source_remove(request: HttpRequest, pk: int) -> HttpResponse:
    """Remove a source that gave no item."""
    source = _source(pk)
    try:
        remove_source(source, person_at(request), runtime.clock().now())
    except DeskError as error:
        messages.error(request, str(error))
        return HttpResponseRedirect(reverse("source", args=[pk]))
    messages.success(request, _("Removed."))
    return HttpResponseRedirect(reverse("sources"))


def _is_saved(request: HttpRequest, source: Source, form: SettingsForm) -> bool:
    """Save what the form gives; where that can't be, its field says why."""
    try:
        edit_source(source, form.settings(), person_at(request), runtime.clock().now())
    except UsageError as error:
        said = f"{error.reason} ({error.hint})" if error.hint else error.reason
        form.add_error(error.where if error.where in form.fields else None, said)
        return False
    return True


def _source(pk: int) -> Source:
    return get_object_or_404(Source.objects.select_related("outlet", "channel"), pk=pk)
