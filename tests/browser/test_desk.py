"""What a person does on the desk, in a real browser."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from django.contrib.auth.models import User
from django.urls import reverse

from columninch.desk.models import Coding

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page
    from pytest_django.live_server_helper import LiveServer

    from tests.desk import press

PASSWORD = "seven gulls over the pier"
PHONE = {"width": 390, "height": 844}
DESKTOP = {"width": 1280, "height": 850}


def pages(week: press.Week) -> list[str]:
    """Every page of the desk."""
    item, persian = week.readings[0].item_id, week.readings[-1].item_id
    entry = week.digest.sections.get().entries.order_by("position")[0]
    citation = entry.citations.get(kind="quotation")
    rooms = [
        "week", "items", "shares", "code", "stories", "quotes", "reprints", "issues", "sources",
        "pipeline", "log",
    ]  # fmt: skip
    return [
        *(reverse(room) for room in rooms),
        *(reverse(name, args=[pk]) for name in ("item", "archived") for pk in (item, persian)),
        reverse("frame", args=[week.frame.pk]),
        reverse("story", args=[week.story.pk]),
        reverse("source", args=[week.source.pk]),
        reverse("source-add"),
        reverse("source-edit", args=[week.source.pk]),
        reverse("issue", args=[19]),
        reverse("issue-publish", args=[19]),
        reverse("entry", args=[19, entry.pk]),
        reverse("citation", args=[19, citation.pk]),
        "/account/2fa/",
        "/account/password/change/",
    ]


@pytest.mark.parametrize("size", [PHONE, DESKTOP], ids=["phone", "desktop"])
def test_no_page_has_to_be_pushed_sideways(
    page: Page, week: press.Week, size: dict[str, int]
) -> None:
    page.set_viewport_size(size)  # type: ignore[arg-type]  # a ViewportSize is such a dict
    too_wide = {}
    for path in pages(week):
        answered = page.goto(path)
        assert answered is not None
        assert answered.status == 200, path
        over = page.evaluate(
            "document.documentElement.scrollWidth - document.documentElement.clientWidth"
        )
        if over > 0:
            too_wide[path] = over
    assert too_wide == {}


def test_ten_texts_are_coded_with_one_hand(page: Page, week: press.Week) -> None:
    page.keyboard.press("g")
    page.keyboard.press("c")
    page.wait_for_url("**/code/**")
    for number, key in enumerate("1201201201", start=1):
        title = page.locator("#text-title").inner_text()
        page.keyboard.press(key)
        page.wait_for_function(
            "title => document.querySelector('#text-title')?.innerText !== title", arg=title
        )
        assert standing() == number
    assert answers() == ["ferry", "budget", "none"] * 3 + ["ferry"]


def test_an_answer_is_taken_back_with_u(page: Page, week: press.Week) -> None:
    page.goto("/code/")
    title = page.locator("#text-title").inner_text()
    page.keyboard.press("2")
    page.get_by_text("Your last answers").wait_for()
    page.keyboard.press("u")
    page.get_by_text("Taken back").wait_for()
    assert page.locator("#text-title").inner_text() == title
    assert standing() == 0


def test_a_text_is_skipped_with_its_reason(page: Page, week: press.Week) -> None:
    page.goto("/code/")
    page.keyboard.press("s")
    page.keyboard.type("text is cut off 1")
    page.get_by_role("button", name="Skip with this reason").click()
    page.get_by_text("Your last answers").wait_for()
    assert list(Coding.objects.filter(answer="").values_list("skip_reason", flat=True)) == [
        "text is cut off 1"
    ]


def test_a_persian_keyboard_codes_by_the_same_keys(page: Page, week: press.Week) -> None:
    page.goto("/code/")
    page.evaluate(
        "document.dispatchEvent(new KeyboardEvent('keydown', {code: 'Digit2', key: '۲'}))"
    )
    page.get_by_text("Your last answers").wait_for()
    assert answers() == ["budget"]


def test_the_list_of_keys_opens_and_closes(page: Page, week: press.Week) -> None:
    page.goto("/items/")
    page.keyboard.press("Shift+Slash")
    page.get_by_role("dialog", name="Keys").wait_for()
    page.keyboard.press("Escape")
    page.get_by_role("dialog", name="Keys").wait_for(state="hidden")


def test_a_list_is_walked_and_opened_with_keys(page: Page, week: press.Week) -> None:
    page.goto("/items/")
    second = page.locator("[data-row]").nth(1).locator("a").first
    path = second.get_attribute("href")
    page.keyboard.press("j")
    page.keyboard.press("j")
    page.keyboard.press("Enter")
    page.wait_for_url(f"**{path}")


def test_a_persian_text_stands_right_to_left(page: Page, week: press.Week) -> None:
    page.goto(reverse("item", args=[week.readings[-1].item_id]))
    text = page.locator(".text")
    assert text.evaluate("each => getComputedStyle(each).direction") == "rtl"
    assert "Vazirmatn" in text.evaluate("each => getComputedStyle(each).fontFamily")
    assert page.evaluate("document.fonts.check('16px Vazirmatn', 'کشتی')")


def test_an_entry_is_edited_and_stands_changed(page: Page, week: press.Week) -> None:
    page.goto("/issues/19/")
    page.locator(".entry").first.get_by_role("link", name="Edit").click()
    page.get_by_label("Heading").fill("In port for good")
    page.get_by_role("button", name="Save").click()
    page.get_by_role("heading", name="In port for good").wait_for()


def test_somebody_without_script_signs_in_and_codes(
    browser: Browser, live_server: LiveServer, week: press.Week
) -> None:
    user = User.objects.get()
    user.set_password(PASSWORD)
    user.save()
    context = browser.new_context(base_url=live_server.url, java_script_enabled=False)
    page = context.new_page()
    page.goto("/code/")
    page.get_by_label("Username").fill("mira")
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click()
    page.get_by_role("button", name="The budget").click()
    page.get_by_text("Your last answers").wait_for()
    context.close()
    assert answers() == ["budget"]


def standing() -> int:
    return len(answers())


def answers() -> list[str]:
    mine = Coding.objects.filter(coder__user__username="mira", withdrawn_at=None)
    return list(mine.order_by("pk").values_list("answer", flat=True))
