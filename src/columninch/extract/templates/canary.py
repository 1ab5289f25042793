"""Whether an outlet's pages still hold text, date and author where they used to.

A new design doesn't announce itself: dates come from somewhere else, bylines are gone, the
text is cut. What was found where on an outlet's newest pages is compared with what was found
where before; that is told within a few pages, long before a week's figures are wrong.
"""

from __future__ import annotations

import statistics
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, get_args

if TYPE_CHECKING:
    from collections.abc import Sequence

Field = Literal["text", "date", "authors"]
FIELDS: tuple[Field, ...] = get_args(Field)

NEWEST = 5
"""Pages in a row on which a field must be missed where it used to be."""
FEWEST_BEFORE = 8
"""Pages before these, without which nothing is usual."""
MOST_BEFORE = 30
USUAL = 0.75
"""The share of the pages before on which a field was found at its usual place."""
SHRUNK = 0.3
"""Of the usual number of words: a text that short was not read whole."""
OLDEST = 30
"""Pages after a change, from which it is what is usual now."""
MEMORY = MOST_BEFORE + OLDEST
"""Pages that need to be remembered."""


@dataclass(frozen=True, slots=True)
class Found:
    """Where things were found on one page; an empty place where a thing was not found."""

    page: int
    """Tells the page apart from others."""
    text: str
    date: str
    authors: str
    words: int


@dataclass(frozen=True, slots=True)
class Change:
    """A field that stopped being found where it was."""

    field: Field
    usual: str
    """Where it was found before."""
    now: str
    """Where it is found now on most pages; empty: nowhere."""
    since_page: int
    """The first page on which it was missed there."""
    page_count: int
    """Pages since then."""
    words_before: int = 0
    """Of a text that shrank: the usual number of words, and that of now."""
    words_now: int = 0


def changes(found: Sequence[Found]) -> tuple[Change, ...]:
    """What changed on an outlet's pages, given in their order; at most one change a field.

    A field that only some pages have, such as a byline, has no usual place unless three
    pages of four have it there.
    """
    moved = (_moved(field, found) for field in FIELDS)
    told = [change for change in moved if change]
    if not any(change.field == "text" for change in told):
        shrunk = _shrunk(found)
        told += [shrunk] if shrunk else []
    return tuple(told)


def _moved(field: Field, found: Sequence[Found]) -> Change | None:
    places: list[str] = [getattr(page, field) for page in found]
    for newest in range(NEWEST, OLDEST + 1):
        before, now = places[:-newest][-MOST_BEFORE:], places[-newest:]
        if len(before) < FEWEST_BEFORE:
            return None
        usual, count = Counter(before).most_common(1)[0]
        if usual and count >= USUAL * len(before) and usual not in now and before[-1] == usual:
            most = Counter(now).most_common(1)[0][0]
            return Change(field, usual, most, found[-newest].page, newest)
    return None


def _shrunk(found: Sequence[Found]) -> Change | None:
    for newest in range(NEWEST, OLDEST + 1):
        before, now = found[:-newest][-MOST_BEFORE:], found[-newest:]
        if len(before) < FEWEST_BEFORE:
            return None
        usual = statistics.median(page.words for page in before)
        if all(page.words < SHRUNK * usual for page in now) and before[-1].words >= SHRUNK * usual:
            words = round(statistics.median(page.words for page in now))
            since = now[0].page
            return Change("text", "", "", since, newest, words_before=round(usual), words_now=words)
    return None
