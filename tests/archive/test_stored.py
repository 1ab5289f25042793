from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from columninch.archive import stored as stored_module
from columninch.archive.files import cut_torn_tails
from columninch.archive.stored import captures_in, only_record
from columninch.archive.vault import WarcVault
from columninch.archive.verify import verify_archive
from columninch.errors import ArchiveError
from columninch.records import Response
from columninch.tools import FixedClock

NOON = datetime(2026, 3, 4, 12, 0, tzinfo=UTC)
CLOCK = FixedClock(NOON)
FILE = "000001.warc.gz"


def answer(name: str = "a", body: bytes = b"<p>The lock is mended.", hours: int = 0) -> Response:
    url = f"https://heron.example/{name}"
    return Response(
        url,
        url,
        200,
        (("Content-Type", "text/html; charset=utf-8"),),
        body,
        NOON + timedelta(hours=hours),
        redirects=("https://heron.example/old",),
        asked=(("User-Agent", "columninch"),),
        screenshot=b"\x89PNG",
    )


@pytest.fixture
def stored(tmp_path):
    with WarcVault(tmp_path / "archive", CLOCK) as vault:
        first = vault.store(answer())
        missing = vault.store(answer("b", b"", 1))
        again = vault.store(answer(hours=2), before=first)
        file = vault.store(
            Response("file:a.srt", "file:a.srt", 200, (("Content-Type", "text/vtt"),), b"1", NOON)
        )
    return vault, [first, missing, again, file]


def test_each_capture_is_found_again_as_it_was_handed_out(stored):
    vault, captures = stored
    assert list(captures_in(vault.folder, FILE)) == captures


def test_only_what_lies_behind_the_last_one_known_is_given(stored):
    vault, captures = stored
    place = captures[1].position
    assert list(captures_in(vault.folder, FILE, place.offset + place.length)) == captures[2:]
    size = (vault.folder / FILE).stat().st_size
    assert list(captures_in(vault.folder, FILE, size)) == []


def test_a_revisit_is_found_after_its_original_has_moved(stored):
    vault, (first, missing, *_) = stored
    with WarcVault(vault.folder, CLOCK, max_bytes=1) as full:
        again = full.store(answer(hours=3), before=first)
    assert again.position.file == "000002.warc.gz"
    rewriting = vault.rewrite_without(FILE, {missing.position.offset})
    rewriting.finish()
    (found,) = captures_in(vault.folder, "000002.warc.gz")
    now = next(moved.now for moved in rewriting.moved if moved.was == first.position)
    assert found == replace(again, original=now)


def test_a_revisit_whose_original_is_gone_is_passed_over(stored):
    vault, (first, *_) = stored
    with WarcVault(vault.folder, CLOCK, max_bytes=1) as full:
        full.store(answer(hours=3), before=first)
    vault.rewrite_without(FILE, {first.position.offset}).finish()
    assert list(captures_in(vault.folder, "000002.warc.gz")) == []


def test_a_broken_record_hides_none_of_the_others(stored):
    vault, captures = stored
    path = vault.folder / FILE
    data = bytearray(path.read_bytes())
    data[captures[1].position.offset + 20] ^= 0xFF
    path.write_bytes(data)
    assert list(captures_in(vault.folder, FILE)) == [captures[0], *captures[2:]]


def test_a_file_that_is_missing_is_refused(tmp_path):
    with pytest.raises(ArchiveError, match="can't be read"):
        list(captures_in(tmp_path, FILE))


def test_what_lies_before_the_last_one_known_is_not_read(tmp_path, monkeypatch):
    with WarcVault(tmp_path, CLOCK) as vault:
        *_, before, last = [vault.store(answer(str(number))) for number in range(20)]
    read = []

    def counted(member):
        read.append(member.offset)
        return only_record(member)

    monkeypatch.setattr(stored_module, "only_record", counted)
    start = before.position.offset + before.position.length
    assert list(captures_in(tmp_path, FILE, start)) == [last]
    assert len(read) == 7  # the three beside the one known, the last, the three beside that


def test_a_file_cut_at_any_byte_of_its_last_records_ends_whole(stored, tmp_path, monkeypatch):
    """A crash may cut the tail anywhere: what is whole stays and is found, the rest goes."""
    vault, captures = stored
    data = (vault.folder / FILE).read_bytes()
    ends = [one.position.offset + one.position.length for one in captures]
    folder = tmp_path / "cut"
    folder.mkdir()
    monkeypatch.setattr("os.fsync", lambda handle: None)  # no power is cut here, only files
    for cut in range(captures[2].position.offset, len(data) + 1):
        (folder / FILE).write_bytes(data[:cut])
        kept = cut_torn_tails(folder)
        whole = [one for one, end in zip(captures[2:], ends[2:], strict=True) if end <= cut]
        assert list(captures_in(folder, FILE, captures[2].position.offset)) == whole
        assert cut % 50 or list(verify_archive(folder)) == []
        assert (folder / FILE).stat().st_size + sum(one.stat().st_size for one in kept) == cut
        for one in kept:
            one.unlink()


def test_a_file_that_is_being_written_to_is_not_cut(stored):
    vault, _ = stored
    with vault:
        vault.store(answer("c"))
        path = vault.folder / FILE
        path.write_bytes(path.read_bytes() + b"\x1f\x8b\x08 half a rec")
        assert cut_torn_tails(vault.folder) == []


def test_a_full_file_is_cut_though_nobody_will_write_to_it_again(stored):
    vault, captures = stored
    path = vault.folder / FILE
    path.write_bytes(path.read_bytes()[:-9])
    with WarcVault(vault.folder, CLOCK, max_bytes=1) as other:
        other.store(answer("c"))
    assert len(cut_torn_tails(vault.folder)) == 1
    assert list(captures_in(vault.folder, FILE)) == captures[:-1]
