import io
import zipfile

import pytest

from columninch.archive import packed
from columninch.archive.foreign import foreign_captures, foreign_response
from columninch.records import Damage
from tests.archive import foreign_files as made

EACH = made.records(is_compressed=True)


def complaint(tmp_path, data: bytes) -> str:
    path = tmp_path / "tern.wacz"
    path.write_bytes(data)
    (damage,) = foreign_captures(path)
    assert isinstance(damage, Damage)
    return damage.reason


def listed(*infos: tuple[zipfile.ZipInfo, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as zipped:
        for info, data in infos:
            zipped.writestr(info, data)
    return out.getvalue()


@pytest.mark.parametrize(
    ("name", "why"),
    [
        ("../outside.warc.gz", "leads out of it"),
        ("/etc/data.warc.gz", "leads out of it"),
        ("archive\\..\\data.warc.gz", "no name of a file"),
        ("C:/data.warc.gz", "no name of a file"),
        ("archive/da\nta.warc.gz", "no name of a file"),
        ("archive/\u202edata.warc.gz", "no name of a file"),
    ],
)
def test_a_name_that_plays_tricks_makes_the_zip_refused(tmp_path, name, why):
    assert why in complaint(tmp_path, made.wacz({"archive/a.warc.gz": EACH, name: EACH}))


def test_a_bomb_is_refused_by_what_it_claims(tmp_path):
    data = made.wacz({"archive/a.warc": b"\0" * 3_000_000}, zipfile.ZIP_DEFLATED)
    assert "inflate more than 300 times" in complaint(tmp_path, data)


def test_a_bomb_that_lies_about_its_size_is_read_no_further_than_it_claims(tmp_path):
    data = bytearray(made.wacz({"archive/a.warc": b"\0" * 9_000_000}, zipfile.ZIP_DEFLATED))
    for place in (data.find(b"PK\x03\x04") + 22, data.find(b"PK\x01\x02") + 24):
        data[place : place + 4] = (20_000).to_bytes(4, "little")
    assert "can't be inflated: Bad CRC" in complaint(tmp_path, bytes(data))


def test_files_that_overlap_are_refused(tmp_path):
    data = bytearray(made.wacz({"archive/a.warc": EACH, "archive/b.warc": EACH}))
    second = data.rfind(b"PK\x01\x02")
    first = data.find(b"PK\x01\x02")
    size = (len(EACH) * 2).to_bytes(4, "little")
    for place in (first, second):
        data[place + 20 : place + 28] = size * 2
    assert "overlap" in complaint(tmp_path, bytes(data))


def test_two_files_of_one_name_are_refused(tmp_path):
    with pytest.warns(UserWarning, match="Duplicate name"):
        data = listed(
            (zipfile.ZipInfo("archive/a.warc"), EACH), (zipfile.ZipInfo("archive/a.warc"), EACH)
        )
    assert "two of its files have one name" in complaint(tmp_path, data)


def test_more_files_than_a_wacz_ever_has_are_refused(tmp_path, monkeypatch):
    data = made.wacz({f"archive/{i}.warc": b"" for i in range(12)})
    monkeypatch.setattr(packed, "MOST_ENTRIES", 10)
    assert "lists more than 10 files" in complaint(tmp_path, data)
    monkeypatch.setattr(packed, "DIRECTORY_BYTES", 100)
    assert "lists more than 10 files" in complaint(tmp_path, data)


def test_an_encrypted_file_is_refused(tmp_path):
    data = bytearray(made.wacz({"archive/a.warc": EACH}))
    data[data.find(b"PK\x01\x02") + 8] |= 1
    assert "is encrypted" in complaint(tmp_path, bytes(data))


def test_a_torn_zip_says_so(tmp_path):
    data = made.wacz({"archive/a.warc": EACH})
    assert "torn off" in complaint(tmp_path, data[:-60])


def test_a_zip_of_other_things_says_so(tmp_path):
    assert "holds no WARC file" in complaint(tmp_path, made.wacz({"a.txt": b"a"}))


def test_a_deflated_archive_is_read_while_it_is_small(tmp_path, monkeypatch):
    path = tmp_path / "tern.wacz"
    path.write_bytes(made.wacz({"archive/a.warc": made.records()}, zipfile.ZIP_DEFLATED))
    captures = list(foreign_captures(path))
    assert [foreign_response(path, one.place).body for one in captures] == made.PAYLOADS
    monkeypatch.setattr(packed, "DEFLATED_BYTES", 100)
    assert "deflated and too large" in complaint(tmp_path, path.read_bytes())
