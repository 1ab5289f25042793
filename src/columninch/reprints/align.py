"""The passages that two texts share: runs of words, as long as they go."""

from __future__ import annotations

from typing import TYPE_CHECKING

from columninch.records import Passage, Span
from columninch.reprints.shingles import SHINGLE_WORDS, word_places

if TYPE_CHECKING:
    from columninch.reprints.shingles import Shingled

_MOST_PLACES = 32
"""How many places in the other text are tried for one shingle; a litany would have hundreds."""


def shared_passages(here: Shingled, there: Shingled) -> tuple[Passage, ...]:
    """The runs of eight words or more that both texts have, in the order of `here`.

    No two of them overlap in `here`; of several ways to begin at a word the longest is
    taken. The spans are of the texts as given, from the first word to the end of the last.
    """
    places: dict[int, list[int]] = {}
    for place, value in enumerate(there.sequence.tolist()):
        places.setdefault(value, []).append(place)
    sequence, other = here.sequence.tolist(), there.sequence.tolist()
    places_here, places_there = word_places(here.text), word_places(there.text)
    passages: list[Passage] = []
    at = 0
    while at < len(sequence):
        starts = places.get(sequence[at], [])[:_MOST_PLACES]
        length, start = max(
            ((_run_length(sequence, at, other, start), -start) for start in starts), default=(0, 0)
        )
        if length:
            words = length + SHINGLE_WORDS - 1
            passages.append(
                Passage(_span(places_here, at, words), _span(places_there, -start, words))
            )
            at += words
        else:
            at += 1
    return tuple(passages)


def _run_length(here: list[int], at: int, there: list[int], start: int) -> int:
    """For how many shingles the two sequences go on alike."""
    length = 0
    for one, other in zip(here[at:], there[start:], strict=False):
        if one != other:
            break
        length += 1
    return length


def _span(places: tuple[tuple[int, int], ...], first: int, count: int) -> Span:
    return Span(places[first][0], places[first + count - 1][1])
