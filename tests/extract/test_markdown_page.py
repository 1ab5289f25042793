"""Markdown; all of it written here."""

from __future__ import annotations

from contextlib import suppress

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from columninch.errors import ReadingError
from columninch.extract.markdown_page import front_matter
from tests.extract.pages import PARAGRAPHS, read

TEXT = f"""---
title: Night ferry
authors: [Oren Tavish, Mara Vane]
date: 2026-03-04
tags: [ferry]
---
# Night ferry

{PARAGRAPHS[0].replace("last", "*last*")} [More](http://x.example/) ![boat](b.png)

- one **boat**
- two

> {PARAGRAPHS[1]}

| year | crowns |
|------|--------|
| 2025 | 400    |

<script>alert(1)</script>
"""


def test_paragraphs_headings_lists_quotations_and_tables_are_read() -> None:
    reading = read(TEXT, "text/markdown")
    assert [(one.kind, reading.text[one.start : one.end]) for one in reading.blocks] == [
        ("paragraph", f"{PARAGRAPHS[0]} More"),
        ("list", "one boat"),
        ("list", "two"),
        ("quote", PARAGRAPHS[1]),
        ("table", "year | crowns"),
        ("table", "2025 | 400"),
        ("paragraph", "<script>alert(1)</script>"),
    ]


def test_the_front_matter_gives_title_authors_and_day() -> None:
    reading = read(TEXT, "text/markdown")
    assert (reading.title, reading.authors) == ("Night ferry", ("Oren Tavish", "Mara Vane"))
    assert reading.published is not None
    assert (reading.published.day().isoformat(), reading.published.precision) == (
        "2026-03-04",
        "day",
    )


def test_without_front_matter_the_first_heading_is_the_title() -> None:
    reading = read(f"# Night ferry\n\n{PARAGRAPHS[0]}", "text/markdown")
    assert (reading.title, reading.text) == ("Night ferry", PARAGRAPHS[0])


@pytest.mark.parametrize(
    "head",
    [
        "a: &x [1]\nb: *x",
        "a: !!python/object/apply:os.system ['true']",
        "[" * 5000,
        "- a list",
        "x" * 30_000,
        "a: [",
    ],
)
def test_a_front_matter_that_is_none_is_text_or_says_nothing(head: str) -> None:
    facts, text = front_matter(f"---\n{head}\n---\nThe text.")
    assert all(isinstance(value, str) for value in facts.values())
    assert text.endswith("The text.")


def test_an_empty_text_is_an_error() -> None:
    with pytest.raises(ReadingError, match="no text"):
        read("---\ntitle: x\n---\n", "text/markdown")


@settings(deadline=None, max_examples=60)
@given(st.text(st.sampled_from("#*_-[]()>|`!<&\n 1ab\\~"), max_size=200))
def test_no_text_breaks_the_reader(text: str) -> None:
    with suppress(ReadingError):
        reading = read(f"word {text}", "text/markdown")
        sliced = [reading.text[one.start : one.end] for one in reading.blocks]
        assert "\n".join(sliced) == reading.text
