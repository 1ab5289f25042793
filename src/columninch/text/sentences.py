"""Sentences by rules: marks that end one, and what looks like an end but isn't.

No model: the same text gives the same sentences everywhere. A line feed always ends a
sentence, since a block's end is one. Initials, abbreviations, decimals, addresses and a full
stop before a small letter do not. Closing quotation marks and brackets belong to the sentence
that they close.
"""

from __future__ import annotations

import re

from columninch.records import Span
from columninch.text.abbreviations import (
    ABBREVIATIONS,
    BEFORE_NUMBERS,
    ENDINGS,
    EVERYWHERE,
    GOES_ON,
    MAY_END,
    SAYING,
    STARTERS,
)

_CLOSING = "\"'”’“‘»«›‹)\\]}」』"
"""Also those that open elsewhere: „so“, ”so“ and »so« close with them."""
_ENDS = re.compile(
    rf"[.!?…؟۔。！？]+(?:[{_CLOSING}]|[ \u00a0\u202f]»)*(?=\s|$)|[。！？]+[{_CLOSING}]*|(?=\n)"
)
_LAST_WORD = re.compile(r"[\w.'’\u200c-]+$")
_NEXT = re.compile(r"\s*[\"'“‘«‹(\[]*([^\W\d_]+|\d)?")
_FULL_STOP = re.compile(r"[.۔]")
_ELLIPSIS = re.compile(rf"(?:…|\.{{2,}})[{_CLOSING}]*")
_QUOTED = re.compile(rf".*[{_CLOSING}]")
_INITIAL = re.compile(r"(?:[^\W\d_]\.-?)*[^\W\d_]")
_ROMAN = re.compile(r"[IVXLC]{2,}")
_ORDINALS = frozenset(
    {"de", "da", "nb", "no", "nn", "cs", "fi", "tr", "hu", "sk", "sl", "hr", "sr"}
)
"""Languages that write an ordinal number with a full stop."""


def sentences(text: str, language: str = "") -> tuple[Span, ...]:
    """The sentences of `text` as spans without the white space around them, in order.

    Together they hold every character that isn't white space. `language` (ISO 639) chooses
    the abbreviations; without it, those that are common everywhere.
    """
    found: list[Span] = []
    start = 0
    for end in _ENDS.finditer(text):
        if end.end() > start and _is_end(text, start, end, language):
            _append(found, text, start, end.end())
            start = end.end()
    _append(found, text, start, len(text))
    return tuple(found)


def _append(found: list[Span], text: str, start: int, end: int) -> None:
    piece = text[start:end]
    bare = piece.strip()
    if bare:
        first = start + len(piece) - len(piece.lstrip())
        found.append(Span(first, first + len(bare)))


def _is_end(text: str, start: int, end: re.Match[str], language: str) -> bool:
    if end.end() == len(text) or text[end.end()] == "\n":
        return True
    found = _NEXT.match(text, end.end())
    following = (found and found[1]) or ""
    if following[:1].islower():  # also after "?" or "!": the sentence goes on behind a quotation
        return False
    if not _FULL_STOP.fullmatch(end[0]):
        return not _goes_on_after(end[0], following)
    word = _LAST_WORD.search(text, max(start, end.start() - 20), end.start())
    return word is None or not _is_abbreviation(word[0], following, language)


def _goes_on_after(mark: str, following: str) -> bool:
    """Whether the sentence goes on behind a mark, told by the word, where there are no capitals."""
    if _ELLIPSIS.fullmatch(mark):
        return following in GOES_ON
    return bool(_QUOTED.fullmatch(mark)) and following in SAYING


def _is_abbreviation(word: str, following: str, language: str) -> bool:
    """Whether the full stop after `word` is part of it, and the sentence goes on."""
    folded = word.lower().strip("(")
    if folded in BEFORE_NUMBERS:
        return following.isdigit()
    if following.lower() in STARTERS.get(language, frozenset()):
        return False
    if folded in MAY_END:
        return following.isdigit()
    if word.isdigit() or _ROMAN.fullmatch(word):
        return language in _ORDINALS and (len(word) <= 2 or not word.isdigit())
    if len(word) == 1 and word.isalpha():
        return True
    if folded in EVERYWHERE or folded in ABBREVIATIONS.get(language, frozenset()):
        return True
    if folded.endswith(ENDINGS.get(language, ())):
        return True
    return "." in word and _INITIAL.fullmatch(word) is not None and following[:1].isupper()
