"""Fathom (English): an AMP page, with its own elements for pictures, lists and folded boxes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .chrome import linked_data, open_graph
from .draw import between, drawn, one_in, some
from .markup import (
    Tags,
    anchor,
    esc,
    initial_sentence,
    listed,
    menu,
    signed,
    teased,
    woven,
    written,
)
from .shape import Article, Layout

if TYPE_CHECKING:
    from collections.abc import Sequence

OUTLET = "Fathom"
CAPTIONS = (
    "Soundings being taken off the bar. Picture: Fathom / Wren Sayle",
    "The tide gauge house at first light. Picture: Fathom / Wren Sayle",
    "Nets drying on the long wall. Picture: from a reader’s album",
    "The slip where the lifeboat was built. Picture: Fathom / Tobin Reef",
)
EPISODES = (
    "In the new episode Mora and Tobin go down to the chart room, get the key wrong and talk to "
    "the last man who could read the old marks.",
    "This time on the bench: why do harbours lie about their depth, and who first noticed?",
    "Mora counts lamps with a lamp counter. Tobin brings the wrong boots again.",
)


def page(article: Article, others: Sequence[Article], number: int) -> str:
    """The whole page."""
    tags = Tags(
        paragraph='<p class="p1">{}</p>',
        heading='<h2 class="sub">{}</h2>',
        quote='<blockquote class="quoted">{}</blockquote>',
    )
    remark = f"Sounded by {esc(article.author)}. Line held by Tobin Reef."
    return f"""<!doctype html>
<html amp lang="en"><head>{open_graph(article, OUTLET)}
{linked_data(article, OUTLET)}
<script async src="/v0.js"></script><style amp-custom>p{{margin:1em}}</style></head><body>
<amp-sidebar id="drawer" layout="nodisplay"><ul>{menu(("Deep", "Shallow", "Ashore", "Bench"))}</ul>
</amp-sidebar><header class="bar"><a href="/">{OUTLET}</a></header>
<main><div class="article-body" itemprop="articleBody">
<p class="kick">{esc(article.section)} · {between(2, 8, number, "fathoms")} fathoms deep</p>
<h1>{esc(article.title)}</h1>
{f'<p class="p1">{esc(article.standfirst)}</p>' if article.standfirst else ""}
<amp-img src="/m/{number % 60}.jpg" width="800" height="450" layout="responsive"></amp-img>
<p class="p2">{drawn(CAPTIONS, "fathom", number)}</p>
<p class="p2">{esc(article.author)} / {article.published:%d %b %Y}</p>
{_points(article, number)}
{woven(signed(written(article, tags), remark), _extras(others, number))}
{_tail(others, number)}</div></main>
<footer><p>Fathom is a house of the Long Wall Trust.</p>
<amp-list src="/tide.json" width="300" height="40"></amp-list></footer></body></html>"""


def _points(article: Article, number: int) -> str:
    """On one page in three, a folded box that repeats sentences of the text."""
    if not one_in(3, "fathom", number, "points"):
        return ""
    told = [line.text for line in article.lines if line.kind == "paragraph"]
    points = "".join(f"<li>{esc(initial_sentence(one))}</li>" for one in (told[0], told[-1]))
    return (
        f"<amp-accordion><section expanded><h4>Where we drop the lead</h4><div><ul>{points}</ul>"
        "</div></section></amp-accordion>"
    )


def _extras(others: Sequence[Article], number: int) -> dict[int, str]:
    extras = {
        2: f'<amp-ad type="x" data-slot="{number % 9}"><p class="p1">A word from the chandlery: '
        "tarred twine by the fathom, cut while you wait.</p></amp-ad>"
    }
    if one_in(2, "fathom", number, "crew"):
        extras[3] = (
            '<div class="card"><p class="p1">You have read three soundings this week. The crew '
            "reads as many as it likes and gets the big chart at new year.</p>"
            '<p class="p1"><a href="/crew">Sign on</a> for a month, leave at any port.</p></div>'
        )
    if one_in(3, "fathom", number, "bench"):
        extras[4] = (
            f'<p class="p1"><b>On the Bench:</b> {drawn(EPISODES, "fathom", number)} Wherever you '
            "keep your voices.</p>"
        )
    for other in some(others, 1, "fathom", number, "next"):
        extras[5] = f'<p class="p1">Lower down: {anchor(other)}</p>'
    return extras


def _tail(others: Sequence[Article], number: int) -> str:
    frame = '<div class="row"><h3>{link}</h3></div>'
    return f"""<amp-social-share type="system"></amp-social-share>
<p class="p1">Wake, Buoy, Bottle, Copy mark {between(1000, 9999, number, "mark")}</p>
<h2 class="sub">On the same chart</h2>
{teased(some(others, 4, "fathom", number, "chart"), frame)}
<aside><h2 class="sub">Deepest this week</h2>
<ol>{listed(some(others, 5, "fathom", number // 5, "deep"))}</ol></aside>
<p class="p1">Our depths are checked against the gauge house. Where a number moved after we went
out, the old one stays on the page, struck through, so that you can see it.</p>"""


LAYOUT = Layout(
    name="fathom",
    language="en",
    summary="AMP elements; a sign-off in the last paragraph, appeals and teasers in its div",
    page=page,
)
