"""A smaller edition that still has one of everything."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence

    from columninch.sample.nouns import SampleItem


def smaller(items: Sequence[SampleItem], limit: int, wanted: Collection[str]) -> list[SampleItem]:
    """About `limit` of the items, in their order, with what they depend on.

    `wanted` are keys to keep. First come the special shapes, then what spreads the rest
    evenly over outlets, languages and weeks.
    """
    by_key = {item.key: item for item in items}
    chosen: dict[str, None] = {}
    for item in _special(items, wanted, limit):
        _choose(item, by_key, chosen)
    while len(chosen) < limit:
        rarest = _rarest(items, by_key, chosen)
        if rarest is None:
            break
        _choose(rarest, by_key, chosen)
    return [item for item in items if item.key in chosen]


def _choose(item: SampleItem, by_key: dict[str, SampleItem], chosen: dict[str, None]) -> None:
    """Take an item with its origin and its page."""
    for key in (item.reprint_of, item.embedded_in):
        if key is not None and key not in chosen:
            _choose(by_key[key], by_key, chosen)
    chosen[item.key] = None


def _special(
    items: Sequence[SampleItem], wanted: Collection[str], limit: int
) -> Iterable[SampleItem]:
    pages = {"en": 1, "fa": 1 if limit >= 60 else 0}
    for language, count in pages.items():
        rounds = [one for one in items if one.form == "roundup" and one.language == language]
        names = {one.key for one in rounds[:count]}
        yield from (item for item in items if item.embedded_in in names)
    yield from (item for item in items if item.key in wanted)
    yield from [item for item in items if item.form == "programme"][:1]
    yield from [item for item in items if item.form == "interview"][:1]
    for language in ("en", "fa"):
        copies = [one for one in items if one.reprint_of and not one.embedded_in]
        yield from [one for one in copies if one.language == language and one.agency][:1]


def _rarest(
    items: Sequence[SampleItem], by_key: dict[str, SampleItem], chosen: dict[str, None]
) -> SampleItem | None:
    """The next original whose outlet, and whose language and week, is least seen so far."""
    seen = [by_key[key] for key in chosen]
    outlets = Counter(item.outlet for item in seen)
    weeks = Counter(_week(item) for item in seen)
    left = [item for item in items if item.key not in chosen and item.embedded_in is None]
    originals = [item for item in left if item.reprint_of is None and item.form != "roundup"]
    return min(
        originals or left,
        key=lambda item: (weeks[_week(item)], outlets[item.outlet], item.published, item.key),
        default=None,
    )


def _week(item: SampleItem) -> tuple[str, bool]:
    return item.language, item.published.day >= 11
