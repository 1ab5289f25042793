from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.extract.pages import read

if TYPE_CHECKING:
    from columninch.records import Reading

ROUNDUPS = Path(__file__).parent.parent / "data" / "roundups"
SHAPES = sorted(
    path.stem for path in ROUNDUPS.glob("*.html") if not path.stem.startswith("ordinary")
)
ORDINARY = sorted(path.stem for path in ROUNDUPS.glob("ordinary*.html"))


def read_shape(shape: str) -> Reading:
    return read((ROUNDUPS / f"{shape}.html").read_bytes(), url="https://folder.example/2026/10")


@pytest.mark.parametrize("shape", SHAPES)
def test_each_article_of_a_roundup_is_found_whole_with_its_credit(shape: str) -> None:
    wanted = json.loads((ROUNDUPS / f"{shape}.json").read_text("utf-8"))["articles"]
    found = [
        {
            "heading": one.heading,
            "url": one.url,
            "outlet": one.outlet_name,
            "authors": list(one.reading.authors),
            "day": one.reading.published.day().isoformat() if one.reading.published else "",
            "text": one.reading.text,
        }
        for one in read_shape(shape).embedded
    ]
    assert found == wanted


@pytest.mark.parametrize("shape", SHAPES)
def test_the_page_keeps_its_own_words_and_none_of_theirs(shape: str) -> None:
    reading = read_shape(shape)
    assert reading.form == "roundup"
    assert reading.text
    for embedded in reading.embedded:
        assert not any(line in reading.text for line in embedded.reading.text.split("\n"))


@pytest.mark.parametrize("shape", ORDINARY)
def test_an_ordinary_page_embeds_nothing(shape: str) -> None:
    reading = read_shape(shape)
    assert reading.embedded == ()
    assert reading.form == "article"


def test_the_shapes_are_there() -> None:
    assert (len(SHAPES), len(ORDINARY)) == (6, 2)


def test_a_comment_of_the_pages_own_stays_with_the_page() -> None:
    assert "the letters of those who take the boat" in read_shape("with-own-comment").text
