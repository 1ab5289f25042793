"""What a reading leaves behind: merged items, embedded ones, and the days that it touches."""

import hashlib
from dataclasses import replace
from datetime import timedelta

import pytest

from columninch import records
from columninch.collect.addresses import normal_url
from columninch.collect.polled import Document
from columninch.desk import models
from columninch.desk.keep import intake
from columninch.desk.keep.reading import capture_to_read, keep_reading
from columninch.desk.keep.records import block_list, blocks_of
from columninch.desk.stage import Kept
from columninch.desk.waiting import current_readings
from columninch.digest.freeze import to_json
from tests.desk import press

pytestmark = pytest.mark.django_db

TUESDAY = press.MONDAY + timedelta(days=1)


def read(text="A text.", title="A title", at=press.MONDAY, **more):
    date = records.PrintedDate(at, "minute", "json-ld") if at else None
    return records.Reading(
        title=title,
        text=text,
        blocks=(records.Block("paragraph", 0, len(text)),),
        language=records.Language("en", 0.9),
        published=date,
        **more,
    )


def test_blocks_come_back_with_their_language_and_as_they_were_kept_before_it():
    blocks = (
        records.Block("paragraph", 0, 4),
        records.Block("quote", 5, 9, language="fa"),
        records.Block("cue", 10, 14, 1.0, 2.5),
        records.Block("cue", 15, 19, 2.5, 4.0, language="ar"),
        records.Block("paragraph", 20, 24, page=2, at=press.MONDAY, language="de"),
    )
    assert blocks_of(models.Reading(blocks=block_list(blocks))) == blocks
    earlier = models.Reading(blocks=[["paragraph", 0, 4], ["cue", 5, 9, 1.0, 2.5]])
    assert [block.language for block in blocks_of(earlier)] == ["", ""]


def embedded(heading, text="An article of others.", url="", outlet=""):
    return records.EmbeddedReading(heading, url, outlet, read(text, heading))


def fetched(source, url):
    item = models.Item.objects.create(
        outlet=source.outlet, channel=source.channel, first_seen_at=press.NOW
    )
    intake.add_addresses(item, [("url", normal_url(url))])
    entry = to_json(records.Entry(url))
    models.Listed.objects.create(item=item, source=source, entry=entry, at=press.NOW)
    return models.Fetch.objects.create(
        item=item, recipe=press.recipe("fetch"), capture=press.capture(), at=press.NOW
    )


def keep(fetch, result, revision=1, at=press.NOW):
    recipe = press.recipe("read", revision)
    keep_reading(fetch, Kept(recipe, at, capture_to_read(fetch), result))
    fetch.item.refresh_from_db()


def touched():
    rows = models.Day.objects.order_by("ordinal").values_list("ordinal", "read")
    return {ordinal - press.MONDAY.toordinal(): count for ordinal, count in rows}


@pytest.fixture
def source():
    return press.source(press.outlet("Norby Ledger"))


# --- one item under several addresses ---------------------------------------------------


def test_a_canonical_link_that_nobody_has_becomes_an_address(source):
    fetch = fetched(source, "http://a.test/1?print")
    keep(fetch, read(canonical_url="http://a.test/1"))
    address = fetch.item.addresses.get(kind="canonical")
    assert address.value == "http://a.test/1"


@pytest.mark.parametrize("order", [(0, 1), (1, 0)])
def test_two_pages_of_an_outlet_with_one_canonical_link_are_one_item(source, order):
    pages = [fetched(source, "http://a.test/1"), fetched(source, "http://a.test/1?print")]
    for place in order:
        keep(pages[place], read(canonical_url="http://a.test/1"))
    assert pages[0].item.merged_into is None
    assert pages[1].item.merged_into == pages[0].item
    assert [row.item for row in current_readings()] == [pages[0].item]


def test_a_page_seen_first_is_merged_into_the_one_that_it_points_at(source):
    printed, whole = fetched(source, "http://a.test/1?print"), fetched(source, "http://a.test/1")
    for fetch in (printed, whole):
        keep(fetch, read(canonical_url="http://a.test/1"))
    assert printed.item.merged_into == whole.item
    assert whole.item.merged_into is None


def test_two_pages_that_point_at_each_other_dont_both_vanish(source):
    one, two = fetched(source, "http://a.test/1"), fetched(source, "http://a.test/2")
    keep(one, read(canonical_url="http://a.test/2"))
    keep(two, read(canonical_url="http://a.test/1"))
    assert [row.item for row in current_readings()] == [two.item]


def test_a_canonical_link_to_another_outlet_merges_nothing(source):
    other = press.source(press.outlet("Isle Courier"))
    origin, copy = fetched(other, "http://b.test/1"), fetched(source, "http://a.test/1")
    keep(origin, read(canonical_url="http://b.test/1"))
    keep(copy, read(canonical_url="http://b.test/1"))
    assert copy.item.merged_into is None
    assert current_readings().count() == 2


@pytest.mark.parametrize("link", ["http://a.test/", "http://a.test", ""])
def test_a_canonical_link_to_a_bare_host_is_a_templates_mistake(source, link):
    for number in (1, 2):
        keep(fetched(source, f"http://a.test/{number}"), read(canonical_url=link))
    assert current_readings().count() == 2
    assert not models.Address.objects.filter(kind="canonical").exists()


# --- embedded articles ------------------------------------------------------------------


def test_an_embedded_article_counts_from_when_its_page_was_printed(source):
    fetch = fetched(source, "http://a.test/1")
    printed_over_it = read("An article of others.", "The pier", at=press.MONDAY)
    pier = records.EmbeddedReading("The pier", "", "Isle Courier", printed_over_it)
    keep(fetch, read(at=TUESDAY, embedded=(pier,)))
    reading = fetch.item.embedded.get().readings.get()
    assert reading.dated_at == TUESDAY
    assert press.MONDAY.isoformat() in str(reading.published)


def test_an_embedded_article_is_an_item_of_the_page_and_of_whom_it_credits(source):
    credited = press.outlet("Isle Courier")
    fetch = fetched(source, "http://a.test/weekly")
    keep(fetch, read(embedded=(embedded("The pier", outlet="ISLE COURIER"),)))
    child = fetch.item.embedded.get()
    assert (child.outlet, child.credited_outlet, child.credited_name) == (
        source.outlet,
        credited,
        "",
    )
    assert child.readings.get().text == "An article of others."


def test_a_credited_outlet_is_found_by_its_former_name(source):
    credited = press.outlet("Isle Courier")
    models.FormerName.objects.create(outlet=credited, name="Isle Post")
    fetch = fetched(source, "http://a.test/weekly")
    keep(fetch, read(embedded=(embedded("The pier", outlet="Isle Post"),)))
    assert fetch.item.embedded.get().credited_outlet == credited


def test_an_outlet_that_is_unknown_is_credited_as_printed(source):
    fetch = fetched(source, "http://a.test/weekly")
    keep(fetch, read(embedded=(embedded("The pier", outlet="The Far Bell"),)))
    child = fetch.item.embedded.get()
    assert (child.credited_outlet, child.credited_name) == (None, "The Far Bell")


def test_read_anew_in_another_order_embedded_articles_keep_their_identity(source):
    fetch = fetched(source, "http://a.test/weekly")
    pier, bread = embedded("The pier"), embedded("Bread", "Of bread.")
    keep(fetch, read(embedded=(pier, bread)))
    before = {row.title: row.item_id for row in current_readings()}
    keep(fetch, read(embedded=(bread, pier)), revision=2)
    assert {row.title: row.item_id for row in current_readings()} == before
    assert models.Reading.objects.filter(is_current=True).count() == 3


def test_two_embedded_articles_under_one_heading_are_two_items(source):
    fetch = fetched(source, "http://a.test/weekly")
    letters = tuple(embedded("Letters", text) for text in ("Dear all.", "Dear desk.", "Dear all."))
    keep(fetch, read(embedded=letters))
    assert sorted(child.readings.get().text for child in fetch.item.embedded.all()) == [
        "Dear all.",
        "Dear desk.",
    ]


def test_what_a_later_recipe_finds_embedded_no_more_counts_no_more(source):
    fetch = fetched(source, "http://a.test/weekly")
    keep(fetch, read(embedded=(embedded("A box of links"),)))
    keep(fetch, read(), revision=2)
    assert fetch.item.embedded.count() == 1, "the item lives on"
    assert [row.item for row in current_readings()] == [fetch.item]
    assert touched() == {0: 5}


def test_a_merged_page_takes_what_it_embeds_along(source):
    pages = [fetched(source, "http://a.test/1"), fetched(source, "http://a.test/1?print")]
    for fetch in pages:
        keep(fetch, read(canonical_url="http://a.test/1", embedded=(embedded("The pier"),)))
    assert current_readings().count() == 2


# --- dates and days ---------------------------------------------------------------------


def test_a_date_that_moves_touches_both_days(source):
    fetch = fetched(source, "http://a.test/1")
    keep(fetch, read())
    assert touched() == {0: 1}
    keep(fetch, read(at=TUESDAY), revision=2)
    assert touched() == {0: 2, 1: 1}
    assert current_readings().get().day == TUESDAY.toordinal()


def test_an_undated_item_counts_from_when_it_was_first_seen(source):
    fetch = fetched(source, "http://a.test/1")
    keep(fetch, read(at=None))
    reading = current_readings().get()
    assert (reading.dated_at, reading.published) == (press.NOW, None)


def test_the_earlier_reading_is_kept(source):
    fetch = fetched(source, "http://a.test/1")
    keep(fetch, read("First."))
    keep(fetch, read("Second."), revision=2)
    texts = models.Reading.objects.order_by("pk").values_list("text", "is_current")
    assert list(texts) == [("First.", False), ("Second.", True)]


# --- taken in by two at once ------------------------------------------------------------


def test_an_entry_that_another_worker_takes_in_at_that_moment_is_one_item(source, monkeypatch):
    entry = records.Entry("http://a.test/1", feed_id="tag:1")
    add = intake.add_addresses

    def add_behind_a_rival(item, addresses):
        monkeypatch.setattr(intake, "add_addresses", add)
        rival = fetched(source, entry.url).item
        add(item, addresses)
        assert rival.addresses.filter(kind="url").exists()

    monkeypatch.setattr(intake, "add_addresses", add_behind_a_rival)
    kept = Kept(press.recipe("poll"), press.NOW, None, None)
    wanted = intake._addresses(source, entry)
    assert intake._new_item(source, entry, wanted, None, kept) is None
    item = models.Item.objects.get()
    assert sorted(item.addresses.values_list("kind", flat=True)) == ["feed-id", "url"]


def test_an_entry_known_by_any_of_its_addresses_is_not_new(source):
    kept = Kept(press.recipe("poll"), press.NOW, None, None)
    entry = records.Entry("http://a.test/1", feed_id="tag:1")
    moved = replace(entry, url="http://a.test/moved")
    listed = [Document(None, records.Listing("", (one,))) for one in (entry, moved)]
    assert [intake._keep_document(source, one, kept) for one in listed] == [1, 0]
    sha = hashlib.sha256(b"http://a.test/moved").hexdigest()
    assert models.Address.objects.get(value_sha256=sha).item == models.Item.objects.get()
