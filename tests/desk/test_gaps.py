"""A week's collection gaps are told beside its shares, outlet by outlet."""

from datetime import timedelta

import pytest

from columninch.desk import models
from columninch.desk.reads.gaps import not_collected
from tests.desk import press


@pytest.fixture
def week(db):
    return press.small_week()


def group_of(week):
    return models.Group.objects.filter(memberships__outlet=week.source.outlet).first().pk


def gap(week, kind, **more):
    given = {"starts": week.period.starts, "ends": week.period.starts + timedelta(hours=9)}
    models.Gap.objects.create(source=week.source, kind=kind, found_at=press.NOW, **given | more)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("kind", "count", "told"),
    [
        ("down", None, "its source was out of reach for a time; outages: 1"),
        ("window", None, "its feed had moved on before it was asked again: 1 times"),
        ("numbers", 12, "posts whose numbers are missing: 12"),
    ],
)
def test_a_gap_of_the_week_is_told_in_both_languages(week, kind, count, told):
    before = not_collected(group_of(week), week.period, "en")
    gap(week, kind, count=count)
    new = set(not_collected(group_of(week), week.period, "en")) - set(before)
    assert new == {f"{week.source.outlet.name}: {told}"}
    assert len(not_collected(group_of(week), week.period, "fa")) == len(before) + 1


@pytest.mark.django_db
def test_a_gap_of_another_week_is_not_told(week):
    before = not_collected(group_of(week), week.period, "en")
    gap(week, "down", starts=week.period.ends, ends=week.period.ends + timedelta(days=1))
    gap(week, "down", starts=None, ends=week.period.starts - timedelta(days=1))
    assert not_collected(group_of(week), week.period, "en") == before


@pytest.mark.django_db
def test_items_that_were_taken_in_afterwards_are_told(week):
    before = not_collected(group_of(week), week.period, "en")
    source = models.Source.objects.create(
        outlet=week.source.outlet,
        channel=week.source.channel,
        kind="cdx",
        url="https://archive.example/cdx",
        added_at=press.NOW,
        is_backfill=True,
    )
    press.reading(source, "From the past", "Text", at=week.period.starts + timedelta(hours=1))
    new = set(not_collected(group_of(week), week.period, "en")) - set(before)
    assert new == {
        f"{source.outlet.name}: taken in afterwards, from archives or older lists: 1 items"
    }


@pytest.mark.django_db
def test_a_page_belongs_to_the_week_in_which_it_was_first_asked_for(week):
    later = press.period(week.series, week.period.ends)
    models.Setback.objects.filter(stage="fetch").update(
        first_at=week.period.starts + timedelta(days=2), at=later.starts + timedelta(days=3)
    )
    told = f"{week.source.outlet.name}: pages that could not be had: 1"
    assert told in not_collected(group_of(week), week.period, "en")
    assert told not in not_collected(group_of(week), later, "en")


@pytest.mark.django_db
def test_a_source_that_is_down_is_told_in_each_week_that_it_is(week):
    later = press.period(week.series, week.period.ends)
    setback = press.setback("poll", week.source.pk, "no answer", week.source)
    models.Setback.objects.filter(pk=setback.pk).update(
        first_at=week.period.ends - timedelta(days=1), at=later.starts + timedelta(days=1)
    )
    told = f"{week.source.outlet.name}: its source could not be read"
    for each in (week.period, later):
        assert told in not_collected(group_of(week), each, "en")
