"""The small pieces of a draft's prose: days, names, bylines, excerpts, Markdown."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from columninch.digest.numerals import small_number
from columninch.digest.words import spoken, word
from columninch.records import Span
from columninch.text.calendars import format_day, local_digits
from columninch.text.sentences import sentences
from columninch.text.words import word_count

if TYPE_CHECKING:
    from collections.abc import Sequence

    from columninch.digest.material import DraftItem

FEWEST_WORDS = 6
"""A shorter first paragraph is a dateline or a label."""
LONGEST_EXCERPT = 60
"""In words; a first sentence that is longer than this stands alone."""

_SPECIAL = re.compile(r"([\\`*_\[\]<>&#~|])")
_LINE_START = re.compile(r"^(\s*)([-+=]|\d+(?=[.)]))")
_CALENDARS = {"fa": "jalali"}


def escaped(text: str) -> str:
    """`text` as one line of Markdown that shows it as it is."""
    line = _SPECIAL.sub(r"\\\1", " ".join(text.split()))
    start = _LINE_START.match(line)
    if start is None:
        return line
    at = start.end() if start[2].isdigit() else start.start(2)
    return f"{line[:at]}\\{line[at:]}"


def block_quotation(paragraphs: Sequence[str]) -> str:
    """The paragraphs as a Markdown block quotation."""
    return "\n>\n".join(f"> {escaped(paragraph)}" for paragraph in paragraphs)


def day_words(item: DraftItem, language: str) -> str:
    """The day on which an item was published, no more exact than it is known."""
    tongue = spoken(language)
    if item.precision == "year":
        return local_digits(f"{item.at:%Y}", tongue)
    if item.precision == "month":
        return local_digits(f"{item.at:%Y-%m}", tongue)
    return format_day(item.at.date(), tongue, _CALENDARS.get(tongue, "gregorian"))


def count_words(number: int, one: str, many: str, language: str) -> str:
    """A counted noun: `one` and `many` are its keys in the words of the digest."""
    return word(one if number == 1 else many, language, count=small_number(number, language))


def listed(names: Sequence[str], language: str) -> str:
    """Names in a row: "A, B and C"."""
    if len(names) < 2:
        return "".join(names)
    head = word("list_comma", language).join(names[:-1])
    return head + word("list_and", language) + names[-1]


def with_byline(key: str, item: DraftItem, language: str) -> str:
    """The sentence `key`, or `key`_by where the item names its authors."""
    parts = {"outlet": escaped(item.outlet), "day": day_words(item, language)}
    if not item.authors:
        return word(key, language, **parts)
    authors = listed([escaped(author) for author in item.authors], language)
    return word(f"{key}_by", language, authors=authors, **parts)


def excerpt_span(item: DraftItem) -> Span | None:
    """The first sentences of an item's first real paragraph, up to some sixty words.

    None where there is no paragraph, or where the rights allow no excerpt.
    """
    if item.rights == "none":
        return None
    for start, end in _paragraphs(item):
        paragraph = item.text[start:end]
        if word_count(paragraph) < FEWEST_WORDS:
            continue
        found = sentences(paragraph, item.language)
        if not found:
            continue
        last = found[0].end
        for sentence in found[1:]:
            if word_count(paragraph[: sentence.end]) > LONGEST_EXCERPT:
                break
            last = sentence.end
        return Span(start + found[0].start, start + last)
    return None


def excerpt(item: DraftItem) -> str:
    """The words of `excerpt_span`, empty where there are none."""
    span = excerpt_span(item)
    return item.text[span.start : span.end] if span else ""


def first_sentence(item: DraftItem) -> Span | None:
    """The first sentence of the excerpt, or None."""
    span = excerpt_span(item)
    if span is None:
        return None
    first = sentences(item.text[span.start : span.end], item.language)[0]
    return Span(span.start + first.start, span.start + first.end)


def _paragraphs(item: DraftItem) -> list[tuple[int, int]]:
    found = [
        (block.start, block.end) for block in item.blocks if block.kind in {"paragraph", "cue"}
    ]
    return found or [(0, len(item.text))]
