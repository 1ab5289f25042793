"""How often the day of publication is right, beside htmldate alone.

Reads `dates/cases.jsonl` (address, day, file under `pages/`). The peer is htmldate's
`find_date` as its own evaluation calls it: original date, extensive search, with the address.
The truth is the day in the outlet's own zone, which a desk knows and the data doesn't state:
ours is told the zone of the address's country where that has one name, else UTC.
"""

from __future__ import annotations

import gzip
import json
import logging
from collections import Counter
from typing import TYPE_CHECKING
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from babel.core import get_global
from htmldate import find_date

from columninch.errors import ReadingError
from columninch.extract.read import Page, read_page
from report import Stopwatch, options, report, say

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from report import Figure

FEW_ZONES = frozenset({"DE", "ES", "PT", "NO", "UA"})
"""Countries of several zones whose first holds nearly everybody."""
QUICK = 5
"""A quick run takes one page of so many."""


def main() -> None:
    """Print the figures."""
    chosen = options((__doc__ or "").splitlines()[0])
    logging.disable(logging.CRITICAL)
    path = chosen.data / "dates" / "cases.jsonl" if chosen.data else None
    if chosen.data is None or path is None or not path.is_file():
        say("dates/ is not there: nothing to measure")
        report({}, chosen)
        return
    cases = [json.loads(line) for line in path.read_text("utf-8").splitlines()]
    cases = cases[:: QUICK if chosen.quick else 1]
    figures: dict[str, Figure] = {"pages": len(cases)}
    figures |= measure("", chosen.data, cases, ours)
    figures |= measure("_htmldate", chosen.data, cases, theirs)
    report(figures, chosen)


def ours(body: bytes, url: str) -> str:
    """The day of our reading, or an empty string."""
    try:
        published = read_page(Page(body, "text/html", url, zone=zone_of(url).key)).published
    except ReadingError:
        return ""
    return published.day().isoformat() if published else ""


def zone_of(url: str) -> ZoneInfo:
    """The time zone of the country in an address, or UTC."""
    country = (urlsplit(url).hostname or "").rpartition(".")[2].upper()
    zones = get_global("territory_zones").get(country, [])
    return ZoneInfo(zones[0]) if len(zones) == 1 or country in FEW_ZONES else ZoneInfo("UTC")


def theirs(body: bytes, url: str) -> str:
    """The day that htmldate finds, or an empty string."""
    return find_date(body, original_date=True, extensive_search=True, url=url) or ""


def measure(
    name: str, data: Path, cases: list[dict[str, str]], read: Callable[[bytes, str], str]
) -> dict[str, Figure]:
    """Shares of pages with exactly the right day, a wrong one and none."""
    watch = Stopwatch()
    outcomes: Counter[str] = Counter()
    for case in cases:
        found = read(gzip.decompress((data / case["html"]).read_bytes()), case["url"])
        outcomes["right" if found == case["date"] else "wrong" if found else "none"] += 1
    return {
        f"days_right{name}": outcomes["right"] / len(cases),
        f"days_wrong{name}": outcomes["wrong"] / len(cases),
        f"days_none{name}": outcomes["none"] / len(cases),
        f"pages_per_second{name}": len(cases) / watch.seconds(),
    }


if __name__ == "__main__":
    main()
