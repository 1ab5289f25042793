"""Das Talblatt (German): a regional paper; kicker in the h1, boxes that come back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .chrome import linked_data, open_graph
from .draw import between, drawn, one_in, some
from .markup import Tags, anchor, esc, listed, menu, repeated, teased, woven, written
from .shape import Article, Layout

if TYPE_CHECKING:
    from collections.abc import Sequence

OUTLET = "Das Talblatt"
CAPTIONS = (
    "Am Wehr ist es seit Wochen ruhig. FOTO: TALBLATT/ARNE KOLK",
    "Blick vom Galgenberg über das Tal. FOTO: TALBLATT/ARNE KOLK",
    "Im Ratssaal bleiben einige Stühle leer. FOTO: LESERBILD",
    "Der Kanal kurz vor der zweiten Kehre. FOTO: AUS DEM SCHUBER",
)
DOSSIERS = (
    "Der Streit um die zweite Kehre reicht ins Jahr 1994 zurück. Damals versprach der Kreis eine "
    "Brücke, gebaut wurde ein Parkplatz. Seither haben drei Gutachter gemessen und jeder kam auf "
    "eine andere Länge.",
    "Als Talpfennig bezeichnet man die Abgabe, die jeder Haushalt seit der großen Flut entrichtet. "
    "Wofür sie verwendet wird, legt der Rat in jedem Januar neu fest.",
)


def page(article: Article, others: Sequence[Article], number: int) -> str:
    """The whole page."""
    standfirst = f'<p class="vor">{esc(article.standfirst)}</p>' if article.standfirst else ""
    tags = Tags(
        paragraph='<p class="a">{}</p>', heading="<h3>{}</h3>", quote="<blockquote>{}</blockquote>"
    )
    return f"""<!doctype html>
<html lang="de"><head>{open_graph(article, OUTLET)}
{linked_data(article, OUTLET)}</head><body>
<header><a href="/">{OUTLET}</a><nav><ul>
{menu(("Oberes Tal", "Unteres Tal", "Jenseits", "Stammtisch", "Küche", "Trauer"))}</ul></nav>
<p>Ausgabe: Oberes Tal. Wechseln zu Unteres Tal, Kanalstadt, Höhendörfer</p></header>
<main><article><h1><span>{esc(article.section)}:</span> {esc(article.title)}</h1>
<figure><img src="/b/{number % 40}.jpg" alt="">
<figcaption>{drawn(CAPTIONS, "talblatt", number)}</figcaption></figure>
{standfirst}
<p class="a">Aufgeschrieben von {esc(article.author)}, {article.published:%d.%m.%Y}, in der Pause zu
schaffen ({between(2, 8, number, "pause")} Min.)</p>
{woven(written(article, tags), _extras(article, others, number))}
{_tail(article, others, number)}</article>
<aside><h4>Worüber das Tal spricht</h4>
<ol>{listed(some(others, 6, "talblatt", number // 3, "side"))}</ol>
</aside></main><footer>Verlagshaus am Wehr. Auskunft von acht bis zwölf am Schalter.</footer>
</body></html>"""


def _extras(article: Article, others: Sequence[Article], number: int) -> dict[int, str]:
    extras: dict[int, str] = {}
    for other in some(others, 1, "talblatt", number, "neighbour"):
        extras[1] = f'<p class="a">Gleich nebenan: {anchor(other)}</p>'
    if one_in(2, "talblatt", number, "bench"):
        extras[2] = (
            '<div class="bank"><p class="a"><strong>Setzen Sie sich dazu.</strong> Wer auf der '
            "Talbank Platz nimmt, liest alles, bekommt samstags die dicke Ausgabe und einen Apfel. "
            "Die ersten vier Wochen kosten eine Breze.</p><p class='a'><a href='/bank'>Rücken Sie "
            "auf</a></p></div>"
        )
    if one_in(3, "talblatt", number, "dossier"):
        extras[3] = f'<p class="a"><b>Zum Mitreden</b> {drawn(DOSSIERS, "talblatt", number)}</p>'
    if one_in(2, "talblatt", number, "pull"):
        extras[4] = f'<p class="a gross">{repeated(article, "talblatt", number)}</p>'
    return extras


def _tail(article: Article, others: Sequence[Article], number: int) -> str:
    frame = '<div class="zeile"><h4>{link}</h4><p class="a">{lead}</p></div>'
    mended = (
        '<p class="a">In einer früheren Fassung stand das Wehr auf der falschen Seite. Wir '
        "haben es umgesetzt.</p>"
        if one_in(5, "talblatt", number, "mended")
        else ""
    )
    return f"""{mended}<p class="a">Gegengelesen von Traute Wendt, gesetzt in der Nacht.</p>
<p class="a">Nachdruck nur mit Handschlag. Das Talblatt gehört seinen Austrägern.</p>
<p class="a">Über den Zaun reichen: Zettel, Brief, Flurfunk ({between(1, 300, number, "fence")})</p>
<aside><p class="a">{esc(article.author)} kennt jede Kehre des Kanals beim Namen, war Lokführer
auf der
Kleinbahn und sammelt Fahrpläne, die nie galten.</p>
<h3>Von derselben Wiese</h3>
{teased(some(others, 3, "talblatt", number, "meadow"), frame)}</aside>
<p class="a">Diese Woche im Tal: Montag Sperrmüll oben, Mittwoch Blasmusik unten, Freitag bleibt das
Wehr offen.</p>"""


LAYOUT = Layout(
    name="talblatt",
    language="de",
    summary="kicker in the h1, recurring background and pull quotes as paragraphs like the others",
    page=page,
)
