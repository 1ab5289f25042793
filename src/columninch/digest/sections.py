"""Sections about what several items tell: the stories, and who said what about them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from columninch.digest.choose import (
    Found,
    Story,
    Week,
    by_different_speakers,
    entry_key,
    in_order,
    outlet_count,
    pictured,
    sayings,
    speaker_key,
)
from columninch.digest.numerals import small_number
from columninch.digest.outline import DraftEntry
from columninch.digest.prose import (
    block_quotation,
    count_words,
    day_words,
    escaped,
    excerpt,
    excerpt_span,
    first_sentence,
    with_byline,
)
from columninch.digest.words import word
from columninch.records import Quote, Speaker
from columninch.text.normalise import fold

if TYPE_CHECKING:
    from collections.abc import Sequence

    from columninch.digest.material import DraftItem

QUOTATIONS_A_STORY = 2
MOST_VOICES = 10


# --- stories ----------------------------------------------------------------------------


def story_entries(week: Week, most: int) -> tuple[DraftEntry, ...]:
    """One entry for each of the `most` largest stories."""
    return tuple(_story_entry(week, story) for story in week.stories[:most])


def _story_entry(week: Week, story: Story) -> DraftEntry:
    lead = week.items[story.lead]
    shown = _shown_item(week, story)
    quoted = excerpt(week.items[shown]) if shown is not None else ""
    said = [found for found in sayings(week, story.members) if found.text not in quoted]
    chosen = by_different_speakers(said, QUOTATIONS_A_STORY)
    return DraftEntry(
        key=entry_key("story", week.language, week.items[story.members[0]]),
        form="story",
        heading=lead.title,
        language=week.language,
        summary=_story_summary(week, story, shown),
        quotations=tuple((found.item, found.quote) for found in chosen),
        items=story.members,
        picture_item=pictured(week, (story.lead, *story.members)),
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
        reprinted = word(key, language, count=small_number(copies, language))
        told.append(reprinted[:1].upper() + reprinted[1:])
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
    return f"{said}\n\n{block_quotation([excerpt(item)])}"


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
