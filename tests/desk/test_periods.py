"""Periods: half-open weeks of a series' zone, as UTC."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from columninch.desk import models, periods
from columninch.desk.actions.digests import wish_draft
from columninch.desk.keep.records import touch_days
from columninch.desk.pipeline import STAGES
from columninch.desk.stage import Ask
from columninch.desk.waiting import current_recipe, periods_to_draft
from tests.desk import press

ZONES = ["UTC", "Europe/Tirane", "Asia/Tehran", "Asia/Kathmandu", "America/Havana", "Pacific/Apia"]
moments = st.datetimes(
    datetime(2015, 1, 1),  # noqa: DTZ001  # the strategy wants its bounds bare
    datetime(2035, 1, 1),  # noqa: DTZ001  # as above
    timezones=st.just(UTC),
)


@given(moments, st.sampled_from(ZONES), st.integers(0, 6))
def test_a_week_holds_its_moment_and_begins_on_its_weekday_at_midnight(moment, zone, weekday):
    starts, ends = periods.week_bounds(moment, zone, weekday)
    assert starts <= moment < ends
    assert starts.astimezone(ZoneInfo(zone)).weekday() == weekday
    assert timedelta(days=6, hours=22) <= ends - starts <= timedelta(days=7, hours=2)


@given(moments, st.sampled_from(ZONES), st.integers(0, 6))
def test_weeks_meet_without_gap_or_overlap(moment, zone, weekday):
    starts, ends = periods.week_bounds(moment, zone, weekday)
    assert periods.week_bounds(ends, zone, weekday)[0] == ends
    assert periods.week_bounds(starts - timedelta(microseconds=1), zone, weekday)[1] == starts


def test_the_week_in_which_clocks_go_forward_is_an_hour_shorter():
    starts, ends = periods.week_bounds(datetime(2026, 3, 27, tzinfo=UTC), "Europe/Tirane", 0)
    assert ends - starts == timedelta(days=7, hours=-1)


@pytest.mark.django_db
def test_a_period_names_every_utc_day_that_it_touches():
    series = press.series()
    series.time_zone = "Asia/Tehran"
    series.save()
    period = periods.period_of_day(series, date(2026, 5, 6))
    assert period.starts == datetime(2026, 5, 3, 20, 30, tzinfo=UTC)
    assert date.fromordinal(period.first_day) == date(2026, 5, 3)
    assert date.fromordinal(period.last_day) == date(2026, 5, 10)


@pytest.mark.django_db
def test_asking_twice_makes_one_period():
    series = press.series()
    first = periods.period_at(series, press.NOW)
    assert periods.period_at(series, press.NOW - timedelta(days=1)) == first
    assert periods.before(first) is None
    earlier = periods.period_at(series, press.NOW - timedelta(days=7))
    assert periods.before(first) == earlier


@pytest.mark.django_db
def test_a_date_far_in_the_future_is_not_the_newest_day():
    today = press.NOW.toordinal()
    touch_days([today - 3, today + 400], "read")
    assert periods.newest_day(press.NOW) == today - 3


@pytest.mark.django_db
def test_the_period_of_the_newest_reading_is_made_however_old_it_is():
    series = press.series()
    old = press.NOW - timedelta(days=300)
    touch_days([old.toordinal()], "read")
    periods.ensure_periods(press.NOW)
    assert models.Period.objects.filter(series=series, starts__lte=old, ends__gt=old).exists()


def drafted_first(now):
    draft = next(stage for stage in STAGES if stage.name == "draft")
    return list(periods_to_draft(Ask(current_recipe(draft, now), now)))


@pytest.mark.django_db
def test_the_older_week_is_drafted_before_the_running_one():
    press.series()
    periods.ensure_periods(press.NOW)
    touch_days([press.NOW.toordinal(), press.NOW.toordinal() - 7], "read")
    starts = [period.starts for period in drafted_first(press.NOW)]
    assert len(starts) == 2
    assert starts == sorted(starts)


@pytest.mark.django_db
def test_an_old_week_is_drafted_only_when_it_is_wished_for():
    series = press.series()
    old = press.NOW.date() - timedelta(days=60)
    touch_days([old.toordinal(), press.NOW.toordinal()], "read")
    periods.ensure_periods(press.NOW)
    period = periods.period_of_day(series, old)
    assert period not in drafted_first(press.NOW)
    assert wish_draft(series, old) == period
    assert period in drafted_first(press.NOW)
