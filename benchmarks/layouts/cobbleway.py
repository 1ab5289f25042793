"""The Cobbleway (English): a tidy page that says what is what, with two habits of its own."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .chrome import linked_data, open_graph
from .draw import between, drawn, one_in, some
from .markup import Tags, anchor, esc, listed, menu, teased, woven, written
from .shape import Article, Layout

if TYPE_CHECKING:
    from collections.abc import Sequence

OUTLET = "The Cobbleway"
CAPTIONS = (
    "The upper steps after the frost. Ines Farrow for The Cobbleway",
    "A bench that faces the wrong way. Ines Farrow for The Cobbleway",
    "Market carts by the pump. From the parish box",
)
LETTER = "Cobbles is a note from the night desk. It comes when there is something to say."


def page(article: Article, others: Sequence[Article], number: int) -> str:
    """The whole page."""
    standfirst = f'<p class="standfirst">{esc(article.standfirst)}</p>'
    return f"""<!doctype html>
<html lang="en"><head>{open_graph(article, OUTLET)}
{linked_data(article, OUTLET)}</head><body>
<header><a href="/">{OUTLET}</a><nav><ul>
{menu(("Steps", "Pump", "Vestry", "Over the wall"))}</ul></nav></header>
<main><article><header><h1>{esc(article.title)}</h1>
{standfirst if article.standfirst else ""}
<p class="byline">{esc(article.author)}, <time>{article.published:%d %B %Y}</time></p></header>
<figure><img src="/f/{number % 20}.jpg" alt="">
<figcaption>{drawn(CAPTIONS, "cobbleway", number)}</figcaption></figure>
<div class="article-body">
{woven(written(article, Tags()), _extras(others, number))}
{_tail(number)}</div></article>
<aside class="related"><h2>Round the corner</h2>
{teased(some(others, 4, "cobbleway", number, "corner"), "<h3>{link}</h3><p>{lead}</p>")}</aside>
<aside><h2>Worn smooth</h2>
<ol>{listed(some(others, 5, "cobbleway", number // 3))}</ol></aside></main>
<footer><p>The Cobbleway, at the pump. {between(2, 40, number, "carts")} carts went by.</p></footer>
</body></html>"""


def _extras(others: Sequence[Article], number: int) -> dict[int, str]:
    extras: dict[int, str] = {}
    for other in some(others, 1, "cobbleway", number, "wall"):
        extras[3] = f"<p><em>Over the wall:</em> {anchor(other)}</p>"
    if one_in(2, "cobbleway", number, "letter"):
        extras[5] = (
            f'<aside class="newsletter"><p>{LETTER}</p><button>Leave it open</button></aside>'
        )
    return extras


def _tail(number: int) -> str:
    if not one_in(2, "cobbleway", number, "tail"):
        return ""
    return "<p>Seen a loose stone in this story? Chalk it on the pump.</p>"


LAYOUT = Layout(
    name="cobbleway",
    language="en",
    summary="little: semantic elements throughout, one call and one house line in the text",
    page=page,
)
