"""The benchmark's pages whose text and boilerplate are known to the letter."""

from __future__ import annotations

import html
from collections import Counter

import lxml.html
import pytest
from benchmarks.layouts import LAYOUTS, Article, Layout, articles, truth

layouts = pytest.mark.parametrize("layout", LAYOUTS.values(), ids=list(LAYOUTS))


def pages(layout: Layout) -> list[tuple[Article, str]]:
    told = articles(layout.name)
    return [
        (article, layout.page(article, [*told[:number], *told[number + 1 :]], number))
        for number, article in enumerate(told)
    ]


def repeated_paragraphs(layout: Layout) -> set[str]:
    counted = Counter(p for article in articles(layout.name) for p in article.paragraphs)
    return {paragraph for paragraph, count in counted.items() if count > 1}


def test_there_are_sixteen_layouts_or_more_in_five_languages() -> None:
    assert len(LAYOUTS) >= 16
    assert {layout.language for layout in LAYOUTS.values()} == {"en", "fa", "ar", "de", "fr"}


@layouts
def test_a_layout_has_45_articles_with_titles_and_addresses_of_their_own(layout: Layout) -> None:
    told = articles(layout.name)
    assert len(told) >= 45
    assert len({article.title for article in told}) == len(told)
    assert len({article.url for article in told}) == len(told)
    assert len({truth(layout, article) for article in told}) == len(told)
    assert all(article.standfirst != article.lines[0].text for article in told)


@layouts
def test_a_layout_has_short_long_marked_and_following_articles(layout: Layout) -> None:
    told = articles(layout.name)
    lengths = [len(truth(layout, article).split()) for article in told]
    assert min(lengths) <= 65
    plain = [sum(line.kind == "paragraph" for line in article.lines) for article in told]
    assert max(plain) in range(9, 15)
    kinds = {line.kind for article in told for line in article.lines}
    assert kinds == {"paragraph", "heading", "item", "quote"}
    assert any(len(paragraph.split()) > 12 for paragraph in repeated_paragraphs(layout))


@layouts
def test_the_same_page_is_written_twice_alike_and_no_two_are_the_same(layout: Layout) -> None:
    first = [page for _, page in pages(layout)]
    articles.cache_clear()
    assert [page for _, page in pages(layout)] == first
    assert len(set(first)) == len(first)


@layouts
def test_a_page_parses_and_tells_the_truth_line_by_line_among_other_words(layout: Layout) -> None:
    for article, page in pages(layout):
        shown = squeezed(body_of(page))
        wanted = squeezed(truth(layout, article))
        assert len(shown) > len(wanted) + 100
        place = 0
        for line in truth(layout, article).split("\n"):
            place = shown.find(squeezed(line), place)
            assert place >= 0, line
            place += len(squeezed(line))


@layouts
def test_a_page_without_other_articles_can_be_written(layout: Layout) -> None:
    article = articles(layout.name)[0]
    assert html.escape(article.title) in layout.page(article, (), 0)


def test_the_truth_leaves_out_a_standfirst_that_is_not_printed() -> None:
    layout = LAYOUTS["hofberger"]
    article = next(one for one in articles(layout.name) if one.standfirst)
    assert not layout.standfirst
    assert article.standfirst not in truth(layout, article)
    assert article.standfirst not in body_of(layout.page(article, (), 1))


def test_what_a_layout_prints_around_the_text_is_not_told_of_it() -> None:
    layout = LAYOUTS["lantern"]
    for article, page in pages(layout):
        assert "Lamp pictures by J. Ember" in body_of(page)
        assert "Lamp pictures by J. Ember" not in truth(layout, article)


def body_of(page: str) -> str:
    body = lxml.html.document_fromstring(page).find("body")
    assert body is not None
    return str(body.text_content())


def squeezed(text: str) -> str:
    return "".join(text.split())
