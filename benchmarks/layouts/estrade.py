"""L'Estrade (French): a tidy page whose list of readers' rules ends every text."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .chrome import linked_data, open_graph
from .draw import between, drawn, one_in, some
from .markup import Tags, anchor, esc, listed, menu, teased, woven, written
from .shape import Article, Layout

if TYPE_CHECKING:
    from collections.abc import Sequence

OUTLET = "L'Estrade"
CAPTIONS = (
    "Répétition sous le préau. Jeanne Orpiment pour L'Estrade",
    "Le rideau, avant la réparation. Jeanne Orpiment pour L'Estrade",
    "Chaises empilées, un dimanche. Fonds de la salle",
)


def page(article: Article, others: Sequence[Article], number: int) -> str:
    """The whole page."""
    standfirst = f'<p class="chapo">{esc(article.standfirst)}</p>' if article.standfirst else ""
    return f"""<!doctype html>
<html lang="fr"><head>{open_graph(article, OUTLET)}
{linked_data(article, OUTLET)}</head><body>
<header><a href="/">{OUTLET}</a><nav>
<ul>{menu(("Côté cour", "Côté jardin", "Foyer"))}</ul></nav></header>
<main><article><header><h1>{esc(article.title)}</h1>{standfirst}
<p class="author">{esc(article.author)}</p><time>{article.published:%d/%m/%Y}</time></header>
<figure><img src="/e/{number % 20}.jpg" alt="">
<figcaption>{drawn(CAPTIONS, "estrade", number)}</figcaption></figure>
<div class="content">{woven(written(article, Tags(heading="<h3>{}</h3>")), _extras(others, number))}
<p>Rideau. Texte soufflé par Barnabé Trappe, {between(2, 30, number, "rows")}e
rang.</p></div></article>
<aside class="related"><h2>Prochain acte</h2>
{teased(some(others, 3, "estrade", number, "act"), "<h3>{link}</h3><p>{lead}</p>")}</aside>
<aside><h2>Les plus applaudis</h2>
<ol>{listed(some(others, 5, "estrade", number // 4))}</ol></aside></main>
<footer><p>L'Estrade, sous la scène, entrée par le côté.</p></footer></body></html>"""


def _extras(others: Sequence[Article], number: int) -> dict[int, str]:
    extras: dict[int, str] = {}
    for other in some(others, 1, "estrade", number, "wings"):
        extras[3] = f"<p><strong>En coulisse :</strong> {anchor(other)}</p>"
    if one_in(5, "estrade", number, "seat"):
        extras[6] = "<p>Un fauteuil à l'année coûte trois bravos par mois, vestiaire compris.</p>"
    return extras


LAYOUT = Layout(
    name="estrade",
    language="fr",
    summary="little: semantic elements, a call in the text and a line of the house at its end",
    page=page,
)
