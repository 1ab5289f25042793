"""The column-inch rule: how a share is drawn, everywhere the same.

A thin scale from nought to all whose filled part is the share, with a bracket for the
interval and the number at the end of the filling; the week before is a hollow dot. In a
language that is read from the right the rule is mirrored, its numbers are not.

Colours are given as attributes, for what is drawn to PNG; a page's style sheet overrides
them through the classes.
"""

from __future__ import annotations

from dataclasses import dataclass
from html import escape
from importlib import resources
from typing import TYPE_CHECKING, Literal

import resvg_py

from columninch.publish.wording import Wording

if TYPE_CHECKING:
    from columninch.records import Share

INK = "#1d1c1a"
QUIET = "#6a665f"
HAIR = "#d9d4c8"
FILL = "#2f2d2a"
ACCENT = "#a3271f"
PAPER = "#fffdf8"

WIDE = 600
NARROW = 340
_EDGE = 7
_BAR_TOP = 25
_LOWER_LINE = 51
_DIGIT_WIDTH = 7.5


@dataclass(frozen=True, slots=True)
class Scale:
    """From a share to a place on a drawing `width` units wide; mirrored right to left."""

    width: int
    direction: Literal["ltr", "rtl"]

    def x(self, share: float) -> float:
        """Where `share` lies."""
        along = _EDGE + share * (self.width - 2 * _EDGE)
        return round(along if self.direction == "ltr" else self.width - along, 1)

    def bar(self, share: float, top: float, height: float) -> str:
        """The filled part, from nought to `share`."""
        start, end = sorted((self.x(0), self.x(share)))
        return (
            f'<rect class="fill" fill="{FILL}" x="{start:g}" y="{top:g}" '
            f'width="{end - start:g}" height="{height:g}"/>'
        )

    def bracket(self, low: float, high: float, middle: float, reach: float) -> str:
        """The interval: a line between two upright ends."""
        start, end = sorted((self.x(low), self.x(high)))
        return (
            f'<path class="bracket" fill="none" stroke="{ACCENT}" stroke-width="2" '
            f'd="M{start:g} {middle - reach:g}v{2 * reach:g}M{end:g} {middle - reach:g}'
            f'v{2 * reach:g}M{start:g} {middle:g}H{end:g}"/>'
        )

    def hollow(self, share: float, middle: float) -> str:
        """The week before."""
        return (
            f'<circle class="before" fill="{PAPER}" stroke="{QUIET}" stroke-width="1.5" '
            f'cx="{self.x(share):g}" cy="{middle:g}" r="4"/>'
        )


def share_rule_svg(share: Share, before: Share | None, language: str, *, width: int = WIDE) -> str:
    """The rule of one share as an SVG element with title and description.

    `before` is the share of the week before, or None. `width` is in units of the drawing,
    in which letters are 13 units high: `NARROW` keeps them readable on a phone.
    """
    wording = Wording(language)
    scale = Scale(width, wording.direction)
    middle = _BAR_TOP + 5
    parts = [_ground(scale, middle), scale.bar(share.share, _BAR_TOP, 10)]
    if before is not None:
        parts.append(scale.hollow(before.share, middle))
    parts.append(scale.bracket(share.low, share.high, middle, 10))
    parts.append(_labels(share, before, wording, scale))
    return drawing(
        "rule",
        (width, 56),
        told_share(share, wording),
        told_before(before, wording),
        "".join(parts),
    )


def share_rule_png(
    share: Share, before: Share | None, language: str, *, width: int = WIDE, zoom: float = 2
) -> bytes:
    """The same rule as a PNG on paper white, for mail; `zoom` pixels to a unit."""
    return drawn_png(share_rule_svg(share, before, language, width=width), zoom=zoom)


def drawn_png(svg: str, *, zoom: float = 2) -> bytes:
    """An SVG of this room as PNG, in the typeface that the project ships: no other is asked."""
    font = resources.files("columninch.publish") / "assets" / "fonts" / "vazirmatn-medium.ttf"
    with resources.as_file(font) as path:
        return resvg_py.svg_to_bytes(
            svg_string=svg,
            background=PAPER,
            skip_system_fonts=True,
            font_files=[str(path)],
            font_family="Vazirmatn",
            sans_serif_family="Vazirmatn",
            zoom=zoom,
        )


def told_share(share: Share, wording: Wording) -> str:
    """A share in words: "62%, 95% interval 55 to 69"."""
    words = wording.words
    interval = words.interval_of.format(
        wording.percent(share.level), wording.percent_range(share.low, share.high)
    )
    return f"{wording.percent(share.share)}{words.list_comma}{interval}"


def told_before(before: Share | None, wording: Wording) -> str:
    """The week before in words, or an empty string where there is none."""
    return "" if before is None else wording.words.before_mark.format(wording.percent(before.share))


def drawing(kind: str, size: tuple[int, int], title: str, description: str, inside: str) -> str:
    """An SVG element; left to right always, since mirroring is done with the places."""
    told = f"<desc>{escape(description)}</desc>" if description else ""
    name = escape(f"{title}; {description}" if description else title, quote=True)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" class="{kind} w{size[0]}" direction="ltr" '
        f'width="{size[0]}" height="{size[1]}" viewBox="0 0 {size[0]} {size[1]}" role="img" '
        f'aria-label="{name}" font-family="Vazirmatn, system-ui, sans-serif">'
        f"<title>{escape(title)}</title>{told}{inside}</svg>"
    )


def label(
    text: str, x: float, y: float, *, anchor: str = "middle", kind: str = "quiet", size: float = 13
) -> str:
    """A text of a drawing. `kind` is "quiet", "interval", "name" or "number"."""
    colour = QUIET if kind in {"quiet", "interval"} else INK
    weight = ' font-weight="600"' if kind == "number" else ""
    return (
        f'<text class="{kind}" x="{x:g}" y="{y:g}" text-anchor="{anchor}" '
        f'font-size="{size:g}"{weight} fill="{colour}">{escape(text)}</text>'
    )


def _ground(scale: Scale, middle: float) -> str:
    """The scale itself: a hairline with a tick at each tenth."""
    start, end = sorted((scale.x(0), scale.x(1)))
    ticks = "".join(
        f"M{scale.x(tenth / 10):g} {middle - reach:g}v{2 * reach:g}"
        for tenth in range(11)
        for reach in (6 if tenth % 5 == 0 else 3,)
    )
    line = f"M{start:g} {middle:g}H{end:g}{ticks}"
    return f'<path class="scale" fill="none" stroke="{HAIR}" d="{line}"/>'


def _labels(share: Share, before: Share | None, wording: Wording, scale: Scale) -> str:
    """The number and the week before above the rule, interval and ends below it.

    Two labels that would touch give way: the ends of a narrow interval become one label,
    an end of the scale is left out beside an interval's, and the week before is told on
    the far side of its own mark.
    """
    at = scale.x(share.share)
    number = wording.percent(share.share)
    drawn = [_inside(number, at, 17, scale, kind="number", size=17)]
    if before is not None:
        drawn.append(_before_label(before, wording, scale, at))
    return "".join(drawn) + _lower_labels(share, wording, scale)


def _before_label(before: Share, wording: Wording, scale: Scale, number_at: float) -> str:
    # without the sign: a percent sign after Persian letters would jump to the line's other end
    told = wording.words.before_mark.format(wording.percent_number(before.share))
    at = scale.x(before.share)
    half = len(told) * _DIGIT_WIDTH / 2
    room = 32.0
    if abs(at - number_at) >= half + room:
        return _inside(told, at, 16, scale)
    # too near the number: the label goes to whichever side of the number has more room
    if number_at > scale.width / 2:
        return label(told, min(at, number_at - room), 16, anchor="end")
    return label(told, max(at, number_at + room), 16, anchor="start")


def _lower_labels(share: Share, wording: Wording, scale: Scale) -> str:
    low, high = scale.x(share.low), scale.x(share.high)
    if abs(high - low) < 4 * _DIGIT_WIDTH:
        middle = (low + high) / 2
        taken = [(middle, 5 * _DIGIT_WIDTH)]
        range_told = wording.percent_range(share.low, share.high)
        lower, upper = wording.percent_ends(share.low, share.high)
        drawn = (
            []
            if lower == upper
            else [_inside(range_told, middle, _LOWER_LINE, scale, kind="interval")]
        )
    else:
        taken = [(low, 2 * _DIGIT_WIDTH), (high, 2 * _DIGIT_WIDTH)]
        ends = wording.percent_ends(share.low, share.high)
        drawn = [
            _inside(told, place, _LOWER_LINE, scale, kind="interval")
            for told, place in zip(ends, (low, high), strict=True)
        ]
    for end in (0.0, 1.0):
        told = wording.percent(end) if end else wording.percent_number(end)
        if all(abs(scale.x(end) - place) > reach + 3 * _DIGIT_WIDTH for place, reach in taken):
            drawn.append(_inside(told, scale.x(end), _LOWER_LINE, scale))
    return "".join(drawn)


def _inside(
    text: str, x: float, y: float, scale: Scale, *, kind: str = "quiet", size: float = 13
) -> str:
    """A label centred at `x`, or pushed back where it would leave the drawing."""
    half = len(text) * _DIGIT_WIDTH * size / 26
    if x - half < 0:
        return label(text, 0, y, anchor="start", kind=kind, size=size)
    if x + half > scale.width:
        return label(text, scale.width, y, anchor="end", kind=kind, size=size)
    return label(text, x, y, kind=kind, size=size)
