"""The Quern Post (English): tables and font elements, as pages were made in the nineties."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .chrome import bare_head
from .draw import between, drawn, one_in, some
from .markup import Tags, esc, listed, woven, written
from .shape import Article, Layout

if TYPE_CHECKING:
    from collections.abc import Sequence

OUTLET = "The Quern Post"
TAGS = Tags(
    paragraph="<p><font face=Arial size=2>{}</font>",
    heading="<p><font face=Arial size=3><b>{}</b></font>",
    item="<li><font face=Arial size=2>{}</font>",
    listing="<ul>{}</ul>",
    quote="<blockquote><font face=Arial size=2><i>{}</i></font></blockquote>",
    label="<b>{}</b>",
)
SAYINGS = (
    "He who counts the sacks twice sleeps once. (Miller’s saying)",
    "Rain before seven, council by eleven. (Heard on the 14 bus)",
    "A short bridge wants a long memory. (Carved on the toll house)",
    "Never lend a ladder to a bell ringer. (From the Post of 1911)",
    "The pond was here before the minutes of the pond. (Anon.)",
)
ALMANAC = (
    "Morning fog along the mill race, lifting toward ten. A dry afternoon with a light breeze from "
    "the quarry side. Farmers should expect a cold night on the low meadows.",
    "Showers early, then brighter spells over the upper town. The race is running high and the "
    "stepping stones should not be used before Thursday.",
    "Still and grey all day. No rain is looked for before the weekend, says Mr Oakes at the "
    "pumping station, who has been wrong twice this year.",
)
PICTURES = (
    "The Post’s camera caught the mill wheel on Tuesday.",
    "Market Row as our reader Mrs Dunmore sees it from her window.",
    "A scene at the goods yard (from our drawer).",
)


def page(article: Article, others: Sequence[Article], number: int) -> str:
    """The whole page."""
    font = "<font face=Arial size=2>"
    standfirst = f"<p>{font}<b>{esc(article.standfirst)}</b></font>" if article.standfirst else ""
    return f"""<html><head>{bare_head(article, OUTLET)}</head>
<body bgcolor="#fffff0" link="#000080"><center><table width=780 border=0 cellpadding=4>
<tr><td colspan=3 align=center><font size=6><b>{OUTLET}</b></font><br>
<font size=1>Printed in Quern, read on the bus | No. {21000 + number} | Price 4
pence</font></td></tr>
<tr valign=top><td width=130 bgcolor="#e0e0d0">{_left(others, number)}</td>
<td width=480><font face=Arial size=5><b>{esc(article.title)}</b></font>
<p><font face=Arial size=1>{esc(article.author)}, {article.published:%d %b %Y}</font>
{_picture(number)}
{standfirst}
{woven(written(article, TAGS), _extras(number))}
{_tail(article, others, number)}
</td><td width=150>{_right(number)}</td></tr>
<tr><td colspan=3 align=center><font size=1>The Quern Post, Market Row 2. Best seen with
800 by 600 points. You are caller number
{between(100000, 990000, number, "caller")}.</font></td></tr>
</table></center></body></html>"""


def _left(others: Sequence[Article], number: int) -> str:
    places = ("Front sheet", "Council", "Chapel", "Mill", "Births", "Wanted", "Guest book")
    rows = "".join(
        f'<font size=2><a href="/p{at}.htm">{one}</a></font><br>' for at, one in enumerate(places)
    )
    told = listed(some(others, 4, "quernpost", number // 2, "left"), "<p><font size=1>{}</font>")
    return f"{rows}<hr><font size=2><b>Also on the press</b></font>{told}"


def _picture(number: int) -> str:
    caption = drawn(PICTURES, "quernpost", number)
    return (
        f'<table align=right width=200><tr><td><img src="/pic/{number % 25}.gif" width=190>'
        f"<br><font size=1>{caption}</font></td></tr></table>"
    )


def _extras(number: int) -> dict[int, str]:
    extras: dict[int, str] = {}
    if one_in(2, "quernpost", number, "bring"):
        extras[2] = (
            "<p><font face=Arial size=2>Bring this page to Harker &amp; Lund before noon and have "
            "your knives ground at the old rate. One page, one knife.</font>"
        )
    if one_in(4, "quernpost", number, "wire"):
        extras[4] = (
            "<p><font face=Arial size=2>(Subscribers who want the Post brought to the lane may tie "
            "a red ribbon to the gate. Mr Tolley will stop.)</font>"
        )
    return extras


def _tail(article: Article, others: Sequence[Article], number: int) -> str:
    more = listed(
        some(others, 3, "quernpost", number, "tail"), "<font face=Arial size=2>{}</font><br>"
    )
    return f"""<p><font face=Arial size=2>Set by hand from {esc(article.author)}’s notes.</font>
<p><font face=Arial size=2>All that stands above is the Post’s own and may be read aloud but not
sold. Copies of any sheet since 1911 can be had at the counter for the price of the paper.</font>
<p><font face=Arial size=2><b>Saying of the day:</b> {drawn(SAYINGS, "quernpost", number)}</font>
<hr><font face=Arial size=2><b>Turn the sheet:</b></font><br>{more}
<p><font face=Arial size=2>Back to the <a href="/p0.htm">front sheet</a>, up to the
<a href="#top">masthead</a>, or write in the <a href="/p6.htm">guest book</a>.</font>"""


def _right(number: int) -> str:
    return f"""<table bgcolor="#d0e0f0"><tr><td><font size=2><b>Almanac</b></font>
<p><font size=2>{drawn(ALMANAC, "quernpost", number // 2)}</font>
<p><font size=2>Pond {between(80, 140, number, "pond")} cm. Race
{between(20, 60, number, "race")} turns.</font></td></tr></table>
<p><font size=2><b>What do you think?</b><br>Should the toll house clock be allowed to strike at
night?<br><form><input type=radio> Let it strike<br><input type=radio> Muffle it<br>
<input type=radio> What clock<br><input type=submit value="Drop in the box"></form></font>"""


LAYOUT = Layout(
    name="quernpost",
    language="en",
    summary="nested tables, unclosed paragraphs, advertisements and sayings set like the text",
    page=page,
)
