"""Feeds that nobody but an attacker, or a broken program, writes."""

import signal
from contextlib import contextmanager

import pytest

from columninch.collect.feeds.document import MOST_AUTHORS, MOST_CONTENT, MOST_ID, MOST_TITLE
from columninch.collect.feeds.feed import read_feed
from columninch.collect.feeds.parser import MOST_ENTRIES
from columninch.errors import SourceError

URL = "https://tern.example/feed"
LIMIT_SECONDS = 60
"""Of the processor's time: a busy machine makes nothing late."""


@contextmanager
def in_time():
    """What takes seconds is slow; what would take hours fails."""

    def late(number, frame):
        raise TimeoutError

    signal.signal(signal.SIGVTALRM, late)
    signal.setitimer(signal.ITIMER_VIRTUAL, LIMIT_SECONDS)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)


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
        "<item>" + "<a>" * 50_000,
    ],
    ids=["texts", "categories", "nested"],
)
def test_too_many_elements_in_one_place_are_one_clear_error(inside):
    with pytest.raises(SourceError, match="more than 2,000 elements in one entry"):
        read(inside)


def big(unit: str) -> str:
    """Six megabytes of nothing but `unit`."""
    return unit * (6_000_000 // len(unit))


@pytest.mark.parametrize(
    "body",
    [
        rss(big("<item/>")),
        rss(big("<item>")),
        rss(big("<item><category>a</category></item>")),
        rss("<item><itunes:keywords>" + "".join(f"a{i}," for i in range(300_000))),
        rss(big("<item><title>&lt;a href=x></title><link>x</link></item>")),
        rss(big("<item><description><![CDATA[<a href=x>]]></description></item>")),
        rss("<item/><item><description><div>" + big("<b></b>")),
        rss("<item/><item><description><div>" + big("<b>")),
        rss("<item/><item><description>" + big("&lt;b>")),
        rss("<item/><item><description>" + big("<")),
        rss("<item/><item><description>" + big("<a '")),
        rss("<item/><item><description>" + big("<!>")),
        rss("<item/><item><description><![CDATA[" + big("<b></b>") + "]]></description></item>"),
    ],
    ids=[
        "empty", "unclosed", "categories", "keywords", "links", "texts", "inline", "nested",
        "references", "marks", "quotes", "declarations", "escaped",
    ],
)  # fmt: skip
def test_a_document_of_nothing_but_tags_takes_seconds_and_gives_what_was_read(body):
    with in_time():
        assert read_feed(body, "application/rss+xml", URL).listing.entries


def items(count: int, inside: str) -> str:
    return "".join(f"<item><guid>{i}</guid>{inside}</item>" for i in range(count))


@pytest.mark.parametrize(
    ("inside", "read_count", "told"),
    [
        (items(MOST_ENTRIES + 3, ""), MOST_ENTRIES, "3 left out: more than 20,000 entries"),
        (items(4, "") + "<item>" + "<a>" * 50_000 + "</item>" + items(2, ""), 4, "3 left out"),
        ("".join(f"<category>{i}</category><item/>" for i in range(5000)), 1998, "3,002 left out"),
        (items(9, "<description><p>" + "<b>x</b>" * 20_000 + "</p></description>"), 5, "4 left"),
    ],
    ids=["entries", "one entry", "outside of entries", "texts"],
)
def test_what_is_past_the_limits_is_left_out_and_told(inside, read_count, told):
    listing = read(inside)
    assert len(listing.entries) == read_count
    assert f"only its first {read_count:,} entries are read and" in listing.complaint
    assert told in listing.complaint


def test_the_texts_past_the_limit_are_left_as_they_are_written():
    body = f"<description><![CDATA[<a href='/x'>{'<i></i>' * 140_000}]]></description>"
    listing = read(items(9, body))
    assert listing.complaint == "relative addresses in its later texts are left as they are"
    texts = [one.content for one in listing.entries]
    assert [text.startswith('<a href="https://tern.example/x">') for text in texts] == [
        *[True] * 5, *[False] * 4,
    ]  # fmt: skip
    assert {text.count("<i></i>") for text in texts} == {140_000}


def test_a_big_feed_of_real_articles_is_read_whole():
    paragraph = "<p class='a'>The last <b>ferry</b> to <a href='/q'>Quellport</a> left late.</p>"
    inside = (
        "<title>Ferry strike</title><link>https://tern.example/a</link><category>a</category>"
        "<pubDate>Tue, 03 Mar 2026 04:45:00 GMT</pubDate><dc:creator>Mara Quill</dc:creator>"
        f"<description><![CDATA[{paragraph}]]></description>"
        f"<content:encoded><![CDATA[{paragraph * 20}]]></content:encoded>"
    )
    namespaces = (
        "xmlns:dc='http://purl.org/dc/elements/1.1/' "
        "xmlns:content='http://purl.org/rss/1.0/modules/content/'"
    )
    body = rss(items(5000, inside)).replace(b"<rss", f"<rss {namespaces}".encode())
    with in_time():
        listing = read_feed(body, "application/rss+xml", URL).listing
    assert (len(listing.entries), listing.complaint) == (5000, "")
    assert listing.entries[0].content.count("https://tern.example/q") == 20


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


@pytest.mark.parametrize("tag", ["pos", "posList"])
def test_a_place_without_its_frame_costs_no_feed(tag):
    item = f"<item xmlns:g='http://www.opengis.net/gml'><guid>1</guid><g:{tag}>1 2</g:{tag}></item>"
    assert [one.feed_id for one in read(item).entries] == ["1"]


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
