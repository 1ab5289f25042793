"""The demonstration: the whole loop on a small edition, twice."""

import json
import os
import subprocess
import sys

import lxml.html
import pytest

from columninch.desk.config import DATABASE_VARIABLE

ITEMS = "48"


def demonstrated(folder):
    done = subprocess.run(  # noqa: S603  # our own program
        [sys.executable, "-m", "columninch", "demo", "--into", folder, "--items", ITEMS, "--json"],
        capture_output=True,
        text=True,
        timeout=110,
    )
    assert done.returncode == 0, done.stderr[-2000:]
    return json.loads(done.stdout)


@pytest.fixture(scope="module")
def folders(tmp_path_factory):
    first, second = (
        tmp_path_factory.mktemp("first") / "demo",
        tmp_path_factory.mktemp("second") / "demo",
    )
    return (demonstrated(first), first), (demonstrated(second), second)


def files(folder):
    return {
        str(path.relative_to(folder)): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def test_two_issues_are_published(folders):
    (_, folder), _ = folders
    assert sorted(path.name for path in (folder / "site/issues").iterdir()) == ["1", "2"]


def test_twice_in_a_row_gives_the_same_site_byte_for_byte(folders):
    (_, first), (_, second) = folders
    assert files(first / "site") == files(second / "site")


def test_twice_in_a_row_gives_the_same_archive_byte_for_byte(folders):
    (_, first), (_, second) = folders
    assert files(first / "archive") == files(second / "archive")


def test_every_citation_of_both_issues_holds_by_the_command_line(folders):
    (_, folder), _ = folders
    for number in ("1", "2"):
        asked = ["digest", "verify", f"--number={number}", f"--desk={folder}"]
        done = subprocess.run(  # noqa: S603  # our own program
            [sys.executable, "-m", "columninch", *asked],
            capture_output=True,
            text=True,
            env={key: value for key, value in os.environ.items() if key != DATABASE_VARIABLE},
            timeout=60,
        )
        assert done.returncode == 0, done.stdout


def test_the_perfect_reader_finds_no_item_that_the_desk_missed(folders):
    (told, _), _ = folders
    rows = {row[0]: row[1:] for row in told["tables"][2]["rows"]}
    there, found, right, *_ = rows["items"]
    assert there == found == right


def test_every_share_stands_beside_its_truth(folders):
    (told, _), _ = folders
    rows = told["tables"][1]["rows"]
    assert rows
    assert all("to" in row[3] for row in rows), "never a share without its interval"


def test_every_link_between_files_leads_somewhere(folders):
    (_, folder), _ = folders
    site = folder / "site"
    for page in site.rglob("*.html"):
        tree = lxml.html.fromstring(page.read_bytes())
        for _, _, link, _ in tree.iterlinks():
            path, _, fragment = link.partition("#")
            if "://" in link or link.startswith(("mailto:", "data:")):
                continue
            target = (page.parent / path).resolve() if path else page
            assert target.is_file(), f"{page.relative_to(site)}: {link}"
            if fragment:
                assert f'id="{fragment}"' in target.read_text("utf-8"), f"{page}: {link}"
