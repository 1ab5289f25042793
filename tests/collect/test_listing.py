import re
import time
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from columninch.collect.addresses import normal_url
from columninch.collect.fetcher.weburl import parse_address
from columninch.collect.pages.listing import check_selector, read_listing
from columninch.collect.pages.page_head import parse_page
from columninch.collect.pages.paging import next_page
from columninch.collect.poll import PolledSource, poll_source
from columninch.errors import SourceError
from columninch.records import SourceOptions
from tests.collect.site import Page

PAGES = sorted((Path(__file__).parents[1] / "data" / "listings").glob("*.html"))
NOW = datetime(2026, 5, 11, 20, tzinfo=UTC)
HTML = "text/html; charset=utf-8"


class Marked:
    """A page of the tests' data with what is marked in it."""

    def __init__(self, path):
        marked = path.read_bytes()
        head = marked.partition(b"-->")[0].decode()
        self.url = re.search(r"url: (\S+)", head)[1]
        self.next = re.search(r"next: (\S+)|$", head)[1] or ""
        self.body = re.sub(rb' data-(article|date="[^"]*")', b"", marked)
        here = parse_address(self.url)
        self.articles = {
            normal_url(parse_address(anchor.get("href"), here).href): anchor.get("data-date")
            for anchor in parse_page(marked, HTML).iter("a")
            if anchor.get("data-article") is not None
        }

    def listing(self, **more):
        return read_listing(self.body, HTML, self.url, now=NOW, **more)


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.stem)
def test_the_articles_of_a_page_are_listed_and_nothing_else(path):
    page = Marked(path)
    listing = page.listing()
    assert {normal_url(entry.url) for entry in listing.entries} == set(page.articles)
    assert all(entry.title for entry in listing.entries)
    assert bool(listing.complaint) is not bool(page.articles)


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.stem)
def test_a_date_beside_a_link_is_read(path):
    page = Marked(path)
    entries = {normal_url(entry.url): entry for entry in page.listing().entries}
    read = {url: str(entries[url].published.day()) for url, day in page.articles.items() if day}
    assert read == {url: day for url, day in page.articles.items() if day}


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.stem)
def test_where_a_list_goes_on_is_found(path):
    page = Marked(path)
    assert next_page(page.body, HTML, page.url) == page.next


def test_a_headline_is_the_entrys_title_not_its_teaser_nor_the_picture():
    titles = [entry.title for entry in Marked(find("magazine")).listing().entries]
    assert titles[:2] == ["What the lighthouse keeper's daughter knew", "On salt"]
    cards = [entry.title for entry in Marked(find("ar-cards")).listing().entries]
    assert cards[1] == "أسعار الخبز ترتفع"


def test_a_time_without_a_zone_gives_its_day_alone():
    first = Marked(find("agency")).listing().entries[0]
    assert (first.published.precision, first.published.evidence) == ("day", "listing")
    zoned = Marked(find("blog")).listing().entries[0]
    assert zoned.published.at == datetime(2026, 5, 9, 5, 12, tzinfo=UTC)


def find(stem):
    return next(path for path in PAGES if path.stem == stem)


def test_a_selector_names_the_links_whatever_they_look_like():
    page = Marked(find("shop"))
    listing = page.listing(selector="#catalogue li")
    assert [entry.title for entry in listing.entries] == ["Nets", "Rope", "Floats", "Anchors"]
    direct = page.listing(selector="#catalogue a[href^='/n'], .cart a")
    assert [entry.url for entry in direct.entries] == [
        "https://nets.example/nets",
        "https://nets.example/cart",
    ]
    assert "matches no link" in page.listing(selector=".news a").complaint


@pytest.mark.parametrize(
    "selector", ["a[[", ":nth-child(", "a:foo", "a" * 501, "::before", "a ~~ b"]
)
def test_a_selector_that_is_none_is_an_error(selector):
    with pytest.raises(SourceError, match="selector"):
        read_listing(b"<a href=/x>x</a>", HTML, "http://tern.example/", selector)
    with pytest.raises(SourceError):
        check_selector(selector)


def test_a_poll_archives_the_page_and_lists_it(site, tools):
    page = Marked(find("agency"))
    site.pages["/en/latest"] = Page(page.body, headers={"ETag": '"1"'})
    source = PolledSource("listing", "http://tern.example/en/latest")
    polled = poll_source(source, tools)
    assert len(polled.entries) == 6
    assert polled.etag == '"1"'
    assert tools.vault.payload(polled.documents[0].capture) == page.body
    site.pages["/en/latest"] = Page(status=304)
    assert poll_source(source, tools).documents == ()


def test_a_poll_keeps_to_the_selector_of_its_source(site, tools):
    site.pages["/"] = Page(Marked(find("shop")).body)
    options = SourceOptions(selector="#catalogue a")
    polled = poll_source(PolledSource("listing", "http://tern.example/", options=options), tools)
    assert len(polled.entries) == 4


def test_what_is_no_page_is_an_error():
    with pytest.raises(SourceError, match="no page"):
        read_listing(b"", HTML, "http://tern.example/")


A_KEY = b"http://mira:secret@tern.example/2026/05/11/with-a-key-in-it"
ANOTHER = b"http://other.example/2026/05/11/another-paper-altogether"
HOSTILE = b"""<html><body><main>
<h2><a href="javascript:alert(1)">A script that would like to be an article</a></h2>
<h2><a href="data:text/html,hello">Data that would like to be an article</a></h2>
<h2><a href="%s">With a key in it, please</a></h2>
<h2><a href="%s">Another paper altogether, it says</a></h2>
<h2><a href="http://[::1/2026/05/11/broken">A broken address of somebody here</a></h2>
<h2><a href="//">Nothing at all is behind this</a></h2>
<h2><a href="/2026/05/11/the-only-real-article">The only real article here</a></h2>
</main></body></html>""" % (A_KEY, ANOTHER)


def test_only_addresses_of_the_site_that_may_be_asked_are_listed():
    entries = read_listing(HOSTILE, HTML, "http://tern.example/").entries
    assert [entry.url for entry in entries] == [
        "http://tern.example/2026/05/11/the-only-real-article"
    ]
    chosen = read_listing(HOSTILE, HTML, "http://tern.example/", "h2 a").entries
    assert [parse_address(entry.url).host for entry in chosen] == ["other.example", "tern.example"]


@pytest.mark.timeout(60)
@pytest.mark.parametrize(
    "body",
    [
        b"".join(b"<a href=/2026/05/11/x-%d>A story of the bay</a>" % n for n in range(100_000)),
        b"<div>" * 100_000 + b"<a href=/2026/05/11/x>A story of the bay</a>",
        b"<a href=/x>" * 50_000,
        b"<h2>" * 50_000,
        b"<a href=/2026/05/11/x>" + b"a " * 1_000_000,
        b"<a href='" + b"x" * 2_000_000 + b"'>A story of the bay</a>",
        b"<div class='" + b"a-b " * 500_000 + b"'><a href=/2026/05/11/x>A story of the bay",
    ],
    ids=["many", "deep", "nested", "headings", "long", "address", "classes"],
)
def test_a_hostile_page_costs_little(body):
    begun = time.monotonic()
    listing = read_listing(b"<html><body>" + body, HTML, "http://tern.example/")
    assert len(listing.entries) <= 500
    assert next_page(body, HTML, "http://tern.example/") == ""
    assert time.monotonic() - begun < 30


@settings(max_examples=60)
@given(st.text(max_size=200), st.sampled_from(["", "a", "h2 > a, .x", "*"]))
def test_no_page_makes_anything_but_a_listing_or_an_error(text, selector):
    body = f"<p><a href='{text}'>{text}</a><h2><a href='/{text}'>{text}".encode("utf-8", "replace")
    try:
        listing = read_listing(body, HTML, "http://tern.example/x", selector)
    except SourceError:
        return
    assert all(entry.url.startswith(("http://", "https://")) for entry in listing.entries)
