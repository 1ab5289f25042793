"""What a person changes of a source: its options, its channel, its outlet; and its removal."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from django.db import transaction

from columninch.collect.pages.listing import check_selector
from columninch.desk.actions.log import write_log
from columninch.desk.keep.intake import options_of
from columninch.desk.models import Channel, FormerName, Outlet, Source
from columninch.desk.models.press import ChannelKind
from columninch.desk.setbacks import try_for_browser
from columninch.digest.freeze import to_json
from columninch.errors import DeskError, SourceError, UsageError

if TYPE_CHECKING:
    from datetime import datetime

    from django.contrib.auth.models import AbstractBaseUser


@dataclass(frozen=True, slots=True)
class SourceSettings:
    """What can be set of a source, and of its outlet."""

    selector: str
    browser: bool
    transcribe: bool
    channel: str
    """A kind of channel."""
    outlet_name: str
    zone: str
    """Of the outlet: an IANA name."""
    language: str
    """Of the outlet: a code, or empty."""


def settings_of(source: Source) -> SourceSettings:
    """What is set now."""
    options = options_of(source)
    return SourceSettings(
        selector=options.selector,
        browser=options.browser,
        transcribe=options.transcribe,
        channel=source.channel.kind,
        outlet_name=source.outlet.name,
        zone=source.outlet.zone,
        language=source.outlet.language,
    )


def edit_source(
    source: Source, wanted: SourceSettings, user: AbstractBaseUser | None, now: datetime
) -> None:
    """Set what is `wanted`. Items that are in already keep their channel and their dates.

    Raises `UsageError` for the first that can't be, `where` naming it as `SourceSettings` does;
    then nothing is changed.
    """
    _check(source, wanted)
    before = settings_of(source)
    if before == wanted:
        return
    changed = {
        name: [getattr(before, name), getattr(wanted, name)]
        for name in SourceSettings.__slots__
        if getattr(before, name) != getattr(wanted, name)
    }
    with transaction.atomic():
        _edit_outlet(source.outlet, wanted, now)
        options = replace(
            options_of(source),
            selector=wanted.selector,
            browser=wanted.browser,
            transcribe=wanted.transcribe,
        )
        channel, _ = Channel.objects.get_or_create(
            outlet=source.outlet, kind=wanted.channel, name=_channel_name(source, wanted)
        )
        fields: dict[str, object] = {"options": to_json(options), "channel": channel}
        if {"selector", "browser"} & changed.keys():
            # what the server said of the document as it was read before is of no use
            fields |= {"etag": "", "last_modified": "", "next_poll_at": now}
        if "browser" in changed:
            try_for_browser(now, source)
        Source.objects.filter(pk=source.pk).update(**fields)
        write_log("edit source", source.url, user, now, **changed)


def remove_source(source: Source, user: AbstractBaseUser | None, now: datetime) -> None:
    """Remove a source that gave no item, and its outlet where nothing else speaks of it.

    Raises `DeskError` where it gave items: pausing it is what is left.
    """
    with transaction.atomic():
        if source.listed.exists():
            raise DeskError(
                "it gave items, which keep their source",
                where=source.url,
                hint="pause it instead",
            )
        outlet, channel = source.outlet, source.channel
        write_log("remove source", source.url, user, now, outlet=outlet.name)
        source.delete()
        if not channel.sources.exists() and not outlet.items.filter(channel=channel).exists():
            channel.delete()
        if not _is_spoken_of(outlet):
            outlet.delete()


def _is_spoken_of(outlet: Outlet) -> bool:
    return any(
        related.exists()
        for related in (
            outlet.sources, outlet.items, outlet.credited_items, outlet.rights, outlet.merged,
            outlet.former_names,
        )
    )  # fmt: skip


def _channel_name(source: Source, wanted: SourceSettings) -> str:
    return source.channel.name if source.channel.kind == wanted.channel else ""


def _edit_outlet(outlet: Outlet, wanted: SourceSettings, now: datetime) -> None:
    if outlet.name != wanted.outlet_name:
        FormerName.objects.create(outlet=outlet, name=outlet.name, until=now.date())
    Outlet.objects.filter(pk=outlet.pk).update(
        name=wanted.outlet_name, zone=wanted.zone, language=wanted.language
    )


def _check(source: Source, wanted: SourceSettings) -> None:
    try:
        if wanted.selector:
            check_selector(wanted.selector)
    except SourceError as error:
        raise UsageError(error.reason, where="selector", hint=error.hint) from error
    if wanted.channel not in ChannelKind.values:
        raise UsageError(f"there is no channel of the kind {wanted.channel!r}", where="channel")
    if not wanted.outlet_name.strip():
        raise UsageError("the outlet needs a name", where="outlet_name")
    others = Outlet.objects.exclude(pk=source.outlet_id)
    if others.filter(name=wanted.outlet_name).exists():
        raise UsageError("another outlet has this name", where="outlet_name")
    try:
        ZoneInfo(wanted.zone)
    except (ZoneInfoNotFoundError, ValueError, OSError) as error:
        raise UsageError("there is no such time zone", where="zone") from error
