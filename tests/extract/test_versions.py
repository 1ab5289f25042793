"""What counts as another version of a page, and whether the page tells of it."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from columninch.extract.versions import changed_parts, edit_between, why_no_version
from columninch.records import EmbeddedReading, Language, PrintedDate, Reading

NOON = datetime(2026, 5, 11, 12, tzinfo=UTC)
OLD = Reading(
    "The pier",
    "The pier is shut.\nIt costs four million.",
    (),
    Language("en", 1.0),
    authors=("Tam Okoro",),
    published=PrintedDate(NOON, "minute", "json-ld"),
)


def with_text(text):
    return replace(OLD, text=text)


def dated(hours, evidence="json-ld"):
    return replace(OLD, published=PrintedDate(NOON + timedelta(hours=hours), "minute", evidence))


@pytest.mark.parametrize(
    ("new", "parts"),
    [
        (OLD, set()),
        (replace(OLD, title="The quay"), {"title"}),
        (replace(OLD, authors=()), {"authors"}),
        (with_text("The pier is open."), {"text"}),
        (dated(-30), {"published"}),
        (dated(1), {"published"}),
        (dated(1, "htmldate"), set()),
        (replace(OLD, updated=PrintedDate(NOON, "minute")), set()),
        (replace(OLD, section="Town"), set()),
    ],
)
def test_what_changed_is_told_part_by_part(new, parts):
    assert changed_parts(OLD, new) == parts


@pytest.mark.parametrize(
    ("new", "has_moved", "why"),
    [
        (OLD, False, ""),
        (OLD, True, ""),
        (with_text("The pier is open."), False, None),
        (replace(OLD, text="The pier is shut.", is_teaser=True), False, "beginning"),
        (replace(OLD, title="Weather", text="Rain all week."), True, "another page"),
        (replace(OLD, title="Weather", text="Rain all week."), False, None),
        (replace(OLD, embedded=(EmbeddedReading("A", "", "", OLD),)), False, None),
    ],
)
def test_a_page_is_a_new_version_or_says_why_it_is_none(new, has_moved, why):
    told = why_no_version(OLD, new, has_moved=has_moved)
    assert told == why or (why and told and why in told)


@pytest.mark.parametrize(
    ("added", "is_silent"),
    [
        ("Correction: it costs five.", False),
        ("Editor's note: the sum was wrong.", False),
        ("UPDATE 14:20: it costs five.", False),
        ("An earlier version of this report misstated the sum.", False),
        ("This article was amended on Monday.", False),
        ("Berichtigung: es kostet fünf.", False),
        ("توضیح: رقم نادرست بود.", False),
        ("به‌روزرسانی: رقم درست شد.", False),
        ("The law was amended to allow it.", True),
        ("The mayor has been updated on the pier.", True),
        ("Updates follow the tide here.", True),
        ("توضیحات شهردار کسی را راضی نکرد.", True),
        ("It costs five.", True),
    ],
)
def test_an_edit_is_silent_unless_a_new_paragraph_tells_of_it(added, is_silent):
    assert edit_between(OLD, with_text(f"{OLD.text}\n{added}")).is_silent == is_silent


def test_a_note_that_was_there_before_tells_of_nothing_new():
    note = "Correction: it costs four million, not three."
    old, new = with_text(f"{note}\nAll is well."), with_text(f"{note}\nAll is lost.")
    assert edit_between(old, new).is_silent
