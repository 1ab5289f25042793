from __future__ import annotations

import json
import unicodedata
from contextlib import suppress
from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from columninch.errors import ReadingError
from columninch.records import Entry, PrintedDate, Reading
from tests.extract.pages import ADDRESS, PARAGRAPHS, PERSIAN, html, read


def assert_blocks_slice_back(reading: Reading) -> None:
    parts = [reading.text[block.start : block.end] for block in reading.blocks]
    assert "\n".join(parts) == reading.text
    assert all(part and part == part.strip() and "\n" not in part for part in parts)
    assert unicodedata.is_normalized("NFC", reading.text)


JSON_LD = {
    "@context": "https://schema.org",
    "@graph": [
        {"@type": "WebSite", "name": "The Saltmarsh Courier"},
        {
            "@type": "NewsArticle",
            "headline": "Night ferry loses its last sailing",
            "author": [{"@id": "#oren"}, {"@type": "NewsMediaOrganization", "name": "Tern Wire"}],
            "datePublished": "2026-03-02T21:15:30+01:00",
            "dateModified": "2026-03-03T08:00:00+01:00",
            "articleSection": "Harbour",
            "publisher": {"@type": "Organization", "name": "The Saltmarsh Courier"},
        },
        {"@type": "Person", "@id": "#oren", "name": "Oren Tavish"},
    ],
}
HEAD = (
    "<title>Night ferry loses its last sailing | The Saltmarsh Courier</title>"
    '<link rel="canonical" href="/harbour/2026/03/night-ferry#top">'
    '<meta property="og:site_name" content="The Saltmarsh Courier">'
    '<meta property="og:image" content="https://img.example/quay-1200x800.jpg">'
    f'<script type="application/ld+json">{json.dumps(JSON_LD)}</script>'
)
FIGURE = (
    "<h1>Night ferry loses its last sailing</h1>"
    '<figure><img src="/img/quay-600x400.jpg">'
    "<figcaption>The quay at dusk. Photo: Mira Sund</figcaption></figure>"
)


def test_a_page_that_states_everything_is_read_whole() -> None:
    reading = read(html(HEAD, FIGURE))
    assert reading.title == "Night ferry loses its last sailing"
    assert reading.text == "\n".join(PARAGRAPHS)
    assert {block.kind for block in reading.blocks} == {"paragraph"}
    assert reading.authors == ("Oren Tavish",)
    assert reading.agency == "Tern Wire"
    assert reading.published == PrintedDate(
        datetime(2026, 3, 2, 20, 15, 30, tzinfo=UTC), "second", "json-ld"
    )
    assert reading.updated is not None
    assert reading.updated.at == datetime(2026, 3, 3, 7, 0, tzinfo=UTC)
    assert reading.canonical_url == ADDRESS
    assert reading.section == "Harbour"
    assert reading.outlet_name == "The Saltmarsh Courier"
    assert reading.language.code == "en"
    assert reading.picture is not None
    assert reading.picture.url == "https://img.example/quay-1200x800.jpg"
    assert (reading.picture.caption, reading.picture.credit) == ("The quay at dusk.", "Mira Sund")
    assert reading.word_count == sum(len(one.replace("-", " ").split()) for one in PARAGRAPHS)
    assert (reading.form, reading.is_teaser, reading.from_feed) == ("article", False, False)


def test_headings_lists_and_quotations_keep_their_kinds() -> None:
    body = (
        f"<h2>What was said</h2><blockquote><p>{PARAGRAPHS[2]}</p></blockquote>"
        "<ul><li>Boats leave at seven and at nine.</li><li>None leave at night.</li></ul>"
    )
    reading = read(html("", body))
    kinds = [block.kind for block in reading.blocks]
    assert kinds[:4] == ["heading", "quote", "list", "list"]
    assert_blocks_slice_back(reading)


def test_the_title_pointers_and_buttons_are_not_text() -> None:
    body = (
        "<h1>Night ferry loses its last sailing</h1><p>Night ferry loses its last sailing</p>"
        "<p>By Oren Tavish</p>"
    )
    end = (
        "<p>Read more: The harbour that was</p><p>Advertisement</p>"
        "<p>Sign up for our newsletter and never miss a boat.</p>"
        '<p><a href="/n/1">What the islands think of the plan</a></p>'
    )
    page = html("", body).replace("</article>", f"{end}</article>")
    assert read(page).text == "\n".join(PARAGRAPHS)


def test_a_persian_page_in_windows_1256_is_decoded() -> None:
    told = tuple(
        one.replace("ی", "ي").replace("ک", "ك").replace("\u200c", " ").replace("ٔ", "")
        for one in PERSIAN
    )
    page = html("", language="fa", paragraphs=told).replace("utf-8", "windows-1256")
    reading = read(page.encode("windows-1256", "replace"), "text/html")
    assert reading.language.code == "fa"
    assert reading.text.startswith("اداره بندر")


def test_jalali_dates_and_persian_bylines_are_read() -> None:
    head = (
        "<title>آخرین قایق شب - روزنامهٔ بادبان</title>"
        '<meta property="og:site_name" content="روزنامهٔ بادبان">'
    )
    body = (
        '<h1>آخرین قایق شب</h1><div class="meta"><span class="date">۱۱ اسفند ۱۴۰۴ - ۲۱:۴۵</span> '
        '<span class="author">نوشته: نیلوفر سروستانی</span></div>'
    )
    reading = read(html(head, body, language="fa", paragraphs=PERSIAN), zone="Asia/Tehran")
    assert reading.title == "آخرین قایق شب"
    assert reading.authors == ("نیلوفر سروستانی",)
    assert reading.published is not None
    assert reading.published.at == datetime(2026, 3, 2, 18, 15, tzinfo=UTC)
    assert (reading.published.precision, reading.published.evidence) == ("minute", "visible")


def test_a_mere_day_stays_a_day() -> None:
    head = '<meta property="article:published_time" content="2026-03-02T00:00:00+03:30">'
    published = read(html(head)).published
    assert published is not None
    assert (published.day().isoformat(), published.precision) == ("2026-03-02", "day")
    assert published.evidence == "meta article:published_time"


def test_the_address_gives_the_day_where_the_page_says_nothing() -> None:
    published = read(html(), url="https://paper.example/2026/03/05/ferry").published
    assert published == PrintedDate(datetime(2026, 3, 5, tzinfo=UTC), "day", "url")


def test_the_listing_fills_what_the_page_leaves_out_and_no_more() -> None:
    listed = PrintedDate(datetime(2026, 3, 1, 6, tzinfo=UTC), "second", "feed")
    entry = Entry(
        ADDRESS, title="From the feed", authors=("Petra Voss", "Tern News Agency"), published=listed
    )
    bare = read(html(), entry=entry)
    assert (bare.title, bare.authors, bare.agency) == (
        "From the feed",
        ("Petra Voss",),
        "Tern News Agency",
    )
    assert bare.published == listed
    full = read(html(HEAD, FIGURE), entry=entry)
    assert full.title == "Night ferry loses its last sailing"
    assert full.authors == ("Oren Tavish",)
    assert full.published is not None
    assert full.published.evidence == "json-ld"


@pytest.mark.parametrize(
    ("title", "wanted"),
    [
        ("Ferry stops - The Saltmarsh Courier", "Ferry stops"),
        ("The Saltmarsh Courier: Ferry stops", "The Saltmarsh Courier: Ferry stops"),
        ("The Saltmarsh Courier | Ferry stops", "Ferry stops"),
        ("Ferry stops | Harbour | Saltmarshcourier", "Ferry stops | Harbour"),
        ("Ferry - or bridge?", "Ferry - or bridge?"),
    ],
)
def test_the_outlets_name_is_no_part_of_the_title(title: str, wanted: str) -> None:
    head = f'<title>{title}</title><meta property="og:site_name" content="The Saltmarsh Courier">'
    assert read(html(head)).title == wanted


def _titled(linked: str, shared: str, head: str, heading: str) -> str:
    stated = json.dumps({"@type": "NewsArticle", "headline": linked})
    metas = (
        f'<title>{head}</title><meta property="og:title" content="{shared}">'
        f'<script type="application/ld+json">{stated if linked else "{}"}</script>'
    )
    return read(html(metas, f"<h1>{heading}</h1>")).title


def test_the_printed_heading_goes_before_a_title_made_for_search_engines() -> None:
    made = "Night ferry 2026: times, fares, islands"
    printed = "What the night ferry costs the islands"
    assert _titled("", made, made, printed) == printed
    assert _titled("", made, printed, printed) == made
    assert _titled("", made, made, "Our weblog of the sea") == made


def test_a_variant_of_the_printed_headline_gives_way_to_it() -> None:
    printed = "Night ferry loses its last sailing"
    variant = f"Harbour: {printed}"
    assert _titled(variant, printed, printed, printed) == printed
    assert _titled(variant, variant, printed, printed) == variant


def test_a_cut_headline_and_a_description_give_way_to_the_shared_title() -> None:
    whole = "Night ferry loses its last sailing after nineteen years in which nobody counted " * 2
    assert _titled(whole[:110].strip(), whole, whole, "") == whole.strip()
    described = "A report on boats that no longer sail, with " + "figures of the authority, " * 5
    assert _titled(described, "Boats that stay", "Boats that stay", "") == "Boats that stay"


def test_a_branch_of_an_outlet_with_initials_is_no_author() -> None:
    head = '<meta property="og:site_name" content="QRS">'
    body = '<p class="byline">Oren Tavish, QRS Saltmarsh</p>'
    assert read(html(head, body)).authors == ("Oren Tavish",)


@pytest.mark.parametrize(
    ("title", "wanted"),
    [
        ("Night ferry stops for good | Harbour | 4 March", "Night ferry stops for good"),
        ("Night ferry stops for good – TSC – 4.3.", "Night ferry stops for good"),
        ("Night ferry stops for good, says council", "Night ferry stops for good, says council"),
        ("Night ferry stops …", "Night ferry stops for good"),
    ],
)
def test_what_goes_on_behind_the_heading_is_no_part_of_the_title(title: str, wanted: str) -> None:
    head = f'<meta property="og:title" content="{title}">'
    assert read(html(head, f"<h1>Night ferry stops for good</h1>{FIGURE}")).title == wanted


@pytest.mark.parametrize(
    ("markup", "authors", "agency"),
    [
        (
            '<meta name="author" content="Oren Tavish and Petra Voss">',
            ("Oren Tavish", "Petra Voss"),
            "",
        ),
        ('<meta name="author" content="By Oren Tavish, correspondent">', ("Oren Tavish",), ""),
        ('<meta name="author" content="Staff">', (), "Staff"),
        ('<meta name="author" content="The Saltmarsh Courier">', (), ""),
        ('<meta name="author" content="Saltmarshcourier">', (), ""),
        ('<meta name="author" content="Saltmarsh Printers Ltd.">', (), "Saltmarsh Printers Ltd."),
        ('<meta property="article:author" content="https://social.example/oren">', (), ""),
        (
            '<meta name="twitter:label1" content="Written by">'
            '<meta name="twitter:data1" content="Mira Sund">',
            ("Mira Sund",),
            "",
        ),
    ],
)
def test_people_are_told_from_agencies_and_addresses(
    markup: str, authors: tuple[str, ...], agency: str
) -> None:
    head = f'<meta property="og:site_name" content="The Saltmarsh Courier">{markup}'
    reading = read(html(head))
    assert (reading.authors, reading.agency) == (authors, agency)


def test_a_byline_beside_the_date_names_the_author() -> None:
    body = '<p class="dateline">2 March 2026, 20:15 · <b>W. Tavish</b></p>'
    assert read(html("", body)).authors == ("W. Tavish",)


def test_questions_and_answers_make_an_interview() -> None:
    turns = tuple(
        line
        for question in ("Why does the boat stop?", "Who decided it?", "What comes after April?")
        for line in (question, PARAGRAPHS[0])
    )
    assert read(html(paragraphs=turns)).form == "interview"
    assert read(html(paragraphs=(*PARAGRAPHS, "Who will pay?"))).form == "article"


@pytest.mark.parametrize(
    "url", ["https://p.example/opinion/2026/ferry", "https://p.example/یادداشت/12"]
)
def test_the_address_tells_an_opinion(url: str) -> None:
    assert read(html(), url=url).form == "opinion"


def test_a_label_tells_an_opinion() -> None:
    assert read(html("", '<span class="category">Opinion</span>')).form == "opinion"


def test_a_short_text_behind_a_pay_wall_is_a_teaser() -> None:
    stated = json.dumps({"@type": "NewsArticle", "headline": "Ferry", "isAccessibleForFree": False})
    head = f'<script type="application/ld+json">{stated}</script>'
    assert read(html(head, paragraphs=PARAGRAPHS[:2])).is_teaser
    assert not read(html(paragraphs=PARAGRAPHS[:2])).is_teaser


def test_the_declared_language_is_weighed_beside_the_outlets_own() -> None:
    page = html(language="en", paragraphs=PARAGRAPHS)
    assert read(page, languages=("fa",)).language.code == "en"
    assert read(html(language="fa", paragraphs=PERSIAN), languages=("en",)).language.code == "fa"


@pytest.mark.parametrize(
    "body", [b"", b"   ", b"<html></html>", b"<html><body><script>x</script></body></html>"]
)
def test_a_page_without_text_is_an_error_that_names_it(body: bytes) -> None:
    with pytest.raises(ReadingError) as caught:
        read(body)
    assert caught.value.where == ADDRESS


@pytest.mark.parametrize(
    "stated",
    [
        "{",
        "[]",
        "null",
        '"x"',
        '{"@graph": 3}',
        '{"@type": ["NewsArticle"], "author": {"name": null}, "headline": 7, "image": []}',
        "[" * 400,
    ],
)
def test_broken_json_ld_costs_nothing_but_itself(stated: str) -> None:
    head = f'<script type="application/ld+json">{stated}</script>'
    assert read(html(head)).text == "\n".join(PARAGRAPHS)


def test_half_a_surrogate_pair_in_an_address_is_left_out() -> None:
    stated = '{"@type": "NewsArticle", "headline": "Ferry", "image": "/img/qu\\ud800ay.jpg"}'
    picture = read(html(f'<script type="application/ld+json">{stated}</script>')).picture
    assert picture is not None
    assert picture.url == "https://www.saltmarshcourier.example/img/quay.jpg"


def test_scripts_never_become_text() -> None:
    page = html("", "<script>alert('quay')</script><style>p{}</style><svg><title>x</title></svg>")
    assert "alert" not in read(page).text


TAGS = st.sampled_from(
    [
        "<p>", "</p>", "<div>", "</div>", "<h2>", "<table><tr><td>", "</table>", "<li>", "<br>",
        "<a href='/x'>", "</a>", "<blockquote>", "<!--", "-->", "<script>", "</script>", "&amp;",
        "&#x202E;", "\x00", "\ud7ff", "e\u0301", "می\u200cرود", "<figure>",
        "<time datetime='2026-13-45'>",
    ]
)  # fmt: skip


@settings(max_examples=60, deadline=None)
@given(st.lists(st.one_of(TAGS, st.sampled_from(PARAGRAPHS), st.text(max_size=8)), max_size=25))
def test_offsets_slice_back_whatever_the_page_is_made_of(parts: list[str]) -> None:
    # a comment that is never closed swallows what follows, so a paragraph stands before it
    body = f"<p>{PARAGRAPHS[0]}</p>{''.join(parts)}"
    page = html("", body).encode("utf-8", "surrogatepass")
    assert_blocks_slice_back(read(page))


@settings(max_examples=40, deadline=None)
@given(st.binary(max_size=300))
def test_bytes_of_any_kind_give_a_reading_or_a_reading_error(body: bytes) -> None:
    with suppress(ReadingError):
        assert_blocks_slice_back(read(b"<html><p>" + body, "text/html; charset=x-unknown"))
