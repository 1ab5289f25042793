"""The whole pipeline on a press small enough to know by heart."""

from dataclasses import replace

import pytest
from django.db import IntegrityError

from columninch.desk import models
from columninch.desk.pipeline import STAGES
from columninch.desk.runner import run_pass, run_stage
from columninch.desk.waiting import waiting_count
from tests.desk.small_press import NOW

REDONE_BY = {
    # a result remade makes wait again whatever was made of it
    "fetch": {"read"},
    "read": {"reprints", "stories", "rules", "quotes", "figures", "frames", "draft"},
    "reprints": {"frames"},
    "frames": {"shares"},
}


def raised(name):
    """The pipeline with the named stage's room one revision on."""
    return tuple(
        replace(stage, revisions={**stage.revisions, max(stage.revisions) + 1: "a test's"})
        if stage.name == name
        else stage
        for stage in STAGES
    )


def stage_called(name, stages=STAGES):
    return next(stage for stage in stages if stage.name == name)


def test_each_page_becomes_an_item_with_a_current_reading(desk):
    titles = set(
        models.Reading.objects.filter(is_current=True, from_feed=False).values_list(
            "title", flat=True
        )
    )
    assert titles == {
        "No night ferry before spring, harbour board decides",
        "Bakers in the old town raise the price of a loaf",
        "Harbour board: no second boat to be had",
        "کشتی شبانه تا بهار بازنمی‌گردد",
    }


def test_an_entry_whose_page_is_gone_becomes_an_item_that_says_so(desk):
    fetch = models.Fetch.objects.get(from_feed=True)
    assert fetch.item.readings.get(is_current=True).title == "A page that is gone"
    assert "404" in fetch.complaint


def test_the_reprint_points_at_its_origin(desk):
    reprint = models.Reprint.objects.get()
    assert reprint.copy.item.outlet.name == "Isle Courier"
    assert reprint.origin.item.outlet.name == "Osk Ledger"
    passage = reprint.passages.first()
    here = reprint.copy.text[passage.start : passage.end]
    there = reprint.origin.text[passage.origin_start : passage.origin_end]
    assert here == there


def test_the_frame_counts_a_reprinted_text_once_with_both_its_printings(desk):
    frame = models.Frame.objects.get(
        period__starts__lte="2026-05-05T00:00Z", period__ends__gt="2026-05-05T00:00Z"
    )
    assert sorted(frame.units.values_list("items", flat=True)) == [1, 1, 1, 2]


def test_quotations_stand_in_their_reading_and_have_speakers(desk):
    quote = models.Quote.objects.get(speaker_name="Ida Brandt")
    said = quote.reading.text[quote.start : quote.end]
    assert said == "Flour is what it was. It is the oven that ruins us,"
    persian = models.Quote.objects.get(kind="direct", reading__language="fa")
    assert persian.speaker_name == "مارن تولک"


def test_the_draft_has_entries_in_both_languages(desk):
    digest = models.Digest.objects.get()
    assert digest.number == 1
    assert set(digest.sections.values_list("language", flat=True)) == {"en", "fa"}


def test_a_second_pass_does_nothing_but_poll(desk):
    polls = models.Poll.objects.count()
    reports = run_pass(STAGES, desk)
    assert {report.stage for report in reports if report.done} == set()
    assert models.Poll.objects.count() == polls


def test_nothing_waits_after_a_pass(desk):
    assert {stage.name: waiting_count(stage, NOW) for stage in STAGES} == dict.fromkeys(
        [stage.name for stage in STAGES], 0
    )


@pytest.mark.parametrize(
    "name", [stage.name for stage in STAGES if stage.name not in {"learn", "pictures", "shares"}]
)
def test_a_higher_revision_makes_the_stages_rows_wait_again(desk, name):
    stages = raised(name)
    assert waiting_count(stage_called(name, stages), NOW) > 0


@pytest.mark.parametrize("name", sorted(REDONE_BY))
def test_what_depends_on_a_redone_stage_waits_after_it(desk, name):
    stages = raised(name)
    run_stage(stage_called(name, stages), desk)
    waiting = {stage.name for stage in stages if waiting_count(stage, NOW)}
    assert REDONE_BY[name] <= waiting


@pytest.mark.parametrize("name", [stage.name for stage in STAGES])
def test_a_pass_after_a_higher_revision_comes_to_rest(desk, name):
    stages = raised(name)
    run_pass(stages, desk)
    assert sum(waiting_count(stage, NOW) for stage in stages) == 0


def test_an_item_keeps_its_identity_when_it_is_read_anew(desk):
    before = set(models.Item.objects.values_list("pk", flat=True))
    stages = raised("read")
    run_pass(stages, desk)
    assert set(models.Item.objects.values_list("pk", flat=True)) == before
    assert models.Reading.objects.filter(is_current=True).count() == len(before)


def test_a_row_whose_work_fails_is_set_back_and_the_others_go_on(desk):
    def fails_on_persian(values, tools):
        return [
            ValueError("no Persian today") if value.language.code == "fa" else ()
            for value in values
        ]

    quotes = replace(
        stage_called("quotes"), work=fails_on_persian, revisions={1: "", 2: "a test's"}
    )
    report = run_stage(quotes, desk)
    assert report.set_back == 1
    setback = models.Setback.objects.get(stage="quotes")
    assert "no Persian today" in setback.reason
    assert waiting_count(quotes, NOW) == 0, "it is left alone until its next try"
    assert waiting_count(quotes, setback.next_try_at) == 1


def test_two_results_of_one_recipe_for_one_row_are_impossible(desk):
    search = models.QuoteSearch.objects.first()
    with pytest.raises(IntegrityError):
        models.QuoteSearch.objects.create(reading=search.reading, recipe=search.recipe)


def test_a_setback_names_the_row_as_a_person_knows_it(desk):
    def fails(values, tools):
        return [ValueError("no") for _ in values]

    run_stage(replace(stage_called("quotes"), work=fails, revisions={1: "", 2: "a test's"}), desk)
    labels = set(models.Setback.objects.filter(stage="quotes").values_list("label", flat=True))
    assert "Bakers in the old town raise the price of a loaf" in labels
