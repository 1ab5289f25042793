"""The feed is Atom that a common reader reads back."""

from __future__ import annotations

import dataclasses

import feedparser
from lxml import etree

from columninch.publish.cards import issue_card
from columninch.publish.feed import ATOM, atom_feed
from tests.publish.examples import ISSUE

CARD = issue_card(ISSUE)


def test_a_reader_reads_back_what_was_published() -> None:
    older = dataclasses.replace(CARD, number=18, title="The Karrow Week, no. 18")
    read = feedparser.parse(atom_feed([CARD, older], "The Karrow Week", "en", "Harbour Desk"))
    assert not read.bozo
    assert read.version == "atom10"
    assert read.feed.title == "The Karrow Week"
    assert read.feed.author == "Harbour Desk"
    assert [entry.title for entry in read.entries] == [CARD.title, older.title]
    assert read.entries[0].summary == CARD.lead
    assert "two answers in three days" in read.entries[0].content[0].value
    assert len({entry.id for entry in read.entries} | {read.feed.id}) == 3


def test_without_an_address_the_feed_names_none() -> None:
    body = atom_feed([CARD], "The Karrow Week", "en", "Harbour Desk").decode()
    assert "http" not in body.replace(ATOM, "")
    assert "urn:uuid:" in body


def test_with_an_address_links_are_absolute_and_ids_stay() -> None:
    bare = feedparser.parse(atom_feed([CARD], "W", "en", "D"))
    here = feedparser.parse(atom_feed([CARD], "W", "en", "D", base_url="https://w.example/x"))
    assert here.entries[0].link == "https://w.example/x/issues/19/index.html"
    assert here.entries[0].id == bare.entries[0].id


def test_what_xml_forbids_and_what_looks_like_markup_does_not_break_the_feed() -> None:
    hostile = dataclasses.replace(CARD, title="\x00<b>\x0b]]>&", lead="<script>x</script>\ufffe")
    read = feedparser.parse(atom_feed([hostile], "W", "en", "D"))
    assert not read.bozo
    assert "<script" not in read.entries[0].content[0].value


def test_the_elements_that_atom_demands_are_there() -> None:
    feed = etree.fromstring(atom_feed([CARD], "W", "fa", "D"))
    for owner in (feed, feed.find(f"{{{ATOM}}}entry")):
        assert owner is not None
        for name in ("id", "title", "updated"):
            assert len(owner.findall(f"{{{ATOM}}}{name}")) == 1
    assert feed.find(f"{{{ATOM}}}author/{{{ATOM}}}name") is not None
