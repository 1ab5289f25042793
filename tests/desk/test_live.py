"""A live page is one item that grows: visited more often, its versions grown and not edited."""

from datetime import timedelta

import pytest

from columninch.desk import models
from columninch.desk.keep.records import blocks_of
from columninch.desk.reads.versions import versions_of
from tests.desk.changing_press import changing_press, watch
from tests.extract.test_live import page, posts

pytestmark = pytest.mark.django_db

LIVE = "/live/pier.html"
HALF_HOUR = timedelta(minutes=30)


@pytest.fixture
def press(tmp_path):
    with changing_press(tmp_path / "archive") as press:
        press.pages[LIVE] = page(posts()[1:], "LiveBlogPosting")
        watch(press)
        yield press


def changes():
    item = models.Item.objects.get()
    return versions_of(item, item.readings.select_related("fetch__capture")).changes


def test_a_growing_page_is_one_item_whose_versions_grew(press):
    press.pages[LIVE] = page(posts(), "LiveBlogPosting")
    press.run(HALF_HOUR)
    (change,) = changes()
    assert change.edit.has_grown
    assert not change.edit.is_silent
    reading = models.Reading.objects.get(is_current=True)
    assert reading.form == "live"
    assert {block.at for block in blocks_of(reading)} == {at for at, _ in posts()}


def test_it_is_visited_every_half_hour_until_it_has_not_grown_for_a_day(press):
    for _ in range(4):
        press.run(HALF_HOUR)
    assert press.visits(LIVE) == [200, 304, 304, 304, 304]
    press.run(timedelta(days=1))
    asked = len(press.visits(LIVE))
    press.run(HALF_HOUR)
    assert len(press.visits(LIVE)) == asked


def test_one_that_has_ended_is_visited_as_others_are(press):
    ended = page(posts(), "LiveBlogPosting", coverageEndTime=press.clock.now().isoformat())
    press.pages[LIVE] = ended
    press.run(HALF_HOUR)
    press.run(HALF_HOUR)
    asked = len(press.visits(LIVE))
    press.run(HALF_HOUR)
    assert len(press.visits(LIVE)) == asked


def test_a_post_that_was_taken_back_is_an_edit(press):
    at, _ = posts()[2]
    others = [one for one in posts()[1:] if one[0] != at]
    press.pages[LIVE] = page([*others, (at, "Nothing of it was so.")], "LiveBlogPosting")
    press.run(HALF_HOUR)
    (change,) = changes()
    assert not change.edit.has_grown
    assert change.edit.is_silent
