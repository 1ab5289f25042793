"""A source whose pages are made by script, from its address to the item's page."""

import shutil
from dataclasses import replace
from datetime import timedelta

import pytest
from django.urls import reverse

from columninch.desk import runtime
from columninch.desk.actions.series import start_series
from columninch.desk.models import Fetch, Reading, Setback, Source
from columninch.desk.pipeline import STAGES
from columninch.desk.runner import run_pass
from columninch.desk.setbacks import try_for_browser
from tests.collect.site import Page, Site
from tests.desk import press
from tests.desk.adding import add_address
from tests.desk.opened import clock_at, opened
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
    assert setback.kind == "no-browser"
    assert setback.next_try_at == NOW + timedelta(days=1)
    assert not Fetch.objects.exists()


def test_without_a_browser_a_page_is_tried_once_a_day_and_never_given_up(desk):
    for days in range(6):
        clock_at(NOW + timedelta(days=days, minutes=1))
        run_pass(STAGES, runtime.tools())
        run_pass(STAGES, runtime.tools())
        assert Setback.objects.get(stage="fetch").tries == days + 1
    assert not Fetch.objects.exists()  # its feed's own words do not stand in for the page


def test_a_page_that_is_the_source_waits_for_a_browser_as_well(desk):
    Source.objects.update(kind="page", url="http://skerry.example/ferry")
    run_pass(STAGES, runtime.tools())
    setback = Setback.objects.get()
    assert (setback.stage, setback.kind) == ("poll", "no-browser")
    assert setback.next_try_at == NOW + timedelta(days=1)


def test_switching_the_browser_off_tries_the_pages_at_once(desk, client, site):
    site.pages["/ferry"] = Page(f"<title>The ferry is back</title><p>{STORY}</p>".encode())
    run_pass(STAGES, runtime.tools())
    client.force_login(press.user())
    path = reverse("source-edit", args=[Source.objects.get().pk])
    initial = client.get(path).context["form"].initial
    client.post(path, {name: value for name, value in initial.items() if name != "browser"})
    run_pass(STAGES, runtime.tools())
    assert not Setback.objects.exists()
    assert Fetch.objects.get().capture.url == "http://skerry.example/ferry"


class AskedBrowser:
    """A browser that notes what it is asked, and answers as the web does."""

    def __init__(self, web):
        self.web, self.asked = web, []

    def get(self, url, **more):
        self.asked.append(url)
        return self.web.get(url, **more)


def test_the_control_of_the_form_has_the_browser_asked(desk, client, site):
    site.pages["/ferry"] = Page(f"<title>The ferry is back</title><p>{STORY}</p>".encode())
    Source.objects.update(options={})
    client.force_login(press.user())
    path = reverse("source-edit", args=[Source.objects.get().pk])
    page = client.get(path)
    assert "This desk has no browser" in page.content.decode()
    initial = page.context["form"].initial
    saved = client.post(path, {**initial, "browser": "on"}, follow=True).content.decode()
    assert "its pages wait until this desk has one" in saved
    assert Source.objects.get().options["browser"] is True
    run_pass(STAGES, runtime.tools())
    assert Setback.objects.get().kind == "no-browser"
    # the operator sets a browser and starts the workers again
    with_browser = replace(runtime.tools(), browser=AskedBrowser(runtime.web()))
    try_for_browser(NOW)
    run_pass(STAGES, with_browser)
    assert with_browser.browser.asked == ["http://skerry.example/ferry"]
    assert not Setback.objects.exists()
    assert Fetch.objects.get().capture.url == "http://skerry.example/ferry"


def test_adding_with_a_browser_says_what_is_needed_and_keeps_the_choice(desk, client):
    Source.objects.all().delete()
    client.force_login(press.user())
    given = {"address": "http://skerry.example/feed.xml", "browser": "on"}
    refused = client.post(reverse("source-add"), given)
    assert refused.status_code == 422
    (said,) = refused.context["form"].errors["browser"]
    assert "browser.executable" in said
    assert '<details class="more" open>' in refused.content.decode()
    desk.values["browser.executable"] = shutil.which("chromium")
    runtime.close_browser()
    page = client.post(reverse("source-add"), given)
    tokens = [shown.token for shown in page.context["shown"]]
    chosen = {"found": tokens, "chosen": tokens, "outlet_name": "The Skerry"}
    client.post(reverse("source-add-chosen"), chosen)
    assert Source.objects.get().options["browser"] is True


def test_a_worker_that_starts_with_a_browser_tries_what_waited_for_one(desk, client):
    run_pass(STAGES, runtime.tools())
    desk.values["browser.executable"] = shutil.which("chromium")
    runtime.close_browser()
    run_pass(STAGES, runtime.tools())
    assert Setback.objects.get().tries == 1  # it waits its day
    try_for_browser(NOW)
    run_pass(STAGES, runtime.tools())
    assert not Setback.objects.exists()


def test_an_item_without_a_picture_has_none(desk, client, site):
    site.pages["/ferry"] = Page(f"<title>The ferry is back</title><p>{STORY}</p>".encode())
    Source.objects.update(options={})
    run_pass(STAGES, runtime.tools())
    client.force_login(press.user())
    item = Fetch.objects.get().item_id
    assert client.get(reverse("screenshot", args=[item])).status_code == 404
    assert "screenshot.png" not in client.get(reverse("item", args=[item])).content.decode()
