"""An article's lines as HTML, in whatever elements a layout uses for them."""

from __future__ import annotations

import html
from dataclasses import dataclass
from typing import TYPE_CHECKING

from persiantools.jdatetime import JalaliDate

from .draw import draw, drawn, one_in

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from .shape import Article

esc = html.escape
LABELS = ("Q:", "A:", "س:", "ج:", "سؤال:", "جواب:", "Frage:", "Antwort:", "Question :", "Réponse :")
"""Who speaks, at the beginning of an interview's paragraphs."""


@dataclass(frozen=True)
class Tags:
    """What stands around each kind of line; `{}` is the line."""

    paragraph: str = "<p>{}</p>"
    heading: str = "<h2>{}</h2>"
    item: str = "<li>{}</li>"
    listing: str = "<ul>{}</ul>"
    quote: str = "<blockquote><p>{}</p></blockquote>"
    label: str = "<strong>{}</strong>"
    link: str = '<a href="{}">{}</a>'


def written(article: Article, tags: Tags) -> list[str]:
    """The text's pieces in order, the points of a list together in one piece."""
    pieces: list[str] = []
    points: list[str] = []
    frames = {"paragraph": tags.paragraph, "heading": tags.heading, "quote": tags.quote}
    for at, line in enumerate(article.lines):
        if line.kind == "item":
            points.append(tags.item.format(esc(line.text)))
            continue
        if points:
            pieces.append(tags.listing.format("".join(points)))
            points = []
        inside = (
            inline(line.text, tags, article.url, at) if line.kind != "heading" else esc(line.text)
        )
        pieces.append(frames[line.kind].format(inside))
    if points:
        pieces.append(tags.listing.format("".join(points)))
    return pieces


def inline(text: str, tags: Tags, *key: object) -> str:
    """A line's HTML: a speaker's label set apart, now and then some words linked."""
    for label in LABELS:
        if text.startswith(label):
            return tags.label.format(label) + esc(text.removeprefix(label))
    words = text.split(" ")
    if len(words) < 12 or not one_in(4, "linked", *key):
        return esc(text)
    first = 2 + draw("where", *key) % (len(words) - 8)
    before, within, after = words[:first], words[first : first + 3], words[first + 3 :]
    linked = tags.link.format(f"/subject/{draw('subject', *key) % 9000}", esc(" ".join(within)))
    return f"{esc(' '.join(before))} {linked} {esc(' '.join(after))}"


def woven(pieces: Sequence[str], extras: Mapping[int, str]) -> str:
    """The pieces in order, `extras[n]` after the first n pieces; later ones at the end."""
    told: list[str] = []
    for at in range(len(pieces) + 1):
        told += [extras[at]] if at in extras else []
        told += [pieces[at]] if at < len(pieces) else []
    told += [extra for at, extra in sorted(extras.items()) if at > len(pieces)]
    return "\n".join(one for one in told if one)


def anchor(article: Article) -> str:
    """A link to an article by its title."""
    return f'<a href="{esc(article.url)}">{esc(article.title)}</a>'


def listed(articles: Iterable[Article], frame: str = "<li>{}</li>") -> str:
    """Links to articles, each in `frame`."""
    return "".join(frame.format(anchor(one)) for one in articles)


def teased(articles: Iterable[Article], frame: str) -> str:
    """Articles with their leads; `frame` has `{link}`, `{lead}`, `{section}` and `{title}`."""
    return "\n".join(
        frame.format(
            link=anchor(one),
            lead=esc(one.lead),
            section=esc(one.section),
            title=esc(one.title),
            url=esc(one.url),
        )
        for one in articles
    )


def menu(names: Iterable[str], frame: str = "<li>{}</li>") -> str:
    """A row of links to an outlet's own places."""
    return "".join(
        frame.format(f'<a href="/place/{draw(name) % 900}">{esc(name)}</a>') for name in names
    )


def initial_sentence(text: str) -> str:
    """The first sentence of a line, for boxes that repeat it."""
    for at, sign in enumerate(text):
        if sign in ".!?؟" and at > 40 and text[at + 1 : at + 2] in {" ", ""}:
            return text[: at + 1]
    return text


def repeated(article: Article, *key: object) -> str:
    """A sentence of the text that a pull quote prints once more."""
    told = [line.text for line in article.lines if line.kind == "paragraph"]
    spoken = [one for one in told if not one.startswith(LABELS)] or told
    return esc(initial_sentence(drawn(spoken, "pull", *key)))


def signed(pieces: Sequence[str], remark: str) -> list[str]:
    """The pieces with a remark of the house at the end of the last paragraph, inside it."""
    *others, last = pieces
    if last.endswith("</p>") and not last.startswith("<blockquote"):
        return [*others, f"{last.removesuffix('</p>')} <i>{remark}</i></p>"]
    return [*pieces, f"<p><i>{remark}</i></p>"]


DIGITS = str.maketrans("0123456789", "۰۱۲۳۴۵۶۷۸۹")


def persian_number(number: int) -> str:
    """A number in Persian digits."""
    return str(number).translate(DIGITS)


def persian_day(article: Article) -> str:
    """The day that an article came out, in the Jalali calendar."""
    day = JalaliDate(article.published.date())  # type: ignore[no-untyped-call]  # persiantools has no types
    return day.strftime("%d %B %Y", locale="fa")
