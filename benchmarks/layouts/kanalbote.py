"""Der Kanalbote (German): divs by a naming scheme; ticker, raffle and calendar in the text."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .chrome import open_graph
from .draw import between, drawn, one_in, some
from .markup import Tags, anchor, esc, listed, teased, woven, written
from .shape import Article, Layout

if TYPE_CHECKING:
    from collections.abc import Sequence

OUTLET = "Der Kanalbote"
CAPTIONS = (
    "Ein Schlepper wartet vor der Kammer. Bild: Bote/Enno Tide",
    "Die Treidelbahn am frühen Morgen. Bild: Bote/Enno Tide",
    "Alles im Fluss: der Markt an der Lände. Bild: Bote/Jorinde Schilf",
    "Der Pegel zeigt, was alle wissen. Bild: aus der Truhe",
)
TICKER = (
    "09.12 Kammer zwei wieder frei",
    "09.40 Zwei Kähne im Gegenlicht, keiner weicht",
    "10.05 Pegel Brakenmoor fällt um eine Handbreit",
    "10.31 Der Bäcker an der Lände ist ausverkauft",
    "11.00 Nebelhorn probeweise, bitte nicht winken",
)
RAFFLE = (
    "Wer errät, wie viele Stufen die Fischtreppe hat, fährt eine Woche als Schiffsjunge mit. "
    "Lösung auf den Bierdeckel, Deckel in den Kasten.",
    "Zu gewinnen: ein Paddel, zwei Schwimmwesten, drei Stunden mit dem Lotsen. Es entscheidet die "
    "Strömung.",
)


def page(article: Article, others: Sequence[Article], number: int) -> str:
    """The whole page."""
    tags = Tags(
        paragraph='<div class="bote-text__absatz">{}</div>',
        heading='<div class="bote-text__zwischen">{}</div>',
        quote='<div class="bote-text__zitat">{}</div>',
    )
    ticker = "".join(f"<div>{one}</div>" for one in some(TICKER, 3, "kanalbote", number))
    standfirst = f'<div class="bote-text__absatz">{esc(article.standfirst)}</div>'
    return f"""<!doctype html>
<html lang="de"><head>{open_graph(article, OUTLET)}</head><body>
<div class="bote-kopf"><a href="/">{OUTLET}</a><div>Strom auf · Strom ab · Land · Leute ·
Lot</div></div>
<div class="bote-blatt"><div class="bote-titel">{esc(article.title)}</div>
<div class="bote-text">
<div class="bote-text__absatz">{drawn(CAPTIONS, "kanalbote", number)}</div>
<div class="bote-text__absatz">Von unserem Bordmitglied {esc(article.author)},
{article.published:%d.%m. %H.%M} Uhr</div>
{standfirst if article.standfirst else ""}
<div class="bote-ticker"><div>Gerade geschleust</div>{ticker}</div>
{woven(written(article, tags), _extras(others, number))}
{_tail(article, others, number)}</div></div>
<div class="bote-fuss"><div>An Deck liegen Krümel. Sie zeigen uns, wo Sie saßen, mehr nicht. Fegen ·
Liegen lassen</div><div>Der Kanalbote, Lände 1. Gedruckt mit
Kanalwasser.</div></div></body></html>"""


def _block(inside: str) -> str:
    return f'<div class="bote-text__absatz">{inside}</div>'


def _extras(others: Sequence[Article], number: int) -> dict[int, str]:
    extras: dict[int, str] = {}
    for at, other in zip((2, 6), some(others, 2, "kanalbote", number, "wake"), strict=False):
        extras[at] = _block(f"Im Kielwasser: {anchor(other)}")
    if one_in(2, "kanalbote", number, "rope"):
        extras[3] = _block(
            "Leinenfest heißt unser Brief, der sonntags anlegt, ehe die anderen wach sind. Kein "
            "Porto, keine Werbung, ein Gedicht."
        )
    if one_in(3, "kanalbote", number, "raffle"):
        extras[4] = _block(f"<b>Glück ab!</b> {drawn(RAFFLE, 'kanalbote', number)}")
    return extras


def _tail(article: Article, others: Sequence[Article], number: int) -> str:
    frame = (
        '<div class="bote-karte"><div class="bote-text__zwischen">{link}</div>'
        '<div class="bote-text__absatz">{lead}</div></div>'
    )
    log = _block(
        f"Logbuch: geschrieben {esc(article.author)}, gelotst Henrike Boje, "
        "Kiel geholt von niemandem."
    )
    return f"""{log}
{_block(f"Heute an Bord: {between(30, 4000, number, 'boat')} Leute. Winken, Rufen, Tuten")}
{_block("Was schief liegt, richten wir. Rufen Sie vom Ufer, aber deutlich.")}
<div class="bote-text__zwischen">An der Lände</div>
{_block("Dienstag Netzeflicken mit Musik. Donnerstag Vortrag über Schlick. Samstag Bootstausch.")}
<div class="bote-text__zwischen">Andere Kähne</div>
{teased(some(others, 2, "kanalbote", number, "barge"), frame)}
<div class="bote-text__zwischen">Oft geschleust</div>
<ol>{listed(some(others, 5, "kanalbote", number // 5, "often"))}</ol>"""


LAYOUT = Layout(
    name="kanalbote",
    language="de",
    summary="divs only; ticker above the text, raffle and calendar set as its paragraphs",
    page=page,
)
