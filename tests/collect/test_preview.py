"""A channel's preview: posts are read whole, paged back to what was seen, gaps are told."""

import json
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from columninch.collect.fetch import Wanted, fetch_item
from columninch.collect.poll import PolledSource, poll_source
from columninch.collect.previews.addresses import channel_name, known_channel
from columninch.collect.previews.numbers import missing, seen_before, seen_now
from columninch.collect.previews.preview import MOST_PAGES
from columninch.collect.previews.preview_page import preview_address, read_preview
from columninch.collect.schedule import SHORTEST_SECONDS, Rhythm, next_interval
from columninch.errors import FetchError, SourceError
from columninch.extract.read import Page as CapturedPage
from columninch.extract.read import read_page
from columninch.quotes.verbatim import find_verbatim, plain_text
from columninch.tools import FixedClock
from tests.collect.channel import BEGUN, ServedChannel
from tests.collect.conftest import NOON
from tests.collect.site import Page

FOLDER = Path(__file__).parents[1] / "data" / "preview"
POSTS = (FOLDER / "posts.html").read_bytes()
EXPECTED = json.loads((FOLDER / "posts.json").read_text())
SOURCE = PolledSource("preview", "http://tern.example/s/tern")


@pytest.fixture
def channel(site):
    return ServedChannel(site)


def reading_of(entry):
    return read_page(CapturedPage(b"", "text/html", entry.url, entry=entry, from_feed=True))


def test_each_form_of_post_is_read_as_its_author_wrote_it():
    page = read_preview(POSTS, "https://t.example/s/chakavak")
    assert page.title == EXPECTED["title"]
    assert sorted(page.numbers) == EXPECTED["numbers"]
    assert page.older == EXPECTED["older"]
    assert [
        {
            "number": entry.number,
            "title": entry.title,
            "authors": list(entry.authors),
            "credited": entry.credited,
            "at": entry.published.at.isoformat(),
            "lines": reading_of(entry).text.split("\n"),
        }
        for entry in page.entries
    ] == EXPECTED["posts"]


def test_a_post_is_whole_however_short_it_is():
    for entry in read_preview(POSTS, "https://t.example/s/chakavak").entries:
        assert entry.is_whole
        assert entry.url == f"https://t.example/chakavak/{entry.number}"
        reading = reading_of(entry)
        assert (reading.from_feed, reading.is_teaser) == (True, False)


def test_what_a_post_carries_is_named_and_not_fetched():
    album = read_preview(POSTS, "https://t.example/s/chakavak").entries[2]
    assert album.content.count("<figure") == 3
    assert "https://cdn.example/p2.jpg" in album.content


def test_a_change_of_markup_changes_nothing():
    page = read_preview((FOLDER / "changed.html").read_bytes(), "https://t.example/s/chakavak")
    assert [(one.number, one.authors, one.credited) for one in page.entries] == [
        (119, ("نیما کهن",), ""),
        (122, (), "Osk Ledger"),
    ]
    assert [reading_of(one).text for one in page.entries] == [
        "کشتی شبانهٔ کاروو تا بهار بازنمی‌گردد.",
        "The harbour board met for six hours.",
    ]


def test_the_first_poll_takes_the_newest_page_alone(channel, tools):
    channel.publish(*range(1, 100))
    polled = poll_source(SOURCE, tools)
    assert [entry.number for entry in polled.entries] == list(range(80, 100))
    assert polled.gaps == ()
    assert len(channel.site.asked) == 1
    assert polled.documents[0].listing.title == "The Tern"


def test_a_poll_pages_back_to_what_was_seen(channel, tools):
    channel.publish(*range(1, 31))
    first = poll_source(SOURCE, tools)
    channel.publish(*range(31, 90))
    channel.site.asked.clear()
    polled = poll_source(replace(SOURCE, memory=first.memory), tools)
    assert [entry.number for entry in polled.entries if entry.number > 30] == list(range(31, 90))
    assert len(polled.documents) == len(channel.site.asked) == 3
    assert polled.gaps == ()
    for document in polled.documents:
        assert document.listing.entries[0].content.encode()[3:-4] in tools.vault.payload(
            document.capture
        )


def test_a_poll_that_finds_nothing_new_archives_nothing(channel, tools):
    channel.publish(*range(1, 31))
    first = poll_source(SOURCE, tools)
    again = poll_source(replace(SOURCE, memory=first.memory), tools)
    assert (again.documents, again.gaps, again.memory) == ((), (), first.memory)


def test_numbers_that_lack_are_one_gap_for_the_poll(channel, tools):
    channel.publish(*range(1, 11))
    first = poll_source(SOURCE, tools)
    channel.publish(*range(11, 60))
    for number in (20, 30, 31, 32):
        del channel.posts[number]
    (gap,) = poll_source(replace(SOURCE, memory=first.memory), tools).gaps
    assert (gap.kind, gap.count) == ("numbers", 4)
    assert gap.detail == "posts 20, 30 to 32 are not shown: deleted, or no posts"
    assert gap.starts == BEGUN + timedelta(minutes=19)
    assert gap.ends == BEGUN + timedelta(minutes=33)


def test_at_the_first_poll_only_numbers_between_posts_are_missing(channel, tools):
    channel.publish(5, 6, 9)
    (gap,) = poll_source(SOURCE, tools).gaps
    assert gap.detail == "posts 7 to 8 are not shown: deleted, or no posts"


def test_a_preview_that_is_cut_off_leaves_a_gap(channel, tools):
    channel.publish(*range(1, 11))
    first = poll_source(SOURCE, tools)
    channel.publish(*range(11, 60))
    channel.cut_below = 45
    polled = poll_source(replace(SOURCE, memory=first.memory), tools)
    assert [(gap.count, gap.detail) for gap in polled.gaps] == [
        (34, "posts 11 to 44 could not be reached")
    ]
    assert polled.gaps[0].ends == BEGUN + timedelta(minutes=45)


def test_a_poll_asks_a_bounded_number_of_pages(channel, tools):
    channel.publish(1)
    first = poll_source(SOURCE, tools)
    channel.publish(*range(2, 502))
    channel.site.asked.clear()
    polled = poll_source(replace(SOURCE, memory=first.memory), tools)
    assert len(channel.site.asked) == MOST_PAGES
    (gap,) = polled.gaps
    assert gap.detail == "posts 2 to 101 could not be reached"


def test_numbers_that_begin_anew_are_told_and_taken(channel, tools):
    channel.publish(*range(100, 120))
    first = poll_source(SOURCE, tools)
    channel.posts.clear()
    channel.publish(1, 2)
    polled = poll_source(replace(SOURCE, memory=first.memory), tools)
    assert [entry.number for entry in polled.entries] == [1, 2]
    assert "begin anew: the highest was 119" in polled.complaint


def test_a_channel_without_posts_is_no_error(channel, tools):
    polled = poll_source(SOURCE, tools)
    assert (polled.documents, polled.gaps) == ((), ())


@pytest.mark.parametrize(
    ("name", "reason"),
    [
        ("no-preview.html", "the channel shows no public preview"),
        ("no-channel.html", "there is no public channel of this name"),
    ],
)
def test_a_channel_without_a_preview_says_why_and_what_to_do(site, tools, name, reason):
    site.pages["/s/tern"] = Page(status=302, headers={"Location": "/tern"})
    site.pages["/tern"] = Page((FOLDER / name).read_bytes())
    with pytest.raises(SourceError, match=reason) as error:
        poll_source(SOURCE, tools)
    assert error.value.hint


def test_a_page_that_is_no_preview_is_an_error(site, tools):
    site.pages["/s/tern"] = Page(b"<title>Hello</title><p>Nothing of the kind.")
    with pytest.raises(SourceError, match="no preview of a channel"):
        poll_source(SOURCE, tools)
    site.pages["/s/tern"] = Page(
        b"<title>Just a moment...</title>", headers={"CF-Mitigated": "challenge"}
    )
    with pytest.raises(SourceError, match="check for robots"):
        poll_source(SOURCE, tools)
    site.pages["/s/tern"] = Page(b"", status=503)
    with pytest.raises(FetchError, match="answered 503"):
        poll_source(SOURCE, tools)


def test_a_quotation_of_a_post_stands_in_the_archived_listing(site, tools):
    site.pages["/s/chakavak"] = Page(POSTS)
    source = PolledSource("preview", "http://tern.example/s/chakavak")
    polled = poll_source(source, tools)
    (document,) = polled.documents
    site.asked.clear()
    for entry in document.listing.entries[:3]:
        fetched = fetch_item(Wanted(entry, "preview", source.url, document.capture), tools)
        assert (fetched.capture, fetched.from_feed, fetched.complaint) == (
            document.capture,
            True,
            "",
        )
        plain = plain_text(tools.vault.payload(fetched.capture), fetched.capture.content_type)
        for line in reading_of(entry).text.split("\n"):
            assert find_verbatim(line, plain) is not None
        assert find_verbatim("کشتی شبانهٔ کاروو تا پاییز بازنمی‌گردد.", plain) is None
    assert site.asked == []


@pytest.mark.parametrize(
    ("url", "body", "address"),
    [
        ("https://t.example/s/chakavak", POSTS, "https://t.example/s/chakavak"),
        ("https://t.example/s/chakavak?before=9", POSTS, "https://t.example/s/chakavak"),
        ("https://t.example/chakavak", b'<a href="/s/chakavak">Preview channel</a>',
         "https://t.example/s/chakavak"),
        ("https://t.example/chakavak/119", b'<a href="https://t.example/s/chakavak">Preview</a>',
         "https://t.example/s/chakavak"),
        ("https://t.example/chakavak", b'<a href="https://else.example/s/chakavak">x</a>', None),
        ("https://t.example/chakavak", (FOLDER / "no-preview.html").read_bytes(), None),
        ("https://tern.example/news/ferry/stays", POSTS, None),
        ("https://tern.example/", b"", None),
        ("no address", b"<p>", None),
    ],
)  # fmt: skip
def test_a_channel_s_page_leads_to_its_preview(url, body, address):
    assert preview_address(url, body) == address


def test_a_channel_is_known_by_its_path():
    assert channel_name("https://t.example/s/tern?before=4") == "tern"
    assert channel_name("https://t.example/s/") == ""


@pytest.mark.parametrize(
    "url",
    [
        "https://t.me/chakavak",
        "http://t.me/chakavak/119",
        "https://t.me/s/chakavak?before=9",
        "https://telegram.me/chakavak",
        "https://www.telegram.dog/s/chakavak/",
        "https://chakavak.t.me/",
    ],
)
def test_a_channel_of_the_service_is_known_by_its_address_alone(url):
    assert known_channel(url) == "https://t.me/s/chakavak"


@pytest.mark.parametrize(
    "url",
    [
        "https://t.me/",
        "https://t.me/s/",
        "https://t.me/+AbCdEf123",
        "https://t.me/joinchat/AbCdEf123",
        "https://t.me/joinchat",
        "https://t.me/share?url=https://tern.example/",
        "https://t.me/share/url?url=https://tern.example/",
        "https://t.me/c/1234567/89",
        "https://t.me/c/1234567",
        "https://www.t.me/",
        "https://t.me.tern.example/chakavak",
        "https://tern.example/chakavak",
        "https://tern.example/s/chakavak",
        "https://not.me/chakavak",
        "mailto:chakavak@t.me",
        "no address",
    ],
)
def test_a_plain_address_is_never_taken_for_a_channel(url):
    assert known_channel(url) == ""


@given(st.sets(st.integers(1, 2000), min_size=1), st.integers(0, 2000))
def test_every_number_is_either_shown_or_missing(numbers, after):
    lacking = {number for low, high in missing(numbers, after) for number in range(low, high + 1)}
    shown = {number for number in numbers if number > after}
    begins = after + 1 if after else min(shown, default=1)
    assert lacking | shown == (set(range(begins, max(shown) + 1)) if shown else set())
    assert not lacking & shown


@given(st.sets(st.integers(1, 10**9)))
def test_what_was_seen_is_remembered(numbers):
    seen = seen_now(numbers)
    assert seen_before(seen.to_text()) == seen
    assert seen.highest == max(numbers, default=0)


@pytest.mark.parametrize("memory", ["", "{", "[]", '{"highest": "x"}', '{"highest": 1}', "null"])
def test_a_memory_that_can_t_be_read_is_none(memory):
    assert seen_before(memory) == seen_now(())


@given(st.binary(max_size=300))
def test_no_bytes_break_the_reading(body):
    read_preview(b'<div data-post="tern/1">' + body, "https://t.example/s/tern")


def test_posts_of_another_channel_are_not_this_one_s():
    page = read_preview(
        b'<i data-post="else/7">x</i><i data-post="tern/99999999999999999999">x</i>',
        "https://t.example/s/tern",
    )
    assert (page.entries, page.is_preview) == ((), False)


def test_a_poll_at_noon_ends_its_gaps_at_noon_at_the_latest(channel, tools):
    channel.publish(1, 3)
    (gap,) = poll_source(SOURCE, tools).gaps
    assert gap.ends <= NOON


def polled_hourly(channel, tools, posts, memory=""):
    """The polls of a channel that publishes `posts` at a time, an hour apart."""
    highest, polled_at = max(channel.posts, default=0), None
    for hour, count in enumerate(posts):
        channel.publish(*range(highest + 1, highest + count + 1))
        highest += count
        now = BEGUN + timedelta(hours=hour, minutes=highest)
        source = replace(SOURCE, memory=memory, polled_at=polled_at)
        polled = poll_source(source, replace(tools, clock=FixedClock(now)))
        memory, polled_at = polled.memory, now
        yield polled, now


def next_poll(polled, now):
    return next_interval(Rhythm(SOURCE.url, 3600, 0, False, None, now, polled.pace))


def test_a_channel_is_asked_by_its_pace_and_by_how_far_back_it_can_be_paged(channel, tools):
    (busy, now), *_, (quiet, later) = polled_hourly(channel, tools, [60, *[0] * 200])
    assert quiet.documents == ()
    assert busy.pace.window == MOST_PAGES * 20
    assert [(busy.pace.times[0] - busy.pace.times[1]), busy.pace.times] == [
        timedelta(minutes=1), quiet.pace.times,
    ]  # fmt: skip
    assert SHORTEST_SECONDS <= next_poll(busy, now) <= 20 * 60
    within = 400 * 60 / 2  # four hundred posts, should they come as fast as they once did
    assert 0.8 * within <= next_poll(quiet, later) <= within


def test_what_a_channel_lost_is_told_once(channel, tools):
    channel.cut_below = 100
    *_, (polled, _) = polled_hourly(channel, tools, [110, 60])
    assert polled.gaps == ()
    channel.cut_below = 1000
    *_, (polled, _) = polled_hourly(channel, tools, [900], polled.memory)
    assert [gap.kind for gap in polled.gaps] == ["numbers"]


def test_a_memory_from_before_there_were_paces_is_still_read(channel, tools):
    channel.publish(*range(1, 31))
    source = replace(SOURCE, memory='{"highest": 25, "latest": [24, 25]}', polled_at=BEGUN)
    polled = poll_source(source, tools)
    assert (polled.gaps, polled.pace.window) == ((), MOST_PAGES * 20)
