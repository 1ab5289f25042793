"""Listing pages as windows: what they moved past is told, and how often they are asked."""

from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

import pytest

from columninch.collect.poll import PolledSource, poll_source
from columninch.collect.schedule import LONGEST_SECONDS, SHORTEST_SECONDS, Rhythm, next_interval
from columninch.records import SourceOptions
from columninch.tools import FixedClock
from tests.collect.conftest import NOON
from tests.collect.site import Page

HOUR = timedelta(hours=1)
SOURCE = PolledSource("listing", "http://tern.example/news")


def page(*numbers, beside=""):
    """A page that links the reports with these numbers, in their order."""
    links = "".join(
        f"<li><h3><a href='/news/a-report-from-the-harbour-{n}'>"
        f"The harbour board met and voted on report {n}</a></h3></li>"
        for n in numbers
    )
    return Page(f"<html><body><main><ul>{links}</ul></main>{beside}</body></html>".encode())


def newest(number, count=12):
    return range(number, number - count, -1)


@dataclass
class Watch:
    """A source that is asked again and again, as the desk does."""

    site: object
    tools: object
    source: PolledSource = SOURCE
    now: datetime = NOON
    interval: int = 3600
    known: set = field(default_factory=set)

    def poll(self, served, after=HOUR):
        self.now += after
        self.site.pages["/news"] = served
        tools = replace(self.tools, clock=FixedClock(self.now))
        polled = poll_source(self.source, tools)
        urls = {entry.url for entry in polled.entries}
        rhythm = Rhythm(
            self.source.url, self.interval, len(urls - self.known),
            self.source.polled_at is None, polled.wait_seconds, self.now, polled.pace,
        )  # fmt: skip
        self.known |= urls
        self.interval = next_interval(rhythm)
        self.source = replace(
            self.source, memory=polled.memory, etag=polled.etag, polled_at=self.now
        )
        return polled


@pytest.fixture
def watch(site, tools):
    return Watch(site, tools)


def test_a_page_that_moved_past_unseen_articles_has_a_gap(watch):
    assert watch.poll(page(*newest(20))).gaps == ()
    (gap,) = watch.poll(page(*newest(60)), 30 * HOUR).gaps
    assert (gap.kind, gap.starts, gap.ends) == ("window", NOON + HOUR, NOON + 31 * HOUR)
    assert "none of the 12 entries" in gap.detail


@pytest.mark.parametrize(
    "after",
    [
        list(newest(31)),  # the last of them was there
        list(reversed(newest(24))),
        [9, *newest(25)],  # an old one is pinned
        [n for n in newest(20) if n != 14],
        [],
        [60, 59],  # a torn page
    ],
    ids=["met", "reordered", "pinned", "one dropped", "none", "torn"],
)
def test_what_is_no_move_of_the_page_makes_no_gap(watch, after):
    watch.poll(page(*newest(20)))
    assert watch.poll(page(*after), 30 * HOUR).gaps == ()


def test_a_page_that_was_empty_for_once_is_measured_by_what_it_listed_before(watch):
    watch.poll(page(*newest(20)))
    empty = watch.poll(Page(b"<html><body><p>Back soon.</p></body></html>"))
    assert (empty.gaps, empty.entries) == ((), ())
    assert watch.poll(page(*newest(21))).gaps == ()
    watch.poll(Page(b"<html><body><p>Back soon.</p></body></html>"))
    assert len(watch.poll(page(*newest(60))).gaps) == 1


@pytest.mark.parametrize("change", [{"selector": ".side a"}, {"browser": True}])
def test_another_way_of_looking_makes_no_gap_and_begins_anew(watch, change):
    side = "".join(f"<a href='/side/{n}'>Side {n}</a>" for n in range(9))
    served = page(*newest(20), beside=f"<div class='side'>{side}</div>")
    shown = page(*newest(60)) if "browser" in change else served
    watch.tools = replace(watch.tools, browser=watch.tools.web)
    watch.poll(served)
    watch.source = replace(watch.source, options=SourceOptions(**change))
    polled = watch.poll(shown)
    assert (polled.gaps, bool(polled.entries)) == ((), True)
    assert watch.poll(shown).gaps == ()


def test_a_page_is_asked_by_its_own_pace(watch):
    number = 20
    watch.poll(page(*newest(number)))
    for _ in range(12):  # one a poll, whenever it is asked
        number += 1
        polled = watch.poll(page(*newest(number)), 2 * HOUR)
    assert polled.pace.window == 12
    assert 0.7 * 3600 <= watch.interval <= 3600
    for _ in range(40):  # silence
        watch.poll(page(*newest(number)), timedelta(seconds=watch.interval))
    # as long as it would take the whole page to turn over from one moment to the next
    assert watch.interval >= 12 * 3600 / 2 * 0.8
    for _ in range(12):
        number += 6
        watch.poll(page(*newest(number)), timedelta(seconds=min(watch.interval, 1200)))
    assert SHORTEST_SECONDS <= watch.interval <= 1200
    assert watch.interval <= LONGEST_SECONDS


def test_a_page_that_did_not_change_keeps_its_pace(watch):
    watch.poll(page(*newest(20)))
    before = watch.poll(page(*newest(22)))
    again = watch.poll(Page(status=304))
    assert again.pace == before.pace
    assert again.memory == before.memory
