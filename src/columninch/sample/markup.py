"""What the page templates share: escaping, a line's element, and words in both languages."""

from __future__ import annotations

from dataclasses import dataclass
from html import escape
from typing import TYPE_CHECKING

from columninch.sample.days import clock_time, english_day, persian_day
from columninch.sample.nouns import SampleItem, SampleOutlet

if TYPE_CHECKING:
    from datetime import datetime

    from columninch.sample.nouns import LineKind


@dataclass(frozen=True)
class Printed:
    """An article that stands whole in a round-up page."""

    item: SampleItem
    origin: SampleItem
    source: SampleOutlet


@dataclass(frozen=True)
class Shown:
    """An item with all that its page shows."""

    item: SampleItem
    outlet: SampleOutlet
    related: tuple[SampleItem, ...]
    """Earlier items of the outlet, newest first."""
    credited: SampleOutlet | None
    origin: SampleItem | None
    embedded: tuple[Printed, ...]


_WORDS: dict[str, tuple[str, str]] = {
    "home": ("Home", "خانه"),
    "news": ("News", "خبرها"),
    "harbour": ("Harbour", "بندر"),
    "opinion": ("Opinion", "دیدگاه"),
    "culture": ("Culture", "فرهنگ"),
    "contact": ("Write to us", "تماس با ما"),
    "search": ("Search", "جست‌وجو"),
    "related": ("Read also", "همچنین بخوانید"),
    "cookies": (
        "We keep a cookie so that you need not be asked twice. Is that all right with you?",
        "برای آن‌که این پرسش تکرار نشود یک کوکی نگه می‌داریم. موافقید؟",
    ),
    "accept": ("Accept", "می‌پذیرم"),
    "refuse": ("No, thank you", "نه، سپاس"),
    "letter": (
        "The evening letter: the day's three things, sent at six. Your address",
        "نامهٔ عصرگاهی: سه خبر روز، ساعت شش. نشانی شما",
    ),
    "subscribe": ("Subscribe", "مشترک شوید"),
    "share": ("Share this", "بفرستید برای دیگران"),
    "print": ("Print", "چاپ"),
    "mail": ("Mail", "رایانامه"),
    "by": ("By", "نویسنده:"),
    "via": ("via", "به نقل از"),
    "source": ("link to the source", "پیوند به اصل"),
    "rights": ("All rights reserved.", "همهٔ حقوق محفوظ است."),
    "listen": ("Listen to the programme", "برنامه را بشنوید"),
}


def word(key: str, language: str) -> str:
    """A template's word in the outlet's language, escaped."""
    english, persian = _WORDS[key]
    return escape(persian if language == "fa" else english, quote=False)


def path_of(url: str) -> str:
    """Path and query of an address, without its fragment."""
    return "/" + url.split("/", 3)[3].split("#")[0]


def esc(text: str) -> str:
    """Escaped for HTML, in text and in attributes."""
    return escape(text)


def shown_day(at: datetime, language: str) -> str:
    """A day as the outlet's readers read it."""
    return persian_day(at) if language == "fa" else english_day(at)


def shown_moment(at: datetime, language: str) -> str:
    """Day and time as the outlet's readers read them."""
    comma = "،" if language == "fa" else ","
    return f"{shown_day(at, language)}{comma} {clock_time(at, language)}"


def stamp(at: datetime) -> str:
    """A moment as metadata has it, "2026-05-04T09:30:00+00:00"."""
    return f"{at:%Y-%m-%dT%H:%M:%S+00:00}"


def direction(language: str) -> str:
    """The writing direction of a language."""
    return "rtl" if language == "fa" else "ltr"


def line_html(line: str, kind: LineKind, heading: str = "h2") -> str:
    """A line of an article's text as an element."""
    text = escape(line, quote=False)
    match kind:
        case "heading":
            return f"<{heading}>{text}</{heading}>"
        case "quote":
            return f"<blockquote><p>{text}</p></blockquote>"
        case "question":
            return f"<p><strong>{text}</strong></p>"
        case "paragraph":
            return f"<p>{text}</p>"


def body_html(item: SampleItem, heading: str = "h2") -> str:
    """An article's text as elements, a line each."""
    lines = zip(item.text.split("\n"), item.line_kinds, strict=True)
    return "\n".join(line_html(line, kind, heading) for line, kind in lines)


def byline(shown: Shown) -> str:
    """Who wrote it, as printed, escaped; empty where nobody signs."""
    item = shown.item
    comma = "،" if item.language == "fa" else ","
    names = f"{comma} ".join(item.authors)
    if item.agency:
        return esc(item.agency)
    if shown.credited is not None:
        own = word("via", item.language)
        if not names:
            return f"{esc(shown.credited.name)} {own} {esc(shown.outlet.name)}"
        if item.language == "fa":
            return f"{esc(names)}{comma} {own} {esc(shown.credited.name)}"
        return f"{esc(names)}{comma} {esc(shown.credited.name)} {own} {esc(shown.outlet.name)}"
    return esc(names)


def embedded_html(shown: Shown) -> str:
    """The articles that a round-up prints: heading, byline, text, link to the source."""
    return "\n".join(_printed(printed) for printed in shown.embedded)


def _printed(printed: Printed) -> str:
    item, language = printed.item, printed.item.language
    comma = "،" if language == "fa" else ","
    told = [*item.authors, printed.source.name, shown_day(printed.origin.published, language)]
    line = esc(f"{comma} ".join(told))
    link = f'<a href="{esc(printed.origin.url)}">{word("source", language)}</a>'
    return (
        f"<h2>{esc(item.title)}</h2>\n<p><em>{line}</em></p>\n"
        f"{body_html(item, 'h3')}\n<p>{link}</p>"
    )


def teaser(item: SampleItem) -> str:
    """The first words of a text, cut at a word."""
    first = item.text.split("\n")[0]
    words = first.split()
    return first if len(words) <= 26 else " ".join(words[:26]) + " …"
