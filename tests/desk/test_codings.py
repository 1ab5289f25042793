"""Coding by hand: given, withdrawn, never lost; and what counts in a share."""

from datetime import timedelta

import pytest

from columninch.coding.codebook import dump_codebook, load_codebook
from columninch.desk import models
from columninch.desk.actions.codings import code_item, coder_of, withdraw
from columninch.desk.actions.series import add_codebook
from columninch.desk.keep.coding import versions_in_force
from columninch.desk.pipeline import STAGES
from columninch.desk.reads.coding import codings_to_undo
from columninch.desk.runner import run_pass, run_stage
from columninch.desk.waiting import waiting_count
from columninch.errors import CodebookError
from tests.desk import press
from tests.desk.small_press import NOW

SEVERAL = """
name: Places
questions:
  - key: place
    name: Which places?
    exclusive: false
    answers:
      - {key: osk, name: {en: Osk}, definition: The town.}
      - {key: isles, name: {en: the isles}, definition: The outer isles.}
"""
LATER = NOW + timedelta(hours=1)

pytestmark = pytest.mark.django_db


@pytest.fixture
def week():
    return press.small_week()


@pytest.fixture
def mira():
    return coder_of(press.user())


def standing(item, coder):
    rows = models.Coding.objects.filter(item=item, coder=coder, withdrawn_at__isnull=True)
    return sorted(rows.values_list("answer", flat=True))


def code(reading, version, answer, coder, now=NOW, reason=""):
    question = "topic" if version.codebook.key != "places" else "place"
    return code_item(reading.item, version, question, answer, coder, now, reason)


def test_a_user_is_one_coder(week):
    user = press.user()
    assert coder_of(user) == coder_of(user)
    assert coder_of(user).kind == "person"


def test_an_answer_is_recorded_with_the_reading_that_was_seen(week, mira):
    coding = code(week.readings[1], week.version, "ferry", mira)
    assert (coding.reading, coding.answer, coding.at) == (week.readings[1], "ferry", NOW)
    assert standing(week.readings[1].item, mira) == ["ferry"]


def test_a_second_answer_withdraws_the_first_and_keeps_it(week, mira):
    first = code(week.readings[1], week.version, "ferry", mira)
    code(week.readings[1], week.version, "none", mira, LATER)
    first.refresh_from_db()
    assert first.withdrawn_at == LATER
    assert first.answer == "ferry"
    assert standing(week.readings[1].item, mira) == ["none"]


def test_another_coders_answer_stands_beside(week, mira):
    other = coder_of(press.user("piet"))
    code(week.readings[1], week.version, "ferry", mira)
    code(week.readings[1], week.version, "none", other)
    assert standing(week.readings[1].item, mira) == ["ferry"]
    assert standing(week.readings[1].item, other) == ["none"]


def test_undo_takes_back_the_last_answer_and_keeps_the_record(week, mira):
    coding = code(week.readings[1], week.version, "ferry", mira)
    assert codings_to_undo(mira.user) == [coding]
    withdraw(coding, LATER)
    assert standing(week.readings[1].item, mira) == []
    assert models.Coding.objects.get(pk=coding.pk).answer == "ferry"
    assert codings_to_undo(mira.user) == []


def test_undoing_twice_keeps_the_first_time(week, mira):
    coding = code(week.readings[1], week.version, "ferry", mira)
    withdraw(coding, LATER)
    withdraw(coding, LATER + timedelta(hours=1))
    coding.refresh_from_db()
    assert coding.withdrawn_at == LATER


def test_a_skip_needs_its_reason(week, mira):
    with pytest.raises(CodebookError, match="reason"):
        code(week.readings[1], week.version, "", mira)
    skipped = code(week.readings[1], week.version, "", mira, reason="torn off")
    assert skipped.skip_reason == "torn off"


@pytest.mark.parametrize(("question", "answer"), [("topic", "trams"), ("mood", "ferry")])
def test_what_the_codebook_doesnt_have_is_refused_by_name(week, mira, question, answer):
    before = models.Coding.objects.count()
    with pytest.raises(CodebookError, match=answer) as caught:
        code_item(week.readings[1].item, week.version, question, answer, mira, NOW)
    assert question in str(caught.value)
    assert models.Coding.objects.count() == before


@pytest.fixture
def places(week):
    return add_codebook(week.series, "places", load_codebook(SEVERAL), NOW)


def test_a_question_of_several_answers_holds_them_all(week, mira, places):
    item = week.readings[1]
    for answer in ("osk", "isles", "osk"):
        code(item, places, answer, mira)
    assert standing(item.item, mira) == ["isles", "osk"]


def test_an_answer_after_a_skip_withdraws_the_skip_and_the_other_way_round(week, mira, places):
    item = week.readings[1]
    code(item, places, "", mira, reason="unsure")
    code(item, places, "osk", mira)
    assert standing(item.item, mira) == ["osk"]
    code(item, places, "isles", mira)
    code(item, places, "", mira, reason="unsure after all")
    assert standing(item.item, mira) == [""]


# --- from codings to shares -------------------------------------------------------------


def frame_of_the_week():
    return models.Frame.objects.get(period__starts=press.MONDAY)


def form_version():
    (version,) = versions_in_force()
    return version


def answer(unit, key, now=NOW, coder=None, reason=""):
    coder = coder or press.person()
    return code_item(unit.reading.item, form_version(), "form", key, coder, now, reason)


def shares_of(frame, unit="items"):
    rows = models.Share.objects.filter(estimation__frame=frame, unit=unit)
    return {row.answer: row for row in rows}


def stage_called(name):
    return next(stage for stage in STAGES if stage.name == name)


def test_without_a_coding_there_is_no_share(desk):
    assert models.Share.objects.count() == 0


def test_a_coding_makes_the_shares_wait_and_a_pass_gives_them_intervals(desk):
    frame = frame_of_the_week()
    answer(frame.units.get(position=0), "report")
    assert waiting_count(stage_called("shares"), NOW) == 1
    run_pass(STAGES, desk)
    told = shares_of(frame)
    assert set(told) == {"report", "opinion", "none"}
    assert told["report"].low < told["report"].share <= told["report"].high
    assert (told["report"].coded_count, told["report"].frame_count) == (1, 4)
    assert "census" not in told["report"].method


def test_all_coded_is_a_count_of_everything(desk):
    frame = frame_of_the_week()
    for unit in frame.units.all():
        answer(unit, "opinion" if unit.items == 2 else "report")
    run_pass(STAGES, desk)
    told = shares_of(frame)
    assert all(share.low == share.share == share.high for share in told.values())
    assert {key: share.share for key, share in told.items()} == {
        "report": pytest.approx(3 / 5),
        "opinion": pytest.approx(2 / 5),
        "none": 0.0,
    }


def test_an_item_coded_out_of_turn_counts_only_when_its_turn_comes(desk):
    frame = frame_of_the_week()
    units = list(frame.units.order_by("position"))
    answer(units[2], "opinion")
    run_stage(stage_called("shares"), desk)
    assert shares_of(frame) == {}
    answer(units[0], "report")
    run_stage(stage_called("shares"), desk)
    assert shares_of(frame)["report"].coded_count == 1
    answer(units[1], "report")
    run_stage(stage_called("shares"), desk)
    assert shares_of(frame)["report"].coded_count == 3
    assert shares_of(frame)["opinion"].share > 0


def test_a_skipped_text_leaves_the_sample_and_the_next_one_has_its_turn(desk):
    frame = frame_of_the_week()
    units = list(frame.units.order_by("position"))
    answer(units[0], "", reason="not readable")
    answer(units[1], "report")
    run_stage(stage_called("shares"), desk)
    assert shares_of(frame)["report"].coded_count == 1


def test_a_coding_of_a_reprint_counts_for_the_text(desk):
    frame = frame_of_the_week()
    copy = models.Reprint.objects.get().copy
    unit = frame.units.get(items=2)
    assert unit.reading != copy
    for other in frame.units.exclude(pk=unit.pk):
        answer(other, "report")
    code_item(copy.item, form_version(), "form", "opinion", press.person(), NOW)
    run_stage(stage_called("shares"), desk)
    assert shares_of(frame)["opinion"].share == pytest.approx(2 / 5)
    assert shares_of(frame)["opinion"].coded_count == 4


def test_what_a_rule_proposes_never_enters_a_share(desk):
    frame = frame_of_the_week()
    rule, _ = models.Coder.objects.get_or_create(kind="rule", name="codebook rules")
    model = models.Coder.objects.create(kind="model", name="a model")
    for unit in frame.units.all():
        answer(unit, "opinion", coder=rule)
        answer(unit, "opinion", coder=model)
    run_stage(stage_called("shares"), desk)
    assert models.Share.objects.count() == 0
    answer(frame.units.get(position=0), "report")
    run_stage(stage_called("shares"), desk)
    assert shares_of(frame)["opinion"].share == 0.0


def test_a_withdrawn_coding_leaves_the_share(desk):
    frame = frame_of_the_week()
    coding = answer(frame.units.get(position=0), "report")
    run_stage(stage_called("shares"), desk)
    withdraw(coding, LATER)
    assert waiting_count(stage_called("shares"), NOW) == 1
    run_stage(stage_called("shares"), desk)
    assert shares_of(frame) == {}


def test_codings_stand_when_their_items_are_read_anew(desk):
    frame = frame_of_the_week()
    copy = models.Reprint.objects.get().copy
    code_item(copy.item, form_version(), "form", "opinion", press.person(), NOW)
    for unit in frame.units.exclude(items=2):
        answer(unit, "report")
    run_pass(STAGES, desk)
    before = {key: row.share for key, row in shares_of(frame).items()}
    run_pass(raised("read"), desk)
    assert {key: row.share for key, row in shares_of(frame_of_the_week()).items()} == before


def raised(name):
    from tests.desk.test_pipeline import raised as one_on  # noqa: PLC0415  # a helper of its own file

    return one_on(name)


def test_a_codebook_that_goes_back_to_what_it_said_is_put_to_every_text_again(desk):
    book = models.Codebook.objects.get()
    first = form_version()
    changed = first.yaml.replace("It argues for a view", "It pleads for a view")
    add_codebook(book.series, book.key, load_codebook(changed), NOW)
    add_codebook(book.series, book.key, load_codebook(first.yaml), NOW)
    newest = form_version()
    assert (newest.number, newest.sha256) == (3, first.sha256)
    assert dump_codebook(load_codebook(newest.yaml)) == first.yaml
    run_pass(STAGES, desk)
    assert (
        models.Proposals.objects.count() == models.Reading.objects.filter(is_current=True).count()
    )
    stale = models.Coding.objects.filter(coder__kind="rule").exclude(version=newest)
    assert stale.count() == 0
