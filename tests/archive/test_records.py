"""What is written beside a capture, and that other programs read all of it."""

import contextlib
import io
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from fastwarc.warc import ArchiveIterator as FastIterator
from warcio.archiveiterator import ArchiveIterator
from warcio.cli import main as warcio_command

from columninch.archive.vault import WarcVault
from columninch.errors import ArchiveError
from columninch.records import Position, Response
from columninch.tools import FixedClock

NOON = datetime(2026, 3, 4, 12, 0, tzinfo=UTC)
CLOCK = FixedClock(NOON)
URL = "https://plover.example/a?b=1"
ASKED = (("Host", "plover.example"), ("User-Agent", "columninch"), ("Cookie", "session=1"))
PICTURE = b"\x89PNG\r\n\x1a\nnot much of one"


def answer(body: bytes = b"<p>The bridge is open.", at: datetime = NOON, **other) -> Response:
    given = {"status": 200, "headers": (("Content-Type", "text/html"),), "asked": ASKED}
    return Response(url=URL, final_url=URL, body=body, at=at, **{**given, **other})


@pytest.fixture
def vault(tmp_path):
    with WarcVault(tmp_path, CLOCK) as opened:
        yield opened


def records_of(vault: WarcVault) -> list:
    found = []
    for path in sorted(vault.folder.glob("*.warc.gz")):
        for record in ArchiveIterator(io.BytesIO(path.read_bytes()), check_digests="raise"):
            record.body = record.raw_stream.read()
            found.append(record)
    return found


def named(record) -> dict[str, str]:
    return {key: value for key, value in record.rec_headers.headers}  # noqa: C416  no mapping


def test_a_request_is_kept_beside_its_answer_without_its_secrets(vault):
    capture = vault.store(answer())
    _, response, request = records_of(vault)
    assert request.rec_type == "request"
    assert named(request)["WARC-Concurrent-To"] == named(response)["WARC-Record-ID"]
    assert request.http_headers.to_str().splitlines()[:4] == [
        "GET /a?b=1 HTTP/1.1",
        "Host: plover.example",
        "User-Agent: columninch",
        "Cookie: withheld",
    ]
    assert [one.kind for one in vault.companions(capture)] == ["request"]


def test_what_was_not_asked_has_no_request(vault):
    capture = vault.store(answer(asked=()))
    assert list(vault.companions(capture)) == []


def test_what_is_known_of_a_capture_is_told_as_metadata(vault):
    moved = answer(
        redirects=("http://plover.example/old", "http://plover.example/older"),
        moved_to=URL,
        headers=(("Content-Encoding", "br"), ("Content-Length", "9")),
        asked=(),
    )
    capture = vault.store(moved)
    (metadata,) = vault.companions(capture)
    assert metadata.block.decode().splitlines() == [
        "via: http://plover.example/old",
        "via: http://plover.example/older",
        "hopsFromSeed: RR",
        f"moved-to: {URL}",
        "encoding-undone: br",
    ]
    assert metadata.header("WARC-Refers-To") == metadata.header("WARC-Concurrent-To")


def test_a_picture_of_the_page_is_kept_beside_it(vault):
    capture = vault.store(answer(screenshot=PICTURE))
    other = vault.store(answer(b"<p>No picture."))
    assert vault.screenshot(capture) == PICTURE
    assert vault.screenshot(other) == b""
    picture = next(one for one in records_of(vault) if one.rec_type == "resource")
    assert named(picture)["WARC-Target-URI"] == f"urn:view:{URL}"
    assert named(picture)["Content-Type"] == "image/png"


def test_the_same_payload_again_is_a_revisit_that_leads_to_the_first(vault):
    first = vault.store(answer())
    again = vault.store(answer(at=NOON + timedelta(hours=1)), before=first)
    assert again.original == first.position
    assert vault.payload(again) == vault.payload(first) == b"<p>The bridge is open."
    assert (again.size, again.sha256) == (first.size, first.sha256)
    original, revisit = (
        one for one in records_of(vault) if one.rec_type in {"response", "revisit"}
    )
    told = named(revisit)
    assert told["WARC-Profile"].endswith("/warc/1.1/revisit/identical-payload-digest")
    assert told["WARC-Refers-To"] == named(original)["WARC-Record-ID"]
    assert told["WARC-Refers-To-Target-URI"] == URL
    assert told["WARC-Refers-To-Date"] == "2026-03-04T12:00:00Z"
    assert told["WARC-Payload-Digest"] == named(original)["WARC-Payload-Digest"]
    assert revisit.http_headers.get_statuscode() == "200"
    assert revisit.body == b""


def test_revisits_never_make_a_chain(vault):
    first = vault.store(answer())
    second = vault.store(answer(at=NOON + timedelta(hours=1)), before=first)
    third = vault.store(answer(at=NOON + timedelta(hours=2)), before=second)
    assert third.original == first.position
    assert vault.payload(third) == b"<p>The bridge is open."
    assert named(records_of(vault)[-2])["WARC-Refers-To-Date"] == "2026-03-04T12:00:00Z"


@pytest.mark.parametrize(
    "before",
    [
        {"url": "https://plover.example/other"},
        {"sha256": "0" * 64},
        {"position": Position("000001.warc.gz", 7, 20)},
        {"position": Position("000009.warc.gz", 0, 20)},
        {"original": Position("000001.warc.gz", 0, 200)},
    ],
    ids=lambda change: next(iter(change)),
)
def test_what_is_not_there_with_the_same_payload_is_written_again(vault, before):
    first = vault.store(answer())
    again = vault.store(answer(at=NOON + timedelta(hours=1)), before=replace(first, **before))
    assert again.original is None
    assert vault.payload(again) == b"<p>The bridge is open."


def test_an_original_that_was_spoiled_is_not_referred_to(vault):
    first = vault.store(answer())
    path = vault.folder / first.position.file
    data = bytearray(path.read_bytes())
    data[first.position.offset + 40] ^= 1
    path.write_bytes(data)
    with pytest.raises(ArchiveError):
        vault.payload(first)
    assert vault.store(answer(), before=first).original is None


def test_an_empty_payload_is_no_revisit(vault):
    first = vault.store(answer(b""))
    assert vault.store(answer(b"", at=NOON + timedelta(hours=1)), before=first).original is None


def test_a_file_that_did_not_change_is_a_revisit_too(vault):
    file = replace(answer(asked=()), url="file:talks/a.srt", final_url="file:talks/a.srt")
    first = vault.store(file)
    again = vault.store(replace(file, at=NOON + timedelta(hours=1)), before=first)
    assert again.original == first.position
    assert vault.payload(again) == b"<p>The bridge is open."


def _everything(vault: WarcVault) -> None:
    first = vault.store(answer(redirects=("http://plover.example/old",), screenshot=PICTURE))
    vault.store(answer(at=NOON + timedelta(hours=1)), before=first)
    vault.store(replace(answer(asked=()), final_url="file:talks/a.srt"))
    vault.store(answer(b"", status=404))


def test_warcio_finds_nothing_to_complain_of(vault):
    _everything(vault)
    said = io.StringIO()
    with contextlib.redirect_stdout(said), pytest.raises(SystemExit) as stopped:
        warcio_command(["check", "-v", str(vault.folder / "000001.warc.gz")])
    assert stopped.value.code == 0, said.getvalue()
    assert said.getvalue().count("digest pass") >= 9


def test_fastwarc_reads_every_record_with_valid_digests(vault):
    _everything(vault)
    kinds = []
    with (vault.folder / "000001.warc.gz").open("rb") as stream:
        for record in FastIterator(stream, parse_http=False):
            assert record.verify_block_digest()
            kinds.append(record.headers["WARC-Type"])
    assert kinds == [
        "warcinfo",
        *["response", "request", "metadata", "resource"],
        *["revisit", "request"],
        "resource",
        *["response", "request"],
    ]


def test_a_capture_is_synced_to_disk_once_however_many_records_it_has(vault, monkeypatch):
    vault.store(answer())
    syncs = []
    monkeypatch.setattr("os.fsync", syncs.append)
    vault.store(answer(redirects=("http://plover.example/old",), screenshot=PICTURE))
    assert len(syncs) == 1
