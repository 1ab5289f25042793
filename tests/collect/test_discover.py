from dataclasses import replace
from datetime import UTC, datetime

import pytest

from columninch.collect.discovery.discover import Wish, discover, discover_site
from columninch.collect.discovery.look import RememberingWeb, UnkeptVault
from columninch.collect.kinds import SOURCE_KINDS
from columninch.errors import (
    ArchiveError,
    FetchError,
    RefusedAddress,
    SourceError,
    UnknownKey,
    UsageError,
)
from columninch.records import FoundSource, SourceOptions
from tests.collect.channel import ServedChannel
from tests.collect.site import Page
from tests.collect.test_feed import RSS
from tests.collect.test_listing import Marked, find
from tests.collect.test_preview import FOLDER as PREVIEWS
from tests.collect.test_sitemap import index, listed
from tests.collect.test_sitemap_document import DATA as SITEMAPS

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
            newest_at=datetime(2026, 3, 3, 4, 45, tzinfo=UTC),
            titles=("Ferry strike enters second week", "Morning programme"),
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


def items(*titles, kind=""):
    """A feed of these titles, with sound where `kind` says so."""
    sound = f'<enclosure url="http://tern.example/1" type="{kind}" length="1"/>' if kind else ""
    told = "".join(
        f"<item><title>{title}</title><link>http://tern.example/{n}</link>{sound}</item>"
        for n, title in enumerate(titles)
    )
    return Page(f'<rss version="2.0"><channel><title>F</title>{told}</channel></rss>'.encode())


def home(*feeds, body=""):
    links = "".join(
        f'<link rel="alternate" type="application/{kind}" title="{title}" href="{href}">'
        for href, kind, title in feeds
    )
    return Page(f'<html lang="en"><head><title>The Tern: news</title>{links}</head>{body}'.encode())


def found(tools, address="http://tern.example/", wish=None):
    return [
        (one.kind, one.url.removeprefix("http://tern.example"))
        for one in discover(address, tools, wish)
    ]


def test_of_several_feeds_the_main_one_comes_first_and_the_others_say_what_they_are(site, tools):
    site.pages |= {
        "/": home(
            ("/talk.xml", "rss+xml", "Our talks"),
            ("/category/sport/feed", "rss+xml", "Sport"),
            ("/empty", "atom+xml", "Notices"),
            ("/main", "rss+xml", "The Tern"),
            ("/second", "rss+xml", "More"),
            ("/replies", "rss+xml", "The Tern » Comments Feed"),
            ("/f.json", "feed+json", "JSON"),
        ),
        "/talk.xml": items("One", "Two", kind="audio/mpeg"),
        "/category/sport/feed": items("Cup"),
        "/empty": items(),
        "/main": items("Ferry", "Bread"),
        "/second": items("More"),
        "/replies": items("Re: Ferry"),
        "/f.json": Page(b'{"version": "https://jsonfeed.org/version/1.1"}'),
    }
    sources = discover("http://tern.example/", tools)
    assert [(one.url.removeprefix("http://tern.example"), one.note) for one in sources] == [
        ("/main", ""),
        ("/second", "another feed of the same site"),
        ("/empty", "it lists nothing at present"),
        ("/category/sport/feed", "one section of the outlet, or what is filed under one name"),
        ("/talk.xml", "a podcast: its entries are sound"),
    ]
    assert sources[0].titles == ("Ferry", "Bread")
    assert "/replies" not in {path for _, path in site.asked}


def test_a_feed_of_comments_is_never_offered(site, tools):
    site.pages["/feed"] = Page(items("Re: Ferry").body.replace(b">F<", b">Comments on: The Tern<"))
    with pytest.raises(SourceError):
        discover("http://tern.example/feed", tools)


def test_sitemaps_are_found_through_robots(site, tools):
    site.pages |= {
        "/": home(),
        "/robots.txt": Page(
            b"User-agent: *\nDisallow: /x\nSitemap: /map.xml\n"
            b"sitemap:http://tern.example/news.xml\nSitemap: javascript:x\n"
            b"Sitemap: http://tern.example/tag-sitemap.xml\n",
            "text/plain",
        ),
        "/map.xml": index("/part.xml"),
        "/part.xml": listed(("/a/a-page-that-is-new-here", "2026-03-04")),
        "/news.xml": Page((SITEMAPS / "news.xml").read_bytes()),
    }
    news, whole = discover("http://tern.example/", tools)
    assert (news.kind, news.url) == ("sitemap", "http://tern.example/news.xml")
    assert news.note == "a news sitemap: titles and dates of the last days"
    assert (news.entry_count, news.outlet_name) == (2, "The Tern")
    assert news.newest_at == datetime(2026, 3, 4, 5, 0, tzinfo=UTC)
    assert (whole.url, whole.entry_count) == ("http://tern.example/map.xml", 1)
    assert "/tag-sitemap.xml" not in {path for _, path in site.asked}


def test_a_sitemap_in_a_usual_place_and_at_its_own_address_is_found(site, tools):
    site.pages |= {"/": home(), "/sitemap.xml": listed("/a/1")}
    (source,) = discover("http://tern.example/", tools)
    assert (source.kind, source.entry_count) == ("sitemap", 0)
    assert "lists nothing recent" in source.note
    assert discover("http://tern.example/sitemap.xml", tools)[0].kind == "sitemap"


def test_the_best_comes_first_feed_then_news_then_the_page_then_the_rest(site, tools):
    page = Marked(find("front"))
    head = b'<head><link rel="alternate" type="application/rss+xml" href="/feed">'
    site.pages |= {
        "/": Page(page.body.replace(b"<head>", head)),
        "/feed": FEED,
        "/robots.txt": Page(b"Sitemap: /map.xml\nSitemap: /news.xml"),
        "/map.xml": listed(("/a/a-page-that-is-new-here", "2026-03-04")),
        "/news.xml": Page((SITEMAPS / "news.xml").read_bytes()),
    }
    assert found(tools) == [
        ("feed", "/feed"), ("sitemap", "/news.xml"), ("listing", "/"), ("sitemap", "/map.xml"),
    ]  # fmt: skip
    assert {one.outlet_name for one in discover("http://tern.example/", tools)} == {
        "The Osk Ledger"
    }


def test_a_page_that_lists_articles_is_a_source_without_a_feed(site, tools):
    site.pages["/"] = Page(Marked(find("fa-table")).body)
    (source,) = discover("http://tern.example/", tools)
    assert (source.kind, source.entry_count) == ("listing", 4)
    assert source.titles[0] == "شهردار پیشین به دادگاه فراخوانده شد"


def test_a_list_of_addresses_on_the_web_and_on_this_machine_is_found(site, tools, tmp_path):
    body = b"http://tern.example/a\nhttp://tern.example/b\nnonsense\n"
    site.pages["/list"] = Page(body, "text/plain")
    (source,) = discover("http://tern.example/list", tools)
    assert (source.kind, source.entry_count) == ("urls", 2)
    assert "line 3" in source.note
    (tmp_path / "list.txt").write_bytes(body)
    (source,) = discover(str(tmp_path / "list.txt"), tools)
    assert (source.kind, source.url) == ("urls", (tmp_path / "list.txt").as_uri())
    (tmp_path / "text.txt").write_text("See\nhttp://tern.example/a\nand\nmore\n")
    assert discover(str(tmp_path / "text.txt"), tools)[0].kind == "file"
    with pytest.raises(UsageError, match="no source of the kind"):
        discover(str(tmp_path / "text.txt"), tools, Wish("feed"))


def test_a_person_may_say_what_it_is(site, tools):
    site.pages |= {"/": Page(Marked(find("shop")).body), "/feed": FEED}
    chosen = Wish(options=SourceOptions(selector="#catalogue a"))
    (source,) = discover("http://tern.example/", tools, chosen)
    assert (source.kind, source.entry_count) == ("listing", 4)
    assert source.options.selector == "#catalogue a"
    assert found(tools, wish=Wish("page")) == [("page", "/")]
    assert found(tools, "http://tern.example/feed", Wish("feed")) == [("feed", "/feed")]
    with pytest.raises(SourceError, match="HTML, not a feed"):
        discover("http://tern.example/", tools, Wish("feed"))
    with pytest.raises(UnknownKey, match="known are"):
        discover("http://tern.example/", tools, Wish("telegraph"))
    with pytest.raises(SourceError, match="selector"):
        discover("http://tern.example/", tools, Wish(options=SourceOptions(selector="a[[")))


def test_a_browser_that_there_is_not_is_told(tools):
    with pytest.raises(UsageError, match="no browser"):
        discover("http://tern.example/", tools, Wish(options=SourceOptions(browser=True)))


def test_what_needs_a_browser_is_looked_at_in_one(site, tools, make_web):
    site.pages["/feed"] = FEED
    rendered = replace(tools, web=make_web(hosts={}), browser=tools.web)
    (source,) = discover(
        "http://tern.example/feed", rendered, Wish(options=SourceOptions(browser=True))
    )
    assert source.options.browser


def test_a_kind_that_knows_its_addresses_is_asked_first_and_found_among_links(
    site, tools, monkeypatch
):
    def recognise(url):
        return "http://knot.example/s/tern" if "knot.example/tern" in url else ""

    kind = replace(SOURCE_KINDS["feed"], recognise=recognise)
    monkeypatch.setitem(SOURCE_KINDS, "preview", kind)
    site.pages |= {
        "/s/tern": items("A post"),
        "/feed": FEED,
        "/": home(
            ("/feed", "rss+xml", ""), body='<body><a href="http://knot.example/tern">Follow us</a>'
        ),
    }
    (direct,) = discover("http://knot.example/tern", tools)
    assert (direct.kind, direct.url) == ("preview", "http://knot.example/s/tern")
    assert direct.titles == ("A post",)
    main, channel = discover("http://tern.example/", tools)
    assert (main.kind, channel.kind, channel.outlet_name) == ("feed", "preview", "The Tern")


class AtTheService:
    """A web for which the service of channels is the local site."""

    def __init__(self, web):
        self.web = web

    def get(self, url, *, headers=None):
        asked = url.replace("https://t.me/", "http://knot.example/")
        return replace(self.web.get(asked, headers=headers), url=url, final_url=url)


def channel_of(site):
    channel = ServedChannel(site)
    channel.publish(*range(1, 31))
    site.pages["/tern"] = Page(b'<html><body><a href="/s/tern">Preview channel</a></body></html>')
    return channel


@pytest.mark.parametrize("path", ["/tern", "/tern/12", "/s/tern", "/s/tern?before=9"])
@pytest.mark.parametrize("kind", ["", "preview"])
def test_a_channel_is_found_at_whatever_address_of_it(site, tools, path, kind):
    channel_of(site)
    site.pages["/tern/12"] = site.pages["/tern"]
    (found,) = discover(f"http://knot.example{path}", tools, Wish(kind))
    assert (found.kind, found.url) == ("preview", "http://knot.example/s/tern")
    assert (found.outlet_name, found.note) == ("The Tern", "on knot.example")
    assert (found.entry_count, found.titles[0]) == (20, "Post 11 of the Tern.")


def test_a_channel_of_the_service_is_asked_for_its_preview_alone(site, tools, make_web):
    channel_of(site)
    known = replace(tools, web=AtTheService(tools.web))
    (found,) = discover("https://telegram.me/tern/4", known)
    assert (found.kind, found.url, found.note) == ("preview", "https://t.me/s/tern", "on t.me")
    assert site.asked == [("knot.example", "/s/tern")]


def test_a_channel_that_a_site_links_is_found_and_its_own_pages_are_none(site, tools):
    channel_of(site)
    links = (
        '<a href="/s/politics">Politics</a><a href="https://t.me/share?url=x">Share</a>'
        '<a href="https://t.me/tern">Follow us</a><a href="https://t.me/s/tern">Again</a>'
    )
    site.pages |= {"/": home(("/feed", "rss+xml", ""), body=f"<body>{links}"), "/feed": FEED}
    main, channel = discover("http://tern.example/", replace(tools, web=AtTheService(tools.web)))
    assert (main.kind, channel.kind) == ("feed", "preview")
    assert (channel.url, channel.outlet_name) == ("https://t.me/s/tern", "The Tern")
    assert not [path for _, path in site.asked if path == "/s/politics"]


def test_a_page_that_only_looks_like_a_channels_is_what_it_is(site, tools):
    site.pages |= {
        "/s/tern": Page(b'<link rel="alternate" type="application/rss+xml" href="/feed">'),
        "/about": Page(b'<a href="/s/about">About</a>' + HOME),
        "/feed": FEED,
    }
    for path in ("/s/tern", "/about"):
        assert [one.kind for one in discover(f"http://tern.example{path}", tools)] == ["feed"]


def test_a_channel_without_a_preview_says_so(site, tools):
    site.pages["/s/tern"] = Page((PREVIEWS / "no-preview.html").read_bytes())
    with pytest.raises(SourceError, match="no public preview"):
        discover("https://t.me/tern", replace(tools, web=AtTheService(tools.web)))


def test_nothing_is_kept_and_nothing_asked_twice(site, tools, tmp_path):
    site.pages["/"] = Page(Marked(find("front")).body)
    discover("http://tern.example/", tools)
    assert len(site.asked) == len(set(site.asked))
    assert not [path for path in tmp_path.rglob("*.warc*") if path.stat().st_size]
    response = RememberingWeb(tools.web).get("http://tern.example/")
    with pytest.raises(ArchiveError):
        UnkeptVault().payload(UnkeptVault().store(response))


@pytest.mark.parametrize(
    ("status", "told"),
    [(401, "sign in"), (403, "--browser"), (404, "no such page"), (410, "gone"), (503, "later")],
)
def test_an_answer_that_is_an_error_says_what_to_do(site, tools, status, told):
    site.pages["/"] = Page(b"no", status=status)
    with pytest.raises(FetchError, match=f"answered {status}") as error:
        discover("http://tern.example/", tools)
    assert told in error.value.hint


def test_a_host_that_nothing_answers_at_says_what_to_check(tools, make_web):
    nobody = replace(tools, web=make_web(hosts={"tern.example": ("127.0.0.1", 1)}, robots=False))
    with pytest.raises(FetchError) as error:
        discover("http://tern.example/", nobody)
    assert "spelled right" in error.value.hint


def test_a_wall_says_that_it_asks_to_sign_in(site, tools):
    site.pages["/"] = Page(b"<html><form><input type='password' name='p'></form>")
    with pytest.raises(SourceError, match="asks to sign in"):
        discover("http://tern.example/", tools)


def test_a_site_that_allows_nothing_says_so(site, make_web, tools):
    site.pages |= {"/robots.txt": Page(b"User-agent: *\nDisallow: /\n"), "/": Page(HOME)}
    with pytest.raises(RefusedAddress, match=r"robots\.txt"):
        discover("http://tern.example/", replace(tools, web=make_web(robots=True)))


def test_a_web_page_never_reads_this_machines_files(tools, tmp_path):
    (tmp_path / "a.txt").write_text("http://tern.example/a")
    for path in (str(tmp_path / "a.txt"), (tmp_path / "a.txt").as_uri(), "~/a", "."):
        with pytest.raises(UsageError):
            discover_site(path, tools)


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
