"""Folding: what two people would type differently and mean alike becomes the same.

For search and comparing only, never for what is shown. What is folded:

- compatibility forms and width (NFKC): ﻛ and ک, Ａ and a, ½ and 1⁄2, no-break spaces;
- case (full case folding): ß and ss;
- Arabic yeh, alef maksura and kaf to the Persian letters, teh marbuta and heh forms to heh;
- accents and vowel marks dropped, hamza and madda above or below a letter with them;
- kashida, zero-width non-joiner and all other invisible format characters dropped;
- digits of every script to ASCII;
- quotation marks to ", apostrophes to ', dashes to -, Arabic and full-width punctuation to
  its ASCII counterpart.

The zero-width non-joiner becomes nothing rather than a space, so that a word stays one word:
`words` finds as many in the folded text as in the original. A plural written apart with a
space is two words before and after.

Folding works on code points with a table and is idempotent: folding twice changes nothing.
After Unicode Standard Annex 15 (normalisation forms) and the Unicode Standard, section 3.13
(case folding); the Arabic and Persian rules follow Lucene's two normalisation filters.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from columninch.records import Span

_NFKC: Final = "NFKC"


@dataclass(frozen=True, slots=True)
class Folded:
    """A folded text, and the way back to the text as given.

    The text is cut into pieces: every other one, from the first, has one folded character for
    each of the original; between them stand clusters that gave none or several, or that
    several gave.
    """

    text: str
    places: tuple[int, ...]
    """Where each piece begins in `text`; the last is its length."""
    origins: tuple[int, ...]
    """Where the same piece begins in the original; the last is its length."""

    def span(self, start: int, end: int) -> Span:
        """The stretch of the original that gave `text[start:end]`.

        Of characters that gave several, as ½ does, it holds the whole. Folded, it gives these
        words again. Raises `ValueError` for a stretch that `text` doesn't have.
        """
        if not 0 <= start <= end <= len(self.text):
            raise ValueError(f"{start} to {end} is no stretch of {len(self.text)} characters")
        if start == end:
            origin = self._begin(start)
            return Span(origin, origin)
        last = bisect_right(self.places, end - 1) - 1
        if last % 2:
            return Span(self._begin(start), self.origins[last + 1])
        return Span(self._begin(start), self.origins[last] + end - self.places[last])

    def _begin(self, place: int) -> int:
        piece = bisect_right(self.places, place) - 1
        within = 0 if piece % 2 else place - self.places[piece]
        return self.origins[piece] + within


def letters(text: str) -> str:
    """The letters and digits of `text`, folded: by which one text is looked for in another."""
    return "".join(filter(str.isalnum, fold(text)))


def fold(text: str) -> str:
    """`text` folded; the same as `folded(text).text`, quicker."""
    if text.isascii():
        return text.lower()
    folded = unicodedata.normalize(_NFKC, text).translate(_TABLE)
    while not unicodedata.is_normalized(_NFKC, folded):
        # Dropping a mark can bring together two characters that compose.
        folded = unicodedata.normalize(_NFKC, folded).translate(_TABLE)
    return folded


def folded(text: str) -> Folded:
    """`text` folded, with the way back to it."""
    if text.isascii():
        return Folded(text.lower(), (0, len(text)), (0, len(text)))
    places, origins = [0], [0]
    place = 0
    for cluster in _UNEVEN.finditer(text.translate(_SHAPES)):
        start, end = cluster.span()
        place += start - origins[-1]
        places.append(place)
        origins.append(start)
        place += len(_folded_cluster(text[start:end]))
        places.append(place)
        origins.append(end)
    places.append(place + len(text) - origins[-1])
    origins.append(len(text))
    return Folded(fold(text), tuple(places), tuple(origins))


class _Table(dict[int, str]):
    """For `str.translate`: what each code point becomes, worked out when first met."""

    def __missing__(self, code: int) -> str:
        folded = self[code] = _fold_character(chr(code))
        return folded


_QUOTATION_MARKS = "«»“”„‟‹›「」『』〝〞〟＂❝❞"
_APOSTROPHES = "‘’‚‛ʼʻ′"
_DASHES = "‐‑‒–—―−﹘﹣－"
_OTHERS = {
    "ي": "ی",
    "ى": "ی",
    "ې": "ی",
    "ے": "ی",
    "ك": "ک",
    "ڪ": "ک",
    "ة": "ه",
    "ہ": "ه",
    "ھ": "ه",
    "ە": "ه",
    "ۃ": "ه",
    "ٱ": "ا",
    "،": ",",
    "؛": ";",
    "؟": "?",
    "٪": "%",
    "٫": ".",
    "٬": ",",
    "۔": ".",
    "。": ".",
    "、": ",",
    "ـ": "",  # kashida
}
_PLAIN: dict[str, str] = (
    dict.fromkeys(_QUOTATION_MARKS, '"')
    | dict.fromkeys(_APOSTROPHES, "'")
    | dict.fromkeys(_DASHES, "-")
    | _OTHERS
)
_MARKS_DROPPED = (
    (0x0300, 0x036F),  # accents of Latin, Greek and Cyrillic
    (0x0591, 0x05C7),  # Hebrew points
    (0x0610, 0x061A),  # Arabic signs and vowel marks, as far as 0x08FF
    (0x064B, 0x065F),
    (0x0670, 0x0670),
    (0x06D6, 0x06ED),
    (0x08D3, 0x08FF),
    (0xFE00, 0xFE0F),  # variation selectors
)
"""Marks of other scripts are letters of their own, such as Devanagari's vowel signs."""


def _fold_character(character: str) -> str:
    """One code point folded until nothing changes any more."""
    folded = character
    while True:
        step = "".join(map(_step, unicodedata.normalize("NFKD", folded)))
        step = unicodedata.normalize("NFC", step.casefold())
        if step == folded:
            return folded
        folded = step


def _step(character: str) -> str:
    if character in _PLAIN:
        return _PLAIN[character]
    category = unicodedata.category(character)
    if category == "Nd":
        return str(unicodedata.decimal(character))
    if category == "Cf" or (category == "Mn" and _is_dropped(ord(character))):
        return ""
    return character


def _is_dropped(code: int) -> bool:
    return any(first <= code <= last for first, last in _MARKS_DROPPED)


_TABLE = _Table()


@lru_cache(maxsize=8192)
def _folded_cluster(cluster: str) -> str:
    return fold(cluster)


class _Shapes(dict[int, str]):
    """For `str.translate`: how each code point takes part in clusters.

    "j" joins what stands before it, "1" gives one folded character, "x" none or several.
    """

    def __missing__(self, code: int) -> str:
        character = chr(code)
        alone = "1" if len(_folded_cluster(character)) == 1 else "x"
        shape = self[code] = "j" if _joins(character) else alone
        return shape


_SHAPES = _Shapes()
_UNEVEN = re.compile(".j+|x|j+", re.DOTALL)
"""A letter with all that may compose with it, and what doesn't fold to one character."""


def _joins(character: str) -> bool:
    """Whether it may change together with what stands before it."""
    code = ord(character)
    if code < 0x300:
        return code == 0xAD  # once it is dropped, what stands around it may compose
    is_hangul = 0x1160 <= code <= 0x11FF or 0xFFA0 <= code <= 0xFFDC or 0x3130 <= code <= 0x318F
    return is_hangul or code in (0xFF9E, 0xFF9F) or unicodedata.category(character)[0] in "MC"
