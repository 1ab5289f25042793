"""Whether a quotation stands word for word in the plain text of its archived source.

What may differ is layout: white space, soft hyphens, marks of direction, the shape of
quotation marks and apostrophes, and the Unicode form (NFC). Everything else must be equal:
one changed letter or digit, one dropped word, and the quotation is refused. It also has to
begin and end where words do, or "not" could be cut from "nothing".
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from columninch.quotes.plain import plain_text
from columninch.records import Span

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["find_verbatim", "plain_text"]

LONGEST_STRETCH = 1000
"""In characters: how far apart the parts of a shortened quotation may stand."""
FEWEST_WORDS_IN_PART = 2

_SINGLE_MARKS = "'‘’‚‛ʼ‹›`´′＇"
_DOUBLE_MARKS = '"“”„‟«»″＂'
_SPACES = "\t\n\x0b\x0c\r\x1c\x1d\x1e\x1f\x85\xa0\u1680\u2028\u2029\u202f\u205f\u3000" + "".join(
    map(chr, range(0x2000, 0x200B))
)
_IGNORED = "\u00ad\u061c\u200e\u200f" + "".join(
    map(chr, [*range(0x202A, 0x202F), *range(0x2066, 0x206A)])
)
_SAME_LENGTH = str.maketrans(
    dict.fromkeys(_SINGLE_MARKS, "'")
    | dict.fromkeys(_DOUBLE_MARKS, '"')
    | dict.fromkeys(_SPACES, " ")
)
_TO_COLLAPSE = re.compile(f" {{2,}}[ {_IGNORED}]*| ?[{_IGNORED}][ {_IGNORED}]*")
_ELLIPSIS = re.compile(r"\s*\[\s*(?:…|\.\.\.|\. \. \.)\s*\]\s*")
_WORD = re.compile(r"[^\W_]+")
_HYPHENS = "-\u2010\u2011\u2212"
_JOINERS = f"'{_HYPHENS}\u200c\u200d_"
_NUMBER_JOINERS = ".,:/٫٬"


@dataclass(frozen=True, slots=True)
class _Canonical:
    """A text with its layout made even, and the way back to the text as given."""

    text: str
    places: tuple[int, ...]
    """In `text`: where each piece that was copied in one go begins."""
    origins: tuple[int, ...]
    """In the text as given: where the same piece begins."""

    def origin(self, place: int) -> int:
        piece = bisect_right(self.places, place) - 1
        return self.origins[piece] + place - self.places[piece]


def find_verbatim(quotation: str, plain: str) -> Span | None:
    """Where `quotation` stands word for word in `plain`, or None where it doesn't.

    The span is of `plain` as given (code points, half-open), the first place there is.
    "[…]" or "[...]" in the quotation stands for words left out: the parts must have two
    words or more each, and stand in that order within 1,000 characters. Other words in
    square brackets are accepted only where the source has them too.
    """
    source = _canonical(plain)
    wanted = _canonical(quotation).text.strip(" ")
    found = _first_place(wanted, source.text)
    if found is None:
        found = _shortened_place(_ELLIPSIS.split(wanted), source.text)
    if found is None:
        return None
    start, end = source.origin(found.start), source.origin(found.end - 1) + 1
    while end < len(plain) and _may_compose(plain[max(start, end - 3) : end], plain[end]):
        end += 1  # the last character is given in several code points
    return Span(start, end)


def _first_place(wanted: str, source: str) -> Span | None:
    if not _WORD.search(wanted):
        return None
    return next(_places(wanted, source, 0, len(source)), None)


def _places(wanted: str, source: str, start: int, end: int) -> Iterator[Span]:
    """Every place in source[start:end] where `wanted` stands and cuts no word."""
    at = source.find(wanted, start, end)
    while at >= 0:
        if not _cuts(source, at) and not _cuts(source, at + len(wanted)):
            yield Span(at, at + len(wanted))
        at = source.find(wanted, at + 1, end)


def _shortened_place(parts: list[str], source: str) -> Span | None:
    if len(parts) < 2 or any(len(_WORD.findall(part)) < FEWEST_WORDS_IN_PART for part in parts):
        return None
    for first in _places(parts[0], source, 0, len(source)):
        end = _end_of_parts(parts[1:], source, first.end, first.start + LONGEST_STRETCH)
        if end is not None:
            return Span(first.start, end)
    return None


def _end_of_parts(parts: list[str], source: str, start: int, limit: int) -> int | None:
    """Where the last part ends when each stands behind the one before, all before `limit`."""
    end = start
    for part in parts:
        found = next(_places(part, source, end, limit), None)
        if found is None:
            return None
        end = found.end
    return end


def _cuts(source: str, place: int) -> bool:
    """Whether a cut at `place` goes through a word or a number."""
    if place <= 0 or place >= len(source):
        return False
    before, after = source[place - 1], source[place]
    if unicodedata.category(after).startswith("M"):
        return True  # a mark belongs to the letter before it
    if _is_word(before) and _is_word(after):
        return True
    return _cuts_at_joiner(source, place, before, after)


def _cuts_at_joiner(source: str, place: int, before: str, after: str) -> bool:
    """Whether the cut is beside an apostrophe, hyphen or decimal mark inside a word."""
    two_before = source[place - 2] if place > 1 else " "
    two_after = source[place + 1] if place + 1 < len(source) else " "
    if before in _HYPHENS and after.isdigit():
        return True  # the sign of a number
    return (_is_word(before) and _joins(before, after, two_after)) or (
        _is_word(after) and _joins(two_before, before, after)
    )


def _joins(left: str, middle: str, right: str) -> bool:
    if middle in _JOINERS:
        return _is_word(left) and _is_word(right)
    return middle in _NUMBER_JOINERS and left.isdigit() and right.isdigit()


def _is_word(character: str) -> bool:
    return character.isalnum() or unicodedata.category(character).startswith("M")


@lru_cache(maxsize=16)  # an entry's quotations come from few captures, one after the other
def _canonical(text: str) -> _Canonical:
    if not unicodedata.is_normalized("NFC", text):
        return _canonical_of_decomposed(text)
    even = text.translate(_SAME_LENGTH)
    pieces: list[str] = []
    places, origins = [0], [0]
    copied = length = 0
    for run in _TO_COLLAPSE.finditer(even):
        kept = " " if " " in run[0] else ""
        pieces += [even[copied : run.start()], kept]
        length += run.start() - copied + len(kept)
        copied = run.end()
        places.append(length)
        origins.append(copied)
        if kept:  # the one space that is left maps to the first of the run
            places.insert(-1, length - 1)
            origins.insert(-1, run.start())
    pieces.append(even[copied:])
    return _Canonical("".join(pieces), tuple(places), tuple(origins))


def _canonical_of_decomposed(text: str) -> _Canonical:
    """The same for a text that isn't NFC: composed cluster by cluster first."""
    clusters = _clusters(text)
    composed = [unicodedata.normalize("NFC", cluster) for cluster in clusters]
    starts: list[int] = []
    at = 0
    for cluster, characters in zip(clusters, composed, strict=True):
        starts += [at] * len(characters)
        at += len(cluster)
    starts.append(at)
    even = _canonical(unicodedata.normalize("NFC", "".join(composed)))
    places = range(len(even.text) + 1)
    return _Canonical(
        even.text, tuple(places), tuple(starts[even.origin(place)] for place in places)
    )


def _clusters(text: str) -> list[str]:
    """`text` cut before each character that never composes with what stands before it."""
    clusters: list[str] = []
    for character in text:
        if clusters and _may_compose(clusters[-1], character):
            clusters[-1] += character
        else:
            clusters.append(character)
    return clusters


def _may_compose(cluster: str, character: str) -> bool:
    if ord(character) < 0x300:
        return False
    if unicodedata.combining(character):
        return True
    apart = unicodedata.normalize("NFC", cluster) + unicodedata.normalize("NFC", character)
    return unicodedata.normalize("NFC", cluster + character) != apart
