"""Stage learn: an outlet's pages to what they have in common, lesson by lesson.

An outlet's web pages are numbered as they come. After so many of them its template is learned
from those that are new; each page is read by the template of the lesson before it, and those of
the first lessons once more when there is one. What a page is read by so depends on nothing but
the order of the pages: a run that was killed and one that was not come to the same.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.db.models import F
from django.db.models.functions import Least

from columninch import records
from columninch.desk.keep.records import capture_record
from columninch.desk.models import Fetch, Item, Mark, Outlet, Template
from columninch.extract.templates.stored import restored, stored
from columninch.extract.templates.template import Template as Learned

if TYPE_CHECKING:
    from collections.abc import Iterator

    from columninch.collect.fetch import Fetched
    from columninch.desk.models import Recipe
    from columninch.desk.stage import Kept

FIRST_LESSONS = (5, 20)
"""Pages of an outlet after which its first ones are read once more."""
LATER = 40
"""Pages from one lesson to the next, after the first ones."""
KEPT_VERSIONS = 3
"""The newest templates whose content is kept."""


@dataclass(frozen=True, slots=True)
class PagesToLearn:
    """What is known of an outlet's pages, and the pages that are new."""

    before: Learned
    captures: tuple[records.Capture, ...]
    through: int
    """The number of the last of these pages."""


def lessons() -> Iterator[int]:
    """After which of its pages an outlet's template is learned anew."""
    yield from FIRST_LESSONS
    page = FIRST_LESSONS[-1]
    while True:
        page += LATER
        yield page


def lesson_after(page: int) -> int:
    """The next lesson, once `page` pages were learned from."""
    return next(lesson for lesson in lessons() if lesson > page)


def lesson_for(page: int) -> int:
    """The lesson that a new page is read by: the last one before it; 0 for none."""
    last = 0
    for lesson in lessons():
        if lesson >= page:
            return last
        last = lesson
    raise AssertionError("lessons never end")


def place_and_lesson(item: Item, fetched: Fetched) -> tuple[int, int]:
    """Which of its outlet's web pages a fetched one is, and its lesson; zeros for no web page."""
    known = Fetch.objects.filter(item=item, place__gt=0).order_by("pk").first()
    if known is not None:
        return known.place, known.lesson
    kind = fetched.capture.content_type.partition(";")[0].strip().lower()
    if fetched.from_feed or kind not in {"text/html", "application/xhtml+xml"}:
        return 0, 0
    Outlet.objects.filter(pk=item.outlet_id).update(page_count=F("page_count") + 1)
    place = Outlet.objects.values_list("page_count", flat=True).get(pk=item.outlet_id)
    return place, lesson_for(place)


def pages_to_learn(row: Outlet) -> PagesToLearn:
    """The pages of the next lesson of an outlet, as the question found it due."""
    through: int = row.next_lesson  # type: ignore[attr-defined]  # the question's annotation
    done = lesson_for(through)
    before = Template.objects.filter(outlet=row, pages=done).order_by("-recipe_id").first()
    pages = Fetch.objects.filter(
        item__outlet=row, place__gt=done, place__lte=through, capture__tombstone__isnull=True
    ).select_related("capture__original")
    first_of_each = {page.place: page for page in pages.order_by("-pk")}
    return PagesToLearn(
        before=restored(before.content if before else {}),
        captures=tuple(
            capture_record(first_of_each[place].capture) for place in sorted(first_of_each)
        ),
        through=through,
    )


def keep_template(row: Outlet, kept: Kept) -> None:
    """The new version; the outlet's first pages wait to be read by it."""
    value: PagesToLearn = kept.value
    Template.objects.create(
        outlet=row,
        recipe=kept.recipe,
        pages=value.through,
        next_at=lesson_after(value.through),
        made_at=kept.now,
        content=stored(kept.result),
    )
    _drop_old_content(row, kept.recipe)
    if value.through in FIRST_LESSONS:
        _read_again(row, value.through)


def _drop_old_content(outlet: Outlet, recipe: Recipe) -> None:
    versions = Template.objects.filter(outlet=outlet).order_by("-recipe_id", "-pages")
    kept = list(versions.values_list("pk", flat=True)[:KEPT_VERSIONS])
    Template.objects.filter(outlet=outlet).exclude(pk__in=kept).update(content={})
    Template.objects.filter(outlet=outlet).exclude(recipe=recipe).update(content={})


def _read_again(outlet: Outlet, lesson: int) -> None:
    """Let the pages of a first lesson wait, below the mark of what was read too."""
    pages = Fetch.objects.filter(item__outlet=outlet, place__gt=0, place__lte=lesson)
    oldest = pages.order_by("pk").values_list("pk", flat=True).first()
    pages.update(lesson=lesson)
    if oldest:
        Mark.objects.filter(stage="read").update(done_through=Least(F("done_through"), oldest - 1))


def template_of_item(item: Item) -> Learned | None:
    """The template that the page which an item has now is read by."""
    fetch = Fetch.objects.filter(item=item, is_current=True).select_related("item").first()
    return template_for(fetch) if fetch else None


def template_for(fetch: Fetch) -> Learned | None:
    """The template that a page is to be read by, or None where there is none yet.

    Where its content is gone, the oldest that is left stands in.
    """
    if not fetch.lesson:
        return None
    versions = Template.objects.filter(outlet=fetch.item.outlet_id).exclude(content={})
    upto = versions.filter(pages__lte=fetch.lesson).order_by("-recipe_id", "-pages")
    row: Any = upto.first() or versions.order_by("-recipe_id", "pages").first()
    return restored(row.content) if row else None
