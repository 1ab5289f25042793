"""Shares with their intervals, and the frame behind them."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING

from django.urls import reverse

from columninch.desk.reads.shares import leading_shares, shares_of
from tests.desk import press

if TYPE_CHECKING:
    from django.test import Client


def test_a_share_stands_beside_last_weeks_with_the_interval_of_its_change(
    week: press.Week,
) -> None:
    (group,) = shares_of(week.period, "items")
    first = group.rows[0]
    assert (first.answer.key, first.share.share) == ("ferry", 0.6)
    assert first.before is not None
    assert first.before.share == 0.3
    assert first.change is not None
    assert first.change.low < first.change.difference < first.change.high


def test_none_of_these_does_not_lead(week: press.Week) -> None:
    led = leading_shares(shares_of(week.period, "items"), count=9)
    assert [row.answer.key for row in led] == ["ferry"]


def test_no_share_is_shown_without_its_interval(signed_in: Client, week: press.Week) -> None:
    for path in ("/", "/shares/"):
        page = signed_in.get(path).content.decode()
        assert "60%" in page
        assert "42 to 75" in page


def test_a_group_without_an_estimate_says_what_it_waits_for(
    signed_in: Client, week: press.Week
) -> None:
    press.frame(press.group(week.series, [], key="capital"), week.period, week.readings[1:2], 1)
    page = signed_in.get("/shares/").content.decode()
    assert "1 text is drawn and waits to be coded by hand." in page


def test_the_frame_as_csv_has_a_row_for_each_unit(signed_in: Client, week: press.Week) -> None:
    response = signed_in.get(reverse("frame-csv", args=[week.frame.pk]))
    rows = list(csv.DictReader(io.StringIO(response.content.decode())))
    assert [row["drawn"] for row in rows] == ["1", "1", "1", "0"]
    assert [row["answer"] for row in rows] == ["ferry", "", "", ""]


def test_a_title_never_becomes_a_formula(signed_in: Client, week: press.Week) -> None:
    row = press.reading(week.source, "=1+1", "Seven gulls over the pier")
    frame = press.frame(press.group(week.series, [], key="capital"), week.period, [row], 1)
    told = signed_in.get(reverse("frame-csv", args=[frame.pk])).content.decode()
    assert "'=1+1" in told
