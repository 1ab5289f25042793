"""The runner: what fails is set back and the others go on; nothing is done twice."""

from dataclasses import replace
from datetime import timedelta

import pytest

from columninch import records
from columninch.desk import models
from columninch.desk.runner import run_stage
from columninch.desk.setbacks import JITTER, LONGEST_PAUSE
from columninch.desk.waiting import setbacks, waiting_count
from columninch.errors import ColumninchError, FetchError, NotCaptured, ReadingError
from tests.desk import press
from tests.desk.toy import done, items, keep, toy, toy_tools

pytestmark = pytest.mark.django_db


def failing_on(*rows, error):
    wrong = {row.pk for row in rows}

    def work(pk):
        if pk in wrong:
            raise error
        return pk

    return work


def test_every_row_is_served_batch_by_batch():
    rows = items(7)
    shown = []
    report = run_stage(toy(), toy_tools(), shown.append)
    assert (report.done, report.set_back) == (7, 0)
    assert done() == {row.pk for row in rows}
    assert [(told.done, told.waiting) for told in shown] == [(3, 4), (6, 1), (7, 0)]
    assert run_stage(toy(), toy_tools()).done == 0


@pytest.mark.parametrize("error", [ZeroDivisionError("by nothing"), ReadingError("no text")])
def test_a_row_whose_work_fails_is_set_back_and_the_others_go_on(error):
    rows = items(5)
    report = run_stage(toy(failing_on(rows[1], error=error)), toy_tools())
    assert (report.done, report.set_back) == (4, 1)
    setback = models.Setback.objects.get()
    assert (setback.row, setback.tries) == (rows[1].pk, 1)
    assert str(error) in setback.reason


def test_an_unexpected_error_is_told_with_its_kind():
    (row,) = items(1)
    run_stage(toy(failing_on(row, error=KeyError("gone"))), toy_tools())
    assert models.Setback.objects.get().reason == "KeyError: 'gone'"


def test_a_row_that_has_no_value_is_set_back_and_the_others_go_on():
    rows = items(5)

    def value(row):
        if row == rows[0]:
            raise LookupError("its listing is gone")
        return row.pk

    report = run_stage(toy(value=value), toy_tools())
    assert (report.done, report.set_back) == (4, 1)
    assert models.Setback.objects.get().reason == "LookupError: its listing is gone"


def test_a_batch_without_any_value_asks_for_no_work():
    items(1)

    def value(row):
        raise LookupError("gone")

    report = run_stage(replace(toy(value=value), work=lambda values, tools: 1 / 0), toy_tools())
    assert report.set_back == 1


def test_a_result_that_cant_be_kept_is_set_back_whole_and_the_others_go_on():
    rows = items(5)

    def keep_most(row, kept):
        keep(row, kept)
        if row == rows[2]:
            raise ValueError("a zero character")

    report = run_stage(toy(keep=keep_most), toy_tools())
    assert (report.done, report.set_back) == (4, 1)
    assert rows[2].pk not in done(), "its half was rolled back"


@pytest.mark.parametrize("count", [0, 2, 4])
def test_a_wrong_number_of_results_is_an_error_that_names_the_stage(count):
    items(3)
    with pytest.raises(ColumninchError, match=f"stage toy: {count} results for 3 rows"):
        run_stage(replace(toy(), work=lambda values, tools: [1] * count), toy_tools())
    assert done() == set()
    assert models.Lease.objects.count() == 0


def test_each_try_that_fails_rests_twice_as_long_up_to_a_week():
    (row,) = items(1)
    stage, tools = toy(failing_on(row, error=FetchError("no answer"))), toy_tools()
    pauses = []
    for _ in range(14):
        run_stage(stage, tools)
        setback = models.Setback.objects.get()
        pauses.append(setback.next_try_at - tools.clock.at)
        assert run_stage(stage, tools).set_back == 0, "it is left alone until then"
        tools.clock.at = setback.next_try_at
    for minutes, pause in zip([10, 20, 40], pauses, strict=False):
        shortest = timedelta(minutes=minutes)
        assert shortest <= pause <= shortest * (1 + JITTER)
    assert pauses[-1] == LONGEST_PAUSE
    assert setback.tries == 14


def test_what_failed_together_is_not_tried_together():
    rows = items(12)
    run_stage(toy(lambda pk: 1 / 0), toy_tools())
    assert len(set(models.Setback.objects.values_list("next_try_at", flat=True))) > len(rows) / 2


def test_a_server_that_asks_to_be_left_alone_is():
    error = FetchError("too many requests", status=429)
    error.retry_after_seconds = 7200
    (row,) = items(1)
    run_stage(toy(failing_on(row, error=error)), toy_tools())
    assert models.Setback.objects.get().next_try_at == press.NOW + timedelta(hours=2)


def test_what_came_instead_of_the_article_is_told_and_kept():
    position = records.Position("000001.warc.gz", 10, 20)
    wall = records.Capture("http://a.test/1", press.NOW, 200, "text/html", "0" * 64, 9, position)
    error = NotCaptured("login", "a log-in wall", where=wall.url, capture=wall, hint="ask them")
    (row,) = items(1)
    run_stage(toy(failing_on(row, error=error)), toy_tools())
    setback = models.Setback.objects.get()
    assert (setback.kind, setback.hint, setback.capture.url) == ("login", "ask them", wall.url)
    assert setback.next_try_at is not None


def test_a_hopeless_error_waits_for_no_retry():
    (row,) = items(1)
    tools = toy_tools()
    run_stage(toy(failing_on(row, error=ReadingError("no text"))), tools)
    assert models.Setback.objects.get().next_try_at is None
    tools.clock.at += timedelta(days=400)
    assert waiting_count(toy(), tools.clock.at) == 0


def test_what_succeeds_at_last_leaves_no_setback():
    (row,) = items(1)
    tools = toy_tools()
    run_stage(toy(failing_on(row, error=FetchError("no answer"))), tools)
    tools.clock.at += timedelta(minutes=13)
    assert run_stage(toy(), tools).done == 1
    assert list(setbacks()) == []


def test_what_a_later_recipe_can_do_leaves_no_setback_of_the_earlier_one():
    (row,) = items(1)
    run_stage(toy(failing_on(row, error=ReadingError("no text"))), toy_tools())
    run_stage(toy(revisions={1: "first", 2: "reads it"}), toy_tools())
    assert list(setbacks()) == []


def test_what_a_later_recipe_cant_do_either_is_told_once():
    (row,) = items(1)
    fails = failing_on(row, error=ReadingError("no text"))
    run_stage(toy(fails), toy_tools())
    run_stage(toy(fails, revisions={1: "first", 2: "tries more"}), toy_tools())
    (setback,) = setbacks()
    assert setback.recipe.revision == 2


def test_where_another_worker_was_first_its_result_counts():
    (row,) = items(1)

    def work(pk):
        recipe = models.Recipe.objects.get(stage="toy")
        models.Address.objects.create(
            item=row, kind="canonical", value="theirs", value_sha256=f"{recipe.pk}:{pk}"
        )
        return pk

    report = run_stage(toy(work), toy_tools())
    assert report.done == 0
    assert models.Address.objects.get().value == "theirs"
    assert list(setbacks()) == []


def test_a_result_that_breaks_a_rule_of_the_database_is_set_back():
    items(1)

    def keep_twice(row, kept):
        keep(row, kept)
        keep(row, kept)

    run_stage(toy(keep=keep_twice), toy_tools())
    assert "IntegrityError" in models.Setback.objects.get().reason
    assert waiting_count(toy(), toy_tools().clock.now() + timedelta(hours=1)) == 1
