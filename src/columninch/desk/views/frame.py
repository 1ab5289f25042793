"""What stands around every page: the bar of rooms, the series' zone, the chosen period."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.contrib.auth.models import User
from django.http import Http404
from django.shortcuts import render
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from columninch.desk import runtime
from columninch.desk.models import Period
from columninch.desk.reads.periods import first_series, newest_period, period_or_newest
from columninch.desk.reads.week import room_counts
from columninch.text.calendars import local_digits

if TYPE_CHECKING:
    from collections.abc import Mapping

    from django.http import HttpRequest, HttpResponse

    from columninch.desk.reads.week import RoomCounts


@dataclass(frozen=True, slots=True)
class Room:
    """A room of the bar, with the key that goes there after `g`."""

    view: str
    """The name of its address; every name that begins with it lies in the room."""
    name: str | Promise
    key: str
    note: str | int = ""

    @property
    def code(self) -> str:
        """The physical key, whatever the keyboard's layout."""
        return f"Key{self.key.upper()}"


ROOMS: tuple[tuple[str, Promise, str], ...] = (
    ("week", _("This week"), "w"),
    ("items", _("Items"), "i"),
    ("code", _("Code"), "c"),
    ("shares", _("Shares"), "s"),
    ("stories", _("Stories"), "t"),
    ("quotes", _("Quotations"), "q"),
    ("reprints", _("Reprints"), "r"),
    ("issues", _("Issues"), "d"),
    ("sources", _("Sources"), "o"),
    ("pipeline", _("Pipeline"), "p"),
    ("log", _("Log"), "l"),
)

INNER_PAGES = {
    "item": "items",
    "archived": "items",
    "archived-bytes": "items",
    "setback-archived": "sources",
    "frame": "shares",
    "frame-csv": "shares",
    "story": "stories",
    "issue": "issues",
    "issue-publish": "issues",
    "entry": "issues",
    "citation": "issues",
    "lead": "issues",
    "code-answer": "code",
    "source": "sources",
    "source-add": "sources",
    "source-add-chosen": "sources",
    "sources-opml-upload": "sources",
    "source-edit": "sources",
    "source-remove": "sources",
}
"""Pages without a room of their own, and the room they lie in."""


def desk_frame(request: HttpRequest) -> dict[str, Any]:
    """What the template around every page needs: a few quick queries."""
    desk = runtime.config().text("name")
    if not getattr(request, "user", None) or not request.user.is_authenticated:
        return {"desk_name": desk, "rooms": ()}
    period = _period_for_counts(request)
    series = period.series if period else first_series()
    counts = room_counts(period)
    return {
        "desk_name": desk,
        "series": series,
        "rooms": _rooms(counts),
        "room_now": _room_now(request),
        "period_in_address": period.pk if period and "period" in request.GET else "",
    }


def show(
    request: HttpRequest,
    template: str,
    context: Mapping[str, Any],
    *,
    period: Period | None = None,
    status: int = 200,
) -> HttpResponse:
    """The page of `template`, its times in the zone of the period's series."""
    series = period.series if period else first_series()
    with timezone.override(series.time_zone if series else "UTC"):
        return render(request, template, {**context, "period": period}, status=status)


def period_asked(request: HttpRequest) -> Period | None:
    """The period that the address names, or the newest with readings; None on an empty desk.

    Raises `Http404` for a period that there is not.
    """
    wanted = request.GET.get("period", "")
    if wanted and not wanted.isdigit():
        raise Http404(wanted)
    try:
        return period_or_newest(int(wanted) if wanted else None)
    except Period.DoesNotExist as error:
        raise Http404(wanted) from error


def person_at(request: HttpRequest) -> User:
    """Who is signed in; every page but the one for signing in requires somebody."""
    assert isinstance(request.user, User)  # noqa: S101  # LoginRequiredMiddleware saw to it
    return request.user


def page_asked(request: HttpRequest) -> int:
    """The number of the page that the address names, from 1."""
    wanted = request.GET.get("page", "")
    return max(1, int(wanted)) if wanted.isdigit() and len(wanted) < 9 else 1


def language_now() -> str:
    """The language of the interface, without its country."""
    return (get_language() or "en").partition("-")[0]


def _period_for_counts(request: HttpRequest) -> Period | None:
    try:
        return period_asked(request)
    except Http404:  # the frame of the error page itself
        return newest_period()


def _room_now(request: HttpRequest) -> str:
    name = request.resolver_match.url_name if request.resolver_match else None
    return INNER_PAGES.get(name or "", name or "")


def _rooms(counts: RoomCounts) -> tuple[Room, ...]:
    digest = counts.digest
    draft = digest.number if digest and digest.state == "draft" else None
    notes: dict[str, str | int] = {
        "items": counts.items,
        "code": counts.texts_to_code or "",
        "stories": counts.stories,
        "quotes": counts.quotes,
        "issues": _("%(number)s, draft") % {"number": _told(draft)} if draft else "",
        "sources": _("%(count)s fail") % {"count": _told(counts.sources_in_trouble)}
        if counts.sources_in_trouble
        else "",
    }
    return tuple(Room(view, name, key, notes.get(view, "")) for view, name, key in ROOMS)


def _told(number: int) -> str:
    return local_digits(str(number), get_language() or "en")
