"""From written parts to sentences: alternatives, numbers, and marked quotations.

A part may hold alternatives, "(The ministry|Officials) (confirmed|admitted) it": the first
use of a part takes the first of each, the second use the second, so that two uses differ at
every such place. A part is used no more often than its shortest list of alternatives is long.

A piece marks its quotations, "“[[amren|We stay]],” said Tove Amren", and what is told in a
clause, "Amren said that [[amren that|nobody asked]]." A speaker whom the item doesn't name is
"?".
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from columninch.sample.material import people
from columninch.sample.nouns import SampleQuote

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from columninch.records import QuoteKind

_CHOICE = re.compile(r"\(([^()]*\|[^()]*)\)")
_SLOT = re.compile(r"\{([a-z]+)\}")
_MARKED = re.compile(r"\[\[(\w+|\?)( that)?\|(.+?)\]\]")
_INNER = re.compile(r"[“«\"]")
_PERSIAN_DIGITS = str.maketrans("0123456789,", "۰۱۲۳۴۵۶۷۸۹٬")
_STRAIGHT = str.maketrans("“”‘’", "\"\"''")
_ARABIC_LETTERS = str.maketrans("یکۀ", "يكه")


def most_uses(part: str) -> int:
    """How often a part can be used before two uses would read alike."""
    return min((len(found.split("|")) for found in _CHOICE.findall(part)), default=1)


def worded(part: str, use: int, turn: int = 0) -> str:
    """A part at its use number `use`; `turn` begins elsewhere in its alternatives."""

    def choose(match: re.Match[str]) -> str:
        options = match[1].split("|")
        return options[(use + turn) % len(options)]

    return _CHOICE.sub(choose, part)


def filled(text: str, language: str, numbers: Mapping[str, float]) -> str:
    """A text with the tracked numbers that it names, as in `{signatures}`."""
    return _SLOT.sub(lambda match: numeral(numbers[match[1]], language), text)


def numeral(value: float, language: str) -> str:
    """A whole number as a paper of the language prints it."""
    plain = f"{value:,.0f}"
    return plain.translate(_PERSIAN_DIGITS) if language == "fa" else plain


def with_arabic_letters(text: str) -> str:
    """Persian text with the yeh and kaf of windows-1256, which has no Persian yeh."""
    return text.translate(_ARABIC_LETTERS)


@dataclass(frozen=True)
class Worded:
    """A line of an article with what is said in it."""

    text: str
    quotes: tuple[SampleQuote, ...] = ()


def unmarked(line: str, language: str) -> Worded:
    """A piece's line without its marks, and the quotations that they marked."""
    quotes = tuple(
        quote_of(match[1], match[3], language, is_told=bool(match[2]))
        for match in _MARKED.finditer(line)
    )
    return Worded(_MARKED.sub(lambda match: match[3], line), quotes)


def quote_of(speaker: str, text: str, language: str, *, is_told: bool) -> SampleQuote:
    """The truth about words said by a person of the setting."""
    kind: QuoteKind = "direct"
    if is_told:
        kind = "mixed" if _INNER.search(text) else "indirect"
    if speaker == "?":
        return SampleQuote(text, kind, "", "", "")
    person = people()[speaker, language]
    return SampleQuote(text, kind, person.name, person.bare_role, person.bare_org)


def respelt(worded: Worded, respell: Callable[[str], str]) -> Worded:
    """A line and its truth in an outlet's own spelling."""
    return Worded(
        respell(worded.text),
        tuple(
            SampleQuote(
                respell(quote.text),
                quote.kind,
                respell(quote.speaker),
                respell(quote.role),
                respell(quote.affiliation),
            )
            for quote in worded.quotes
        ),
    )


def with_straight_marks(text: str) -> str:
    """English text with typewriter quotation marks and apostrophes."""
    return text.translate(_STRAIGHT)


def as_it_stands(text: str) -> str:
    """The same text."""
    return text


SPELLINGS: dict[str, Callable[[str], str]] = {
    "": as_it_stands,
    "straight": with_straight_marks,
    "arabic": with_arabic_letters,
}
