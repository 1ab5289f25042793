import json
from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from columninch.collect.feeds.feed import read_feed
from columninch.errors import SourceError
from columninch.records import Entry, PrintedDate

URL = "https://tern.example/feed.json"

FEED = {
    "version": "https://jsonfeed.org/version/1.1",
    "title": "The Tern",
    "home_page_url": "/",
    "language": "en",
    "authors": [{"name": "Mara Quill"}],
    "items": [
        {
            "id": "https://tern.example/ferry",
            "title": "Ferry strike \n enters second week",
            "content_html": "<p>Nobody <b>sailed</b> for the whole of the week.</p>",
            "summary": "Nobody sailed.",
            "date_published": "2026-03-03T08:15:00+03:30",
        },
        {
            "id": 17,
            "url": "/tides?a=1",
            "content_text": "a < b",
            "author": {"name": "N. Kaveh"},
            "date_modified": "2026-03-02",
            "attachments": [
                {"url": "talk.mp4", "mime_type": "video/mp4", "duration_in_seconds": 61.5},
                {"url": "talk.vtt", "mime_type": "text/vtt"},
            ],
        },
    ],
}


def read(feed: object):
    return read_feed(json.dumps(feed).encode(), "application/feed+json", URL)


def test_a_json_feed_is_read_as_it_stands():
    document = read(FEED)
    assert (document.listing.title, document.language) == ("The Tern", "en")
    assert document.homepage == "https://tern.example/"
    assert document.listing.entries == (
        Entry(
            url="https://tern.example/ferry",
            feed_id="https://tern.example/ferry",
            title="Ferry strike enters second week",
            authors=("Mara Quill",),
            published=PrintedDate(datetime(2026, 3, 3, 4, 45, tzinfo=UTC), "second", "feed"),
            content="<p>Nobody <b>sailed</b> for the whole of the week.</p>",
        ),
        Entry(
            url="https://tern.example/tides?a=1",
            feed_id="17",
            authors=("N. Kaveh",),
            published=PrintedDate(datetime(2026, 3, 2, tzinfo=UTC), "day", "feed"),
            content="a &lt; b",
            media_url="https://tern.example/talk.vtt",
            sound_url="https://tern.example/talk.mp4",
            length_seconds=61.5,
        ),
    )


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-32"])
def test_a_json_feed_is_told_apart_by_its_own_bytes(encoding):
    body = json.dumps(FEED).encode(encoding)
    if encoding == "utf-8-sig":
        assert read_feed(b" \n" + json.dumps(FEED).encode(), "text/html", URL).listing.entries
        assert read_feed(body, "text/html", URL).listing.entries
    else:  # JSON that is exchanged is UTF-8: RFC 8259, section 8.1
        with pytest.raises(SourceError):
            read_feed(body, "application/feed+json", URL)


@pytest.mark.parametrize(
    "body",
    [
        b"{",
        b"{" * 100_000,
        b'{"a":' * 100_000,
        b'{"version": "https://jsonfeed.org/version/1", "items": [' + b"[" * 100_000,
        b'{"version": "https://jsonfeed.org/version/1", "items": [{"id": ' + b"9" * 10_000 + b"}]}",
        b'{"version": "https://jsonfeed.org/version/1"}',
        b'{"version": "https://jsonfeed.org/version/1", "items": {}}',
        b'{"version": 1, "items": []}',
        b'{"version": "https://jsonfeed.org/version/1", "items": ["\xff"]}',
    ],
)
def test_hostile_or_other_json_is_one_clear_error(body):
    with pytest.raises(SourceError) as error:
        read_feed(body, "application/json", URL)
    assert error.value.where == URL
    assert len(str(error.value)) < 500


def test_what_is_of_a_wrong_type_is_passed_over():
    item = {
        "id": 1e400,
        "url": ["x"],
        "title": {"a": 1},
        "content_html": 5,
        "authors": "Mara",
        "author": [1],
        "date_published": 20260303,
        "attachments": [7, {"url": 7, "mime_type": "text/vtt", "duration_in_seconds": "long"}],
    }
    document = read({**FEED, "title": 3, "authors": {}, "items": [item, "x", None, [item]]})
    assert document.listing.entries == (Entry(url=""),)
    assert document.listing.title == ""


def test_characters_that_no_text_has_are_replaced():
    item = {"id": "a\u0000b", "title": "x\ud800y", "content_text": "\u0001z"}
    (entry,) = read({**FEED, "items": [item]}).listing.entries
    assert (entry.feed_id, entry.title, entry.content) == ("a\ufffdb", "x\ufffdy", "\ufffdz")
    assert str(entry).encode()


values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.sampled_from(["name", "url", "mime_type", "title"]), inner, max_size=3)
    ),
    max_leaves=8,
)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.dictionaries(st.sampled_from([*FEED["items"][0], *FEED["items"][1]]), values)))
def test_no_json_makes_it_raise_anything_but_its_own_error(items):
    listing = read({**FEED, "items": items}).listing
    assert len(listing.entries) == len(items)
    assert all(one.url == "" or one.url.startswith("http") for one in listing.entries)
