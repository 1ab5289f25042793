"""Bytes that a crash left without a row get one, and only one."""

import pytest
from django.db import IntegrityError

from columninch.archive.stored import captures_in
from columninch.desk import runtime
from columninch.desk.keep.adopt import adopt_captures
from columninch.desk.keep.records import keep_capture
from columninch.desk.models import Capture, ScannedFile
from columninch.records import Response
from tests.desk.opened import opened
from tests.desk.small_press import NOW


@pytest.fixture
def vault(db, tmp_path):
    with opened(tmp_path / "desk"):
        yield runtime.vault()


def stored(vault, number):
    url = f"http://tern.example/{number}"
    page = Response(
        url=url, final_url=url, status=200, headers=(), body=b"A page %d" % number, at=NOW
    )
    return vault.store(page)


def test_what_lies_behind_the_last_known_capture_is_found_once(vault):
    keep_capture(stored(vault, 1))
    orphans = [stored(vault, number) for number in (2, 3)]
    folder = runtime.config().archive_folder
    assert [adopt_captures(folder), adopt_captures(folder)] == [2, 0]
    places = Capture.objects.order_by("offset").values_list("offset", flat=True)
    assert list(places)[1:] == [each.position.offset for each in orphans]


def test_what_was_kept_in_another_order_than_it_was_written_leaves_nothing_behind(vault):
    captures = [stored(vault, number) for number in (1, 2, 3, 4)]
    keep_capture(captures[1])
    keep_capture(captures[3])
    folder = runtime.config().archive_folder
    assert [adopt_captures(folder), adopt_captures(folder)] == [2, 0]
    assert Capture.objects.count() == len(captures)


def test_what_was_looked_through_is_not_read_again(vault, monkeypatch):
    folder = runtime.config().archive_folder
    keep_capture(stored(vault, 1))
    adopt_captures(folder)
    late = stored(vault, 2)
    starts = []

    def watched(folder, file, start):
        starts.append(start)
        return captures_in(folder, file, start)

    monkeypatch.setattr("columninch.desk.keep.adopt.captures_in", watched)
    assert adopt_captures(folder) == 1
    (start,) = starts
    assert 0 < start <= late.position.offset
    assert adopt_captures(folder) == 0
    assert starts == [start], "a file that has not grown is not opened"


def test_a_file_that_is_gone_is_forgotten(vault):
    folder = runtime.config().archive_folder
    keep_capture(stored(vault, 1))
    adopt_captures(folder)
    vault.close()
    for path in folder.iterdir():
        path.unlink()
    adopt_captures(folder)
    assert not ScannedFile.objects.exists()


def test_a_file_that_can_not_be_read_stops_no_other(vault, caplog):
    folder = runtime.config().archive_folder
    stored(vault, 1)
    (folder / "000000.warc.gz").mkdir()  # stands for one that nobody may open
    assert adopt_captures(folder) == 1
    assert "000000.warc.gz was not looked through" in caplog.text


def test_a_place_in_the_archive_has_one_row_whoever_makes_it(vault):
    capture = stored(vault, 1)
    row = keep_capture(capture)
    assert keep_capture(capture) == row
    row.pk = None
    with pytest.raises(IntegrityError):
        row.save(force_insert=True)
