"""From archived bytes to plain text."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from columninch.quotes.plain import plain_text
from columninch.quotes.verbatim import find_verbatim

HTML = "text/html; charset=utf-8"


def squeezed(body: bytes, content_type: str) -> str:
    return " ".join(plain_text(body, content_type).split())


def test_tags_scripts_and_styles_are_taken_out() -> None:
    page = b"<title>T</title><style>p{}</style><script>let a='<p>no'</script><p>The pier.</p>"
    assert squeezed(page, HTML) == "T The pier."


def test_inline_elements_do_not_cut_words_and_blocks_do() -> None:
    page = b"<p>har<b>bour</b> <i>mas</i>ter<p>ferry<br>boat<div>one</div>two<td>three"
    assert squeezed(page, HTML) == "harbour master ferry boat one two three"


def test_entities_are_undone() -> None:
    assert (
        squeezed(b"<p>A&amp;B &ldquo;so&rdquo;&nbsp;&#x2014; &lt;b&gt;", HTML) == "A&B “so” — <b>"
    )


def test_comments_are_left_out_and_what_follows_them_is_not() -> None:
    assert squeezed(b"<p>one<!-- two --> three</p>", HTML) == "one three"


@pytest.mark.parametrize(
    ("body", "content_type"),
    [
        ("<p>اسکلهٔ کارو".encode(), "text/html; charset=utf-8"),
        ("<meta charset='windows-1256'><p>گل و پل".encode("cp1256"), "text/html"),
        ("<p>گل و پل".encode("cp1256"), "text/html; charset=Windows-1256"),
        ("<p>گل و پل".encode("utf-8-sig"), "text/html; charset=windows-1256"),
        ("<p>گل و پل".encode("utf-16"), "text/html"),
        ("<p>گل و پل".encode(), "text/html"),
        ("<p>گل و پل".encode(), "text/html; charset=no-such-charset"),
    ],
)
def test_the_charset_comes_from_mark_header_document_or_utf_8(
    body: bytes, content_type: str
) -> None:
    text = squeezed(body, content_type)
    assert "�" not in text
    assert text in {"گل و پل", "اسکلهٔ کارو"}


def test_latin_1_is_read_as_browsers_read_it() -> None:
    assert squeezed(b"<p>\x93So\x94", "text/html; charset=iso-8859-1") == "“So”"


def test_a_header_that_the_bytes_contradict_is_not_believed() -> None:
    page = "<meta charset='windows-1256'><p>گل".encode("cp1256")
    assert squeezed(page, "text/html; charset=utf-8") == "گل"


def test_wrong_bytes_become_replacement_characters() -> None:
    assert "�" in plain_text(b"<p>a\xffb", HTML)


def test_a_feed_is_undone_twice() -> None:
    feed = (
        b'<?xml version="1.0"?><rss><channel><item><title>Q&amp;amp;A&nbsp;now</title>'
        b"<description>&lt;p&gt;The &amp;ldquo;pier&amp;rdquo; &lt;b&gt;is&lt;/b&gt; "
        b"shut&lt;/p&gt;</description><content><![CDATA[<p>Really<br>shut</p>]]></content>"
        b"</item></channel></rss>"
    )
    text = squeezed(feed, "application/rss+xml")
    assert text == "Q&A now The “pier” is shut Really shut"


def test_a_damaged_feed_still_gives_its_text() -> None:
    feed = b"<rss><channel><item><title>One & two</title><link>x<item><title>Three</title>"
    text = squeezed(feed, "text/xml")
    assert "One" in text
    assert "Three" in text


def test_an_entity_of_a_feed_reads_no_file() -> None:
    feed = (
        b'<?xml version="1.0"?><!DOCTYPE r [<!ENTITY x SYSTEM "file:///etc/hostname">]>'
        b"<rss><title>a&x;b</title></rss>"
    )
    assert squeezed(feed, "application/xml") in {"ab", "a b"}


def test_json_gives_its_strings() -> None:
    body = rb'{"items": [{"content_html": "<p>The pier &amp; quay</p>", "title": "\u06af\u0644"}]}'
    assert squeezed(body, "application/feed+json") == "The pier & quay گل"


def test_subtitles_give_their_cues_without_timing() -> None:
    body = (
        b"WEBVTT\n\nNOTE nothing\n\nSTYLE\n::cue {}\n\nintro\n00:01.000 --> 00:02.500 align:end\n"
        b"<v Anna>The pier &amp; the quay\nare <i>shut</i>.\n\n00:00:03.000 --> 00:00:04.000\nSo."
    )
    assert squeezed(body, "text/vtt") == "The pier & the quay are shut. So."
    srt = (
        b"1\r\n00:00:01,000 --> 00:00:02,000\r\nThe pier\r\n\r\n"
        b"2\r\n00:00:02,000 --> 00:00:03,000\r\nis shut"
    )
    assert squeezed(srt, "application/x-subrip") == "The pier is shut"
    assert squeezed(srt, "") == "The pier is shut"


def test_plain_text_stays_as_it_is() -> None:
    assert plain_text(b"1 < 2 &amp; so\n", "text/plain") == "1 < 2 &amp; so\n"


@settings(deadline=None)
@given(st.binary(max_size=300), st.sampled_from(["text/html", "application/xml", "text/vtt", ""]))
def test_no_bytes_break_it(body: bytes, content_type: str) -> None:
    assert isinstance(plain_text(body, content_type), str)


@settings(deadline=None)
@given(
    st.text(
        st.characters(exclude_categories=["Cs", "Cc", "Co", "Cn", "Mn", "Mc", "Me", "Lm"]),
        min_size=1,
    )
)
def test_a_text_put_into_a_page_is_found_there_again(text: str) -> None:
    page = text.replace("&", "&amp;").replace("<", "&lt;")
    plain = plain_text(f"<p>{page}</p>".encode(), HTML)
    if any(character.isalnum() for character in text):
        assert find_verbatim(text, plain) is not None


def test_a_feed_with_a_bare_ampersand_keeps_the_words_of_its_escaped_markup_apart():
    feed = (
        b"<rss><channel><description>tides & weather</description><item><description>"
        b"&lt;p&gt;The boat is back.&lt;/p&gt;&lt;p&gt;So is the post.&lt;/p&gt;"
        b"</description><note><![CDATA[<p>Tea &amp; cake</p>]]></note></item></channel></rss>"
    )
    lines = plain_text(feed, "application/rss+xml").split("\n")
    assert [line for line in lines if line.strip()] == [
        "tides & weather",
        "The boat is back.",
        "So is the post.",
        "Tea & cake",
    ]
