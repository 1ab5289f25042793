import gzip
from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from columninch.archive.members import BrokenMember
from columninch.archive.rewrite import rewrite_without
from columninch.archive.vault import WarcVault
from columninch.archive.verify import check_records, read_archive_file, verify_archive
from columninch.archive.warc import digest_complaint
from columninch.records import Damage, Response
from columninch.tools import FixedClock

NOON = datetime(2026, 3, 4, 12, 0, tzinfo=UTC)


@pytest.fixture
def archive(tmp_path):
    with WarcVault(tmp_path, FixedClock(NOON)) as vault:
        captures = [
            vault.store(
                Response(
                    f"http://knot.example/{i}", f"http://knot.example/{i}", 200, (), body, NOON
                )
            )
            for i, body in enumerate((b"one" * 40, b"two" * 40, b"three" * 40))
        ]
    return tmp_path, captures


def whole_records(folder) -> int:
    return sum(found is None for found in check_records(folder))


def test_a_sound_archive_has_no_damage(archive):
    folder, _ = archive
    assert list(verify_archive(folder)) == []
    assert whole_records(folder) == 4


def test_a_flipped_bit_is_reported_at_its_record_and_the_next_ones_are_still_read(archive):
    folder, captures = archive
    path, place = folder / "000001.warc.gz", captures[1].position
    data = bytearray(path.read_bytes())
    data[place.offset + place.length // 2] ^= 0x10
    path.write_bytes(data)
    (damage,) = verify_archive(folder)
    assert (damage.file, damage.offset) == ("000001.warc.gz", place.offset)
    assert whole_records(folder) == 3


def test_damage_to_the_first_bytes_of_a_file_hides_none_of_the_rest(archive):
    folder, captures = archive
    path = folder / "000001.warc.gz"
    path.write_bytes(b"\0\0\0\0" + path.read_bytes()[4:])
    assert list(verify_archive(folder)) == [Damage("000001.warc.gz", 0, "no record begins here")]
    assert whole_records(folder) == len(captures)


def test_a_torn_file_is_reported_at_its_last_record(archive):
    folder, captures = archive
    path = folder / "000001.warc.gz"
    path.write_bytes(path.read_bytes()[:-5])
    assert list(verify_archive(folder)) == [
        Damage(
            "000001.warc.gz",
            captures[2].position.offset,
            "the record is torn off at the end of the file",
        )
    ]


def test_a_payload_swapped_for_another_is_reported(archive):
    folder, captures = archive
    path, place = folder / "000001.warc.gz", captures[2].position
    data = path.read_bytes()
    record = gzip.decompress(data[place.offset :]).replace(b"three", b"eerht")
    path.write_bytes(data[: place.offset] + gzip.compress(record))
    (damage,) = verify_archive(folder)
    assert damage.reason == "the block is not what WARC-Block-Digest says"


def came_again(folder, first):
    """A vault's second file, with a revisit of what lies in the first."""
    with WarcVault(folder, FixedClock(NOON), max_bytes=1) as vault:
        page = Response(first.url, first.url, 200, (), b"one" * 40, NOON)
        again = vault.store(page, before=first)
    assert again.original == first.position
    return again


def test_a_revisit_is_held_against_the_record_that_it_refers_to(archive):
    folder, (first, *_) = archive
    came_again(folder, first)
    assert list(verify_archive(folder)) == []


def test_a_revisit_whose_original_is_damaged_or_gone_is_reported_at_its_own_place(archive):
    folder, (first, *_) = archive
    again = came_again(folder, first)
    path = folder / "000001.warc.gz"
    data = bytearray(path.read_bytes())
    data[first.position.offset + 50] ^= 0x10
    path.write_bytes(data)
    assert [(one.file, one.offset) for one in verify_archive(folder)] == [
        ("000001.warc.gz", first.position.offset),
        ("000002.warc.gz", again.position.offset),
    ]
    path.unlink()
    (damage,) = verify_archive(folder)
    assert damage.reason.endswith(f"is gone: 000001.warc.gz at {first.position.offset}")


def test_a_revisit_is_still_sound_after_the_file_of_its_original_was_rewritten(archive):
    folder, (first, second, _) = archive
    came_again(folder, first)
    rewrite_without(folder, "000001.warc.gz", {second.position.offset}).finish()
    assert list(verify_archive(folder)) == []
    (name,) = [path.name for path in folder.glob("000001*")]
    rewrite_without(folder, name, {first.position.offset}).finish()
    (damage,) = verify_archive(folder)
    assert "is gone" in damage.reason


def test_an_empty_file_and_an_empty_folder_are_no_damage(tmp_path):
    (tmp_path / "000001.warc.gz").touch()
    assert list(verify_archive(tmp_path)) == []
    assert list(verify_archive(tmp_path / "missing")) == []


def test_an_uncompressed_file_is_read_too(archive):
    folder, _ = archive
    data = gzip.decompress((folder / "000001.warc.gz").read_bytes())
    plain = folder / "plain.warc"
    plain.write_bytes(data)
    records = list(read_archive_file(plain))
    assert len(records) == 4
    assert {digest_complaint(one) for one in records} == {""}
    assert data[records[2].offset :].startswith(b"WARC/1.1")


def test_a_truncated_uncompressed_file_gives_what_comes_before(archive):
    folder, _ = archive
    data = gzip.decompress((folder / "000001.warc.gz").read_bytes())
    plain = folder / "plain.warc"
    plain.write_bytes(data[: len(data) // 2])
    assert any(one.file == "plain.warc" for one in verify_archive(folder))


@settings(max_examples=60, deadline=None)
@given(
    noise=st.binary(max_size=300),
    head=st.sampled_from([b"", b"\x1f\x8b\x08", b"WARC/1.1\r\n"]),
    name=st.sampled_from(["any.warc", "any.warc.gz"]),
)
def test_no_file_makes_reading_raise(tmp_path_factory, noise, head, name):
    path = tmp_path_factory.mktemp("noise") / name
    path.write_bytes(head + noise)
    found = list(read_archive_file(path))
    assert bool(found) == bool(head + noise)
    assert all(isinstance(one, BrokenMember) or digest_complaint(one) for one in found)
