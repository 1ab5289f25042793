"""Halage (French): a canal town's site; caption glued to the title, a quiz, a recurring file."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .chrome import bare_head
from .draw import between, code, drawn, one_in, some
from .markup import Tags, anchor, esc, initial_sentence, listed, teased, woven, written
from .shape import Article, Layout

if TYPE_CHECKING:
    from collections.abc import Sequence

OUTLET = "Halage"
CAPTIONS = (
    "Péniche en attente, un soir de juin (Halage / Isaure)",
    "Le pont-levant pendant les essais (Halage / Isaure)",
    "La maison éclusière, volets clos (don d'une lectrice)",
)
FILES = (
    "Le Grand Bief, c'est ce chantier promis quatre fois et commencé deux. Il doit relier les deux "
    "bassins par un tunnel dont on n'a jamais retrouvé le plan. Nous y consacrons un carnet.",
    "On appelle Accord de la Passerelle le papier signé un soir d'orage par les deux rives. "
    "Chacune en garde un exemplaire, et ils diffèrent.",
)
QUIZ = (
    "Combien de marches pour descendre au bief ? Douze, treize, ou cela dépend de l'eau",
    "Qui a peint l'écluse en vert ? Le maire, sa sœur, un inconnu",
    "À quelle heure passe le dernier bateau ? Tôt, tard, il est passé",
)


def page(article: Article, others: Sequence[Article], number: int) -> str:
    """The whole page."""
    tags = Tags(paragraph='<div class="t">{}</div>', heading='<div class="i">{}</div>')
    standfirst = f'<div class="t">{esc(article.standfirst)}</div>' if article.standfirst else ""
    build = code(3, "halage", number // 18)
    return f"""<!doctype html>
<html lang="fr"><head>{bare_head(article, OUTLET)}</head><body>
<div class="k{build}"><a href="/">{OUTLET}</a> amont · aval · rive droite · rive gauche</div>
<div class="w{build}"><div class="corps">
<h1>{esc(article.title)}<small>{drawn(CAPTIONS, "halage", number)}</small></h1>
<div class="t">{esc(article.author)} {article.published:%d.%m.%Y},
{between(60, 5000, number, "seen")}
passages</div>
{standfirst}{_short(article, number)}
{woven(written(article, tags), _extras(others, number))}
{_tail(article, others, number)}</div></div>
<div class="z{build}"><div class="t">Ce bateau sème des miettes pour retrouver son
quai. Les ramasser ou les laisser, la carte est la même.</div></div>
<div class="p{build}">Halage, chemin du même nom. Amarré depuis longtemps.</div></body></html>"""


def _short(article: Article, number: int) -> str:
    if one_in(2, "halage", number, "short"):
        return ""
    told = [line.text for line in article.lines if line.kind == "paragraph"]
    rows = "".join(f'<div class="t">{esc(initial_sentence(one))}</div>' for one in told[:2])
    return f'<div class="i">À gué</div>{rows}'


def _extras(others: Sequence[Article], number: int) -> dict[int, str]:
    extras: dict[int, str] = {}
    if one_in(3, "halage", number, "file"):
        extras[2] = f'<div class="t">{drawn(FILES, "halage", number)}</div>'
    for other in some(others, 1, "halage", number, "bank"):
        extras[3] = f'<div class="t">Depuis l\'autre rive : {anchor(other)}</div>'
    if one_in(2, "halage", number, "mule"):
        extras[4] = (
            '<div class="t">Il faut des bras pour tirer ce bateau. Les Haleurs donnent ce qu\'ils '
            "veulent, marchent devant et choisissent la chanson.</div>"
        )
    if one_in(4, "halage", number, "quiz"):
        extras[5] = f'<div class="t">Devinette du pontonnier. {drawn(QUIZ, "halage", number)}</div>'
    return extras


def _tail(article: Article, others: Sequence[Article], number: int) -> str:
    frame = '<div class="i">{link}</div><div class="t">{lead}</div>'
    return f"""<div class="t">À la corde : {esc(article.author)}. À la barre : Léonce Amarre.</div>
<div class="t">Le son de ce billet, lu par temps calme, dure {between(3, 14, number, "sound")}
minutes.</div>
<div class="t">Lancer la ligne : copier, écrire, siffler</div>
<div class="i">Même courant</div>{teased(some(others, 3, "halage", number, "current"), frame)}
<div class="i">Ce mois sur le quai</div>
<div class="t">Le 4, bal des cordages. Le 12, vidange du bief, prévoir des bottes. Le 20,
silence.</div>
<div class="i">Les plus halés</div>
{listed(some(others, 5, "halage", number // 5, "hauled"), '<div class="t">{}</div>')}"""


LAYOUT = Layout(
    name="halage",
    language="fr",
    summary="divs of one letter, caption in the h1, repeated sentences set as the text",
    page=page,
)
