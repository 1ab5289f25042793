"""Tables taken along: whole, typed, safe in a spreadsheet, enough to compute anew."""

import csv
import importlib.util
import io
import json
import tracemalloc
from datetime import UTC, datetime
from itertools import islice
from pathlib import Path

import pytest
from pyarrow import parquet

from columninch.coding.agreement import krippendorff_alpha
from columninch.desk.actions.exports import FORMATS, write_export
from columninch.desk.keep.shares import coded_frame
from columninch.desk.models import Coding, Frame, Item, Outlet, Quote, Reading, Share
from columninch.desk.reads.exports import Column, ExportQuery
from columninch.desk.reads.exports_table import EXPORTS
from columninch.errors import DeskError, UnknownKey, UsageError
from columninch.records import FrameUnit
from columninch.shares.estimate import estimate_share
from tests.desk import press

ROOT = Path(__file__).parents[2]
MIXED = (
    Column("word", "text", ""),
    Column("count", "integer", ""),
    Column("part", "number", ""),
    Column("is_so", "flag", ""),
    Column("at", "time", ""),
)
AT = datetime(2026, 5, 4, 9, 30, tzinfo=UTC)
ROWS = [
    ("ferry", 3, 0.5, True, AT),
    ("کشتی در بندر‌ها، «نامه»", -3, -0.25, False, AT),
    ('=HYPERLINK("http://evil.example")', None, None, None, None),
    ('two\nlines; "quoted", and a comma', 0, 0.0, False, AT),
    ("", 1, 1.0, True, AT),
]


def written(columns, rows, path, **more):
    count = write_export(columns, rows, str(path), "", for_excel=more.get("for_excel", False))
    assert not path.with_name(f"{path.name}.part").exists()
    return count


def table(name, query=None):
    export = EXPORTS[name]
    names = [column.name for column in export.columns]
    return [dict(zip(names, row, strict=True)) for row in export.rows(query or ExportQuery())]


# --- the formats ------------------------------------------------------------------------


def test_csv_keeps_texts_and_defuses_formulas(tmp_path):
    assert written(MIXED, ROWS, tmp_path / "a.csv") == 5
    head, *rows = csv.reader(io.StringIO((tmp_path / "a.csv").read_bytes().decode(), newline=""))
    assert head == ["word", "count", "part", "is_so", "at"]
    assert rows[0] == ["ferry", "3", "0.5", "true", "2026-05-04T09:30:00Z"]
    assert rows[1] == [ROWS[1][0], "-3", "-0.25", "false", "2026-05-04T09:30:00Z"]
    assert rows[2] == ["'" + ROWS[2][0], "", "", "", ""]
    assert rows[3][0] == ROWS[3][0]


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r"])
def test_no_text_cell_begins_like_a_formula(start, tmp_path):
    written(MIXED[:1], [(f"{start}1+1",)], tmp_path / "a.csv")
    _, (cell,) = csv.reader(io.StringIO((tmp_path / "a.csv").read_bytes().decode(), newline=""))
    assert cell == f"'{start}1+1"


def test_a_byte_order_mark_is_for_excel_alone(tmp_path):
    written(MIXED, ROWS, tmp_path / "a.csv", for_excel=True)
    assert (tmp_path / "a.csv").read_bytes().startswith(b"\xef\xbb\xbfword,")
    with pytest.raises(UsageError):
        written(MIXED, ROWS, tmp_path / "a.jsonl", for_excel=True)


def test_json_lines_and_parquet_give_back_what_went_in(tmp_path):
    written(MIXED, ROWS, tmp_path / "a.jsonl")
    lines = [json.loads(line) for line in (tmp_path / "a.jsonl").read_text("utf-8").splitlines()]
    assert [line["word"] for line in lines] == [row[0] for row in ROWS]
    assert lines[0]["at"] == "2026-05-04T09:30:00Z"
    assert lines[2]["count"] is None
    written(MIXED, ROWS, tmp_path / "a.parquet")
    read = parquet.read_table(tmp_path / "a.parquet")
    assert [tuple(row.values()) for row in read.to_pylist()] == ROWS
    assert str(read.schema.field("at").type) == "timestamp[us, tz=UTC]"


@pytest.mark.parametrize("key", FORMATS)
def test_an_empty_table_has_its_columns(key, tmp_path):
    assert written(MIXED, [], tmp_path / f"a.{key}") == 0
    assert (tmp_path / f"a.{key}").is_file()


def test_a_table_that_breaks_off_leaves_no_file(tmp_path):
    def broken():
        yield ROWS[0]
        raise DeskError("the database is gone")

    with pytest.raises(DeskError):
        written(MIXED, broken(), tmp_path / "a.csv")
    assert list(tmp_path.iterdir()) == []


def test_an_unknown_ending_lists_the_known_ones(tmp_path):
    with pytest.raises(UnknownKey, match="csv, jsonl, parquet"):
        written(MIXED, ROWS, tmp_path / "a.xlsx")


def test_without_its_package_parquet_says_what_to_install(tmp_path, monkeypatch):
    monkeypatch.setattr("columninch.desk.actions.exports.find_spec", lambda _name: None)
    with pytest.raises(DeskError, match=r"pip install 'columninch\[parquet\]'"):
        written(MIXED, ROWS, tmp_path / "a.parquet")


@pytest.mark.parametrize("key", FORMATS)
def test_memory_does_not_grow_with_the_rows(key, tmp_path):
    def peak(count):
        tracemalloc.start()
        rows = ((f"word {number}" * 20, number, 0.5, True, AT) for number in range(count))
        written(MIXED, rows, tmp_path / f"a.{key}")
        _, most = tracemalloc.get_traced_memory()
        tracemalloc.stop()
        return most

    peak(100)  # what is imported once
    assert peak(24_000) < 1.5 * peak(6_000) + 1_000_000


# --- the tables -------------------------------------------------------------------------


@pytest.fixture
def week(db):
    return press.small_week()


def test_the_document_tells_every_column():
    spec = importlib.util.spec_from_file_location("exports_table", ROOT / "docs/exports_table.py")
    written_by = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(written_by)
    assert (ROOT / "docs/exports.md").read_text() == written_by.document()


@pytest.mark.parametrize("name", EXPORTS)
def test_each_row_has_each_column_of_its_kind(name, week, tmp_path):
    kinds = {"text": str, "integer": int, "number": (int, float), "flag": bool, "time": datetime}
    export = EXPORTS[name]
    rows = list(export.rows(ExportQuery()))
    assert rows
    for row in rows:
        for cell, column in zip(row, export.columns, strict=True):
            assert cell is None or isinstance(cell, kinds[column.kind]), (column.name, cell)
    for key in FORMATS:
        assert written(export.columns, rows, tmp_path / f"a.{key}") == len(rows)


def test_every_item_comes_once_also_the_unread(week):
    Reading.objects.filter(pk=week.readings[0].pk).update(is_current=False)
    rows = table("items")
    assert sorted(row["item"] for row in rows) == sorted(Item.objects.values_list("pk", flat=True))
    unread = [row for row in rows if not row["is_read"]]
    assert [row["item"] for row in unread] == [week.readings[0].item_id]
    assert unread[0]["url"].startswith("https://norby-ledger.example/")
    assert {row["text"] for row in rows} <= {"", None}
    whole = table("items", ExportQuery(has_text=True))
    assert press.PERSIAN in {row["text"] for row in whole}


def test_quotations_stand_at_their_offsets(week):
    rows = table("quotes")
    assert len(rows) == Quote.objects.count() > 1
    for row in rows:
        text = Reading.objects.get(item=row["item"]).text
        assert text[row["start"] : row["end"]] == row["text"]
    assert rows[0]["speaker_name"] == "Mirel Tasko"


def test_filters_keep_to_days_outlets_and_series(week):
    ledger = Outlet.objects.get(name="Norby Ledger")
    assert {row["outlet"] for row in table("items", ExportQuery(outlet=ledger))} == {ledger.key}
    assert len(table("items", ExportQuery(ends=press.MONDAY))) == 1
    assert len(table("items", ExportQuery(starts=press.MONDAY))) == 4
    empty = type(week.series).objects.create(key="empty", title="Empty", languages=["en"])
    for name in EXPORTS:
        assert table(name, ExportQuery(series=empty)) == []
        assert table(name, ExportQuery(series=week.series)) != []


def test_coders_can_be_numbers(week):
    named = {row["coder"] for row in table("codings")}
    hidden = {row["coder"] for row in table("codings", ExportQuery(is_pseudonymous=True))}
    assert "nela, on paper" in named
    assert all(name is None or name.startswith("coder ") for name in hidden)
    assert len(named) == len(hidden)


def test_every_coding_and_every_text_of_a_frame_is_there(week):
    rows = table("codings")
    assert {row["coding"] for row in rows} - {None} == set(
        Coding.objects.values_list("pk", flat=True)
    )
    framed = [row for row in rows if row["frame"] == week.frame.pk]
    assert sorted({row["position"] for row in framed}) == [0, 1, 2, 3]
    assert [row["position"] for row in framed if row["coding"] is None] == [1, 2, 3]


def test_shares_and_agreement_can_be_computed_anew(week):
    second = press.person("omid")
    for reading, answer in zip(week.readings, ("ferry", "budget", "none", "ferry"), strict=True):
        press.coding(reading, answer, week.version, second)
    press.coding(week.readings[1], "ferry", week.version, press.person())
    rows = [row for row in table("codings") if row["frame"] == week.frame.pk]

    units = {row["position"]: row for row in rows}
    frame = tuple(
        FrameUnit(one["unit_number"], one["unit_items"], one["unit_words"], one["unit_minutes"])
        for _, one in sorted(units.items())
    )
    assert frame == coded_frame(week.frame).units
    has = {}
    for position in sorted(units):
        standing = [
            row for row in rows
            if row["position"] == position and row["coding"] and not row["withdrawn_at"]
        ]  # fmt: skip
        if not standing:
            break
        newest = max(standing, key=lambda row: (row["coded_at"], row["coding"]))["coder"]
        has[position] = "ferry" in {row["answer"] for row in standing if row["coder"] == newest}
    (question,) = coded_frame(Frame.objects.get(pk=week.frame.pk)).questions
    told = {at: "ferry" in answers for at, answers in question.answers.items()}
    assert estimate_share(frame, has, "items", 0.95) == estimate_share(frame, told, "items", 0.95)

    items = sorted({row["item"] for row in rows})
    coders = sorted({row["coder"] for row in rows if row["coder_kind"] == "person"})
    answers = {(row["coder"], row["item"]): row["answer"] for row in rows}
    ratings = [[answers.get((coder, item)) for item in items] for coder in coders]
    by_hand = [["ferry", "ferry", None, None], ["ferry", "budget", "none", "ferry"]]
    assert krippendorff_alpha(ratings) == krippendorff_alpha(by_hand)


def test_shares_come_with_interval_method_and_counts(week):
    rows = table("shares")
    assert len(rows) == Share.objects.count()
    first = rows[-1]
    assert first["low"] <= first["share"] <= first["high"]
    assert first["method"] == "srs-hypergeometric"
    assert first["has_backfill"] is False
    type(week.source).objects.filter(pk=week.source.pk).update(is_backfill=True)
    told = {row["frame"]: (row["backfill_items"], row["has_backfill"]) for row in table("shares")}
    assert told[week.frame.pk] == (3, True)


def test_rows_are_asked_for_a_few_at_a_time(week, django_assert_max_num_queries):
    with django_assert_max_num_queries(2):
        assert len(list(islice(EXPORTS["items"].rows(ExportQuery()), 3))) == 3
