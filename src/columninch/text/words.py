"""Words: one rule for all languages and every count in the product.

A word is a run of letters and digits with the marks on them. An apostrophe or a zero-width
joiner or non-joiner inside a run belongs to it; a hyphen does not, so "ferry-boat" is two
words. Scripts that write without spaces have no such runs: each Han, Hiragana and Katakana
character counts as one word.
"""

from __future__ import annotations

import re
import unicodedata

from columninch.records import Span

_MARKS = "".join(
    re.escape(chr(code))
    for code in range(0x0300, 0x3100)
    if unicodedata.category(chr(code)) in {"Mn", "Mc"}
)
"""Python's \\w knows letters and digits, not the marks that stand on them."""
_ALONE = "\u3005\u3007\u3041-\u3096\u30a1-\u30fa\u30fc\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
_LETTER = rf"(?:(?![{_ALONE}_])\w)"
_PART = rf"{_LETTER}(?:{_LETTER}|[{_MARKS}\u00ad\u0640])*"
_WORD = re.compile(rf"[{_ALONE}]|{_PART}(?:['’ʼ\u200c\u200d]+{_PART})*")


def word_set(listed: str) -> frozenset[str]:
    """The words of a list that is written with spaces between them, as a lexicon is."""
    return frozenset(listed.split())


def words(text: str) -> tuple[Span, ...]:
    """The words of `text` in order, as spans in code points."""
    return tuple(Span(*match.span()) for match in _WORD.finditer(text))


def word_count(text: str) -> int:
    """How many words `text` has."""
    return len(_WORD.findall(text))
