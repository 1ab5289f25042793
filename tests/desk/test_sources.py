"""Sources: found, added with their outlets, paused and resumed."""

from datetime import timedelta

import pytest

from columninch.desk import models
from columninch.desk.actions.series import start_series
from columninch.desk.actions.sources import add_source, pause, poll_now, resume
from columninch.desk.pipeline import STAGES
from columninch.desk.runner import run_pass
from columninch.desk.waiting import waiting_count
from columninch.errors import FetchError, RefusedAddress, SourceError, UsageError
from columninch.records import FoundSource
from tests.desk import press
from tests.desk.adding import add_address
from tests.desk.small_press import NOW, PRESS

pytestmark = pytest.mark.django_db

LEDGER = "http://ledger.test/feed.xml"
POLL = STAGES[0]


@pytest.fixture
def series():
    return start_series("week", "The Osk Week", "UTC", ["en"], NOW)


def test_a_feed_is_added_with_its_outlet_its_channel_and_a_line_in_the_log(series, tools):
    (added,) = add_address(LEDGER, tools)
    assert added.is_new
    assert (added.source.kind, added.source.outlet.name) == ("feed", "Osk Ledger")
    assert added.source.channel.kind == "site"
    assert models.Log.objects.get().subject == LEDGER
    group = models.Group.objects.get(series=series)
    assert list(group.outlets.all()) == [added.source.outlet]


def test_adding_it_again_changes_nothing(series, tools):
    add_address(LEDGER, tools)
    (again,) = add_address(LEDGER, tools)
    assert not again.is_new
    assert models.Source.objects.count() == models.Membership.objects.count() == 1
    assert models.Log.objects.count() == 1


def test_the_outlets_name_may_be_given(series, tools):
    (added,) = add_address(LEDGER, tools, outlet_name="The Ledger of Osk")
    assert added.source.outlet.name == "The Ledger of Osk"


def test_a_file_becomes_a_source_of_its_own(series, tools):
    (added,) = add_address(str(PRESS / "ledger" / "ferry.html"), tools)
    assert (added.source.kind, added.source.channel.kind) == ("file", "files")
    run_pass(STAGES, tools)
    assert models.Reading.objects.get().title.startswith("No night ferry")


def test_every_page_of_a_folder_is_taken_in(series, tools, tmp_path):
    for number in (1, 2, 3):
        page = (
            (PRESS / "ledger" / "bread.html").read_text("utf-8").replace("loaf", f"loaf {number}")
        )
        (tmp_path / f"{number}.html").write_text(page, "utf-8")
    (tmp_path / "notes.xls").write_bytes(b"?")
    (added,) = add_address(str(tmp_path), tools)
    assert (added.source.kind, added.found.entry_count) == ("folder", 3)
    run_pass(STAGES, tools)
    items = models.Item.objects.filter(merged_into__isnull=True)
    assert models.Fetch.objects.count() == 3
    assert items.count() >= 1
    assert "notes.xls" in models.Poll.objects.get().complaint


def test_outlets_of_one_folder_name_stay_apart(series, tools, tmp_path):
    for place in ("a", "b"):
        (tmp_path / place / "pages").mkdir(parents=True)
        (tmp_path / place / "pages" / "1.txt").write_text(f"A text of {place}, long enough.\n" * 5)
        add_address(str(tmp_path / place / "pages"), tools)
    run_pass(STAGES, tools)
    assert models.Item.objects.count() == 2


@pytest.mark.parametrize(
    ("address", "error", "told"),
    [
        ("http://ledger.test/ferry-feed.xml", FetchError, "404"),
        ("http://127.0.0.1:9/", RefusedAddress, "127.0.0.1"),
        ("ftp://ledger.test/", UsageError, "https://"),
        ("no such thing", UsageError, "folder"),
        ("", UsageError, "folder"),
    ],
)
def test_a_wrong_address_is_told_and_nothing_is_added(series, tools, address, error, told):
    with pytest.raises(error, match=told) as caught:
        add_address(address, tools)
    assert caught.value.hint or isinstance(caught.value, RefusedAddress)
    assert models.Source.objects.count() == models.Outlet.objects.count() == 0


def test_a_file_that_is_not_read_says_which_are(series, tools, tmp_path):
    (tmp_path / "a.xls").write_bytes(b"?")
    with pytest.raises(SourceError, match=r"\.html"):
        add_address(str(tmp_path / "a.xls"), tools)
    with pytest.raises(SourceError, match="holds no file"):
        add_address(str(tmp_path), tools)


def test_an_outlet_without_a_name_asks_for_one(series):
    found = FoundSource("feed", "http://a.test/feed", " ")
    with pytest.raises(UsageError, match="--outlet"):
        add_source(found, NOW)


def test_two_outlets_of_like_names_have_two_keys(series):
    for number, name in enumerate(("Osk Ledger", "Osk-Ledger", "!!!", "???")):
        add_source(FoundSource("feed", f"http://a.test/{number}", name), NOW)
    keys = sorted(models.Outlet.objects.values_list("key", flat=True))
    assert keys == ["osk-ledger", "osk-ledger-2", "outlet", "outlet-2"]


def test_a_merged_outlets_name_leads_to_the_one_that_goes_on(series):
    goes_on = press.outlet("Isle Courier")
    models.Outlet.objects.create(key="post", name="Isle Post", merged_into=goes_on)
    added = add_source(FoundSource("feed", "http://a.test/feed", "Isle Post"), NOW)
    assert added.source.outlet == goes_on


def test_a_paused_source_is_left_alone_until_it_is_resumed(series, tools):
    (added,) = add_address(LEDGER, tools)
    assert waiting_count(POLL, NOW) == 1
    pause(added.source, None, NOW)
    assert waiting_count(POLL, NOW) == 0
    resume(added.source, None, NOW)
    assert waiting_count(POLL, NOW) == 1


def test_a_source_asked_for_now_is_due_whatever_set_it_back(series, tools):
    (added,) = add_address(LEDGER, tools)
    run_pass(STAGES, tools)
    assert waiting_count(POLL, NOW) == 0
    poll_now(added.source, None, NOW)
    assert waiting_count(POLL, NOW) == 1
    press.setback("poll", added.source.pk, "no answer", added.source)
    poll_now(added.source, None, NOW + timedelta(minutes=1))
    assert waiting_count(POLL, NOW + timedelta(minutes=1)) == 1
    assert models.Setback.objects.count() == 0
