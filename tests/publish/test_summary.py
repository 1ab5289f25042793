"""Summaries: Markdown in, inert HTML with linked quotations out."""

from __future__ import annotations

import lxml.html
from hypothesis import given
from hypothesis import strategies as st

from columninch.publish.summary import summary_html, summary_text


def no_copy(stretch: str) -> str:
    return ""


def test_a_quoted_stretch_becomes_a_link_and_keeps_its_words() -> None:
    html = summary_html(
        "He said “a pier is not a promise” twice.", lambda _: "copies/a.html#c1-0", "c"
    )
    assert '<a href="copies/a.html#c1-0" class="claim"' in html
    assert lxml.html.fragment_fromstring(str(html)).text_content().strip() == (
        "He said “a pier is not a promise” twice."
    )


def test_under_a_block_quotation_stands_a_link_to_its_copy() -> None:
    html = summary_html("> A timetable is a promise.", lambda _: "copies/a.html#c1-0", "archived")
    page = lxml.html.fragment_fromstring(str(html))
    assert page.xpath("string(.//p[@class='credit']/a)") == "archived"


def test_scare_quotes_and_stretches_without_a_copy_are_left_as_they_are() -> None:
    html = summary_html("The “boat” and “a whole sentence of words”.", no_copy, "c")
    assert "<a" not in html


def test_links_of_the_web_stay_and_others_lose_their_address() -> None:
    told = "[good](https://a.example/x) [odd](javascript:alert(1)) [near](../../etc) [d](data:x,y)"
    page = lxml.html.fragment_fromstring(str(summary_html(told, no_copy, "c")))
    assert page.xpath(".//a/@href") == ["https://a.example/x"]


def test_headings_pictures_and_html_are_only_text() -> None:
    html = summary_html(
        "# Big\n\n<b onclick=x>y</b>\n\n![p](https://a.example/p.png)", no_copy, "c"
    )
    page = lxml.html.fragment_fromstring(f"<div>{html}</div>")
    assert {one.tag for one in page.iter()} <= {"div", "p", "a"}
    assert not page.xpath(".//@onclick")


@given(st.text(max_size=80))
def test_no_text_makes_an_element_that_is_not_allowed(markdown: str) -> None:
    html = summary_html(markdown, lambda _: "copies/a.html#c1-0", "c")
    page = lxml.html.fragment_fromstring(f"<div>{html}</div>")
    allowed = {
        "div",
        "p",
        "em",
        "strong",
        "a",
        "blockquote",
        "ul",
        "ol",
        "li",
        "br",
        "code",
        "del",
        "pre",
    }
    assert {one.tag for one in page.iter()} <= allowed


def test_as_plain_text_a_summary_keeps_its_words_without_marks() -> None:
    assert summary_text("The *Ledger* wrote:\n\n> A pier\n> is a pier.") == (
        "The Ledger wrote:\n\n> A pier is a pier."
    )


def test_a_block_quotation_takes_the_direction_of_its_words():
    html = summary_html("نوشت:\n\n> خیابان فانوس", lambda _: "", "")
    assert '<blockquote dir="rtl">' in html
    english = summary_html("> Lantern Street", lambda _: "", "")
    assert '<blockquote dir="ltr">' in english
