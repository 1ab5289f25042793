"""The tracked figures: what they stood at on each day, and which items report them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from columninch.sample.material import setting
from columninch.sample.nouns import SampleFigure

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from columninch.sample.nouns import SampleItem

_ASCII = str.maketrans("۰۱۲۳۴۵۶۷۸۹", "0123456789", ",٬")


def numbers_of(day: int) -> dict[str, float]:
    """Each figure's value on a day of the edition, by its key."""
    return {given["key"]: float(given["days"][day]) for given in setting("figures")["figures"]}


def figures_in(items: Sequence[SampleItem]) -> tuple[SampleFigure, ...]:
    """Every tracked figure with the items that report it."""
    return tuple(
        SampleFigure(
            given["key"],
            tuple(given["name"].items()),
            tuple(given["units"].items()),
            tuple(given["patterns"].items()),
            tuple(_values(given["patterns"], items)),
        )
        for given in setting("figures")["figures"]
    )


def _values(patterns: dict[str, str], items: Sequence[SampleItem]) -> Iterator[tuple[str, float]]:
    for item in items:
        for match in re.finditer(patterns[item.language], item.text, re.IGNORECASE):
            yield item.key, float(match["value"].translate(_ASCII))
