"""Also read: earlier entries on what an issue tells, and stories it had no room for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from columninch import records
from columninch.desk.keep.issues import item_url
from columninch.desk.models import Digest, Entry, Reading, StoryGrouping
from columninch.digest.words import word
from columninch.publish.addresses import entry_anchor
from columninch.text.normalise import fold

if TYPE_CHECKING:
    from collections.abc import Iterable

MOST_ENTRIES = 3
MOST_ITEMS = 3
SHORT_WORD = 3


def also_read(digest: Digest, language: str) -> tuple[records.AlsoRead, ...]:
    """Pointers for one part of a digest: related earlier entries, then related items."""
    return (*_earlier_entries(digest, language), *_left_out_items(digest, language))


def _earlier_entries(digest: Digest, language: str) -> list[records.AlsoRead]:
    told = Entry.objects.filter(section__digest=digest, section__language=language)
    words = _words(entry.heading for entry in told)
    earlier = Entry.objects.filter(
        section__digest__series=digest.series_id,
        section__digest__state="published",
        section__digest__number__lt=digest.number,
        section__language=language,
        is_left_out=False,
        form__in=["story", "article", "interview", "statement"],
    ).select_related("section__digest")
    scored = [(len(_words([entry.heading]) & words), entry) for entry in earlier]
    scored.sort(key=lambda pair: (-pair[0], -pair[1].section.digest.number, pair[1].pk))
    return [
        records.AlsoRead(
            title=entry.heading,
            url=f"issues/{entry.section.digest.number}/index.html#{entry_anchor(entry.key)}",
            note=word("issue_number", language, number=str(entry.section.digest.number)),
        )
        for score, entry in scored[:MOST_ENTRIES]
        if score > 1
    ]


def _left_out_items(digest: Digest, language: str) -> list[records.AlsoRead]:
    """The leads of the largest stories that no entry cites."""
    grouping = StoryGrouping.objects.filter(period=digest.period_id).order_by("-pk").first()
    if grouping is None:
        return []
    cited = Reading.objects.filter(citations__entry__section__digest=digest).values("pk")
    stories = (
        grouping.stories.filter(lead__language=language)
        .exclude(members__reading__in=cited)
        .exclude(lead__form="roundup")
        .select_related("lead__item__outlet", "lead__fetch__capture")
        .order_by("-outlet_count", "-item_count", "pk")
    )
    return [
        records.AlsoRead(
            title=story.lead.title, url=item_url(story.lead), note=story.lead.item.outlet.name
        )
        for story in stories[:MOST_ITEMS]
    ]


def _words(headings: Iterable[str]) -> set[str]:
    return {
        word for heading in headings for word in fold(heading).split() if len(word) > SHORT_WORD
    }
