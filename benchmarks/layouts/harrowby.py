"""The Harrowby Packet (English): nothing but div elements, named anew at every build."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .chrome import open_graph
from .draw import between, code, drawn, one_in, some
from .markup import Tags, anchor, esc, inline, teased, woven, written
from .shape import Article, Layout

if TYPE_CHECKING:
    from collections.abc import Sequence

OUTLET = "The Harrowby Packet"
CAPTIONS = (
    "The inner basin at slack water, seen from the customs stair.",
    "Lamps being trimmed on the east quay before the season opens.",
    "A pilot boat on its way to the outer buoy last spring.",
    "Crates waiting under the old weigh house roof.",
)
TINS = (
    "Keep a tin on our shelf: four crowns a month pays one afternoon of looking things up.",
    "The Packet has no owner but its shelf-keepers. Put a tin up and your name goes on the wall.",
)
BUILD = 12
"""So many pages come from one build."""


def page(article: Article, others: Sequence[Article], number: int) -> str:
    """The whole page; class names are those of the build that `number` falls into."""
    text = _name(number, "text")
    tags = Tags(
        paragraph=f'<div class="{text}">{{}}</div>',
        heading=f'<div class="{_name(number, "sub")}">{{}}</div>',
        item=f'<div class="{text}"><span>•</span> {{}}</div>',
        listing="<div>{}</div>",
        quote=f'<div class="{_name(number, "cite")}"><div class="{text}">{{}}</div></div>',
    )
    standfirst = f'<div class="{text}"><b>{esc(article.standfirst)}</b></div>'
    return f"""<!doctype html>
<html lang="en"><head>{open_graph(article, OUTLET)}
<style data-styled="active">.{code(5, number // BUILD, "rule")}{{margin:0}}</style></head>
<body><div id="root"><div class="{_name(number, "bar")}">
<div><a href="/">{OUTLET}</a></div><div><a href="/tides">Tides</a> <a href="/quays">Quays</a>
<a href="/table">Table</a> <a href="/letters">Letters</a> <a href="/shelf">The shelf</a></div></div>
<div class="{_name(number, "wrap")}"><div class="{_name(number, "main")}">
<div class="{_name(number, "kick")}">{esc(article.section)}</div>
<div class="{_name(number, "title")}" role="heading" aria-level="1">{esc(article.title)}</div>
{_under_the_title(article, number)}
{standfirst if article.standfirst else ""}
{woven(written(article, tags), _extras(article, others, number))}
{_after(article, others, number)}
</div>{_side(others, number)}</div>
<div class="{_name(number, "foot")}"><div>Harrowby Packet Society, Weigh House, Harrowby.</div>
<div>This page keeps two crumbs: where you stood, and whether you have seen this line.</div>
<div>Set in Quern Roman. Printed matter may be quoted with its page.</div></div></div>
<script>window.__STATE__={{"page":{number},"theme":"dusk"}}</script></body></html>"""


def _name(number: int, part: str) -> str:
    build = number // BUILD
    return f"sc-{code(6, 'harrowby', build, part)} {code(5, 'harrowby', part, build)}"


def _under_the_title(article: Article, number: int) -> str:
    small, text = _name(number, "small"), _name(number, "text")
    caption = drawn(CAPTIONS, "harrowby", number, "caption")
    return f"""<div class="{small}">{between(180, 9400, number, "views"):,} looked in ·
{between(2, 7, number, "long")} minutes by the clock</div>
<div class="{small}"><div>{esc(article.author)}</div>
<div>{article.published:%A %d %B, %H:%M}</div></div>
<div class="{small}"><div>Pass on</div><div>Copy</div><div>Print small</div></div>
<div class="{_name(number, "figure")}"><img src="/i/{number % 40}.webp" alt="">
<div class="{text}">{caption} Plate: Packet darkroom</div></div>"""


def _extras(article: Article, others: Sequence[Article], number: int) -> dict[int, str]:
    text = _name(number, "text")
    extras: dict[int, str] = {}
    for other in some(others, 1, "harrowby", number, "deeper"):
        extras[2] = f'<div class="{text}">From the same drawer: {anchor(other)}</div>'
    if one_in(2, "harrowby", number, "letter"):
        extras[3] = (
            f'<div class="{_name(number, "box")}"><div class="{text}">The Mooring Line goes out at '
            "six, before the bread. One letter, no pictures, the whole harbour.</div>"
            f'<div class="{text}">Tell us where to tie up</div></div>'
        )
    if one_in(3, "harrowby", number, "tin"):
        extras[5] = f'<div class="{text}">{drawn(TINS, "harrowby", number)}</div>'
    return extras


def _after(article: Article, others: Sequence[Article], number: int) -> str:
    text, sub = _name(number, "text"), _name(number, "sub")
    frame = (
        f'<div class="{text}"><div class="{sub}">{{link}}</div>'
        f'<div class="{text}">{{lead}}</div></div>'
    )
    ran = (
        f'<div class="{text}">This piece had its first outing in the Thursday paper, sheet '
        f"{between(2, 12, number, 'sheet')}.</div>"
        if one_in(5, "harrowby", number, "ran")
        else ""
    )
    return f"""<div class="{text}">Words {esc(article.author)}; second pair of eyes Nell Tarrow and
the night table.</div>{ran}
<div class="{text}">We put right what we get wrong. Ring the bell at the weigh house and ask for the
slate, on which every slip of the last ninety days is written out in full.</div>
<div class="{sub}">Still on the quay</div>
{teased(some(others, 2, "harrowby", number, "quay"), frame)}"""


def _side(others: Sequence[Article], number: int) -> str:
    told = some(others, 6, "harrowby", number // 3, "side")
    lines = "".join(
        f'<div class="{_name(number, "row")}"><div>{at}</div><div>{anchor(one)}</div></div>'
        for at, one in enumerate(told, 1)
    )
    remark = inline("High water at the mole 04:12 and 16:40, wind backing west.", Tags(), number)
    return (
        f'<div class="{_name(number, "side")}"><div>Most thumbed</div>{lines}'
        f"<div>{remark}</div></div>"
    )


LAYOUT = Layout(
    name="harrowby",
    language="en",
    summary="div elements only, class names of each build, promotions in the text's own class",
    page=page,
)
