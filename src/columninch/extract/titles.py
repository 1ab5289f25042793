"""The title, and the outlet's own name for itself."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from columninch.extract.statements import host_of
from columninch.text.normalise import fold, letters
from columninch.text.words import word_count

if TYPE_CHECKING:
    from collections.abc import Iterator

    from columninch.extract.statements import Statements

_TAIL_SEPARATOR = re.compile(r"(?:\s+[-–—|·•»:/]+\s+|\s*[|·•»]\s*)")
_SHARED = ("og:title", "twitter:title", "dc.title", "headline")
LONGEST_NAME = 6
"""Words of an outlet's name at the end of a title."""
LONG_TITLE, LONGEST_TITLE = 90, 150
"""Characters from which a headline may have been cut, or is a description."""
VARIANT, STRANGE = 0.5, 0.2
"""Shares of words: above the first one title is another's variant, below the second no kin."""


@dataclass(frozen=True, slots=True)
class TitleCandidate:
    """A title that a page states."""

    where: str
    printed: str
    bare: str
    """Without the outlet's name; empty where nothing else is said."""


def outlet_name(stated: Statements) -> str:
    """The publisher as the page itself names it, or an empty string."""
    name = stated.first("og:site_name", "application-name") or stated.article.publisher
    is_address = bool(re.fullmatch(r"(?:https?://)?(?:www\.)?[\w.-]+\.[a-z]{2,}/?", name, re.I))
    return stated.article.publisher if is_address and stated.article.publisher else name


def title_of(stated: Statements) -> str:
    """The headline without the outlet's name, or an empty string."""
    taken = next((one for one in title_candidates(stated) if one.bare), None)
    return _as_printed(taken.bare, stated.headings) if taken else ""


def title_candidates(stated: Statements) -> list[TitleCandidate]:
    """Every title that the page states, the likeliest first.

    Asked in turn: JSON-LD, og:title, the only h1 (or the one that the head's title repeats),
    the head's title. The printed heading comes first where it says better what the head of
    the page says for machines; JSON-LD comes last where it is cut or a description.
    """
    given = list(_stated(stated))
    bare = {one.where: one.bare for one in given}
    heading, linked = bare.get("h1", ""), bare.get("json-ld", "")
    shared, head = bare.get("meta og:title", ""), bare.get("title", "")
    if linked and shared and _is_poor(linked, shared, heading):
        given.sort(key=lambda one: one.where == "json-ld")
    elif not linked and _is_for_machines(shared, head, heading):
        given.sort(key=lambda one: one.where != "h1")
    return given


def _is_poor(linked: str, shared: str, heading: str) -> bool:
    """Whether JSON-LD's headline is cut, a description, or but a variant of the printed one."""
    plain = letters(linked)
    if len(linked) >= LONG_TITLE and letters(shared) != plain:
        return letters(shared).startswith(plain) or len(linked) > LONGEST_TITLE
    if not heading or not letters(heading) == letters(shared) != plain:
        return False
    return _likeness(linked, shared) >= VARIANT


def _is_for_machines(shared: str, head: str, heading: str) -> bool:
    """Whether og:title is only the head's title, and the page prints another heading."""
    if not heading or not shared or letters(shared) != letters(head):
        return False
    is_other = not letters(heading).endswith(letters(shared))
    return is_other and _likeness(heading, shared) >= STRANGE and word_count(heading) > 2


def _likeness(one: str, other: str) -> float:
    """The share of the shorter title's words that the other has too."""
    words, others = set(fold(one).split()), set(fold(other).split())
    return len(words & others) / max(1, min(len(words), len(others)))


def _stated(stated: Statements) -> Iterator[TitleCandidate]:
    names = outlet_names(stated)
    given = [("json-ld", stated.article.headline)]
    given += [(f"meta {name}", stated.first(name)) for name in _SHARED]
    given += [("h1", _heading(stated)), ("title", stated.title)]
    for where, printed in given:
        if printed:
            bare = without_outlet(printed, names)
            yield TitleCandidate(where, printed, "" if fold(bare) in names else bare)


def titles_of(stated: Statements, title: str) -> frozenset[str]:
    """All forms in which the page states its title, to be known again in the text."""
    given = (
        title,
        stated.article.headline,
        stated.first("og:title", "twitter:title"),
        stated.title,
    )
    headings = stated.headings if len(stated.headings) == 1 else ()
    return frozenset(one for one in (*given, *headings) if one)


def _as_printed(title: str, headings: tuple[str, ...]) -> str:
    """The heading where the title is a cut form of it, or goes on behind it after a separator.

    "The harbour council …", "Ferry fares rise again | Business | 4 March".
    """
    cut = re.sub(r"\s*(?:…|\.\.\.)$", "", title)
    if cut != title:
        whole = (one for one in headings if fold(one).startswith(fold(cut)))
        return next(whole, title)
    for one in headings:
        rest = title[len(one) :]
        if word_count(one) > 2 and title.startswith(one) and _TAIL_SEPARATOR.match(rest):
            return one
    return title


def _heading(stated: Statements) -> str:
    if len(stated.headings) == 1:
        return stated.headings[0]
    head = fold(stated.title)
    return next((one for one in stated.headings if fold(one) in head and word_count(one) > 2), "")


def outlet_names(stated: Statements) -> frozenset[str]:
    """Folded names under which the outlet may stand in a title or byline."""
    host = host_of(stated.url) or host_of(stated.canonical_link) or host_of(stated.first("og:url"))
    given = (
        stated.first("og:site_name"),
        stated.first("application-name"),
        stated.article.publisher,
        stated.first("twitter:site").lstrip("@"),
        host,
        host.partition(".")[0],
    )
    return frozenset(fold(one) for one in given if one)


def without_outlet(title: str, names: frozenset[str]) -> str:
    """`title` without an outlet's name before or behind a separator."""
    while True:
        shorter = _without_tail(title, names)
        if shorter == title:
            return title
        title = shorter


def _without_tail(title: str, names: frozenset[str]) -> str:
    separators = list(_TAIL_SEPARATOR.finditer(title))
    if not separators:
        return title
    first, last = separators[0], separators[-1]
    if _is_name(title[last.end() :], names):
        return title[: last.start()].strip()
    if _is_name(title[: first.start()], names):
        return title[first.end() :].strip()
    return title


def _is_name(part: str, names: frozenset[str]) -> bool:
    if word_count(part) > LONGEST_NAME:
        return False
    folded = fold(part).strip()
    squeezed = re.sub(r"\W", "", folded)
    return any(
        folded == name
        or squeezed == re.sub(r"\W", "", name)
        or (len(name) > 4 and folded.startswith(name + " "))
        for name in names
    )
