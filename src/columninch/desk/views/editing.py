"""Changes to a draft: entries, translations, lead sentences. Each is one small form."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.http import Http404, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from columninch.desk import runtime
from columninch.desk.actions.digests import edit_citation, edit_entry, edit_lead, move_entry
from columninch.desk.forms.issues import EntryForm, LeadForm, MoveForm, TranslationForm
from columninch.desk.models import Citation, Entry
from columninch.desk.reads.digests import citation_of, entry_of
from columninch.desk.views.frame import person_at, show
from columninch.desk.views.issues import find_digest
from columninch.errors import DeskError

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.http import HttpRequest, HttpResponse


@require_http_methods(["GET", "HEAD", "POST"])
def entry(request: HttpRequest, number: int, pk: int) -> HttpResponse:
    """Heading and summary of an entry, beside what it rests on."""
    found = _entry(number, pk)
    before = {"heading": found.heading, "summary": found.summary}
    form = EntryForm(request.POST or None, initial=before, label_suffix="")
    if request.method == "POST" and form.is_valid():
        return _done(request, number, f"entry-{pk}", edit_entry, found, **form.cleaned_data)
    context = {"digest": found.section.digest, "entry": found, "form": form}
    return show(request, "desk/issues/entry.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
def citation(request: HttpRequest, number: int, pk: int) -> HttpResponse:
    """The translation of a quotation, beside its original."""
    found = _citation(number, pk)
    before = {"translation": found.translation, "translator": found.translator}
    is_post = request.method == "POST"
    form = TranslationForm(request.POST) if is_post else TranslationForm(initial=before)
    if is_post and form.is_valid():
        given = {
            **form.cleaned_data,
            "translation_language": found.entry.section.language
            if form.cleaned_data["translation"]
            else "",
        }
        return _done(request, number, f"entry-{found.entry_id}", edit_citation, found, **given)
    context = {"digest": found.entry.section.digest, "citation": found, "form": form}
    return show(request, "desk/issues/citation.html", context, status=422 if form.errors else 200)


@require_POST
def entry_move(request: HttpRequest, number: int, pk: int) -> HttpResponse:
    """One place up or down."""
    form = MoveForm(request.POST)
    if not form.is_valid():
        raise Http404
    step = -1 if form.cleaned_data["direction"] == "up" else 1
    return _done(request, number, f"entry-{pk}", move_entry, _entry(number, pk), direction=step)


@require_POST
def entry_keep(request: HttpRequest, number: int, pk: int) -> HttpResponse:
    """Leave an entry out of the issue, or take it in again."""
    found = _entry(number, pk)
    left_out = request.POST.get("left_out") == "yes"
    return _done(request, number, f"entry-{pk}", edit_entry, found, is_left_out=left_out)


@require_POST
def lead(request: HttpRequest, number: int) -> HttpResponse:
    """The editor's own lead sentence in one language."""
    form = LeadForm(request.POST)
    if not form.is_valid():
        raise Http404
    digest = find_digest(number)
    given = form.cleaned_data
    user, now = person_at(request), runtime.clock().now()
    try:
        edit_lead(digest, given["language"], given["text"], user, now)
    except DeskError as error:
        messages.error(request, str(error))
    return HttpResponseRedirect(reverse("issue", args=[number]) + "#leads")


def _done(
    request: HttpRequest,
    number: int,
    anchor: str,
    act: Callable[..., None],
    subject: Entry | Citation,
    **given: Any,
) -> HttpResponse:
    """Do the act and go back to where it shows."""
    try:
        act(subject, person_at(request), runtime.clock().now(), **given)
        messages.success(request, _("Saved."))
    except DeskError as error:
        messages.error(request, str(error))
    return HttpResponseRedirect(reverse("issue", args=[number]) + f"#{anchor}")


def _entry(number: int, pk: int) -> Entry:
    try:
        return entry_of(find_digest(number), pk)
    except Entry.DoesNotExist as error:
        raise Http404(pk) from error


def _citation(number: int, pk: int) -> Citation:
    try:
        return citation_of(find_digest(number), pk)
    except Citation.DoesNotExist as error:
        raise Http404(pk) from error
