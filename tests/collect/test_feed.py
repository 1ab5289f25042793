import codecs
from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from columninch.collect.feeds.feed import read_feed
from columninch.errors import SourceError
from columninch.records import Entry, PrintedDate

URL = "https://tern.example/feeds/all.xml"

RSS = """<?xml version="1.0" encoding="utf-8"?>
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"
     xmlns:dc="http://purl.org/dc/elements/1.1/">
<channel>
  <title>The Tern &amp;amp; Tide</title>
  <link>https://tern.example/</link>
  <language>en</language>
  <item>
    <title>Ferry &lt;b&gt;strike&lt;/b&gt; enters
      second week</title>
    <link>/news/ferry?utm_source=rss</link>
    <guid isPermaLink="false">tern-17</guid>
    <dc:creator>Mara Quill</dc:creator>
    <pubDate>Tue, 03 Mar 2026 08:15:00 +0330</pubDate>
    <description>Short.</description>
    <content:encoded><![CDATA[<p>The whole <script>x()</script>text.</p>]]></content:encoded>
  </item>
  <item>
    <title>Morning programme</title>
    <link>javascript:alert(1)</link>
    <enclosure url="talk.mp3" type="audio/mpeg" length="1"/>
    <enclosure url="talk.vtt?lang=en" type="application/octet-stream" length="1"/>
  </item>
</channel></rss>"""

ATOM = """<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="fa">
<title>کرانه</title><id>urn:k</id>
<link rel="alternate" href="https://knot.example/"/>
<link rel="self" href="https://knot.example/atom"/>
<entry><id>urn:k:1</id><title type="html">&lt;i&gt;بندر&lt;/i&gt; بسته شد</title>
 <link rel="alternate" href="https://knot.example/1"/>
 <author><name>ن. کاوه</name></author><author><name>م. ساحل</name></author>
 <published>2026-03-03T10:00Z</published><updated>2026-03-04T10:00:00Z</updated>
 <content type="text">a &lt; b</content></entry>
<entry><id>urn:k:2</id><title>دوم</title><updated>2026-03-02</updated></entry>
</feed>"""


def read(text: str, content_type: str = "application/xml"):
    return read_feed(text.encode(), content_type, URL)


def test_an_rss_feed_is_read_as_it_stands():
    document = read(RSS)
    assert document.listing.title == "The Tern & Tide"
    assert document.listing.complaint == ""
    assert (document.language, document.homepage) == ("en", "https://tern.example/")
    assert document.listing.entries[0] == Entry(
        url="https://tern.example/news/ferry?utm_source=rss",
        feed_id="tern-17",
        title="Ferry strike enters second week",
        authors=("Mara Quill",),
        published=PrintedDate(datetime(2026, 3, 3, 4, 45, tzinfo=UTC), "second", "feed"),
        content="<p>The whole <script>x()</script>text.</p>",
    )


def test_an_entry_without_a_web_address_has_none_and_its_subtitles_are_found():
    entry = read(RSS).listing.entries[1]
    assert entry.url == ""
    assert entry.published is None
    assert entry.media_url == "https://tern.example/feeds/talk.vtt?lang=en"


def test_an_atom_feed_keeps_its_order_authors_and_the_precision_of_its_dates():
    first, second = read(ATOM).listing.entries
    assert first.title == "بندر بسته شد"
    assert first.authors == ("ن. کاوه", "م. ساحل")
    assert first.published == PrintedDate(datetime(2026, 3, 3, 10, tzinfo=UTC), "minute", "feed")
    assert first.content == "a &lt; b"
    assert second.published == PrintedDate(datetime(2026, 3, 2, tzinfo=UTC), "day", "feed")


def test_an_rdf_feed_is_read():
    rdf = """<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"
     xmlns="http://purl.org/rss/1.0/" xmlns:dc="http://purl.org/dc/elements/1.1/">
     <channel rdf:about="https://tern.example/"><title>Tern</title></channel>
     <item rdf:about="https://tern.example/9"><title>Nine</title>
     <link>https://tern.example/9</link><dc:date>2026-03-01</dc:date></item></rdf:RDF>"""
    (entry,) = read(rdf).listing.entries
    assert (entry.url, entry.title) == ("https://tern.example/9", "Nine")
    assert entry.published is not None
    assert entry.published.precision == "day"


def test_a_damaged_feed_gives_what_it_can_and_complains():
    document = read(
        RSS.replace("</title>\n    <link>java", "</heading>\n    <link>java").replace(
            "Short.", "Short & wide < here"
        )
    )
    assert document.listing.entries[0].feed_id == "tern-17"
    assert document.listing.complaint.startswith("the feed is damaged: ")


def test_a_wrong_statement_of_the_server_is_no_damage():
    assert read(RSS, "text/plain; charset=us-ascii").listing.complaint == ""


@pytest.mark.parametrize("encoding", ["windows-1256", "utf-16", "utf-8-sig"])
def test_a_feed_in_another_encoding_is_read(encoding):
    text = ATOM.replace("ک", "ك").replace("ی", "ي")
    named = "utf-8" if encoding == "utf-8-sig" else encoding
    body = f'<?xml version="1.0" encoding="{named}"?>{text}'.encode(encoding)
    document = read_feed(body, "application/atom+xml", URL)
    assert document.listing.entries[1].title == "دوم"
    assert codecs.lookup(encoding)


@pytest.mark.parametrize(
    ("body", "hint"),
    [
        (b"<!DOCTYPE html><html><title>Tern</title>", "its feed is looked for"),
        (b"  <!-- x --> <HTML lang=en>", "its feed is looked for"),
        (b'{"version": "https://jsonfeed.org/version/1"}', ""),
        (b"", ""),
        (b"<urlset><url><loc>https://tern.example/</loc></url></urlset>", ""),
    ],
)
def test_what_is_no_feed_is_an_error_that_says_so(body, hint):
    with pytest.raises(SourceError, match="not a feed") as error:
        read_feed(body, "text/html", URL)
    assert hint in error.value.hint
    assert error.value.where == URL


def test_a_feed_reads_no_file(tmp_path):
    secret = tmp_path / "secret"
    secret.write_text("the secret")
    document = read(
        f'<!DOCTYPE rss [<!ENTITY f SYSTEM "{secret.as_uri()}">]>'
        "<rss version='2.0'><channel><title>&f;</title>"
        "<item><title>&f;</title><link>https://tern.example/1</link></item></channel></rss>"
    )
    assert "secret" not in str(document)


def test_a_feed_whose_entities_unfold_to_gigabytes_is_refused():
    entities = "".join(f'<!ENTITY e{i} "{f"&e{i - 1};" * 10}">' for i in range(1, 10))
    with pytest.raises(SourceError, match="entities within entities"):
        read(
            f'<!DOCTYPE rss [<!ENTITY e0 "lol">{entities}]>'
            "<rss version='2.0'><channel><title>&e9;</title></channel></rss>"
        )


@settings(max_examples=60, deadline=None)
@given(cut=st.integers(0, len(RSS)), noise=st.text(max_size=20), other=st.booleans())
def test_no_damage_makes_it_raise_anything_but_its_own_error(cut, noise, other):
    text = ATOM if other else RSS
    try:
        document = read(text[:cut] + noise + text[cut + 5 :])
    except SourceError:
        return
    assert all(one.url == "" or one.url.startswith("http") for one in document.listing.entries)
