import gzip
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from columninch.collect.sitemaps.document import is_sitemap, read_sitemap
from columninch.errors import SourceError

DATA = Path(__file__).parents[1] / "data" / "sitemaps"
HERE = "https://tern.example/sitemap.xml"


def read(name, url=HERE):
    return read_sitemap((DATA / name).read_bytes(), "application/xml", url)


def urls(document):
    return [page.url for page in document.pages]


def test_a_news_sitemap_gives_titles_dates_and_languages():
    document = read("news.xml")
    first, second = document.pages
    assert (first.title, first.language) == ("Ferry strike ends & boats sail", "en")
    assert first.published.at == datetime(2026, 3, 4, 5, 0, tzinfo=UTC)
    assert first.changed_at == datetime(2026, 3, 4, 9, 10, tzinfo=UTC)
    assert second.url.endswith("/fa/%DA%A9%D8%B4%D8%AA%DB%8C-%D8%B1%D8%B3%DB%8C%D8%AF")
    assert (second.published.precision, second.title) == ("day", "کشتی رسید")
    assert (document.outlet_name, document.is_news, document.complaint) == ("The Tern", True, "")


def test_what_sites_get_wrong_is_read_all_the_same():
    document = read("no-namespace.xml")
    assert urls(document) == [
        "https://tern.example/story.php?id=7&section=2&y=1",
        "https://tern.example/a/long-night-at-the-pier-again",
    ]
    assert document.pages[1].title == "A long night — again"
    assert document.complaint == "no web address: 'javascript:alert(1)'"


def test_an_unsafe_spelling_stays_where_the_sitemap_was_had_unsafely():
    document = read("no-namespace.xml", "http://tern.example/sitemap.xml")
    assert urls(document)[1:] == [
        "http://tern.example/a/long-night-at-the-pier-again",
        "https://tern.example/a/long-night-at-the-pier-again",
    ]


def test_an_index_gives_its_sitemaps():
    document = read("index.xml")
    assert document.pages == ()
    assert len(document.children) == 6
    assert document.children[5].changed == "2026-03-04T09:00:00Z"


def test_a_torn_sitemap_gives_what_came_before_the_tear():
    document = read("torn.xml")
    assert urls(document) == [
        "http://tern.example/a/one-whole-address-here".replace("http", "https")
    ]
    assert "damaged" in document.complaint


def test_a_plain_list_and_a_feed_are_sitemaps_too():
    plain = read("plain.txt")
    assert [url[-1] for url in urls(plain)] == ["1", "2"]
    assert plain.complaint == "no web address: 'ftp://tern.example/a/3' and 1 more"
    feed = read("feed.xml")
    assert (urls(feed), feed.is_news) == (["http://tern.example/a/ferry"], True)


def test_a_packed_sitemap_is_told_by_its_content():
    body = (DATA / "news.xml").read_bytes()
    assert is_sitemap(gzip.compress(body))
    whole = read_sitemap(gzip.compress(body), "text/plain", HERE)
    assert whole == read("news.xml")
    halves = gzip.compress(body[:300]) + gzip.compress(body[300:])
    assert read_sitemap(halves, "", HERE) == whole
    torn = read_sitemap(gzip.compress(body)[:-20], "", HERE)
    assert "torn off" in torn.complaint


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-16-le", "iso-8859-1"])
def test_the_encoding_that_a_sitemap_states_is_its_own(encoding):
    text = "<urlset><url><loc>http://tern.example/a?b=1&amp;c=é</loc></url></urlset>"
    stated = "" if encoding.startswith("utf-8") else f'<?xml version="1.0" encoding="{encoding}"?>'
    body = (stated + text).encode(encoding)
    if encoding == "utf-16-le":
        body = b"\xff\xfe" + body
    assert urls(read_sitemap(body, "", HERE)) == ["https://tern.example/a?b=1&c=%C3%A9"]


@pytest.mark.parametrize(
    "body",
    [b"", b"  ", b"hello", b"<html><body>x", b"<!DOCTYPE html><urlset>", b"<foo/>", b"\xff\xfe"],
)
def test_what_is_no_sitemap_is_an_error(body):
    with pytest.raises(SourceError, match="not a sitemap"):
        read_sitemap(body, "", HERE)


def test_entities_are_refused_before_they_multiply():
    with pytest.raises(SourceError, match="entities"):
        read("entities.xml")
    hidden = (DATA / "entities.xml").read_text().encode("utf-16")
    with pytest.raises(SourceError, match="entities"):
        read_sitemap(hidden, "", HERE)


def test_a_bomb_gives_no_more_than_the_protocol_allows():
    bomb = gzip.compress(b"<urlset>" + b" " * 60_000_000, 9)
    document = read_sitemap(bomb, "", HERE)
    assert (document.pages, "larger than" in document.complaint) == ((), True)


def test_more_addresses_than_the_protocol_allows_are_left_out(monkeypatch):
    monkeypatch.setattr("columninch.collect.sitemaps.xml.MAX_ADDRESSES", 100)
    many = b"".join(b"<url><loc>/a/%d</loc></url>" % n for n in range(110))
    document = read_sitemap(b"<urlset>" + many + b"</urlset>", "", HERE)
    assert len(document.pages) == 100
    assert "only its first" in document.complaint


@pytest.mark.timeout(20)
@pytest.mark.parametrize(
    "body",
    [
        b"<urlset>" + b"<a>" * 200_000,
        b"<urlset><url><loc>" + b"x" * 2_000_000 + b"</loc></url></urlset>",
        b"<urlset>" + b"<![CDATA[" * 200_000,
        b"<urlset>" + b"&a" * 100_000,
        b"<urlset>" + b"<url>" * 100_000,
        b'<urlset><url loc="' + b"&" * 300_000,
    ],
    ids=["deep", "long", "cdata", "ampersands", "urls in urls", "attribute"],
)
def test_a_hostile_sitemap_costs_little(body):
    assert read_sitemap(body, "", HERE).pages == ()


@given(st.binary(max_size=300))
def test_no_bytes_make_anything_but_a_document_or_an_error(body):
    for start in (b"", b"<urlset><url><loc>", b"http://a.example/\n", b"\x1f\x8b\x08"):
        try:
            document = read_sitemap(start + body, "", HERE)
        except SourceError:
            continue
        assert all(page.url.startswith(("http://", "https://")) for page in document.pages)
