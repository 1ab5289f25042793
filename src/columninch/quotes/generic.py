"""Quotations in a language without a grammar of its own: only what quotation marks show."""

from __future__ import annotations

from typing import TYPE_CHECKING

from columninch.quotes.candidates import Candidate

if TYPE_CHECKING:
    from collections.abc import Iterator

    from columninch.quotes.candidates import Paragraph
    from columninch.records import Speaker

CONFIDENCES: dict[str, float] = {"colon": 0.7, "sentence": 0.6, "long": 0.4}
"""Guesses: nobody has counted."""
FEWEST_WORDS = 5
"""Shorter stretches in marks are as often names, titles and irony."""


def find_generic(paragraph: Paragraph, before: Candidate | None) -> Iterator[Candidate]:
    """The longer stretches in quotation marks; `before` tells nothing here."""
    del before
    text = paragraph.text
    for quoted in paragraph.quoted:
        inner = text[quoted.inner_start : quoted.inner_end]
        if len(inner.split()) < FEWEST_WORDS:
            continue
        if text[paragraph.start : quoted.start].rstrip().endswith((":", "：")):
            rule = "colon"
        elif inner.rstrip()[-1:] in {".", "!", "?", "؟", "…", "۔", ","}:
            rule = "sentence"
        else:
            rule = "long"
        yield Candidate("direct", quoted.inner_start, quoted.inner_end, None, None, rule)


def no_speakers(text: str, found: tuple[Candidate, ...]) -> tuple[Speaker | None, ...]:
    """Nobody: without a grammar it can't be told who spoke."""
    del text
    return (None,) * len(found)
