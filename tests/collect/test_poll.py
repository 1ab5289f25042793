import gzip
import os

import pytest

from columninch.collect.kinds import SOURCE_KINDS
from columninch.collect.poll import PolledSource, poll_source
from columninch.errors import FetchError, SourceError, UnknownKey
from tests.collect.site import Page
from tests.collect.test_feed import RSS


def test_a_poll_archives_the_feed_and_lists_it(site, tools):
    site.pages["/feed"] = Page(
        RSS.encode(), "application/rss+xml", headers={"ETag": '"1"', "Last-Modified": "today"}
    )
    polled = poll_source(PolledSource("feed", "http://tern.example/feed"), tools)
    assert polled.documents
    assert [one.feed_id for one in polled.entries] == ["tern-17", ""]
    assert (polled.etag, polled.last_modified, polled.moved_to) == ('"1"', "today", "")
    assert polled.documents[0].capture is not None
    assert tools.vault.payload(polled.documents[0].capture) == RSS.encode()


def test_an_unchanged_feed_is_not_read_again(site, tools):
    site.pages["/feed"] = Page(status=304)
    source = PolledSource("feed", "http://tern.example/feed", '"1"', "yesterday")
    polled = poll_source(source, tools)
    assert polled.documents == ()
    assert (polled.etag, polled.last_modified) == ('"1"', "yesterday")
    assert site.requests[0]["If-None-Match"] == '"1"'
    assert site.requests[0]["If-Modified-Since"] == "yesterday"


def test_a_forged_etag_puts_no_header_into_the_request(site, tools):
    site.pages["/feed"] = Page(RSS.encode())
    source = PolledSource("feed", "http://tern.example/feed", '"1"\r\nX-Evil: 1', "\x00")
    assert poll_source(source, tools).documents
    assert not {"X-Evil", "If-None-Match", "If-Modified-Since"} & set(site.requests[0])


def test_a_feed_that_moved_for_good_says_where(site, tools):
    site.pages["/old"] = Page(status=301, headers={"Location": "/feed"})
    site.pages["/feed"] = Page(RSS.encode())
    polled = poll_source(PolledSource("feed", "http://tern.example/old"), tools)
    assert polled.moved_to == "http://tern.example/feed"


@pytest.mark.parametrize(("status", "can_retry"), [(404, False), (403, False), (500, True)])
def test_a_source_that_answers_with_an_error_is_one(site, tools, status, can_retry):
    site.pages["/feed"] = Page(b"no", status=status)
    with pytest.raises(FetchError, match=f"answered {status}") as error:
        poll_source(PolledSource("feed", "http://tern.example/feed"), tools)
    assert error.value.can_retry is can_retry


def test_a_page_is_its_own_only_entry(site, tools):
    site.pages["/a"] = Page(
        b'<html lang="en"><head><title>On tides </title>'
        b'<meta property="og:site_name" content="Tern"></head>'
    )
    polled = poll_source(PolledSource("page", "http://tern.example/a"), tools)
    assert polled.documents
    assert polled.documents[0].listing.title == "Tern"
    (entry,) = polled.entries
    assert (entry.url, entry.title) == ("http://tern.example/a", "On tides")
    site.pages["/a"] = Page(status=304)
    assert poll_source(PolledSource("page", "http://tern.example/a"), tools).documents == ()


def test_a_folder_lists_every_file_below_in_order(tmp_path, tools):
    folder = tmp_path / "week نه"
    (folder / "b").mkdir(parents=True)
    (folder / ".git").mkdir()
    for name in ("z.html", "b/a 1.srt", "b/ü.VTT", ".hidden.html", ".git/x.html", "note.pdf"):
        (folder / name).write_text("x")
    (folder / "c.htm.gz").write_bytes(gzip.compress(b"x"))
    (folder / "out.html").symlink_to("/etc/hostname")
    polled = poll_source(PolledSource("folder", folder.as_uri()), tools)
    assert polled.documents[0].capture is None
    assert polled.documents
    assert polled.documents[0].listing.title == "week نه"
    assert [one.url for one in polled.entries] == [
        "file:week%20%D9%86%D9%87/c.htm.gz",
        "file:week%20%D9%86%D9%87/z.html",
        "file:week%20%D9%86%D9%87/b/a%201.srt",
        "file:week%20%D9%86%D9%87/b/%C3%BC.VTT",
    ]
    assert polled.documents[0].listing.complaint == (
        "left out, of unknown ending: note.pdf; left out, a link out of the folder: out.html"
    )


def test_a_file_name_that_is_no_text_has_an_address_all_the_same(tmp_path, tools):
    folder = tmp_path / "odd"
    folder.mkdir()
    with open(os.fsencode(folder) + b"/\xff.txt", "wb") as stream:  # noqa: PTH123  bytes
        stream.write(b"x")
    polled = poll_source(PolledSource("folder", str(folder)), tools)
    assert [one.url for one in polled.entries] == ["file:odd/%FF.txt"]


def test_a_file_is_its_own_only_entry(tmp_path, tools):
    path = tmp_path / "talk.one.srt"
    path.write_text("x")
    listing = poll_source(PolledSource("file", path.as_uri()), tools).documents[0].listing
    assert (listing.title, listing.entries[0].url) == ("talk", "file:talk.one.srt")


@pytest.mark.parametrize(
    ("kind", "name"), [("folder", "missing"), ("file", "missing.html"), ("file", "odd.pdf")]
)
def test_what_is_not_there_or_not_read_is_an_error(tmp_path, tools, kind, name):
    (tmp_path / "odd.pdf").write_text("x")
    with pytest.raises(SourceError):
        poll_source(PolledSource(kind, (tmp_path / name).as_uri()), tools)


def test_an_unknown_kind_lists_the_known_ones(tools):
    with pytest.raises(UnknownKey, match=", ".join(sorted(SOURCE_KINDS))):
        poll_source(PolledSource("telegraph", "x"), tools)


def test_every_kind_says_what_it_is():
    for kind in SOURCE_KINDS.values():
        assert all((kind.name, kind.summary, kind.reference))


def test_a_source_that_is_gone_for_good_says_so(site, tools):
    site.pages["/feed"] = Page(b"gone", status=410)
    polled = poll_source(PolledSource("feed", "http://tern.example/feed"), tools)
    assert (polled.is_gone, polled.documents) == (True, ())
