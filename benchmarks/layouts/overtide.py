"""Overtide (English): many nested sections, a live strip, boxes that come and go, a long h1."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .chrome import open_graph
from .draw import between, drawn, one_in, some
from .markup import Tags, anchor, esc, initial_sentence, listed, repeated, teased, woven, written
from .shape import Article, Layout

if TYPE_CHECKING:
    from collections.abc import Sequence

OUTLET = "Overtide"
CAPTIONS = (
    "Ferries laid up for the count at Velding south dock",
    "The chamber before the sitting, with two chairs missing",
    "A queue outside the registry on the first warm day",
    "Sandbags along the lower promenade, left from March",
)
DOSSIERS = (
    (
        "The quay question in ninety words",
        "For six years the board and the lanes have disagreed about who may build on the tar quay. "
        "A survey was ordered, lost, and ordered again. Two ministers have resigned over the "
        "colour of the map. The lanes say that the deed of 1871 settles it; the board says that "
        "the deed is a drawing.",
    ),
    (
        "What the Crossing is",
        "The Crossing is the name for the talks between both shores about a fixed link. They began "
        "over lunch, have no chair and may not be minuted. Each shore has walked out four times, "
        "once on the same day.",
    ),
)
STRIP = (
    "14:02 Second ballot ends level, tellers sent home",
    "13:40 Barrier at Lock Street up again",
    "12:15 Signal station reports a whale, then withdraws it",
    "11:58 Velding exchange closes for lunch a point lower",
    "10:31 Night boats run to the winter table from Sunday",
)


def page(article: Article, others: Sequence[Article], number: int) -> str:
    """The whole page."""
    tags = Tags(
        paragraph='<div class="b-par"><p>{}</p></div>', heading='<div class="b-sub">{}</div>'
    )
    ticker = "".join(f"<span>{one}</span>" for one in some(STRIP, 3, "overtide", number // 2))
    standfirst = f'<div class="b-par"><p>{esc(article.standfirst)}</p></div>'
    return f"""<!doctype html>
<html lang="en"><head>{open_graph(article, OUTLET)}</head><body>
<section class="strip"><b>As it comes in</b> {ticker}</section>
<section class="shell"><section class="masthead"><a href="/">{OUTLET}</a>
<span>Reading from: both shores <a href="?e=n">North shore</a> <a href="?e=s">South shore</a>
<a href="?e=i">Islands</a> <a href="?e=a">Abroad</a></span></section>
<section class="sheet"><section class="blocks">
<h1>{esc(article.title)} <span>{drawn(CAPTIONS, "overtide", number)}. Overtide/Pell
Garran</span></h1>
{standfirst if article.standfirst else ""}
<div class="b-par"><p>By {esc(article.author)} in Velding, {article.published:%H:%M}, last touched
{between(1, 50, number, "touched")} minutes later</p></div>
{_brief(article, number)}
{woven(written(article, tags), _extras(article, others, number))}
{_tail(article, others, number)}</section></section>
<section class="floor"><div class="b-par"><p>Overtide is put out by nine people and a tide table.
Its statutes are on the wall of the boat house.</p></div></section></section></body></html>"""


def _brief(article: Article, number: int) -> str:
    """On one page in two, the text's own sentences once more, as paragraphs like all others."""
    if one_in(2, "overtide", number, "brief"):
        return ""
    told = [line.text for line in article.lines if line.kind == "paragraph"][:2]
    rows = "".join(f'<div class="b-par"><p>{esc(initial_sentence(one))}</p></div>' for one in told)
    return f'<div class="b-box"><div class="b-sub">The swell of it</div>{rows}</div>'


def _extras(article: Article, others: Sequence[Article], number: int) -> dict[int, str]:
    extras: dict[int, str] = {}
    if one_in(2, "overtide", number, "pull"):
        extras[2] = f'<div class="b-par"><p class="xl">{repeated(article, "o", number)}</p></div>'
    if one_in(3, "overtide", number, "dossier"):
        name, told = drawn(DOSSIERS, "overtide", number)
        extras[3] = (
            f'<div class="b-box"><div class="b-sub">{name}</div>'
            f'<div class="b-par"><p>{told}</p></div></div>'
        )
    if one_in(2, "overtide", number, "ballast"):
        extras[4] = (
            '<div class="b-par"><p>Ballast is what we call readers who pay. They hold this boat '
            "down in a wind and ask for little: a name on the keel, a card at midsummer.</p></div>"
            '<div class="b-par"><p><a href="/ballast">Come aboard as ballast</a></p></div>'
        )
    for other in some(others, 1, "overtide", number, "tack"):
        extras[5] = f'<div class="b-par"><p><b>On another tack</b> {anchor(other)}</p></div>'
    if one_in(4, "overtide", number, "ask"):
        extras[6] = (
            '<div class="b-box"><div class="b-par"><p>Asked of our readers this week: would you '
            "walk across if it were free?</p></div><div class='b-par'><p>Yes "
            f"{between(20, 60, number, 'yes')} in the hundred · I would swim · "
            "Ask my wife</p></div></div>"
        )
    return extras


def _tail(article: Article, others: Sequence[Article], number: int) -> str:
    frame = (
        '<div class="b-row"><div class="b-sub">{link}</div>'
        '<div class="b-par"><p>{lead}</p></div></div>'
    )
    paper = (
        '<div class="b-par"><p>Also in the folded edition, under the crossword.</p></div>'
        if one_in(5, "overtide", number, "paper")
        else ""
    )
    return f"""{paper}<div class="b-par"><p>With notes from the south shore by Ishbel Crane. Figures
drawn by Ned Pargeter. Sub: the one with the kettle.</p></div>
<div class="b-par"><p>Heave · Haul · Forward to a friend · {between(3, 400, number, "heave")}
hauled</p></div>
<div class="b-box"><div class="b-par"><p>Slack Water, our spoken half hour, is out on Tuesdays when
nothing moves. Ishbel reads, Ned interrupts.</p></div></div>
<div class="b-sub">In the same current</div>
{teased(some(others, 2, "overtide", number, "current"), frame)}
<div class="b-sub">Carried furthest</div>
<ol>{listed(some(others, 5, "overtide", number // 6, "far"))}</ol>"""


LAYOUT = Layout(
    name="overtide",
    language="en",
    summary="caption inside the h1, recurring dossiers and repeated sentences in the text's blocks",
    page=page,
)
