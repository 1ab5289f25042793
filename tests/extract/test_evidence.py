from __future__ import annotations

import json
from datetime import UTC, datetime

import pytest

from columninch.extract.evidence import LONGEST_VALUE, MOST_OF_A_FIELD, iso
from columninch.records import DatePrecision, Entry, Evidence, PrintedDate
from tests.extract.pages import ADDRESS, html, read

LD = {
    "@type": "NewsArticle",
    "headline": "Night ferry loses its last sailing",
    "author": [{"@type": "Person", "name": "Oren Tavish"}],
    "datePublished": "2026-03-02T21:15:30+01:00",
}
HEAD = (
    "<title>Night ferry to stop | The Saltmarsh Courier</title>"
    '<meta property="og:site_name" content="The Saltmarsh Courier">'
    '<meta property="og:title" content="Last sailing">'
    '<meta name="author" content="Petra Voss">'
    '<meta name="date" content="2026-03-04">'
    f'<script type="application/ld+json">{json.dumps(LD)}</script>'
)
BODY = '<h1>The last sailing of the night ferry</h1><p class="byline">By Mira Sund</p>'


def test_each_field_lists_all_that_the_page_states_and_first_what_was_taken() -> None:
    reading = read(html(HEAD, BODY), url="https://paper.example/2026/03/03/ferry")
    assert reading.evidence == (
        Evidence("title", "Night ferry loses its last sailing", "json-ld"),
        Evidence("title", "Last sailing", "meta og:title"),
        Evidence("title", "The last sailing of the night ferry", "h1"),
        Evidence("title", "Night ferry to stop | The Saltmarsh Courier", "title"),
        Evidence("authors", "Oren Tavish", "json-ld"),
        Evidence("authors", "Petra Voss", "meta author"),
        Evidence("authors", "Mira Sund", "byline"),
        Evidence("published", "2026-03-02T21:15:30+01:00", "json-ld"),
        Evidence("published", "2026-03-04", "meta date"),
        Evidence("published", "2026-03-03", "url"),
    )


def test_what_only_names_the_outlet_stands_behind_what_was_taken() -> None:
    head = (
        '<meta property="og:site_name" content="The Saltmarsh Courier">'
        '<meta property="og:title" content="The Saltmarsh Courier">'
        '<meta name="author" content="The Saltmarsh Courier">'
    )
    rows = read(html(head, BODY)).evidence
    assert [(row.field, row.where) for row in rows] == [
        ("title", "h1"),
        ("title", "meta og:title"),
        ("authors", "byline"),
        ("authors", "meta author"),
    ]


def test_what_the_listing_filled_in_comes_first() -> None:
    listed = PrintedDate(datetime(2026, 3, 1, 6, tzinfo=UTC), "second", "feed")
    entry = Entry(ADDRESS, title="From the feed", authors=("Petra Voss",), published=listed)
    rows = read(html(), entry=entry).evidence
    assert rows == (
        Evidence("title", "From the feed", "feed"),
        Evidence("authors", "Petra Voss", "feed"),
        Evidence("published", "2026-03-01T06:00:00+00:00", "feed"),
    )


def test_a_page_that_states_nothing_has_no_evidence() -> None:
    assert read(html()).evidence == ()


def test_long_values_are_cut_and_long_lists_are_short() -> None:
    names = ("byl", "parsely-author", "dc.creator", "vr:author", "news:author", "citation_author")
    metas = "".join(f'<meta name="{name}" content="Oren {name.title()}">' for name in names)
    head = f'<title>{"ferry " * 100}</title><meta name="author" content="Oren">{metas}'
    rows = read(html(head)).evidence
    assert max(len(row.value) for row in rows) <= LONGEST_VALUE
    assert sum(row.field == "authors" for row in rows) == MOST_OF_A_FIELD


@pytest.mark.parametrize(
    ("precision", "shown"),
    [
        ("year", "2026"),
        ("month", "2026-03"),
        ("day", "2026-03-02"),
        ("minute", "2026-03-02T03:30+03:30"),
        ("second", "2026-03-02T03:30:00+03:30"),
    ],
)
def test_a_date_is_shown_by_its_own_clock_and_no_more_exact_than_it_is(
    precision: DatePrecision, shown: str
) -> None:
    at = datetime(2026, 3, 2, tzinfo=UTC)
    ahead = 210 if precision in {"minute", "second"} else 0
    assert iso(PrintedDate(at, precision, "", ahead)) == shown


def test_a_day_that_had_to_be_looked_for_is_evidence_too() -> None:
    rows = read(html("", '<p class="date">2 March 2026</p>')).evidence
    assert rows == (Evidence("published", "2026-03-02", "visible"),)
