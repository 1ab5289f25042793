"""`columninch add` and `columninch sources opml`: what is shown, asked, added and told."""

import io
import shutil
import sys

import pytest

from columninch.cli.commands.add import choice
from columninch.collect.opml import ListedSource, SourceList, read_opml, write_opml
from columninch.desk import models
from tests.desk.small_press import PRESS

LEDGER = "http://ledger.test/feed.xml"
COURIER = "http://courier.test/feed.xml"


class Terminal(io.StringIO):
    """What a person types."""

    def isatty(self):
        return True


@pytest.fixture
def site(monkeypatch, tmp_path):
    """The ledger's site with a front page of two feeds and five articles."""
    (tmp_path / "ledger").mkdir()
    shutil.copytree(PRESS / "courier", tmp_path / "courier")
    feed = (PRESS / "ledger" / "feed.xml").read_bytes()
    links = "".join(
        f"<li><h3><a href='/2026/05/0{n}/a-story-of-the-bay-{n}.html'>A story of the bay, told {n} "
        "times</a></h3></li>"
        for n in range(1, 6)
    )
    (tmp_path / "ledger" / "feed.xml").write_bytes(feed)
    (tmp_path / "ledger" / "more.xml").write_bytes(feed)
    (tmp_path / "ledger" / "front.html").write_text(
        "<html lang='en'><head><title>Osk Ledger</title>"
        "<link rel='alternate' type='application/rss+xml' href='/feed.xml'>"
        "<link rel='alternate' type='application/rss+xml' href='/more.xml'></head>"
        f"<body><ul>{links}</ul></body></html>"
    )
    monkeypatch.setattr("tests.desk.small_press.PRESS", tmp_path)
    return "http://ledger.test/front.html"


def watched():
    return sorted(models.Source.objects.values_list("url", flat=True))


def test_elsewhere_than_on_a_terminal_the_best_is_added_and_the_rest_named(columninch, desk, site):
    told = columninch("add", site, "--desk", desk)
    assert told.code == 0
    assert watched() == [LEDGER]
    assert "Found too: listing http://ledger.test/front.html" in told.out
    assert "Found too: feed http://ledger.test/more.xml" in told.out
    assert "--kind KIND" in told.out


@pytest.mark.parametrize(
    ("typed", "urls"),
    [
        ("\n", [LEDGER]),
        ("1, 2\n", [LEDGER, "http://ledger.test/front.html"]),
        ("nine\n9\n2\n", ["http://ledger.test/front.html"]),
        ("all\n", [LEDGER, "http://ledger.test/front.html", "http://ledger.test/more.xml"]),
        ("none\n", []),
    ],
)
def test_on_a_terminal_it_is_asked_which_to_add(columninch, desk, site, monkeypatch, typed, urls):
    monkeypatch.setattr(sys, "stdin", Terminal(typed))
    told = columninch("add", site, "--desk", desk)
    assert told.code == 0
    assert watched() == urls
    assert "told apart by its address" in told.out
    assert "- A story of the bay, told 1 times" in told.out
    assert ("Nothing was added." in told.out) is not bool(urls)
    assert models.Outlet.objects.count() == bool(urls)


def test_with_yes_nothing_is_asked(columninch, desk, site, monkeypatch):
    monkeypatch.setattr(sys, "stdin", Terminal(""))
    assert columninch("add", site, "--yes", "--desk", desk).code == 0
    assert watched() == [LEDGER]


def test_a_script_gets_what_was_added_and_what_was_not(columninch, desk, site):
    told = columninch("add", site, "--json", "--desk", desk).json
    assert [(one["kind"], one["is_added"]) for one in told] == [
        ("feed", True), ("listing", False), ("feed", False),
    ]  # fmt: skip


def test_a_kind_and_a_selector_are_kept_with_the_source(columninch, desk, site):
    assert columninch("add", site, "--selector", "li a", "--desk", desk).code == 0
    source = models.Source.objects.get()
    assert (source.kind, source.options["selector"]) == ("listing", "li a")
    wrong = columninch("add", site, "--selector", "li[[", "--desk", desk)
    assert (wrong.code, wrong.err.count("\n")) == (1, 1)
    unknown = columninch("add", site, "--kind", "telegraph", "--desk", desk)
    assert unknown.code == 2
    assert "sitemap" in unknown.err


@pytest.mark.parametrize(
    ("answer", "places"),
    [("", [0]), ("yes", [0]), ("no", []), ("All", [0, 1, 2]), ("3 1 3", [2, 0]), ("4", None),
     ("0", None), ("1 x", None), ("-1", None)],
)  # fmt: skip
def test_an_answer_names_places(answer, places):
    assert choice(answer, 3) == places


def opml(path, *sources):
    path.write_bytes(write_opml(SourceList("Mine", sources)))
    return path


def test_each_line_of_a_list_is_told_and_none_stops_the_others(columninch, desk, tmp_path):
    path = opml(
        tmp_path / "outlets.opml",
        ListedSource(LEDGER, "The Ledger", folders=("Harbour",)),
        ListedSource("http://ledger.test/nothing.xml", "Nothing"),
        ListedSource("javascript:alert(1)", "Script"),
        ListedSource("http://10.0.0.1/feed", "Inside"),
        ListedSource("file:///etc/passwd", "File", kind="file"),
        ListedSource("http://ledger.test/ferry.html", "No feed"),
        ListedSource("http://wire.test/", "Wire", kind="telegraph"),
        ListedSource(COURIER, ""),
        ListedSource(LEDGER, "Again"),
    )
    told = columninch("add", path, "--json", "--desk", desk)
    assert told.code == 1
    assert [one["outcome"] for one in told.json] == [
        "added", *["failed"] * 6, "added", "watched already",
    ]  # fmt: skip
    reasons = [one["reason"] for one in told.json]
    for place, words in enumerate(
        ["", "404", "not a scheme", "public internet", "not taken from a list", "HTML", "telegraph"]
    ):
        assert words in reasons[place]
    assert watched() == [COURIER, LEDGER]
    assert models.Outlet.objects.filter(name__in=["The Ledger", "courier.test"]).count() == 2
    assert not models.Group.objects.filter(key="harbour").exists()
    table = columninch("add", path, "--desk", desk)
    assert "6 failed, 3 watched already" in table.out
    assert "--groups" in table.out
    assert "9 of 9" in table.err


def test_folders_become_groups_where_a_person_says_so(columninch, desk, tmp_path):
    path = opml(
        tmp_path / "a.opml", ListedSource(LEDGER, "The Ledger", folders=("Press", "Harbour"))
    )
    assert columninch("add", path, "--groups", "--desk", desk).code == 0
    group = models.Group.objects.get(key="harbour")
    assert (group.name_in("en"), group.outlets.get().name) == ("Harbour", "The Ledger")


def test_a_dry_run_of_a_list_adds_nothing(columninch, desk, tmp_path):
    path = opml(tmp_path / "a.opml", ListedSource(LEDGER, "The Ledger", folders=("Press", "Bay")))
    assert "Press / Bay" in columninch("add", path, "--dry-run", "--desk", desk).out
    told = columninch("add", path, "--dry-run", "--json", "--desk", desk).json
    assert told[0]["url"] == LEDGER
    assert watched() == []


def test_a_long_list_shows_how_far_it_is(columninch, desk, tmp_path):
    many = [ListedSource(f"http://u:p@{n}.test/", f"Outlet {n}") for n in range(500)]
    told = columninch("add", opml(tmp_path / "a.opml", *many), "--desk", desk)
    assert told.code == 1
    assert "500 of 500" in told.err
    assert "500 failed" in told.out


def test_what_is_watched_is_written_and_read_back(columninch, desk, tmp_path, site):
    columninch("add", site, "--selector", "li a", "--outlet", "The Ledger", "--desk", desk)
    columninch("add", COURIER, "--desk", desk)
    columninch("add", PRESS / "bamdad", "--desk", desk)
    told = columninch("sources", "opml", tmp_path / "out.opml", "--desk", desk)
    assert told.code == 0
    assert "Left out: 1" in told.out
    written = read_opml((tmp_path / "out.opml").read_bytes(), "it")
    assert [(one.kind, one.name, one.options.selector) for one in written.sources] == [
        ("feed", "Isle Courier", ""),
        ("listing", "The Ledger", "li a"),
    ]
    again = columninch("add", tmp_path / "out.opml", "--json", "--desk", desk).json
    assert {one["outcome"] for one in again} == {"watched already"}
    nowhere = columninch("sources", "opml", tmp_path / "no" / "out.opml", "--desk", desk)
    assert (nowhere.code, nowhere.err.count("\n")) == (1, 1)


def test_the_list_may_go_to_standard_output(columninch, desk):
    columninch("add", COURIER, "--desk", desk)
    told = columninch("sources", "opml", "-", "--desk", desk)
    assert [one.url for one in read_opml(told.out.encode(), "it").sources] == [COURIER]
