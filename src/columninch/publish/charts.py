"""Charts of an issue: the shares of all groups side by side, and a figure's way over weeks.

Rows of the share chart are column-inch rules at the scale of the rule under the lead, with
the label above each, so that nothing is squeezed on a phone.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from columninch.publish.marks import (
    ACCENT,
    FILL,
    HAIR,
    QUIET,
    WIDE,
    Scale,
    drawing,
    label,
    told_before,
    told_share,
)
from columninch.publish.wording import Wording

if TYPE_CHECKING:
    from collections.abc import Sequence

    from columninch.records import ShareStatement, TrackedFigure

_MARK_HEIGHT = 30
_MIDDLE = 18
_NAME_HEIGHT = 22
_AXIS_HEIGHT = 24
_LETTER = 6.9
_NUMBER_ROOM = 34
_GAP = 9


def by_size(statements: Sequence[ShareStatement]) -> tuple[ShareStatement, ...]:
    """Statements by their share, the largest first; equal ones by group and answer.

    Shares of words or minutes follow those of items: they measure something else.
    """
    return tuple(
        sorted(
            statements,
            key=lambda told: (
                told.share.unit != "items",
                told.share.unit,
                -told.share.share,
                told.group,
                told.answer,
            ),
        )
    )


def share_chart_svg(
    statements: Sequence[ShareStatement], title: str, language: str, *, width: int = WIDE
) -> str:
    """All shares on one scale, sorted by size, with intervals and the week before.

    `title` says the finding. The description tells each share in words; a table with the
    numbers belongs beside the chart.
    """
    wording = Wording(language)
    scale = Scale(width, wording.direction)
    rows = by_size(statements)
    row_height = _NAME_HEIGHT + _MARK_HEIGHT
    bottom = len(rows) * row_height
    drawn = [_grid(scale, bottom)]
    for place, told in enumerate(rows):
        drawn.append(_name(told, place * row_height, scale, wording))
        drawn.append(_mark(told, place * row_height + _NAME_HEIGHT, scale, wording))
    drawn.append(_axis(scale, bottom + 18, wording))
    description = "; ".join(
        f"{row_name(told, wording)}{wording.words.colon}{told_share(told.share, wording)}"
        for told in rows
    )
    return drawing("chart", (width, bottom + _AXIS_HEIGHT), title, description, "".join(drawn))


def share_row_svg(told: ShareStatement, language: str, *, width: int = WIDE) -> str:
    """One row of the chart without its label, for a page that sets the label itself."""
    wording = Wording(language)
    scale = Scale(width, wording.direction)
    return drawing(
        "row",
        (width, _MARK_HEIGHT),
        told_share(told.share, wording),
        told_before(told.before, wording),
        _grid(scale, _MARK_HEIGHT) + _mark(told, 0, scale, wording),
    )


def axis_svg(language: str, *, width: int = WIDE) -> str:
    """The numbers under the last row of such a page."""
    wording = Wording(language)
    scale = Scale(width, wording.direction)
    title = wording.join((wording.percent(0), wording.percent(1)))
    return drawing("axis", (width, 18), title, "", _axis(scale, 13, wording))


def row_name(told: ShareStatement, wording: Wording) -> str:
    """What a row is about: subject, then group; the unit where it isn't items."""
    unit = () if told.share.unit == "items" else (wording.words.unit_names[told.share.unit],)
    return wording.join((told.answer, told.group, *unit))


def sparkline_svg(figure: TrackedFigure, language: str) -> str:
    """A figure's values over time, oldest at the left in every language.

    The line begins at the smallest value, not at nought: it shows the way, the numbers
    stand beside it. Empty where the figure has no value.
    """
    wording = Wording(language)
    if not figure.values:
        return ""
    values = [told.value for told in figure.values]
    times = [told.at.timestamp() for told in figure.values]
    places = list(zip(_spread(times, 4, 132), _spread(values, 30, 6), strict=True))
    line = "M" + "L".join(f"{x:g} {y:g}" for x, y in places)
    last_x, last_y = places[-1]
    dots = "".join(
        f'<circle class="fill" fill="{FILL}" cx="{x:g}" cy="{y:g}" r="1.8"/>'
        for x, y in places[:-1]
    )
    inside = (
        f'<path class="base" fill="none" stroke="{HAIR}" d="M4 33H132"/>'
        f'<path class="line" fill="none" stroke="{QUIET}" stroke-width="1.5" d="{line}"/>{dots}'
        f'<circle class="last" fill="{ACCENT}" cx="{last_x:g}" cy="{last_y:g}" r="3"/>'
    )
    told = wording.join(
        [
            f"{wording.short_day(one.at)}{wording.words.colon}{wording.number(one.value)}"
            for one in figure.values
        ]
    )
    return drawing("spark", (136, 36), figure.name, told, inside)


def _spread(values: Sequence[float], start: float, end: float) -> list[float]:
    """Each value's place between `start` (the smallest) and `end`; equal ones in the middle."""
    low, high = min(values), max(values)
    if high == low:
        return [round((start + end) / 2, 1)] * len(values)
    return [round(start + (value - low) / (high - low) * (end - start), 1) for value in values]


def _grid(scale: Scale, bottom: float) -> str:
    lines = "".join(f"M{scale.x(fifth / 5):g} 0V{bottom:g}" for fifth in range(6))
    return f'<path class="scale" fill="none" stroke="{HAIR}" d="{lines}"/>'


def _axis(scale: Scale, y: float, wording: Wording) -> str:
    told = [wording.percent_number(fifth / 5) for fifth in range(5)] + [wording.percent(1)]
    return "".join(_axis_label(number, fifth / 5, scale, y) for fifth, number in enumerate(told))


def _name(told: ShareStatement, top: float, scale: Scale, wording: Wording) -> str:
    at, anchor = (0, "start") if scale.direction == "ltr" else (scale.width, "end")
    name = _shortened(row_name(told, wording), scale.width)
    return label(name, at, top + 15, anchor=anchor, kind="name", size=13.5)


def _axis_label(told: str, share: float, scale: Scale, y: float) -> str:
    at = scale.x(share)
    if 0 < share < 1:
        return label(told, at, y)
    anchor = "start" if at < scale.width / 2 else "end"
    return label(told, 0 if anchor == "start" else scale.width, y, anchor=anchor)


def _mark(told: ShareStatement, top: float, scale: Scale, wording: Wording) -> str:
    """A row's rule: filling, week before, bracket, and the number beyond them all."""
    middle = top + _MIDDLE
    drawn = scale.bar(told.share.share, middle - 3.5, 7)
    if told.before is not None:
        drawn += scale.hollow(told.before.share, middle)
    drawn += scale.bracket(told.share.low, told.share.high, middle, 7)
    return drawn + _number(told, middle, scale, wording)


def _number(told: ShareStatement, middle: float, scale: Scale, wording: Wording) -> str:
    """The number after the outermost mark, or above the filling's end where there is no room."""
    marks = [told.share.low, told.share.high]
    if told.before is not None:
        marks.append(told.before.share)
    number = wording.percent(told.share.share)
    forward = 1 if scale.direction == "ltr" else -1
    beyond = scale.x(max(marks)) + forward * _GAP
    if 0 < beyond + forward * _NUMBER_ROOM < scale.width:
        anchor = "start" if forward == 1 else "end"
        return label(number, beyond, middle + 5, anchor=anchor, kind="number", size=14)
    anchor = "end" if forward == 1 else "start"
    return label(number, scale.x(1), middle - 8, anchor=anchor, kind="number", size=13)


def _shortened(name: str, width: int) -> str:
    """`name`, cut where it would run out of a drawing of `width`."""
    most = int(width / _LETTER)
    return name if len(name) <= most else name[: most - 1].rstrip() + "…"
