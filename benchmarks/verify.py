"""The verbatim check: edited quotations must be refused, faithful ones accepted.

Pages are generated from invented words in two scripts. Each quotation is a stretch of a page;
it is looked up as it stands, with its layout varied (white space, marks, soft hyphens), and
with one thing edited (a letter, a digit, a word dropped, doubled or exchanged).
"""

from __future__ import annotations

import html
import random
from typing import TYPE_CHECKING

from columninch.quotes.verbatim import find_verbatim, plain_text
from report import Stopwatch, options, report

if TYPE_CHECKING:
    from collections.abc import Iterator

    from report import Figure

LATIN = "abdeghiklmnoprstuvz"
PERSIAN = "ابپتجچدرزسشفکگلمنوهی"
MARKS = {"“": '"', "”": '"', "«": '"', "»": '"', "’": "'"}


def sentences(draw: random.Random, letters: str, number: int) -> Iterator[str]:
    """Sentences of invented words, with numbers, marks and apostrophes in them."""
    for _ in range(number):
        words = ["".join(draw.choices(letters, k=draw.randint(2, 9))) for _ in range(14)]
        words[3] += "\u200cها" if letters == PERSIAN else "’s"
        words[5] = f"{draw.randint(1, 99)},{draw.randint(100, 999)}"
        words[8] = f"«{words[8]}" if letters == PERSIAN else f"“{words[8]}"
        words[10] += "»" if letters == PERSIAN else "”"
        yield " ".join(words) + "."


def page(draw: random.Random, paragraphs: list[str]) -> bytes:
    """An HTML page with the paragraphs between other things."""
    body = "".join(
        f"<p>{html.escape(text).replace(' ', draw.choice([' ', chr(10), '&nbsp;']), 1)}</p>\n"
        for text in paragraphs
    )
    return (
        "<!doctype html><meta charset=utf-8><style>p{color:red}</style><nav><a>Home</a></nav>"
        f"<script>var p = '<p>';</script><article>{body}</article><footer>End</footer>"
    ).encode()


def variations(draw: random.Random, quotation: str) -> Iterator[str]:
    """The quotation with its layout changed: all of it must be accepted."""
    yield quotation
    yield quotation.replace(" ", "\n ", 3)
    yield quotation.replace(" ", "\xa0")
    yield "".join(MARKS.get(character, character) for character in quotation)
    place = draw.randrange(1, len(quotation))
    yield quotation[:place] + draw.choice("\u00ad\u200e\u200f\u2067") + quotation[place:]
    words = quotation.split()
    yield " ".join([*words[:3], "[…]", *words[-3:]])


def edits(draw: random.Random, quotation: str, letters: str) -> Iterator[str]:
    """The quotation with one thing edited: none of it may be accepted."""
    at = draw.choice([place for place, one in enumerate(quotation) if one.isalpha()])
    other = draw.choice([letter for letter in letters if letter != quotation[at]])
    yield quotation[:at] + other + quotation[at + 1 :]
    yield quotation[:at] + quotation[at + 1 :]
    digits = [place for place, one in enumerate(quotation) if one.isdigit()]
    if digits:
        at = draw.choice(digits)
        yield quotation[:at] + str((int(quotation[at]) + 1) % 10) + quotation[at + 1 :]
    words = quotation.split()
    inside = draw.randrange(1, len(words) - 1)
    yield " ".join(words[:inside] + words[inside + 1 :])
    yield " ".join([*words[:inside], words[inside], *words[inside:]])
    yield " ".join([*words[:inside], "[so]", *words[inside:]])
    if words[inside] != words[inside - 1]:
        swapped = [*words[: inside - 1], words[inside], words[inside - 1], *words[inside + 1 :]]
        yield " ".join(swapped)
    if quotation.swapcase() != quotation:
        yield quotation.swapcase()
    if "\u200c" in quotation:
        yield quotation.replace("\u200c", " ", 1)


def main() -> None:
    """Measure and print."""
    chosen = options("how strictly and how quickly quotations are verified")
    draw = random.Random(1)  # noqa: S311 - not for secrets
    accepted = refused = looked_up = edited = varied = 0
    seconds = 0.0
    for number in range(40 if chosen.quick else 400):
        letters = PERSIAN if number % 2 else LATIN
        paragraphs = [" ".join(sentences(draw, letters, 4)) for _ in range(25)]
        body = page(draw, paragraphs)
        wrong: list[str] = []
        right: list[str] = []
        for _ in range(10):
            words = draw.choice(paragraphs).split()
            start = draw.randrange(len(words) - 12)
            quotation = " ".join(words[start : start + draw.randint(6, 12)])
            right += variations(draw, quotation)
            wrong += edits(draw, quotation, letters)
        watch = Stopwatch()
        plain = plain_text(body, "text/html")
        found = [find_verbatim(quotation, plain) is not None for quotation in right + wrong]
        seconds += watch.seconds()
        refused += found[: len(right)].count(False)
        accepted += found[len(right) :].count(True)
        looked_up += len(found)
        edited += len(wrong)
        varied += len(right)
    figures: dict[str, Figure] = {
        "edits": edited,
        "edits_accepted": accepted,
        "variations": varied,
        "variations_refused": refused,
        "quotations_per_second": looked_up / seconds,
    }
    report(figures, chosen)


if __name__ == "__main__":
    main()
