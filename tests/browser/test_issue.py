"""A published issue, opened from disk in a real browser, as a reader would."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from columninch.publish.site import issue_card, issue_files, site_files, write_files
from tests.publish.examples import ISSUE, PaperVault

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from playwright.sync_api import Browser, Page

PAGE = f"issues/{ISSUE.number}/index.html"
OVER = "document.documentElement.scrollWidth - document.documentElement.clientWidth"


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("site")
    cards = [issue_card(ISSUE)]
    files = site_files(cards, ISSUE.series, ("en", "fa"), ISSUE.desk)
    write_files(files | issue_files(ISSUE, PaperVault()), folder)
    return folder


@pytest.fixture
def reader(browser: Browser, site: Path) -> Iterator[Page]:
    """The issue from disk; a complaint of the console or a request elsewhere fails the test."""
    context = browser.new_context()
    page = context.new_page()
    page.set_default_timeout(10_000)
    complaints: list[str] = []
    page.on("console", lambda said: complaints.append(said.text) if said.type == "error" else None)
    page.on(
        "request",
        lambda asked: None if asked.url.startswith("file:") else complaints.append(asked.url),
    )
    page.goto((site / PAGE).as_uri())
    yield page
    context.close()
    assert complaints == []


def test_it_opens_with_both_its_typefaces(reader: Page) -> None:
    reader.evaluate("document.fonts.ready")
    loaded = reader.evaluate(
        "[...document.fonts].filter(f => f.status === 'loaded').map(f => f.family)"
    )
    assert {name.strip("\"'") for name in loaded} >= {"Vazirmatn", "Source Serif 4"}


def test_the_persian_part_runs_right_to_left(reader: Page) -> None:
    assert reader.locator("#part-fa").evaluate("part => getComputedStyle(part).direction") == "rtl"
    assert reader.locator("#part-en").evaluate("part => getComputedStyle(part).direction") == "ltr"


def test_a_number_opens_to_how_we_know(reader: Page) -> None:
    panel = reader.locator("#know-en")
    assert not panel.is_visible()
    reader.locator("#part-en details.know > summary").click()
    assert panel.is_visible()


def test_a_source_is_one_click_from_its_archived_copy(reader: Page) -> None:
    reader.locator("a[href^='copies/']:visible").first.click()
    reader.wait_for_load_state()
    assert "/copies/" in reader.url
    assert reader.get_by_text("SHA-256").is_visible()


@pytest.mark.parametrize("width", [360, 1280])
def test_no_page_has_to_be_pushed_sideways_from_disk(reader: Page, site: Path, width: int) -> None:
    reader.set_viewport_size({"width": width, "height": 800})
    copies = sorted((site / PAGE).parent.glob("copies/*.html"))
    for path in (site / PAGE, site / "index.html", site / "methods.html", copies[0]):
        reader.goto(path.as_uri())
        assert reader.evaluate(OVER) <= 0, path.name
