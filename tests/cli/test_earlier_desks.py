"""Desks of every earlier version: refused until upgraded, backed up first, and whole after."""

import shutil
import sqlite3
import subprocess
import sys
import tomllib
from contextlib import closing

import pytest

from columninch.desk.actions.desks import settings_text
from columninch.sample.edition import edition
from columninch.sample.server import SampleServer
from columninch.tools import FixedClock
from tests.cli.earlier import VERSIONS, earlier_desk

ITEMS = 30
CUT_OFF = """
import os, sys
from columninch.cli import boot, main
boot._migrate = lambda: os._exit(9)
main(sys.argv[1:])
"""
TABLES = ("item", "capture", "coding", "correction", "user")


def counted(desk):
    with closing(sqlite3.connect(desk / "desk.sqlite3")) as database:
        frozen = "select number, frozen_sha256, frozen from desk_digest order by number"
        kept = {
            table: database.execute(
                f"select count(*) from {'auth' if table == 'user' else 'desk'}_{table}"  # noqa: S608
            ).fetchone()[0]
            for table in TABLES
        }
        answers = "select item_id, question, answer, at from desk_coding order by id"
        return {
            **kept,
            "answers": database.execute(answers).fetchall(),
            "issues": database.execute(frozen).fetchall(),
        }


def point_at(desk, server):
    """Let the desk find the sample press where it listens now."""
    path = desk / "desk.toml"
    flat = {}
    for name, value in tomllib.loads(path.read_text()).items():
        inner = value if isinstance(value, dict) and name in {"web", "draw", "clock"} else None
        flat |= {f"{name}.{key}": each for key, each in inner.items()} if inner else {name: value}
    places = {host: f"{address}:{port}" for host, (address, port) in server.hosts.items()}
    path.write_text(settings_text({**flat, "web.hosts": places}))


@pytest.mark.parametrize("version", VERSIONS)
def test_a_desk_of_an_earlier_version_goes_on(version, columninch_apart, tmp_path):
    desk = earlier_desk(version, tmp_path / "old")
    backup = tmp_path / "old.tar.zst"
    assert columninch_apart("backup", backup, "--desk", desk).code == 0
    shutil.rmtree(desk)
    assert columninch_apart("restore", backup, tmp_path / "desk", "--verify").code == 0
    desk, before = tmp_path / "desk", counted(tmp_path / "desk")

    refused = columninch_apart("status", "--desk", desk)
    assert (refused.code, "columninch upgrade" in refused.err) == (1, True)
    upgraded = columninch_apart("upgrade", "--desk", desk)
    assert upgraded.code == 0, upgraded.err
    assert f"A backup from before is in {tmp_path / f'desk-before-{version}'}" in upgraded.out

    press = edition(1, ITEMS)
    clock = FixedClock(tomllib.loads((desk / "desk.toml").read_text())["clock"]["fixed"])
    with SampleServer(press, clock=clock.now) as server:
        point_at(desk, server)
        run = columninch_apart("run", "--json", "--desk", desk)
        assert run.code == 0, run.err
    after = counted(desk)
    assert before.items() <= {**after, "capture": before["capture"]}.items()
    assert after["capture"] >= before["capture"]
    for number in (1, 2):
        verified = columninch_apart("digest", "verify", "--number", number, "--desk", desk)
        assert verified.code == 0, verified.out
    assert columninch_apart("archive", "verify", "--desk", desk).code == 0

    back = columninch_apart("restore", tmp_path / f"desk-before-{version}", tmp_path / "back")
    assert back.code == 0, back.err
    assert counted(tmp_path / "back") == before


def test_an_upgrade_that_was_cut_off_is_gone_on_with(columninch_apart, tmp_path):
    desk = earlier_desk(VERSIONS[0], tmp_path / "desk")
    before = counted(desk)
    cut = [sys.executable, "-c", CUT_OFF, "upgrade", "--desk", str(desk)]
    assert subprocess.run(cut, env=columninch_apart.environment, timeout=60).returncode == 9  # noqa: S603
    manifest = tmp_path / f"desk-before-{VERSIONS[0]}" / "manifest.json"
    kept = manifest.read_bytes()
    with closing(sqlite3.connect(desk / "desk.sqlite3")) as database, database:
        # one of several migrations was done before the cut
        asked = "insert into django_migrations (app, name, applied) values ('sessions', 'one', '')"
        database.execute(asked)
    told = columninch_apart("upgrade", "--desk", desk)
    assert told.code == 0, told.err
    assert manifest.read_bytes() == kept
    assert columninch_apart("status", "--desk", desk).code == 0
    columninch_apart("restore", manifest.parent, tmp_path / "back")
    assert counted(tmp_path / "back") == before


def test_nothing_is_done_where_nothing_is_to_be(columninch_apart, tmp_path):
    desk = earlier_desk(VERSIONS[0], tmp_path / "desk")
    place = tmp_path / "kept" / "before.tar.gz"
    first = columninch_apart("upgrade", "--backup", place, "--json", "--desk", desk)
    assert first.json["backup"] == str(place)
    again = columninch_apart("upgrade", "--desk", desk)
    assert again.out == "The desk is up to date.\n"
    assert [path.name for path in tmp_path.iterdir()] == ["desk", "kept"]


def test_a_desk_of_a_newer_program_is_refused_by_every_command(columninch_apart, tmp_path):
    desk = earlier_desk(VERSIONS[0], tmp_path / "desk")
    with closing(sqlite3.connect(desk / "desk.sqlite3")) as database, database:
        asked = "insert into django_migrations (app, name, applied) values ('desk', ?, '')"
        database.execute(asked, ["9999_tomorrow"])
    for words in (["status"], ["upgrade"], ["run"]):
        told = columninch_apart(*words, "--desk", desk)
        assert told.code == 1
        assert told.err.count("\n") == 1
        assert "a newer program" in told.err
        assert "9999_tomorrow" in told.err
    assert [path.name for path in tmp_path.iterdir()] == ["desk"]
