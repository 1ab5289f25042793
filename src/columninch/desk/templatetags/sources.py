"""How sources do, in words of the interface's language."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django import template
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from columninch.collect.refusals.kinds import REFUSALS
from columninch.desk.forms.sources import CHANNELS, KIND_NAMES, STATE_NAMES
from columninch.desk.templatetags.desk import number
from columninch.errors import NoBrowser

if TYPE_CHECKING:
    from columninch.desk.models import Setback

register = template.Library()


@register.filter
def kind_name(kind: str) -> str:
    """What the desk calls a kind of source."""
    return str(KIND_NAMES.get(kind, kind))


@register.filter
def channel_name(kind: str) -> str:
    """What the desk calls a kind of channel."""
    return str(CHANNELS.get(kind, kind))


@register.filter
def state_name(state: str) -> str:
    """What the desk calls a state of a source, for a filter."""
    return str(STATE_NAMES.get(state, state))


@register.filter
def refusal_name(kind: str) -> str:
    """What came instead of an article, in few words."""
    if kind == NoBrowser.kind:
        return _("waits for a browser")
    return _(REFUSALS[kind].name) if kind in REFUSALS else kind


@register.filter
def left_out_reason(key: str) -> str:
    """Why a line is none of the text, in words."""
    return {
        "repeated": _("the same line stands on other pages of the outlet"),
        "furniture": _("at this place of its pages stand lines that recur, or links"),
        "pointer": _("it is the title of another article of the outlet"),
        "teaser": _("at this place of its pages stand leads of other articles"),
        "echo": _("another part of the text says the same words"),
        "caption": _("at this place of its pages stand captions of pictures"),
        "label": _("lines that begin or end so recur on pages of the outlet"),
    }.get(key, key)


@register.filter
def reason(setback: Setback) -> str:
    """What went wrong, without the address and the hint that stand beside it."""
    said = setback.reason.removesuffix(f" ({setback.hint})")
    return said.removeprefix(f"{setback.label}: ")


@register.filter
def advice(setback: Setback) -> str:
    """What a person can do about a setback; stored in English, told in the reader's language."""
    if setback.hint:
        return capfirst(_(setback.hint))
    if setback.next_try_at is None:
        return _("It is not tried again by itself: see what is wrong, then have it asked again.")
    return _("It is tried again by itself, later and later.")


@register.filter
def every(seconds: int) -> str:
    """A pause in hours, or in minutes where it is short: "every 3 hours"."""
    minutes = max(1, round(seconds / 60))
    if minutes < 90:
        told = ngettext("every minute", "every %(told)s minutes", minutes)
        return told % {"told": number(minutes)}
    hours = round(minutes / 60)
    return ngettext("every hour", "every %(told)s hours", hours) % {"told": number(hours)}
