"""News sitemaps as windows: what they moved past is told, and how often they are asked."""

from dataclasses import replace
from datetime import timedelta

import pytest

from columninch.collect.poll import PolledSource, poll_source
from columninch.collect.schedule import LONGEST_SECONDS, SHORTEST_SECONDS, Rhythm, next_interval
from columninch.collect.sitemaps.memory import MAX_WINDOWS, read_memory
from columninch.records import SourceOptions
from columninch.tools import FixedClock
from tests.collect.conftest import NOON
from tests.collect.site import Page
from tests.collect.test_sitemap import ROOT, SITE, index, listed

HOUR = timedelta(hours=1)


def news(*numbers, section="harbour"):
    """A news sitemap with the reports of these numbers, one an hour, up to now for number 0."""
    told = "".join(
        f"<url><loc>{SITE}/{section}/a-report-from-there-{n}</loc><news:news>"
        f"<news:publication_date>{(NOON + n * HOUR).isoformat()}</news:publication_date>"
        f"<news:title>Report {n} of the {section}</news:title></news:news></url>"
        for n in numbers
    )
    return Page(f"<urlset xmlns:news='n'>{told}</urlset>".encode(), "application/xml")


def newest(number, count=12):
    return range(number, number - count, -1)


class Watch:
    """A sitemap that is asked again and again, as the desk does."""

    def __init__(self, site, tools):
        self.site, self.tools = site, tools
        self.source = PolledSource("sitemap", ROOT)
        self.now = NOON

    def poll(self, *, hours=0.0, **served):
        """A poll some hours after noon; `served` are the pages by their names."""
        self.now = NOON + hours * HOUR
        self.site.pages |= {f"/{name}.xml": page for name, page in served.items()}
        tools = replace(self.tools, clock=FixedClock(self.now))
        polled = poll_source(self.source, tools)
        captures = [one.capture for one in polled.documents if one.capture]
        self.source = replace(
            self.source, memory=polled.memory, etag=polled.etag, polled_at=self.now,
            before=captures[0] if captures else self.source.before,
        )  # fmt: skip
        return polled

    def interval(self, polled, before=3600, new_count=0):
        return next_interval(
            Rhythm(ROOT, before, new_count, False, polled.wait_seconds, self.now, polled.pace)
        )


@pytest.fixture
def watch(site, tools):
    return Watch(site, tools)


def test_a_news_sitemap_that_moved_past_unseen_pages_has_a_gap(watch):
    assert watch.poll(sitemap=news(*newest(0))).gaps == ()
    (gap,) = watch.poll(sitemap=news(*newest(40)), hours=40).gaps
    assert (gap.kind, gap.starts, gap.ends) == ("window", NOON, NOON + 29 * HOUR)


def test_below_an_index_each_news_sitemap_has_a_window_and_the_source_one_gap(watch):
    watch.poll(
        sitemap=index("/news1.xml", "/news2.xml", "/pages.xml"),
        news1=news(*newest(0)),
        news2=news(*newest(0), section="market"),
        pages=listed(("/a/a-page-of-old", "2026-03-01")),
    )
    moved = news(*newest(40)), news(*newest(44), section="market")
    (gap,) = watch.poll(news1=moved[0], news2=moved[1], hours=44).gaps
    assert (gap.starts, gap.ends) == (NOON, NOON + 33 * HOUR)
    assert gap.detail.count("none of the 12 entries") == 1


@pytest.mark.parametrize(
    "after",
    [
        [],
        list(newest(11)),
        list(reversed(newest(6))),
        [n for n in newest(0) if n != -3],
        [-400, *newest(8)],
        [60, 59],
    ],
    ids=["none", "met", "reordered", "one dropped", "pinned", "torn"],
)
def test_what_is_no_move_makes_no_gap(watch, after):
    watch.poll(sitemap=news(*newest(0)))
    assert watch.poll(sitemap=news(*after), hours=60).gaps == ()


def test_pages_that_moved_on_to_the_next_sitemap_make_no_gap(watch):
    watch.poll(
        sitemap=index("/news1.xml", "/news2.xml"), news1=news(*newest(0)), news2=news(*newest(-12))
    )
    after = {"news1": news(*newest(14)), "news2": news(*newest(2, 20))}
    assert watch.poll(**after, hours=14).gaps == ()


def test_a_sitemap_of_a_whole_site_or_of_a_month_has_no_window(watch):
    def pages(name):
        return [(f"/a/a-page-of-the-{name}-{n}", "2026-03-05") for n in range(9)]

    watch.poll(
        sitemap=index("/all.xml", "/news-2026-03.xml"),
        all=listed(*pages("old")),
        **{"news-2026-03": news(*newest(0))},
    )
    polled = watch.poll(all=listed(*pages("new")), **{"news-2026-03": news(*newest(40))}, hours=40)
    assert (polled.gaps, polled.pace) == ((), None)
    assert len(polled.entries) == 9 + 12


def test_a_period_of_the_past_has_neither_gaps_nor_pace(watch):
    watch.source = replace(
        watch.source, options=SourceOptions(since=NOON - 99 * HOUR, until=NOON + 99 * HOUR)
    )
    watch.poll(sitemap=news(*newest(0)))
    polled = watch.poll(sitemap=news(*newest(40)), hours=40)
    assert (polled.gaps, polled.pace) == ((), None)


def test_a_news_sitemap_is_asked_by_its_own_pace_also_where_it_did_not_change(watch):
    served = news(*newest(0))
    first = watch.poll(sitemap=index("/news.xml"), news=served)
    assert (first.pace.window, first.pace.times[:2]) == (12, (NOON, NOON - HOUR))
    assert 0.8 * 24 * 60 <= watch.interval(first) <= 24 * 60
    again = watch.poll(hours=1)
    assert again.documents[1:] == ()
    assert again.pace == first.pace
    late = watch.poll(hours=300)
    assert 0.8 * 6 * 3600 <= watch.interval(late) <= 6 * 3600  # for its window's sake


def test_a_sitemap_without_news_is_asked_oftener_while_it_has_something_new(watch):
    polled = watch.poll(sitemap=listed(("/a/a-page-of-today", "2026-03-04")))
    assert polled.pace is None
    interval = 3600
    for new_count, bound in [(1, SHORTEST_SECONDS), (0, LONGEST_SECONDS * 0.8)]:
        for _ in range(40):
            interval = watch.interval(polled, interval, new_count)
            assert SHORTEST_SECONDS <= interval <= LONGEST_SECONDS
        assert interval <= 1.3 * bound if new_count else interval >= bound


def test_the_windows_that_are_remembered_are_bounded(watch):
    names = [f"news{n}x" for n in range(10)]
    served = {name: news(*newest(0), section=name) for name in names}
    watch.poll(sitemap=index(*[f"/{name}.xml" for name in names]), **served)
    kept = read_memory(watch.source.memory).windows
    assert len(kept) == MAX_WINDOWS
    assert len(watch.source.memory) < MAX_WINDOWS * 8000
