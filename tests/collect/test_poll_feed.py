"""Polling a feed again and again."""

import json
from dataclasses import replace
from datetime import timedelta

import pytest

from columninch.collect.poll import PolledSource, poll_source
from columninch.errors import SourceError
from columninch.tools import FixedClock
from tests.collect.conftest import NOON
from tests.collect.site import Page

FEED = "http://tern.example/feed"
SOURCE = PolledSource("feed", FEED)


def rss(newest: int = 9, count: int = 10, *, head: str = "") -> bytes:
    items = "".join(
        f"<item><title>No. {i}</title><link>http://tern.example/{i}</link></item>"
        for i in range(newest, newest - count, -1)
    )
    return f"<rss version='2.0'><channel><title>Tern</title>{head}{items}</channel></rss>".encode()


def again(source, polled, *, hours=1):
    """The source before its next poll."""
    documents = polled.documents
    return replace(
        source,
        etag=polled.etag,
        memory=polled.memory,
        before=documents[0].capture if documents else source.before,
        polled_at=(source.polled_at or NOON) + timedelta(hours=hours),
    )


@pytest.fixture
def reading(monkeypatch):
    """How often a document was really read."""
    from columninch.collect.feeds import feed  # noqa: PLC0415  what is counted

    read, counted = feed.read_feed, []

    def counting(*args, **given):
        counted.append(args)
        return read(*args, **given)

    monkeypatch.setattr(feed, "read_feed", counting)
    return counted


def test_a_document_that_came_again_is_archived_as_such_and_not_read_again(site, tools, reading):
    site.pages["/feed"] = Page(rss())
    first = poll_source(SOURCE, tools)
    site.pages["/feed"] = Page(rss(), headers={"ETag": '"2"'})
    size = sum(path.stat().st_size for path in tools.vault.folder.rglob("*.warc.gz"))
    second = poll_source(again(SOURCE, first), tools)
    assert len(reading) == 1
    assert (second.documents, second.etag) == ((), '"2"')
    assert (second.memory, second.pace) == (first.memory, first.pace)
    assert sum(path.stat().st_size for path in tools.vault.folder.rglob("*.warc.gz")) > size
    site.pages["/feed"] = Page(rss(10))
    third = poll_source(again(again(SOURCE, first), second), tools)
    assert len(third.entries) == 10


def test_a_feed_whose_window_moved_has_a_gap_and_one_that_met_has_none(site, tools):
    site.pages["/feed"] = Page(rss(9))
    first = poll_source(SOURCE, tools)
    assert first.gaps == ()
    site.pages["/feed"] = Page(rss(15))
    source = replace(again(SOURCE, first), polled_at=NOON - timedelta(hours=3))
    assert poll_source(source, tools).gaps == ()
    site.pages["/feed"] = Page(rss(99))
    (gap,) = poll_source(source, tools).gaps
    assert (gap.kind, gap.starts) == ("window", NOON - timedelta(hours=3))
    assert gap.ends <= NOON


def test_an_unchanged_feed_still_tells_its_pace_and_its_wait(site, tools):
    site.pages["/feed"] = Page(rss(head="<ttl>90</ttl>"))
    first = poll_source(SOURCE, tools)
    assert first.wait_seconds == 5400
    site.pages["/feed"] = Page(status=304)
    second = poll_source(again(SOURCE, first), tools)
    assert (second.wait_seconds, second.pace) == (5400, first.pace)
    assert second.pace is not None
    assert second.pace.window == 10
    assert json.loads(second.memory) == json.loads(first.memory)


SYNDICATION = (
    "<sy:updatePeriod xmlns:sy='http://purl.org/rss/1.0/modules/syndication/'>{}"
    "</sy:updatePeriod><sy:updateFrequency "
    "xmlns:sy='http://purl.org/rss/1.0/modules/syndication/'>{}</sy:updateFrequency>"
)


@pytest.mark.parametrize(
    ("head", "headers", "seconds"),
    [
        ("", {}, None),
        ("<ttl>0</ttl>", {}, None),
        ("<ttl>soon</ttl>", {}, None),
        ("<ttl>1e9</ttl>", {}, None),
        ("<ttl>99999999</ttl>", {}, 86_400),
        (SYNDICATION.format("hourly", "2"), {}, 1800),
        (SYNDICATION.format("daily", "x"), {}, 86_400),
        (SYNDICATION.format("sometimes", "1"), {}, None),
        ("", {"Cache-Control": "public, max-age=1200"}, 1200),
        ("", {"Cache-Control": "max-age=1200", "Age": "200"}, 1000),
        ("", {"Cache-Control": "max-age=1200", "Age": "9999"}, None),
        ("", {"Cache-Control": "no-cache, max-age=1200"}, None),
        ("<ttl>15</ttl>", {"Cache-Control": "max-age=1200"}, 1200),
    ],
)
def test_a_stated_wait_is_read_and_bounded_by_a_day(site, tools, head, headers, seconds):
    site.pages["/feed"] = Page(rss(head=head), headers=headers)
    assert poll_source(SOURCE, tools).wait_seconds == seconds


@pytest.mark.parametrize("memory", ["{", "[1]", '{"window": 3, "wait": "x"}', "[" * 100_000])
def test_a_memory_that_another_version_wrote_is_forgotten(site, tools, memory):
    site.pages["/feed"] = Page(rss())
    polled = poll_source(replace(SOURCE, memory=memory, polled_at=NOON), tools)
    assert (len(polled.entries), polled.gaps) == (10, ())


# --- feeds that moved -----------------------------------------------------------------------

MOVED = "<itunes:new-feed-url xmlns:itunes='http://www.itunes.com/dtds/podcast-1.0.dtd'>{}</itunes:new-feed-url>"
NEW = "http://knot.example/new"


@pytest.mark.parametrize("status", [301, 308])
def test_a_feed_that_moved_for_good_to_another_host_is_followed(site, tools, status):
    site.pages["/feed"] = Page(status=status, headers={"Location": NEW})
    site.pages["/new"] = Page(rss())
    polled = poll_source(SOURCE, tools)
    assert (polled.moved_to, len(polled.entries)) == (NEW, 10)


@pytest.mark.parametrize("status", [302, 303, 307])
def test_a_feed_that_is_elsewhere_for_now_is_not(site, tools, status):
    site.pages["/feed"] = Page(status=status, headers={"Location": NEW})
    site.pages["/new"] = Page(rss())
    polled = poll_source(SOURCE, tools)
    assert (polled.moved_to, len(polled.entries)) == ("", 10)


def test_a_feed_that_is_sent_to_a_page_has_not_moved_there(site, tools):
    site.pages["/feed"] = Page(status=301, headers={"Location": NEW})
    site.pages["/new"] = Page(b"<!doctype html><title>Tern</title>")
    with pytest.raises(SourceError, match="HTML, not a feed"):
        poll_source(SOURCE, tools)


def test_that_nothing_changed_at_a_new_address_shows_no_feed_there(site, tools):
    site.pages["/feed"] = Page(status=301, headers={"Location": NEW})
    site.pages["/new"] = Page(status=304)
    assert poll_source(replace(SOURCE, etag='"1"'), tools).moved_to == ""


def test_a_feed_that_names_its_new_address_is_followed_where_a_feed_is(site, tools):
    site.pages["/feed"] = Page(rss(head=MOVED.format(NEW)))
    site.pages["/new"] = Page(rss(head=MOVED.format(NEW)))
    polled = poll_source(SOURCE, tools)
    assert (polled.moved_to, polled.complaint) == (NEW, "")


@pytest.mark.parametrize(
    "page", [Page(b"<!doctype html>"), Page(b"no", status=404), Page(b"", status=304)]
)
def test_a_feed_that_names_an_address_without_a_feed_stays_and_says_so(site, tools, page):
    site.pages["/feed"] = Page(rss(head=MOVED.format(NEW)))
    site.pages["/new"] = page
    polled = poll_source(SOURCE, tools)
    assert (polled.moved_to, len(polled.entries)) == ("", 10)
    assert polled.complaint.startswith("it says that it has moved, but no feed was found there")


def test_two_feeds_that_name_each_other_stay_where_they_are(site, tools):
    site.pages["/feed"] = Page(rss(head=MOVED.format(NEW)))
    site.pages["/new"] = Page(rss(head=MOVED.format(FEED)))
    assert poll_source(SOURCE, tools).moved_to == ""


def test_a_feed_that_names_its_own_address_has_not_moved(site, tools):
    site.pages["/feed"] = Page(rss(head=MOVED.format(FEED)))
    assert poll_source(SOURCE, tools).moved_to == ""
    assert len(site.asked) == 1


def test_what_a_feed_calls_itself_is_no_move(site, tools):
    link = "<link xmlns='http://www.w3.org/2005/Atom' rel='self' href='http://knot.example/new'/>"
    site.pages["/feed"] = Page(rss(head=link))
    assert poll_source(SOURCE, tools).moved_to == ""


def test_the_clock_of_the_poll_is_the_one_that_was_handed(site, tools):
    site.pages["/feed"] = Page(rss(9))
    first = poll_source(SOURCE, tools)
    later = replace(tools, clock=FixedClock(NOON + timedelta(hours=30)))
    site.pages["/feed"] = Page(rss(99))
    (gap,) = poll_source(replace(again(SOURCE, first), polled_at=NOON), later).gaps
    assert (gap.starts, gap.ends) == (NOON, NOON + timedelta(hours=30))
