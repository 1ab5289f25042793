"""A video channel: its feed, its caption files, and its programmes' own pages."""

import gzip
from dataclasses import replace

import pytest

from columninch.collect.discovery.discover import discover
from columninch.collect.feeds.captions import (
    CaptionFile,
    best_caption,
    caption_format,
    is_machine_made,
)
from columninch.collect.feeds.feed import read_feed
from columninch.collect.feeds.programme_length import length_seconds
from columninch.collect.fetch import Wanted, fetch_item
from columninch.collect.poll import PolledSource, poll_source
from columninch.errors import FetchError, NotCaptured
from tests.collect.site import Page

FEED = "http://tern.example/channel"
WATCH = "http://tern.example/watch?v=1"
VTT = b"WEBVTT\n\n00:01.000 --> 00:02.000\nThe harbour is shut.\n"
NO_CAPTIONS = "there are no captions, so the feed's description stands in"


def channel(captions: str = "", *, description: str = "What the mayor said.") -> bytes:
    return f"""<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="fa"
      xmlns:media="http://search.yahoo.com/mrss/" xmlns:yt="http://video.example/xml/schemas"
      xmlns:podcast="https://podcastindex.org/namespace/1.0">
    <title>Tern TV</title>
    <entry><id>video:1</id><title>Evening programme</title>
     <link rel="alternate" href="{WATCH}"/><published>2026-03-03T18:00:00+00:00</published>
     <media:group><media:title>Evening programme</media:title>
      <media:content url="http://tern.example/v/1" type="video/mp4" duration="754"/>
      <media:description>{description}</media:description></media:group>
     {captions}</entry></feed>""".encode()


def chosen(captions: str, language: str = "") -> str:
    document = read_feed(channel(captions), "application/atom+xml", FEED, language=language)
    return document.listing.entries[0].media_url.removeprefix("http://tern.example/")


@pytest.mark.parametrize(
    "captions",
    [
        '<media:subTitle type="text/vtt" lang="fa" href="a.vtt"/>',
        '<podcast:transcript url="/a.vtt" type="text/vtt"/>',
        '<link rel="captions" href="/a.vtt" hreflang="fa"/>',
        '<link rel="enclosure" type="text/vtt; charset=utf-8" href="/a.vtt"/>',
        '<link rel="enclosure" type="application/octet-stream" href="/a.vtt"/>',
    ],
)
def test_a_caption_file_is_found_however_the_feed_names_it(captions):
    assert chosen(captions) == "a.vtt"


@pytest.mark.parametrize(
    ("media_type", "is_one"),
    [
        ("application/x-subrip", True),
        ("application/ttml+xml", True),
        ("audio/mpeg", False),
        ("text/html", False),
        ("", False),
    ],
)
def test_an_enclosure_of_another_type_is_no_caption_file(media_type, is_one):
    captions = f'<link rel="enclosure" type="{media_type}" href="/file"/>'
    assert bool(chosen(captions)) is is_one


SEVERAL = """
    <media:subTitle type="text/vtt" lang="en" href="/en.vtt"/>
    <media:subTitle type="text/vtt" lang="fa" kind="asr" href="/fa-auto.vtt"/>
    <podcast:transcript language="fa-IR" type="application/x-subrip" url="/fa.srt"/>
    <media:subTitle type="text/vtt" lang="de" href="/de.vtt"/>"""


@pytest.mark.parametrize(
    ("language", "url"), [("fa", "fa.srt"), ("en", "en.vtt"), ("de-AT", "de.vtt"), ("", "fa.srt")]
)
def test_of_several_files_the_hand_made_one_in_the_outlets_language_is_taken(language, url):
    assert chosen(SEVERAL, language) == url


def test_the_original_language_goes_before_a_translation_made_by_hand():
    captions = SEVERAL.replace("podcast:transcript", "podcast:other")
    assert chosen(captions, "fa") == "fa-auto.vtt"


def test_a_file_that_states_no_language_goes_before_one_in_another():
    files = [CaptionFile("b", 0, "en"), CaptionFile("a", 2), CaptionFile("c", 1)]
    best = best_caption(files, ("fa",))
    assert best is not None
    assert best.url == "c"
    assert best_caption([], ("fa",)) is None


def test_words_that_say_that_a_machine_wrote_it():
    for told in ("English (auto-generated)", "asr", "automatisch", "فارسی (خودکار)"):
        assert is_machine_made("captions", told)
    assert not is_machine_made("captions", "Autor: M. Quill")


def test_a_transcript_in_a_form_that_nobody_reads_is_none():
    assert caption_format("https://tern.example/a", "application/json", named=True) is None
    assert caption_format("https://tern.example/a", "text/html", named=True) is not None


@pytest.mark.parametrize(
    ("stated", "seconds"),
    [
        ("754", 754),
        ("61.5", 61.5),
        ("12:34", 754),
        ("1:02:03", 3723),
        ("PT1H2M3S", 3723),
        ("PT90M", 5400),
        ("", None),
        ("0", None),
        ("-5", None),
        ("long", None),
        ("9999999", None),
        ("1:2:3:4", None),
        ("P", None),
    ],
)
def test_a_stated_length_is_read_in_seconds(stated, seconds):
    assert length_seconds(stated) == seconds


# --- from the feed to the capture -----------------------------------------------------------


@pytest.fixture
def listed(site, tools):
    """What is wanted of a channel's only programme, by what its feed says of captions."""

    def listing(captions: str = "", language: str = "fa", **given) -> Wanted:
        site.pages["/channel"] = Page(channel(captions, **given), "application/atom+xml")
        source = PolledSource("video", FEED, language=language)
        polled = poll_source(source, tools)
        (entry,) = polled.entries
        return Wanted(entry, "video", FEED, polled.documents[0].capture, language=language)

    return listing


def test_the_captions_that_the_feed_names_are_the_items_capture(site, tools, listed):
    site.pages["/a.vtt"] = Page(VTT, "text/vtt")
    wanted = listed('<media:subTitle type="text/vtt" lang="fa" href="/a.vtt"/>')
    assert wanted.entry.length_seconds == 754
    fetched = fetch_item(wanted, tools)
    assert tools.vault.payload(fetched.capture) == VTT
    assert (fetched.from_feed, fetched.complaint, fetched.final_url) == (False, "", WATCH)
    assert [path for _, path in site.asked] == ["/channel", "/a.vtt"]


def test_the_programmes_page_is_archived_and_its_tracks_are_looked_at(site, tools, listed):
    site.pages["/watch?v=1"] = Page(
        b'<html lang="fa"><base href="/files/"><video><track src="x.vtt" kind="chapters">'
        b'<track src="javascript:x" kind="captions"><track src="en.vtt" srclang="en">'
        b'<track src="auto.vtt" kind="captions" srclang="fa" label="Persian (automatic)">'
        b'<track src="fa.vtt" kind="captions" srclang="fa"></video>'
    )
    site.pages["/files/fa.vtt"] = Page(VTT, "text/vtt")
    fetched = fetch_item(listed(), tools)
    assert fetched.capture.url == "http://tern.example/files/fa.vtt"
    assert (fetched.from_feed, fetched.final_url) == (False, WATCH)
    archived = b"".join(
        gzip.decompress(path.read_bytes()) for path in tools.vault.folder.rglob("*.warc.gz")
    )
    assert f"WARC-Target-URI: {WATCH}".encode() in archived
    assert [path for _, path in site.asked] == ["/channel", "/watch?v=1", "/files/fa.vtt"]


def test_captions_that_are_gone_are_looked_for_on_the_programmes_page(site, tools, listed):
    site.pages["/watch?v=1"] = Page(b'<video><track src="/b.vtt"></video>')
    site.pages["/b.vtt"] = Page(VTT, "text/vtt")
    fetched = fetch_item(listed('<link rel="captions" href="/gone.vtt"/>'), tools)
    assert fetched.capture.url == "http://tern.example/b.vtt"
    assert fetched.complaint == "http://tern.example/gone.vtt: it answered 404"


@pytest.mark.parametrize(
    ("page", "reason"),
    [
        (Page(b"<video></video>"), "its page names no captions"),
        (Page(b""), "its page names no captions"),
        (Page(b"no", status=404), f"{WATCH}: lost page instead of the article: the page answered"),
        (Page(b"no", status=403), f"{WATCH}: no entry instead of the article: the page answered"),
        (Page(b"<track src=/b.vtt>"), "a page, or nothing, answered instead of captions"),
        (Page(b"<track src=http://192.168.0.1/b.vtt>"), "192.168.0.1"),
    ],
)
def test_without_captions_the_description_stands_in_and_says_so(site, tools, listed, page, reason):
    site.pages["/watch?v=1"] = page
    site.pages["/b.vtt"] = Page(b"<!doctype html><p>Not found")
    wanted = listed()
    fetched = fetch_item(wanted, tools)
    assert (fetched.from_feed, fetched.capture) == (True, wanted.listing_capture)
    assert fetched.complaint.startswith(f"{NO_CAPTIONS}; ")
    assert reason in fetched.complaint


@pytest.mark.parametrize("place", ["/a.vtt", "/watch?v=1"])
def test_a_momentary_failure_is_tried_again(site, tools, listed, place):
    site.pages["/watch?v=1"] = Page(b"<p>")
    site.pages[place] = Page(b"no", status=503)
    captions = '<link rel="captions" href="/a.vtt"/>' if place == "/a.vtt" else ""
    with pytest.raises(FetchError) as error:
        fetch_item(listed(captions), tools)
    assert error.value.can_retry


WALL = b"""<html><head><title>Before you continue</title></head><body><form><p>We use cookies and
data to deliver and maintain our services. Do you accept all cookies?</p><button>Reject all</button>
<button>Accept all</button></form></body></html>"""
CHALLENGE = b"""<html><head><title>Just a moment...</title></head><body><p>Checking your browser
before you go on.</p><script src="/cdn-cgi/challenge-platform/x.js"></script></body></html>"""


@pytest.mark.parametrize(
    ("page", "kind"),
    [
        (Page(WALL), "consent"),
        (Page(CHALLENGE), "challenge"),
        (Page(CHALLENGE, status=403), "challenge"),
        (Page(b"<h1>Hi</h1>", headers={"cf-mitigated": "challenge"}), "challenge"),
    ],
)
def test_a_wall_before_the_programme_is_archived_and_tried_again(site, tools, listed, page, kind):
    site.pages["/watch?v=1"] = page
    with pytest.raises(NotCaptured) as error:
        fetch_item(listed(), tools)
    assert (error.value.kind, error.value.can_retry) == (kind, True)
    assert tools.vault.payload(error.value.capture) == page.body


def test_a_page_with_captions_is_no_wall_whatever_else_it_says(site, tools, listed):
    site.pages["/watch?v=1"] = Page(
        WALL.replace(b"</body>", b'<video><track src="/b.vtt"></video></body>')
    )
    site.pages["/b.vtt"] = Page(VTT, "text/vtt")
    assert tools.vault.payload(fetch_item(listed(), tools).capture) == VTT


def test_a_server_that_wants_to_be_left_alone_is_heard(site, tools, listed):
    site.pages["/watch?v=1"] = Page(b"no", status=429, headers={"Retry-After": "90"})
    with pytest.raises(FetchError) as error:
        fetch_item(listed(), tools)
    assert error.value.retry_after_seconds == 90


def test_a_programme_without_anything_is_an_error_that_no_retry_mends(tools, listed):
    wanted = listed()
    bare = replace(wanted, entry=replace(wanted.entry, title="", content=""))
    with pytest.raises(FetchError, match="neither captions nor a description") as error:
        fetch_item(bare, tools)
    assert not error.value.can_retry


def test_a_channels_feed_is_discovered_as_a_video_channel(site, tools):
    site.pages["/channel"] = Page(channel(), "application/atom+xml")
    (found,) = discover(FEED, tools)
    assert (found.kind, found.outlet_name) == ("video", "Tern TV")
