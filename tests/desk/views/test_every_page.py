"""What holds for every page: signing in, a bound of queries, methods, safe headers."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import URLPattern, reverse

from columninch.desk.models import Citation, Entry, Setback
from columninch.desk.urls import urlpatterns
from tests.desk import press

if TYPE_CHECKING:
    from collections.abc import Callable

FRAME = 14
"""Queries of the bar of rooms, of signing in and of the session."""

PAGES: dict[str, tuple[Callable[[press.Week], list[object]], int]] = {
    "week": (lambda _week: [], FRAME + 24),
    "items": (lambda _week: [], FRAME + 14),
    "item": (lambda week: [week.readings[0].item_id], FRAME + 20),
    "archived": (lambda week: [week.readings[0].item_id], FRAME + 6),
    "shares": (lambda _week: [], FRAME + 14),
    "frame": (lambda week: [week.frame.pk], FRAME + 10),
    "code": (lambda _week: [], FRAME + 22),
    "stories": (lambda _week: [], FRAME + 8),
    "story": (lambda week: [week.story.pk], FRAME + 6),
    "quotes": (lambda _week: [], FRAME + 8),
    "reprints": (lambda _week: [], FRAME + 8),
    "issues": (lambda _week: [], FRAME + 4),
    "entry": (lambda week: [week.digest.number, entry().pk], FRAME + 6),
    "citation": (lambda week: [week.digest.number, citation().pk], FRAME + 6),
    "sources": (lambda _week: [], FRAME + 12),
    "source": (lambda week: [week.source.pk], FRAME + 22),
    "setback-archived": (lambda _week: [archived_setback().pk], FRAME + 4),
    "source-add": (lambda _week: [], FRAME + 2),
    "source-edit": (lambda week: [week.source.pk], FRAME + 4),
    "pipeline": (lambda _week: [], FRAME + 80),
    "log": (lambda _week: [], FRAME + 4),
}
"""Each page with the arguments of its address and the most queries it may make."""

OTHERS = {
    "archived-bytes", "frame-csv", "code-answer", "code-undo", "issue", "issue-publish", "lead",
    "entry-move", "entry-keep", "favicon", "issue-preview", "issue-preview-file", "source-act",
    "source-add-chosen", "source-remove", "sources-opml", "sources-opml-upload",
    "screenshot", "version", "version-archived",
}  # fmt: skip
"""Addresses that answer with no page of the desk, or that have tests of their own."""

POST_ONLY = {
    "code-answer": lambda _week: [],
    "code-undo": lambda _week: [],
    "lead": lambda week: [week.digest.number],
    "entry-move": lambda week: [week.digest.number, entry().pk],
    "entry-keep": lambda week: [week.digest.number, entry().pk],
    "source-act": lambda week: [week.source.pk, "pause"],
    "source-add-chosen": lambda _week: [],
    "source-remove": lambda week: [week.source.pk],
    "sources-opml-upload": lambda _week: [],
}


def entry() -> Entry:
    return Entry.objects.order_by("pk")[0]


def citation() -> Citation:
    return Citation.objects.filter(kind="quotation").order_by("pk")[0]


def archived_setback() -> Setback:
    """The week's page that could not be had, with what came instead."""
    setback = Setback.objects.get()
    if setback.capture is None:
        setback.capture = press.capture()
        setback.save()
    return setback


def address(name: str, week: press.Week) -> str:
    return reverse(name, args=PAGES[name][0](week))


def queries(client: Client, path: str) -> int:
    with CaptureQueriesContext(connection) as made:
        assert client.get(path).status_code == 200
    return len(made)


def test_every_address_of_the_desk_is_tested_here_or_has_a_test_of_its_own() -> None:
    names = {pattern.name for pattern in urlpatterns if isinstance(pattern, URLPattern)}
    assert names == set(PAGES) | OTHERS


@pytest.mark.parametrize("name", PAGES)
def test_a_page_opens_within_its_bound_of_queries(
    name: str, signed_in: Client, week: press.Week
) -> None:
    assert queries(signed_in, address(name, week)) <= PAGES[name][1]


@pytest.mark.parametrize("name", PAGES)
def test_a_page_makes_no_more_queries_for_more_rows(name: str, signed_in: Client) -> None:
    week = press.small_week(copies=4)
    assert queries(signed_in, address(name, week)) <= PAGES[name][1]


@pytest.mark.parametrize("name", [name for name in PAGES if name not in {"entry", "citation"}])
def test_a_page_asks_whoever_is_not_signed_in_to_sign_in(
    name: str, client: Client, week: press.Week
) -> None:
    response = client.get(address(name, week))
    assert response.status_code == 302
    assert response["Location"].startswith("/account/login/")


@pytest.mark.parametrize("name", PAGES)
def test_a_page_is_one_document_with_one_heading_and_no_inline_script_or_style(
    name: str, signed_in: Client, week: press.Week
) -> None:
    page = signed_in.get(address(name, week)).content.decode()
    assert page.count("<h1") == 1
    assert "style=" not in page
    assert "onclick" not in page
    assert page.count("<script") == page.count('<script type="module" src=')


@pytest.mark.parametrize(
    "name", ["week", "items", "shares", "code", "stories", "quotes", "reprints", "issues",
             "sources", "pipeline", "log"]
)  # fmt: skip
def test_a_page_of_an_empty_desk_says_what_would_be_here(name: str, signed_in: Client) -> None:
    response = signed_in.get(reverse(name))
    assert response.status_code == 200
    if name != "pipeline":  # its stages stand there always
        assert 'class="empty"' in response.content.decode()


@pytest.mark.parametrize("name", POST_ONLY)
def test_what_changes_something_is_refused_to_a_link(
    name: str, signed_in: Client, week: press.Week
) -> None:
    response = signed_in.get(reverse(name, args=POST_ONLY[name](week)))
    assert response.status_code == 405


@pytest.mark.parametrize("name", POST_ONLY)
def test_what_changes_something_needs_the_token_of_its_form(name: str, week: press.Week) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(press.user())
    response = client.post(reverse(name, args=POST_ONLY[name](week)))
    assert response.status_code == 403


@pytest.mark.parametrize(
    "path",
    ["/items/?period=abc", "/items/?period=99999", "/shares/?unit=stones", "/items/9999/",
     "/stories/9999/", "/sources/9999/", "/issues/9999/", "/shares/9999/", "/nowhere/"],
)  # fmt: skip
def test_an_address_that_names_nothing_is_not_found(
    path: str, signed_in: Client, week: press.Week
) -> None:
    response = signed_in.get(path)
    assert response.status_code == 404
    assert b"<h1>" in response.content


@pytest.mark.parametrize("name", PAGES)
def test_a_page_in_persian_runs_from_right_to_left(
    name: str, signed_in: Client, week: press.Week
) -> None:
    response = signed_in.get(address(name, week), headers={"accept-language": "fa"})
    assert '<html lang="fa" dir="rtl">' in response.content.decode()


def test_a_week_that_was_chosen_stays_chosen_in_the_bar_of_rooms(
    signed_in: Client, week: press.Week
) -> None:
    chosen = signed_in.get(f"/items/?period={week.period.pk}").content.decode()
    assert f'href="/shares/?period={week.period.pk}"' in chosen
    every = signed_in.get("/items/?period=all").content.decode()
    assert "/shares/?period=all" not in every
