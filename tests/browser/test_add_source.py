"""Adding a source in a real browser, read from either side."""

from __future__ import annotations

from typing import TYPE_CHECKING

from columninch.desk.models import Source
from tests.browser.conftest import signed_in_cookie
from tests.desk.opened import opened

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import Browser, Page
    from pytest_django.live_server_helper import LiveServer

    from tests.desk import press


def test_a_source_is_looked_at_and_added(page: Page, tmp_path: Path) -> None:
    with opened(tmp_path / "desk"):
        page.goto("/sources/")
        page.get_by_role("link", name="Add a source").click()
        page.get_by_label("Web address").fill("http://ledger.test/feed.xml")
        page.get_by_role("button", name="Look").click()
        page.get_by_role("button", name="Add what is chosen").click()
        page.get_by_text("1 source added").wait_for()
    assert Source.objects.filter(url="http://ledger.test/feed.xml").exists()


def test_the_page_reads_from_right_to_left(
    browser: Browser, live_server: LiveServer, week: press.Week, tmp_path: Path
) -> None:
    context = browser.new_context(base_url=live_server.url, locale="fa-IR")
    context.add_cookies([signed_in_cookie(live_server.url)])
    page = context.new_page()
    with opened(tmp_path / "desk"):
        page.goto("/sources/add/")
        page.get_by_label("نشانی وب").fill("http://bamdad.test/feed.xml")
        page.get_by_role("button", name="جست‌وجو").click()
        page.get_by_role("button", name="برگزیده‌ها را بیفزا").wait_for()
        box = page.locator("#chosen-1").bounding_box()
        told = page.locator("label[for='chosen-1'] strong").bounding_box()
    context.close()
    assert box is not None
    assert told is not None
    assert box["x"] > told["x"]
