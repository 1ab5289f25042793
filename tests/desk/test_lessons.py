"""What a desk learns of an outlet's pages, and what it says when they change."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from columninch.archive.vault import WarcVault
from columninch.collect.fetcher.web import SafeWeb, WebSettings
from columninch.desk import demo_press, models
from columninch.desk.keep.lessons import lesson_after, lesson_for
from columninch.desk.pipeline import STAGES
from columninch.desk.reads.learned import learned_of
from columninch.desk.reads.source_health import healths
from columninch.desk.runner import run_stage
from columninch.sample.edition import edition
from columninch.sample.server import SampleServer
from columninch.tools import FixedClock, Tools

INTAKE = [stage for stage in STAGES if stage.name in {"poll", "fetch", "learn", "read"}]
PRESS = edition()
OUTLET = next(one for one in PRESS.outlets if one.template == "modern" and one.language == "en")
WEDNESDAY = PRESS.starts + timedelta(days=9, hours=12)


class Desk:
    """A desk that watches one outlet of the sample press, whose clock can be set."""

    def __init__(self, folder):
        self.now = PRESS.starts
        self.server = SampleServer(PRESS, lambda: self.now)
        self.folder = folder

    def __enter__(self):
        self.server.start()
        demo_press.set_up(replace(PRESS, outlets=(OUTLET,), groups=()), self.now)
        return self

    def __exit__(self, *_):
        self.server.stop()

    def go_on(self, until):
        """Take in what is new at a moment."""
        self.now = until
        clock = FixedClock(until)
        settings = WebSettings("columninch test", hosts=self.server.hosts, gap_seconds=0.0)
        with WarcVault(self.folder, clock) as vault:
            tools = Tools(web=SafeWeb(settings, clock), vault=vault, clock=clock)
            for stage in INTAKE:
                run_stage(stage, tools)

    def redesign(self, template):
        """From now on the outlet's pages have another template."""
        outlet = replace(OUTLET, template=template)
        others = (one for one in PRESS.outlets if one.key != OUTLET.key)
        self.server._server.edition = replace(PRESS, outlets=(outlet, *others))


@pytest.fixture
def desk(db, tmp_path):
    with Desk(tmp_path / "archive") as desk:
        yield desk


def health():
    (only,) = healths(None, WEDNESDAY)
    return only


def test_lessons_come_after_so_many_pages():
    assert [lesson_after(page) for page in (0, 4, 5, 19, 20, 60)] == [5, 5, 20, 20, 60, 100]
    assert [lesson_for(page) for page in (1, 5, 6, 20, 21, 60, 61)] == [0, 0, 5, 5, 20, 20, 60]


def test_an_outlets_pages_are_numbered_learned_from_and_read_by_what_was_learned(desk):
    desk.go_on(PRESS.ends)
    outlet = models.Outlet.objects.get()
    fetches = models.Fetch.objects.filter(place__gt=0).order_by("pk")
    assert [fetch.place for fetch in fetches] == list(range(1, outlet.page_count + 1))
    lessons = models.Template.objects.order_by("pages").values_list("pages", flat=True)
    assert list(lessons) == [5, 20, *range(60, outlet.page_count + 1, 40)]
    read_by = {
        reading.fetch.place: reading.lesson
        for reading in models.Reading.objects.filter(is_current=True).select_related("fetch")
        if reading.fetch.place
    }
    assert read_by == {
        place: 20 if place <= 20 else lesson_for(place) for place in range(1, len(fetches) + 1)
    }
    learned = learned_of(outlet.pk)
    assert learned is not None
    assert learned.pages == max(lessons)


def test_pages_read_one_by_one_come_to_the_same_as_pages_read_at_once(desk, tmp_path):
    for hours in range(0, 14 * 24 + 1, 12):
        desk.go_on(PRESS.starts + timedelta(hours=hours))
    by_the_hour = {
        (reading.fetch.place, reading.lesson, reading.text_sha256)
        for reading in models.Reading.objects.filter(is_current=True).select_related("fetch")
        if reading.fetch.place
    }
    assert len(by_the_hour) == models.Outlet.objects.get().page_count
    assert {(place, lesson) for place, lesson, _ in by_the_hour} == {
        (place, 20 if place <= 20 else lesson_for(place))
        for place in range(1, len(by_the_hour) + 1)
    }


def test_a_new_design_in_mid_week_is_told_within_ten_items(desk):
    desk.go_on(WEDNESDAY)
    before = models.Outlet.objects.get().page_count
    assert health().state == "in order"
    desk.redesign("plain")
    at = WEDNESDAY
    while health().state != "changed":
        at += timedelta(hours=6)
        assert at <= PRESS.ends, "it was never told"
        desk.go_on(at)
    told = {change.field: change for change in health().changes}
    assert models.Outlet.objects.get().page_count - before <= 10
    assert {change.since_page for change in told.values()} == {before + 1}
    assert "date" in told or "authors" in told


def test_the_same_design_all_week_tells_nothing(desk):
    desk.go_on(WEDNESDAY)
    desk.go_on(PRESS.ends)
    assert health().changes == ()
