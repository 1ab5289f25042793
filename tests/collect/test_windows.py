from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from columninch.collect.windows import follow_window, window_pace
from columninch.records import Entry, PrintedDate

NOON = datetime(2026, 3, 4, 12, tzinfo=UTC)
HOUR = timedelta(hours=1)


def entry(number: int, *, dated: bool = True) -> Entry:
    """The entry that was published `number` hours after the first noon."""
    return Entry(
        url=f"https://tern.example/news/{number}",
        feed_id=f"http://tern.example/?p={number}",
        title=f"Report {number}",
        published=PrintedDate(NOON + number * HOUR, "second", "feed") if dated else None,
    )


def listed(newest: int, count: int = 10, *, dated: bool = True) -> list[Entry]:
    return [entry(newest - rank, dated=dated) for rank in range(count)]


def gap_between(before, after, *, hours: float = 30):
    """The gap of a source that listed `before` at noon and `after` some hours later."""
    first = follow_window("", before, polled_at=None, now=NOON)
    assert first.gap is None
    later = NOON + hours * HOUR
    return follow_window(first.memory, after, polled_at=NOON, now=later).gap


@pytest.mark.parametrize("dated", [True, False])
def test_a_window_that_moved_past_unseen_entries_is_a_gap(dated):
    gap = gap_between(listed(0, dated=dated), listed(30, dated=dated))
    assert gap is not None
    assert (gap.kind, gap.starts) == ("window", NOON)
    assert gap.ends == NOON + (21 if dated else 30) * HOUR
    assert gap.detail == "none of the 10 entries was there when the source was last asked"


@pytest.mark.parametrize("newest", [0, 1, 5, 9])
@pytest.mark.parametrize("dated", [True, False])
def test_a_window_that_still_meets_the_last_one_is_none(newest, dated):
    assert gap_between(listed(0, dated=dated), listed(newest, dated=dated)) is None


def test_a_feed_that_reorders_has_no_gap():
    assert gap_between(listed(0), sorted(listed(3), key=lambda one: one.title)) is None


def test_a_feed_that_changes_its_ids_and_links_once_has_no_gap():
    changed = [
        replace(one, url=one.url.replace("https://", "http://www.") + "/", feed_id=f"new-{one.url}")
        for one in listed(2)
    ]
    assert gap_between(listed(0), changed) is None
    moved = [replace(one, url=f"https://knot.example/{one.title}", feed_id="") for one in listed(2)]
    assert gap_between(listed(0), moved) is None


def test_a_feed_that_is_made_anew_under_other_names_reaches_back_and_has_no_gap():
    renamed = [Entry(url=f"https://knot.example/{i}", title=f"No. {i}") for i in range(10)]
    dated = [
        replace(new, published=old.published) for new, old in zip(renamed, listed(2), strict=True)
    ]
    assert gap_between(listed(0), dated) is None


def test_an_older_copy_from_a_cache_has_no_gap():
    assert gap_between(listed(0), listed(-30)) is None


@pytest.mark.parametrize("dated", [True, False])
def test_a_pinned_entry_neither_makes_a_gap_nor_hides_one(dated):
    pinned = entry(-500, dated=dated)
    before = [pinned, *listed(0, dated=dated)]
    assert gap_between(before, [pinned, *listed(5, dated=dated)]) is None
    gap = gap_between(before, [pinned, *listed(30, dated=dated)])
    assert gap is not None
    assert gap.starts == NOON


def test_an_entry_that_is_pinned_later_makes_no_gap():
    assert gap_between(listed(0), [entry(-4), *listed(8)[:9]]) is None


@pytest.mark.parametrize("after", [[], listed(40, 2), [Entry(url="")] * 20])
def test_what_is_no_full_window_has_no_gap(after):
    assert gap_between(listed(0), after) is None


def test_an_empty_feed_forgets_nothing():
    first = follow_window("", listed(0), polled_at=None, now=NOON)
    empty = follow_window(first.memory, [], polled_at=NOON, now=NOON + HOUR)
    assert (empty.memory, empty.pace) == (first.memory, first.pace)
    last = follow_window(empty.memory, listed(30), polled_at=NOON + HOUR, now=NOON + 31 * HOUR)
    assert last.gap is not None
    assert last.gap.starts == NOON + HOUR


def test_one_link_for_all_entries_hides_no_gap():
    def same(entries):
        return [replace(one, url="https://tern.example/") for one in entries]

    assert gap_between(same(listed(0)), same(listed(4))) is None
    assert gap_between(same(listed(0)), same(listed(30))) is not None


def test_an_entry_dated_in_the_future_hides_no_gap():
    ahead = replace(entry(0), published=PrintedDate(NOON + 1000 * HOUR, "second", "feed"))
    assert gap_between([ahead, *listed(-1)], listed(30)) is not None


def test_a_day_without_a_time_hides_no_gap_within_the_day():
    def by_day(entries):
        return [
            replace(one, published=PrintedDate(datetime(2026, 3, 4, tzinfo=UTC), "day", "feed"))
            for one in entries
        ]

    assert gap_between(by_day(listed(0)), by_day(listed(30)), hours=3) is not None


def test_a_memory_is_small_whatever_is_listed():
    memory = ""
    for step in range(5):
        window = follow_window(
            memory, listed(step * 2900, 3000), polled_at=NOON, now=NOON + step * HOUR
        )
        assert window.gap is None
        memory = window.memory
        assert len(memory) < 7000


@pytest.mark.parametrize("newest_first", [True, False])
@pytest.mark.parametrize("dated", [True, False])
def test_a_large_window_is_known_by_a_part_of_it(newest_first, dated):
    step = 1 if newest_first else -1
    before, after = (listed(top, 2000, dated=dated)[::step] for top in (0, 1900))
    assert gap_between(before, after, hours=2000) is None
    assert gap_between(before, listed(3000, 2000, dated=dated)[::step], hours=4000) is not None


def test_the_pace_is_what_was_listed_now_and_before():
    first = follow_window("", listed(0), polled_at=None, now=NOON)
    second = follow_window(first.memory, listed(5), polled_at=NOON, now=NOON + 5 * HOUR)
    assert second.pace is not None
    assert second.pace.window == 10
    assert second.pace.times == tuple(NOON + (5 - rank) * HOUR for rank in range(15))
    assert window_pace(second.memory) == second.pace
    assert window_pace("") is None


def test_undated_entries_are_reckoned_to_have_come_evenly_since_the_last_poll():
    first = follow_window("", listed(0, dated=False), polled_at=None, now=NOON)
    assert first.pace is not None
    assert first.pace.times == ()
    second = follow_window(
        first.memory, listed(3, dated=False), polled_at=NOON, now=NOON + 4 * HOUR
    )
    assert second.pace is not None
    assert second.pace.times == tuple(NOON + hours * HOUR for hours in (3, 2, 1))


@pytest.mark.parametrize(
    "memory",
    ["{", "[]", '"x"', "7", '{"marks": 3}', '{"marks": [[]]}', '{"count": "x"}', "[" * 999],
)
def test_a_memory_of_another_kind_is_forgotten(memory):
    window = follow_window(memory, listed(0), polled_at=NOON, now=NOON + HOUR)
    assert window.gap is None
    assert window_pace(window.memory) == window.pace


entries = st.lists(
    st.builds(
        Entry,
        url=st.sampled_from(["", *(f"https://tern.example/{i}" for i in range(40))]),
        title=st.sampled_from(["", "a", "b", "\ud800"]),
        published=st.none()
        | st.builds(
            PrintedDate,
            st.datetimes(timezones=st.just(UTC)),
            st.sampled_from(["second", "day", "year"]),
        ),
    ),
    max_size=30,
)


@settings(max_examples=60, deadline=None)
@given(st.lists(entries, max_size=5))
def test_no_listing_makes_it_raise_and_a_gap_lies_between_the_polls(listings):
    memory, polled_at = "", None
    for step, listing in enumerate(listings):
        now = NOON + step * HOUR
        window = follow_window(memory, listing, polled_at=polled_at, now=now)
        if window.gap:
            assert window.gap.starts is not None
            assert window.gap.starts <= window.gap.ends <= now
        again = follow_window(window.memory, listing, polled_at=now, now=now + HOUR)
        assert again.gap is None
        memory, polled_at = window.memory, now
