"""A real browser before a live desk: the system's Chromium, else Playwright's own."""

from __future__ import annotations

import os
import shutil
from typing import TYPE_CHECKING

import pytest
from django.contrib.auth.models import User
from django.test import Client
from playwright.sync_api import Browser, Error, Page, sync_playwright

from tests.desk import press

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright._impl._api_structures import SetCookieParam
    from pytest_django.live_server_helper import LiveServer


@pytest.fixture(scope="session", autouse=True)
def _orm_beside_the_browser() -> Iterator[None]:
    """Playwright's synchronous interface runs a loop, in which Django refuses its database."""
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    yield
    del os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"]


@pytest.fixture(scope="session")
def browser(live_server: LiveServer) -> Iterator[Browser]:
    """Closed before the server is: its connections end first."""
    system = shutil.which("chromium") or shutil.which("chromium-browser")
    with sync_playwright() as playwright:
        try:
            opened = playwright.chromium.launch(executable_path=system, args=["--no-sandbox"])
        except Error as error:
            pytest.skip(f"no Chromium on this machine, so no page was opened: {error.message[:80]}")
        yield opened
        opened.close()


@pytest.fixture
def week(transactional_db: None) -> press.Week:
    press.user()
    return press.small_week(copies=4)


@pytest.fixture
def page(browser: Browser, live_server: LiveServer, week: press.Week) -> Iterator[Page]:
    """A page of somebody who signed in; whatever the console complains of fails the test."""
    context = browser.new_context(base_url=live_server.url, locale="en-GB")
    context.add_cookies([signed_in_cookie(live_server.url)])
    opened = context.new_page()
    opened.set_default_timeout(10_000)
    complaints: list[str] = []
    opened.on(
        "console", lambda said: complaints.append(said.text) if said.type == "error" else None
    )
    opened.on("pageerror", lambda error: complaints.append(str(error)))
    opened.goto("/")
    yield opened
    context.close()
    assert complaints == []


def signed_in_cookie(url: str) -> SetCookieParam:
    """The cookie of a session of the desk's only user: a password takes its time to check."""
    client = Client()
    client.force_login(User.objects.get())
    return {"name": "sessionid", "value": client.cookies["sessionid"].value, "url": url}
