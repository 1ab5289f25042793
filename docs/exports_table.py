"""Writes the tables of docs/exports.md from the code; a test holds the two against each other.

python docs/exports_table.py > docs/exports.md
"""

from __future__ import annotations

import os
import sys

OPENING = """# What can be exported
`columninch export TABLE FILE` writes one of four tables. Rows are written as they are read, so that a desk of any size can be exported; their order repeats.

- **Formats**: by FILE's ending, or `--format`: `csv` (RFC 4180, UTF-8; with `--bom` as Excel wants it), `jsonl` (one JSON object a line), `parquet` (typed columns). `-` is standard output.
- **Which rows**: `--from DAY` and `--until DAY` (not included) by the date that an item counts from, or by the period's beginning; days are those of the series' time zone with `--series`, else UTC. `--series` keeps to the outlets or groups that the series measures, `--outlet` to one outlet.
- **Kinds**: texts are UTF-8 as they were read, right-to-left ones in their logical order; times are in UTC (ISO 8601); flags are true or false; what is not known is empty (JSON, Parquet: null).
- **Spreadsheets**: a program computes a cell that begins with `=`, `+`, `-`, `@`, a tab or a carriage return. In CSV such a *text* gets an apostrophe before it; take one away to have the text itself. Numbers and times are not touched, nor is anything in JSON Lines and Parquet.
- **Codings** come once for each frame that the coded text stands in, then those that stand in no frame (with empty frame columns), among them what rules proposed. A text of a frame that nobody coded has one row with an empty `coding`. To compute a share: take a frame's rows of one question, in the order of `position`; keep to the texts before the first without a coding; of each text take the newest coder's standing answers; weigh them by `unit_items`, `unit_words` or `unit_minutes`; `frame_units` is N. To compute agreement: take each `coding` once.
- **Names**: with `--pseudonyms` coders are numbers. Texts that people wrote as a reason for skipping stay as they are.
"""


def document() -> str:
    """The whole document."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "columninch.desk.settings")
    import django  # noqa: PLC0415  # it looks at the line above

    django.setup()
    from columninch.desk.reads.exports_table import EXPORTS  # noqa: PLC0415  # Django is needed

    lines = [OPENING]
    for key, export in EXPORTS.items():
        summary = f"{export.summary[:1].upper()}{export.summary[1:]}."
        lines += [f"## {key}", summary, "", "| column | kind | what it is |", "|---|---|---|"]
        lines += [f"| `{one.name}` | {one.kind} | {one.summary} |" for one in export.columns]
        lines.append("")
    return "\n".join(lines)


if __name__ == "__main__":
    sys.stdout.write(document())
