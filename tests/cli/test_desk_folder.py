"""A desk's folder: made once, never over anything, found from anywhere, moved, upgraded."""

import io
import sqlite3
from contextlib import closing

import pytest

from columninch.cli.commands.init import password_from
from columninch.errors import UsageError


def test_a_desk_is_made_moved_and_upgraded(columninch_apart, tmp_path):
    made = columninch_apart("init", "a", "--json", "--zone", "Asia/Tehran", cwd=tmp_path)
    assert made.code == 0, made.err
    assert made.json["user"] == "editor"
    assert len(made.json["password"]) >= 12

    (tmp_path / "a").rename(tmp_path / "b")
    status = columninch_apart("status", "--json", "--desk", tmp_path / "b", cwd="/")
    assert status.code == 0, status.err
    assert set(status.json["waiting"].values()) == {0}
    assert not (tmp_path / "a").exists()

    upgraded = columninch_apart("upgrade", "--desk", "b", cwd=tmp_path)
    assert upgraded.code == 0, upgraded.err
    assert upgraded.out == "The desk is up to date.\n"
    with closing(sqlite3.connect(tmp_path / "b" / "desk.sqlite3")) as database:
        (series,) = database.execute("select title, time_zone from desk_series").fetchall()
    assert series == ("The A Week", "Asia/Tehran")


def test_a_weak_password_leaves_nothing_behind(columninch_apart, tmp_path):
    (tmp_path / "word").write_text("12345")
    told = columninch_apart("init", "desk", "--password-file", "word", cwd=tmp_path)
    assert told.code == 2
    assert "the password" in told.err
    assert list((tmp_path / "desk").iterdir()) == []


def test_a_database_that_is_none_is_told_in_one_line(columninch_apart, tmp_path):
    for name, text in (("desk.toml", ""), ("secret.key", "x" * 50), ("desk.sqlite3", "no" * 999)):
        (tmp_path / name).write_text(text)
    for words in (["status"], ["upgrade"]):
        told = columninch_apart(*words, "--desk", tmp_path)
        assert told.code == 1
        assert "Traceback" not in told.err
        assert "database" in told.err


@pytest.mark.parametrize(
    ("words", "code", "told"),
    [
        ([], 1, "not empty"),
        (["--zone", "Mars/Base"], 2, "Europe/Tirane"),
        (["--password-file", "no-such-file"], 2, "no such file"),
    ],
)
def test_init_refuses_before_it_writes(columninch, tmp_path, words, code, told):
    (tmp_path / "letter.txt").write_text("mine")
    ended = columninch("init", tmp_path, *words)
    assert ended.code == code
    assert told in ended.err
    assert [path.name for path in tmp_path.iterdir()] == ["letter.txt"]


def test_init_on_a_desk_says_that_it_is_one(columninch, desk):
    told = columninch("init", desk)
    assert told.code == 1
    assert "a desk already" in told.err


def test_without_a_terminal_a_password_is_made_up(monkeypatch):
    monkeypatch.setattr("sys.stdin", io.StringIO())  # no terminal
    assert password_from(None) != password_from(None)
    assert len(password_from(None)) >= 12


def test_two_passwords_that_differ_are_refused(monkeypatch):
    typed = iter(["one long word", "another long word"])
    monkeypatch.setattr("sys.stdin.isatty", lambda: True, raising=False)
    monkeypatch.setattr("getpass.getpass", lambda _prompt: next(typed))
    with pytest.raises(UsageError, match="differ"):
        password_from(None)
