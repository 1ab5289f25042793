"""From a week's material to the sections that an editor goes on with.

The order is that of the digest: stories, who said what, articles in brief, interviews, figures
we follow, an article in full. A section that nothing was found for is left out.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from columninch.digest.choose import week_in
from columninch.digest.outline import DraftEntry, DraftSection
from columninch.digest.pieces import (
    article_entries,
    figure_entries,
    interview_entries,
    reprint_entries,
)
from columninch.digest.sections import story_entries, voice_entries
from columninch.digest.telling import chart_title, share_sentence
from columninch.digest.words import word

if TYPE_CHECKING:
    from columninch.digest.material import Material

__all__ = ["DraftEntry", "DraftSection", "chart_title", "draft_sections", "share_sentence"]


def draft_sections(
    material: Material, language: str, most_stories: int = 8
) -> tuple[DraftSection, ...]:
    """The draft of the part in `language`; the same material always gives the same draft.

    Stories are the largest by outlets, then by items, at most `most_stories` of two items or
    more. Positions in the entries are those of the material's items.
    """
    week = week_in(material, language)
    stories = story_entries(week, most_stories)
    drafted = {
        "stories": stories,
        "voices": voice_entries(week, stories),
        "articles": article_entries(week, stories),
        "interviews": interview_entries(week),
        "figures": figure_entries(week, material.figures),
        "reprint": reprint_entries(week),
    }
    return tuple(
        DraftSection(key, word(key, language), language, entries)
        for key, entries in drafted.items()
        if entries
    )
