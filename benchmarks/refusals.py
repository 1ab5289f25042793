"""What is not the article: walls found, and articles taken for walls.

Walls and articles that look like them are the project's own (`tests/data/refusals`; the
figures with `_measured` are of the half that no rule was built with). Real pages are read
from `articles/`, `publishers/`, `pages/` and `extraction/wcxb/` below --data; each that is
flagged is named on standard error, since some of them truly are no articles.
"""

from __future__ import annotations

import gzip
import json
import statistics
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from columninch.collect.refusals.recognise import not_the_article
from columninch.records import Response
from report import Options, Stopwatch, options, report, say

if TYPE_CHECKING:
    from collections.abc import Iterator

OWN = Path(__file__).parents[1] / "tests" / "data" / "refusals"
REAL = (
    "articles/html/*.html.gz",
    "publishers/**/*.html.gz",
    "pages/*.html.gz",
    "extraction/wcxb/html/*.html.gz",
)
QUICK = 100
"""Real pages of each kind in a quick run."""
AT = datetime(2026, 3, 4, tzinfo=UTC)


def own_case(case: dict[str, Any]) -> Response:
    """The answer that a case of the project's own states."""
    headers = {"content-type": "text/html; charset=utf-8"} | case.get("headers", {})
    return Response(
        url=case["asked"],
        final_url=case.get("final", case["asked"]),
        status=case.get("status", 200),
        headers=tuple(headers.items()),
        body=(OWN / case["file"]).read_bytes(),
        at=AT,
    )


def real_pages(data: Path | None, most: int | None) -> Iterator[tuple[str, Response]]:
    """Pages of the press, as answers to the address that they stand for."""
    for pattern in REAL if data else ():
        assert data is not None
        for path in sorted(data.glob(pattern))[:most]:
            url = f"https://press.example/{path.name.partition('.')[0]}"
            body = gzip.decompress(path.read_bytes())
            yield (
                str(path.relative_to(data)),
                Response(url, url, 200, (("content-type", "text/html"),), body, AT),
            )


def measure(chosen: Options) -> dict[str, float | int | str]:
    """All figures."""
    cases = json.loads((OWN / "cases.json").read_text())
    walls = [case for case in cases if case["kind"]]
    found = [case for case in walls if not_the_article(own_case(case)) is not None]
    measured = [case for case in walls if case["half"] == "measured"]
    pages = [(c["file"], own_case(c)) for c in cases if not c["kind"]]
    flagged = 0
    seconds: list[float] = []
    own_count = len(pages)
    pages += real_pages(chosen.data, QUICK if chosen.quick else None)
    for name, response in pages:
        watch = Stopwatch()
        refusal = not_the_article(response)
        seconds.append(watch.seconds())
        if refusal is not None:
            flagged += 1
            say(f"flagged: {name}: {refusal.reason}")
    return {
        "walls_found": len(found),
        "walls": len(walls),
        "walls_found_measured": sum(case["half"] == "measured" for case in found),
        "walls_measured": len(measured),
        "articles_flagged": flagged,
        "articles": len(pages),
        "articles_real": len(pages) - own_count,
        "pages_per_second": len(pages) / sum(seconds),
        "median_ms": statistics.median(seconds) * 1000,
    }


if __name__ == "__main__":
    given = options("What is not the article: walls found, articles flagged.")
    report(measure(given), given)
