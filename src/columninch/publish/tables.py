"""The numbers of an issue as tables for other programs: shares, and what was coded for each."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from columninch.records import Issue, Share, ShareStatement

SHARE_COLUMNS = (
    "share_file", "group", "question", "answer", "language", "unit", "share", "low", "high",
    "level", "method", "coded_texts", "texts", "items", "share_before", "low_before",
    "high_before", "difference", "difference_low", "difference_high", "outlets", "channels",
    "not_collected", "agreement",
)  # fmt: skip
CODED_COLUMNS = ("title", "outlet", "url", "published", "answer", "coder")

_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")
_BYTE_ORDER_MARK = "\ufeff"


def statement_keys(issue: Issue) -> dict[ShareStatement, str]:
    """The name under which each statement's coded texts lie: its number in the issue."""
    told: dict[ShareStatement, str] = {}
    for part in issue.parts:
        leads = (part.lead,) if part.lead is not None else ()
        for statement in (*leads, *part.shares):
            told.setdefault(statement, str(len(told) + 1))
    return told


def shares_csv(issue: Issue) -> bytes:
    """A row for each share, shares between 0 and 1; UTF-8 with a byte order mark."""
    rows = [_share_row(key, told) for told, key in statement_keys(issue).items()]
    return _written(SHARE_COLUMNS, rows)


def coded_csv(statement: ShareStatement) -> bytes:
    """A row for each text that was coded for a share."""
    rows = [
        (item.title, item.outlet, item.url, item.at.isoformat(), item.answer, item.coder)
        for item in statement.coded
    ]
    return _written(CODED_COLUMNS, rows)


def _share_row(key: str, told: ShareStatement) -> tuple[object, ...]:
    share = told.share
    moved = told.change
    return (
        f"shares/{key}.csv", told.group, told.question, told.answer, told.language, share.unit,
        share.share, share.low, share.high, share.level, share.method, share.coded_count,
        share.frame_count, share.item_count, *_ends(told.before),
        *((moved.difference, moved.low, moved.high) if moved else ("", "", "")),
        "; ".join(told.outlets), "; ".join(told.channels), "; ".join(told.not_collected),
        told.agreement,
    )  # fmt: skip


def _ends(share: Share | None) -> tuple[object, ...]:
    return ("", "", "") if share is None else (share.share, share.low, share.high)


def _written(columns: Sequence[str], rows: Iterable[Sequence[object]]) -> bytes:
    sheet = io.StringIO(newline="")
    writer = csv.writer(sheet, lineterminator="\r\n")
    writer.writerow(columns)
    writer.writerows([_inert(value) for value in row] for row in rows)
    return (_BYTE_ORDER_MARK + sheet.getvalue()).encode()


def _inert(value: object) -> object:
    """A text that a spreadsheet would run as a formula gets an apostrophe before it."""
    if isinstance(value, str) and value.startswith(_FORMULA_STARTS):
        return f"'{value}"
    return value
