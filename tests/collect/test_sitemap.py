from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from columninch.collect.poll import PolledSource, poll_source
from columninch.collect.sitemaps.memory import (
    MAX_CHILDREN,
    MAX_UNDATED,
    Child,
    SitemapMemory,
    mark,
    read_memory,
)
from columninch.collect.sitemaps.sitemap import MAX_ASKED, MAX_LISTED
from columninch.errors import FetchError, SourceError
from columninch.records import SourceOptions
from tests.collect.conftest import NOON
from tests.collect.site import Page
from tests.collect.test_sitemap_document import DATA

SITE = "http://tern.example"
ROOT = f"{SITE}/sitemap.xml"


def listed(*pages):
    """A sitemap of paths, each alone or with its last change."""
    told = [page if isinstance(page, tuple) else (page, "") for page in pages]
    items = [
        f"<url><loc>{SITE}{path}</loc>{f'<lastmod>{at}</lastmod>' if at else ''}</url>"
        for path, at in told
    ]
    return Page(f"<urlset>{''.join(items)}</urlset>".encode(), "application/xml")


def index(*children):
    told = [child if isinstance(child, tuple) else (child, "") for child in children]
    items = [
        f"<sitemap><loc>{SITE}{path}</loc>{f'<lastmod>{at}</lastmod>' if at else ''}</sitemap>"
        for path, at in told
    ]
    return Page(f"<sitemapindex>{''.join(items)}</sitemapindex>".encode(), "application/xml")


def poll(tools, before=None, **options):
    """One poll; `before` is the one that came before it."""
    source = PolledSource("sitemap", ROOT, options=SourceOptions(**options))
    if before is not None:
        captures = [one.capture for one in before.documents if one.capture]
        source = replace(
            source,
            memory=before.memory,
            etag=before.etag,
            polled_at=NOON - timedelta(hours=1),
            before=captures[0] if captures else None,
        )
    return poll_source(source, tools)


def paths(polled):
    return [entry.url.removeprefix(SITE) for entry in polled.entries]


def test_a_news_sitemap_lists_its_entries_and_is_archived(site, tools):
    body = (DATA / "news.xml").read_bytes()
    site.pages["/sitemap.xml"] = Page(body, "application/xml", headers={"ETag": '"1"'})
    polled = poll(tools)
    assert [entry.title for entry in polled.entries] == [
        "Ferry strike ends & boats sail",
        "کشتی رسید",
    ]
    assert polled.entries[0].published.at == datetime(2026, 3, 4, 5, 0, tzinfo=UTC)
    assert tools.vault.payload(polled.documents[0].capture) == body
    assert polled.etag == '"1"'


def test_only_what_is_recent_is_listed_the_newest_first(site, tools):
    site.pages["/sitemap.xml"] = listed(
        ("/a/an-old-story-of-the-pier", "2024-01-01"),
        ("/a/a-story-of-last-week", "2026-02-26T10:00:00Z"),
        ("/a/a-story-of-this-morning", "2026-03-04T10:00:00Z"),
        ("/2019/05/06/an-old-story-mended-today.html", "2026-03-04T11:00:00Z"),
        ("/2026/03/03/a-story-of-yesterday.html", "2024-01-01"),
        ("/tag/ferry", "2026-03-04T11:00:00Z"),
        ("/", "2026-03-04T11:00:00Z"),
    )
    assert set(paths(poll(tools))) == {
        "/a/a-story-of-this-morning",
        "/a/a-story-of-last-week",
        "/2026/03/03/a-story-of-yesterday.html",
    }
    assert paths(poll(tools))[0] == "/a/a-story-of-this-morning"


def test_a_jalali_day_in_an_address_dates_its_page(site, tools):
    site.pages["/sitemap.xml"] = listed("/news/1404/12/12/a", "/news/1403/01/05/b")
    assert paths(poll(tools)) == ["/news/1404/12/12/a"]


def test_after_a_long_pause_the_window_reaches_back_to_the_last_answer(site, tools):
    site.pages["/sitemap.xml"] = listed(
        ("/a/three-weeks-ago-at-sea", "2026-02-11"), ("/a/two-months-ago-at-sea", "2026-01-04")
    )
    source = PolledSource("sitemap", ROOT, polled_at=NOON - timedelta(days=21))
    assert paths(poll_source(source, tools)) == ["/a/three-weeks-ago-at-sea"]


def test_pages_without_a_date_are_listed_when_they_are_new(site, tools):
    site.pages["/sitemap.xml"] = listed("/a/1", "/a/2")
    first = poll(tools)
    assert paths(first) == []
    site.pages["/sitemap.xml"] = listed("/a/1", "/a/2", "/a/3")
    second = poll(tools, first)
    assert paths(second) == ["/a/3"]
    assert paths(poll(tools, second)) == []


def test_a_torn_sitemap_makes_no_old_page_new(site, tools):
    site.pages["/sitemap.xml"] = listed("/a/1", "/a/2", "/a/3")
    first = poll(tools)
    site.pages["/sitemap.xml"] = Page(listed("/a/1", "/a/2").body[:70], "application/xml")
    second = poll(tools, first)
    assert second.complaint
    site.pages["/sitemap.xml"] = listed("/a/1", "/a/2", "/a/3")
    assert paths(poll(tools, second)) == []


def test_a_change_that_most_pages_share_is_no_date(site, tools):
    stamp = "2026-03-04T03:00:00Z"
    site.pages["/sitemap.xml"] = listed(*((f"/a/{n}", stamp) for n in range(40)))
    first = poll(tools)
    assert paths(first) == []
    site.pages["/sitemap.xml"] = listed(*((f"/a/{n}", stamp) for n in range(41)))
    assert paths(poll(tools, first)) == ["/a/40"]


def test_a_huge_archive_does_not_flood_the_desk(site, tools):
    old = [
        (f"/a/{n}", f"20{n % 20 + 1:02}-01-{n % 27 + 1:02}T00:00:{n % 60:02}Z")
        for n in range(8_000)
    ]
    new = [(f"/a/new-{n}", f"2026-03-04T00:00:0{n}Z") for n in range(10)]
    site.pages["/sitemap.xml"] = listed(*old, *new)
    polled = poll(tools)
    assert len(polled.entries) == 10
    assert len(polled.memory) < 1_000


def test_no_more_is_listed_at_once_than_a_bound(site, tools):
    many = [
        (f"/a/{n}", f"2026-03-04T{n // 3600:02}:{n // 60 % 60:02}:{n % 60:02}Z")
        for n in range(MAX_LISTED + 5)
    ]
    site.pages["/sitemap.xml"] = listed(*many)
    polled = poll(tools)
    assert len(polled.entries) == MAX_LISTED
    assert "/a/0" not in paths(polled)
    assert "5 pages more" in polled.complaint


def test_of_an_index_only_what_may_be_recent_is_asked(site, tools):
    site.pages["/sitemap.xml"] = Page((DATA / "index.xml").read_bytes(), "application/xml")
    site.pages["/sitemap-2026-03.xml"] = listed("/a/march-comes-in-like-a-lion")
    site.pages["/posts-new.xml"] = listed(("/a/a-new-post-about-the-pier", "2026-03-04"))
    polled = poll(tools)
    asked = {path for _, path in site.asked}
    assert asked == {"/sitemap.xml", "/sitemap-2026-03.xml", "/posts-new.xml"}
    assert sorted(paths(polled)) == [
        "/a/a-new-post-about-the-pier",
        "/a/march-comes-in-like-a-lion",
    ]
    assert next(one.capture.url for one in polled.documents) == ROOT


def test_a_sitemap_that_did_not_change_is_not_asked_or_not_read_again(site, tools):
    site.pages["/sitemap.xml"] = index(
        ("/dated.xml", "2026-03-04T09:00:00Z"), "/tagged.xml", "/bare.xml"
    )
    site.pages["/dated.xml"] = listed(("/a/one-of-the-dated-pages", "2026-03-04"))
    site.pages["/tagged.xml"] = Page(
        listed(("/a/two-of-the-other-pages", "2026-03-04")).body,
        "application/xml",
        headers={"ETag": '"t"'},
    )
    site.pages["/bare.xml"] = listed(("/a/three-without-a-mark", "2026-03-04"))
    first = poll(tools)
    assert len(first.entries) == 3
    site.asked.clear()
    site.requests.clear()
    site.pages["/tagged.xml"] = Page(status=304)
    second = poll(tools, first)
    assert second.entries == ()
    assert sorted(path for _, path in site.asked) == ["/bare.xml", "/sitemap.xml", "/tagged.xml"]
    assert '"t"' in [request.get("If-None-Match") for request in site.requests]
    site.pages["/sitemap.xml"] = index(("/dated.xml", "2026-03-04T11:00:00Z"))
    site.pages["/dated.xml"] = listed(("/a/four-is-new-and-dated", "2026-03-04"))
    assert paths(poll(tools, second)) == ["/a/four-is-new-and-dated"]


def test_below_an_index_that_did_not_change_sitemaps_are_asked_all_the_same(site, tools):
    whole = index("/bare.xml")
    site.pages["/sitemap.xml"] = Page(whole.body, "application/xml", headers={"ETag": '"i"'})
    site.pages["/bare.xml"] = listed(("/a/one-of-the-pages-here", "2026-03-04"))
    first = poll(tools)
    site.pages["/sitemap.xml"] = Page(status=304)
    site.pages["/bare.xml"] = listed(("/a/two-of-the-pages-here", "2026-03-04"))
    second = poll(tools, first)
    assert paths(second) == ["/a/two-of-the-pages-here"]
    assert second.etag == '"i"'
    site.pages["/bare.xml"] = listed(("/a/three-of-the-pages-here", "2026-03-04"))
    assert paths(poll(tools, second)) == ["/a/three-of-the-pages-here"]


def test_an_index_of_hundreds_is_asked_by_turns(site, tools):
    names = [f"/part{n}x.xml" for n in range(35)]
    site.pages["/sitemap.xml"] = index(*names)
    site.pages |= {name: listed(("/a/a-page-that-is-old-now", "2020-01-01")) for name in names}
    polled, asked = None, []
    for _ in range(4):
        site.asked.clear()
        polled = poll(tools, polled)
        asked.append({path for _, path in site.asked} - {"/sitemap.xml"})
    assert all(len(one) == MAX_ASKED for one in asked)
    assert set().union(*asked) == set(names)


def test_circles_and_depths_come_to_an_end(site, tools):
    site.pages["/sitemap.xml"] = index("/one.xml", "/sitemap.xml")
    site.pages["/one.xml"] = index("/two.xml", "/one.xml", "/sitemap.xml")
    site.pages["/two.xml"] = index("/three.xml")
    site.pages["/three.xml"] = index("/four.xml")
    poll(tools)
    assert [path for _, path in site.asked] == [
        "/sitemap.xml",
        "/one.xml",
        "/two.xml",
        "/three.xml",
    ]


def test_a_sitemap_below_that_fails_is_a_complaint_and_stops_no_other(site, tools):
    site.pages["/sitemap.xml"] = index("/gone.xml", "/html.xml", "/good.xml")
    site.pages["/html.xml"] = Page(b"<html>")
    site.pages["/good.xml"] = listed(("/a/a-page-that-is-good", "2026-03-04"))
    polled = poll(tools)
    assert paths(polled) == ["/a/a-page-that-is-good"]
    assert "answered 404" in polled.complaint
    assert "HTML" in polled.complaint


def test_a_sitemap_that_fails_is_an_error(site, tools):
    with pytest.raises(FetchError, match="404"):
        poll(tools)
    site.pages["/sitemap.xml"] = Page(b"<html>")
    with pytest.raises(SourceError, match="HTML"):
        poll(tools)


def test_a_period_is_taken_whole_and_nothing_beside_it(site, tools):
    site.pages["/sitemap.xml"] = index("/sitemap-2026-01.xml", "/sitemap-2026-02.xml")
    site.pages["/sitemap-2026-01.xml"] = listed("/a/some-page-of-january", "/2026/01/20/b.html")
    site.pages["/sitemap-2026-02.xml"] = listed("/a/some-page-of-february")
    since, until = datetime(2026, 1, 1, tzinfo=UTC), datetime(2026, 2, 1, tzinfo=UTC)
    polled = poll(tools, since=since, until=until)
    assert sorted(paths(polled)) == ["/2026/01/20/b.html", "/a/some-page-of-january"]
    assert "/sitemap-2026-02.xml" not in {path for _, path in site.asked}


MARKS = st.text("ABCabc019_-", min_size=6, max_size=6)
CHILDREN = st.builds(
    Child,
    changed=st.text(max_size=30),
    etag=st.text(max_size=30),
    round=st.integers(0, 99),
    is_lively=st.booleans(),
)


@given(
    st.integers(0, 10_000),
    st.dictionaries(MARKS, CHILDREN, max_size=8),
    st.dictionaries(MARKS, st.sets(MARKS, max_size=8), max_size=4),
)
def test_what_is_remembered_comes_back(count, children, undated):
    memory = SitemapMemory(count, children, undated)
    assert read_memory(memory.written()) == memory


@given(st.text(max_size=60))
def test_a_memory_that_is_none_is_an_empty_one(text):
    assert isinstance(read_memory(text), SitemapMemory)


@pytest.mark.parametrize("text", ["", "[]", "7", '{"children": {"a": [1]}}', '{"undated": 5}'])
def test_a_damaged_memory_starts_anew(text):
    assert read_memory(text) == SitemapMemory()


def test_a_memory_is_bounded():
    memory = SitemapMemory(children={mark(str(n)): Child(round=n) for n in range(2 * MAX_CHILDREN)})
    marks = {mark(str(n)) for n in range(MAX_UNDATED + 1)}
    assert memory.new_undated("a", marks, is_whole=True) is None
    kept = read_memory(memory.written())
    assert len(kept.children) == MAX_CHILDREN
    assert min(child.round for child in kept.children.values()) == MAX_CHILDREN
    assert len(memory.written()) < 60_000
