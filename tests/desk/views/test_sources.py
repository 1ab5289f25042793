"""Sources with their health, and the pipeline with its setbacks."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from django.core.cache import cache
from django.urls import reverse

from columninch.desk.models import Fetch, FormerUrl, Gap, Log, Setback, Source
from columninch.desk.reads import usual
from columninch.desk.reads.pipeline import stage_rows
from columninch.desk.reads.sources import sources_with_health, trouble_count
from tests.desk import press

if TYPE_CHECKING:
    from django.test import Client

    from columninch.desk.reads.source_health import SourceHealth


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


def watched(name: str, *, weeks: int, counts: tuple[int, ...] = ()) -> Source:
    """A source that is watched for so many weeks; `counts`: its items in the weeks before."""
    source = press.source(press.outlet(name))
    Source.objects.filter(pk=source.pk).update(
        added_at=press.MONDAY - timedelta(weeks=weeks), next_poll_at=press.NOW + timedelta(hours=3)
    )
    press.poll(source)
    for back, count in enumerate(counts, start=1):
        starts = press.MONDAY - timedelta(weeks=back)
        for number in range(count):
            press.reading(source, f"{back}.{number}", "Text", at=starts + timedelta(hours=number))
    return source


def test_what_is_usual_is_the_median_of_the_whole_weeks_before(week: press.Week) -> None:
    source = watched("Isle Courier", weeks=10, counts=(4, 4, 5, 30, 4, 0, 6, 4, 90))
    press.reading(source, "Of this week", "Text", at=press.NOW - timedelta(hours=1))
    assert health(source, week).output.usual_count == 4
    assert health(source, week).output.item_count == 1
    assert health(source, week).state == "in order"


def test_a_young_source_has_no_usual_number_and_says_so(
    signed_in: Client, week: press.Week
) -> None:
    source = watched("Isle Courier", weeks=2, counts=(9, 9, 9))
    assert health(source, week, days_later=60).output.usual_count is None
    assert health(source, week, days_later=60).state == "in order"
    page = signed_in.get(reverse("source", args=[source.pk])).content.decode()
    assert "watched for less than three whole weeks" in page
    assert "too new" in signed_in.get("/sources/").content.decode()


def test_weeks_before_a_source_was_watched_do_not_count(week: press.Week) -> None:
    source = watched("Isle Courier", weeks=4, counts=(8, 8, 2, 8, 1, 1, 1, 1))
    assert health(source, week).output.usual_count == 8


def test_a_source_that_gave_much_and_stopped_is_silent(signed_in: Client, week: press.Week) -> None:
    source = watched("Isle Courier", weeks=9, counts=(20,) * 8)
    found = health(source, week)
    assert found.state == "silent"  # twenty a week, and none in six days
    page = signed_in.get("/sources/").content.decode()
    assert "silent since" in page
    assert "usually 20 a week" in page


@pytest.mark.parametrize(
    ("counts", "is_silent"),
    [
        ((1,) * 8, False),  # one a week: a week and a half without is nothing yet
        ((2, 1, 0, 1, 2, 1, 1, 0), False),
        ((0, 0, 0, 9, 9, 9, 9, 9), True),
        ((0, 0, 0, 0, 0, 0, 30, 30), True),  # silent for so long that silence is usual
        ((0, 0, 0, 1, 0, 0, 0, 1), False),  # one a month
    ],
)
def test_silence_is_measured_by_what_is_usual(
    week: press.Week, counts: tuple[int, ...], is_silent: bool
) -> None:
    source = watched("Isle Courier", weeks=9, counts=counts)
    assert (health(source, week).state == "silent") is is_silent


def test_of_many_sources_the_weeks_before_are_remembered_for_a_while(
    week: press.Week, monkeypatch: pytest.MonkeyPatch
) -> None:
    source = watched("Isle Courier", weeks=9, counts=(20,) * 8)
    few = [health(each, week).output for each in Source.objects.all()]
    monkeypatch.setattr(usual, "NAMED_AT_ONCE", 0)
    cache.clear()
    assert [health(each, week).output for each in Source.objects.all()] == few
    press.reading(source, "Of today", "Text", at=press.NOW - timedelta(hours=1))
    for number in range(30):
        press.reading(source, f"Late {number}", "Text", at=press.MONDAY - timedelta(days=1))
    assert health(source, week).output.item_count == 1
    assert health(source, week).output.usual_count == 20
    assert health(source, week).state == "in order"
    cache.clear()


def test_a_source_that_is_silent_for_months_stays_silent(week: press.Week) -> None:
    source = watched("Isle Courier", weeks=30, counts=(0,) * 12 + (7, 7, 7))
    assert health(source, week).state == "silent"
    assert health(source, week).output.usual_count == 0


def test_a_single_old_page_is_not_silent(week: press.Week) -> None:
    source = watched("Isle Courier", weeks=30, counts=(0,) * 12 + (1,))
    assert health(source, week).state == "in order"


def test_a_date_in_the_future_is_no_sign_of_life(week: press.Week) -> None:
    source = watched("Isle Courier", weeks=9, counts=(20,) * 8)
    press.reading(source, "Of next year", "Text", at=press.NOW + timedelta(days=300))
    assert health(source, week).state == "silent"


def test_a_source_that_is_gone_says_so_and_when_it_is_asked_again(
    signed_in: Client, week: press.Week
) -> None:
    source = watched("Isle Courier", weeks=4)
    last = press.capture()
    Source.objects.filter(pk=source.pk).update(
        gone_at=press.NOW - timedelta(days=9), document=last,
        next_poll_at=press.NOW + timedelta(days=5),
    )  # fmt: skip
    found = health(source, week)
    assert (found.state, found.waits_for, found.is_in_trouble) == ("gone", "gone", True)
    assert found.answered_at == last.at
    assert found.next_at == press.NOW + timedelta(days=5)
    for path in ("/sources/", reverse("source", args=[source.pk])):
        page = signed_in.get(path).content.decode()
        assert "status 410" in page
        assert "once a week" in page
        assert "new address" in page


def test_pages_that_wait_for_a_browser_are_one_trouble(signed_in: Client, week: press.Week) -> None:
    source = watched("Isle Courier", weeks=4)
    for number in range(30):
        setback = press.setback("fetch", 9000 + number, "wants a browser", source)
        Setback.objects.filter(pk=setback.pk).update(kind="no-browser")
    found = health(source, week)
    assert (found.state, found.browser_wait_count) == ("no browser", 30)
    page = signed_in.get(reverse("source", args=[source.pk])).content.decode()
    assert "30 pages wait for a browser" in page
    assert "browser.executable" in page
    assert page.count("wants a browser") == 0
    assert trouble_count() == 2


@pytest.mark.parametrize(
    ("changes", "why", "hours"),
    [
        ({"is_paused": True}, "paused", None),
        ({"polled_at": None}, "new", None),
        ({"next_poll_at": press.NOW}, "due", None),
        ({"next_poll_at": press.NOW + timedelta(hours=2)}, "pace", 2),
        ({"next_poll_at": None, "is_backfill": True}, "through", None),
    ],
)
def test_a_source_says_when_it_is_asked_next_and_why_then(
    signed_in: Client, week: press.Week, changes: dict[str, object], why: str, hours: int | None
) -> None:
    source = watched("Isle Courier", weeks=4)
    Source.objects.filter(pk=source.pk).update(**changes)
    found = health(source, week)
    assert found.waits_for == why
    assert found.next_at == (press.NOW + timedelta(hours=hours) if hours else None)
    assert signed_in.get(reverse("source", args=[source.pk])).status_code == 200


def test_a_source_that_failed_for_good_waits_for_a_person(week: press.Week) -> None:
    source = watched("Isle Courier", weeks=4)
    setback = press.setback("poll", source.pk, "no such host", source)
    assert health(source, week).waits_for == "set back"
    assert health(source, week).next_at == setback.next_try_at
    Setback.objects.filter(pk=setback.pk).update(next_try_at=None)
    assert (health(source, week).waits_for, health(source, week).next_at) == ("by hand", None)


def test_the_page_of_a_source_tells_its_moves_its_gaps_and_its_last_error(
    signed_in: Client, week: press.Week
) -> None:
    source = watched("Isle Courier", weeks=4)
    url = "https://old.example/feed"
    FormerUrl.objects.create(source=source, url=url, until=press.MONDAY)
    hour = timedelta(hours=1)
    for kind, starts, count in [
        ("down", press.MONDAY, None),
        ("window", press.MONDAY + hour, None),
        ("numbers", None, 3),
        ("down", press.MONDAY - 100 * hour, None),
    ]:
        ends = (starts or press.MONDAY) + 5 * hour
        Gap.objects.create(
            source=source, kind=kind, starts=starts, ends=ends, count=count, found_at=press.NOW
        )
    setback = press.setback("poll", source.pk, "the source answered 500", source)
    Setback.objects.filter(pk=setback.pk).update(hint="it may have moved")
    page = signed_in.get(reverse("source", args=[source.pk])).content.decode()
    for told in (
        url, "It was out of reach", "Its list had moved on", "3 numbers are missing",
        "1 gap of other weeks", "out of reach since then", "the source answered 500",
        "It may have moved", "again after 1 try",
    ):  # fmt: skip
        assert told in page
    assert "3 gaps in this week" in signed_in.get("/sources/").content.decode()


def test_a_page_that_was_not_captured_has_its_reason_its_way_out_and_what_came_instead(
    signed_in: Client, week: press.Week
) -> None:
    (setback,) = Setback.objects.all()
    setback.kind, setback.hint, setback.capture = "paywall", "ask the outlet", press.capture()
    setback.save()
    page = signed_in.get(reverse("source", args=[week.source.pk])).content.decode()
    link = reverse("setback-archived", args=[setback.pk])
    for told in ("paywall", "Ask the outlet", f'href="{link}"', "What can be done".lower()):
        assert told in page or told in page.lower()
    shown = signed_in.get(link)
    assert shown.status_code == 200
    assert setback.capture.sha256 in shown.content.decode()
    Setback.objects.update(capture=None)
    assert signed_in.get(link).status_code == 404


def test_an_item_that_its_list_alone_knows_is_told(signed_in: Client, week: press.Week) -> None:
    fetch = Fetch.objects.get(item=week.readings[0].item)
    Fetch.objects.filter(pk=fetch.pk).update(
        from_feed=True, complaint="the page answered 402", at=week.period.starts
    )
    page = signed_in.get(reverse("source", args=[week.source.pk])).content.decode()
    assert "the page answered 402" in page
    assert reverse("archived", args=[fetch.item_id]) in page


def test_the_list_is_narrowed_by_state_kind_and_words(signed_in: Client, week: press.Week) -> None:
    courier = watched("Isle Courier", weeks=4)
    Source.objects.filter(pk=courier.pk).update(kind="sitemap", gone_at=press.NOW)
    FormerUrl.objects.create(source=courier, url="https://lark.example/", until=press.NOW)

    def names(address: str) -> list[str]:
        found = signed_in.get(f"/sources/?{address}").context["found"]
        return [one.source.outlet.name for one in found.page]

    assert names("") == ["Isle Courier", "Bandar Press", "Norby Ledger"]
    assert names("state=gone") == ["Isle Courier"]
    assert names("state=trouble&kind=feed") == ["Bandar Press", "Norby Ledger"]
    assert names("kind=sitemap") == names("q=lark") == names("q=isle+COURIER") == ["Isle Courier"]
    assert names("state=paused") == names("q=nowhere") == []
    assert "No source is like that" in signed_in.get("/sources/?q=nowhere").content.decode()
    assert names("state=<b>&kind=<b>") == names("")
    page = signed_in.get("/sources/?state=gone&q=isle").content.decode()
    assert 'href="?q=isle"' in page  # back to every state, the words kept


def test_a_long_list_comes_in_pages_with_the_worst_first(
    signed_in: Client, week: press.Week
) -> None:
    for number in range(60):
        press.source(press.outlet(f"Outlet {number:02}"))
    first = signed_in.get("/sources/").context["found"].page
    assert (len(first), first.paginator.num_pages) == (50, 2)
    assert first[0].source.outlet.name == "Bandar Press"
    last = signed_in.get("/sources/?page=2")
    assert len(last.context["found"].page) == 12
    assert 'rel="prev"' in last.content.decode()


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


def test_a_reason_does_not_repeat_the_address_and_the_hint_beside_it(
    signed_in: Client, week: press.Week
) -> None:
    Setback.objects.update(
        label="https://a.example/1", reason="https://a.example/1: it is gone (ask them)",
        hint="ask them",
    )  # fmt: skip
    page = signed_in.get(reverse("source", args=[week.source.pk])).content.decode()
    assert "<bdi>it is gone</bdi>" in page
    assert "<bdi>Ask them</bdi>" in page
