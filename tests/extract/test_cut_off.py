"""Pages that show only an article's beginning say so; pages that speak of subscriptions needn't."""

from pathlib import Path

import pytest

from columninch.extract.read import Page, read_page

PAGES = sorted((Path(__file__).parents[1] / "data" / "cut_off").glob("*.html"))


@pytest.mark.parametrize("page", PAGES, ids=lambda path: path.stem)
def test_a_page_is_told_as_cut_off_where_it_is(page):
    reading = read_page(Page(page.read_bytes(), "text/html", f"https://bell.test/{page.stem}"))
    assert reading.is_teaser == page.stem.startswith("cut_")


def test_there_are_ten_pages_of_each_kind():
    cut = [page for page in PAGES if page.stem.startswith("cut_")]
    assert min(len(cut), len(PAGES) - len(cut)) >= 10
