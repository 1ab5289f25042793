from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from columninch.errors import ReadingError
from columninch.extract import REVISIONS
from columninch.extract.kinds import READERS, kind_of
from columninch.extract.read import Page, read_page
from columninch.records import Entry, PrintedDate
from tests.extract.pages import ADDRESS, PARAGRAPHS, html, read


@pytest.mark.parametrize(
    ("body", "content_type", "url", "kind"),
    [
        (b"<!doctype html><p>x", "", "https://p.example/a", "html"),
        (b"<p>x</p>", "text/html", "https://p.example/a.txt", "html"),
        (b"<html>", "text/plain", "https://p.example/a", "html"),
        (b"WEBVTT\n", "text/plain", "https://p.example/a", "vtt"),
        (b"\xef\xbb\xbfWEBVTT\n", "", "https://p.example/a", "vtt"),
        (b"A plain line.", "text/plain", "https://p.example/a", "text"),
        (b"A plain line.", "", "https://p.example/a.srt", "srt"),
        (b"1\n00:00:01,000 --> 00:00:02,000\nx", "", "https://p.example/a", "srt"),
    ],
)
def test_a_document_is_known_by_its_type_and_then_its_first_bytes(
    body: bytes, content_type: str, url: str, kind: str
) -> None:
    assert kind_of(Page(body, content_type, url)) == kind


@pytest.mark.parametrize(
    ("body", "content_type"),
    [(b"PK\x03\x04", "application/zip"), (b"\x89PNG", ""), (b"x", "audio/mpeg")],
)
def test_what_is_no_text_is_refused(body: bytes, content_type: str) -> None:
    with pytest.raises(ReadingError, match="this is no text") as caught:
        read_page(Page(body, content_type, ADDRESS))
    assert caught.value.where == ADDRESS


def test_every_reader_says_what_it_does() -> None:
    assert all(one.name and one.summary and one.reference for one in READERS.values())
    assert REVISIONS[1] == "first"


def test_a_plain_text_has_its_first_line_as_title() -> None:
    reading = read("Night ferry\n\n" + "\n\n".join(PARAGRAPHS), "text/plain")
    assert (reading.title, reading.text) == ("Night ferry", "\n".join(PARAGRAPHS))


def entry_page(content: str, title: str = "Night ferry") -> Page:
    published = PrintedDate(datetime(2026, 3, 2, tzinfo=UTC), "day", "feed")
    entry = Entry(
        ADDRESS, title=title, authors=("Oren Tavish",), published=published, content=content
    )
    return Page(b"", "application/rss+xml", ADDRESS, entry=entry, from_feed=True)


def test_an_entrys_own_content_is_read_where_the_page_cannot_be_had() -> None:
    content = (
        f"<h2>Night ferry</h2><p>{PARAGRAPHS[0]}</p><script>x()</script>"
        f"<ul><li>{PARAGRAPHS[1]}</li></ul>{PARAGRAPHS[2]}<br>{PARAGRAPHS[3]}"
    )
    reading = read_page(entry_page(content))
    assert reading.text == "\n".join(PARAGRAPHS)
    assert [block.kind for block in reading.blocks] == [
        "paragraph",
        "list",
        "paragraph",
        "paragraph",
    ]
    assert (reading.title, reading.authors) == ("Night ferry", ("Oren Tavish",))
    assert reading.published is not None
    assert (reading.from_feed, reading.is_teaser) == (True, False)


def test_an_entry_without_content_is_its_title_and_a_teaser() -> None:
    reading = read_page(entry_page("", "Night &amp; ferry <b>stops</b>"))
    assert reading.text == "Night & ferry stops"
    assert (reading.from_feed, reading.is_teaser) == (True, True)


def test_a_post_is_read_whole_with_its_first_line_and_its_own_calls() -> None:
    content = "<p>Night ferry stops</p><p>Follow us on the harbour channel.</p><p>Ferry…</p>"
    listed = entry_page(content, "Night ferry stops")
    assert listed.entry is not None
    reading = read_page(replace(listed, entry=replace(listed.entry, is_whole=True)))
    assert reading.text == "Night ferry stops\nFollow us on the harbour channel.\nFerry…"
    assert (reading.from_feed, reading.is_teaser) == (True, False)


def test_an_entry_with_nothing_is_an_error() -> None:
    with pytest.raises(ReadingError, match="neither content nor title"):
        read_page(entry_page("<p> </p>", ""))
    with pytest.raises(ReadingError, match="no feed entry"):
        read_page(Page(b"", "", ADDRESS, from_feed=True))


def test_reading_twice_gives_the_same() -> None:
    assert read(html()) == read(html())
