import gzip
import io
import multiprocessing
import threading
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from warcio.archiveiterator import ArchiveIterator

from columninch.archive.vault import WarcVault
from columninch.archive.verify import verify_archive
from columninch.errors import ArchiveError
from columninch.records import Capture, Position, Response
from columninch.tools import FixedClock

NOON = datetime(2026, 3, 4, 12, 0, tzinfo=UTC)
CLOCK = FixedClock(NOON)


def answer(body: bytes = b"<p>Rain is expected.</p>", url: str = "https://tern.example/a", **other):
    given = {"status": 200, "headers": (("Content-Type", "text/html; charset=utf-8"),), "at": NOON}
    return Response(url=url, final_url=url, body=body, **{**given, **other})


def records_of(folder: Path) -> list:
    found = []
    for path in sorted(folder.glob("*.warc.gz")):
        for record in ArchiveIterator(io.BytesIO(path.read_bytes()), check_digests="raise"):
            record.body = record.content_stream().read()
            found.append(record)
    return found


def test_a_stored_payload_comes_back_byte_for_byte(tmp_path):
    with WarcVault(tmp_path / "archive", CLOCK) as vault:
        capture = vault.store(answer(b"\x00\xff rain"))
        assert vault.payload(capture) == b"\x00\xff rain"
    assert (capture.size, capture.status) == (7, 200)
    assert capture.content_type == "text/html; charset=utf-8"


def test_another_program_reads_the_file_with_right_digests(tmp_path):
    with WarcVault(tmp_path, CLOCK) as vault:
        vault.store(answer(b"first"))
        vault.store(answer(b"second", url="https://tern.example/b"))
    records = records_of(tmp_path)
    assert [one.rec_type for one in records] == ["warcinfo", "response", "response"]
    assert [one.body for one in records[1:]] == [b"first", b"second"]
    assert records[1].rec_headers.get_header("WARC-Date") == "2026-03-04T12:00:00Z"
    assert records[1].http_headers.get_statuscode() == "200"


def test_an_encoding_that_was_undone_is_not_claimed_of_the_stored_payload(tmp_path):
    headers = (("Content-Encoding", "gzip"), ("Content-Length", "9"), ("Server", "tern"))
    with WarcVault(tmp_path, CLOCK) as vault:
        vault.store(answer(b"longer than nine bytes", headers=headers))
    told = records_of(tmp_path)[1].http_headers
    assert told.get_header("Content-Encoding") is None
    assert told.get_header("X-Archive-Orig-Content-Encoding") == "gzip"
    assert told.get_header("Content-Length") == "22"


def test_redirects_are_told_in_a_record_beside_the_response(tmp_path):
    reached = Response(
        url="https://tern.example/old",
        final_url="https://tern.example/new",
        status=200,
        headers=(),
        body=b"moved",
        at=NOON,
        redirects=("https://tern.example/old",),
    )
    with WarcVault(tmp_path, CLOCK) as vault:
        capture = vault.store(reached)
        assert vault.payload(capture) == b"moved"
    assert capture.url == "https://tern.example/new"
    told = records_of(tmp_path)[2]
    assert told.rec_type == "metadata"
    assert b"via: https://tern.example/old\r\n" in told.body


def test_a_file_is_stored_as_a_resource(tmp_path):
    with WarcVault(tmp_path, CLOCK) as vault:
        capture = vault.store(answer(b"1\n00:00", url="file:talks/one.srt"))
        assert vault.payload(capture) == b"1\n00:00"
    assert records_of(tmp_path)[1].rec_type == "resource"


def test_the_same_run_with_the_same_clock_gives_the_same_bytes(tmp_path):
    for name in ("one", "two"):
        with WarcVault(tmp_path / name, CLOCK) as vault:
            vault.store(answer())
            vault.store(answer(b"", url="https://tern.example/empty", status=404))
    first, second = ((tmp_path / name / "000001.warc.gz").read_bytes() for name in ("one", "two"))
    assert first == second


def test_a_full_file_is_followed_by_the_next(tmp_path):
    with WarcVault(tmp_path, CLOCK, max_bytes=600) as vault:
        captures = [vault.store(answer(bytes([65 + i]) * 50)) for i in range(4)]
        assert [vault.payload(one)[:1] for one in captures] == [b"A", b"B", b"C", b"D"]
    assert len({one.position.file for one in captures}) > 1


def test_two_vaults_never_write_to_one_file(tmp_path):
    with WarcVault(tmp_path, CLOCK) as first, WarcVault(tmp_path, CLOCK) as second:
        here, there = first.store(answer(b"here")), second.store(answer(b"there"))
        assert here.position.file != there.position.file
        assert second.payload(here) == b"here"
    with WarcVault(tmp_path, CLOCK) as third:
        assert third.store(answer(b"again")).position.file == here.position.file


def _store_in_child(vault: WarcVault, out) -> None:
    out.put(vault.store(answer(b"child")))


def test_a_forked_process_takes_a_file_of_its_own(tmp_path):
    context = multiprocessing.get_context("fork")
    out = context.Queue()
    with WarcVault(tmp_path, CLOCK) as vault:
        before = vault.store(answer(b"parent"))
        child = context.Process(target=_store_in_child, args=(vault, out))
        child.start()
        theirs = out.get(timeout=20)
        child.join()
        after = vault.store(answer(b"parent again"))
        assert theirs.position.file != before.position.file == after.position.file
        assert vault.payload(theirs) == b"child"
    assert list(verify_archive(tmp_path)) == []


def test_threads_store_without_mixing_their_records(tmp_path):
    gate = threading.Barrier(4)

    def store(number: int) -> Capture:
        if number < 4:
            gate.wait()
        return vault.store(answer(str(number).encode() * 100, url=f"https://tern.example/{number}"))

    with WarcVault(tmp_path, CLOCK) as vault, ThreadPoolExecutor(4) as pool:
        captures = list(pool.map(store, range(40)))
        assert [vault.payload(one) for one in captures] == [
            str(i).encode() * 100 for i in range(40)
        ]
    assert list(verify_archive(tmp_path)) == []


@settings(
    max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(cut=st.integers(min_value=1, max_value=300), noise=st.binary(max_size=40))
def test_a_torn_tail_is_cut_and_what_was_whole_stays(tmp_path_factory, cut, noise):
    folder = tmp_path_factory.mktemp("torn")
    with WarcVault(folder, CLOCK) as vault:
        kept = vault.store(answer(b"kept"))
        lost = vault.store(answer(bytes(range(256)) * 4))
    path = folder / lost.position.file
    whole = path.read_bytes()
    path.write_bytes(whole[:-cut] + noise)
    with WarcVault(folder, CLOCK) as vault:
        later = vault.store(answer(b"later"))
        assert vault.payload(kept) == b"kept"
        assert vault.payload(later) == b"later"
    assert list(verify_archive(folder)) == []
    assert later.position.offset == lost.position.offset
    assert len(list(folder.glob("*.torn-*"))) == 1


def test_a_record_whose_payload_is_itself_an_archive_is_not_taken_for_a_torn_tail(tmp_path):
    with WarcVault(tmp_path / "inner", CLOCK) as vault:
        vault.store(answer(b"inner"))
    inner = (tmp_path / "inner" / "000001.warc.gz").read_bytes()
    with WarcVault(tmp_path / "outer", CLOCK) as vault:
        outer = vault.store(answer(inner))
    with WarcVault(tmp_path / "outer", CLOCK) as vault:
        vault.store(answer(b"next"))
        assert vault.payload(outer) == inner
    assert list((tmp_path / "outer").glob("*.torn-*")) == []


def test_a_payload_that_was_changed_on_disk_is_refused_with_its_place(tmp_path):
    with WarcVault(tmp_path, CLOCK) as vault:
        capture = vault.store(answer(b"what was said"))
        path = tmp_path / capture.position.file
        data = path.read_bytes()
        start, end = capture.position.offset, capture.position.offset + capture.position.length
        forged = gzip.compress(gzip.decompress(data[start:end]).replace(b"said", b"sung"))
        path.write_bytes(data[:start] + forged)
        moved = Position(capture.position.file, start, len(forged))
        changed = Capture(
            capture.url, capture.at, 200, "text/html", capture.sha256, capture.size, moved
        )
        with pytest.raises(ArchiveError, match=f"000001.warc.gz at {start}: the payload of"):
            vault.payload(changed)


@pytest.mark.parametrize("name", ["../outside.warc.gz", "/etc/hostname", "missing.warc.gz"])
def test_a_position_outside_the_archive_is_refused(tmp_path, name):
    vault = WarcVault(tmp_path, CLOCK)
    capture = Capture("https://tern.example/", NOON, 200, "", "0" * 64, 1, Position(name, 0, 10))
    with pytest.raises(ArchiveError):
        vault.payload(capture)


def test_a_record_larger_than_its_capture_claims_is_not_decompressed_whole(tmp_path):
    with WarcVault(tmp_path, CLOCK) as vault:
        big = vault.store(answer(b"\0" * 4_000_000))
        lie = Capture(big.url, big.at, 200, "", big.sha256, 10, big.position)
        with pytest.raises(ArchiveError, match="larger than"):
            vault.payload(lie)


@settings(max_examples=25, deadline=None)
@given(
    body=st.binary(max_size=2000),
    headers=st.lists(st.tuples(st.text(min_size=1, max_size=9), st.text(max_size=30)), max_size=4),
)
def test_whatever_a_server_sends_is_stored_and_verified(tmp_path_factory, body, headers):
    folder = tmp_path_factory.mktemp("any")
    with WarcVault(folder, CLOCK) as vault:
        capture = vault.store(answer(body, headers=tuple(headers)))
        assert vault.payload(capture) == body
    assert list(verify_archive(folder)) == []
