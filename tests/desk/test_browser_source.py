"""A source whose pages are made by script, from its address to the item's page."""

import shutil

import pytest
from django.urls import reverse

from columninch.desk import runtime
from columninch.desk.actions.series import start_series
from columninch.desk.actions.sources import add_address
from columninch.desk.models import Fetch, Reading, Setback, Source
from columninch.desk.pipeline import STAGES
from columninch.desk.runner import run_pass
from tests.collect.site import Page, Site
from tests.desk import press
from tests.desk.opened import opened
from tests.desk.small_press import NOW

FEED = """<rss version="2.0"><channel><title>The Skerry</title><link>http://skerry.example/</link>
<item><title>The ferry is back</title><link>http://skerry.example/ferry</link>
<pubDate>Sat, 09 May 2026 09:00:00 GMT</pubDate></item></channel></rss>"""
STORY = " ".join(f"The ferry came back to the skerry on day {day}." for day in range(40))
SCRIPTED = f"""<!doctype html><html lang="en"><title>The ferry is back</title>
<body><div id="app"></div>
<script>document.getElementById("app").innerHTML =
"<article><h1>The ferry is back</h1><p>{STORY}</p></article>"</script></body></html>"""


@pytest.fixture
def site():
    served = Site()
    served.pages["/feed.xml"] = Page(FEED.encode(), "application/rss+xml")
    served.pages["/ferry"] = Page(SCRIPTED.encode())
    yield served
    served.close()


@pytest.fixture
def desk(db, tmp_path, site):
    with opened(tmp_path / "desk") as config:
        config.values["web.hosts"]["skerry.example"] = "{}:{}".format(*site.place)
        config.values["web.robots"] = False
        start_series("week", "The Osk Week", "UTC", ["en"], NOW)
        add_address("http://skerry.example/feed.xml", runtime.tools())
        Source.objects.update(options={"browser": True})
        yield config


def test_a_scripted_page_is_read_and_shown_with_its_picture(desk, client):
    desk.values["browser.executable"] = shutil.which("chromium")
    runtime.close_browser()  # the next use sees the setting
    run_pass(STAGES, runtime.tools())
    assert list(Setback.objects.values_list("reason", flat=True)) == []
    reading = Reading.objects.get()
    assert STORY[:200] in reading.text
    fetch = Fetch.objects.select_related("screenshot", "capture").get()
    assert fetch.capture.url == "http://skerry.example/ferry"
    assert fetch.screenshot.url == "urn:view:http://skerry.example/ferry"
    picture = reverse("screenshot", args=[reading.item_id])
    assert client.get(picture).status_code == 302  # to whoever signs in
    client.force_login(press.user())
    assert (
        f'src="{picture}"' in client.get(reverse("item", args=[reading.item_id])).content.decode()
    )
    shown = client.get(picture)
    assert shown.content.startswith(b"\x89PNG")
    assert shown["Content-Type"] == "image/png"
    assert shown["X-Content-Type-Options"] == "nosniff"
    assert shown["Content-Security-Policy"] == "sandbox; default-src 'none'"


def test_a_desk_without_a_browser_says_what_to_do(desk, client):
    run_pass(STAGES, runtime.tools())
    setback = Setback.objects.get(stage="fetch")
    assert "wants a browser, and this desk has none" in setback.reason
    assert "browser.executable" in setback.reason + setback.hint
    assert setback.next_try_at is not None
    assert not Fetch.objects.exists()


def test_an_item_without_a_picture_has_none(desk, client, site):
    site.pages["/ferry"] = Page(f"<title>The ferry is back</title><p>{STORY}</p>".encode())
    Source.objects.update(options={})
    run_pass(STAGES, runtime.tools())
    client.force_login(press.user())
    item = Fetch.objects.get().item_id
    assert client.get(reverse("screenshot", args=[item])).status_code == 404
    assert "screenshot.png" not in client.get(reverse("item", args=[item])).content.decode()
