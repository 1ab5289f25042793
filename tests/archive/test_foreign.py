import gzip
import zlib
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from columninch.archive import foreign
from columninch.archive.foreign import (
    ForeignCapture,
    Place,
    foreign_captures,
    foreign_records,
    foreign_response,
)
from columninch.errors import ArchiveError
from columninch.records import Damage
from tests.archive import foreign_files as made

PLAIN = made.records()
EACH = made.records(is_compressed=True)


def written(folder: Path, data: bytes, name: str = "tern.warc.gz") -> Path:
    path = folder / name
    path.write_bytes(data)
    return path


def payloads(path: Path) -> list[bytes]:
    found = list(foreign_captures(path))
    assert [one for one in found if isinstance(one, Damage)] == []
    return [foreign_response(path, one.place).body for one in found]


FORMS = {
    "plain": PLAIN,
    "version 1.1": made.records("1.1"),
    "a member each": EACH,
    "one member": gzip.compress(PLAIN, mtime=0),
    "members that end within records": b"".join(
        gzip.compress(PLAIN[i : i + 700], mtime=0) for i in range(0, len(PLAIN), 700)
    ),
    "zstd": made.zst(PLAIN, with_dictionary=False),
    "zstd with a dictionary": made.zst(PLAIN, with_dictionary=True),
}


@pytest.mark.parametrize("form", FORMS)
def test_each_wrapping_gives_the_same_records_and_payloads(tmp_path, form):
    path = written(tmp_path, FORMS[form])
    assert [one.opening.kind for one in foreign_records(path)] == made.KINDS
    assert payloads(path) == made.PAYLOADS


@pytest.mark.parametrize("form", FORMS)
def test_a_capture_says_what_its_record_says(tmp_path, form):
    first = next(foreign_captures(written(tmp_path, FORMS[form])))
    assert isinstance(first, ForeignCapture)
    assert (first.url, first.at, first.status) == ("http://tern.example/0", made.AT, 200)
    assert first.content_type == "text/html; charset=utf-8"
    assert first.headers == (("Content-Type", "text/html; charset=utf-8"),)
    assert Place.parse(str(first.place)) == first.place


@pytest.mark.parametrize("version", [1, 2])
@pytest.mark.parametrize("is_compressed", [False, True])
def test_arc_files_of_both_versions_are_read(tmp_path, version, is_compressed):
    parts = made.arc(version)
    data = b"".join(gzip.compress(one) for one in parts) if is_compressed else b"".join(parts)
    path = written(tmp_path, data, "tern.arc")
    found = [one for one in foreign_captures(path) if isinstance(one, ForeignCapture)]
    assert [one.url for one in found] == [
        "http://tern.example/0",
        "http://tern.example/a%20b",
        "dns:tern.example",
    ]
    assert found[0].headers == (("Content-Type", "text/html"), ("X-Long", "a b"))
    assert [one.at for one in found] == [made.AT] * 3
    assert payloads(path)[:2] == [made.MARKET, made.FERRY]
    assert payloads(path)[2].startswith(b"20251103083015\ntern.example")


def test_a_wacz_gives_the_captures_of_each_of_its_archives(tmp_path):
    data = made.wacz(
        {
            "archive/one.warc.gz": EACH,
            "archive/two.warc": PLAIN,
            "pages/pages.jsonl": b"{}",
            "datapackage.json": b"{}",
        }
    )
    path = written(tmp_path, data, "tern.wacz")
    assert payloads(path) == made.PAYLOADS * 2
    assert {one.place.entry for one in foreign_captures(path)} == {
        "archive/one.warc.gz",
        "archive/two.warc",
    }


@settings(max_examples=80, deadline=None)
@given(form=st.sampled_from(list(FORMS)), share=st.floats(0, 1, exclude_max=True))
def test_a_file_cut_anywhere_gives_the_records_before_the_cut(tmp_path_factory, form, share):
    whole = FORMS[form]
    cut = int(len(whole) * share)
    path = written(tmp_path_factory.mktemp("cut"), whole[:cut])
    found = list(foreign_records(path))
    kinds = [one.opening.kind for one in found if not isinstance(one, Damage)]
    assert kinds == made.KINDS[: len(kinds)]
    damages = [one for one in found if isinstance(one, Damage)]
    assert all(0 <= one.offset < max(cut, 1) for one in damages)
    assert cut == 0 or damages or _ends_a_record(whole, cut)


def _ends_a_record(whole: bytes, cut: int) -> bool:
    """Between two records, where the cut can't be told: nothing but line ends is missing."""
    rest, before = whole[cut:].lstrip(b"\r\n"), whole[:cut]
    return before.startswith(b"WARC") or rest[:4] in {b"\x1f\x8b\x08\x00", b"\x28\xb5\x2f\xfd"}


def test_a_damaged_member_is_told_with_its_place_and_the_next_ones_are_read(tmp_path):
    places = [one.place.offset for one in foreign_records(written(tmp_path, EACH))]
    spoiled = bytearray(EACH)
    spoiled[places[2] + 60 : places[2] + 64] = b"\0\0\0\0"
    found = list(foreign_records(written(tmp_path, bytes(spoiled))))
    assert [one.offset for one in found if isinstance(one, Damage)] == [places[2]]
    kinds = [one.opening.kind for one in found if not isinstance(one, Damage)]
    assert kinds == made.KINDS[:2] + made.KINDS[3:]


def test_a_record_with_a_wrong_length_is_told_and_the_next_ones_are_read(tmp_path):
    data = PLAIN.replace(b"Content-Length: 5", b"Content-Length: 4", 1)
    assert data != PLAIN
    found = list(foreign_records(written(tmp_path, data, "tern.warc")))
    (damage,) = [one for one in found if isinstance(one, Damage)]
    assert damage.reason == "no record begins here"
    assert len(found) == len(made.KINDS) + 1


@pytest.mark.parametrize("length", ["-1", "abc", "", "9" * 30])
def test_a_length_that_is_none_is_damage(tmp_path, length):
    data = f"WARC/1.0\r\nWARC-Type: response\r\nContent-Length: {length}\r\n\r\n\r\n\r\n".encode()
    (damage,) = foreign_records(written(tmp_path, data, "tern.warc"))
    assert isinstance(damage, Damage)
    assert (damage.offset, "length" in damage.reason) == (0, True)


def test_a_capture_without_a_date_is_damage(tmp_path):
    data = PLAIN.replace(b"WARC-Date: 2025-11-03T08:30:15Z", b"WARC-Date: yesterday")
    found = list(foreign_captures(written(tmp_path, data, "tern.warc")))
    assert len(found) == 5
    assert all(isinstance(one, Damage) and one.reason.endswith("has no date") for one in found)


def test_a_file_that_is_no_archive_is_one_damage(tmp_path):
    path = written(tmp_path, b"<!doctype html>\n<p>Nothing here.\n" * 500, "page.warc")
    assert list(foreign_records(path)) == [Damage("page.warc", 0, "no record begins here")]


def test_a_file_that_is_missing_is_one_damage(tmp_path):
    (damage,) = foreign_captures(tmp_path / "missing.warc")
    assert isinstance(damage, Damage)
    assert "can't be read" in damage.reason


def test_what_inflates_beyond_reason_is_refused_and_the_next_record_is_read(tmp_path):
    bomb = gzip.compress(b"WARC/1.0\r\nContent-Length: 900000000\r\n\r\n" + b"\0" * 120_000_000, 9)
    found = list(foreign_records(written(tmp_path, bomb + EACH)))
    (damage,) = [one for one in found if isinstance(one, Damage)]
    assert "inflates more than" in damage.reason
    assert len(found) == 1 + len(made.KINDS)


def test_a_file_of_nothing_but_damage_is_left_after_a_while(tmp_path, monkeypatch):
    monkeypatch.setattr(foreign, "MOST_DAMAGES", 20)
    data = b"WARC/1.0\r\nContent-Length: x\r\n\r\n" * 100
    found = list(foreign_records(written(tmp_path, data, "tern.warc")))
    assert len(found) == 21
    assert "the rest is not read" in found[-1].reason


def test_a_payload_larger_than_the_limit_is_refused(tmp_path):
    head = b"HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\n\r\n"
    block = head + gzip.compress(b"\0" * 5_000_000)
    path = written(tmp_path, made.arc_record("http://tern.example/bomb", block), "tern.arc")
    (capture,) = foreign_captures(path)
    assert len(foreign_response(path, capture.place).body) == 5_000_000
    with pytest.raises(ArchiveError, match="larger than 1,000,000 bytes"):
        foreign_response(path, capture.place, limit=1_000_000)


@pytest.mark.parametrize(
    ("headers", "body", "payload"),
    [
        ("Content-Encoding: gzip", b"not packed at all", b"not packed at all"),
        ("Content-Encoding: gzip", gzip.compress(made.FERRY * 999, mtime=0)[:-900], made.FERRY),
        ("Content-Encoding: rot13", b"as it is", b"as it is"),
        ("Content-Encoding: deflate", zlib.compress(b"squeezed"), b"squeezed"),
        (
            "Content-Encoding: gzip, gzip",
            gzip.compress(gzip.compress(b"twice", mtime=0), mtime=0),
            b"twice",
        ),
        ("Transfer-Encoding: chunked", b"<p>no chunks", b"<p>no chunks"),
        ("Transfer-Encoding: chunked", b"4;ext=1\r\nfour\r\n3\r\nthr", b"fourthr"),
        ("Transfer-Encoding: chunked", b"4\nfour\n0\n\n", b"four"),
    ],
    ids=range(8),
)
def test_encodings_that_are_not_as_told_give_what_there_is(tmp_path, headers, body, payload):
    block = f"HTTP/1.1 200 OK\r\n{headers}\r\n\r\n".encode() + body
    path = written(tmp_path, made.arc_record("http://tern.example/", block), "tern.arc")
    (capture,) = foreign_captures(path)
    found = foreign_response(path, capture.place).body
    assert found[: len(payload)] == payload
    assert len(payload) > 1000 or found == payload


@pytest.mark.parametrize("text", ["", "12", "a+b", "1+2@", "-1+0", "1+2+3"])
def test_a_place_that_is_none_is_refused(text):
    with pytest.raises(ArchiveError, match="no place"):
        Place.parse(text)


def test_a_place_where_no_record_begins_is_refused_with_its_file(tmp_path):
    path = written(tmp_path, PLAIN, "tern.warc")
    with pytest.raises(ArchiveError, match=r"tern.warc at 7\+0: no record begins here"):
        foreign_response(path, Place("", 7, 0))


@settings(max_examples=150, deadline=None)
@given(
    form=st.sampled_from([*FORMS, "noise"]),
    place=st.floats(0, 1),
    noise=st.binary(min_size=1, max_size=60),
    name=st.sampled_from(["any.warc", "any.arc.gz", "any.wacz"]),
)
def test_no_file_makes_reading_raise_anything_but_an_archive_error(
    tmp_path_factory, form, place, noise, name
):
    data = bytearray(FORMS.get(form, noise * 20))
    start = int(len(data) * place)
    data[start : start + len(noise)] = noise
    path = written(tmp_path_factory.mktemp("noise"), bytes(data), name)
    for found in list(foreign_captures(path)):
        if isinstance(found, ForeignCapture):
            with suppress(ArchiveError):
                foreign_response(path, found.place)
