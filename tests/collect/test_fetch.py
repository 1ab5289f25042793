import gzip
import socket
from dataclasses import replace

import pytest

from columninch.collect.fetch import Wanted, fetch_item
from columninch.collect.poll import PolledSource, poll_source
from columninch.errors import FetchError, NotCaptured
from columninch.records import Entry
from columninch.tools import Tools
from tests.collect.moments import later
from tests.collect.site import Page
from tests.collect.test_feed import RSS

FEED = "http://tern.example/feed"
WALL = (
    b"<title>Privacy settings</title><h1>We value your privacy</h1><p>We and our 12 partners use "
    b"cookies to measure what is read and to show advertisements.</p><button>Accept all</button>"
)


@pytest.fixture
def listed(site, tools):
    """An entry of a feed that was polled."""
    site.pages["/feed"] = Page(RSS.encode())
    polled = poll_source(PolledSource("feed", FEED), tools)
    entry = replace(polled.entries[0], url="http://tern.example/ferry")
    return Wanted(entry, "feed", FEED, polled.documents[0].capture)


def test_a_page_is_in_the_archive_when_it_is_fetched(site, tools, listed):
    site.pages["/ferry"] = Page(status=301, headers={"Location": "/news/ferry"})
    site.pages["/news/ferry"] = Page(b"<p>Still no ferry.</p>")
    fetched = fetch_item(listed, tools)
    assert tools.vault.payload(fetched.capture) == b"<p>Still no ferry.</p>"
    assert fetched.final_url == fetched.capture.url == "http://tern.example/news/ferry"
    assert (fetched.from_feed, fetched.complaint) == (False, "")


def test_subtitles_are_preferred_to_the_page_around_them(site, tools, listed):
    site.pages["/talk.vtt"] = Page(b"WEBVTT\n", "text/vtt")
    entry = replace(listed.entry, media_url="http://tern.example/talk.vtt")
    fetched = fetch_item(replace(listed, entry=entry), tools)
    assert fetched.capture.content_type == "text/vtt"


@pytest.mark.parametrize("status", [401, 403, 404, 410, 451])
def test_a_page_that_is_gone_falls_back_to_the_feed(site, tools, listed, status):
    site.pages["/ferry"] = Page(b"no", status=status)
    fetched = fetch_item(listed, tools)
    assert fetched.capture == listed.listing_capture
    assert fetched.from_feed
    assert fetched.complaint.startswith("http://tern.example/ferry: ")
    assert f"the page answered {status} (" in fetched.complaint
    assert fetched.final_url == "http://tern.example/ferry"


@pytest.mark.parametrize("status", [408, 425, 429, 500, 503])
def test_a_momentary_error_is_raised_to_be_tried_again(site, tools, listed, status):
    site.pages["/ferry"] = Page(b"no", status=status)
    with pytest.raises(FetchError) as error:
        fetch_item(listed, tools)
    assert error.value.can_retry


@pytest.mark.parametrize(
    ("value", "seconds"),
    [
        ("7", 7.0),
        ("Wed, 04 Mar 2026 12:01:00 GMT", 60.0),
        ("soon", None),
        ("9" * 30, 86400.0),
    ],
)
def test_an_overloaded_server_says_how_long_it_wants_to_be_left_alone(
    site, tools, listed, value, seconds
):
    site.pages["/ferry"] = Page(b"no", status=429, headers={"Retry-After": value})
    with pytest.raises(FetchError) as error:
        fetch_item(listed, tools)
    assert error.value.retry_after_seconds == seconds


def test_what_comes_instead_of_the_article_is_archived_and_tried_again(site, tools, listed):
    site.pages["/ferry"] = Page(WALL)
    with pytest.raises(NotCaptured) as error:
        fetch_item(replace(listed, tries=50), tools)
    told = error.value
    assert (told.kind, told.can_retry, told.status) == ("consent", True, 200)
    assert tools.vault.payload(told.capture) == WALL
    assert "feed" in told.hint


def test_a_wall_gives_way_to_whole_content_of_the_feed_after_four_tries(site, tools, listed):
    site.pages["/ferry"] = Page(WALL)
    entry = replace(listed.entry, content="<p>" + "The ferry stays. " * 60 + "</p>")
    with pytest.raises(NotCaptured):
        fetch_item(replace(listed, entry=entry, tries=3), tools)
    fetched = fetch_item(replace(listed, entry=entry, tries=4), tools)
    assert (fetched.from_feed, fetched.capture) == (True, listed.listing_capture)
    assert "consent wall" in fetched.complaint
    cut = replace(entry, content=entry.content.replace("</p>", "[…]</p>"))
    with pytest.raises(NotCaptured):
        fetch_item(replace(listed, entry=cut, tries=4), tools)


def test_a_server_that_stays_overloaded_gives_way_to_whole_content_too(site, tools, listed):
    site.pages["/ferry"] = Page(b"no", status=503)
    entry = replace(listed.entry, content="The ferry stays. " * 60)
    assert fetch_item(replace(listed, entry=entry, tries=4), tools).from_feed


def test_a_challenge_is_not_taken_for_a_closed_door(site, tools, listed):
    site.pages["/ferry"] = Page(b"no", status=403, headers={"cf-mitigated": "challenge"})
    with pytest.raises(NotCaptured) as error:
        fetch_item(listed, tools)
    assert (error.value.kind, error.value.can_retry) == ("challenge", True)


@pytest.mark.parametrize(("status", "can_retry"), [(403, True), (404, False), (451, False)])
def test_a_closed_door_may_open_and_a_lost_page_stays_lost(site, tools, status, can_retry):
    site.pages["/ferry"] = Page(b"no", status=status)
    bare = Wanted(Entry(url="http://tern.example/ferry"), "feed", FEED, None)
    with pytest.raises(NotCaptured) as error:
        fetch_item(bare, tools)
    assert error.value.can_retry is can_retry
    assert tools.vault.payload(error.value.capture) == b"no"


def test_a_post_that_is_whole_in_its_listing_is_not_asked_for(site, tools, listed):
    site.asked.clear()
    fetched = fetch_item(replace(listed, entry=replace(listed.entry, is_whole=True)), tools)
    assert (fetched.capture, fetched.from_feed) == (listed.listing_capture, True)
    assert fetched.complaint == ""
    assert site.asked == []


def test_a_page_where_nobody_answers_falls_back_to_the_feed(tools, listed, make_web):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        web = make_web(robots=False, hosts={"tern.example": taken.getsockname()})
        fetched = fetch_item(listed, Tools(web, tools.vault, tools.clock))
    assert fetched.from_feed
    assert "refused" in fetched.complaint


@pytest.mark.parametrize("url", ["http://192.168.0.1/", "http://a:b@tern.example/", ""])
def test_an_address_that_must_not_be_asked_falls_back_to_the_feed(tools, listed, url):
    fetched = fetch_item(replace(listed, entry=replace(listed.entry, url=url)), tools)
    assert fetched.from_feed


def test_a_page_that_robots_forbids_falls_back_to_the_feed(site, tools, listed, make_web):
    site.pages["/robots.txt"] = Page(b"User-agent: *\nDisallow: /")
    fetched = fetch_item(listed, Tools(make_web(), tools.vault, tools.clock))
    assert fetched.from_feed
    assert "robots.txt" in fetched.complaint


def test_without_anything_in_the_feed_the_error_stays(tools, listed):
    bare = replace(listed, entry=Entry(url="http://tern.example/gone"))
    with pytest.raises(FetchError) as error:
        fetch_item(bare, tools)
    assert not error.value.can_retry
    with pytest.raises(FetchError, match="no address"):
        fetch_item(replace(listed, entry=Entry(url="")), tools)


def test_a_watched_page_is_not_asked_for_twice(site, tools):
    site.pages["/a"] = Page(b"<title>A</title>")
    source = PolledSource("page", "http://tern.example/a")
    polled = poll_source(source, tools)
    fetched = fetch_item(
        Wanted(polled.entries[0], "page", source.url, polled.documents[0].capture), tools
    )
    assert fetched.capture == polled.documents[0].capture
    assert not fetched.from_feed
    assert len(site.asked) == 1


@pytest.fixture
def from_folder(tmp_path):
    folder = tmp_path / "week"
    folder.mkdir()

    def wanted(name: str, body: bytes) -> Wanted:
        (folder / name).write_bytes(body)
        return Wanted(Entry(url=f"file:week/{name}"), "folder", folder.as_uri(), None)

    return wanted


def test_a_file_is_archived_under_its_own_address(tools, from_folder):
    fetched = fetch_item(from_folder("a.html", b"<p>a"), tools)
    assert tools.vault.payload(fetched.capture) == b"<p>a"
    assert (fetched.capture.url, fetched.capture.content_type) == ("file:week/a.html", "text/html")


def test_a_compressed_file_is_archived_as_what_it_holds(tools, from_folder):
    packed = gzip.compress(b"WEBVTT", mtime=0) + gzip.compress(b"\n\n")
    fetched = fetch_item(from_folder("a.vtt.gz", packed), tools)
    assert tools.vault.payload(fetched.capture) == b"WEBVTT\n\n"
    assert fetched.capture.content_type == "text/vtt"


@pytest.mark.parametrize(
    "body", [b"not gzip", gzip.compress(b"whole " * 50, mtime=0)[:-9]], ids=["other", "torn"]
)
def test_a_damaged_file_is_an_error_that_no_retry_mends(tools, from_folder, body):
    with pytest.raises(FetchError, match=r"file:week/a\.txt\.gz") as error:
        fetch_item(from_folder("a.txt.gz", body), tools)
    assert not error.value.can_retry


def test_a_bomb_on_disk_is_not_unpacked(tools, from_folder):
    with pytest.raises(FetchError, match="larger than 50,000,000 bytes"):
        fetch_item(from_folder("a.txt.gz", gzip.compress(b"\0" * 60_000_000, 1)), tools)


@pytest.mark.parametrize(
    "url",
    ["file:week/../secret.html", "file:secret.html", "file:/etc/hostname", "file:week/no.txt"],
)
def test_no_file_outside_the_source_is_read(tmp_path, tools, from_folder, url):
    (tmp_path / "secret.html").write_text("secret")
    wanted = from_folder("a.html", b"a")
    with pytest.raises(FetchError):
        fetch_item(replace(wanted, entry=Entry(url=url)), tools)


def test_a_file_that_is_being_written_is_not_taken_half(tmp_path, tools, monkeypatch):
    path = tmp_path / "talk.txt"
    path.write_text("The first half")
    desk = later(tools, seconds=0)
    monkeypatch.setattr("columninch.collect.files.local.SETTLED_SECONDS", 0.5)
    sleep = "columninch.collect.files.local.time.sleep"
    monkeypatch.setattr(sleep, lambda _: path.write_text("more"))
    wanted = Wanted(Entry("file:talk.txt"), "file", path.as_uri(), None)
    with pytest.raises(FetchError, match="being written at this moment") as caught:
        fetch_item(wanted, desk)
    assert caught.value.can_retry is True
    assert desk.vault.payload(fetch_item(wanted, later(tools)).capture) == b"more"
