"""Sections about single pieces: articles in brief, interviews, an article in full, figures."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

from columninch.digest.choose import Week, entry_key, pictured
from columninch.digest.interviews import exchanges
from columninch.digest.numerals import grouped
from columninch.digest.outline import DraftEntry
from columninch.digest.prose import (
    block_quotation,
    day_words,
    escaped,
    excerpt,
    excerpt_span,
)
from columninch.digest.words import word

if TYPE_CHECKING:
    from collections.abc import Sequence

    from columninch.digest.material import DraftItem, FigureMention

MOST_ARTICLES = 6
MOST_OPINIONS = 3
"""Of the articles told in brief; longer pieces have the rest of the room."""
MOST_INTERVIEWS = 3
EXCHANGES_IN_EXCERPT = 3
"""How much of an interview an excerpt is."""
LONGEST_REPRINT = 1500
"""In words."""


# --- articles, interviews, a reprint ----------------------------------------------------


def article_entries(week: Week, stories: Sequence[DraftEntry]) -> tuple[DraftEntry, ...]:
    """Opinion pieces and the longest articles in brief, by an excerpt."""
    told = {number for entry in stories for number in entry.items[:1]}
    free = [
        number
        for number in week.positions
        if number not in week.copies | told and excerpt_span(week.items[number])
    ]
    free.sort(key=lambda number: -week.items[number].word_count)
    opinions = [number for number in free if week.items[number].form == "opinion"]
    articles = [number for number in free if week.items[number].form == "article"]
    chosen = opinions[:MOST_OPINIONS]
    chosen += articles[: MOST_ARTICLES - len(chosen)]
    return tuple(_article_entry(week, number) for number in chosen)


def _article_entry(week: Week, number: int) -> DraftEntry:
    item = week.items[number]
    return DraftEntry(
        key=entry_key("article", week.language, item),
        form="article",
        heading=item.title,
        language=week.language,
        summary=block_quotation([excerpt(item)]),  # the page sets the byline
        items=(number,),
        picture_item=pictured(week, (number,)),
    )


def interview_entries(week: Week) -> tuple[DraftEntry, ...]:
    """Interviews as question and answer, as much of them as the rights allow."""
    entries = []
    for number in week.positions:
        item = week.items[number]
        if item.form != "interview" or number in week.copies or item.rights == "none":
            continue
        talk = exchanges(item.text, item.blocks)
        if talk:
            most = len(talk) if item.rights == "whole" else EXCHANGES_IN_EXCERPT
            entry = DraftEntry(
                key=entry_key("interview", week.language, item),
                form="interview",
                heading=item.title,
                language=week.language,
                summary="",  # the page sets the byline
                items=(number,),
                exchanges=talk[:most],
                picture_item=pictured(week, (number,)),
            )
            entries.append(entry)
    return tuple(entries[:MOST_INTERVIEWS])


def reprint_entries(week: Week) -> tuple[DraftEntry, ...]:
    """One whole article, the longest that may be reprinted, where it appeared first."""
    able = [
        number
        for number in week.positions
        if week.items[number].rights == "whole"
        and week.items[number].form in {"article", "opinion"}
        and number not in week.copies
        and not any(block.kind == "table" for block in week.items[number].blocks)
        and 0 < week.items[number].word_count <= LONGEST_REPRINT
    ]
    if not able:
        return ()
    number = max(able, key=lambda number: (week.items[number].word_count, -number))
    item = week.items[number]
    entry = DraftEntry(
        key=entry_key("reprint", week.language, item),
        form="reprint",
        heading=item.title,
        language=week.language,
        summary=_whole_text(item),  # the page sets the byline, and where it appeared first
        items=(number,),
        picture_item=pictured(week, (number,)),
    )
    return (entry,)


def _whole_text(item: DraftItem) -> str:
    """Everything but captions, as a block quotation: so that it is verified word by word."""
    kept = [block for block in item.blocks if block.kind != "caption"]
    texts = [item.text[block.start : block.end] for block in kept] or item.text.split("\n")
    return block_quotation([text for text in texts if text.strip()])


# --- tracked figures --------------------------------------------------------------------


def figure_entries(week: Week, mentions: Sequence[FigureMention]) -> tuple[DraftEntry, ...]:
    """One entry for each figure that the part's items report, with where it came from and to."""
    here = set(week.positions)
    by_name: dict[str, list[FigureMention]] = {}
    for mention in sorted(mentions, key=lambda one: (week.items[one.item].at, one.item)):
        if mention.item in here:
            by_name.setdefault(mention.name, []).append(mention)
    return tuple(_figure_entry(week, name, by_name[name]) for name in sorted(by_name))


def _figure_entry(week: Week, name: str, mentions: Sequence[FigureMention]) -> DraftEntry:
    language = week.language
    first, last = mentions[0], mentions[-1]
    parts = {"unit": escaped(last.unit), "day": day_words(week.items[last.item], language)}
    if first.value == last.value:
        summary = word("figure_one", language, value=grouped(last.value, language), **parts)
    else:
        summary = word(
            "figure_many",
            language,
            first=grouped(first.value, language),
            last=grouped(last.value, language),
            first_day=day_words(week.items[first.item], language),
            **parts,
        )
    items = tuple(dict.fromkeys(mention.item for mention in mentions))
    return DraftEntry(
        key=f"figures-{language}-{hashlib.sha256(name.encode()).hexdigest()[:10]}",
        form="figures",
        heading=name,
        language=language,
        summary=summary,
        items=items,
        figure_names=(name,),
    )
