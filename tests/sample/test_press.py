"""What the outlets answer: pages, feeds, subtitles, pictures, and their troubles."""

from datetime import timedelta
from xml.etree import ElementTree as Tree

import feedparser
import lxml.html
import pytest

from columninch.sample.edition import edition
from columninch.sample.markup import path_of
from columninch.sample.press import every_answer, respond
from columninch.sample.scenes import SCENES, picture_bytes


@pytest.fixture(scope="module")
def press():
    return edition()


def answer_of(press, url, now=None):
    return respond(press, url.split("/")[2], path_of(url), now or press.ends)


def visible_text(answer, outlet):
    page = lxml.html.fromstring(answer.body.decode(outlet.charset))
    return " ".join(page.text_content().split())


def test_every_page_holds_its_items_text_title_and_authors(press):
    gone = {one.item for one in press.troubles if one.kind == "gone"}
    for outlet in press.outlets:
        for item in press.items_of(outlet.key):
            if item.key in gone:
                continue
            answer = answer_of(press, item.url)
            assert answer.status == 200, item.key
            shown = visible_text(answer, outlet)
            assert " ".join(item.title.split()) in shown
            assert all(author in shown for author in item.authors)
            if item.form != "programme":
                assert all(line in shown for line in item.text.split("\n")), item.key


def test_a_round_up_page_holds_the_articles_it_prints_with_links_to_their_sources(press):
    for key, printed in press.embedded.items():
        page = press.by_key[key]
        answer = answer_of(press, page.url)
        shown = visible_text(answer, press.outlet(page.outlet))
        for item in printed:
            assert item.title in shown
            assert all(line in shown for line in item.text.split("\n"))
            origin = press.by_key[item.reprint_of]
            assert origin.url.encode() in answer.body
            assert press.outlet(origin.outlet).name in shown


def test_subtitles_speak_the_text(press):
    for item in press.items:
        if item.media_url:
            answer = answer_of(press, item.media_url)
            assert answer.content_type.startswith("text/vtt")
            spoken = answer.body.decode()
            assert spoken.startswith("WEBVTT")
            assert all(f"\n{line}\n" in spoken for line in item.text.split("\n"))


def test_every_feed_lists_every_item_of_its_outlet(press):
    moved = {one.item: one.url for one in press.troubles if one.kind == "moved"}
    errors = {one.url for one in press.troubles if one.kind == "error"}
    for outlet in press.outlets:
        answer = answer_of(press, outlet.sources[0].url)
        feed = feedparser.parse(answer.body)
        listed = [entry.link for entry in feed.entries]
        wanted = {moved.get(item.key, item.url) for item in press.items_of(outlet.key)}
        assert set(listed) - errors == wanted, outlet.key
        assert len(listed) == len(set(listed))
        assert feed.feed.title == outlet.name
        assert bool(feed.bozo) == (outlet.feed_form == "damaged")


def test_feeds_come_in_all_forms(press):
    kinds = {
        feedparser.parse(answer_of(press, outlet.sources[0].url).body).version
        for outlet in press.outlets
    }
    assert kinds == {"rss20", "atom10", "rss10"}


def test_a_programmes_entry_has_its_subtitles_as_enclosure(press):
    outlet = press.outlet("longshore")
    tree = Tree.fromstring(answer_of(press, outlet.sources[0].url).body)  # noqa: S314 - our own
    found = [(one.get("type"), one.get("url")) for one in tree.iter("enclosure")]
    spoken = [("text/vtt", item.media_url) for item in press.items_of("longshore")]
    assert sorted(found) == sorted(spoken)


def test_troubles_are_as_told(press):
    by_kind = {one.kind: one for one in press.troubles}
    assert answer_of(press, by_kind["error"].url).status == 500
    assert answer_of(press, by_kind["gone"].url).status == 404
    moved = answer_of(press, by_kind["moved"].url)
    assert moved.status == 301
    assert dict(moved.headers)["Location"] == press.by_key[by_kind["moved"].item].url


def test_a_page_that_is_gone_has_its_text_in_the_feed(press):
    gone = next(one for one in press.troubles if one.kind == "gone")
    feed = feedparser.parse(answer_of(press, press.outlet(gone.outlet).sources[0].url).body)
    entry = next(one for one in feed.entries if one.link == gone.url)
    for line in press.by_key[gone.item].text.split("\n"):
        assert line in entry.content[0].value


def test_what_is_not_out_yet_is_neither_listed_nor_served(press):
    now = press.starts + timedelta(days=6, hours=12)
    for outlet in press.outlets:
        front = respond(press, outlet.host, "/", now).body.decode(outlet.charset)
        feed = answer_of(press, outlet.sources[0].url, now).body.decode()
        for item in press.items_of(outlet.key):
            if item.published > now:
                assert answer_of(press, item.url, now).status == 404
                assert path_of(item.url) + '"' not in front
                assert path_of(item.url) + "<" not in feed
        mine = [item for item in press.items_of(outlet.key) if item.published <= now]
        assert len(feedparser.parse(feed).entries) in {len(mine), len(mine) + 1}


def test_related_links_lead_to_what_is_out_already(press):
    item = press.items_of("ledger")[10]
    at_once = answer_of(press, item.url, item.published).body
    assert at_once == answer_of(press, item.url).body


def test_the_old_paper_is_sent_in_its_own_encoding(press):
    item = press.items_of("mowj")[0]
    answer = answer_of(press, item.url)
    assert answer.content_type == "text/html"
    assert b"charset=windows-1256" in answer.body
    with pytest.raises(UnicodeDecodeError):
        answer.body.decode("utf-8")


def test_front_pages_name_their_feed(press):
    for outlet in press.outlets:
        page = lxml.html.fromstring(respond(press, outlet.host, "/", press.ends).body)
        (link,) = page.xpath('//link[@rel="alternate"]/@href')
        assert link == outlet.sources[0].url


def test_there_is_a_robots_file_and_nothing_that_an_item_links_to_is_forbidden(press):
    for outlet in press.outlets:
        answer = respond(press, outlet.host, "/robots.txt", press.ends)
        assert answer.status == 200
        assert b"Disallow: /search" in answer.body


def test_pictures_are_small_and_every_scene_has_one(press):
    for scene in SCENES:
        drawn = picture_bytes(scene)
        assert drawn.startswith(b"\x89PNG")
        assert len(drawn) <= 60_000
    shown = {item.picture.url for item in press.items if item.picture}
    assert shown
    for url in shown:
        assert answer_of(press, url).content_type == "image/png"


def test_an_unknown_host_or_path_is_not_found(press):
    assert respond(press, "nobody.example", "/", press.ends).status == 404
    assert respond(press, press.outlets[0].host, "/nothing", press.ends).status == 404
    assert respond(press, press.outlets[0].host, "/pictures/none.png", press.ends).status == 404


def test_every_address_answers_the_same_each_time(press):
    assert list(every_answer(press)) == list(every_answer(press))
