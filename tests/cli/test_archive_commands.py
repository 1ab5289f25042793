"""`columninch archive verify` and `export` on a desk that has taken the small press in."""

import gzip
import json
import zipfile
from datetime import timedelta

import pytest

from columninch.desk import models
from columninch.desk.keep.records import capture_record, keep_capture
from columninch.desk.pipeline import STAGES
from columninch.desk.runner import run_pass
from columninch.records import Response
from tests.desk.adding import add_address
from tests.desk.small_press import NOW, OUTLETS


@pytest.fixture
def watched(desk, tools):
    for outlet in OUTLETS:
        add_address(f"http://{outlet}.test/feed.xml", tools)
    run_pass(STAGES, tools)
    return desk


def indexed(path) -> list[dict]:
    with zipfile.ZipFile(path) as packed:
        assert packed.testzip() is None
        lines = gzip.decompress(packed.read("indexes/index.cdx.gz")).decode().splitlines()
    return [json.loads(line[line.index("{") :]) for line in lines]


def came_again(tools, days: int):
    """The first page once more, days later; its row."""
    first = capture_record(models.Capture.objects.filter(url__endswith=".html").order_by("pk")[0])
    body = tools.vault.payload(first)
    at = first.at + timedelta(days=days)
    headers = (("Content-Type", first.content_type),)
    page = Response(first.url, first.url, 200, headers, body, at)
    return keep_capture(tools.vault.store(page, before=first))


def test_everything_is_exported_where_nothing_is_chosen(watched, columninch, tmp_path):
    target = tmp_path / "all.wacz"
    told = columninch("archive", "export", "--wacz", target, "--json", "--desk", watched)
    assert told.json == {
        "file": str(target),
        "captures": models.Capture.objects.count(),
        "bytes": target.stat().st_size,
    }
    urls = {one["url"] for one in indexed(target)}
    assert urls == set(models.Capture.objects.values_list("url", flat=True))


def test_days_choose_captures_and_what_came_again_brings_its_original(
    watched, tools, columninch, tmp_path
):
    row = came_again(tools, 30)
    assert row.original is not None
    target = tmp_path / "days.wacz"
    first_day, end = row.at.date(), row.at.date() + timedelta(days=1)
    told = columninch(
        "archive",
        "export",
        "--wacz",
        target,
        "--from",
        first_day,
        "--until",
        end,
        "--desk",
        watched,
    )
    assert told.code == 0
    assert told.out.startswith("2 captures in ")
    found = indexed(target)
    assert {one["url"] for one in found} == {row.url}
    assert {one["mime"] for one in found} == {"text/html", "warc/revisit"}


def test_an_issue_chooses_what_it_cites_and_where_it_lies_now(watched, tools, columninch, tmp_path):
    tools.vault.close()
    feed = models.Poll.objects.exclude(capture=None).order_by("pk")[0].capture
    rewriting = tools.vault.rewrite_without(feed.file, {feed.offset})
    for moved in rewriting.moved:
        models.Capture.objects.filter(file=moved.was.file, offset=moved.was.offset).update(
            file=moved.now.file, offset=moved.now.offset
        )
    rewriting.finish()
    target = tmp_path / "issue.wacz"
    told = columninch("archive", "export", "--wacz", target, "--issue", 1, "--desk", watched)
    assert told.code == 0
    cited = {
        citation.reading.fetch.capture.url
        for citation in models.Citation.objects.filter(entry__is_left_out=False)
        if citation.reading
    }
    assert {one["url"] for one in indexed(target)} == cited != set()


def test_what_was_removed_on_purpose_is_not_exported(watched, columninch, tmp_path):
    row = models.Capture.objects.order_by("pk").last()
    models.Tombstone.objects.create(capture=row, kind="takedown", removed_at=NOW)
    target = tmp_path / "rest.wacz"
    columninch("archive", "export", "--wacz", target, "--desk", watched)
    assert len(indexed(target)) == models.Capture.objects.count() - 1


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        (["--from", "monday"], 2, "'monday' is no day"),
        (["--issue", "1", "--until", "2026-05-04"], 2, "an issue has its own captures"),
        (["--from", "2050-01-01"], 1, "nothing to export"),
        (["--issue", "9"], 2, "there is no such issue (known are: 1)"),
    ],
)
def test_a_choice_that_gives_nothing_says_so_and_leaves_no_file(
    watched, columninch, tmp_path, words, code, said
):
    told = columninch(
        "archive", "export", "--wacz", tmp_path / "none.wacz", *words, "--desk", watched
    )
    assert told.code == code
    assert said in told.err
    assert told.err.count("\n") == 1
    assert list(tmp_path.glob("none*")) == []


def test_a_file_that_is_there_is_never_written_over(watched, columninch, tmp_path):
    target = tmp_path / "kept.wacz"
    target.write_bytes(b"somebody's")
    assert columninch("archive", "export", "--wacz", target, "--desk", watched).code == 2
    assert target.read_bytes() == b"somebody's"


def test_a_damaged_record_stops_the_export_with_its_place(watched, tools, columninch, tmp_path):
    tools.vault.close()
    row = models.Capture.objects.order_by("pk").last()
    path = tools.vault.folder / row.file
    path.write_bytes(path.read_bytes()[: row.offset + 10])
    told = columninch("archive", "export", "--wacz", tmp_path / "half.wacz", "--desk", watched)
    assert told.code == 1
    assert f"{row.file} at {row.offset}" in told.err
    assert list(tmp_path.glob("half*")) == []


def test_verify_tells_each_damage_and_ends_with_one(watched, tools, columninch):
    assert columninch("archive", "verify", "--desk", watched).code == 0
    row = came_again(tools, 3)
    tools.vault.close()
    path = tools.vault.folder / row.original.file
    data = bytearray(path.read_bytes())
    data[row.original.offset + 60] ^= 0xFF
    path.write_bytes(data)
    told = columninch("archive", "verify", "--desk", watched)
    assert told.code == 1
    assert f"{path.name} at byte {row.original.offset}: " in told.out
    assert f"{path.name} at byte {row.offset}: the record whose payload came again" in told.out
    damages = columninch("archive", "verify", "--json", "--desk", watched).json["damages"]
    assert len(damages) == 4  # each of the two as a record, and as a row
