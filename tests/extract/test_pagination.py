"""Articles that run over several pages: which link is the next page, and the pages as one text."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from columninch import records
from columninch.extract.joined import join_pages
from columninch.extract.pagination import next_page, page_number, whole_page

FIRST = "https://bell.test/2026/pier.html"


def following(markup, url=FIRST, number=1, first=FIRST):
    body = f"<html><head></head><body><article>{markup}</article></body></html>".encode()
    return next_page(body, "text/html; charset=utf-8", url, first, number)


@pytest.mark.parametrize(
    ("first", "address", "number"),
    [
        (FIRST, "https://bell.test/2026/pier-2.html", 2),
        (FIRST, "https://bell.test/2026/pier_3.html", 3),
        (FIRST, "https://bell.test/2026/pier.html?page=2", 2),
        (FIRST, "https://www.bell.test/2026/pier.html?page=2", 2),
        ("https://bell.test/pier/", "https://bell.test/pier/2/", 2),
        ("https://bell.test/pier/", "https://bell.test/pier/page/2", 2),
        ("https://bell.test/pier", "https://bell.test/pier/seite-4", 4),
        ("https://bell.test/a.php?id=7", "https://bell.test/a.php?id=7&p=2", 2),
        ("https://bell.test/خبر/پل", "https://bell.test/خبر/پل/صفحه/2", 2),
        # other articles, other hosts, comments, the list behind it
        ("https://bell.test/news/12345", "https://bell.test/news/12346", None),
        (FIRST, "https://bell.test/2026/quay.html", None),
        (FIRST, "https://horn.test/2026/pier-2.html", None),
        (FIRST, "https://bell.test/2026/page/2/", None),
        ("https://bell.test/pier/", "https://bell.test/pier/comment-page-2/", None),
        ("https://bell.test/a.php?id=7", "https://bell.test/a.php?id=8&p=2", None),
        ("https://bell.test/", "https://bell.test/page/2/", None),
        (FIRST, "https://bell.test/2026/pier-2026.html", None),
    ],
)
def test_an_address_proves_which_page_of_the_article_it_is(first, address, number):
    assert page_number(address, first) == number


@pytest.mark.parametrize(
    "markup",
    [
        '<link rel="next" href="pier-2.html">',
        '<a href="pier-2.html" rel="next nofollow">More</a>',
        '<a href="?page=2">Next page »</a>',
        '<a href="pier-2.html">2</a>',
        '<a href="pier-2.html">۲</a>',
        '<a href="pier-2.html">صفحه بعد</a>',
        '<a href="pier-2.html">صفحهٔ بعدی</a>',
        '<a href="pier-2.html">Nächste Seite</a>',
        '<a href="pier-2.html" aria-label="Next page"><img src="arrow.png"></a>',
        '<a href="pier-3.html">3</a> <a href="pier-2.html">2</a>',
    ],
)
def test_the_next_page_is_found(markup):
    assert following(markup).startswith("https://bell.test/2026/pier")
    assert page_number(following(markup), FIRST) == 2


@pytest.mark.parametrize(
    "markup",
    [
        '<a href="quay.html" rel="next">Next article</a>',
        '<a href="quay.html">Next page</a>',
        '<div id="comments"><a href="pier.html?page=2">2</a></div>',
        '<p class="forum">Thread</p><a href="/forum/?page=2" rel="next">2</a>',
        '<a href="pier-3.html">3</a>',
        '<a href="pier-2.html">Read how the pier was built</a>',
        '<div itemtype="https://schema.org/DiscussionForumPosting"></div>'
        '<a href="?page=2" rel="next">2</a>',
    ],
)
def test_what_is_no_next_page_is_not_followed(markup):
    assert following(markup) == ""


def test_the_second_page_leads_to_the_third_and_never_back():
    links = '<a href="pier.html">1</a><a href="pier-2.html">2</a><a href="pier-3.html">3</a>'
    second = "https://bell.test/2026/pier-2.html"
    assert following(links, second, 2) == "https://bell.test/2026/pier-3.html"
    assert following(links, "https://bell.test/2026/pier-3.html", 3) == ""


@pytest.mark.parametrize(
    "link",
    [
        '<a href="/2026/pier/all">View as single page</a>',
        '<a href="?page=all">Show all</a>',
        '<a href="?komplett=1">Auf einer Seite lesen</a>',
        '<a href="?full=1">نمایش همه در یک صفحه</a>',
    ],
)
def test_all_on_one_page_is_found_where_it_is_offered(link):
    found = whole_page(f"<body>{link}</body>".encode(), "text/html; charset=utf-8", FIRST)
    assert found.startswith("https://bell.test/2026/pier")
    assert found != FIRST


def test_all_articles_on_one_page_are_not_all_of_this_article():
    link = b'<a href="/2026/">View all</a>'
    assert whole_page(b"<body>" + link + b"</body>", "text/html", FIRST) == ""


def read(*paragraphs, title="The pier", teaser=False):
    blocks, at = [], 0
    for one in paragraphs:
        blocks.append(records.Block("paragraph", at, at + len(one)))
        at += len(one) + 1
    return records.Reading(
        title, "\n".join(paragraphs), tuple(blocks), records.Language("en", 1.0), is_teaser=teaser
    )


def test_what_each_page_repeats_stands_once():
    lead = "The pier is closed until autumn."
    joined = join_pages([read(lead, "One."), read("The pier", lead, "Two."), read(lead, "Three.")])
    assert joined.text == f"{lead}\nOne.\nThe pier\nTwo.\nThree."
    assert [block.page for block in joined.blocks] == [1, 1, 2, 2, 3]


def test_all_on_one_page_after_the_first_adds_only_the_rest():
    one, two = "The first long paragraph here.", "The second long paragraph here."
    assert join_pages([read(one), read(one, two)]).text == f"{one}\n{two}"


def test_pages_are_cut_off_where_the_last_one_is():
    assert join_pages([read("One.", teaser=True), read("Two.")]).is_teaser is False
    assert join_pages([read("One."), read("Two.", teaser=True)]).is_teaser is True


@given(st.lists(st.lists(st.text("ab c", min_size=1, max_size=9), max_size=4), min_size=1))
def test_the_blocks_of_joined_pages_slice_back_to_paragraphs_in_their_order(pages):
    joined = join_pages([read(*page, title="Z") for page in pages])
    parts = [joined.text[block.start : block.end] for block in joined.blocks]
    assert "\n".join(parts) == joined.text
    assert [block.page for block in joined.blocks] == sorted(block.page for block in joined.blocks)
