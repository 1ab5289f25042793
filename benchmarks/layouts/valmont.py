"""Le Courrier de Valmont (French): a blog system's blocks, with the house's own between them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .chrome import linked_data, open_graph
from .draw import between, drawn, one_in, some
from .markup import Tags, anchor, esc, listed, menu, repeated, woven, written
from .shape import Article, Layout

if TYPE_CHECKING:
    from collections.abc import Sequence

OUTLET = "Le Courrier de Valmont"
CALLS = ("Sur le même sentier : {}", "On y revient : {}", "Pendant que l'encre sèche : {}")
CAPTIONS = (
    "Le lavoir à la belle saison. Cliché du Courrier",
    "Une séance au château d'eau. Cliché du Courrier",
    "La halle, un matin sans marché. Cliché prêté par l'école",
    "Vue du plateau vers les trois clochers. Cliché du Courrier",
)
APPEALS = (
    "Le Courrier ne vit ni de réclame ni de châtelain. Mille deux cents Porte-plume lui offrent "
    "chaque mois le prix d'un pain ; il reste des chaises.",
    "Cette page vous est prêtée. Pour nous la rendre avec un sourire, glissez une pièce sous "
    "l'encrier, et nous mettrons votre nom au registre.",
)


def page(article: Article, others: Sequence[Article], number: int) -> str:
    """The whole page."""
    tags = Tags(
        heading='<h2 class="wp-block-heading">{}</h2>',
        listing='<ul class="wp-block-list">{}</ul>',
        quote='<blockquote class="wp-block-quote"><p>{}</p></blockquote>',
    )
    standfirst = f"<p><strong>{esc(article.standfirst)}</strong></p>" if article.standfirst else ""
    return f"""<!DOCTYPE html>
<html lang="fr-FR"><head>{open_graph(article, OUTLET)}
{linked_data(article, OUTLET)}</head><body class="single postid-{number}">
<div class="wp-site-blocks"><header class="wp-block-template-part"><p><a href="/">{OUTLET}</a></p>
<ul>{menu(("Le bourg", "Les hameaux", "La table", "Les morts", "Les annonces"))}</ul></header>
<main class="wp-block-group"><h1 class="wp-block-post-title">{esc(article.title)}</h1>
<p>{esc(article.section)}, le {article.published:%d/%m/%Y}. Comptez {between(2, 9, number, "pipe")}
minutes et un café</p>
<div class="entry-content wp-block-post-content"><p>{drawn(CAPTIONS, "valmont", number)}</p>
{standfirst}
{woven(written(article, tags), _extras(article, others, number))}
{_tail(article, others, number)}</div></main>
<footer class="wp-block-template-part"><p>Imprimé au-dessus du lavoir depuis l'année des loups.</p>
</footer></div></body></html>"""


def _extras(article: Article, others: Sequence[Article], number: int) -> dict[int, str]:
    extras: dict[int, str] = {}
    for at, other in zip((2, 5), some(others, 2, "valmont", number, "call"), strict=False):
        extras[at] = f"<p>{drawn(CALLS, 'valmont', number, at).format(anchor(other))}</p>"
    if one_in(2, "valmont", number, "appeal"):
        extras[3] = f"<p>{drawn(APPEALS, 'valmont', number)}</p>"
    if one_in(3, "valmont", number, "pull"):
        extras[4] = f'<p class="has-large-font-size">{repeated(article, "valmont", number)}</p>'
    return extras


def _tail(article: Article, others: Sequence[Article], number: int) -> str:
    first = (
        "<p><em>Ces lignes ont d'abord paru dans L'Encrier, notre cahier cousu main.</em></p>"
        if one_in(4, "valmont", number, "first")
        else ""
    )
    told = "".join(
        f'<li class="wp-block-post"><h3>{anchor(one)}</h3><p>{esc(one.lead)}</p></li>'
        for one in some(others, 3, "valmont", number, "path")
    )
    return f"""{first}<p>Plume : {esc(article.author)}. Buvard : Honorine Quillot.</p>
<p>Faites passer : sous la porte, à la fontaine, à voix basse</p>
<p>Fils tirés : {esc(article.section)}, Valmont, les trois clochers</p>
<p>Une tache ? Signalez-la au buvard, qui la publie le lundi avec ses excuses.</p>
<aside><p>{esc(article.author)} a tenu l'horloge du bourg avant de tenir la plume. Collectionne les
almanachs faux et répond à toutes les lettres, même anonymes.</p>
<h2 class="wp-block-heading">Du même encrier</h2><ul class="wp-block-post-template">{told}</ul>
<h2 class="wp-block-heading">Ce que l'on se répète</h2>
<ol>{listed(some(others, 5, "valmont", number // 4, "repeat"))}</ol>
</aside>"""


LAYOUT = Layout(
    name="valmont",
    language="fr",
    summary="the blog system's plain blocks; calls, appeals and the author's life among them",
    page=page,
)
