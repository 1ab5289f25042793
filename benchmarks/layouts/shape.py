"""An article whose text is known to the letter, and a layout that prints it among other things."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

Language = Literal["en", "fa", "ar", "de", "fr"]
LineKind = Literal["paragraph", "heading", "item", "quote"]
MARKS: dict[str, LineKind] = {"## ": "heading", "- ": "item", "> ": "quote"}
"""How a paragraph that is more than a paragraph begins."""

LEAD = 22
"""Longer leads are cut after so many words."""


@dataclass(frozen=True)
class Line:
    """One line of an article's text, without its mark."""

    kind: LineKind
    text: str


@dataclass(frozen=True)
class Article:
    """What an outlet has to say, before a layout is put around it."""

    title: str
    standfirst: str
    """A sentence or two under the title; empty where there is none."""
    paragraphs: tuple[str, ...]
    """The text in order. One that begins with a mark of `MARKS` is a subheading, a point of
    a list or a block quotation."""
    author: str
    published: datetime
    section: str
    url: str

    @property
    def lines(self) -> tuple[Line, ...]:
        """The text in order, each line with its kind."""
        return tuple(_line(told) for told in self.paragraphs)

    @property
    def lead(self) -> str:
        """What a list of other articles prints under the title."""
        words = (self.standfirst or self.lines[0].text).split(" ")
        return " ".join(words) if len(words) <= LEAD else f"{' '.join(words[:LEAD])} …"


Writer = Callable[[Article, Sequence[Article], int], str]
"""(article, the outlet's other articles, the page's number) to the whole HTML."""


@dataclass(frozen=True)
class Layout:
    """How one invented outlet prints its articles."""

    name: str
    language: Language
    summary: str
    """What is hard about it."""
    page: Writer
    standfirst: bool = True
    """Whether the layout prints an article's standfirst; only then is it part of the truth."""


def truth(layout: Layout, article: Article) -> str:
    """The text of `article` that a page of `layout` prints: nothing more, nothing less."""
    told = [line.text for line in article.lines]
    if layout.standfirst and article.standfirst:
        told.insert(0, article.standfirst)
    return "\n".join(told)


def _line(told: str) -> Line:
    for mark, kind in MARKS.items():
        if told.startswith(mark):
            return Line(kind, told.removeprefix(mark))
    return Line("paragraph", told)
