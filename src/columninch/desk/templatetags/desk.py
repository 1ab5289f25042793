"""Numbers, times and shares as the desk's pages tell them, in the interface's language."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django import template
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from columninch.publish.summary import summary_html
from columninch.publish.wording import Wording
from columninch.text.calendars import local_digits
from columninch.text.direction import language_direction

if TYPE_CHECKING:
    from datetime import datetime

    from columninch.desk.models import Group, Period
    from columninch.desk.reads.codebooks import Asked
    from columninch.records import Answer, Change, DatePrecision, Share

register = template.Library()

RULE_WIDTH = 152
_EDGE = 2


def _wording() -> Wording:
    language = (get_language() or "en").partition("-")[0]
    return Wording(language, timezone.get_current_timezone_name())


@register.filter
def number(value: float | None) -> str:
    """A number with the language's digits and separators; a dash for None."""
    return "–" if value is None else _wording().number(value)


@register.filter
def percent(share: float | None) -> str:
    """A share as a percentage: "62%"; a dash for None."""
    return "–" if share is None else _wording().percent(share)


@register.filter
def interval(share: Share) -> str:
    """A share's interval: "55 to 69"."""
    return _wording().percent_range(share.low, share.high)


@register.filter
def points(change: Change | None) -> str:
    """A change with its interval in points: "+31 (+22 to +40)"; a dash for None."""
    if change is None:
        return "–"
    words = _wording()
    return f"{words.points(change.difference)} ({words.points_range(change.low, change.high)})"


@register.filter
def points_wide(share: float) -> str:
    """A width in points, without a sign: "10"."""
    return _wording().percent_number(share)


@register.filter
def minutes(value: float) -> str:
    """A length in minutes, to the tenth."""
    return _wording().number(round(value, 1))


@register.filter
def direction(language: str) -> str:
    """ "rtl" or "ltr", for a `dir` attribute."""
    return language_direction(language)


@register.filter
def language_name(code: str) -> str:
    """A language's name in the interface's language."""
    return _wording().language_name(code) if code != "und" else _("unknown language")


@register.filter
def group_name(group: Group) -> str:
    """A group's name in the interface's language."""
    return group.name_in(_wording().language)


@register.filter
def name_of(answer: Answer) -> str:
    """An answer's name in the interface's language."""
    return answer.name_in(_wording().language)


@register.filter
def period_name(period: Period) -> str:
    """A period as its first and last day."""
    return Wording(_wording().language, period.series.time_zone).period(period.starts, period.ends)


@register.filter
def clock_time(seconds: float | None) -> str:
    """A place in a programme: "1:02:09"."""
    if seconds is None:
        return ""
    whole = int(seconds)
    told = f"{whole // 60 % 60:02}:{whole % 60:02}"
    return local_digits(f"{whole // 3600}:{told}" if whole >= 3600 else told, _wording().language)


@register.filter
def summary(markdown: str) -> SafeString:
    """An editor's Markdown as the issue will show it, sanitised, without links to copies."""
    return SafeString(summary_html(markdown, lambda _stretch: "", ""))


@register.simple_tag
def answer_told(asked: tuple[Asked, ...], question: str, answer: str) -> str:
    """The name of an answer as a codebook in force has it, else its key."""
    for each in asked:
        if each.question.key == question and (found := each.question.answer(answer)):
            return found.name_in(_wording().language)
    return answer


@register.simple_tag
def question_told(asked: tuple[Asked, ...], question: str) -> str:
    """The name of a question as a codebook in force has it, else its key."""
    names = (each.question.name for each in asked if each.question.key == question)
    return next(names, question)


@register.simple_tag
def when(at: datetime | None) -> SafeString:
    """A moment in the series' zone, the other calendar and UTC in its title."""
    if at is None:
        return SafeString("–")
    words = _wording()
    local = at.astimezone(timezone.get_current_timezone())
    clock = local_digits(f"{local:%H:%M}", words.language)
    shown = f"{words.short_day(at)}{words.words.list_comma}{clock}"
    return _time(at, shown, words)


@register.simple_tag
def day(at: datetime | None, precision: DatePrecision = "second") -> SafeString:
    """A day in the reader's calendar, the other calendar in its title."""
    if at is None:
        return SafeString("–")
    words = _wording()
    return _time(at, words.short_day(at, precision), words)


@register.simple_tag
def rule(share: Share, before: Share | None = None) -> SafeString:
    """The column-inch rule of a table: filled to the share, a bracket for the interval."""
    words = _wording()
    place = _mirrored if words.direction == "rtl" else _placed
    start, end = sorted((place(0), place(share.share)))
    low, high = sorted((place(share.low), place(share.high)))
    was = SafeString("")
    if before is not None:
        was = format_html('<circle class="before" cx="{}" cy="7" r="3"/>', place(before.share))
    return format_html(
        '<svg class="rule" viewBox="0 0 {} 14" width="{}" height="14" role="img" '
        'aria-label="{}"><path class="scale" d="M{} 7H{}"/>'
        '<rect class="fill" x="{}" y="5" width="{}" height="4"/>{}'
        '<path class="bracket" d="M{} 2v10M{} 2v10M{} 7H{}"/></svg>',
        RULE_WIDTH, RULE_WIDTH, _told(share, before, words), _EDGE, RULE_WIDTH - _EDGE,
        start, round(end - start, 1), was, low, high, low, high,
    )  # fmt: skip


def _told(share: Share, before: Share | None, words: Wording) -> str:
    told = _("%(share)s, interval %(interval)s") % {
        "share": words.percent(share.share),
        "interval": words.percent_range(share.low, share.high),
    }
    if before is None:
        return told
    return told + "; " + _("last week %(share)s") % {"share": words.percent(before.share)}


def _placed(share: float) -> float:
    return round(_EDGE + share * (RULE_WIDTH - 2 * _EDGE), 1)


def _mirrored(share: float) -> float:
    return round(RULE_WIDTH - _placed(share), 1)


def _time(at: datetime, shown: str, words: Wording) -> SafeString:
    return format_html(
        '<time datetime="{}" title="{} · {}">{}</time>',
        at.isoformat(), words.other_day(at), f"{at:%Y-%m-%d %H:%M} UTC", shown,
    )  # fmt: skip
