"""Hofberger Wochenpost (German): a section for each paragraph, the standfirst not printed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .chrome import linked_data, open_graph
from .draw import between, drawn, one_in, some
from .markup import Tags, anchor, esc, initial_sentence, listed, menu, woven, written
from .shape import Article, Layout

if TYPE_CHECKING:
    from collections.abc import Sequence

OUTLET = "Hofberger Wochenpost"
CAPTIONS = (
    "Der Hofberg im ersten Schnee (Aufnahme: Vera Stolz)",
    "Vor der Kelterhalle wird noch gestritten (Aufnahme: Vera Stolz)",
    "Die Bänke am Nordhang sind neu (Aufnahme: Kelterverein)",
)
LETTERS = (
    ("Ein Rebstock", "Früher hätte man dazu eine Sitzung gebraucht und danach geschwiegen."),
    ("A. vom Nordhang", "Der Zaun war vor dem Weg da, das weiß jedes Huhn."),
    ("Kelterfreund 2", "Ich frage mich, wer die Leiter bezahlt hat."),
)


def page(article: Article, others: Sequence[Article], number: int) -> str:
    """The whole page."""
    tags = Tags(
        paragraph="<section><p>{}</p></section>",
        heading="<section><h2>{}</h2></section>",
        listing="<section><ul>{}</ul></section>",
        quote="<section><blockquote>{}</blockquote></section>",
    )
    return f"""<!doctype html>
<html lang="de"><head>{open_graph(article, OUTLET)}
{linked_data(article, OUTLET)}</head><body>
<nav><a href="/">{OUTLET}</a><ul>{menu(("Hang", "Keller", "Fass", "Glas", "Rest"))}</ul></nav>
<main><section><h1>{esc(article.title)}</h1></section>
<section><p>{drawn(CAPTIONS, "hofberger", number)}</p></section>
{_short(article, number)}
{woven(written(article, tags), _extras(others, number))}
{_tail(article, others, number)}</main>
<footer><p>Wochenpost, Kelterhalle, Hofberg. Erscheint, wenn sie fertig
ist.</p></footer></body></html>"""


def _short(article: Article, number: int) -> str:
    if not one_in(2, "hofberger", number, "short"):
        return ""
    told = [line.text for line in article.lines if line.kind == "paragraph"]
    points = "".join(f"<li>{esc(initial_sentence(one))}</li>" for one in told[:2])
    return f"<section><p>Ein Schluck vorab</p><ul>{points}</ul></section>"


def _extras(others: Sequence[Article], number: int) -> dict[int, str]:
    extras: dict[int, str] = {}
    for other in some(others, 1, "hofberger", number, "cask"):
        place = between(2, 4, "hofberger", number)
        extras[place] = f"<section><p>Aus dem gleichen Fass: {anchor(other)}</p></section>"
    if one_in(2, "hofberger", number, "grape"):
        extras[5] = (
            "<section><p>Die Wochenpost wird von Hand gelesen wie der Wein. Wer eine Reihe pflegt, "
            "darf im Herbst mitessen und steht mit Namen am Stock.</p></section>"
        )
    if one_in(5, "hofberger", number, "cellar"):
        extras[6] = (
            "<section><p>Kellerstimmen, das Gespräch zum Hören, nimmt diesmal den Kork unter die "
            "Lupe. Zu hören, wo es hallt.</p></section>"
        )
    return extras


def _tail(article: Article, others: Sequence[Article], number: int) -> str:
    letters = "".join(
        f"<section><p>{who}: {what}</p></section>"
        for who, what in some(LETTERS, between(0, 2, number, "letters"), "hofberger", number)
    )
    told = "".join(
        f"<section><h3>{anchor(one)}</h3></section>"
        for one in some(others, 3, "hofberger", number, "row")
    )
    return f"""<section><p>{esc(article.author)}, {article.published:%d.%m.}, bei offenem
Fenster</p></section>
<section><p>Korken drauf: Lektorat Ida Rappel. Etikett: Haus.</p></section>
<section><p>Einschenken: weitersagen, abschreiben, aufheben</p></section>
<section><h2>Nächste Reihe</h2></section>{told}
<section><h2>Am meisten verkostet</h2>
<ol>{listed(some(others, 4, "hofberger", number // 4, "taste"))}</ol></section>
<section><h2>Vom Stammtisch</h2></section>{letters}
<section><p>Der Stammtisch ist offen bis zehn. Geschrieben wird leise, gezahlt am
Tresen.</p></section>"""


LAYOUT = Layout(
    name="hofberger",
    language="de",
    summary="every paragraph, appeal and letter in a section of its own; no standfirst printed",
    page=page,
    standfirst=False,
)
