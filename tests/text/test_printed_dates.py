"""Days as outlets print them, in eleven languages and three calendars."""

from __future__ import annotations

from pathlib import Path

import pytest

from columninch.text.printed_dates import parse_printed_date

DATA = Path(__file__).parents[1] / "data" / "dates"
PRINTED = [line.split("\t") for line in (DATA / "printed.tsv").read_text("utf-8").splitlines()]


def shown(printed: str, language: str) -> str:
    found = parse_printed_date(printed, language, "Asia/Tehran")
    if found is None:
        return "-"
    return found.day().isoformat() if found.precision == "day" else found.at.isoformat()[:16]


@pytest.mark.parametrize(("language", "printed", "wanted"), PRINTED)
def test_a_printed_day_is_read_in_its_language(language: str, printed: str, wanted: str) -> None:
    assert shown(printed, language) == wanted


@pytest.mark.parametrize(("language", "printed", "wanted"), PRINTED)
def test_a_printed_day_is_read_where_its_language_is_not_known(
    language: str, printed: str, wanted: str
) -> None:
    assert shown(printed, "") == wanted
