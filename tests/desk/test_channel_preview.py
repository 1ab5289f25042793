"""A channel's posts on the desk: items that are whole in the archived page that lists them."""

from dataclasses import replace
from datetime import timedelta

import pytest

from columninch.archive.vault import WarcVault
from columninch.collect.fetcher.web import SafeWeb, WebSettings
from columninch.desk import models
from columninch.desk.actions.series import start_series
from columninch.desk.actions.sources import add_source
from columninch.desk.keep.issues import item_url
from columninch.desk.pipeline import STAGES
from columninch.desk.reads.statements import not_collected
from columninch.desk.runner import run_pass
from columninch.records import FoundSource
from columninch.tools import FixedClock, Tools
from tests.collect.channel import ServedChannel
from tests.collect.site import Page, Site
from tests.collect.test_preview import POSTS
from tests.desk import press

COLLECTING = tuple(stage for stage in STAGES if stage.name in {"poll", "fetch", "read"})


@pytest.fixture
def served():
    site = Site()
    yield site
    site.close()


@pytest.fixture
def tools(served, tmp_path):
    clock = FixedClock(press.NOW)
    settings = WebSettings("ColumnInch/0", {"t.example": served.place}, gap_seconds=0)
    web = SafeWeb(settings, clock)
    with WarcVault(tmp_path / "archive", clock) as vault:
        yield Tools(web=web, vault=vault, clock=clock)
    web.close()


def watched(url: str) -> models.Source:
    start_series("week", "The Osk Week", "UTC", ["en", "fa"], press.NOW)
    return add_source(FoundSource("preview", url, "Chakavak", "fa"), press.NOW).source


@pytest.mark.django_db
def test_posts_become_items_of_the_preview_channel_that_are_no_teasers(served, tools):
    served.pages["/s/chakavak"] = Page(POSTS)
    source = watched("http://t.example/s/chakavak")
    run_pass(COLLECTING, tools)
    readings = models.Reading.objects.filter(is_current=True).order_by("dated_at", "pk")
    assert [item_url(reading).rpartition("/")[2] for reading in readings] == [
        "119", "122", "123", "126", "127", "128",
    ]  # fmt: skip
    assert {reading.is_teaser for reading in readings} == {False}
    assert {reading.item.channel.kind for reading in readings} == {"preview"}
    assert [reading.item.credited_name for reading in readings][:2] == ["", "Osk Ledger"]
    captures = {reading.fetch.capture_id for reading in readings}
    assert captures == {models.Poll.objects.get().capture_id}
    assert [(gap.count, gap.detail) for gap in source.gaps.all()] == [
        (2, "posts 120 to 121 are not shown: deleted, or no posts")
    ]
    group = press.group(models.Series.objects.get(), [source.outlet])
    period = models.Period.objects.get(starts__lte=press.NOW, ends__gt=press.NOW)
    assert not_collected(group.pk, period, "en") == ()


@pytest.mark.django_db
def test_a_page_known_by_its_feed_alone_still_counts_as_not_collected(served, tools):
    served.pages["/s/chakavak"] = Page(POSTS)
    source = watched("http://t.example/s/chakavak")
    run_pass(COLLECTING, tools)
    models.Fetch.objects.filter(pk=models.Fetch.objects.first().pk).update(complaint="gone")
    group = press.group(models.Series.objects.get(), [source.outlet])
    period = models.Period.objects.get(starts__lte=press.NOW, ends__gt=press.NOW)
    assert not_collected(group.pk, period, "en") == ("Chakavak: pages known only by their feed: 1",)


@pytest.mark.django_db
def test_a_second_poll_adds_what_is_new_and_nothing_twice(served, tools):
    channel = ServedChannel(served)
    channel.publish(*range(1, 31))
    watched("http://t.example/s/tern")
    run_pass(COLLECTING, tools)
    assert models.Item.objects.count() == 20
    channel.publish(*range(31, 75))
    run_pass(COLLECTING, replace(tools, clock=FixedClock(press.NOW + timedelta(days=2))))
    assert models.Item.objects.count() == 64
    assert models.Setback.objects.count() == 0


@pytest.mark.django_db
def test_the_desk_says_of_a_post_that_it_is_whole(served, tools, client):
    served.pages["/s/chakavak"] = Page(POSTS)
    watched("http://t.example/s/chakavak")
    run_pass(COLLECTING, tools)
    client.force_login(press.user())
    item = models.Item.objects.order_by("pk").first()
    page = client.get(f"/items/{item.pk}/").content.decode()
    assert "it is whole there" in page
    assert "could not be had" not in page
    assert "from the feed alone" not in client.get("/items/?period=all").content.decode()
