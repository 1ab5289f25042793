"""What a person sees of an item that was changed: its page, the change, the issue that cites it."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from columninch.desk import runtime
from columninch.desk.models import Digest, Fetch, Item, Reading
from columninch.errors import ArchiveError
from tests.desk import press

if TYPE_CHECKING:
    from django.test import Client

MOST_QUERIES = 38


@pytest.fixture
def changed(week: press.Week) -> Reading:
    """An item whose text was changed without a word, and that an issue quotes as it was."""
    old = week.readings[0]  # with a quotation, which the issue cites
    text = old.text.replace("on Monday", "on Tuesday").replace("Nobody", "Few")
    Fetch.objects.filter(pk=old.fetch_id).update(is_current=False)
    fetch = Fetch.objects.create(
        item=old.item,
        recipe=old.fetch.recipe,
        capture=press.capture(),
        at=old.fetch.at + timedelta(hours=6),
        visit=1,
    )
    Reading.objects.filter(pk=old.pk).update(is_current=False)
    new = Reading.objects.get(pk=old.pk)
    new.pk, new.fetch, new.text, new.is_current = None, fetch, text, True
    new.blocks = [["paragraph", 0, len(text)]]
    new.save()
    return new


def page(client: Client, name: str, *arguments: object, language: str = "en") -> str:
    client.cookies["django_language"] = language
    response = client.get(reverse(name, args=arguments))
    assert response.status_code == 200
    return response.content.decode()


def test_an_items_page_says_how_often_it_was_changed_and_what_was_touched(
    signed_in: Client, changed: Reading
) -> None:
    shown = page(signed_in, "item", changed.item_id)
    assert "Changed 1 time" in shown
    assert "a silent edit" in shown
    assert "a quotation was changed or taken out" in shown
    assert reverse("version", args=[changed.item_id, changed.fetch_id]) in shown


def test_the_change_is_marked_word_by_word_and_not_by_colour_alone(
    signed_in: Client, changed: Reading
) -> None:
    shown = page(signed_in, "version", changed.item_id, changed.fetch_id)
    assert "<del>Monday</del><ins>Tuesday</ins>" in shown
    assert "± changed" in shown
    for fetch in Fetch.objects.filter(item=changed.item_id):
        assert reverse("version-archived", args=[changed.item_id, fetch.pk]) in shown


def test_the_change_is_told_in_persian_from_right_to_left(
    signed_in: Client, changed: Reading
) -> None:
    shown = page(signed_in, "version", changed.item_id, changed.fetch_id, language="fa")
    assert '<html lang="fa" dir="rtl"' in shown
    assert "چه تغییر کرد" in shown
    assert "۱ بار تغییر کرده" in page(signed_in, "item", changed.item_id, language="fa")


def test_an_issue_warns_that_what_it_quotes_was_changed(
    signed_in: Client, week: press.Week, changed: Reading, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(runtime.vault(), "payload", _nothing, raising=False)
    shown = page(signed_in, "issue", week.digest.number)
    assert "was changed since by its outlets" in shown
    assert "the words quoted are no longer on the page" in shown
    assert "An issue quotes words that the page has no longer" in page(
        signed_in, "item", changed.item_id
    )


def _nothing(_capture: object) -> bytes:
    raise ArchiveError("there is no archive in this test", where="nowhere")


def test_a_change_that_never_was_is_not_found(signed_in: Client, changed: Reading) -> None:
    other = Item.objects.exclude(pk=changed.item_id)[0]
    for item, fetch in ((changed.item_id, 10**6), (other.pk, changed.fetch_id)):
        for name in ("version", "version-archived"):
            response = signed_in.get(reverse(name, args=[item, fetch]))
            assert response.status_code == 404


def test_the_page_of_a_change_opens_within_its_bound_of_queries(
    signed_in: Client, changed: Reading
) -> None:
    path = reverse("version", args=[changed.item_id, changed.fetch_id])
    with CaptureQueriesContext(connection) as made:
        assert signed_in.get(path).status_code == 200
    assert len(made) <= MOST_QUERIES


def test_an_items_page_and_the_coding_page_say_that_a_text_is_cut_off(
    signed_in: Client, week: press.Week
) -> None:
    Reading.objects.update(is_teaser=True)
    for shown in (page(signed_in, "item", week.readings[1].item_id), page(signed_in, "code")):
        assert "The text is cut off." in shown


def test_what_an_issue_cites_unchanged_is_not_warned_of(
    signed_in: Client, week: press.Week
) -> None:
    assert Digest.objects.count() == 1
    assert "was changed since" not in page(signed_in, "item", week.readings[0].item_id)
