"""The draft as its editor changes it, and publishing."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from django.urls import reverse

from columninch.desk.models import Citation, Digest, Entry, Log
from columninch.desk.views import issues
from columninch.records import Failure, Issue
from tests.desk import press

if TYPE_CHECKING:
    from pathlib import Path

    from django.test import Client

FAILS = (Failure("story-0 (The ferry stays in port)", "Nobody asked", "it is not there"),)


@pytest.fixture
def holds(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(issues, "failures_in", lambda _digest, _issue: ())
    monkeypatch.setattr(issues, "current_issue", bare_issue)


@pytest.fixture
def fails(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(issues, "failures_in", lambda _digest, _issue: FAILS)
    monkeypatch.setattr(issues, "current_issue", bare_issue)


def bare_issue(digest: Digest) -> Issue:
    """An issue without parts: what is in it is another test's matter."""
    period = digest.period
    return Issue(
        series="Week", series_key="week", number=digest.number, title="Week", desk="Desk",
        starts=period.starts, ends=period.ends, time_zone="UTC", item_count=0, outlet_count=0,
        frozen_at=period.ends, parts=(),
    )  # fmt: skip


def entries() -> list[Entry]:
    return list(Entry.objects.order_by("position", "pk"))


@pytest.mark.usefixtures("fails")
def test_a_failure_is_told_at_its_entry(signed_in: Client, week: press.Week) -> None:
    page = signed_in.get("/issues/19/").content.decode()
    first = page[page.index('id="entry-') : page.index("The budget is put off")]
    assert "1 citation fails" in first
    assert "it is not there" in first


@pytest.mark.usefixtures("fails")
def test_an_issue_with_a_failure_has_no_button_to_publish_it(
    signed_in: Client, week: press.Week
) -> None:
    page = signed_in.get("/issues/19/publish/").content.decode()
    main = page[page.index("<main") :]
    assert "<form" not in main[: main.index("</main>")]
    assert "can't be published" in main


@pytest.mark.usefixtures("holds")
def test_an_issue_that_holds_can_be_published_after_a_look(
    signed_in: Client, week: press.Week, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    published: list[int] = []

    def publish(digest: Digest, _user: object, _now: object) -> Path:
        published.append(digest.number)
        return tmp_path / "index.html"

    monkeypatch.setattr(issues, "publish", publish)
    assert "What will be published" in signed_in.get("/issues/19/publish/").content.decode()
    assert published == []
    response = signed_in.post("/issues/19/publish/", follow=True)
    assert published == [19]
    assert "Issue 19 is published" in response.content.decode()


def test_a_real_archive_that_is_missing_keeps_the_draft_from_publishing(
    signed_in: Client, week: press.Week
) -> None:
    response = signed_in.post("/issues/19/publish/", follow=True)
    assert Digest.objects.get().state == "draft"
    assert 'role="alert"' in response.content.decode()


def test_a_heading_is_changed_and_the_log_says_by_whom(signed_in: Client, week: press.Week) -> None:
    entry = entries()[0]
    path = reverse("entry", args=[19, entry.pk])
    response = signed_in.post(path, {"heading": "In port for good", "summary": "Two."})
    assert response["Location"] == f"/issues/19/#entry-{entry.pk}"
    entry.refresh_from_db()
    assert (entry.heading, entry.summary) == ("In port for good", "Two.")
    assert Log.objects.get(act="edit entry").user.get_username() == "mira"


def test_an_empty_heading_is_refused_at_its_field(signed_in: Client, week: press.Week) -> None:
    response = signed_in.post(reverse("entry", args=[19, entries()[0].pk]), {"heading": ""})
    assert response.status_code == 422
    assert 'class="errorlist"' in response.content.decode()


def test_entries_change_places(signed_in: Client, week: press.Week) -> None:
    first, second = entries()
    signed_in.post(reverse("entry-move", args=[19, first.pk]), {"direction": "down"})
    assert entries() == [second, first]
    signed_in.post(reverse("entry-move", args=[19, first.pk]), {"direction": "up"})
    assert entries() == [first, second]


def test_an_entry_is_left_out_and_taken_in_again(signed_in: Client, week: press.Week) -> None:
    entry = entries()[1]
    path = reverse("entry-keep", args=[19, entry.pk])
    signed_in.post(path, {"left_out": "yes"})
    assert Entry.objects.get(pk=entry.pk).is_left_out
    signed_in.post(path, {"left_out": "no"})
    assert not Entry.objects.get(pk=entry.pk).is_left_out


def test_a_translation_credits_its_translator(signed_in: Client, week: press.Week) -> None:
    citation = Citation.objects.get(kind="quotation")
    path = reverse("citation", args=[19, citation.pk])
    assert signed_in.post(path, {"translation": "Niemand"}).status_code == 422
    signed_in.post(path, {"translation": "Niemand", "translator": "Nela"})
    citation.refresh_from_db()
    assert (citation.translation, citation.translator) == ("Niemand", "Nela")


def test_the_editors_own_lead_sentence_is_kept_by_language(
    signed_in: Client, week: press.Week
) -> None:
    signed_in.post("/issues/19/lead/", {"language": "fa", "text": "کشتی نماند"})
    assert Digest.objects.get().leads == {"fa": "کشتی نماند"}


def test_an_entry_of_another_issue_is_not_found_under_this_one(
    signed_in: Client, week: press.Week
) -> None:
    before = press.period(week.series, press.MONDAY.replace(month=3))
    press.digest(before, week.readings[0], week.readings[0].quotes.get(), number=18)
    theirs = Entry.objects.filter(section__digest__number=18).first()
    assert theirs is not None
    assert signed_in.get(reverse("entry", args=[19, theirs.pk])).status_code == 404


class TestPreview:
    """The site's files as publishing would write them."""

    @pytest.fixture(autouse=True)
    def files(self, monkeypatch: pytest.MonkeyPatch) -> None:
        from columninch.desk.views import preview  # noqa: PLC0415  # patched where it is used

        files = {"issues/19/index.html": b"<h1>Issue</h1>", "issues/19/shares.csv": b"a,b"}
        monkeypatch.setattr(preview, "preview_files", lambda _digest: files)

    def test_it_leads_to_the_issues_page(self, signed_in: Client, week: press.Week) -> None:
        response = signed_in.get("/issues/19/preview/", follow=True)
        assert response.content == b"<h1>Issue</h1>"
        assert "script-src" not in response["Content-Security-Policy"]
        assert response["Content-Security-Policy"].startswith("default-src 'none'")

    def test_what_is_no_page_is_handed_out_to_be_saved(
        self, signed_in: Client, week: press.Week
    ) -> None:
        response = signed_in.get("/issues/19/preview/issues/19/shares.csv")
        assert response["Content-Disposition"] == 'attachment; filename="shares.csv"'

    def test_a_file_that_would_not_be_written_is_not_found(
        self, signed_in: Client, week: press.Week
    ) -> None:
        assert signed_in.get("/issues/19/preview/../../etc/passwd").status_code == 404
        assert signed_in.get("/issues/19/preview/nothing.html").status_code == 404
