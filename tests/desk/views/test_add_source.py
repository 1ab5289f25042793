"""The page that adds a source: looked at, chosen, added; lists; editing and removing."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from django.core import signing
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from columninch.collect.opml import read_opml
from columninch.desk.actions.series import start_series
from columninch.desk.models import FormerName, Log, Membership, Outlet, Source
from columninch.desk.views.add_source import SALT
from tests.desk.opened import opened
from tests.desk.small_press import NOW

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from django.test import Client
    from django.test.client import _MonkeyPatchedWSGIResponse as Answer

    from tests.desk import press

LEDGER = "http://ledger.test/feed.xml"
OPML = b"""<?xml version="1.0"?><opml version="2.0"><head><title>Mine</title></head><body>
<outline text="Harbour"><outline type="rss" text="Osk Ledger" xmlUrl="http://ledger.test/feed.xml"/>
<outline type="rss" text="Nowhere" xmlUrl="javascript:alert(1)"/></outline>
<outline type="rss" text="Bamdad" xmlUrl="http://bamdad.test/feed.xml" language="fa"/>
</body></opml>"""


@pytest.fixture
def desk(db: None, tmp_path: Path) -> Iterator[None]:
    with opened(tmp_path / "desk"):
        start_series("week", "The Osk Week", "UTC", ["en", "fa"], NOW)
        yield


def looked(client: Client, address: str, **more: str) -> Answer:
    return client.post("/sources/add/", {"address": address, **more})


def found(answer: Answer) -> list[str]:
    return [shown.token for shown in answer.context["shown"]]


def test_what_is_found_is_shown_with_its_titles_before_anything_is_added(
    signed_in: Client, desk: None
) -> None:
    page = looked(signed_in, LEDGER)
    told = page.content.decode()
    assert "No night ferry" in told
    assert 'value="Osk Ledger"' in told
    assert [shown.is_chosen for shown in page.context["shown"]] == [True]
    assert Source.objects.count() == 0


def test_what_is_chosen_is_added_with_a_line_in_the_log(signed_in: Client, desk: None) -> None:
    tokens = found(looked(signed_in, LEDGER))
    given = {"found": tokens, "chosen": tokens, "outlet_name": "The Ledger of Osk"}
    answer = signed_in.post("/sources/add/chosen/", given)
    source = Source.objects.get()
    assert answer["Location"] == reverse("source", args=[source.pk])
    assert (source.url, source.outlet.name) == (LEDGER, "The Ledger of Osk")
    assert Log.objects.filter(act="add source", user__username="mira").count() == 1
    assert 'class="tag"' in looked(signed_in, LEDGER).content.decode()


def test_nothing_chosen_is_told_at_the_form_and_nothing_is_lost(
    signed_in: Client, desk: None
) -> None:
    tokens = found(looked(signed_in, LEDGER))
    answer = signed_in.post("/sources/add/chosen/", {"found": tokens, "outlet_name": "Osk"})
    assert answer.status_code == 422
    assert "Choose at least one" in answer.content.decode()
    assert found(answer) == tokens
    assert Source.objects.count() == 0


@pytest.mark.parametrize(
    "token",
    ["", "forged", signing.dumps({"kind": "feed"}, salt="another")],
    ids=["empty", "forged", "signed for something else"],
)
def test_what_was_not_found_can_not_be_added(signed_in: Client, desk: None, token: str) -> None:
    given = {"found": [token], "chosen": [token], "outlet_name": "Osk"}
    answer = signed_in.post("/sources/add/chosen/", given)
    assert answer["Location"] == reverse("source-add")
    assert Source.objects.count() == 0
    assert signing.loads(signing.dumps(1, salt=SALT), salt=SALT) == 1


@pytest.mark.parametrize(
    ("address", "told"),
    [
        ("http://ledger.test/nothing", "404"),
        ("http://127.0.0.1:9/", "public internet"),
        ("http://192.168.7.1/", "public internet"),
        ("/etc/hostname", "web address"),
        ("file:///etc/hostname", "web address"),
        ("javascript:alert(1)", "web address"),
        ("http://mira:secret@ledger.test/", "credentials"),
    ],
)
def test_a_wrong_address_is_told_at_its_field(
    signed_in: Client, desk: None, address: str, told: str
) -> None:
    answer = looked(signed_in, address)
    assert answer.status_code == 422
    (said,) = answer.context["form"].errors["address"]
    assert told in said
    assert Source.objects.count() == 0


def test_a_selector_that_is_none_is_told_at_its_field(signed_in: Client, desk: None) -> None:
    answer = looked(signed_in, "http://ledger.test/ferry.html", selector="a[[")
    assert answer.status_code == 422
    assert "can&#x27;t be understood" in answer.content.decode()
    assert list(answer.context["form"].errors) == ["selector"]


def upload(client: Client, body: bytes) -> Answer:
    file = SimpleUploadedFile("mine.opml", body, "text/x-opml")
    return client.post("/sources/opml/upload/", {"file": file})


def test_a_list_is_added_line_by_line_and_what_fails_is_told(signed_in: Client, desk: None) -> None:
    page = upload(signed_in, OPML).content.decode()
    assert sorted(Source.objects.values_list("outlet__name", flat=True)) == [
        "Bamdad",
        "Osk Ledger",
    ]
    assert "javascript: is not a scheme that is asked" in page
    assert "folders were not made groups" in page
    assert upload(signed_in, OPML).context["known_count"] == 2


@pytest.mark.parametrize("body", [b"not xml", b"<html></html>", b"<!DOCTYPE a [<!ENTITY b 'c'>]>"])
def test_a_file_that_is_no_list_is_told_at_its_field(
    signed_in: Client, desk: None, body: bytes
) -> None:
    answer = upload(signed_in, body)
    assert answer.status_code == 422
    assert answer.context["opml"].errors["file"]


def test_what_is_watched_comes_back_as_a_list(signed_in: Client, desk: None) -> None:
    upload(signed_in, OPML)
    answer = signed_in.get("/sources/opml/")
    assert "attachment" in answer["Content-Disposition"]
    listed = read_opml(answer.content, "it")
    assert listed.title == "Osk desk"
    assert [(one.name, one.url) for one in listed.sources] == [
        ("Bamdad", "http://bamdad.test/feed.xml"),
        ("Osk Ledger", LEDGER),
    ]


SETTINGS = {
    "outlet_name": "Osk Ledger",
    "language": "en",
    "zone": "UTC",
    "channel": "site",
    "selector": "",
}


def test_a_source_is_edited_with_its_outlet(signed_in: Client, week: press.Week) -> None:
    source = week.source
    Source.objects.filter(pk=source.pk).update(etag='"1"')
    given = {
        **SETTINGS,
        "outlet_name": "The Ledger of Osk",
        "zone": "Asia/Tehran",
        "channel": "newsletter",
        "selector": "h2 a",
        "browser": "on",
    }
    answer = signed_in.post(reverse("source-edit", args=[source.pk]), given)
    assert answer["Location"] == reverse("source", args=[source.pk])
    source.refresh_from_db()
    assert (source.outlet.name, source.outlet.zone) == ("The Ledger of Osk", "Asia/Tehran")
    assert source.channel.kind == "newsletter"
    assert (source.options["selector"], source.options["browser"]) == ("h2 a", True)
    assert source.etag == ""
    assert FormerName.objects.get().outlet == source.outlet
    (line,) = Log.objects.filter(act="edit source")
    assert line.detail["zone"] == ["UTC", "Asia/Tehran"]
    page = signed_in.get(reverse("source-edit", args=[source.pk])).content.decode()
    assert 'value="h2 a"' in page


def test_saving_without_a_change_leaves_no_line_in_the_log(
    signed_in: Client, week: press.Week
) -> None:
    path = reverse("source-edit", args=[week.source.pk])
    initial = signed_in.get(path).context["form"].initial
    given = {name: value for name, value in initial.items() if value is not False}
    assert signed_in.post(path, given).status_code == 302
    assert not Log.objects.filter(act="edit source").exists()


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("selector", "a[["),
        ("zone", "Asia/Nowhere"),
        ("zone", "../etc/passwd"),
        ("outlet_name", ""),
        ("outlet_name", "Bandar Press"),
        ("language", "<b>"),
        ("channel", "telegraph"),
    ],
)
def test_a_setting_that_can_not_be_is_told_at_its_field(
    signed_in: Client, week: press.Week, name: str, value: str
) -> None:
    path = reverse("source-edit", args=[week.source.pk])
    answer = signed_in.post(path, {**SETTINGS, name: value})
    assert answer.status_code == 422
    assert list(answer.context["form"].errors) == [name]
    week.source.outlet.refresh_from_db()
    assert week.source.outlet.name == "Norby Ledger"


def test_a_source_that_gave_nothing_is_removed_with_its_outlet(
    signed_in: Client, desk: None
) -> None:
    upload(signed_in, OPML)
    source = Source.objects.get(url=LEDGER)
    assert (
        "can be removed" in signed_in.get(reverse("source-edit", args=[source.pk])).content.decode()
    )
    answer = signed_in.post(reverse("source-remove", args=[source.pk]))
    assert answer["Location"] == reverse("sources")
    assert list(Outlet.objects.values_list("name", flat=True)) == ["Bamdad"]
    assert Membership.objects.count() == 1
    assert Log.objects.filter(act="remove source", subject=LEDGER).exists()


def test_a_source_that_gave_items_stays(signed_in: Client, week: press.Week) -> None:
    path = reverse("source-remove", args=[week.source.pk])
    answer = signed_in.post(path, follow=True)
    assert "pause it instead" in answer.content.decode()
    assert Source.objects.filter(pk=week.source.pk).exists()


def test_what_was_found_is_shown_within_a_bound_of_queries(signed_in: Client, desk: None) -> None:
    with CaptureQueriesContext(connection) as made:
        looked(signed_in, LEDGER)
    assert len(made) <= 16
