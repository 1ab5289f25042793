"""Which way a text runs."""

from __future__ import annotations

import unicodedata
from typing import Literal

Direction = Literal["ltr", "rtl"]

RIGHT_TO_LEFT = frozenset(
    {"ar", "arc", "azb", "ckb", "dv", "fa", "glk", "he", "ks", "lrc", "mzn", "ps", "sd", "syr"}
    | {"ug", "ur", "yi"}
)
"""Languages written from right to left, by ISO 639 code, where no script is named."""
_RIGHT_TO_LEFT_SCRIPTS = frozenset({"adlm", "arab", "hebr", "nkoo", "rohg", "syrc", "thaa"})


def language_direction(code: str) -> Direction:
    """The direction of a language, by its code ("fa", "pa-Arab"); "ltr" where unknown."""
    parts = code.lower().replace("_", "-").split("-")
    script = next((part for part in parts[1:] if len(part) == 4 and part.isalpha()), "")
    if script:
        return "rtl" if script in _RIGHT_TO_LEFT_SCRIPTS else "ltr"
    return "rtl" if parts[0] in RIGHT_TO_LEFT else "ltr"


def text_direction(text: str) -> Direction:
    """The direction of the first letter that has one; "ltr" where none has.

    Unicode Standard Annex 9, rules P2 and P3, without regard to isolates.
    """
    for character in text:
        kind = unicodedata.bidirectional(character)
        if kind == "L":
            return "ltr"
        if kind in {"R", "AL"}:
            return "rtl"
    return "ltr"
