"""Sources with their health, and the pipeline with its setbacks."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from django.urls import reverse

from columninch.desk.models import Log, Source
from columninch.desk.reads.pipeline import stage_rows
from columninch.desk.reads.sources import SourceHealth, sources_with_health, trouble_count
from tests.desk import press

if TYPE_CHECKING:
    from django.test import Client


def health(of: Source, week: press.Week, days_later: int = 0) -> SourceHealth:
    now = press.NOW + timedelta(days=days_later)
    return next(each for each in sources_with_health(week.period, now) if each.source == of)


def test_a_source_whose_poll_failed_says_why(signed_in: Client, week: press.Week) -> None:
    press.setback("poll", week.source.pk, "it refuses us (403)", week.source)
    assert health(week.source, week).state == "set back"
    for path in ("/", "/sources/", reverse("source", args=[week.source.pk])):
        assert "it refuses us (403)" in signed_in.get(path).content.decode()


def test_a_document_that_was_wrong_is_a_complaint(week: press.Week) -> None:
    persian = Source.objects.get(outlet__name="Bandar Press")
    assert health(persian, week).state == "complaint"
    assert trouble_count() == 1


def test_pages_that_could_not_be_had_are_counted(week: press.Week) -> None:
    assert health(week.source, week).state == "pages"
    assert health(week.source, week).item_setback_count == 1


def test_a_source_that_printed_and_stopped_is_silent(week: press.Week) -> None:
    source = press.source(press.outlet("Isle Courier"))
    press.poll(source)
    for hours in range(20):
        press.reading(
            source, f"Old {hours}", "Text", at=press.MONDAY - timedelta(days=2, hours=hours)
        )
    assert health(source, week).state == "silent"


def test_a_source_that_was_never_asked_is_not_in_trouble(week: press.Week) -> None:
    source = press.source(press.outlet("Isle Courier"))
    assert health(source, week).state == "waiting"
    assert not health(source, week).is_in_trouble


def test_pausing_and_resuming_is_logged(signed_in: Client, week: press.Week) -> None:
    for act in ("pause", "resume", "poll"):
        response = signed_in.post(reverse("source-act", args=[week.source.pk, act]))
        assert response["Location"] == reverse("source", args=[week.source.pk])
    assert list(Log.objects.order_by("pk").values_list("act", flat=True)) == [
        "pause source",
        "resume source",
        "poll source",
    ]
    assert "pause source" in signed_in.get("/log/").content.decode()


@pytest.mark.parametrize("act", ["drop", "delete-all"])
def test_an_act_that_there_is_not_is_not_found(
    act: str, signed_in: Client, week: press.Week
) -> None:
    path = reverse("source-act", args=[week.source.pk, act])
    assert signed_in.post(path).status_code == 404


def test_a_setback_links_to_its_row(signed_in: Client, week: press.Week) -> None:
    (row,) = [row for row in stage_rows(press.NOW) if row.stage.name == "fetch"]
    assert row.setback_count == 1
    assert row.setbacks[0].url == reverse("item", args=[week.readings[1].item_id])
    assert row.setbacks[0].url in signed_in.get("/pipeline/").content.decode()


def test_a_stage_says_by_which_recipe_it_works_and_worked(week: press.Week) -> None:
    press.recipe("read", revision=7)
    (row,) = [row for row in stage_rows(press.NOW) if row.stage.name == "read"]
    assert row.recipe.reason
    assert [recipe.revision for recipe in row.earlier] == [7]
