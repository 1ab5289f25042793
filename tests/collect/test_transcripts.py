"""Programmes without captions, written down by a service that speaks as a real one does."""

import json
from dataclasses import replace

import pytest

from columninch.collect.feeds.feed import read_feed
from columninch.collect.fetch import Wanted, fetch_item
from columninch.collect.transcripts.service import ServiceSettings, TranscriptionService
from columninch.errors import FetchError, RefusedAddress
from columninch.extract.read import Page as Captured
from columninch.extract.read import read_page
from columninch.quotes.plain import plain_text
from columninch.quotes.verbatim import find_verbatim
from columninch.records import TRANSCRIPT_TYPE, Entry, Response, SourceOptions
from columninch.tools import FixedClock
from tests.collect.conftest import NOON
from tests.collect.site import Page
from tests.collect.transcriber import ANSWER, Service

SOUND = "http://tern.example/a/evening.mp3?token=1"
WATCH = "http://tern.example/watch?v=1"
TAPE = bytes(range(256)) * 40


@pytest.fixture
def service():
    running = Service()
    yield running
    running.close()


@pytest.fixture
def listening(tools, service, make_web):
    """The tools with a transcription service."""

    def make(**given):
        settings = ServiceSettings(
            **{"url": service.url, "model": "large", "key": "s3cret", "wait_seconds": 10, **given}
        )
        made = TranscriptionService(settings, make_web(robots=False), FixedClock(NOON))
        return replace(tools, transcriber=made)

    return make


@pytest.fixture
def tape(site):
    site.pages["/a/evening.mp3?token=1"] = Page(TAPE, "audio/mpeg")


def wanted(tools, *, kind="feed", tries=0, options=SourceOptions(transcribe=True), **entry):  # noqa: B008  frozen
    listing = Response(WATCH, WATCH, 200, (), b"<rss/>", NOON)
    given = {"url": WATCH, "title": "Evening", "content": "<p>About the harbour.</p>"}
    return Wanted(
        Entry(**{**given, "sound_url": SOUND, **entry}),
        kind,
        "http://tern.example/feed",
        tools.vault.store(listing),
        options=options,
        tries=tries,
        language="fa",
    )


def test_a_programme_without_captions_becomes_the_services_transcript(
    listening, service, site, tape
):
    site.pages["/watch?v=1"] = Page(b"<p>" + b"Notes on the evening. " * 20 + b"</p>")
    tools = listening()
    fetched = fetch_item(wanted(tools), tools)
    assert (fetched.from_feed, fetched.complaint, fetched.final_url) == (False, "", WATCH)
    assert fetched.capture.url == f"urn:transcript:{SOUND}"
    assert fetched.capture.content_type == TRANSCRIPT_TYPE
    assert tools.vault.payload(fetched.capture) == json.dumps(ANSWER).encode()


def test_the_service_is_sent_the_sound_the_model_and_the_language(listening, service, tape):
    tools = listening()
    fetch_item(wanted(tools, kind="video", url=""), tools)
    (asked,) = service.asked
    assert asked.path == "/v1/audio/transcriptions"
    assert asked.fields == {"model": "large", "response_format": "verbose_json", "language": "fa"}
    assert (asked.file, asked.file_name) == (TAPE, "programme.mp3")
    assert asked.headers["Authorization"] == "Bearer s3cret"


def test_without_a_key_none_is_sent(listening, service, tape):
    tools = listening(key="")
    fetch_item(wanted(tools, kind="video", url=""), tools)
    assert "Authorization" not in service.asked[0].headers


def test_what_is_read_is_a_programme_marked_as_machine_made(listening, service, tape):
    tools = listening()
    capture = fetch_item(wanted(tools, kind="video", url=""), tools).capture
    reading = read_page(Captured(tools.vault.payload(capture), capture.content_type, capture.url))
    assert reading.is_machine_made
    assert reading.form == "programme"
    assert reading.text == "بندر بسته است.\nما از دوشنبه منتظریم."
    assert [(one.starts_at_seconds, one.ends_at_seconds) for one in reading.blocks] == [
        (0.0, 2.5),
        (2.5, 7.25),
    ]
    assert reading.airtime_seconds == 61.5
    assert reading.language.code == "fa"


def test_a_quotation_from_a_transcript_stands_in_its_archived_bytes(listening, service, tape):
    tools = listening()
    capture = fetch_item(wanted(tools, kind="video", url=""), tools).capture
    text = plain_text(tools.vault.payload(capture), capture.content_type)
    assert find_verbatim("ما از دوشنبه منتظریم", text)


def test_the_sound_is_archived_too(listening, service, tape):
    tools = listening()
    stored = []
    vault = tools.vault

    class Watched:
        payload = vault.payload

        def store(self, response, *, before=None):
            stored.append(response.url)
            return vault.store(response, before=before)

    fetch_item(wanted(tools, kind="video", url=""), replace(tools, vault=Watched()))
    assert stored == [SOUND, f"urn:transcript:{SOUND}"]


@pytest.mark.parametrize(
    "given",
    [
        {"options": SourceOptions()},
        {"sound_url": ""},
        {"media_url": "http://tern.example/a.vtt"},
    ],
)
def test_nothing_is_sent_that_nobody_asked_for_or_that_has_captions(
    listening, service, site, given
):
    site.pages["/a.vtt"] = Page(b"WEBVTT\n\n00:01.000 --> 00:02.000\nShut.\n", "text/vtt")
    site.pages["/watch?v=1"] = Page(b"<p>" + b"Notes on the evening. " * 20 + b"</p>")
    tools = listening()
    fetched = fetch_item(wanted(tools, **given), tools)
    assert service.asked == []
    assert not fetched.capture.url.startswith("urn:")


def test_captions_on_a_programmes_page_come_before_a_transcript(listening, service, site, tape):
    site.pages["/watch?v=1"] = Page(b"<video><track src='/a.vtt' kind='captions'></video>")
    site.pages["/a.vtt"] = Page(b"WEBVTT\n\n00:01.000 --> 00:02.000\nShut.\n", "text/vtt")
    tools = listening()
    assert fetch_item(wanted(tools, kind="video"), tools).capture.url.endswith("/a.vtt")
    assert service.asked == []


@pytest.mark.parametrize("status", [429, 500, 503, 401])
def test_a_service_that_is_away_is_asked_again(listening, service, tape, status):
    service.status, service.body = status, b"no"
    tools = listening()
    with pytest.raises(FetchError, match=f"the transcription service answered {status}") as raised:
        fetch_item(wanted(tools, kind="video", url=""), tools)
    assert raised.value.can_retry
    assert "s3cret" not in f"{raised.value!r} {raised.value}"


def test_after_four_tries_the_description_stands_in_with_the_reason(listening, service, tape):
    service.status = 503
    tools = listening()
    fetched = fetch_item(wanted(tools, kind="video", url="", tries=4), tools)
    assert fetched.from_feed
    assert "no transcript: " in fetched.complaint


@pytest.mark.parametrize("status", [400, 413, 415, 422])
def test_what_the_service_will_never_take_is_not_sent_again(listening, service, tape, status):
    service.status = status
    tools = listening()
    fetched = fetch_item(wanted(tools, kind="video", url=""), tools)
    assert fetched.from_feed
    assert f"answered {status}" in fetched.complaint


def test_a_redirect_of_the_service_is_not_followed(listening, service, site, tape):
    service.status, service.headers = 307, {"Location": "http://tern.example/elsewhere"}
    tools = listening()
    fetched = fetch_item(wanted(tools, kind="video", url=""), tools)
    assert "answered 307" in fetched.complaint
    assert ("tern.example", "/elsewhere") not in site.asked


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"<html>sign in</html>",
        b"[]",
        b'{"text": "words without times"}',
        b'{"segments": [{"start": 5, "end": 1, "text": "backwards"}]}',
        b'{"segments": [{"start": 0, "end": 1}]}',
        b'{"segments": [{"start": "x", "end": 1, "text": "no number"}]}',
        b"[" * 100_000,
    ],
)
def test_an_answer_that_is_no_transcript_is_none(listening, service, tape, body):
    service.body = body
    tools = listening()
    with pytest.raises(FetchError, match="no transcript with times"):
        fetch_item(wanted(tools, kind="video", url=""), tools)


def test_an_answer_that_trickles_is_cut_off(listening, service, tape):
    service.delay = 0.2
    tools = listening(wait_seconds=0.6)
    with pytest.raises(FetchError, match="can't be reached, or takes too long"):
        fetch_item(wanted(tools, kind="video", url=""), tools)


def test_a_service_that_isnt_there_is_told_as_such(listening, service, tape):
    tools = listening(url="http://127.0.0.1:9/v1/audio/transcriptions")
    with pytest.raises(FetchError, match="can't be reached"):
        fetch_item(wanted(tools, kind="video", url=""), tools)


def test_an_answer_that_is_too_large_is_refused(listening, service, tape, monkeypatch):
    monkeypatch.setattr("columninch.collect.transcripts.service.MOST_ANSWER_BYTES", 50)
    tools = listening()
    assert "too large" in fetch_item(wanted(tools, kind="video", url=""), tools).complaint


def test_a_programme_that_is_too_long_is_not_even_fetched(listening, service, site, tape):
    tools = listening(most_seconds=600)
    fetched = fetch_item(wanted(tools, kind="video", url="", length_seconds=601), tools)
    assert "longer than the 10 minutes" in fetched.complaint
    assert site.asked == []


def test_a_page_in_the_sounds_stead_is_not_sent(listening, service, site):
    site.pages["/a/evening.mp3?token=1"] = Page(b"<p>Sign in.</p>")
    tools = listening()
    assert "this is no sound" in fetch_item(wanted(tools, kind="video", url=""), tools).complaint
    assert service.asked == []


def test_the_sound_is_fetched_by_the_safe_way_alone(listening, service):
    tools = listening()
    inside = f"http://127.0.0.1:{service.server.server_port}/a.mp3"
    with pytest.raises(RefusedAddress):
        tools.transcriber.sound.get(inside)


def test_a_desk_without_a_service_says_so(tools, tape):
    fetched = fetch_item(wanted(tools, kind="video", url=""), tools)
    assert "this desk has no transcription service" in fetched.complaint


@pytest.mark.parametrize(
    ("given", "wanted_address"),
    [
        ('<enclosure url="a.mp3" type="audio/mpeg" length="1"/>', "http://tern.example/a.mp3"),
        ('<enclosure url="v.mp4" type="video/mp4"/><enclosure url="a.m4a" type="audio/mp4"/>',
         "http://tern.example/a.m4a"),
        ('<enclosure url="p.jpg" type="image/jpeg"/>', ""),
    ],
)  # fmt: skip
def test_a_feeds_sound_is_found(given, wanted_address):
    feed = f"<rss><channel><title>T</title><item><title>A</title>{given}</item></channel></rss>"
    document = read_feed(feed.encode(), "application/rss+xml", "http://tern.example/feed")
    assert document.listing.entries[0].sound_url == wanted_address


def test_a_json_feeds_sound_is_found():
    feed = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": "T",
        "items": [
            {"id": "1", "attachments": [{"url": "/a.ogg", "mime_type": "audio/ogg"}]},
        ],
    }
    document = read_feed(json.dumps(feed).encode(), "application/json", "http://tern.example/feed")
    assert document.listing.entries[0].sound_url == "http://tern.example/a.ogg"
