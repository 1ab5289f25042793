"""A period of the past from sitemaps: taken whole, in bounded passes, until it is through."""

from collections import Counter
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from columninch.collect.poll import PolledSource, poll_source
from columninch.collect.sitemaps import period
from columninch.collect.sitemaps.period import MAX_ASKED, MAX_FAILED, Progress, read_progress
from columninch.errors import FetchError
from columninch.records import SourceOptions
from tests.collect.site import Page
from tests.collect.test_sitemap import ROOT, index, listed, paths

JANUARY = SourceOptions(
    since=datetime(2026, 1, 1, tzinfo=UTC), until=datetime(2026, 2, 1, tzinfo=UTC)
)


def one_pass(tools, memory="", before=None):
    source = PolledSource("sitemap", f"{ROOT}#x", memory=memory, options=JANUARY, before=before)
    return poll_source(source, tools)


def passes(tools, most=50):
    """Pass after pass as the desk asks for them, until there is no more to ask."""
    memory, before = "", None
    for _ in range(most):
        polled = one_pass(tools, memory, before)
        yield polled
        memory, before = polled.memory, polled.documents[0].capture
        if not polled.is_unfinished:
            return
    raise AssertionError("it has no end")


def parts(count, prefix="part"):
    """As many sitemaps of one page each."""
    return {f"/{prefix}-{n}x.xml": listed(f"/2026/01/20/{prefix}-{n}.html") for n in range(count)}


def asked_counts(site):
    return Counter(path for _, path in site.asked)


def test_a_period_of_hundreds_of_sitemaps_is_taken_whole_pass_by_pass(site, tools):
    served = parts(250)
    site.pages |= {"/sitemap.xml": index(*served), **served}
    done = list(passes(tools))
    assert [len(polled.entries) for polled in done] == [MAX_ASKED, MAX_ASKED, 50]
    assert [polled.is_unfinished for polled in done] == [True, True, False]
    assert len({path for polled in done for path in paths(polled)}) == 250
    counts = asked_counts(site)
    assert counts.pop("/sitemap.xml") == 3
    assert set(counts.values()) == {1}
    assert done[-1].memory == ""
    assert all(polled.complaint == "" for polled in done)


def test_indexes_below_an_index_are_followed_to_their_ends(site, tools):
    served = {n: parts(70, f"branch{n}") for n in range(4)}
    site.pages["/sitemap.xml"] = index(*(f"/branch{n}.xml" for n in served))
    for n, below in served.items():
        site.pages |= {f"/branch{n}.xml": index(*below), **below}
    done = list(passes(tools))
    assert len(done) == 3
    found = [path for polled in done for path in paths(polled)]
    assert len(found) == len(set(found)) == 280
    leaves = [count for path, count in asked_counts(site).items() if "-" in path]
    assert (len(leaves), set(leaves)) == (280, {1})
    stored = [one for polled in done for one in polled.documents if one.capture]
    assert len(stored) == 280 + 4 + 3


def test_a_pass_ends_after_so_many_pages(site, tools, monkeypatch):
    monkeypatch.setattr(period, "MAX_LISTED", 5)
    served = parts(12)
    site.pages |= {"/sitemap.xml": index(*served), **served}
    assert [len(polled.entries) for polled in passes(tools)] == [5, 5, 2]


def test_what_fails_for_the_moment_is_asked_once_more_and_then_told(site, tools):
    served = parts(3)
    served["/part-1x.xml"] = Page(status=503)
    site.pages |= {"/sitemap.xml": index(*served, "/gone.xml"), **served}
    first, second = passes(tools)
    assert len(first.entries) == 2
    assert "answered 404" in first.complaint
    assert "503" not in first.complaint
    assert "answered 503" in second.complaint
    assert asked_counts(site)["/part-1x.xml"] == 2
    assert asked_counts(site)["/gone.xml"] == 1


def test_what_failed_once_is_taken_in_when_it_answers(site, tools):
    served = parts(3)
    site.pages |= {"/sitemap.xml": index(*served), **served, "/part-1x.xml": Page(status=503)}
    first = one_pass(tools)
    site.pages |= served
    second = one_pass(tools, first.memory)
    assert (first.is_unfinished, paths(second)) == (True, ["/2026/01/20/part-1.html"])
    assert (second.is_unfinished, second.complaint) == (False, "")


def test_an_outage_is_an_error_and_loses_nothing(site, tools):
    served = parts(20)
    site.pages |= {"/sitemap.xml": index(*served), **dict.fromkeys(served, Page(status=503))}
    with pytest.raises(FetchError, match="503"):
        one_pass(tools)
    assert len(site.asked) == 1 + MAX_FAILED
    site.pages |= served
    assert sum(len(polled.entries) for polled in passes(tools)) == 20


def test_indexes_without_an_end_come_to_one(site, tools, monkeypatch):
    monkeypatch.setattr(period, "MAX_THROUGH", 150)
    served = parts(400)
    site.pages |= {"/sitemap.xml": index(*served), **served}
    first, last = passes(tools)
    assert (len(first.entries), len(last.entries)) == (100, 100)
    assert "150 sitemaps" in last.complaint


MARKS = st.sets(st.text("ABCabc019_-", min_size=6, max_size=6), max_size=5)


@given(st.builds(Progress, MARKS, MARKS, MARKS))
def test_how_far_it_came_is_remembered(progress):
    assert read_progress(progress.written()) == progress


@pytest.mark.parametrize("text", ["", "x", "[]", "[1, 2, 3]", '{"round": 1}', "null"])
def test_a_memory_that_is_none_begins_anew(text):
    assert read_progress(text) == Progress()
