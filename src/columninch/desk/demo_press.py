"""A desk's rows made from what the sample press says of itself: outlets, groups, codebook."""

from __future__ import annotations

import secrets
from typing import TYPE_CHECKING

from columninch.desk.actions.series import add_codebook
from columninch.desk.actions.users import add_user
from columninch.desk.models import (
    Channel,
    Figure,
    Group,
    Membership,
    Outlet,
    Rights,
    Series,
    Source,
)

if TYPE_CHECKING:
    from datetime import datetime

    from columninch.sample.edition import Edition, SampleOutlet

USER = "editor"


def set_up(press: Edition, now: datetime) -> str:
    """Fill an empty desk with the press's outlets; the first user's password."""
    series = Series.objects.create(
        key=press.series_key,
        title=press.series_title,
        time_zone=press.time_zone,
        languages=list(press.languages),
        half_width=0.12,
    )
    add_codebook(series, "topics", press.codebook, now)
    outlets = {outlet.key: _outlet(outlet, now) for outlet in press.outlets}
    for position, group in enumerate(press.groups):
        row = Group.objects.create(
            series=series, key=group.key, names=dict(group.name), position=position
        )
        Membership.objects.bulk_create(
            Membership(group=row, outlet=outlets[key]) for key in group.outlets
        )
    for figure in press.figures:
        Figure.objects.create(
            series=series,
            key=figure.key,
            names=dict(figure.name),
            units=dict(figure.units),
            patterns=dict(figure.patterns),
        )
    password = secrets.token_urlsafe(9)
    add_user(USER, password)
    return password


def _outlet(sample: SampleOutlet, now: datetime) -> Outlet:
    outlet = Outlet.objects.create(
        key=sample.key,
        name=sample.name,
        language=sample.language,
        homepage=f"http://{sample.host}/",
        zone=sample.zone,
    )
    channel = Channel.objects.create(outlet=outlet, kind=sample.channel_kind)
    for source in sample.sources:
        Source.objects.create(
            outlet=outlet, channel=channel, kind=source.kind, url=source.url, added_at=now
        )
    Rights.objects.create(
        outlet=outlet, extent=sample.rights, basis="invented for the sample press"
    )
    return outlet
