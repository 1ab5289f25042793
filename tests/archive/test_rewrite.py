import multiprocessing
import os
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from columninch.archive.rewrite import next_name, recover, rewrite_without
from columninch.archive.vault import WarcVault
from columninch.archive.verify import verify_archive
from columninch.errors import ArchiveError
from columninch.records import Capture, Position, Response
from columninch.tools import FixedClock

NOON = datetime(2026, 3, 4, 12, 0, tzinfo=UTC)
CLOCK = FixedClock(NOON)
FILE = "000001.warc.gz"
NEW = "000001-r1.warc.gz"
ASKED = (("Host", "wren.example"), ("User-Agent", "columninch"))


def page(name: str, body: bytes, hour: int = 12) -> Response:
    url = f"https://wren.example/{name}"
    at = NOON.replace(hour=hour)
    return Response(url, url, 200, (("Content-Type", "text/html"),), body, at, asked=ASKED)


@pytest.fixture
def stored(tmp_path):
    """Three pages, and the second once more: captures and the vault that is done with them."""
    with WarcVault(tmp_path, CLOCK) as vault:
        one = vault.store(page("one", b"<p>The well is dry."))
        two = vault.store(page("two", b"<p>The mill is sold."))
        three = vault.store(page("three", b"<p>The fair is on."))
        again = vault.store(page("two", b"<p>The mill is sold.", hour=13), before=two)
    assert again.original == two.position
    return vault, [one, two, three, again]


def files_in(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def moved_to(capture: Capture, rewriting) -> Capture:
    places = {one.was: one.now for one in rewriting.moved}
    original = capture.original and places[capture.original]
    return replace(capture, position=places[capture.position], original=original)


def test_what_stays_is_kept_byte_for_byte_and_found_where_it_is_now(stored):
    vault, (one, two, three, again) = stored
    records = [vault.record_bytes(capture) for capture in (two, three, again)]
    rewriting = vault.rewrite_without(FILE, {one.position.offset})
    now = [moved_to(capture, rewriting) for capture in (two, three, again)]
    rewriting.finish()
    assert [vault.record_bytes(capture) for capture in now] == records
    assert [vault.payload(capture) for capture in now] == [
        b"<p>The mill is sold.",
        b"<p>The fair is on.",
        b"<p>The mill is sold.",
    ]
    assert files_in(vault.folder) == [NEW]
    assert list(verify_archive(vault.folder)) == []


def test_with_a_capture_go_its_request_and_the_revisits_that_refer_to_it(stored):
    vault, (one, two, three, again) = stored
    rewriting = vault.rewrite_without(FILE, {two.position.offset})
    rewriting.finish()
    assert rewriting.dropped[0] == two.position
    assert again.position in rewriting.dropped
    assert len(rewriting.dropped) == 4  # each of the two with its request
    assert vault.payload(moved_to(one, rewriting)) == b"<p>The well is dry."
    assert vault.payload(moved_to(three, rewriting)) == b"<p>The fair is on."
    assert b"/two" not in b"".join(
        record.block + str(record.headers).encode()
        for capture in (one, three)
        for record in [vault.record(moved_to(capture, rewriting))]
    )
    assert list(verify_archive(vault.folder)) == []


def test_a_revisit_goes_by_itself(stored):
    vault, (_, two, _, again) = stored
    rewriting = vault.rewrite_without(FILE, {again.position.offset})
    rewriting.finish()
    assert vault.payload(moved_to(two, rewriting)) == b"<p>The mill is sold."
    assert len(rewriting.dropped) == 2


def test_a_reader_finds_the_new_file_before_it_has_its_name(stored):
    vault, (one, _, three, _) = stored
    rewriting = vault.rewrite_without(FILE, {one.position.offset})
    assert vault.payload(moved_to(three, rewriting)) == b"<p>The fair is on."
    assert vault.payload(three) == b"<p>The fair is on."
    rewriting.finish()


def test_an_abandoned_rewriting_leaves_everything_as_it_was(stored):
    vault, (one, *_) = stored
    before = (vault.folder / FILE).read_bytes()
    vault.rewrite_without(FILE, {one.position.offset}).abandon()
    assert files_in(vault.folder) == [FILE]
    assert (vault.folder / FILE).read_bytes() == before
    vault.rewrite_without(FILE, {one.position.offset}).finish()


def test_a_file_is_rewritten_again_and_its_number_is_never_used_anew(stored):
    vault, (one, _, three, _) = stored
    first = vault.rewrite_without(FILE, {one.position.offset})
    first.finish()
    offset = moved_to(three, first).position.offset
    second = vault.rewrite_without(NEW, {offset})
    second.finish()
    assert files_in(vault.folder) == ["000001-r2.warc.gz"]
    with vault:
        assert vault.store(page("four", b"<p>Later.")).position.file == "000002.warc.gz"


def test_a_file_that_this_process_writes_to_is_let_go_first(tmp_path):
    with WarcVault(tmp_path, CLOCK) as vault:
        one = vault.store(page("one", b"one"))
        rewriting = vault.rewrite_without(FILE, {one.position.offset})
        later = vault.store(page("two", b"two"))
        assert later.position.file == "000002.warc.gz"
        rewriting.finish()
        assert vault.payload(later) == b"two"


def test_a_file_that_another_writes_to_is_never_touched(tmp_path):
    with WarcVault(tmp_path, CLOCK) as writer:
        one = writer.store(page("one", b"one"))
        with pytest.raises(ArchiveError, match=r"000001.warc.gz: another process is writing"):
            rewrite_without(tmp_path, FILE, {one.position.offset})
        assert files_in(tmp_path) == [FILE]


@pytest.mark.parametrize("name", ["missing.warc.gz", "000009.warc.gz", "../000001.warc.gz"])
def test_a_file_that_is_not_there_is_refused(stored, name):
    with pytest.raises(ArchiveError, match=r"no such file|not a file that this archive wrote"):
        rewrite_without(stored[0].folder, name, {0})


def test_an_offset_where_no_record_begins_is_refused_before_anything_is_written(stored):
    vault, (one, *_) = stored
    with pytest.raises(ArchiveError, match=r"no record begins at 1$"):
        vault.rewrite_without(FILE, {1, one.position.offset})
    assert files_in(vault.folder) == [FILE]
    with vault:  # and its lock is free
        assert vault.store(page("four", b"four")).position.file == FILE


def test_a_damaged_stretch_stays_as_it_is_unless_it_is_what_goes(stored):
    vault, (one, two, *_) = stored
    path = vault.folder / FILE
    data = bytearray(path.read_bytes())
    data[two.position.offset + 30 : two.position.offset + 40] = b"\0" * 10
    path.write_bytes(data)
    spoiled = bytes(data[two.position.offset : two.position.offset + two.position.length])
    rewriting = vault.rewrite_without(FILE, {one.position.offset})
    rewriting.finish()
    assert spoiled in (vault.folder / NEW).read_bytes()
    place = next(moved.now for moved in rewriting.moved if moved.was.offset == two.position.offset)
    vault.rewrite_without(NEW, {place.offset}).finish()
    assert spoiled not in (vault.folder / "000001-r2.warc.gz").read_bytes()


def test_what_was_torn_off_a_file_goes_with_the_file(stored):
    vault, (one, *_) = stored
    (vault.folder / f"{FILE}.torn-99").write_bytes(b"half a page")
    vault.rewrite_without(FILE, {one.position.offset}).finish()
    assert files_in(vault.folder) == [NEW]


STEPS = ("fsync", "replace", "unlink")
"""What changes the disk: a process is killed just before the n-th of them."""
STEP_COUNT = 7
"""With the commit."""


def _rewrite_and_die(folder: Path, offset: int, commits: Path, survive: int) -> None:
    """Rewrite, commit (a file that comes to be) and finish, up to step `survive`."""
    left = survive

    def step(real):
        def guarded(*given, **named):
            nonlocal left
            if left == 0:
                os._exit(9)
            left -= 1
            return real(*given, **named)

        return guarded

    for name in STEPS:
        setattr(os, name, step(getattr(os, name)))
    rewriting = rewrite_without(folder, FILE, {offset})
    if left == 0:
        os._exit(9)
    left -= 1
    commits.touch()
    rewriting.finish()
    os._exit(7)


@pytest.mark.parametrize("survive", range(STEP_COUNT + 1))
def test_a_rewriting_killed_between_any_two_steps_is_put_right(stored, tmp_path_factory, survive):
    vault, captures = stored
    one, _, three, _ = captures
    commits = tmp_path_factory.mktemp("rows") / "committed"
    expected = rewrite_without(vault.folder, FILE, {one.position.offset})
    expected.abandon()
    child = multiprocessing.get_context("fork").Process(
        target=_rewrite_and_die, args=(vault.folder, one.position.offset, commits, survive)
    )
    child.start()
    child.join(20)
    assert child.exitcode == (7 if survive == STEP_COUNT else 9)
    rows = moved_to(three, expected) if commits.exists() else three
    assert vault.payload(rows) == b"<p>The fair is on."  # a reader, before anything is put right
    recover(vault.folder, lambda name: name == rows.position.file)
    assert vault.payload(rows) == b"<p>The fair is on."
    assert files_in(vault.folder) == [rows.position.file]
    assert recover(vault.folder, lambda name: name == rows.position.file) == ()


def test_a_rewriting_that_is_under_way_is_left_alone(stored):
    vault, (one, *_) = stored
    rewriting = vault.rewrite_without(FILE, {one.position.offset})
    assert recover(vault.folder, lambda name: True) == ()
    assert recover(vault.folder, lambda name: False) == ()
    rewriting.finish()
    assert files_in(vault.folder) == [NEW]


def test_a_file_that_loses_every_capture_is_finished_too(tmp_path):
    with WarcVault(tmp_path, CLOCK) as vault:
        one = vault.store(page("one", b"one"))
    rewriting = vault.rewrite_without(FILE, {one.position.offset})
    rewriting.lock.let_go()  # as if killed after the commit: nothing refers to either file
    assert recover(tmp_path, lambda name: False) == (NEW,)
    assert files_in(tmp_path) == [NEW]


def test_names_of_rewritten_files_follow_each_other():
    assert next_name(FILE) == NEW
    assert next_name(NEW) == "000001-r2.warc.gz"
    with pytest.raises(ArchiveError):
        next_name("other.warc.gz")


def test_a_position_in_a_file_that_is_neither_old_nor_new_is_missing(stored):
    vault, (one, *_) = stored
    lost = replace(one, position=Position("000001-r7.warc.gz", 0, 10))
    with pytest.raises(ArchiveError, match="can't be read"):
        vault.payload(lost)
