import pytest

from columninch.collect.discover import discover
from columninch.errors import FetchError, RefusedAddress, SourceError, UsageError
from columninch.records import FoundSource
from tests.collect.site import Page
from tests.collect.test_feed import RSS

FEED = Page(RSS.encode(), "application/rss+xml")
HOME = b"""<html lang="en-GB"><head><title>Home</title>
<meta property="og:site_name" content="The Tern">
<link rel="alternate" type="application/rss+xml" href="/comments/feed">
<link rel="stylesheet" type="text/css" href="/x.css">
<link rel="Alternate" type="application/atom+xml; charset=utf-8" href="//tern.example/feed">
<link rel="alternate" type="application/rss+xml" href="broken">
<link rel="alternate" type="application/rss+xml" href="http://127.0.0.1/feed">
</head><body>"""


def test_a_feed_is_found_at_its_own_address(site, tools):
    site.pages["/feed"] = FEED
    assert discover(" http://tern.example/feed ", tools) == (
        FoundSource(
            kind="feed",
            url="http://tern.example/feed",
            outlet_name="The Tern & Tide",
            language="en",
            homepage="https://tern.example/",
            entry_count=2,
        ),
    )


def test_a_page_leads_to_the_feeds_that_it_names_without_its_comments(site, tools):
    site.pages.update({"/": Page(HOME), "/feed": FEED, "/comments/feed": FEED})
    (found,) = discover("http://tern.example/", tools)
    assert (found.url, found.outlet_name) == ("http://tern.example/feed", "The Tern")


def test_a_feed_in_a_usual_place_is_found_though_no_page_names_it(site, tools):
    site.pages.update({"/": Page(b"<html><body>Hello"), "/rss.xml": FEED})
    (found,) = discover("http://tern.example/", tools)
    assert found.url == "http://tern.example/rss.xml"


def test_an_article_of_a_site_without_a_feed_is_a_page(site, tools):
    site.pages["/a"] = Page(
        b'<html lang="fa"><head><meta property="og:type" content="article"></head>'
    )
    (found,) = discover("http://tern.example/a", tools)
    assert (found.kind, found.url) == ("page", "http://tern.example/a")
    assert (found.outlet_name, found.language) == ("tern.example", "fa")


def test_a_page_of_long_paragraphs_is_an_article(site, tools):
    site.pages["/a"] = Page(b"<html><body>" + b"<p>%s</p>" % (b"It rained all day. " * 6) * 3)
    assert discover("http://tern.example/a", tools)[0].kind == "page"


def test_a_feed_that_moved_for_good_is_found_where_it_is_now(site, tools):
    site.pages["/old"] = Page(status=301, headers={"Location": "/feed"})
    site.pages["/feed"] = FEED
    assert discover("http://tern.example/old", tools)[0].url == "http://tern.example/feed"


def test_an_address_without_a_scheme_is_tried_safe_first(site, tools):
    site.pages["/feed"] = FEED
    assert discover("tern.example/feed", tools)[0].url == "http://tern.example/feed"


def test_a_folder_and_a_file_are_found_by_their_paths(tmp_path, tools, monkeypatch):
    (tmp_path / "talks").mkdir()
    (tmp_path / "talks" / "one.srt").write_text("x")
    monkeypatch.chdir(tmp_path)
    (folder,) = discover("talks", tools)
    assert (folder.kind, folder.outlet_name, folder.entry_count) == ("folder", "talks", 1)
    assert folder.url == (tmp_path / "talks").as_uri()
    (file,) = discover("./talks/one.srt", tools)
    assert (file.kind, file.url) == ("file", (tmp_path / "talks" / "one.srt").as_uri())
    assert discover(file.url, tools) == (file,)


def test_a_page_with_neither_feed_nor_article_says_what_to_do(site, tools):
    site.pages["/"] = Page(b"<html><body>Hello")
    with pytest.raises(SourceError, match="give the address of the feed itself"):
        discover("http://tern.example/", tools)


def test_a_wrong_address_says_what_to_do(tools, tmp_path):
    for wrong in ("", "no such thing", "/no/such/folder", "file:///no/such"):
        with pytest.raises(UsageError, match=r"give a site or feed as https://"):
            discover(wrong, tools)
    with pytest.raises(FetchError, match="answered 404"):
        discover("http://tern.example/none", tools)
    with pytest.raises(RefusedAddress):
        discover("http://127.0.0.1/", tools)
    with pytest.raises(SourceError, match="holds no file that is read"):
        discover(str(tmp_path), tools)
