"""Coding by hand: the order of the design, answers, skips and undoing."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from django.test import Client

from columninch.desk.models import Coding, Frame
from columninch.desk.reads.coding import Task, next_task, progress_of, text_count_to_code
from tests.desk import press

if TYPE_CHECKING:
    from django.http import HttpResponse

ANSWER = "/code/answer/"


def task(week: press.Week) -> Task:
    found = next_task(week.period, None)
    assert found is not None
    return found


def answer(client: Client, week: press.Week, **given: str) -> HttpResponse:
    now = task(week)
    data = {"unit": now.unit.pk, "version": now.asked.version.pk, "question": "topic", **given}
    return client.post(ANSWER, data)


def standing() -> list[tuple[str, str]]:
    rows = Coding.objects.filter(withdrawn_at=None, coder__user__isnull=False)
    return list(rows.order_by("pk").values_list("answer", "skip_reason"))


def test_the_first_text_is_the_lowest_number_that_nobody_coded(week: press.Week) -> None:
    assert task(week).reading == week.readings[1]


def test_an_answer_is_kept_and_the_next_text_comes(signed_in: Client, week: press.Week) -> None:
    response = answer(signed_in, week, answer="budget")
    assert response["Location"] == "/code/"
    assert standing() == [("budget", "")]
    assert task(week).reading == week.readings[2]


def test_coding_ends_when_every_drawn_text_is_coded(signed_in: Client, week: press.Week) -> None:
    assert text_count_to_code(week.period) == 2
    for key in ("budget", "none"):
        answer(signed_in, week, answer=key)
    assert next_task(week.period, None) is None
    assert text_count_to_code(week.period) == 0
    assert "Every drawn text is coded" in signed_in.get("/code/").content.decode()


def test_a_text_is_coded_once_whichever_of_its_printings_was_seen(week: press.Week) -> None:
    copy = press.reading(week.source, "The same elsewhere", press.TEXTS[1])
    press.reprint(copy, week.readings[1])
    press.coding(copy, "budget", week.version, press.person())
    assert task(week).reading == week.readings[2]


def test_a_rules_proposal_is_shown_as_such_and_counts_for_nothing(
    signed_in: Client, week: press.Week
) -> None:
    page = signed_in.get("/code/").content.decode()
    assert page.count("a rule proposes this") == 1
    assert "checked" not in page
    assert "selected" not in page[page.index('id="answer"') :]


def test_undoing_brings_the_text_back(signed_in: Client, week: press.Week) -> None:
    before = task(week).unit
    answer(signed_in, week, answer="budget")
    signed_in.post("/code/undo/")
    assert task(week).unit == before
    assert standing() == []


def test_undoing_leaves_the_answers_of_others(week: press.Week) -> None:
    other = Client()
    other.force_login(press.user("nela"))
    response = other.post("/code/undo/", follow=True)
    assert "nothing of yours" in response.content.decode()
    assert Coding.objects.filter(coder=press.person(), withdrawn_at=None).count() == 1


def test_a_skip_needs_its_reason_and_says_so_at_the_field(
    signed_in: Client, week: press.Week
) -> None:
    response = answer(signed_in, week, skip="yes")
    assert response.status_code == 422
    assert "Say why" in response.content.decode()
    assert standing() == []


def test_a_skip_with_a_reason_goes_on(signed_in: Client, week: press.Week) -> None:
    answer(signed_in, week, skip="yes", skip_reason="text is cut off")
    assert standing() == [("", "text is cut off")]
    assert task(week).reading == week.readings[2]


@pytest.mark.parametrize("given", [{}, {"answer": "weather"}])
def test_an_answer_that_the_codebook_does_not_have_is_refused(
    given: dict[str, str], signed_in: Client, week: press.Week
) -> None:
    response = answer(signed_in, week, **given)
    assert response.status_code in {302, 422}
    assert standing() == []


def test_a_frame_that_is_asked_for_stays_asked_for(signed_in: Client, week: press.Week) -> None:
    frame = week.frame.pk
    now = task(week)
    data = {
        "unit": now.unit.pk,
        "version": now.asked.version.pk,
        "question": "topic",
        "answer": "none",
    }
    response = signed_in.post(f"{ANSWER}?frame={frame}", data)
    assert response["Location"] == f"/code/?frame={frame}"


def test_progress_counts_what_is_drawn_and_what_is_open(week: press.Week) -> None:
    (progress,) = progress_of(week.period)
    assert (progress.sampled_count, progress.open_count, progress.coded_count) == (3, 2, 1)


def test_a_coding_makes_its_frames_shares_wait(signed_in: Client, week: press.Week) -> None:
    answer(signed_in, week, answer="none")
    assert Frame.objects.get(pk=week.frame.pk).coded == week.frame.coded + 1
