"""A page as the lines that a reader sees, each with how it is printed.

A block element makes a line, and so does each line break: pages of the nineties have no other
paragraphs, and blogs print title, byline and link in one.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from lxml import etree

from columninch.extract.assemble import tidy
from columninch.records import BlockKind
from columninch.text.words import word_count, word_set

if TYPE_CHECKING:
    from collections.abc import Iterator

_KINDS: dict[str, BlockKind] = {
    **dict.fromkeys(("h1", "h2", "h3", "h4", "h5", "h6"), "heading"),
    "li": "list",
    "blockquote": "quote",
    "figcaption": "caption",
}
_TITLES = word_set("h1 h2 h3 h4 h5 h6 summary dt")
_BLOCKS = (
    word_set(
        "p div section article main header footer aside ul ol dl table tbody thead tfoot tr td th "
        "center pre figure body details address fieldset"
    )
    | frozenset(_KINDS)
    | _TITLES
)
_OUTSIDE = word_set(
    "nav script style template noscript iframe object form svg head title button select textarea "
    "video audio"
)
_PRINTED = word_set("b strong big i em u small cite")
_SET_APART = word_set("small cite time")
"""Inside a heading these are the line below it."""
_POSTS = re.compile(r"twitter-tweet|instagram-media|tiktok-embed|bluesky-embed|reddit-embed")
"""Posts from elsewhere that a page shows."""
_EDGES = word_set("span time cite small a em i b strong font")
"""Two of these side by side with nothing between are two statements."""
_WHOLE = ("p", "div", "h2", "h3", "h4", "h5", "h6", "blockquote", "ul")
FEWEST_IN_ITEM = 3
"""Blocks in a list's item from which on it is an article."""
EDGE = " | "


@dataclass(frozen=True, slots=True)
class Link:
    """A link in a line."""

    href: str
    text: str
    before: str
    """What is printed in the line before it."""


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of a line between two marks."""

    text: str
    marks: tuple[str, ...]
    link: etree._Element | None
    edge: bool
    """Another inline element ended or begins here."""


@dataclass(frozen=True)
class Line:
    """One line as it is printed; what few lines are asked for is made when asked."""

    text: str
    words: int
    kind: BlockKind
    holder: etree._Element
    runs: tuple[Run, ...]
    is_joined: bool
    """It goes on a block behind a single line break."""
    follows_rule: bool
    titled: str
    """The name of the heading's element that it stands in, or empty."""
    in_figure: bool

    @property
    def is_heading(self) -> bool:
        """Whether the page marks it as a heading."""
        return self.kind == "heading"

    @property
    def rank(self) -> int:
        """1 for the highest headings to 6, 0 for what is none."""
        return int(self.titled[1]) if self.titled[:1] == "h" else 0

    @cached_property
    def style(self) -> str:
        """How it is printed: the element's name, or its class and the marks all of it has."""
        if self.titled:
            return self.titled
        shared = set.intersection(*(set(run.marks) for run in self.runs if run.text.strip()))
        named = " ".join((self.holder.get("class") or "").split())
        return f"{self.holder.tag}.{named}:{','.join(sorted(shared))}"

    @cached_property
    def stated(self) -> str:
        """The text with a mark between elements that stand side by side."""
        parts: list[str] = []
        for run in self.runs:
            if not run.text.strip():
                continue
            touches = run.edge and parts and not _is_open(parts[-1], run.text)
            parts += [EDGE if touches else " " if run.text[0].isspace() else "", run.text]
        return tidy("".join(parts))

    @cached_property
    def links(self) -> tuple[Link, ...]:
        """The links in it, none of a picture's."""
        return () if self.in_figure else tuple(_links(self.runs))

    @property
    def link_share(self) -> float:
        """How much of it stands in links."""
        return min(1.0, sum(len(link.text) for link in self.links) / max(len(self.text), 1))


def lines_of(root: etree._Element) -> list[Line]:
    """The lines of a page, in order; what no reader takes for its text is left out."""
    return list(_Walk(root).lines())


class _Walk:
    """One walk through a tree."""

    def __init__(self, root: etree._Element) -> None:
        self._root = root
        self._runs: list[Run] = []
        self._blocks: list[etree._Element] = []
        self._kinds: list[BlockKind] = ["paragraph"]
        self._marks: list[str] = []
        self._links: list[etree._Element] = []
        self._breaks = 0
        self._rule = False
        self._edge = False
        self._apart = 0

    def lines(self) -> Iterator[Line]:
        skipped: etree._Element | None = None
        for event, node in etree.iterwalk(self._root, events=("start", "end")):
            tag = node.tag if isinstance(node.tag, str) else ""
            if skipped is None and event == "start" and _is_outside(node, tag):
                skipped = node
            if skipped is None:
                yield from self._start(node, tag) if event == "start" else self._end(node, tag)
            elif skipped is node and event == "end":
                skipped = None
                self._take(node.tail)
        yield from self._flushed()

    def _start(self, node: etree._Element, tag: str) -> Iterator[Line]:
        is_apart = self._is_set_apart(node, tag)
        if tag in _BLOCKS or is_apart:
            yield from self._flushed()
        self._apart += is_apart
        if tag in _BLOCKS:
            self._breaks = 0
            self._blocks.append(node)
            self._kinds.append(self._kind(node, tag))
        elif tag == "br":
            yield from self._flushed()
            self._breaks += 1
        elif tag == "hr":
            yield from self._flushed()
            self._rule = True
        if tag == "a":
            self._links.append(node)
        self._edge = self._edge or tag in _EDGES
        self._marks += _marks(node, tag)
        self._take(node.text)

    def _end(self, node: etree._Element, tag: str) -> Iterator[Line]:
        if tag in _BLOCKS:
            yield from self._flushed()
            self._breaks = 0
            self._blocks.pop()
            self._kinds.pop()
        elif self._is_set_apart(node, tag):
            yield from self._flushed()
            self._apart -= 1
        if tag == "a":
            self._links.pop()
        self._edge = self._edge or tag in _EDGES
        for _ in _marks(node, tag):
            self._marks.pop()
        if node is not self._root:
            self._take(node.tail)

    def _title(self) -> str:
        """The name of the heading that the line stands in, or empty."""
        return next((str(one.tag) for one in self._blocks[:-6:-1] if one.tag in _TITLES), "")

    def _kind(self, node: etree._Element, tag: str) -> BlockKind:
        """A paragraph in a list's item is of the list, unless a whole article stands there."""
        outer = self._kinds[-1]
        if outer == "list" and tag in {"p", "div"}:
            siblings = self._blocks[-1].iterchildren(*_WHOLE)
            outer = "paragraph" if sum(1 for _ in siblings) >= FEWEST_IN_ITEM else outer
        return _KINDS.get(tag, outer)

    def _is_set_apart(self, node: etree._Element, tag: str) -> bool:
        is_small = tag in _SET_APART or (tag == "span" and _is_credit_class(node))
        return is_small and any(one.tag in _TITLES for one in self._blocks)

    def _take(self, text: str | None) -> None:
        if text:
            link = self._links[-1] if self._links else None
            self._runs.append(Run(text, tuple(self._marks), link, self._edge))
            if text.strip():
                self._edge = False

    def _flushed(self) -> Iterator[Line]:
        if not self._runs:
            return
        runs, self._runs = self._runs, []
        text = tidy("".join([run.text for run in runs]))
        if text and self._blocks:
            yield Line(
                text=text,
                words=word_count(text),
                kind="paragraph" if self._apart else self._kinds[-1],
                holder=self._blocks[-1],
                runs=tuple(runs),
                is_joined=self._breaks == 1,
                follows_rule=self._rule,
                titled="" if self._apart else self._title(),
                in_figure=any(one.tag == "figure" for one in self._blocks[:-4:-1]),
            )
            self._breaks, self._rule, self._edge = 0, False, False


def is_post(node: etree._Element) -> bool:
    """Whether it is a post from elsewhere that a page shows."""
    return node.tag == "blockquote" and bool(_POSTS.search(node.get("class") or ""))


def _is_outside(node: etree._Element, tag: str) -> bool:
    if tag in _OUTSIDE or (tag in _BLOCKS and node.get("hidden") is not None):
        return True
    if is_post(node):
        return True
    # the foot of an article may hold its credit; the page's foot holds nothing of ours
    return tag in {"aside", "footer"} and not any(
        one.tag in {"article", "section", "blockquote", "details"} for one in node.iterancestors()
    )


def _is_credit_class(node: etree._Element) -> bool:
    named = (node.get("class") or "").lower()
    return any(word in named for word in ("date", "meta", "source", "outlet", "byline", "author"))


def _marks(node: etree._Element, tag: str) -> list[str]:
    """The marks that an inline element gives to its text."""
    if tag == "font":
        return [f"size {node.get('size') or ''}"]
    if tag == "a":
        return ["a"] if node.get("href") else []
    if tag == "span" and "bold" in (node.get("style") or ""):
        return ["b"]
    return [{"strong": "b", "em": "i"}.get(tag, tag)] if tag in _PRINTED else []


def _is_open(before: str, after: str) -> bool:
    """Whether one text runs on into the next: "by", an opening bracket, a comma."""
    end = before.rstrip()
    runs_on = not end[-1:].isalnum() or end[-3:].lower() in {" by", " in", "for"}
    return runs_on or not after.lstrip()[:1].isalnum()


def _links(runs: tuple[Run, ...]) -> Iterator[Link]:
    before, seen = "", set[etree._Element]()
    for run in runs:
        if run.link is not None and run.link not in seen and run.link.get("href"):
            seen.add(run.link)
            text = tidy("".join(one.text for one in runs if one.link is run.link))
            if text:
                yield Link(run.link.get("href") or "", text, tidy(before[-60:]))
        before += run.text
