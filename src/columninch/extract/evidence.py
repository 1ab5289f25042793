"""Where a page states its title, its authors and its day: what a person is shown who doubts one.

Of each field the statement that was taken comes first, then what else the page states, in the
order in which it is asked.
"""

from __future__ import annotations

from datetime import timedelta, timezone
from itertools import islice
from typing import TYPE_CHECKING

from columninch.extract.dates import from_address, stated_dates
from columninch.extract.titles import title_candidates
from columninch.records import Evidence

if TYPE_CHECKING:
    from collections.abc import Iterator

    from columninch.extract.page import Page
    from columninch.extract.signatures import Signed
    from columninch.extract.statements import Statements
    from columninch.records import EvidenceField, PrintedDate

MOST_OF_A_FIELD = 6
LONGEST_VALUE = 300
"""Characters."""


def evidence_of(
    stated: Statements, signed: Signed, published: PrintedDate | None, page: Page
) -> tuple[Evidence, ...]:
    """What the page, its address and its source's listing state, field by field."""
    return (
        *_rows("title", _titles(stated, page)),
        *_rows("authors", _authors(signed, page)),
        *_rows("published", _days(stated, published, page)),
    )


def _rows(field: EvidenceField, given: Iterator[tuple[str, str]]) -> Iterator[Evidence]:
    """The first few statements, each once; those that state nothing are left out."""
    unique = dict.fromkeys((where, value[:LONGEST_VALUE].strip()) for where, value in given)
    said = (Evidence(field, value, where) for where, value in unique if value)
    return islice(said, MOST_OF_A_FIELD)


def _titles(stated: Statements, page: Page) -> Iterator[tuple[str, str]]:
    given = list(title_candidates(stated))
    yield from ((one.where, one.printed) for one in given if one.bare)
    if page.entry:
        yield "feed", page.entry.title
    yield from ((one.where, one.printed) for one in given if not one.bare)


def _authors(signed: Signed, page: Page) -> Iterator[tuple[str, str]]:
    given = [(one.where, ", ".join(name for name, _ in one.names)) for one in signed.signatures]
    listed = ("feed", ", ".join(page.entry.authors) if page.entry else "")
    yield from [*given, listed] if signed.byline.authors else [listed, *given]


def _days(
    stated: Statements, published: PrintedDate | None, page: Page
) -> Iterator[tuple[str, str]]:
    found = (from_address(stated.url), page.entry.published if page.entry else None)
    dates = [*stated_dates(stated, page.zone), *(date for date in found if date)]
    if published and all(date.evidence != published.evidence for date in dates):
        dates.append(published)  # what was searched for, such as a line of the page
    taken = published.evidence if published else ""
    for date in sorted(dates, key=lambda date: date.evidence != taken):
        yield date.evidence or "feed", iso(date)


def iso(date: PrintedDate) -> str:
    """A date in ISO form by the clock that printed it, no more exact than it was printed."""
    if date.precision in {"year", "month", "day"}:
        return date.day().isoformat()[: {"year": 4, "month": 7, "day": 10}[date.precision]]
    zone = timezone(timedelta(minutes=date.offset_minutes))
    return date.at.astimezone(zone).isoformat(
        "T", "minutes" if date.precision == "minute" else "seconds"
    )
