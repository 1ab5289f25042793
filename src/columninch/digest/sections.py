"""The draft's sections: each a function from the week to its entries."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

from columninch.digest.choose import (
    Found,
    Story,
    Week,
    by_different_speakers,
    entry_key,
    in_order,
    outlet_count,
    sayings,
    speaker_key,
)
from columninch.digest.interviews import exchanges
from columninch.digest.numerals import grouped, small_number
from columninch.digest.outline import DraftEntry
from columninch.digest.prose import (
    block_quotation,
    count_words,
    day_words,
    escaped,
    excerpt_span,
    first_sentence,
    with_byline,
)
from columninch.digest.words import word
from columninch.records import Quote, Speaker
from columninch.text.normalise import fold

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from columninch.digest.material import DraftItem, FigureMention

QUOTATIONS_A_STORY = 2
MOST_VOICES = 10
MOST_ARTICLES = 6
MOST_OPINIONS = 3
"""Of the articles told in brief; longer pieces have the rest of the room."""
MOST_INTERVIEWS = 3
EXCHANGES_IN_EXCERPT = 3
"""How much of an interview an excerpt is."""
LONGEST_REPRINT = 1500
"""In words."""


# --- stories ----------------------------------------------------------------------------


def story_entries(week: Week, most: int) -> tuple[DraftEntry, ...]:
    """One entry for each of the `most` largest stories."""
    return tuple(_story_entry(week, story) for story in week.stories[:most])


def _story_entry(week: Week, story: Story) -> DraftEntry:
    lead = week.items[story.lead]
    shown = _shown_item(week, story)
    excerpt = _excerpt(week.items[shown]) if shown is not None else ""
    said = [found for found in sayings(week, story.members) if found.text not in excerpt]
    chosen = by_different_speakers(said, QUOTATIONS_A_STORY)
    return DraftEntry(
        key=entry_key("story", week.language, week.items[story.members[0]]),
        form="story",
        heading=lead.title,
        language=week.language,
        summary=_story_summary(week, story, shown),
        quotations=tuple((found.item, found.quote) for found in chosen),
        items=story.members,
        picture_item=_pictured(week, (story.lead, *story.members)),
    )


def _shown_item(week: Week, story: Story) -> int | None:
    """The item that is quoted from: the lead, or the first whose rights allow an excerpt."""
    able = (number for number in (story.lead, *story.members) if excerpt_span(week.items[number]))
    return next(able, None)


def _story_summary(week: Week, story: Story, shown: int | None) -> str:
    language = week.language
    first, last = (week.items[number] for number in (story.members[0], story.members[-1]))
    told = [
        with_byline("first" if _is_surely_first(week, story) else "first_unsure", first, language)
    ]
    same_day = first.at.date() == last.at.date()
    outlets = outlet_count(week.items, story.members)
    parts = {
        "items": count_words(len(story.members), "item", "items", language),
        "outlets": count_words(outlets, "outlet", "outlets", language),
    }
    key = "told_same_day" if same_day else "told_until"
    told.append(word(key, language, day=day_words(last, language), **parts))
    if copies := sum(number in week.copies for number in story.members):
        key = "reprinted_one" if copies == 1 else "reprinted"
        told.append(word(key, language, count=small_number(copies, language)))
    if shown is None:
        return " ".join(told)
    return f"{' '.join(told)}\n\n{_quoted_excerpt(week.items[shown], language)}"


def _is_surely_first(week: Week, story: Story) -> bool:
    """Whether no other outlet can have been earlier: a day without a time tells no order."""
    first = week.items[story.members[0]]
    rivals = [
        item
        for item in (week.items[number] for number in story.members[1:])
        if item.outlet_key != first.outlet_key
    ]
    if first.precision in {"month", "year"}:
        return not rivals
    same_day = [item for item in rivals if item.at.date() == first.at.date()]
    if first.precision == "day":
        return not same_day
    return all(item.at > first.at for item in same_day)


def _quoted_excerpt(item: DraftItem, language: str) -> str:
    outlet, day = escaped(item.outlet), day_words(item, language)
    said = word("wrote", language, outlet=outlet, day=day)
    return f"{said}\n\n{block_quotation([_excerpt(item)])}"


def _excerpt(item: DraftItem) -> str:
    span = excerpt_span(item)
    return item.text[span.start : span.end] if span else ""


def _pictured(week: Week, positions: Iterable[int]) -> int | None:
    """The first of these items with a picture that may be shown."""
    for number in positions:
        item = week.items[number]
        if item.picture is not None and item.rights != "none":
            return number
    return None


# --- who said what ----------------------------------------------------------------------


def voice_entries(week: Week, stories: Sequence[DraftEntry]) -> tuple[DraftEntry, ...]:
    """One round-up: commentators, then people who reacted to the week's stories, a quote each.

    Whoever is quoted under a story already is left out.
    """
    heard = [_speaker_of(quote) for entry in stories for _, quote in entry.quotations]
    commentators = by_different_speakers(_opinions(week), MOST_VOICES, heard)
    heard += [speaker_key(found) for found in commentators]
    told = [number for story in week.stories for number in story.members]
    reactions = sayings(week, in_order(week, told))
    reacting = by_different_speakers(reactions, MOST_VOICES - len(commentators), heard)
    voices = commentators + reacting
    if not voices:
        return ()
    items = in_order(week, (found.item for found in voices))
    language = week.language
    summary = word(
        "voices_summary",
        language,
        people=count_words(len(voices), "person", "people", language),
        outlets=count_words(outlet_count(week.items, items), "outlet", "outlets", language),
    )
    entry = DraftEntry(
        key=f"roundup-{language}-voices",
        form="roundup",
        heading=word("voices_heading", language),
        language=language,
        summary=summary[:1].upper() + summary[1:],
        quotations=tuple((found.item, found.quote) for found in voices),
        items=items,
    )
    return (entry,)


def _speaker_of(quote: Quote) -> str:
    return fold(quote.speaker.name) if quote.speaker else ""


def _opinions(week: Week) -> list[Found]:
    """The first sentence of each opinion piece, as its author's own words."""
    found = []
    for number in week.positions:
        item = week.items[number]
        if item.form != "opinion" or number in week.copies or not item.authors:
            continue
        span = first_sentence(item)
        if span is not None:
            speaker = Speaker(name=item.authors[0])
            quote = Quote("direct", span, cue=None, speaker=speaker, confidence=1.0)
            found.append(Found(number, quote, item.text[span.start : span.end]))
    return found


# --- articles, interviews, a reprint ----------------------------------------------------


def article_entries(week: Week, stories: Sequence[DraftEntry]) -> tuple[DraftEntry, ...]:
    """Opinion pieces and the longest articles in brief: byline and excerpt."""
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
    byline = with_byline("byline", item, week.language)
    return DraftEntry(
        key=entry_key("article", week.language, item),
        form="article",
        heading=item.title,
        language=week.language,
        summary=f"{byline}\n\n{block_quotation([_excerpt(item)])}",
        items=(number,),
        picture_item=_pictured(week, (number,)),
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
                summary=with_byline("byline", item, week.language),
                items=(number,),
                exchanges=talk[:most],
                picture_item=_pictured(week, (number,)),
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
        summary=f"{with_byline('published_first', item, week.language)}\n\n{_whole_text(item)}",
        items=(number,),
        picture_item=_pictured(week, (number,)),
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
    if len(mentions) == 1:
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
