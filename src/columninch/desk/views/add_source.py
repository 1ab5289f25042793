"""Adding sources: look at an address, choose of what was found, or bring a list."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.core import signing
from django.http import HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from columninch.collect.discovery.discover import LISTING, Wish, discover_site
from columninch.collect.discovery.site_feeds import ANOTHER, EMPTY, PODCAST, SECTION
from columninch.collect.discovery.site_sitemaps import NEWS, ORDINARY, UNDATED
from columninch.collect.opml import SourceList, read_opml
from columninch.desk import runtime
from columninch.desk.actions.opml import opml_of_desk, unchecked_import
from columninch.desk.actions.sources import add_found
from columninch.desk.forms.sources import (
    BROWSER_MISSING,
    AddressForm,
    ChosenForm,
    OpmlForm,
    kind_choices,
)
from columninch.desk.reads.sources import watched_urls
from columninch.desk.views.frame import person_at, show
from columninch.digest.freeze import from_json, to_json
from columninch.errors import ColumninchError
from columninch.records import FoundSource, SourceOptions

if TYPE_CHECKING:
    from collections.abc import Sequence

    from django.forms import Form
    from django.http import HttpRequest, QueryDict

SALT = "a source that was found"
A_DAY = 24 * 3600

NOTES = {
    ANOTHER: gettext_lazy("another feed of the same site"),
    EMPTY: gettext_lazy("it lists nothing at present"),
    PODCAST: gettext_lazy("a podcast: its entries are sound"),
    SECTION: gettext_lazy("one section of the outlet, or what is filed under one name"),
    NEWS: gettext_lazy("a news sitemap: titles and dates of the last days"),
    ORDINARY: gettext_lazy(
        "a sitemap: what it lists as recent; the pages themselves say when they are from"
    ),
    UNDATED: gettext_lazy(
        "a sitemap that lists nothing recent: only pages that are new in it would be taken"
    ),
    LISTING: gettext_lazy("the page itself: the articles that it links"),
}
"""Notes of discovery as the desk tells them."""


@dataclass(frozen=True, slots=True)
class Shown:
    """A found source as the page shows it."""

    source: FoundSource
    token: str
    """The source, signed: what comes back is what was found."""
    kind: Any
    note: Any
    is_watched: bool
    is_chosen: bool


@require_http_methods(["GET", "HEAD", "POST"])
def source_add(request: HttpRequest) -> HttpResponse:
    """The form for an address, and what was found there."""
    form = _address_form(request.POST or None)
    found: tuple[FoundSource, ...] = ()
    if request.method == "POST" and form.is_valid():
        found = _looked(form)
    if not found:
        return _page(request, form, status=422 if form.errors else 200)
    tokens = [_signed(one) for one in found]
    chosen = ChosenForm(initial={"outlet_name": found[0].outlet_name}, label_suffix="")
    return _page(request, form, _shown(found, tokens, tokens[:1]), chosen)


@require_POST
def source_add_chosen(request: HttpRequest) -> HttpResponse:
    """Add what was chosen, or show again what was found with what is wrong."""
    form = ChosenForm(request.POST, label_suffix="")
    try:
        found = {token: _read(token) for token in form.found}
        chosen = [found[token] for token in form.chosen]
    except (signing.BadSignature, KeyError):
        messages.error(request, _("That was found too long ago: look again."))
        return HttpResponseRedirect(reverse("source-add"))
    if not form.is_valid():
        shown = _shown(tuple(found.values()), list(found), form.chosen)
        return _page(request, _address_form(), shown, form, status=422)
    now = runtime.clock().now()
    added = add_found(chosen, now, person_at(request), form.cleaned_data["outlet_name"])
    new = sum(one.is_new for one in added)
    if new:
        told = ngettext(
            "%(count)s source added: the next run asks it.",
            "%(count)s sources added: the next run asks them.",
            new,
        )
        messages.success(request, told % {"count": new})
    if new < len(added):
        messages.info(request, _("What was watched already stays as it is."))
    return HttpResponseRedirect(reverse("source", args=[added[0].source.pk]))


@require_safe
def sources_opml(_request: HttpRequest) -> HttpResponse:
    """What is watched, as OPML."""
    document, _left_out = opml_of_desk(runtime.config().text("name"))
    response = HttpResponse(document, content_type="text/x-opml; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="sources.opml"'
    return response


@require_POST
def sources_opml_upload(request: HttpRequest) -> HttpResponse:
    """Add every source of a list, and show what became of each line."""
    form = OpmlForm(request.POST, request.FILES, label_suffix="")
    listed: SourceList | None = None
    if form.is_valid():
        given = form.cleaned_data["file"]
        listed = _list(form, given.read(), str(given.name))
    if listed is None:
        return _page(request, _address_form(), opml=form, status=422)
    results = unchecked_import(listed, runtime.clock().now(), person_at(request))
    failed = [one for one in results if one.outcome == "failed"]
    context = {
        "failed": failed,
        "complaint": listed.complaint,
        "added_count": sum(one.outcome == "added" for one in results),
        "known_count": sum(one.outcome == "watched already" for one in results),
        "has_folders": any(one.folders for one in listed.sources),
    }
    return show(request, "desk/sources/list_added.html", context)


def _looked(form: AddressForm) -> tuple[FoundSource, ...]:
    """What is found at the form's address; nothing where the form has an error then."""
    given = form.cleaned_data
    if given["browser"] and not form.has_browser:
        form.add_error("browser", BROWSER_MISSING)
        return ()
    options = SourceOptions(
        selector=given["selector"], browser=given["browser"], transcribe=given["transcribe"]
    )
    try:
        return discover_site(given["address"], runtime.tools(), Wish(given["kind"], options))
    except ColumninchError as error:
        is_selector = error.where.startswith("the CSS selector")
        said = f"{error.reason} ({error.hint})" if error.hint else error.reason
        form.add_error("selector" if is_selector else "address", said)
        return ()


def _address_form(data: QueryDict | None = None) -> AddressForm:
    return AddressForm(data, has_browser=runtime.has_browser())


def _list(form: OpmlForm, body: bytes, name: str) -> SourceList | None:
    try:
        return read_opml(body, name)
    except ColumninchError as error:
        form.add_error("file", f"{error.reason} ({error.hint})" if error.hint else error.reason)
        return None


def _page(
    request: HttpRequest,
    form: AddressForm,
    shown: Sequence[Shown] = (),
    chosen: ChosenForm | None = None,
    opml: Form | None = None,
    status: int = 200,
) -> HttpResponse:
    context = {
        "form": form,
        "shown": shown,
        "chosen": chosen,
        "opml": opml or OpmlForm(label_suffix=""),
    }
    return show(request, "desk/sources/add.html", context, status=status)


def _shown(
    found: Sequence[FoundSource], tokens: Sequence[str], chosen: Sequence[str]
) -> list[Shown]:
    watched = watched_urls([one.url for one in found])
    names = dict(kind_choices())
    return [
        Shown(
            source=one,
            token=token,
            kind=names.get(one.kind, one.kind),
            note=NOTES.get(one.note, one.note),
            is_watched=one.url in watched,
            is_chosen=token in chosen,
        )
        for one, token in zip(found, tokens, strict=True)
    ]


def _signed(found: FoundSource) -> str:
    return signing.dumps(to_json(found), salt=SALT, compress=True)


def _read(token: str) -> FoundSource:
    return from_json(FoundSource, signing.loads(token, salt=SALT, max_age=A_DAY))
