"""Which language a text is in, with the confidence of the guess.

The script decides first. Of the languages in Arabic script, function words and letters that
only one of them has decide next, which is also how Pashto and Central Kurdish are told:
lingua doesn't know them. Lingua decides what is left, with its small models for long texts
and its large ones for short.

A long text is also weighed against the default languages that were not asked for, so that
a French page on an English and Persian desk is not called English.
"""

from __future__ import annotations

import re
from collections import Counter
from functools import lru_cache
from heapq import nlargest

import lingua

from columninch.records import Language
from columninch.text.function_words import (
    arabic_count,
    evidence,
    never_arabic_count,
    own_letter_counts,
)

# fmt: off
DEFAULT_LANGUAGES: tuple[str, ...] = (
    "ar", "az", "ckb", "de", "en", "es", "fa", "fr", "it", "pt", "ps", "ru", "sq", "tr", "uk", "ur",
)
# fmt: on
UNKNOWN = Language("und", 0.0)
LOOKED_AT = 400
"""Characters of a text that are weighed: more add time and no accuracy."""
LONG_TEXT = 120
"""Letters from which lingua's small models do as well as its large ones."""

_SCRIPTS = {
    "Arab": re.compile(
        "[\u0620-\u064a\u066e-\u06d3\u06d5\u06ee\u06ef\u06fa-\u06ff\u0750-\u077f\ufb50-\ufdff\ufe70-\ufefc]"
    ),
    "Cyrl": re.compile("[\u0400-\u052f]"),
    "Latn": re.compile("[A-Za-z\u00aa\u00ba\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u024f\u1e00-\u1eff]"),
    "Grek": re.compile("[\u0370-\u03ff\u1f00-\u1fff]"),
    "Hebr": re.compile("[\u05d0-\u05ea]"),
    "Armn": re.compile("[\u0531-\u0587]"),
    "Geor": re.compile("[\u10a0-\u10ff]"),
    "Deva": re.compile("[\u0904-\u0939\u0958-\u0961]"),
    "Beng": re.compile("[\u0985-\u09b9]"),
    "Taml": re.compile("[\u0b85-\u0bb9]"),
    "Thai": re.compile("[\u0e01-\u0e3a\u0e40-\u0e46]"),
    "Hang": re.compile("[\u1100-\u11ff\u3130-\u318f\uac00-\ud7af]"),
    "Kana": re.compile("[\u3041-\u30ff]"),
    "Hani": re.compile("[\u3400-\u4dbf\u4e00-\u9fff]"),
}
_BEYOND_LATIN = re.compile("[\u0370-\u1dff\u1f00-\u1fff\u2e80-\ufefc]")
_BEYOND_ARABIC = re.compile("[\u0370-\u05ff\u0780-\u1dff\u1f00-\u1fff\u2e80-\ufaff]")
_SCRIPT_OF = {
    "ar": "Arab", "ckb": "Arab", "fa": "Arab", "ps": "Arab", "ur": "Arab",
    "be": "Cyrl", "bg": "Cyrl", "kk": "Cyrl", "mk": "Cyrl", "mn": "Cyrl", "ru": "Cyrl",
    "sr": "Cyrl", "uk": "Cyrl", "el": "Grek", "he": "Hebr", "hy": "Armn", "ka": "Geor",
    "hi": "Deva", "mr": "Deva", "bn": "Beng", "ta": "Taml", "th": "Thai", "ko": "Hang",
    "ja": "Kana", "zh": "Hani",
}  # fmt: skip
"""All other languages are written in Latin letters."""
_KNOWN = frozenset(one.iso_code_639_1.name.lower() for one in lingua.Language.all())
"""The languages that lingua has models of."""
_SCHWA = re.compile("[əƏ]")
"""Of the languages in Latin letters only Azerbaijani writes it."""
_ENOUGH = 0.015
"""The share of letters that must be a language's own: one stray name decides nothing."""
_SURE_LEAD = 2.0
"""Function words ahead of every other language from which lingua is not asked."""
_DOUBT = 0.125
"""What a word of lead leaves of the doubt: so the confidence is how often it is right."""
_MODESTY = 1.5
"""Lingua is right more often than it says where it tells Latin letters apart: of what it says
with 0.65, 0.8 of single words and 0.9 of word pairs. The power of the doubt evens this out."""
_LATIN_WEIGHT = 0.25
"""Names, addresses and page headers put Latin letters into texts of every script, hardly ever
the other way round."""
_SENTENCE_LETTERS = 20
"""Letters of another script from which it is a sentence beside Latin, not a name."""


def detect(text: str, languages: tuple[str, ...] = DEFAULT_LANGUAGES) -> Language:
    """The language of `text` among `languages` (ISO 639 codes), weighed on its first part.

    "und" with confidence 0 for a text without letters, in a script that none of them uses,
    or, if the text is long, in a language that is plainly another. A code that isn't known
    is passed over.
    """
    looked_at = text[:LOOKED_AT]
    script, letter_count, share = _main_script(looked_at)
    asked = _written_in(languages, script)
    if not asked:
        return UNKNOWN
    rivals = _written_in(DEFAULT_LANGUAGES, script)
    if script == "Arab":
        own, confidence = _by_words_and_letters(looked_at, letter_count)
        if own:
            return Language(own, round(confidence * share, 4)) if own in asked else UNKNOWN
    if "az" in {*asked, *rivals} and len(_SCHWA.findall(looked_at)) > _ENOUGH * letter_count:
        return Language("az", round(share, 4)) if "az" in asked else UNKNOWN
    is_long = letter_count >= LONG_TEXT
    candidates = _together(asked, rivals) if is_long else _together(asked, ())
    if script == "Arab":
        candidates = _without_excluded(looked_at, candidates)
    code, confidence = _weighed(looked_at, candidates, is_long=is_long)
    if script == "Latn":
        confidence = 1 - (1 - confidence) ** _MODESTY
    return Language(code, round(confidence * share, 4)) if code in asked else UNKNOWN


@lru_cache(maxsize=256)
def _written_in(languages: tuple[str, ...], script: str) -> tuple[str, ...]:
    return tuple(code for code in languages if _is_written_in(code, script))


def _is_written_in(code: str, script: str) -> bool:
    written = _SCRIPT_OF.get(code, "Latn" if code in _KNOWN else "")
    return written == script or (written == "Kana" and script == "Hani")


def _main_script(text: str) -> tuple[str, int, float]:
    """The script with most letters, how many it has, and its share of all letters."""
    plain = _SCRIPTS["Latn"].findall(text)
    if not _BEYOND_LATIN.search(text):  # most texts of the West
        return ("Latn", len(plain), 1.0) if plain else ("", 0, 0.0)
    arabic = _SCRIPTS["Arab"].findall(text)
    if not plain and not _BEYOND_ARABIC.search(text):
        return ("Arab", len(arabic), 1.0) if arabic else ("", 0, 0.0)
    counts = Counter({name: len(letters.findall(text)) for name, letters in _SCRIPTS.items()})
    if counts["Kana"]:  # Japanese mixes both, and Chinese has none of it
        counts["Kana"] += counts.pop("Hani")
    ranked = counts.most_common(2)
    name, count = ranked[0]
    beside, beside_count = ranked[1]
    if name == "Latn" and beside_count >= max(_SENTENCE_LETTERS, _LATIN_WEIGHT * count):
        name, count = beside, beside_count
    return (name, count, count / counts.total()) if count else ("", 0, 0.0)


def _by_words_and_letters(text: str, letter_count: int) -> tuple[str, float]:
    """The language that function words or own letters tell, or an empty string."""
    weighed = evidence(text)
    best, second = nlargest(2, weighed, key=weighed.__getitem__)
    lead = weighed[best] - weighed[second]
    if lead >= _SURE_LEAD or (lead >= 1 and best not in _KNOWN):
        return best, 1 - _DOUBT**lead
    for code, count in own_letter_counts(text).items():
        if count - arabic_count(text) > _ENOUGH * letter_count:
            return code, 1.0
    return "", 0.0


@lru_cache(maxsize=256)
def _together(asked: tuple[str, ...], rivals: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(sorted({*asked, *rivals}))


def _without_excluded(text: str, candidates: tuple[str, ...]) -> tuple[str, ...]:
    """`candidates` without those that the letters rule out; never nothing."""
    never_arabic = never_arabic_count(text) > _ENOUGH * len(text)
    excluded = {"ckb", "ps"} | ({"ar"} if never_arabic else set())
    return tuple(code for code in candidates if code not in excluded) or candidates


def _weighed(text: str, candidates: tuple[str, ...], *, is_long: bool) -> tuple[str, float]:
    if len(candidates) == 1:
        return candidates[0], 1.0
    known = tuple(code for code in candidates if code in _KNOWN)
    if len(known) < 2:
        return (known or candidates)[0], 1.0 / len(candidates)
    best = _detector(known, is_long=is_long).compute_language_confidence_values(text)[0]
    return best.language.iso_code_639_1.name.lower(), best.value


@lru_cache(maxsize=16)
def _detector(languages: tuple[str, ...], *, is_long: bool) -> lingua.LanguageDetector:
    codes = [lingua.IsoCode639_1.from_str(code.upper()) for code in languages]
    builder = lingua.LanguageDetectorBuilder.from_iso_codes_639_1(*codes)
    return (builder.with_low_accuracy_mode() if is_long else builder).build()
