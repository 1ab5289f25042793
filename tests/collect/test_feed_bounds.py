"""Feeds that nobody but an attacker, or a broken program, writes."""

import signal
from contextlib import contextmanager

import pytest

from columninch.collect.feeds.document import MOST_AUTHORS, MOST_CONTENT, MOST_ID, MOST_TITLE
from columninch.collect.feeds.feed import read_feed
from columninch.errors import SourceError

URL = "https://tern.example/feed"
LIMIT_SECONDS = 20


@contextmanager
def in_time():
    """What takes seconds is slow; what would take hours fails."""

    def late(number, frame):
        raise TimeoutError

    signal.signal(signal.SIGALRM, late)
    signal.alarm(LIMIT_SECONDS)
    try:
        yield
    finally:
        signal.alarm(0)


def rss(inside: str) -> bytes:
    return f"<rss version='2.0'><channel>{inside}</channel></rss>".encode()


def read(inside: str):
    with in_time():
        return read_feed(rss(inside), "application/rss+xml", URL).listing


@pytest.mark.parametrize(
    "body",
    [
        rss("<item><author>" + "a." * 300_000 + "</author></item>"),
        b"<feed xmlns='http://www.w3.org/2005/Atom'><entry><content type='xhtml'>"
        + b"\n" * 1_000_000
        + b"<div>x</div></content></entry></feed>",
        rss("<item><title>" + "&lt;!--" * 100_000 + "</title></item>"),
        rss("<item>" * 10_000),
    ],
    ids=["author", "white space", "comments", "unclosed"],
)
def test_no_document_keeps_the_reader_for_hours(body):
    with in_time():
        assert read_feed(body, "application/xml", URL).listing.entries


@pytest.mark.parametrize(
    "inside",
    [
        "<item>" + "<description>a</description>" * 30_000 + "</item>",
        "<item>" + "".join(f"<category>{i}</category>" for i in range(30_000)) + "</item>",
        "".join(f"<category>{i}</category><item/>" for i in range(5000)),
        "<item>" + "<a>" * 50_000,
    ],
    ids=["texts", "categories", "categories of the feed", "nested"],
)
def test_too_many_elements_in_one_place_are_one_clear_error(inside):
    with pytest.raises(SourceError, match="more than 2,000 elements in one entry"):
        read(inside)


def test_thousands_of_entries_are_read_in_their_order():
    items = "".join(f"<item><link>https://tern.example/{i}</link></item>" for i in range(1500))
    urls = [one.url for one in read(items).entries]
    assert urls == [f"https://tern.example/{i}" for i in range(1500)]


def test_an_entry_of_megabytes_is_cut_and_said_to_be():
    listing = read("<item><description>" + "word " * 300_000 + "</description></item><item/>")
    assert [len(one.content) for one in listing.entries] == [MOST_CONTENT, 0]
    assert listing.complaint == "entries that were cut at 1,000,000 characters: 1"


def test_long_names_are_bounded_and_long_ids_still_told_apart():
    authors = "".join(f"<author>{'x' * 300} {i}</author>" for i in range(60))
    ids = [f"<guid isPermaLink='false'>{'i' * 3000}{i}</guid>" for i in range(2)]
    items = "".join(f"<item><title>{'t' * 3000}</title>{one}{authors}</item>" for one in ids)
    first, second = read(items).entries
    assert len(first.title) == MOST_TITLE
    assert len(first.authors) <= MOST_AUTHORS
    assert max(map(len, first.authors)) <= 200
    assert len(first.feed_id) < MOST_ID
    assert first.feed_id != second.feed_id


def test_an_entry_without_anything_is_an_entry_without_anything():
    (entry,) = read("<item/>").entries
    assert (entry.url, entry.feed_id, entry.title, entry.published) == ("", "", "", None)


def test_entries_of_one_id_are_all_listed():
    items = "<item><guid>https://tern.example/1</guid><title>A</title></item>" * 2
    assert [one.feed_id for one in read(items).entries] == ["https://tern.example/1"] * 2


def test_a_reference_to_no_character_costs_a_character_and_not_the_feed():
    listing = read("<item><title>a&#xd800;b&#99999999999;c&#0;</title></item>")
    assert listing.entries[0].title == "a\ufffdb\ufffdc\ufffd"
    assert "damaged" in listing.complaint


@pytest.mark.parametrize(
    ("title", "seen"),
    [
        ("safe &lt;script>alert(1)&lt;/script>harbour", "safe harbour"),
        ("safe &lt;!-- never shown --> harbour", "safe harbour"),
        ("safe harbour &lt;style>p {}", "safe harbour"),
        ("&lt;b>Tides&lt;/b> &amp;amp; ferries", "Tides & ferries"),
    ],
)
def test_a_title_is_what_is_seen_of_it(title, seen):
    atom = f"<feed xmlns='http://www.w3.org/2005/Atom'><title type='html'>{title}</title></feed>"
    assert read_feed(atom.encode(), "application/atom+xml", URL).listing.title == seen


def test_a_number_as_id_is_no_link():
    (entry,) = read("<item><guid>4711</guid></item>").entries
    assert (entry.url, entry.feed_id) == ("", "4711")


@pytest.mark.parametrize("feed_id", ["HTTP://Tern.example/a", "Ferry 7", "tag:tern.example,1"])
def test_an_id_stays_as_it_is_written(feed_id):
    atom = (
        "<feed xmlns='http://www.w3.org/2005/Atom'>"
        f"<entry><id>{feed_id}</id><link href='/a'/></entry></feed>"
    )
    (entry,) = read_feed(atom.encode(), "application/atom+xml", URL).listing.entries
    assert (entry.feed_id, entry.url) == (feed_id, "https://tern.example/a")


def test_the_link_of_an_entry_is_its_page_and_no_file():
    links = (
        "<link rel='alternate' type='text/html'>https://tern.example/a</link>"
        "<link rel='enclosure'>https://tern.example/a.mp3</link>"
    )
    atom = f"<feed xmlns='http://www.w3.org/2005/Atom'><entry>{links}</entry></feed>"
    (entry,) = read_feed(atom.encode(), "application/atom+xml", URL).listing.entries
    assert entry.url == "https://tern.example/a"


@pytest.mark.parametrize(
    ("own", "authors"),
    [("", ("Mara Quill",)), ("<author><name>N. Kaveh</name></author>", ("N. Kaveh",))],
)
def test_an_atom_entry_without_authors_has_those_of_its_feed(own, authors):
    atom = (
        "<feed xmlns='http://www.w3.org/2005/Atom'><title>The Tern</title>"
        "<author><name>Mara Quill</name></author><author><name>the tern</name></author>"
        f"<entry><id>1</id>{own}</entry></feed>"
    )
    (entry,) = read_feed(atom.encode(), "application/atom+xml", URL).listing.entries
    assert entry.authors == authors
