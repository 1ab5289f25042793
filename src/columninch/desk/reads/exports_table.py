"""The registry of what can be exported."""

from __future__ import annotations

from columninch.desk.reads.exports import Export
from columninch.desk.reads.exports_codings import (
    CODING_COLUMNS,
    SHARE_COLUMNS,
    coding_rows,
    share_rows,
)
from columninch.desk.reads.exports_items import (
    ITEM_COLUMNS,
    QUOTE_COLUMNS,
    item_rows,
    quote_rows,
)

EXPORTS: dict[str, Export] = {
    "items": Export("items", ITEM_COLUMNS, item_rows, "one row an item", ""),
    "codings": Export(
        "codings",
        CODING_COLUMNS,
        coding_rows,
        "one row a coding and frame, and one for each text of a frame that nobody coded",
        "",
    ),
    "shares": Export("shares", SHARE_COLUMNS, share_rows, "one row a share", "docs/methods.md"),
    "quotes": Export("quotes", QUOTE_COLUMNS, quote_rows, "one row a quotation", ""),
}
