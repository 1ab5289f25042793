"""Every question to the queue: which rows wait for a stage.

The database is the queue: a row waits while it has no result of the stage's recipe.
Stages that depend on neighbours ask for buckets, days and periods, whose counters are
past what their result saw.
"""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

from django.db.models import (
    Exists,
    F,
    IntegerField,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Sum,
    Value,
)
from django.db.models.functions import Coalesce

from columninch.desk.keep.lessons import FIRST_LESSONS
from columninch.desk.models import (
    Day,
    Digest,
    Estimation,
    Fetch,
    FigureSearch,
    Frame,
    Group,
    Item,
    Outlet,
    Period,
    PictureCapture,
    Proposals,
    QuoteSearch,
    Reading,
    ReprintTrace,
    Setback,
    Source,
    StoryGrouping,
    Template,
    Visits,
)
from columninch.desk.periods import newest_day
from columninch.desk.recipes import current_recipe
from columninch.desk.stage import Ask

if TYPE_CHECKING:
    from datetime import datetime

    from columninch.desk.stage import Stage

FIRST = Value(FIRST_LESSONS[0])
REPRINT_DAYS = 14
"""How many days back, its own included, a day's texts are traced."""


def sources_to_poll(ask: Ask) -> QuerySet[Source]:
    """Sources that are due, or were never polled by this recipe."""
    never = ~Q(poll_recipe=ask.recipe) | Q(polled_at__isnull=True)
    due = Q(next_poll_at__lte=ask.now)
    rows = Source.objects.filter(due | never, is_paused=False)
    return ask.left(rows.select_related("outlet", "document__original"))


def items_to_fetch(ask: Ask) -> QuerySet[Item]:
    """Listed items that have no capture yet, or are due to be visited; never what was removed."""
    fetched = Fetch.objects.filter(item=OuterRef("pk"), recipe=ask.recipe)
    gone = Fetch.objects.filter(item=OuterRef("pk"), capture__tombstone__isnull=False)
    due = Visits.objects.filter(next_at__lte=ask.now).values("item")
    is_due = Q(pk__in=due)
    rows = Item.objects.filter(~Exists(fetched) | is_due, ~Exists(gone), listed__isnull=False)
    return ask.left(rows, besides=is_due)


def outlets_to_learn(ask: Ask) -> QuerySet[Outlet]:
    """Outlets that have the pages of their next lesson."""
    last = Template.objects.filter(outlet=OuterRef("pk"), recipe=ask.recipe).order_by("-pages")
    rows = Outlet.objects.annotate(
        next_lesson=Coalesce(Subquery(last.values("next_at")[:1]), FIRST)
    )
    return ask.left(rows.filter(page_count__gte=F("next_lesson")))


def fetches_to_read(ask: Ask) -> QuerySet[Fetch]:
    """Captured items that have no reading by their template, as long as their bytes are there."""
    read = Reading.objects.filter(
        fetch=OuterRef("pk"), recipe=ask.recipe, lesson=OuterRef("lesson")
    )
    # earlier versions of a page are read anew as well: only what one recipe read is compared
    versions = Q(from_feed=False, same_as__isnull=True)
    rows = Fetch.objects.filter(Q(is_current=True) | versions, ~Exists(read))
    rows = rows.filter(capture__tombstone__isnull=True)
    return ask.left(rows)


def pictures_to_fetch(ask: Ask) -> QuerySet[Reading]:
    """Readings with a picture that the desk has the right to show."""
    fetched = PictureCapture.objects.filter(reading=OuterRef("pk"), recipe=ask.recipe)
    rightful = Q(item__rights__extent="whole") | Q(item__outlet__rights__extent="whole")
    rows = current_readings().filter(rightful, ~Exists(fetched), picture__isnull=False)
    return ask.left(rows.distinct())


def days_to_trace(ask: Ask) -> QuerySet[Day]:
    """Days with readings, whose window of days changed since they were traced."""
    window = _summed(
        Day.objects.filter(ordinal__gt=OuterRef("ordinal") - REPRINT_DAYS).filter(
            ordinal__lte=OuterRef("ordinal")
        ),
        F("read"),
    )
    seen = _mark_of(ReprintTrace.objects.filter(day=OuterRef("pk"), recipe=ask.recipe))
    rows = Day.objects.filter(read__gt=0).annotate(window=window, seen=seen)
    return ask.left(rows.filter(window__gt=F("seen")))


def periods_to_group(ask: Ask) -> QuerySet[Period]:
    """Periods whose readings or reprints changed since their stories were grouped."""
    seen = _mark_of(StoryGrouping.objects.filter(period=OuterRef("pk"), recipe=ask.recipe))
    return ask.left(_periods(F("read"), seen))


def readings_to_propose(ask: Ask) -> QuerySet[Reading]:
    """Readings that the codebooks' rules were not put to yet."""
    done = Proposals.objects.filter(reading=OuterRef("pk"), recipe=ask.recipe)
    return ask.left(current_readings().filter(~Exists(done)))


def readings_to_quote(ask: Ask) -> QuerySet[Reading]:
    """Readings that were not searched for quotations yet."""
    done = QuoteSearch.objects.filter(reading=OuterRef("pk"), recipe=ask.recipe)
    return ask.left(current_readings().filter(~Exists(done)))


def readings_to_figure(ask: Ask) -> QuerySet[Reading]:
    """Readings that were not searched for tracked figures yet."""
    done = FigureSearch.objects.filter(reading=OuterRef("pk"), recipe=ask.recipe)
    return ask.left(current_readings().filter(~Exists(done)))


def periods_to_frame(ask: Ask) -> QuerySet[Period]:
    """Periods whose readings or reprints changed since their frames were built."""
    frames = Frame.objects.filter(period=OuterRef("pk"), recipe=ask.recipe)
    oldest = frames.order_by("mark").values("mark")[:1]
    seen = Coalesce(Subquery(oldest), Value(0), output_field=IntegerField())
    has_groups = Exists(Group.objects.filter(series=OuterRef("series")))
    frozen = Exists(Frame.objects.filter(period=OuterRef("pk"), is_frozen=True))
    return ask.left(_periods(F("read") + F("traced"), seen).filter(has_groups, ~frozen))


def frames_to_estimate(ask: Ask) -> QuerySet[Frame]:
    """Frames that were built or coded since their shares were estimated; frozen ones never."""
    seen = _mark_of(Estimation.objects.filter(frame=OuterRef("pk"), recipe=ask.recipe))
    rows = Frame.objects.filter(is_frozen=False)
    rows = rows.annotate(seen=seen, changes=F("built") + F("coded"))
    return ask.left(rows.filter(changes__gt=F("seen")))


def periods_to_draft(ask: Ask) -> QuerySet[Period]:
    """The running, the last ended and the newest read period, and those with a draft.

    Once a person has edited a digest, its period waits no more.
    """
    week_ago = ask.now - timedelta(days=7)
    seen = _mark_of(Digest.objects.filter(period=OuterRef("pk"), recipe=ask.recipe))
    held = Q(digests__edited_at__isnull=False) | Q(digests__state="published")
    changes = F("read") + F("traced") + F("quoted") + F("proposed") + F("figured")
    newest = newest_day(ask.now) or 0
    recent = (
        Q(ends__gt=week_ago, starts__lte=ask.now)
        | Q(first_day__lte=newest, last_day__gte=newest)
        | Q(is_wished=True)
        | Q(digests__isnull=False)
    )
    # the older week first: issues are numbered in the order of their weeks
    return ask.left(_periods(changes, seen).filter(recent).exclude(held)).order_by("starts")


def waiting_count(stage: Stage, now: datetime) -> int:
    """How many rows wait for `stage`."""
    return stage.question(Ask(current_recipe(stage, now), now)).count()


def setbacks() -> QuerySet[Setback]:
    """Rows that were set back and are not done since, the newest first."""
    return Setback.objects.select_related("source", "recipe").order_by("-at")


def current_readings() -> QuerySet[Reading]:
    """The reading that counts of each item that still stands for itself."""
    return Reading.objects.filter(is_current=True, item__merged_into__isnull=True)


def changes_between(first: int, last: int, *counters: str) -> int:
    """The sum of the named counters over the days from `first` to `last`, both included."""
    total: Any = sum((F(counter) for counter in counters), start=Value(0))
    days = Day.objects.filter(ordinal__gte=first, ordinal__lte=last)
    return int(days.aggregate(total=Sum(total))["total"] or 0)


def _summed(days: QuerySet[Day], counters: Any) -> Any:
    total = (
        days.order_by()
        .annotate(one=Value(1))
        .values("one")
        .annotate(total=Sum(counters))
        .values("total")
    )
    return Coalesce(Subquery(total), Value(0), output_field=IntegerField())


def _mark_of(results: QuerySet[Any]) -> Any:
    return Coalesce(Subquery(results.values("mark")[:1]), Value(0), output_field=IntegerField())


def _periods(counters: Any, seen: Any) -> QuerySet[Period]:
    days = Day.objects.filter(ordinal__gte=OuterRef("first_day"), ordinal__lte=OuterRef("last_day"))
    rows = Period.objects.annotate(changes=_summed(days, counters), seen=seen)
    return rows.filter(changes__gt=F("seen"))
