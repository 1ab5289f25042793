"""Blocks are stretches of what the page shows, in order, and hold the whole text."""

from __future__ import annotations

import itertools
import re
import unicodedata
from contextlib import suppress
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from columninch.errors import ReadingError
from columninch.quotes.plain import plain_text
from tests.extract.pages import PARAGRAPHS, PERSIAN, html, read

if TYPE_CHECKING:
    from columninch.records import Reading

DATA = Path(__file__).parents[1] / "data"
NOT_AS_SHOWN = {
    "front.html",  # no article: all of its links become one block, without those of its frame
    "m-article-app-with-data.html",  # shows nothing, and holds its text as data
}
FILES = sorted(path for path in DATA.rglob("*.html") if path.name not in NOT_AS_SHOWN)
LAYOUT = re.compile("[\\s|\u00ad\u200b\u2060\ufeff]")
"""White space, invisible characters that every reading drops, and the bars between cells."""


def bare(text: str) -> str:
    return LAYOUT.sub("", unicodedata.normalize("NFC", text))


def assert_is_shown(reading: Reading, page: bytes) -> None:
    """Its blocks follow each other through the whole text, and the page shows each of them."""
    blocks = reading.blocks
    assert (blocks[0].start, blocks[-1].end) == (0, len(reading.text))
    for one, other in itertools.pairwise(blocks):
        assert one.start < one.end < other.start
        assert reading.text[one.end : other.start] == "\n"
    shown = bare(plain_text(page, "text/html; charset=utf-8"))
    for block in blocks:
        assert bare(reading.text[block.start : block.end]) in shown


@pytest.mark.parametrize("path", FILES, ids=lambda path: f"{path.parent.name}-{path.stem}")
def test_the_blocks_of_a_page_are_what_it_shows(path: Path) -> None:
    body = path.read_bytes()
    with suppress(ReadingError):
        assert_is_shown(read(body), body)


WORDS = st.sampled_from([*" ".join(PARAGRAPHS + PERSIAN).split(), "é", "e\u0301", "AT&T", "<3"])
RUNS = st.one_of(
    st.lists(WORDS, min_size=1, max_size=12).map(lambda words: escape(" ".join(words))),
    st.text(st.characters(codec="utf-8", exclude_categories=["C"]), max_size=12).map(escape),
    st.sampled_from(["&nbsp;", "&#8204;", "&shy;", "<br>", "<wbr>", "\n", "&mdash;", "&#x2019;"]),
)
INLINE = st.sampled_from(["em", "strong", "span", "i", "b", "a href='/harbour'", "u", "bdi"])
BLOCKS = st.sampled_from(
    ["p", "p dir='rtl'", "h2", "h3", "blockquote", "div", "section", "li", "figcaption", "pre"]
)


def wrapped(tag: str, inner: str) -> str:
    return f"<{tag}>{inner}</{tag.split()[0]}>"


TOLD = st.lists(st.one_of(RUNS, st.builds(wrapped, INLINE, RUNS)), min_size=1, max_size=8).map(
    " ".join
)
PIECES = st.one_of(
    st.builds(wrapped, BLOCKS, TOLD),
    TOLD,
    st.lists(TOLD.map(lambda inner: f"<li>{inner}</li>"), max_size=3).map(
        lambda items: f"<ul>{''.join(items)}</ul>"
    ),
    st.lists(TOLD.map(lambda inner: f"<td>{inner}</td>"), max_size=3).map(
        lambda cells: f"<table><tr>{''.join(cells)}</tr></table>"
    ),
    st.just("<script>var boat = '<p>nine</p>';</script><style>p { color: red }</style>"),
)


@settings(deadline=None)
@given(st.lists(PIECES, max_size=6), st.sampled_from([PARAGRAPHS, PERSIAN]))
def test_the_blocks_of_a_made_page_are_what_it_shows(
    pieces: list[str], paragraphs: tuple[str, ...]
) -> None:
    page = html("", "\n".join(pieces), paragraphs=paragraphs)
    assert_is_shown(read(page), page.encode())


def test_a_short_page_keeps_its_non_joiners() -> None:
    page = (
        "<header>Home</header><h1>خبری از ماهیگیران گم‌شده نیست</h1><p>جست‌وجو تا شب ادامه دارد.</p>"
    )
    reading = read(f"<html><head><title>x</title></head><body>{page}</body></html>")
    assert "گم‌شده" in reading.title + reading.text
    assert "جست‌وجو" in reading.text
