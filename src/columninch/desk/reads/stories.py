"""Stories: what the week's items were about."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.core.paginator import Paginator
from django.db.models import Exists, OuterRef

from columninch.desk.models import Reading, Reprint, Story, StoryGrouping, StoryItem

if TYPE_CHECKING:
    from collections.abc import Iterable

    from django.core.paginator import Page
    from django.db.models import QuerySet

    from columninch.desk.models import Period

PAGE_SIZE = 50


@dataclass(frozen=True, slots=True)
class StoryRow:
    """A story of the list."""

    story: Story
    languages: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class StoryShown:
    """A story with its items in order of time."""

    story: Story
    readings: tuple[Reading, ...]


def stories_of(period: Period) -> QuerySet[Story]:
    """The stories of a period, the largest first."""
    grouping = StoryGrouping.objects.filter(period=period).order_by("-pk").values("pk")[:1]
    stories = Story.objects.filter(grouping__in=grouping).select_related("lead__item__outlet")
    return stories.order_by("-item_count", "-outlet_count", "pk")


def story_page(period: Period, page: int) -> tuple[Page[Story], tuple[StoryRow, ...]]:
    """One page of a period's stories of at least two items, with their rows."""
    shown = Paginator(told_more_than_once(period), PAGE_SIZE).get_page(page)
    return shown, story_rows(list(shown))


def told_more_than_once(period: Period) -> QuerySet[Story]:
    """The stories of a period that more than one item tells."""
    return stories_of(period).filter(item_count__gt=1)


def story_rows(stories: Iterable[Story]) -> tuple[StoryRow, ...]:
    """Stories with the languages they are told in."""
    stories = list(stories)
    members = StoryItem.objects.filter(story__in=stories).order_by()
    told = members.values_list("story_id", "reading__language").distinct()
    languages: dict[int, set[str]] = {}
    for story, language in told:
        languages.setdefault(story, set()).add(language)
    return tuple(StoryRow(story, tuple(sorted(languages.get(story.pk, ())))) for story in stories)


def story_shown(pk: int) -> StoryShown:
    """The story with key `pk`. Raises `Story.DoesNotExist`."""
    story = Story.objects.select_related("lead__item__outlet", "grouping__period__series").get(
        pk=pk
    )
    readings = (
        Reading.objects.filter(in_stories__story=story)
        .annotate(is_reprint=Exists(Reprint.objects.filter(copy=OuterRef("pk"))))
        .select_related("item__outlet")
        .order_by("dated_at", "pk")
    )
    return StoryShown(story, tuple(readings))
