"""Tracked figures: where a text reports one, and its value."""

from __future__ import annotations

import re
import unicodedata

from columninch.errors import CodebookError
from columninch.records import Span

_SPACES = "\u00a0\u202f\u2009 '’"
_NUMBER = re.compile(r"[+-]?\d+(?:\.\d+)?")


def figure_mentions(pattern: str, text: str) -> tuple[tuple[float, Span], ...]:
    """Each place in `text` where `pattern` finds a number: its value, and the whole match.

    `pattern`: a regular expression with a group named `value`, case apart. The value may have
    Latin, Persian or Arabic digits and marks for thousands and decimals; a match whose value
    isn't a number is no mention.

    Raises `CodebookError` for a pattern that isn't a regular expression or lacks the group.
    """
    try:
        compiled = re.compile(pattern, re.IGNORECASE)
    except re.error as error:
        reason = f"this is not a regular expression: {error}"
        raise CodebookError(reason, where=pattern) from error
    if "value" not in compiled.groupindex:
        hint = r"write (?P<value>[\d,]+) where the number stands"
        raise CodebookError("the pattern has no group named value", where=pattern, hint=hint)
    mentions = []
    for match in compiled.finditer(text):
        value = read_number(match["value"] or "")
        if value is not None:
            mentions.append((value, Span(*match.span())))
    return tuple(mentions)


def read_number(written: str) -> float | None:
    """The number that `written` means, or None where it is none.

    A comma, ٬ , apostrophe or space before three digits parts thousands, so does a point that
    comes more than once; any other comma, a point, ٫ , and the Persian slash part decimals.
    """
    plain = _ascii_digits(written.strip())
    plain = re.sub(f"[٬{_SPACES}](?=[0-9]{{3}}(?![0-9]))", "", plain)
    plain = plain.replace("٫", ".").replace("/", ".").replace("−", "-")
    if plain.count(".") > 1:
        plain = plain.replace(".", "")
    plain = re.sub(r",(?=[0-9]{3}(?![0-9]))", "", plain).replace("،", ",").replace(",", ".")
    return float(plain) if _NUMBER.fullmatch(plain) else None


def _ascii_digits(written: str) -> str:
    return "".join(
        str(unicodedata.decimal(letter)) if letter.isdecimal() else letter for letter in written
    )
