from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from columninch.text.normalise import fold
from tests.extract.pages import read

if TYPE_CHECKING:
    from columninch.records import Reading

ROUNDUPS = Path(__file__).parent.parent / "data" / "roundups"
PAGES = sorted(str(path.relative_to(ROUNDUPS))[:-5] for path in ROUNDUPS.rglob("*.html"))
SHAPES = [page for page in PAGES if "ordinary" not in page]
ORDINARY = [page for page in PAGES if "ordinary" in page]
ARTICLE = (
    "The last night ferry between Quellport and the outer islands will stop running at the end "
    "of April, the port authority decided on Monday after a meeting that lasted past midnight. "
    "Islanders who packed the gallery said the boat was the only way home for nurses and bakers "
    "who finish their shifts after eleven. The authority put the yearly loss at four hundred "
    "thousand crowns and promised a study of smaller boats before the autumn."
)


def read_shape(shape: str) -> Reading:
    return read((ROUNDUPS / f"{shape}.html").read_bytes(), url="https://folder.example/2026/10")


def wanted_of(shape: str) -> list[dict[str, Any]]:
    wanted: list[dict[str, Any]] = json.loads((ROUNDUPS / f"{shape}.json").read_text("utf-8"))[
        "articles"
    ]
    return wanted


def roundup(*sections: str) -> Reading:
    return read(
        f"<html><title>Folder</title><body><main><h1>Folder</h1>{''.join(sections)}</main></body>",
        url="https://folder.example/2026/10",
    )


@pytest.mark.parametrize("shape", SHAPES)
def test_each_article_of_a_roundup_is_found_whole_with_its_credit(shape: str) -> None:
    found = [
        {
            "heading": one.heading,
            "url": one.url,
            "outlet": fold(one.outlet_name),
            "authors": list(one.reading.authors),
            "day": one.reading.published.day().isoformat() if one.reading.published else "",
            "text": one.reading.text.split(),
        }
        for one in read_shape(shape).embedded
    ]
    wanted = [
        {**one, "outlet": fold(one["outlet"]), "text": one["text"].split()}
        for one in wanted_of(shape)
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
    assert reading.form in {"article", "interview"}


def test_the_shapes_are_there() -> None:
    assert (len(SHAPES), len(ORDINARY)) == (58, 12)


@pytest.mark.parametrize(
    ("page", "words"),
    [
        ("with-own-comment", "the letters of those who take the boat"),
        ("seen/own-comment-blockquotes", "whoever sets a rule should be able to say what it is"),
        ("seen/own-comment-blockquotes", "A single sheet of paper with a single number on it"),
        ("shut/comment-then-quotes", "We thank both writers, who waive their fee"),
        ("seen/one-reprint", "A member of ours found the crack"),
    ],
)
def test_a_comment_of_the_pages_own_stays_with_the_page(page: str, words: str) -> None:
    assert words in read_shape(page).text


def test_a_standfirst_over_the_credit_is_the_articles() -> None:
    credit = "<p>By Oren Tavish, The Saltmarsh Courier, 2 March 2026</p>"
    link = "<p><a href='https://saltmarshcourier.example/{}'>Link to the source</a></p>"
    lead = "<p>Nobody asked the nurses, and the nurses have begun to ask in return.</p>"
    found = roundup(
        f"<h2>First title here</h2>{lead}{credit}<p>{ARTICLE}</p>{link.format(1)}",
        f"<h2>Second title here</h2>{lead}{credit}<p>{ARTICLE}</p>{link.format(2)}",
    ).embedded
    assert [one.outlet_name for one in found] == ["The Saltmarsh Courier"] * 2
    assert all(one.reading.text.startswith("Nobody asked the nurses") for one in found)


@pytest.mark.parametrize(
    "sentence",
    [
        "This article first appeared in The Saltmarsh Courier on 2 March 2026.",
        "Dieser Artikel erschien zuerst in The Saltmarsh Courier am 2. März 2026.",
        "Cet article a été publié dans The Saltmarsh Courier le 2 mars 2026.",
    ],
)
def test_a_sentence_that_credits_an_article_is_read(sentence: str) -> None:
    link = "<p><a href='https://saltmarshcourier.example/{}'>Source</a></p>"
    found = roundup(
        f"<h2>First title here</h2><p>{sentence}</p><p>{ARTICLE}</p>{link.format(1)}",
        f"<h2>Second title here</h2><p>{sentence}</p><p>{ARTICLE}</p>{link.format(2)}",
    ).embedded
    assert [one.outlet_name for one in found] == ["The Saltmarsh Courier"] * 2
    assert all(sentence not in one.reading.text for one in found)


def test_articles_in_the_items_of_a_list_are_found() -> None:
    item = (
        "<li><h3>Title number {0}</h3><p>The Hillfold Post, 3 March 2026</p>"
        f"<p>{ARTICLE}</p><p><a href='https://hillfoldpost.example/{{0}}'>Original</a></p></li>"
    )
    found = roundup(f"<ol>{item.format(1)}{item.format(2)}</ol>").embedded
    assert [one.heading for one in found] == ["Title number 1", "Title number 2"]


def test_what_an_outlet_credits_to_itself_is_its_own() -> None:
    part = (
        "<h2>Title of number {0}</h2><p>The Folder, 3 March 2026, by Mira Calloway</p>"
        f"<p>{ARTICLE}</p>"
    )
    assert roundup(part.format(1), part.format(2)).embedded == ()


def test_posts_shown_in_a_page_are_no_articles() -> None:
    post = (
        "<blockquote class='twitter-tweet'><p>So many words in a row. {0}</p>Lio Brandt (@lio) "
        "<a href='https://elsewhere.example/{0}'>3 March 2026</a></blockquote>"
    )
    assert (
        roundup(post.format(1), f"<p>{ARTICLE}</p>", post.format(2), f"<p>{ARTICLE}</p>").embedded
        == ()
    )
