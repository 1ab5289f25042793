"""Issues: the draft as its editor sees it, checked and published."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.http import Http404, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_safe

from columninch.desk import runtime
from columninch.desk.actions.digests import current_issue, failures_in, publish, site_folder
from columninch.desk.models import Digest
from columninch.desk.reads.deposits import deposits_shown
from columninch.desk.reads.digests import all_digests, digest_numbered, sections_shown
from columninch.desk.reads.versions import cited_before
from columninch.desk.views.frame import person_at, show
from columninch.errors import ColumninchError, VerificationError

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from columninch.records import Failure, Issue


@require_safe
def issues(request: HttpRequest) -> HttpResponse:
    """Every issue, the newest first."""
    return show(request, "desk/issues/issues.html", {"digests": all_digests()})


@require_GET
def issue(request: HttpRequest, number: int) -> HttpResponse:
    """One issue with its sections and entries, each with what fails in it."""
    digest = find_digest(number)
    made, failures, trouble = _check(digest)
    context = {
        "digest": digest,
        "sections": sections_shown(digest, failures),
        "failures": failures,
        "trouble": trouble,
        "cited_before": cited_before(digest),
        "leads": _leads(digest, made) if made else [],
        "deposits": deposits_shown(digest, runtime.config().text("deposit.url")),
    }
    return show(request, "desk/issues/issue.html", context, period=digest.period)


@require_http_methods(["GET", "HEAD", "POST"])
def issue_publish(request: HttpRequest, number: int) -> HttpResponse:
    """Says what will be published; a POST does it, unless a citation fails."""
    digest = find_digest(number)
    if request.method == "POST":
        return _publish(request, digest)
    _, failures, trouble = _check(digest)
    context = {
        "digest": digest,
        "sections": sections_shown(digest, failures),
        "failures": failures,
        "trouble": trouble,
        "cited_before": cited_before(digest),
        "can_publish": not failures and not trouble,
        "site_folder": site_folder(digest.series),
    }
    return show(request, "desk/issues/publish.html", context, period=digest.period)


def find_digest(number: int) -> Digest:
    """The issue with this number. Raises `Http404`."""
    try:
        return digest_numbered(number)
    except Digest.DoesNotExist as error:
        raise Http404(number) from error


def _publish(request: HttpRequest, digest: Digest) -> HttpResponse:
    try:
        path = publish(digest, person_at(request), runtime.clock().now())
    except VerificationError as error:
        messages.error(request, str(error))
        return HttpResponseRedirect(reverse("issue-publish", args=[digest.number]))
    messages.success(
        request,
        _("Issue %(number)s is published: %(path)s") % {"number": digest.number, "path": path},
    )
    return HttpResponseRedirect(reverse("issue", args=[digest.number]))


def _check(digest: Digest) -> tuple[Issue | None, tuple[Failure, ...], str]:
    """The issue, what fails in it, and what kept the check itself from ending, in words."""
    try:
        made = current_issue(digest)
        return made, failures_in(digest, made), ""
    except ColumninchError as error:
        return None, (), str(error)


def _leads(digest: Digest, issue: Issue) -> list[dict[str, str]]:
    """For each language the lead sentence as it stands, and the editor's own."""
    return [
        {
            "language": part.language,
            "sentence": part.lead_sentence,
            "own": str(digest.leads.get(part.language, "")),
        }
        for part in issue.parts
    ]
