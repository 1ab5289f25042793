"""Brine Road Wire (English): the text in one div, its paragraphs parted by two line breaks."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .chrome import bare_head
from .draw import between, drawn, one_in, some
from .markup import Tags, anchor, esc, listed, menu, woven, written
from .shape import Article, Layout

if TYPE_CHECKING:
    from collections.abc import Sequence

OUTLET = "Brine Road Wire"
TAGS = Tags(
    paragraph="{}<br><br>",
    heading="<b>{}</b><br><br>",
    item="- {}<br>",
    listing="{}<br>",
    quote="<i>{}</i><br><br>",
    label="<b>{}</b>",
)
SHOTS = (
    "A tanker at the salt jetty on an earlier day. BRW/Iver Stack",
    "The evaporation ponds north of the road. BRW/Lise Dorn",
    "Workers leaving the pan house after the day shift. BRW/Iver Stack",
    "The road itself, at the fourth milestone. BRW file",
)
DESKS = ("Sal Hexham", "Ottoline Rudge", "Piers Mallow")


def page(article: Article, others: Sequence[Article], number: int) -> str:
    """The whole page."""
    standfirst = f"<b>{esc(article.standfirst)}</b><br><br>" if article.standfirst else ""
    return f"""<!doctype html>
<html><head>{bare_head(article, OUTLET)}</head><body>
<div id="top"><div class="logo"><a href="/">{OUTLET}</a></div>
<div class="nav">{menu(("Pans", "Freight", "Assembly", "Rates", "Desk notes"), "{} | ")}</div></div>
<div id="mid"><div id="left"><div class="hd">{esc(article.title)}</div>
<div class="by">{esc(article.author or "Staff")} {article.published:%Y-%m-%d %H:%M} ref
{between(30000, 99999, number, "ref")}</div>
<div class="tx"><b>{esc(article.title)}</b><br><br>
<img src="/s/{number % 50}.jpg"><br>{drawn(SHOTS, "brineroad", number)}<br><br>
{standfirst}{woven(written(article, TAGS), _extras(others, number))}
{_tail(others, number)}</div></div>
<div id="right">{_right(others, number)}</div></div>
<div id="bot">BRW Cooperative, Milestone Four. Clients log on at the hatch.</div></body></html>"""


def _extras(others: Sequence[Article], number: int) -> dict[int, str]:
    extras: dict[int, str] = {}
    for other in some(others, 1, "brineroad", number, "see"):
        extras[between(1, 4, "brineroad", number, "place")] = (
            f"&gt;&gt; Sent earlier on this: {anchor(other)}<br><br>"
        )
    if one_in(2, "brineroad", number, "clients"):
        extras[5] = (
            "<b>CLIENTS: moving pictures and sound for this slug are on the hatch under tray "
            f"{between(2, 99, number, 'tray')}.</b><br><br>"
        )
    if one_in(5, "brineroad", number, "salt"):
        extras[3] = (
            "The Salt Letter, our free evening sheet for people who do not take the wire, is put "
            "together by the late desk and carries no freight rates.<br><br>"
        )
    return extras


def _tail(others: Sequence[Article], number: int) -> str:
    told = some(others, 3, "brineroad", number, "tail")
    also = "".join(f"{anchor(one)}<br>" for one in told)
    fix = (
        "(Repeats to mend a figure in the third line.)<br><br>"
        if one_in(5, "brineroad", number, "mend")
        else ""
    )
    return f"""{fix}(Filed from Milestone Four; desk {drawn(DESKS, "brineroad", number)}; read
back by
{drawn(DESKS, "brineroad", number, "back")})<br><br>
No part of a BRW message may be pickled, stored or passed along the road by anyone who does not
hold a pan licence from the cooperative.<br><br>
brw/{between(100, 999, number, "foot")}/ih/so<br><br>
<b>More along the road</b><br><br>{also}"""


def _right(others: Sequence[Article], number: int) -> str:
    lines = listed(some(others, 8, "brineroad", number // 2, "right"), "<div>{}</div>")
    return f"""<div class="bx"><div>Last hour</div>{lines}</div>
<div class="bx">Coarse {between(40, 60, number, "coarse")} up, fine
{between(80, 99, number, "fine")} steady, rock not traded. Rates are those of the noon
bell.</div>"""


LAYOUT = Layout(
    name="brineroad",
    language="en",
    summary="line breaks for paragraphs, headline and caption first, notes to clients between",
    page=page,
)
