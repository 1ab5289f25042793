"""Rows written as CSV, JSON Lines or Parquet, as they come."""

from __future__ import annotations

import csv
import io
import json
import os
import sys
from collections.abc import Callable, Iterable, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from importlib.util import find_spec
from itertools import islice
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any

from columninch.desk.reads.exports import Column, Row
from columninch.errors import DeskError, UsageError
from columninch.registry import pick

if TYPE_CHECKING:
    from collections.abc import Iterator

FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")
"""A spreadsheet computes a cell that begins like this (OWASP, "CSV Injection")."""
ROWS_AT_ONCE = 5000
BOM = "\ufeff"


@dataclass(frozen=True, slots=True)
class Format:
    """A way to write rows."""

    name: str
    write: Callable[[Sequence[Column], Iterable[Row], IO[bytes], bool], int]
    """Columns, rows, where to, whether for Excel; how many rows there were."""
    summary: str
    reference: str


def write_export(
    columns: Sequence[Column], rows: Iterable[Row], to: str, format_key: str, *, for_excel: bool
) -> int:
    """Write rows to the file `to` ("-": standard output); how many there were.

    A file stands under its name when it is whole. The format is `format_key`, or as the
    file's name ends. Raises `UsageError` for one that is not known, `DeskError` where the
    file can't be written or Parquet's package is missing.
    """
    key = format_key or (to.rpartition(".")[2].lower() if "." in to else "csv")
    chosen = pick(FORMATS, key, what="format")
    if for_excel and key != "csv":
        raise UsageError("a byte order mark belongs to CSV alone", where="--bom")
    if to == "-":
        return chosen.write(columns, rows, sys.stdout.buffer, for_excel)
    try:
        with _whole(to) as out:
            return chosen.write(columns, rows, out, for_excel)
    except OSError as error:
        raise DeskError(f"can't be written: {error.strerror or error}", where=to) from error


@contextmanager
def _whole(to: str) -> Iterator[IO[bytes]]:
    """A file beside the wanted one, renamed when all is in it."""
    path = Path(to)
    part = path.with_name(f"{path.name}.part")
    try:
        with part.open("wb") as out:
            yield out
            out.flush()
            os.fsync(out.fileno())
        part.replace(path)
    finally:
        part.unlink(missing_ok=True)


def write_csv(
    columns: Sequence[Column], rows: Iterable[Row], out: IO[bytes], for_excel: bool
) -> int:
    """CSV (RFC 4180) in UTF-8, with a heading; for Excel it begins with a byte order mark.

    A text that begins like a formula gets an apostrophe before it, which a spreadsheet hides;
    numbers, times and flags stay as they are.
    """
    text = io.TextIOWrapper(out, encoding="utf-8", newline="", write_through=True)
    if for_excel:
        text.write(BOM)
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow([column.name for column in columns])
    is_text = [column.kind == "text" for column in columns]
    count = 0
    for row in rows:
        writer.writerow([_csv_cell(cell, told) for cell, told in zip(row, is_text, strict=True)])
        count += 1
    text.flush()
    text.detach()  # the stream below is its owner's to close
    return count


def _csv_cell(cell: Any, is_text: bool) -> Any:
    if cell is None:
        return ""
    if is_text:
        told = str(cell)
        return f"'{told}" if told.startswith(FORMULA_STARTS) else told
    return _plain(cell)


def write_json_lines(
    columns: Sequence[Column], rows: Iterable[Row], out: IO[bytes], _for_excel: bool
) -> int:
    """One JSON object a line, in UTF-8; what is not known is null."""
    names = [column.name for column in columns]
    count = 0
    for row in rows:
        told = {name: _json_cell(cell) for name, cell in zip(names, row, strict=True)}
        out.write(json.dumps(told, ensure_ascii=False, allow_nan=False).encode() + b"\n")
        count += 1
    out.flush()
    return count


def _json_cell(cell: Any) -> Any:
    return _plain(cell) if isinstance(cell, datetime) else cell


def _plain(cell: Any) -> Any:
    if isinstance(cell, datetime):
        return cell.astimezone(UTC).isoformat().replace("+00:00", "Z")
    if isinstance(cell, bool):
        return "true" if cell else "false"
    return cell


def write_parquet(
    columns: Sequence[Column], rows: Iterable[Row], out: IO[bytes], _for_excel: bool
) -> int:
    """Parquet with typed columns, a few thousand rows at a time.

    Raises `DeskError` where its package is not installed.
    """
    if find_spec("pyarrow") is None:
        raise DeskError(
            "Parquet needs a package that is not installed",
            where="export",
            hint="install it with: pip install 'columninch[parquet]'",
        )
    import pyarrow  # noqa: PLC0415  # an extra
    from pyarrow import parquet  # noqa: PLC0415  # an extra

    kinds = {
        "text": pyarrow.string(),
        "integer": pyarrow.int64(),
        "number": pyarrow.float64(),
        "flag": pyarrow.bool_(),
        "time": pyarrow.timestamp("us", tz="UTC"),
    }
    schema = pyarrow.schema([(column.name, kinds[column.kind]) for column in columns])
    left, count = iter(rows), 0
    with parquet.ParquetWriter(out, schema, compression="zstd") as writer:
        while some := list(islice(left, ROWS_AT_ONCE)):
            arrays = [
                pyarrow.array(values, type=field.type)
                for values, field in zip(zip(*some, strict=True), schema, strict=True)
            ]
            writer.write_batch(pyarrow.record_batch(arrays, schema=schema))
            count += len(some)
    return count


FORMATS: dict[str, Format] = {
    "csv": Format("CSV", write_csv, "for spreadsheets and most programs", "RFC 4180"),
    "jsonl": Format("JSON Lines", write_json_lines, "one JSON object a line", "RFC 8259"),
    "parquet": Format(
        "Parquet",
        write_parquet,
        "typed columns, compressed, for R, Python and databases",
        "https://parquet.apache.org/docs/file-format/",
    ),
}
