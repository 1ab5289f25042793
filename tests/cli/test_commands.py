"""Commands on an open desk: what they say, what they give a script, how they end."""

from datetime import timedelta

import pytest
from django.contrib.auth import get_user_model
from django.db import connection

from columninch.cli import main
from columninch.desk import models, runtime
from columninch.desk.pipeline import STAGES
from columninch.desk.runner import run_pass
from tests.desk import press
from tests.desk.adding import add_address
from tests.desk.small_press import NOW, OUTLETS, PRESS

FEED = "http://ledger.test/feed.xml"


@pytest.fixture
def watched(desk, tools):
    """The desk once it watches the small press and took it in."""
    for outlet in OUTLETS:
        add_address(f"http://{outlet}.test/feed.xml", tools)
    run_pass(STAGES, tools)
    return desk


def test_an_unknown_command_lists_the_known_ones(capsys):
    with pytest.raises(SystemExit) as ended:
        main(["publish"])
    assert ended.value.code == 2
    told = capsys.readouterr().err
    assert "'publish'" in told
    assert "digest" in told


@pytest.mark.parametrize("words", [[], ["digest"], ["digest", "burn"], ["run", "--fast"]])
def test_half_a_command_or_an_unknown_option_is_wrong_usage(words, capsys):
    with pytest.raises(SystemExit) as ended:
        main(words)
    assert ended.value.code == 2
    assert "usage: columninch" in capsys.readouterr().err


@pytest.mark.parametrize(
    "words", [["status"], ["run"], ["add", FEED], ["digest", "verify"], ["serve"], ["upgrade"]]
)
def test_without_a_desk_each_command_says_how_to_make_one(words, columninch, tmp_path):
    told = columninch(*words, "--desk", tmp_path)
    assert told.code == 1
    assert "columninch init FOLDER" in told.err
    assert told.err.count("\n") == 1
    assert told.out == ""


def test_a_desk_whose_database_is_gone_says_so_and_makes_no_empty_one(columninch, desk):
    if connection.vendor == "postgresql":
        pytest.skip("the database is a server's")
    (desk / "desk.sqlite3").unlink()
    for words in (["status"], ["upgrade"]):
        told = columninch(*words, "--desk", desk)
        assert told.code == 1
        assert "backup" in told.err
    assert not (desk / "desk.sqlite3").exists()


def test_an_error_is_one_line_and_its_place_is_shown_for_debugging(columninch, tmp_path):
    with pytest.raises(Exception, match="no desk"):
        columninch("status", "--debug", "--desk", tmp_path)


def test_run_without_sources_says_what_to_add(columninch, desk):
    told = columninch("run", "--desk", desk)
    assert told.code == 1
    assert "columninch add https://" in told.err


def test_add_says_what_is_watched_and_what_comes_next(columninch, desk):
    told = columninch("add", FEED, "--desk", desk)
    assert told.code == 0
    assert f"Now watching: Osk Ledger, feed {FEED}" in told.out
    assert f"columninch run --desk {desk}" in told.out
    assert "Watched already" in columninch("add", FEED, "--desk", desk).out


def test_add_for_a_script(columninch, desk):
    (added,) = columninch("add", FEED, "--json", "--desk", desk).json
    assert (added["kind"], added["outlet_name"], added["is_new"]) == ("feed", "Osk Ledger", True)


@pytest.mark.parametrize("form", [[], ["--json"]])
def test_a_dry_run_shows_what_it_finds_and_adds_nothing(columninch, desk, form):
    told = columninch("add", FEED, "--dry-run", *form, "--desk", desk)
    assert told.code == 0
    assert "Osk Ledger" in told.out
    assert models.Source.objects.count() == 0


def test_a_file_and_a_folder_can_be_added(columninch, desk):
    file = columninch("add", PRESS / "ledger" / "ferry.html", "--outlet", "Osk", "--desk", desk)
    folder = columninch("add", PRESS / "bamdad", "--desk", desk)
    assert (file.code, folder.code) == (0, 0)
    assert "Now watching: Osk, file file:///" in file.out
    assert "Now watching: bamdad, folder file:///" in folder.out


@pytest.mark.parametrize(
    ("address", "code", "told"),
    [
        ("http://10.0.0.1/", 1, "public internet"),
        ("http://ledger.test/nothing-here", 1, "answered 404"),
        ("http://ledger.test/ferry.htm", 1, "check it in a browser"),
        ("gopher://ledger.test/", 2, "https://"),
        ("/no/such/folder", 2, "path of a file or folder"),
    ],
)
def test_a_wrong_address_is_told_in_one_line(columninch, desk, address, code, told):
    ended = columninch("add", address, "--desk", desk)
    assert ended.code == code
    assert told in ended.err
    assert ended.err.count("\n") == 1
    assert models.Source.objects.count() == 0


def test_a_page_without_a_feed_asks_for_the_feed(columninch, desk, tmp_path, monkeypatch):
    monkeypatch.setattr("tests.desk.small_press.PRESS", tmp_path)
    (tmp_path / "ledger").mkdir()
    (tmp_path / "ledger" / "about.html").write_text("<title>About</title><p>We print.</p>")
    told = columninch("add", "http://ledger.test/about.html", "--desk", desk)
    assert told.code == 1
    assert "no feed or sitemap was found" in told.err
    assert "give the address of the feed" in told.err


def test_a_host_that_nothing_answers_at_is_told(columninch, desk, monkeypatch):
    from columninch.desk import runtime  # noqa: PLC0415  # beside its use
    from tests.desk.opened import forget  # noqa: PLC0415  # beside its use

    hosts = {"ledger.test": "127.0.0.1:9"}
    monkeypatch.setitem(runtime.config().values, "web.hosts", hosts)
    forget()
    told = columninch("add", FEED, "--desk", desk)
    assert told.code == 1
    assert "ledger.test" in told.err
    assert told.err.count("\n") == 1


# --- the loop ---------------------------------------------------------------------------


def test_run_shows_progress_and_a_table(columninch, desk):
    columninch("add", FEED, "--desk", desk)
    told = columninch("run", "--desk", desk)
    assert told.code == 0
    assert "fetch" in told.err
    assert told.out.splitlines()[0].split() == ["stage", "done", "set", "back"]
    again = columninch("run", "--json", "--desk", desk)
    assert set(again.json["read"]) == {"done", "set_back"}
    assert again.err == ""


def test_status_tells_stages_sources_and_setbacks(columninch, watched):
    told = columninch("status", "--desk", watched)
    assert told.code == 0
    assert f"{len(OUTLETS)} sources: {len(OUTLETS)} in order" in told.out
    row = next(line for line in told.out.splitlines() if line.startswith("Isle Courier"))
    assert row.split()[2:5] == ["feed", "in", "order"]
    state = columninch("status", "--json", "--desk", watched).json
    assert set(state) == {"waiting", "summary", "sources", "setbacks"}
    assert state["summary"] == {"in order": len(OUTLETS)}
    assert set(state["waiting"].values()) == {0}
    assert {row["outlet"] for row in state["sources"]} >= {"Osk Ledger", "Isle Courier"}


def test_status_has_a_line_for_each_source_in_trouble(columninch, watched):
    ledger, courier, bamdad = models.Source.objects.order_by("pk")
    models.Source.objects.filter(pk=ledger.pk).update(gone_at=NOW)
    setback = press.setback("poll", courier.pk, "the source answered 404", courier)
    models.Setback.objects.filter(pk=setback.pk).update(hint="it may have moved")
    for number in range(3):
        row = press.setback("fetch", 900 + number, "no browser", bamdad)
        models.Setback.objects.filter(pk=row.pk).update(kind="no-browser")
    _, sources, troubles = columninch("status", "--desk", watched).out.split("\n\n")
    assert sources.startswith("3 sources: 1 gone, 1 no browser, 1 set back\n")
    lines = troubles.splitlines()
    assert len(lines) == 3
    assert f"feed {ledger.url}: gone since 2026-05-11" in lines[0]
    assert "3 pages wait for a browser: set browser.executable" in lines[1]
    assert "the source answered 404 (it may have moved); next: 2026-05-10 13:00 UTC" in lines[2]


def test_status_lists_many_sources_only_when_asked(columninch, watched, monkeypatch):
    monkeypatch.setattr("columninch.cli.commands.status.FEW", 2)
    head = "last success"
    assert head not in columninch("status", "--desk", watched).out
    assert head in columninch("status", "--all", "--desk", watched).out


def test_run_tries_what_waits_for_a_browser_once_there_is_one(columninch, watched):
    source = models.Source.objects.order_by("pk")[0]
    setback = press.setback("fetch", 10**6, "no browser", source)
    waiting = models.Setback.objects.filter(pk=setback.pk)
    waiting.update(kind="no-browser", next_try_at=NOW + timedelta(hours=20))
    columninch("run", "--desk", watched)
    assert waiting.get().next_try_at == NOW + timedelta(hours=20)
    runtime.config().values["browser.executable"] = "/usr/bin/chromium"
    runtime.close_browser()
    columninch("run", "--desk", watched)
    assert waiting.get().next_try_at == NOW


def test_status_for_scripts_has_every_fact_of_every_source(columninch, watched):
    source = models.Source.objects.order_by("pk")[0]
    models.FormerUrl.objects.create(source=source, url="http://old.test/", until=NOW)
    models.Gap.objects.create(source=source, kind="window", ends=NOW, found_at=NOW)
    setback = press.setback("poll", source.pk, "the source answered 404", source)
    models.Setback.objects.filter(pk=setback.pk).update(hint="it may have moved")
    rows = columninch("status", "--json", "--desk", watched).json["sources"]
    (told,) = [row for row in rows if row["url"] == source.url]
    assert told["error"]["reason"] == "the source answered 404"
    assert told["error"]["hint"] == "it may have moved"
    assert (told["state"], told["waits_for"]) == ("set back", "set back")
    assert told["items"] > 0
    assert told["usual_items"] is None  # watched since this morning
    assert [gap["kind"] for gap in told["gaps"]] == ["window"]
    assert [move["url"] for move in told["former_urls"]] == ["http://old.test/"]
    assert {tuple(row) for row in rows} == {tuple(told)}  # all of the facts for every source
    assert {
        "outlet", "kind", "last_success_at", "newest_at", "complaint", "next_at", "gone_at",
        "is_paused", "is_silent", "failed_items", "items_without_browser", "interval_seconds",
    } <= set(told)  # fmt: skip


def test_digest_draft_verify_and_publish(columninch, watched):
    draft = columninch("digest", "draft", "--week", "2026-05-06", "--json", "--desk", watched)
    assert draft.json["number"] == 1
    assert draft.json["state"] == "draft"
    told = columninch("digest", "draft", "--desk", watched)
    assert "Bakers in the old town" in told.out
    verified = columninch("digest", "verify", "--desk", watched)
    assert (verified.code, verified.out) == (0, "Issue 1: every citation holds.\n")
    page = columninch("digest", "publish", "--json", "--desk", watched).json["page"]
    assert page == str(watched / "site" / "issues" / "1" / "index.html")


def test_digest_verify_fails_with_the_entrys_name(columninch, watched):
    citation = models.Citation.objects.get(text__contains="the oven that ruins us")
    citation.text = citation.text.replace("oven", "over")
    citation.save()
    verified = columninch("digest", "verify", "--desk", watched)
    assert verified.code == 1
    assert citation.entry.heading in verified.out
    script = columninch("digest", "verify", "--json", "--desk", watched)
    assert script.code == 1
    assert script.json["failures"][0]["citation"] == citation.text
    published = columninch("digest", "publish", "--desk", watched)
    assert published.code == 1
    assert citation.entry.heading in published.err
    assert list((watched / "site").iterdir()) == []


def test_a_wrong_choice_of_issue_lists_the_right_ones(columninch, watched):
    for words, told in (
        (["verify", "--number", "9"], "known are: 1"),
        (["publish", "--series", "day"], "known are: week"),
        (["draft", "--week", "May"], "2026-05-04"),
    ):
        ended = columninch("digest", *words, "--desk", watched)
        assert ended.code == 2
        assert told in ended.err


def test_before_there_is_an_issue_it_is_said_how_to_make_one(columninch, desk):
    told = columninch("digest", "verify", "--desk", desk)
    assert told.code == 2
    assert "columninch digest draft" in told.err
    empty = columninch("digest", "draft", "--week", "2026-01-07", "--desk", desk)
    assert empty.code == 1
    assert "nothing was read of that week" in empty.err


def test_archive_verify_names_file_and_byte_of_the_damage(columninch, watched):
    whole = columninch("archive", "verify", "--desk", watched)
    assert whole.code == 0
    assert "0 damaged" in whole.out
    capture = models.Capture.objects.order_by("pk").last()
    path = watched / "archive" / capture.file
    body = bytearray(path.read_bytes())
    body[capture.offset + capture.length // 2] ^= 0xFF
    path.write_bytes(body)
    damaged = columninch("archive", "verify", "--desk", watched)
    assert damaged.code == 1
    assert f"{capture.file} at byte {capture.offset}: " in damaged.out
    script = columninch("archive", "verify", "--json", "--desk", watched)
    assert script.code == 1
    assert {one["offset"] for one in script.json["damages"]} == {capture.offset}


def test_user_add_takes_the_password_from_a_file(columninch, desk, tmp_path):
    (tmp_path / "word").write_text("four quiet ferries\n")
    told = columninch("user", "add", "nila", "--password-file", tmp_path / "word", "--desk", desk)
    assert told.code == 0
    assert get_user_model().objects.get(username="nila").check_password("four quiet ferries")
    twice = columninch("user", "add", "nila", "--password-file", tmp_path / "word", "--desk", desk)
    assert (twice.code, "this name already" in twice.err) == (2, True)


def test_a_weak_password_or_a_missing_file_is_refused(columninch, desk, tmp_path):
    (tmp_path / "word").write_text("12345")
    for file in ("word", "none"):
        told = columninch("user", "add", "nila", "--password-file", tmp_path / file, "--desk", desk)
        assert told.code == 2
    assert not get_user_model().objects.filter(username="nila").exists()


def test_serve_refuses_fewer_workers_than_none(columninch, desk):
    told = columninch("serve", "--workers", "-1", "--desk", desk)
    assert (told.code, "0 serves pages alone" in told.err) == (2, True)
