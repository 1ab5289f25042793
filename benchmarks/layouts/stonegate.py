"""The Stonegate Examiner (English): semantic elements, all of them inside the article element."""

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
    repeated,
    woven,
    written,
)
from .shape import Article, Layout

if TYPE_CHECKING:
    from collections.abc import Sequence

OUTLET = "The Stonegate Examiner"
CAPTIONS = (
    "The north face of the corn exchange on a market day.",
    "Members of the watch committee arriving at the side door.",
    "A view over Stonegate from the water tower, taken last year.",
    "The assembly room, where most of these things are settled.",
    "The ring road at the hour when the shifts change.",
)
BIO = (
    "keeps the county notebook. Before the Examiner there were eleven years of court lists and a "
    "short spell on a dredger. Likes maps that contradict each other, and answers post."
)
FAIRS = (
    ("Mon", "Brass practice, St Osric’s hall, bring a cushion"),
    ("Wed", "Seed swap on the exchange steps until the rain comes"),
    ("Thu", "Lecture with lantern slides: Drains of the upper town"),
    ("Sat", "Tug of war, both banks, ferry free for pullers"),
)


def page(article: Article, others: Sequence[Article], number: int) -> str:
    """The whole page."""
    standfirst = f'<p class="standfirst">{esc(article.standfirst)}</p>'
    return f"""<!doctype html>
<html lang="en"><head>{open_graph(article, OUTLET)}
{linked_data(article, OUTLET)}</head>
<body><a class="skip" href="#text">Straight to the words</a>
<header><p><a href="/">{OUTLET}</a></p><nav><ul>
{menu(("County", "Benches", "Purse", "Field and Fold", "Obits", "Sheet Music"))}</ul></nav>
<p class="editions">You are holding the Upper Town edition. Change to Lower Town, The Fells or
Across the Water.</p></header>
<main><article id="text"><header><p>{esc(article.section)}</p><h1>{esc(article.title)}</h1>
{standfirst if article.standfirst else ""}
<address>{esc(article.author)}</address><time>{article.published:%d.%m.%Y}</time></header>
<div class="lead-pic"><img src="/plates/{number % 30}.jpg" alt=""></div>
<p class="under">{drawn(CAPTIONS, "stonegate", number)} Examiner plate by R. Hollin</p>
{_glance(article, number)}
{woven(written(article, Tags()), _extras(article, others, number))}
{_tail(article, others, number)}
</article></main>
<footer><p>Examiner Buildings, Corn Street. Founded to annoy, 1868.</p>
<ul>{menu(("Who sets the type", "House rules", "Lost property", "Small print"))}</ul></footer>
</body></html>"""


def _glance(article: Article, number: int) -> str:
    """On one page in three, a box that says beforehand what the text says."""
    if not one_in(3, "stonegate", number, "glance"):
        return ""
    told = [line.text for line in article.lines if line.kind == "paragraph"][:3]
    points = "".join(f"<li>{esc(initial_sentence(one))}</li>" for one in told)
    return f"<section><h2>If you only have a minute</h2><ul>{points}</ul></section>"


def _extras(article: Article, others: Sequence[Article], number: int) -> dict[int, str]:
    extras: dict[int, str] = {}
    for other in some(others, 1, "stonegate", number, "inside"):
        extras[1] = f"<p>Turn to: {anchor(other)}</p>"
    if one_in(2, "stonegate", number, "pull"):
        extras[3] = f'<aside class="loud"><p>{repeated(article, number)}</p></aside>'
    if one_in(3, "stonegate", number, "gate"):
        extras[4] = (
            '<section class="gatehouse"><h3>You have come in by the garden door</h3>'
            "<p>This story is open to all. Gatekeepers get the rest of them too, the county "
            "notebook on Fridays and a chair at the summer table, for less than a loaf.</p>"
            "<p><a href='/gate'>Take a key</a> · <a href='/in'>I have one</a></p></section>"
        )
    return extras


def _tail(article: Article, others: Sequence[Article], number: int) -> str:
    views = some(others, 5, "stonegate", number // 4, "read")
    fairs = "".join(f"<tr><td>{day}</td><td>{what}</td></tr>" for day, what in FAIRS)
    told = some(others, 3, "stonegate", number, "corner")
    slip = (
        "<p>A line in an earlier setting of this story was moved for clarity. The Examiner lists "
        "such moves on the back of its Monday sheet.</p>"
        if one_in(5, "stonegate", number, "slip")
        else ""
    )
    return f"""<p>Gathered by {esc(article.author)}; trimmed by Oda Fenwright and Sim
Larch</p>{slip}
<p>Something not square? The Standing Desk takes objections between two and four, in ink, and
prints its answer whoever turns out to be right.</p>
<p>Filed in {esc(article.section)}, Upper Town, Week {between(1, 52, number, "week")}</p>
<aside><h3>{esc(article.author)}</h3><p>{esc(article.author)} {BIO}</p><h2>From the same
corner</h2>{_cards(told)}<h2>Read by lamplight</h2><ol>{listed(views)}</ol>
<table><caption>Fairs and gatherings</caption>{fairs}</table></aside>"""


def _cards(told: Sequence[Article]) -> str:
    return "".join(
        f"<section><h3>{anchor(one)}</h3><p>{esc(one.lead)}</p></section>" for one in told
    )


LAYOUT = Layout(
    name="stonegate",
    language="en",
    summary="summary, pull quote, author's life, teasers and most read inside the article element",
    page=page,
)
