"""A page as its lines: what stands where, article and furniture alike.

A line is the text of an innermost block. Its place is the chain of blocks round it, each by
its tag and the words of its classes, which an outlet's template gives to every page alike.
"""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import TYPE_CHECKING

from lxml import etree

from columninch.extract.assemble import tidy
from columninch.extract.tree import BLOCK_TAGS, UNSEEN_TAGS
from columninch.text.normalise import fold
from columninch.text.words import word_count

if TYPE_CHECKING:
    from collections.abc import Iterator

DEEPEST = 6
"""Blocks round a line that make its place."""
MOST_LINES = 4000
"""Of one page; what comes after is not looked at."""
FEWEST_PROSE_WORDS = 10
LONGEST_CAPTION = 400
"""Characters."""

_SKIPPED = UNSEEN_TAGS | frozenset(["select", "button", "iframe", "object"])
_END_OF_LINE = ("", False)
_SENTENCE_END = re.compile(r"[.!?؟…。۔][\"'”’»)\]]*$")
_DIGITS = re.compile(r"\d+")
_NO_LETTERS = re.compile(r"[^\w]+")
_HUMPS = "(?:[A-Z]?[a-z]{2,}(?:[A-Z][a-z]+)*|[a-z](?=[-_]))"
_CLASS_WORD = re.compile(rf"{_HUMPS}(?:[_-]+{_HUMPS})*")
_PARTS = re.compile("[A-Z]?[a-z]+")
_VOWEL = re.compile("[aeiouy]", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a page."""

    text: str
    key: str
    """The same for the same words, whatever their digits and marks."""
    place: str
    """The blocks round it, outermost first."""
    parent: int
    """Lines with the same number stand in one and the same element."""
    outer: int
    """The same, of the element round that one."""
    words: int
    link_share: float
    """Of its characters."""
    is_sentence: bool
    """It ends as a sentence does."""
    is_prose: bool
    """The same, and it is no mere label or link."""
    is_heading: bool
    has_digits: bool
    is_beside_picture: bool
    """It is nearly all the text that stands in one element with a picture."""


def key_of(text: str) -> str:
    """By what a line is known: its words, folded, digits as one, without marks."""
    words = _NO_LETTERS.sub("", _DIGITS.sub("0", fold(text)))
    return hashlib.blake2b(words.encode(), digest_size=6).hexdigest() if words else ""


def outline(root: etree._Element) -> tuple[Line, ...]:
    """The lines of a page in their order. `root` is not changed."""
    body = root.find("body")
    walker = _Walker()
    walker.walk(root if body is None else body)
    return tuple(walker.lines)


@dataclass(slots=True)
class _Open:
    """A block that is open while its inside is walked."""

    place: str
    number: int
    first_line: int
    is_heading: bool
    has_picture: bool = False


class _Walker:
    """Walks a tree once and notes its lines."""

    def __init__(self) -> None:
        self.lines: list[Line] = []
        self._open: list[_Open] = []
        self._runs: list[tuple[str, bool]] = []
        self._links = 0
        self._count = 0

    def walk(self, top: etree._Element) -> None:
        walk = etree.iterwalk(top, events=("start", "end"))
        for event, node in walk:
            tag = node.tag if isinstance(node.tag, str) else ""
            if event == "start":
                if tag in _SKIPPED or not tag or len(self.lines) >= MOST_LINES:
                    walk.skip_subtree()
                    continue
                self._start(node, tag)
                self._text(node.text)
                continue
            if tag and tag not in _SKIPPED:
                self._end(node, tag)
            if node is not top:
                self._text(node.tail)
        self._flush()

    def _text(self, text: str | None) -> None:
        if text:
            self._runs.append((text, self._links > 0))

    def _start(self, node: etree._Element, tag: str) -> None:
        if tag == "a":
            self._links += 1
        elif tag == "br":
            self._runs.append(_END_OF_LINE)
        elif tag in {"img", "picture", "amp-img", "video"} and self._open:
            self._open[-1].has_picture = True
        if tag not in BLOCK_TAGS or tag == "br":
            if not self._open:
                self._push(node, tag)
            return
        self._flush()
        self._push(node, tag)

    def _push(self, node: etree._Element, tag: str) -> None:
        outer = self._open[-1].place.split(" > ") if self._open else []
        place = " > ".join([*outer[1 - DEEPEST :], signature(tag, node.get("class") or "")])
        self._count += 1
        heading = tag in {"h1", "h2", "h3", "h4", "h5", "h6"}
        self._open.append(_Open(place, self._count, len(self.lines), heading))

    def _end(self, node: etree._Element, tag: str) -> None:
        if tag == "a":
            self._links -= 1
        if tag not in BLOCK_TAGS or tag == "br":
            return
        self._flush()
        if len(self._open) > 1:
            closed = self._open.pop()
            self._open[-1].has_picture |= closed.has_picture and not self._mark_caption(closed)

    def _mark_caption(self, block: _Open) -> bool:
        """Note the caption of a block with a picture; whether the block had text."""
        inside = self.lines[block.first_line :]
        if not inside or not block.has_picture:
            return bool(inside)
        longest = max(range(len(inside)), key=lambda at: len(inside[at].text))
        length = len(inside[longest].text)
        whole = sum(len(line.text) for line in inside)
        if whole <= LONGEST_CAPTION and length >= 0.6 * whole:
            for at, line in enumerate(inside):
                self.lines[block.first_line + at] = replace(line, is_beside_picture=True)
        return True

    def _flush(self) -> None:
        if not self._runs:
            return
        runs, self._runs = self._runs, []
        block = self._open[-1]
        outside = [one.number for one in self._open[-3:-1]] or [block.number]
        for text, link_share in _split(runs):
            self.lines.append(_line(text, link_share, block, outside))


def _split(runs: list[tuple[str, bool]]) -> Iterator[tuple[str, float]]:
    """The lines of a block, each with the share of its characters in links."""
    line: list[tuple[str, bool]] = []
    for run in [*runs, _END_OF_LINE]:
        if run is not _END_OF_LINE:
            line.append(run)
            continue
        text = tidy("".join(part for part, _ in line))
        if text:
            linked = tidy("".join(part for part, in_link in line if in_link))
            yield text, min(len(linked) / len(text), 1.0)
        line = []


def _line(text: str, link_share: float, block: _Open, outside: list[int]) -> Line:
    words = word_count(text)
    is_sentence = bool(_SENTENCE_END.search(text))
    return Line(
        text=text,
        key=key_of(text),
        place=block.place,
        parent=outside[-1],
        outer=outside[0],
        words=words,
        link_share=link_share,
        is_sentence=is_sentence,
        is_prose=is_sentence and words >= FEWEST_PROSE_WORDS and link_share < 0.5,
        is_heading=block.is_heading,
        has_digits=bool(_DIGITS.search(text)),
        is_beside_picture=False,
    )


@lru_cache(maxsize=4096)
def signature(tag: str, classes: str) -> str:
    """A block's tag with those of its classes that a person would have named."""
    named = sorted({one for one in classes.split()[:8] if _is_named(one)})[:3]
    return ".".join([tag, *named])


def _is_named(word: str) -> bool:
    """Whether a class is a name, rather than a number or letters that a build made up."""
    if len(word) < 3 or not _CLASS_WORD.fullmatch(word):
        return False
    return all(_VOWEL.search(part) for part in _PARTS.findall(word) if len(part) > 3)
