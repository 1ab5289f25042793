"""Archives of others: indexes in every shape, asked in stretches; copies kept as they were."""

import gzip
import json
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from urllib.parse import parse_qs, urlsplit

import pytest

from columninch.archive.shelf import ForeignArchives
from columninch.archive.vault import WarcVault
from columninch.archive.verify import verify_archive
from columninch.collect.archives import cdx
from columninch.collect.archives.cdx_lines import ArchivedPage, read_cdx
from columninch.collect.fetch import Wanted, fetch_item
from columninch.collect.poll import PolledSource, poll_source
from columninch.errors import FetchError, NotCaptured, SourceError
from columninch.records import Entry, Response, SourceOptions
from columninch.tools import FixedClock
from tests.collect.conftest import NOON
from tests.collect.site import Page

SINCE = datetime(2026, 1, 1, tzinfo=UTC)
UNTIL = datetime(2026, 1, 31, tzinfo=UTC)
INDEX = "http://tern.example/cdx/search/cdx?url=isle.example&matchType=domain"
ARTICLE = "http://isle.example/2026/01/05/the-ferry-is-late"
BODY = "<html><title>The ferry is late</title><p>" + "The ferry came late again. " * 40 + "</p>"

TABLE = [
    ["urlkey", "timestamp", "original", "mimetype", "statuscode", "digest", "length"],
    ["example,isle)/", "20260105101112", ARTICLE, "text/html", "200", "SHA", "1234"],
]
WAYBACK = json.dumps(TABLE).encode()
PLAIN = f"example,isle)/a 20260105101112 {ARTICLE} text/html 200 SHA 1234\n".encode()
ELEVEN = (
    " CDX N b a m s k r M S V g\n"
    f"example,isle)/a 20260105101112 {ARTICLE} text/html 200 SHA - - 1234 77 crawl/1.warc.gz\n"
).encode()
ROW = {"urlkey": "example,isle)/a", "timestamp": "20260105101112", "url": ARTICLE}
MORE = {"mime": "text/html", "status": "200", "length": "1234", "offset": "77"}
OBJECTS = (json.dumps({**ROW, **MORE, "filename": "crawl/1.warc.gz"}) + "\n").encode()
CDXJ = f"example,isle)/a 20260105101112 {json.dumps({**MORE, 'url': ARTICLE})}\n".encode()


@pytest.mark.parametrize("body", [WAYBACK, PLAIN, ELEVEN, OBJECTS, CDXJ])
def test_each_shape_of_an_index_says_what_was_taken_when(body):
    answer = read_cdx(body, INDEX)
    (page,) = answer.pages
    assert (page.url, page.timestamp, page.status) == (ARTICLE, "20260105101112", 200)
    assert page.media_type == "text/html"
    assert answer.complaint == ""


@pytest.mark.parametrize("body", [ELEVEN, OBJECTS])
def test_an_index_may_say_where_the_record_lies(body):
    (page,) = read_cdx(body, INDEX).pages
    assert (page.file, page.offset, page.length) == ("crawl/1.warc.gz", 77, 1234)


def test_a_line_that_says_nothing_is_counted_and_the_others_are_read():
    answer = read_cdx(PLAIN + b'rubbish\n{"timestamp": 1}\nx 99999999999999 u t 200 d 1\n', INDEX)
    assert len(answer.pages) == 1
    assert answer.complaint == "3 lines of the index can't be read"


@pytest.mark.parametrize("body", [b"", b"[]", b"\n\n"])
def test_an_index_that_has_nothing_has_no_pages(body):
    assert read_cdx(body, INDEX).pages == ()


@pytest.mark.parametrize(
    "body", [b"<html>busy</html>", b"[[", b"[" * 100_000, b"sorry, no index here\n", b"\xff\xfe"]
)
def test_what_is_no_index_is_one_error(body):
    with pytest.raises(SourceError):
        read_cdx(body, INDEX)


@pytest.mark.parametrize(
    ("index", "replay"),
    [
        (INDEX, f"http://tern.example/web/20260105101112id_/{ARTICLE}"),
        (
            "http://tern.example/coll/cdx?url=x",
            f"http://tern.example/coll/20260105101112id_/{ARTICLE}",
        ),
        (
            "https://index.commoncrawl.org/CC-MAIN-2026-01-index?url=x",
            "https://data.commoncrawl.org/crawl/1.warc.gz#bytes=77-1310",
        ),
    ],
)
def test_where_a_copy_is_replayed_follows_from_the_index(index, replay):
    at = datetime(2026, 1, 5, 10, 11, 12, tzinfo=UTC)
    page = ArchivedPage(ARTICLE, at, 200, "text/html", "crawl/1.warc.gz", 77, 1234)
    assert cdx.replay_address(index, page) == replay


def test_a_person_may_name_where_copies_are_replayed():
    at = datetime(2026, 1, 5, 10, 11, 12, tzinfo=UTC)
    page = ArchivedPage(ARTICLE, at, 200, "text/html")
    told = cdx.replay_address(INDEX, page, "http://knot.example/{timestamp}/{url}")
    assert told == f"http://knot.example/20260105101112/{ARTICLE}"


class IndexServer:
    """An index as archives have them: lines between two times, up to a limit."""

    def __init__(self, site, lines):
        self.lines = lines
        self.asked = []
        site.pages["/cdx/search/cdx"] = self.answer
        self.pages = site.pages

    def answer(self, request):
        asked = {key: one[0] for key, one in parse_qs(urlsplit(request.path).query).items()}
        self.asked.append(asked)
        found = [line for line in self.lines if asked["from"] <= line.split()[1] <= asked["to"]]
        body = "\n".join(found[: int(asked["limit"])]).encode()
        head = f"HTTP/1.1 200 OK\r\nContent-Length: {len(body)}\r\n\r\n".encode()
        request.wfile.write(head + body)


@pytest.fixture
def index(site, monkeypatch):
    """A site whose index answers whatever is asked of it."""

    class Pages(dict):
        def get(self, path, default=None):
            return super().get(path) or super().get(path.partition("?")[0], default)

    site.pages = Pages()

    def make(lines):
        return IndexServer(site, lines)

    return make


def line(at, url, status="200", mime="text/html"):
    return f"key {at:%Y%m%d%H%M%S} {url} {mime} {status} SHA 100"


def source(**options):
    return PolledSource("cdx", INDEX, options=SourceOptions(since=SINCE, until=UNTIL, **options))


def polled_whole(tools, at=None):
    """Every document of a period, poll after poll, as a desk asks."""
    documents, memory, polls = [], "", 0
    while True:
        polled = poll_source(replace(at or source(), memory=memory), tools)
        documents += polled.documents
        memory, polls = polled.memory, polls + 1
        if not polled.is_unfinished:
            return documents, polls


def test_a_period_is_taken_whole_each_page_at_its_first_good_copy(index, tools):
    index(
        [
            line(SINCE - timedelta(seconds=1), "http://isle.example/2025/12/31/too-early-for-us"),
            line(SINCE, "http://isle.example/2026/01/01/first-of-the-year"),
            line(SINCE + timedelta(days=2), ARTICLE, status="503"),
            line(SINCE + timedelta(days=4), ARTICLE),
            line(SINCE + timedelta(days=5), ARTICLE + "?utm_source=x"),
            line(SINCE + timedelta(days=9), "http://isle.example/logo.png", mime="image/png"),
            line(SINCE + timedelta(days=9), "http://isle.example/"),
            line(UNTIL - timedelta(seconds=1), "http://isle.example/2026/01/30/last-of-the-month"),
            line(UNTIL, "http://isle.example/2026/01/31/too-late-for-us"),
        ]
    )
    documents, _ = polled_whole(tools)
    entries = [entry for one in documents for entry in one.listing.entries]
    listed = {entry.url: entry.archived_at for entry in entries}
    assert {url.rpartition("/")[2] for url in listed} == {
        "first-of-the-year",
        "the-ferry-is-late",
        "last-of-the-month",
    }
    assert listed[ARTICLE] == SINCE + timedelta(days=4)


def test_stretches_meet_without_a_gap_and_without_asking_twice(index, tools):
    server = index([])
    polled_whole(tools)
    edges = [(one["from"], one["to"]) for one in server.asked]
    assert edges[0][0] == "20260101000000"
    assert edges[-1][1] == "20260130235959"
    for (_, ends), (starts, _) in pairwise(edges):
        left = datetime.strptime(ends, "%Y%m%d%H%M%S").replace(tzinfo=UTC)
        assert f"{left + timedelta(seconds=1):%Y%m%d%H%M%S}" == starts


def test_a_stretch_that_gives_too_much_is_halved_until_it_fits(index, tools, monkeypatch):
    monkeypatch.setattr(cdx, "LIMIT", 10)
    monkeypatch.setattr(cdx, "FEW", 1)
    urls = [f"http://isle.example/2026/01/05/story-number-{number}" for number in range(40)]
    busy = SINCE + timedelta(days=4)
    index([line(busy + timedelta(minutes=7 * n), url) for n, url in enumerate(urls)])
    documents, polls = polled_whole(tools)
    assert {entry.url for one in documents for entry in one.listing.entries} == set(urls)
    assert polls < 10


def test_an_index_that_fails_on_the_way_is_gone_on_with_where_it_stopped(index, tools, site):
    server = index([line(SINCE + timedelta(days=20), ARTICLE)])
    first = poll_source(replace(source()), tools)
    assert not first.is_unfinished
    good, calls = server.answer, []

    def fails_once(request):
        calls.append(1)
        if len(calls) == 2:
            request.wfile.write(b"HTTP/1.1 503 Busy\r\nContent-Length: 0\r\n\r\n")
        else:
            good(request)

    site.pages["/cdx/search/cdx"] = fails_once
    documents, polls = polled_whole(tools)
    assert polls == 2
    assert [entry.url for one in documents for entry in one.listing.entries] == [ARTICLE]


def test_an_index_that_answers_with_an_error_is_one(site, tools):
    site.pages = type("All", (dict,), {"get": lambda *_: Page(status=500)})()
    with pytest.raises(FetchError, match="answered 500"):
        poll_source(source(), tools)


def test_an_index_without_a_period_is_an_error_that_says_how(tools):
    with pytest.raises(SourceError, match="columninch backfill"):
        poll_source(PolledSource("cdx", INDEX), tools)


# --- the copies -------------------------------------------------------------------------

TAKEN = datetime(2026, 1, 5, 10, 11, 12, tzinfo=UTC)
REPLAY = f"http://tern.example/web/20260105101112id_/{ARTICLE}"


def wanted(entry_url=ARTICLE, replay=REPLAY, kind="cdx", at=TAKEN, source_url=INDEX):
    entry = Entry(url=entry_url, archived_at=at, archived_url=replay)
    return Wanted(entry, kind, source_url, None)


def test_a_copy_keeps_its_own_time_and_says_where_it_came_from(site, tools, tmp_path):
    site.pages[f"/web/20260105101112id_/{ARTICLE}"] = Page(BODY.encode())
    fetched = fetch_item(wanted(), tools)
    assert (fetched.capture.url, fetched.capture.at) == (ARTICLE, TAKEN)
    assert tools.vault.payload(fetched.capture) == BODY.encode()
    head = tools.vault.record(fetched.capture).block.partition(b"\r\n\r\n")[0].decode()
    assert f'Link: <{REPLAY}>; rel="memento"' in head
    assert "Memento-Datetime: Mon, 05 Jan 2026 10:11:12 GMT" in head
    tools.vault.close()
    assert list(verify_archive(tmp_path / "archive")) == []


def test_an_archive_that_answers_with_its_nearest_copy_is_believed(site, tools):
    headers = {"Memento-Datetime": "Tue, 06 Jan 2026 00:00:00 GMT"}
    site.pages[f"/web/20260105101112id_/{ARTICLE}"] = Page(BODY.encode(), headers=headers)
    assert fetch_item(wanted(), tools).capture.at == datetime(2026, 1, 6, tzinfo=UTC)


def test_a_copy_that_the_archive_does_not_give_is_an_error(tools):
    with pytest.raises(FetchError, match="the archive answered 404") as failure:
        fetch_item(wanted(), tools)
    assert not failure.value.can_retry


def test_an_archived_wall_is_no_article_however_often_it_is_asked(site, tools):
    wall = (
        "<html><head><title>Page not found</title></head>"
        "<body><h1>404 Page not found</h1><p>Sorry, this page does not exist.</p></body></html>"
    )
    site.pages[f"/web/20260105101112id_/{ARTICLE}"] = Page(wall.encode())
    with pytest.raises(NotCaptured) as told:
        fetch_item(wanted(), tools)
    assert not told.value.can_retry
    assert told.value.capture.at == TAKEN


def test_a_record_is_read_out_of_a_warc_file_by_its_place(site, tools, tmp_path):
    headers = (("Content-Type", "text/html; charset=utf-8"),)
    page = Response(ARTICLE, ARTICLE, 200, headers, BODY.encode(), TAKEN)
    with WarcVault(tmp_path / "theirs", FixedClock(NOON)) as theirs:
        capture = theirs.store(page)
        record = theirs.record_bytes(capture)
    asked = []

    def part(request):
        asked.append(request.headers["Range"])
        head = f"HTTP/1.1 206 Partial\r\nContent-Length: {len(record)}\r\n\r\n".encode()
        request.wfile.write(head + record)

    site.pages["/crawl/1.warc.gz"] = part
    place = f"http://tern.example/crawl/1.warc.gz#bytes=77-{76 + len(record)}"
    fetched = fetch_item(wanted(replay=place), replace(tools, archives=ForeignArchives()))
    assert asked == [f"bytes=77-{76 + len(record)}"]
    assert tools.vault.payload(fetched.capture) == BODY.encode()
    assert fetched.capture.at == TAKEN


# --- files of others --------------------------------------------------------------------


@pytest.fixture
def theirs(tmp_path):
    """An archive that others made: three pages, a picture, one page twice."""
    folder = tmp_path / "theirs"
    urls = [
        ARTICLE,
        ARTICLE,
        "http://isle.example/2026/01/07/bread-is-dear",
        "http://isle.example/",
    ]
    with WarcVault(folder, FixedClock(NOON)) as vault:
        for day, url in enumerate(urls):
            headers = (("Content-Type", "text/html; charset=utf-8"),)
            at = TAKEN + timedelta(days=day)
            vault.store(Response(url, url, 200, headers, f"{BODY}{day}".encode(), at))
        picture = (("Content-Type", "image/png"),)
        url = "http://isle.example/ferry.png"
        vault.store(Response(url, url, 200, picture, b"\x89PNG", TAKEN))
    return folder / "000001.warc.gz"


@pytest.fixture
def shelf(tools):
    return replace(tools, archives=ForeignArchives())


@pytest.mark.parametrize("unpacked", [False, True])
def test_an_archive_file_gives_its_articles_with_their_own_times(theirs, shelf, unpacked):
    path = theirs
    if unpacked:
        path = theirs.with_name("plain.warc")
        path.write_bytes(gzip.decompress(theirs.read_bytes()))
    polled = poll_source(PolledSource("warc", path.as_uri() + "#2026-01-01..2026-02-01"), shelf)
    assert [(one.url, one.archived_at) for one in polled.entries] == [
        (ARTICLE, TAKEN),
        ("http://isle.example/2026/01/07/bread-is-dear", TAKEN + timedelta(days=2)),
    ]
    item = Wanted(polled.entries[0], "warc", path.as_uri(), None)
    fetched = fetch_item(item, shelf)
    assert shelf.vault.payload(fetched.capture) == f"{BODY}0".encode()
    assert (fetched.capture.url, fetched.capture.at) == (ARTICLE, TAKEN)


def test_a_folder_of_archive_files_is_one_source(theirs, shelf):
    polled = poll_source(PolledSource("warc", theirs.parent.as_uri()), shelf)
    item = Wanted(polled.entries[1], "warc", theirs.parent.as_uri(), None)
    assert fetch_item(item, shelf).capture.url == "http://isle.example/2026/01/07/bread-is-dear"


def test_only_the_wanted_period_is_taken(theirs, shelf):
    options = SourceOptions(since=TAKEN + timedelta(days=1), until=TAKEN + timedelta(days=2))
    polled = poll_source(PolledSource("warc", theirs.as_uri(), options=options), shelf)
    assert [(one.url, one.archived_at) for one in polled.entries] == [
        (ARTICLE, TAKEN + timedelta(days=1))
    ]


def test_a_torn_archive_file_gives_what_is_whole_and_says_where_it_is_torn(theirs, shelf):
    data = theirs.read_bytes()
    theirs.write_bytes(data[:-200])
    polled = poll_source(PolledSource("warc", theirs.as_uri()), shelf)
    assert polled.entries[0].url == ARTICLE
    assert "the file is damaged: byte " in polled.complaint


def test_a_place_outside_the_source_is_refused(theirs, shelf):
    entry = wanted(kind="warc", replay="../../etc/passwd!0+0", source_url=theirs.parent.as_uri())
    with pytest.raises(FetchError, match="outside its source") as failure:
        fetch_item(entry, shelf)
    assert not failure.value.can_retry


def test_a_folder_without_archive_files_is_an_error_that_names_the_endings(tmp_path, shelf):
    with pytest.raises(SourceError, match=r"\.wacz"):
        poll_source(PolledSource("warc", tmp_path.as_uri()), shelf)
