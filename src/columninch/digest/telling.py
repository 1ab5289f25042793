"""A share told in a sentence, and the finding that a chart's title states."""

from __future__ import annotations

from typing import TYPE_CHECKING

from columninch.digest.numerals import grouped, number_words, percent, percent_range
from columninch.digest.words import language_name, spoken, word

if TYPE_CHECKING:
    from collections.abc import Sequence

    from columninch.records import Change, Share, ShareStatement


def share_sentence(
    group_name: str,
    answer_name: str,
    language_of_output: str,
    share: Share,
    before: Share | None,
    change: Change | None,
    language: str,
) -> str:
    """A share in a sentence of `language` (English where the digest doesn't speak it).

    `language_of_output` is the code of the language that was counted, empty for all. The
    interval is rounded outwards. A rise or fall is claimed only where the change's interval
    leaves zero out; a share of last week without a change is only told. A full count says that
    all was coded instead of an interval.
    """
    tongue = spoken(language)
    of = word(
        f"of_{share.unit}",
        tongue,
        percent=_percent_words(share.share, tongue),
        interval="" if share.method == "census" else _interval(share, tongue),
        group=_within(group_name),
        in_language=_in_language(language_of_output, tongue),
    )
    told = word(
        "was_about",
        tongue,
        of=of,
        answer=_within(answer_name),
        census=_census(share, tongue) if share.method == "census" else "",
        change=_change(share, before, change, tongue),
    )
    return told[:1].upper() + told[1:]


def _within(name: str) -> str:
    """A name inside a sentence: "The harbour press" has its article in lower case there."""
    return name[:1].lower() + name[1:] if name.startswith(("The ", "A ", "An ")) else name


def chart_title(statements: Sequence[ShareStatement], language: str) -> str:
    """What a chart of these shares finds, in words of `language`.

    It is about the group with the largest share: which answer comes first there, or, where its
    interval meets the next one's, that the two can't be told apart.
    """
    if not statements:
        return word("chart_empty", language)
    # ties go by name, so that the order in which shares were stored doesn't show
    ranked = sorted(statements, key=lambda one: (-one.share.share, one.group, one.answer))
    first = ranked[0]
    tongue = spoken(language)
    shown = grouped(percent(first.share.share), tongue)
    rivals = [one for one in ranked[1:] if (one.group, one.question) == _place(first)]
    if not rivals:
        return word(
            "chart_one", tongue, answer=first.answer, group=_within(first.group), percent=shown
        )
    if rivals[0].share.high >= first.share.low:
        names = {"answer": first.answer, "other": rivals[0].answer, "group": _within(first.group)}
        return word("chart_close", tongue, **names)
    return word(
        "chart_first", tongue, answer=first.answer, group=_within(first.group), percent=shown
    )


def _place(statement: ShareStatement) -> tuple[str, str]:
    return statement.group, statement.question


def _percent_words(share: float, language: str) -> str:
    whole = percent(share)
    if whole == 0 and share > 0:
        return word("percent_below", language)
    if whole == 100 and share < 1:
        return word("percent_above", language)
    return word("percent", language, number=number_words(whole, language))


def _interval(share: Share, language: str) -> str:
    low, high = percent_range(share.low, share.high)
    level = grouped(round(share.level * 100, 6), language)
    return word(
        "interval", language, level=level, low=grouped(low, language), high=grouped(high, language)
    )


def _census(share: Share, language: str) -> str:
    key = "item" if share.item_count == 1 else "items"
    items = word(key, language, count=grouped(share.item_count, language))
    return word("census", language, items=items)


def _in_language(code: str, language: str) -> str:
    return word("in_language", language, tongue=language_name(code, language)) if code else ""


def _change(share: Share, before: Share | None, change: Change | None, language: str) -> str:
    if before is None:
        return ""
    shown = grouped(percent(before.share), language)
    if change is None:
        low, high = percent_range(before.low, before.high)
        parts = {"low": grouped(low, language), "high": grouped(high, language)}
        return word("change_unknown", language, before=shown, **parts)
    if change.low <= 0 <= change.high:
        return word("change_none", language, before=shown)
    direction = "up" if change.difference > 0 else "down"
    if percent(before.share) == percent(share.share):
        return word(f"change_slightly_{direction}", language)
    return word(f"change_{direction}", language, before=shown)
