import gzip

import pytest
from hypothesis import given
from hypothesis import strategies as st

from columninch.collect.pages.url_list import is_url_list, read_url_list
from columninch.collect.poll import PolledSource, poll_source
from columninch.errors import FetchError, SourceError
from tests.collect.site import Page

LIST = """\ufeff# what the desk asked for
http://tern.example/a
http://tern.example/b#part\tThe  second one
   https://tern.example/c   # seen on Monday

ftp://tern.example/d
http://mira:secret@tern.example/e
http://tern.example/a
not an address
"""


def test_a_list_gives_its_addresses_with_their_titles():
    listing = read_url_list(LIST.encode(), "it")
    assert [(entry.url, entry.title) for entry in listing.entries] == [
        ("http://tern.example/a", ""),
        ("http://tern.example/b", "The second one"),
        ("https://tern.example/c", ""),
    ]


def test_each_bad_line_is_named_with_its_number():
    complaint = read_url_list(LIST.encode(), "it").complaint
    assert "line 6: ftp: is not a scheme that is asked: 'ftp://tern.example/d'" in complaint
    assert "line 7: it carries credentials" in complaint
    assert "line 9: it is no web address: 'not an address'" in complaint
    many = read_url_list(b"http://tern.example/a\n" + b"x\n" * 20, "it").complaint
    assert many.endswith("and 15 lines more")


@pytest.mark.parametrize("body", [b"", b"\n# nothing\n", b"hello\n", b"javascript:alert(1)"])
def test_a_list_without_an_address_is_an_error(body):
    with pytest.raises(SourceError, match="no address"):
        read_url_list(body, "it")


def test_a_list_on_the_web_is_archived_and_asked_whether_it_changed(site, tools):
    body = gzip.compress(b"http://tern.example/a\n")
    site.pages["/list"] = Page(body, "text/plain", headers={"ETag": '"1"'})
    polled = poll_source(PolledSource("urls", "http://tern.example/list"), tools)
    assert [entry.url for entry in polled.entries] == ["http://tern.example/a"]
    assert tools.vault.payload(polled.documents[0].capture) == body
    site.pages["/list"] = Page(status=304)
    again = poll_source(PolledSource("urls", "http://tern.example/list", polled.etag), tools)
    assert again.documents == ()


def test_a_file_is_read_again_when_it_changes(tmp_path, tools):
    path = tmp_path / "list.txt"
    path.write_text("http://tern.example/a\n")
    first = poll_source(PolledSource("urls", path.as_uri()), tools)
    assert len(first.entries) == 1
    again = PolledSource("urls", path.as_uri(), memory=first.memory)
    assert poll_source(again, tools).documents == ()
    path.write_text("http://tern.example/a\nhttp://tern.example/b\n")
    assert len(poll_source(again, tools).entries) == 2


def test_a_list_that_is_gone_is_an_error(site, tools, tmp_path):
    with pytest.raises(SourceError, match="moved or renamed"):
        poll_source(PolledSource("urls", (tmp_path / "none.txt").as_uri()), tools)
    with pytest.raises(FetchError, match="404"):
        poll_source(PolledSource("urls", "http://tern.example/none"), tools)


def test_a_list_is_told_from_a_text():
    assert is_url_list(LIST.encode())
    assert not is_url_list(b"A letter.\nSee http://tern.example/a\nand so on.\nYours\n")
    assert not is_url_list(b"")


@given(st.text(max_size=200))
def test_no_text_makes_anything_but_web_addresses(text):
    try:
        listing = read_url_list(text.encode("utf-8", "replace"), "it")
    except SourceError:
        return
    assert all(entry.url.startswith(("http://", "https://")) for entry in listing.entries)
