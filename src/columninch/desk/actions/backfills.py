"""Backfills: what an outlet published before the desk watched it, from where it is kept."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import TYPE_CHECKING
from urllib.parse import parse_qs, urlencode, urlsplit, urlunsplit
from zoneinfo import ZoneInfo

from columninch.collect.fetcher.weburl import parse_address
from columninch.collect.files.local import source_path
from columninch.collect.kinds import SOURCE_KINDS
from columninch.desk.actions.log import write_log
from columninch.desk.models import Channel, Outlet, Source
from columninch.digest.freeze import to_json
from columninch.errors import UsageError
from columninch.records import SourceOptions
from columninch.registry import pick

if TYPE_CHECKING:
    from django.contrib.auth.models import AbstractBaseUser


@dataclass(frozen=True, slots=True)
class Backfill:
    """What is wanted of the past, and from where."""

    kind: str
    """A key of the source kinds' registry: sitemap, paged-listing, cdx or warc."""
    address: str
    """Of the sitemap, listing or index; or the path of an archive file or folder."""
    first_day: date
    last_day: date
    """Included."""
    selector: str = ""
    replay: str = ""


def add_backfill(
    outlet: Outlet, wanted: Backfill, user: AbstractBaseUser | None, now: datetime
) -> Source:
    """A source that is asked once, for one period of the past.

    Raises `UsageError` for a period that is none or was asked already, and what parsing the
    address raises.
    """
    if wanted.last_day < wanted.first_day:
        raise UsageError("the period ends before it begins", where=str(wanted.last_day))
    zone = ZoneInfo(outlet.zone)
    since, until = _midnight(wanted.first_day, zone), _midnight(_next(wanted.last_day), zone)
    if since > now:
        raise UsageError("the period lies in the future", where=str(wanted.first_day))
    # the period stands behind the address: the same sitemap may be watched as well
    url = f"{_address(outlet, wanted)}#{wanted.first_day}..{wanted.last_day}"
    if Source.objects.filter(url=url).exists():
        raise UsageError(
            "this backfill was asked already", where=url, hint="columninch status shows how it does"
        )
    kind = pick(SOURCE_KINDS, wanted.kind, what="source kind")
    channel, _ = Channel.objects.get_or_create(outlet=outlet, kind=kind.channel, name="")
    options = SourceOptions(
        selector=wanted.selector, since=since, until=until, replay=wanted.replay
    )
    source = Source.objects.create(
        outlet=outlet,
        channel=channel,
        kind=wanted.kind,
        url=url,
        added_at=now,
        options=to_json(options),
        is_backfill=True,
    )
    write_log("backfill", url, user, now, outlet=outlet.name)
    return source


def outlet_named(name: str) -> Outlet:
    """The outlet with this key or name. Raises `UsageError` that lists what there is."""
    outlet = Outlet.objects.filter(key=name).first() or Outlet.objects.filter(name=name).first()
    if outlet is None:
        known = ", ".join(Outlet.objects.order_by("key").values_list("key", flat=True)[:20])
        raise UsageError("there is no such outlet", where=repr(name), hint=f"known are: {known}")
    return outlet.merged_into or outlet


def known_sitemaps(outlet: Outlet) -> list[str]:
    """The sitemaps of an outlet that are watched already."""
    sources = Source.objects.filter(outlet=outlet, kind="sitemap", is_backfill=False)
    return list(sources.order_by("pk").values_list("url", flat=True))


def _address(outlet: Outlet, wanted: Backfill) -> str:
    if wanted.kind == "warc":
        path = source_path(wanted.address).expanduser()
        if not path.exists():
            raise UsageError("there is no such file or folder", where=str(path))
        return path.resolve().as_uri()
    address = parse_address(wanted.address).href
    return _index_address(outlet, address) if wanted.kind == "cdx" else address


def _index_address(outlet: Outlet, address: str) -> str:
    """The index's address with what is asked of it: the outlet's whole site by default."""
    parts = urlsplit(address)
    if "url" in parse_qs(parts.query):
        return address
    if not outlet.homepage:
        raise UsageError(
            "the outlet has no homepage that the index could be asked for",
            where=outlet.name,
            hint="name it in the index's address, as ?url=outlet.example&matchType=domain",
        )
    host = parse_address(outlet.homepage).host.removeprefix("www.")
    asked = urlencode({"url": host, "matchType": "domain"})
    query = f"{parts.query}&{asked}" if parts.query else asked
    return urlunsplit((parts.scheme, parts.netloc, parts.path, query, ""))


def _midnight(day: date, zone: ZoneInfo) -> datetime:
    return datetime.combine(day, time(), zone).astimezone(UTC)


def _next(day: date) -> date:
    return day + timedelta(days=1)
