"""Sources from an OPML list and into one.

Each line of a list is added by itself: one that fails never stops the others. A line is looked
at first where there is time for it (the command line), or added as it stands, to be asked at
the next run (the desk's page, which has to answer at once). A list's folders are no groups:
what is measured together is decided on purpose; on the command line a person may say that they
are meant.
"""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from django.db import transaction
from django.utils.text import slugify

from columninch.collect.discovery.look import look_at, looking
from columninch.collect.fetcher.weburl import parse_address
from columninch.collect.kinds import SOURCE_KINDS
from columninch.collect.opml import ListedSource, SourceList, write_opml
from columninch.desk.actions.sources import add_source, source_at
from columninch.desk.keep.intake import options_of
from columninch.desk.models import Group, Membership, Series, Source
from columninch.errors import ColumninchError, UsageError
from columninch.records import FoundSource
from columninch.registry import pick

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from django.contrib.auth.models import AbstractBaseUser

    from columninch.desk.models import Outlet
    from columninch.tools import Tools

Outcome = Literal["added", "watched already", "failed"]
AT_ONCE = 8
"""Lines that are looked at side by side; a host is still asked one by one."""


@dataclass(frozen=True, slots=True)
class LineResult:
    """What became of one line of a list."""

    line: int
    name: str
    url: str
    outcome: Outcome
    reason: str = ""
    """Why it failed, in words."""


def checked_import(
    listed: SourceList,
    tools: Tools,
    user: AbstractBaseUser | None = None,
    *,
    folders_are_groups: bool = False,
) -> Iterator[LineResult]:
    """Look at each source of a list and add it; gives each line's result as it is known.

    Lines come in the list's order.
    """
    with ThreadPoolExecutor(AT_ONCE) as pool:
        known = {one.url for one in listed.sources if _known(one) is not None}
        looks = [
            pool.submit(_looked_at, one, tools) if one.url not in known else None
            for one in listed.sources
        ]
        try:
            for source, look in zip(listed.sources, looks, strict=True):
                found = look.result() if look is not None else None
                yield _add(source, found, tools.clock.now(), user, folders_are_groups)
        finally:
            pool.shutdown(cancel_futures=True)


def unchecked_import(
    listed: SourceList, now: datetime, user: AbstractBaseUser | None = None
) -> list[LineResult]:
    """Add each source of a list as it stands; the next run asks it."""
    return [_add(source, None, now, user, False) for source in listed.sources]


def opml_of_desk(title: str) -> tuple[bytes, int]:
    """Every source of the web as OPML, and how many there are on this machine, left out."""
    rows = list(Source.objects.select_related("outlet").filter(is_backfill=False))
    listed = [row for row in rows if row.url.lower().startswith("http")]
    document = SourceList(title, tuple(map(_listed, listed)))
    return write_opml(document), len(rows) - len(listed)


def _listed(row: Source) -> ListedSource:
    return ListedSource(
        url=row.url,
        name=row.outlet.name,
        kind=row.kind,
        homepage=row.outlet.homepage,
        language=row.outlet.language,
        options=options_of(row),
    )


def _add(
    source: ListedSource,
    looked: FoundSource | ColumninchError | None,
    now: datetime,
    user: AbstractBaseUser | None,
    folders_are_groups: bool,
) -> LineResult:
    try:
        if isinstance(looked, ColumninchError):
            raise looked
        found = looked or _as_found(source)
        with transaction.atomic():
            added = add_source(found, now, user)
            if folders_are_groups and source.folders:
                _join(added.source.outlet, source.folders[-1])
    except ColumninchError as error:
        return LineResult(source.line, source.name, source.url, "failed", str(error))
    outcome: Outcome = "added" if added.is_new else "watched already"
    return LineResult(source.line, added.source.outlet.name, added.source.url, outcome)


def _looked_at(source: ListedSource, tools: Tools) -> FoundSource | ColumninchError:
    """The source as it answers, or why it doesn't. Touches no row: it runs beside others."""
    try:
        found = _as_found(source)
        return look_at(found, looking(tools, browser=found.options.browser))
    except ColumninchError as error:
        return error


def _as_found(source: ListedSource) -> FoundSource:
    """The source as its line has it. Raises `UnknownKey` and `RefusedAddress`."""
    kind = pick(SOURCE_KINDS, source.kind, what="source kind")
    if kind.channel == "files":
        raise UsageError("files of a machine are not taken from a list", where=source.url)
    address = parse_address(source.url)
    name = source.name or address.host.removeprefix("www.")
    return FoundSource(
        kind=source.kind,
        url=address.href,
        outlet_name=name[:200],
        language=source.language.lower()[:12],
        homepage=source.homepage if source.homepage.lower().startswith("http") else "",
        options=source.options,
    )


def _known(source: ListedSource) -> Source | None:
    try:
        return source_at(parse_address(source.url).href)
    except ColumninchError:
        return None


def _join(outlet: Outlet, folder: str) -> None:
    """Make the outlet a member of the first series' group that is called as the folder."""
    series = Series.objects.order_by("pk").first()
    if series is None:
        return
    key = slugify(folder, allow_unicode=False)[:100] or slugify(folder, allow_unicode=True)[:100]
    group, _ = Group.objects.get_or_create(
        series=series,
        key=key or "folder",
        defaults={"names": {(series.languages or ["en"])[0]: folder}},
    )
    Membership.objects.get_or_create(group=group, outlet=outlet)
