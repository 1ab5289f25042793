"""Marks: up to where everything of a recipe is done; they save work and decide nothing."""

from datetime import timedelta

import pytest

from columninch.desk import models
from columninch.desk.pipeline import STAGES
from columninch.desk.recipes import current_recipe, newest_recipe
from columninch.desk.runner import MARK_SECONDS, run_stage
from columninch.desk.stage import names
from columninch.desk.waiting import waiting_count
from columninch.errors import FetchError
from tests.desk import press
from tests.desk.toy import done, items, toy, toy_tools

pytestmark = pytest.mark.django_db

YOUNG = press.NOW - timedelta(seconds=MARK_SECONDS - 1)
SECOND = {1: "first", 2: "second"}


def mark():
    return models.Mark.objects.values_list("done_through", flat=True).first()


def test_a_mark_stands_at_the_last_row_that_is_some_minutes_old():
    rows = items(3)
    items(2, seen=YOUNG)
    run_stage(toy(), toy_tools())
    assert mark() == rows[-1].pk


def test_a_mark_stops_short_of_an_old_row_behind_a_young_one():
    first = items(1)[0]
    items(1, seen=YOUNG)
    items(1)
    run_stage(toy(), toy_tools())
    assert mark() == first.pk


def test_with_only_young_rows_there_is_no_mark():
    items(2, seen=YOUNG)
    run_stage(toy(), toy_tools())
    assert mark() is None


def test_what_commits_late_behind_a_young_row_is_still_served():
    early, late = items(2, seen=YOUNG)
    late_pk = early.pk
    models.Item.objects.filter(pk=late_pk).delete()
    run_stage(toy(), toy_tools())
    early.pk = late_pk
    early.save(force_insert=True)
    run_stage(toy(), toy_tools())
    assert done() == {late_pk, late.pk}


def test_a_mark_passes_over_setbacks_and_they_come_back_when_due():
    rows = items(2)
    tools = toy_tools()

    def work(pk):
        if pk == rows[0].pk:
            raise FetchError("no answer")
        return pk

    run_stage(toy(work), tools)
    assert mark() == rows[-1].pk
    tools.clock.at += timedelta(minutes=13)
    assert run_stage(toy(), tools).done == 1


def test_a_mark_can_be_dropped_and_is_made_anew():
    rows = items(2)
    run_stage(toy(), toy_tools())
    models.Mark.objects.all().delete()
    assert run_stage(toy(), toy_tools()).done == 0
    assert mark() == rows[-1].pk


def test_a_new_recipe_begins_without_a_mark():
    rows = items(4)
    run_stage(toy(), toy_tools())
    assert waiting_count(toy(revisions=SECOND), press.NOW) == 4
    assert run_stage(toy(revisions=SECOND), toy_tools()).done == 4
    assert models.Mark.objects.get().recipe.revision == 2
    assert mark() == rows[-1].pk


def test_settings_that_go_back_to_what_they_were_make_rows_wait_again():
    (row,) = items(1)
    run_stage(toy(settings=lambda: "a"), toy_tools())
    run_stage(toy(settings=lambda: "b"), toy_tools())
    models.Address.objects.all().delete()  # as a keeping drops what an earlier recipe made
    assert run_stage(toy(settings=lambda: "a"), toy_tools()).done == 1
    assert done() == {row.pk}


def test_a_recipe_is_made_once_and_says_why():
    stage = toy(revisions=SECOND, settings=lambda: "a")
    recipe = current_recipe(stage, press.NOW)
    assert current_recipe(stage, press.NOW + timedelta(days=1)) == recipe
    assert (recipe.revision, recipe.settings_digest, recipe.reason) == (2, "a", "second")
    assert newest_recipe("toy") == recipe
    assert newest_recipe("nothing") is None


def test_stages_are_named_once_and_consume_what_was_made_before():
    assert len(set(names(STAGES))) == len(STAGES)
    for place, stage in enumerate(STAGES):
        assert set(stage.consumes) <= set(names(STAGES[:place]))
