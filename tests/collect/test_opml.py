from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from columninch.collect.opml import ListedSource, SourceList, is_opml, read_opml, write_opml
from columninch.errors import SourceError
from columninch.records import SourceOptions

DATA = Path(__file__).parents[1] / "data" / "opml"


def read(name):
    return read_opml((DATA / name).read_bytes(), name)


def test_feeds_come_with_their_names_and_folders():
    listed = read("folders.opml")
    assert listed.title == "What I read"
    assert listed.sources == (
        ListedSource(
            "http://tern.example/feed",
            "The Tern",
            homepage="http://tern.example/",
            folders=("The bay",),
        ),
        ListedSource(
            "http://courier.example/atom.xml",
            "Isle Courier",
            language="en-GB",
            folders=("The bay", "Islands"),
        ),
        ListedSource("http://bamdad.example/rss", "بامداد"),
    )
    assert [one.line for one in listed.sources] == [4, 5, 7]


def test_what_is_odd_is_listed_as_it_stands():
    listed = read("odd.opml")
    assert [(one.kind, one.url) for one in listed.sources] == [
        ("feed", "http://tern.example/feed"),
        ("telegraph", "http://wire.example/"),
        ("feed", "javascript:alert(1)"),
        ("feed", "http://mira:secret@key.example/feed"),
        ("folder", "file:///etc/passwd"),
        ("feed", "http://tern.example/feed"),
    ]


def test_a_torn_list_gives_what_came_before_the_tear():
    listed = read("torn.opml")
    assert [one.name for one in listed.sources] == ["The Tern"]
    assert listed.complaint


def test_entities_are_refused_before_they_multiply():
    with pytest.raises(SourceError, match="entities"):
        read("entities.opml")
    with pytest.raises(SourceError, match="entities"):
        read_opml((DATA / "entities.opml").read_text().encode("utf-16"), "it")


@pytest.mark.parametrize("body", [b"", b"hello", b"<rss/>", b"<html><body>", b"\xff\xfe"])
def test_what_is_no_opml_is_an_error(body):
    with pytest.raises(SourceError):
        read_opml(body, "it")
    assert not is_opml(body)


WORDS = st.text(max_size=40).map(
    lambda text: " ".join("".join(filter(str.isprintable, text)).split())
)
NAMES = WORDS.filter(bool)
SOURCES = st.builds(
    ListedSource,
    url=NAMES,
    name=WORDS,
    kind=st.sampled_from(["feed", "sitemap", "listing", "urls", "page"]),
    homepage=WORDS,
    language=st.sampled_from(["", "fa", "en-gb"]),
    folders=st.lists(NAMES, max_size=3).map(tuple),
    options=st.builds(SourceOptions, selector=WORDS, browser=st.booleans()),
)


@given(st.builds(SourceList, title=WORDS, sources=st.lists(SOURCES, max_size=8).map(tuple)))
def test_what_is_written_is_read_back(listed):
    written = write_opml(listed)
    assert is_opml(written)
    assert read_opml(written, "it") == listed


@given(st.text(max_size=60))
def test_any_name_can_be_written(name):
    listed = SourceList(name, (ListedSource("http://a.example/", name, folders=(f"x{name}",)),))
    assert read_opml(write_opml(listed), "it").sources[0].url == "http://a.example/"


@given(st.binary(max_size=200))
def test_no_bytes_make_anything_but_a_list_or_an_error(body):
    for start in (b"", b"<opml><body><outline xmlUrl='", b"\x1f\x8b\x08"):
        try:
            read_opml(start + body, "it")
        except SourceError:
            continue
