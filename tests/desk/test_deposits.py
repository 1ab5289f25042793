"""Cited pages handed to a public archive: a local one, of the usual shape."""

import http.server
import json
import threading
import time
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import timedelta

import pytest
from django.urls import reverse

from columninch.desk import runtime
from columninch.desk.actions.deposits import deposit_digest
from columninch.desk.actions.digests import publish
from columninch.desk.actions.series import start_series
from columninch.desk.models import Channel, Deposit, Digest
from columninch.desk.pipeline import STAGES
from columninch.desk.runner import run_pass
from tests.desk import press
from tests.desk.adding import add_address
from tests.desk.opened import clock_at, opened
from tests.desk.small_press import NOW, OUTLETS


@dataclass
class PublicArchive:
    """What the local archive was asked, and how it answers."""

    place: str = ""
    status: int = 200
    retry_after: str = ""
    seconds: float = 0.0
    asked: list[str] = field(default_factory=list)


@contextmanager
def public_archive():
    told = PublicArchive()

    class Handler(http.server.BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            page = self.path.removeprefix("/save/")
            told.asked.append(page)
            time.sleep(told.seconds)
            self.send_response(told.status)
            if told.retry_after:
                self.send_header("Retry-After", told.retry_after)
            if told.status == 200:
                self.send_header("Content-Location", f"/web/20260511090000/{page}")
            self.send_header("Content-Length", "0")
            self.end_headers()

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002  # the base names it
            pass

    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True)
    thread.start()
    told.place = f"127.0.0.1:{server.server_port}"
    try:
        yield told
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


@pytest.fixture
def archive():
    with public_archive() as told:
        yield told


@pytest.fixture
def desk(db, tmp_path, archive):
    """A desk with a draft of the small press, and a public archive."""
    settings = {"deposit.url": "http://keep.example/save/", "deposit.gap_seconds": 0.0}
    with opened(tmp_path / "desk", **settings) as config:
        config.values["web.hosts"]["keep.example"] = archive.place
        start_series("week", "The Osk Week", "UTC", ["en", "fa"], NOW)
        for outlet in OUTLETS:
            add_address(f"http://{outlet}.test/feed.xml", runtime.tools())
        run_pass(STAGES, runtime.tools())
        yield Digest.objects.get()


def test_each_cited_page_is_handed_on_once(desk, archive):
    deposited = deposit_digest(desk)
    assert deposited
    assert [each.page for each in deposited] == archive.asked
    assert len(set(archive.asked)) == len(archive.asked)
    assert {each.url for each in deposited} == {
        f"http://keep.example/web/20260511090000/{page}" for page in archive.asked
    }
    assert deposit_digest(desk) == []
    assert Deposit.objects.count() == len(deposited)


def test_an_issue_shows_the_public_copies_beside_its_own(desk, archive):
    page = publish(desk, None, NOW)
    copy = f'href="http://keep.example/web/20260511090000/{archive.asked[0]}"'
    issue = page.read_text()
    assert "its copy in a public archive" in issue
    copies = [one.read_text() for one in (page.parent / "copies").glob("*.html")]
    assert any(copy in one for one in copies)
    assert any("بایگانی عمومی" in one for one in copies)
    assert b"keep.example/web" in (page.parent / "newsletter.eml").read_bytes()
    told = json.loads((page.parent / "issue.json").read_text())
    assert "keep.example/web/20260511090000" in json.dumps(told)
    # as it was frozen: nothing is asked again
    before = len(archive.asked)
    publish(desk, None, NOW)
    assert len(archive.asked) == before


def test_without_an_archive_nothing_changes(db, tmp_path, archive, desk):
    runtime.config().values["deposit.url"] = ""
    assert deposit_digest(desk) == []
    assert "public archive" not in publish(desk, None, NOW).read_text()
    assert archive.asked == []


@pytest.mark.parametrize("status", [404, 500, 503])
def test_what_fails_is_told_and_never_stops_publishing(desk, archive, status):
    archive.status = status
    issue = publish(desk, None, NOW).read_text()
    assert "public archive" not in issue
    rows = list(Deposit.objects.values_list("url", "complaint"))
    assert len(rows) == len(archive.asked) > 1
    assert all(url == "" and f"answered {status}" in complaint for url, complaint in rows)
    assert deposit_digest(desk) == []  # tried again later, not at once


def test_what_fails_is_told_on_the_issues_page_with_what_to_do(desk, archive, client):
    client.force_login(press.user())
    page = reverse("issue", args=[desk.number])
    before = client.get(page)
    assert before.context["deposits"].open_count == before.context["deposits"].cited_count > 1
    archive.status = 404
    handed = deposit_digest(desk)
    told = client.get(page)
    shown = told.context["deposits"]
    assert {each.deposit.capture.url for each in shown.failed} == {each.page for each in handed}
    assert shown.open_count == 0
    assert all(each.again_at == NOW + timedelta(hours=6) for each in shown.failed)
    assert all(each.item for each in shown.failed)
    text = told.content.decode()
    assert "could not be handed to the public archive" in text
    assert "the archive answered 404" in text
    assert f"columninch digest deposit --number {desk.number}" in text
    assert f'href="http://keep.example/save/{handed[0].page}"' in text
    archive.status = 200
    clock_at(NOW + timedelta(hours=7))
    deposit_digest(desk)
    mended = client.get(page).content.decode()
    assert "could not be handed" not in mended
    assert f"{len(handed)} of {len(handed)} cited pages are there" in mended


def test_a_desk_without_a_public_archive_says_nothing_of_one(desk, archive, client):
    runtime.config().values["deposit.url"] = ""
    client.force_login(press.user())
    page = client.get(reverse("issue", args=[desk.number])).content.decode()
    assert "public archive" not in page


@pytest.mark.parametrize("retry_after", ["", "3600"])
def test_an_archive_that_has_enough_is_left_alone(desk, archive, retry_after):
    archive.status, archive.retry_after = 429, retry_after
    assert len(deposit_digest(desk)) == 1
    assert len(archive.asked) == 1


def test_publishing_waits_no_longer_than_it_was_told(desk, archive):
    runtime.config().values["deposit.publish_seconds"] = 1.0
    archive.seconds = 0.6
    begun = time.monotonic()
    page = publish(desk, None, NOW)
    assert page.is_file()
    assert 1 <= len(archive.asked) <= 3
    assert time.monotonic() - begun < 15


def test_pages_that_are_nobody_elses_are_not_handed_on(desk, archive):
    Channel.objects.filter(outlet__name__contains="Ledger").update(kind="newsletter")
    Channel.objects.exclude(outlet__name__contains="Ledger").update(kind="files")
    assert deposit_digest(desk) == []
    assert archive.asked == []
