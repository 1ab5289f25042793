"""Sentences by rules: marks that end one, and what looks like an end but isn't.

No model: the same text gives the same sentences everywhere. A line feed always ends a
sentence, since a block's end is one. Initials, abbreviations, decimals, addresses and a full
stop before a small letter do not. Closing quotation marks and brackets belong to the sentence
that they close.
"""

from __future__ import annotations

import re

from columninch.records import Span
from columninch.text.words import word_set

_CLOSING = "\"'”’»›)\\]}」』"
_ENDS = re.compile(rf"[.!?…؟۔。！？]+[{_CLOSING}]*(?=\s|$)|[。！？]+[{_CLOSING}]*|(?=\n)")
_LAST_WORD = re.compile(r"[\w.'’\u200c-]+$")
_NEXT = re.compile(r"\s*[\"'“‘«‹(\[]*(\w)?")
_ONLY_DOT = re.compile(r"\.[\"'”’»›)\]}]*")
_INITIAL = re.compile(r"(?:[^\W\d_]\.)*[^\W\d_]")

_EVERYWHERE = word_set("dr mr mrs ms prof st sr jr vs etc e.g i.e cf al no vol fig approx u.s u.k")
_ABBREVIATIONS: dict[str, frozenset[str]] = {
    "en": word_set(
        "gen col lt sgt capt cmdr maj rep sen gov rev hon pres supt insp det messrs mt ft inc "
        "ltd co corp bros dept univ est jan feb mar apr jun jul aug sep sept oct nov dec mon "
        "tue tues wed thu thurs fri sat sun a.m p.m ave blvd rd pp ed eds op"
    ),
    "de": word_set(
        "z.b d.h u.a bzw ca evtl ggf nr str usw vgl inkl mio mrd jh sog abs art bspw dipl ing "
        "hrsg jan feb apr aug sept okt nov dez"
    ),
    "fr": word_set("m mm mme mlle me pr av bd env ex janv févr avr juil sept oct nov déc"),
    "es": word_set("sra srta d dña ud uds av núm pág ee.uu"),
    "it": word_set("sig sigg dott avv ing on ecc pag art"),
    "pt": word_set("sra exmo av núm pág"),
    "ru": word_set("г гг ул д стр тыс млн млрд руб т.е т.д т.п им проф акад"),
    "tr": word_set("dr prof doç av sn bkz vb vs yy"),
    "nl": word_set("dhr mevr drs ir bijv blz enz nl"),
}
_NUMBER_FOLLOWS = frozenset({"no", "nr", "pp", "fig", "vol", "núm", "art"})
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
    follows = _NEXT.match(text, end.end())
    letter = (follows and follows[1]) or ""
    if letter.islower():  # also after "?" or "!": the sentence goes on behind a quotation
        return False
    if not _ONLY_DOT.fullmatch(end[0]) or end[0] != ".":
        return True
    word = _LAST_WORD.search(text, max(start, end.start() - 20), end.start())
    return word is None or not _goes_on(word[0], letter, language)


def _goes_on(word: str, next_letter: str, language: str) -> bool:
    """Whether a full stop after `word` is part of it."""
    folded = word.lower()
    if len(word) == 1 and word.isalpha() and word.isupper():
        return True  # an initial
    if word.isdigit():
        return language in _ORDINALS and len(word) <= 2
    if folded in _NUMBER_FOLLOWS:  # "No. 7", but "He said no."
        return next_letter.isdigit()
    if folded in _EVERYWHERE or folded in _ABBREVIATIONS.get(language, frozenset()):
        return True
    return "." in word and _INITIAL.fullmatch(word) is not None and next_letter.isupper()
