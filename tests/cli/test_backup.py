"""A desk backed up while it runs, and restored elsewhere, to either database."""

import hashlib
import io
import json
import shutil
import sqlite3
import subprocess
import sys
import tarfile
import time
from contextlib import closing

import psycopg
import pytest

from columninch.desk.actions.desks import lay_out
from columninch.desk.config import DATABASE_VARIABLE
from columninch.desk.demo_settings import demo_settings
from columninch.sample.edition import edition
from columninch.sample.server import SampleServer
from tests.cli.earlier import earlier_desk

TABLES = ("item", "capture", "reading", "coding", "digest", "quote", "log", "setback")
ITEMS = 30
MOST_BACKUPS = 8
WATCH_PRESS = """
import sys
from pathlib import Path
from columninch.cli.boot import open_desk
open_desk(Path(sys.argv[1]), migrate=True)
from columninch.desk.demo_press import set_up
from columninch.sample.edition import edition
set_up(edition(1, int(sys.argv[2])), edition(1, int(sys.argv[2])).starts)
"""


@pytest.fixture(scope="session")
def upgraded(columninch_apart, tmp_path_factory):
    """A desk with items, codings and two published issues, up to date."""
    desk = earlier_desk("0001", tmp_path_factory.mktemp("upgraded") / "desk")
    assert columninch_apart("upgrade", "--desk", desk).code == 0
    return desk


@pytest.fixture
def here(columninch, monkeypatch):
    """Run in this process what opens no desk: quicker, and nothing is left open."""
    monkeypatch.delenv(DATABASE_VARIABLE, raising=False)
    return columninch


@pytest.fixture
def desk(upgraded, tmp_path):
    return shutil.copytree(upgraded, tmp_path / "desk")


def rows(desk):
    """Every row of the tables that matter, as SQLite has them."""
    with closing(sqlite3.connect(desk / "desk.sqlite3")) as database:
        return {
            table: database.execute(f"select * from desk_{table} order by id").fetchall()  # noqa: S608
            for table in TABLES
        }


def archived(desk):
    return {path.name: path.read_bytes() for path in (desk / "archive").iterdir()}


@pytest.mark.parametrize("name", ["b.tar.zst", "b.tar.gz", "b.tgz", "b.tar", "b"])
def test_what_is_backed_up_comes_back_byte_by_byte(here, desk, tmp_path, name):
    (desk / "secrets.toml").write_text('word = "quiet ferry"\n')
    made = here("backup", tmp_path / name, "--json", "--desk", desk)
    assert made.code == 0, made.err
    assert (made.json["items"], made.json["codings"], made.json["issues"]) == (31, 58, 2)
    told = here("restore", tmp_path / name, tmp_path / "back", "--verify")
    assert told.code == 0, told.err
    assert "31 items" in told.out
    assert rows(tmp_path / "back") == rows(desk)
    assert archived(tmp_path / "back") == archived(desk)
    for file in ("secrets.toml", "secret.key", "desk.toml"):
        assert (tmp_path / "back" / file).read_text() == (desk / file).read_text()
        assert (tmp_path / "back" / file).stat().st_mode & 0o077 == 0


def test_a_backup_is_its_owners_and_leaves_nothing_beside_it(here, desk, tmp_path):
    (tmp_path / "kept").mkdir()
    for name in ("b.tar.gz", "b"):
        assert here("backup", tmp_path / "kept" / name, "--desk", desk).code == 0
        assert (tmp_path / "kept" / name).stat().st_mode & 0o077 == 0
    assert sorted(path.name for path in (tmp_path / "kept").iterdir()) == ["b", "b.tar.gz"]


def test_it_says_how_large_it_is_and_how_long_it_took(here, desk, tmp_path):
    told = here("backup", tmp_path / "b.tar", "--desk", desk)
    assert "31 items" in told.out
    assert " MB in 4 files, in " in told.out
    assert "database" in told.err
    assert here("backup", tmp_path / "b", "--quiet", "--desk", desk).err == ""


def test_a_folder_takes_only_what_changed_since(here, desk, tmp_path):
    first = here("backup", tmp_path / "b", "--json", "--desk", desk).json
    again = here("backup", tmp_path / "b", "--json", "--desk", desk).json
    database = (desk / "desk.sqlite3").stat().st_size
    assert first["copied_bytes"] == first["bytes"]
    assert again["bytes"] == first["bytes"]
    assert again["copied_bytes"] == pytest.approx(database, rel=0.1)
    (desk / "archive" / "note.txt").write_text("a new file\n")
    grown = here("backup", tmp_path / "b", "--json", "--desk", desk).json
    assert grown["copied_bytes"] == again["copied_bytes"] + len("a new file\n")
    assert here("restore", tmp_path / "b", tmp_path / "back").code == 0
    assert archived(tmp_path / "back") == archived(desk)
    kept = [path for path in (tmp_path / "b").rglob("*") if path.name == "desk.sqlite3"]
    assert len(kept) == 1


def test_a_file_that_is_gone_from_the_desk_is_gone_from_the_folder(here, desk, tmp_path):
    (desk / "archive" / "note.txt").write_text("to be taken down\n")
    here("backup", tmp_path / "b", "--desk", desk)
    (desk / "archive" / "note.txt").unlink()
    here("backup", tmp_path / "b", "--desk", desk)
    assert not [path for path in (tmp_path / "b").rglob("note.txt") if path.is_file()]


@pytest.mark.parametrize("place", ["desk/b.tar", "desk/archive/b", "desk/site/deep/b", "desk"])
def test_a_backup_never_goes_into_the_desk_itself(here, desk, tmp_path, place):
    told = here("backup", tmp_path / place, "--desk", desk)
    assert told.code == 1
    assert "outside the desk's folder" in told.err
    assert told.err.count("\n") == 1


@pytest.mark.parametrize("name", ["other", "text.txt"])
def test_nothing_that_is_no_backup_is_written_over(here, desk, tmp_path, name):
    (tmp_path / "other").mkdir()
    (tmp_path / "other" / "letter.txt").write_text("mine")
    (tmp_path / "text.txt").write_text("mine")
    told = here("backup", tmp_path / name, "--desk", desk)
    assert told.code == 1
    assert (tmp_path / "other" / "letter.txt").read_text() == "mine"
    assert (tmp_path / "text.txt").read_text() == "mine"


# --- while the desk is at work ----------------------------------------------------------


def test_a_backup_taken_while_a_worker_collects_restores_to_a_desk_that_verifies(
    columninch_apart, here, tmp_path
):
    press = edition(1, ITEMS)
    with SampleServer(press) as server:
        places = {host: f"{address}:{port}" for host, (address, port) in server.hosts.items()}
        lay_out(tmp_path / "desk", {**demo_settings(press), "web.hosts": places})
        made = [sys.executable, "-c", WATCH_PRESS, str(tmp_path / "desk"), str(ITEMS)]
        subprocess.run(made, check=True, timeout=60, env=columninch_apart.environment)  # noqa: S603
        worker = subprocess.Popen(  # noqa: S603  # our own program
            [sys.executable, "-m", "columninch", "run", "--quiet", "--desk", tmp_path / "desk"],
            env=columninch_apart.environment, stdout=subprocess.DEVNULL,
        )  # fmt: skip
        captured = {}
        while worker.poll() is None:
            place = tmp_path / "b.tar"
            told = here("backup", place, "--json", "--desk", tmp_path / "desk")
            assert told.code == 0, told.err
            if told.json["captures"] not in captured and len(captured) < MOST_BACKUPS:
                kept = captured[told.json["captures"]] = tmp_path / f"b{len(captured)}.tar"
                place.rename(kept)
            time.sleep(0.05)
        assert worker.wait(timeout=60) == 0
    assert len(captured) > 3, captured
    for count, place in captured.items():
        told = here("restore", place, place.with_suffix(""), "--verify")
        assert told.code == 0, told.out
        assert f"{count} captures" in told.out
    assert columninch_apart("archive", "verify", "--desk", place.with_suffix("")).code == 0


# --- what a backup may do to who restores it --------------------------------------------


@pytest.fixture
def packed(here, desk, tmp_path):
    """A backup as its members, to be packed again otherwise."""
    here("backup", tmp_path / "b.tar", "--desk", desk)
    with tarfile.open(tmp_path / "b.tar") as opened:
        return [
            (member, opened.extractfile(member).read() if member.isreg() else b"")
            for member in opened.getmembers()
        ]


def pack(path, members):
    with tarfile.open(path, "w", format=tarfile.PAX_FORMAT) as packed:
        for member, body in members:
            member.size = len(body) if member.isreg() else 0
            packed.addfile(member, io.BytesIO(body))
    return path


def hostile(name, kind=tarfile.REGTYPE, link="", body=b"evil"):
    member = tarfile.TarInfo(name)
    member.type, member.linkname = kind, link
    return member, body if kind == tarfile.REGTYPE else b""


@pytest.mark.parametrize(
    "member",
    [
        hostile("../outside"),
        hostile("/tmp/outside"),  # noqa: S108  # refused, never written
        hostile("archive/../../outside"),
        hostile("archive//outside"),
        hostile("cron.d/outside"),
        hostile("archive/x\\y"),
        hostile("desk.toml"),
        hostile("archive/link", tarfile.SYMTYPE, "/etc/passwd"),
        hostile("archive/link", tarfile.LNKTYPE, "secret.key"),
        hostile("archive/pipe", tarfile.FIFOTYPE),
        hostile("archive/disk", tarfile.BLKTYPE),
        hostile("archive/folder", tarfile.DIRTYPE),
        hostile("archive/unlisted.warc.gz"),
    ],
    ids=lambda member: member[0].name.replace("/", "_") + member[0].type.decode(),
)
def test_a_hostile_member_stops_the_restoring_and_nothing_stays(here, packed, tmp_path, member):
    pack(tmp_path / "evil.tar", [*packed[:3], member, *packed[3:]])
    (tmp_path / "to").mkdir()
    told = here("restore", tmp_path / "evil.tar", tmp_path / "to" / "back")
    assert told.code == 1
    assert told.err.splitlines()[-1].startswith("columninch: ")
    assert list((tmp_path / "to").iterdir()) == []


@pytest.mark.parametrize(
    "ending", ["torn", "no end", "flipped", "no head", "words", "empty", "grown"]
)
def test_a_damaged_backup_is_told_and_nothing_stays(here, packed, tmp_path, ending):
    path = pack(tmp_path / "b2.tar", packed)
    if ending == "torn":
        path.write_bytes(path.read_bytes()[:200_000])
    elif ending == "no end":
        pack(path, packed[:-1])
    elif ending == "no head":
        pack(path, packed[1:])
    elif ending == "flipped":
        body = bytearray(path.read_bytes())
        body[len(body) // 2] ^= 1
        path.write_bytes(body)
    elif ending == "grown":
        head = json.loads(packed[0][1]) | {"byte_count": -1}
        pack(path, [(packed[0][0], json.dumps(head).encode()), *packed[1:]])
    else:
        path.write_bytes(b"" if ending == "empty" else b"words " * 1000)
    (tmp_path / "to").mkdir()
    told = here("restore", path, tmp_path / "to" / "back")
    assert told.code == 1
    assert list((tmp_path / "to").iterdir()) == []


def test_a_damaged_file_of_a_folder_is_named(here, desk, tmp_path):
    here("backup", tmp_path / "b", "--desk", desk)
    (file,) = (tmp_path / "b").rglob("*.warc.gz")
    body = bytearray(file.read_bytes())
    body[1000] ^= 1
    file.write_bytes(body)
    told = here("restore", tmp_path / "b", tmp_path / "back")
    assert told.code == 1
    assert "archive/000001.warc.gz is not what its manifest says" in told.err
    assert not (tmp_path / "back").exists()


def test_a_backup_of_a_newer_program_is_refused(here, packed, tmp_path):
    head = json.loads(packed[0][1])
    head["migrations"].append(["desk", "9999_tomorrow"])
    head["program"] = "7.0"
    newer = [(packed[0][0], json.dumps(head).encode()), *packed[1:]]
    told = here("restore", pack(tmp_path / "n.tar", newer), tmp_path / "back")
    assert told.code == 1
    assert "columninch 7.0, data model 9999_tomorrow" in told.err
    assert not (tmp_path / "back").exists()


def test_a_desk_is_never_restored_over_anything(here, desk, packed, tmp_path):
    told = here("restore", tmp_path / "b.tar", desk)
    assert told.code == 1
    assert "new or empty folder" in told.err
    (tmp_path / "empty").mkdir()
    assert here("restore", tmp_path / "b.tar", tmp_path / "empty").code == 0


def test_a_capture_that_is_missing_from_the_archive_is_told(here, desk, tmp_path):
    with closing(sqlite3.connect(desk / "desk.sqlite3")) as database, database:
        database.execute('update desk_capture set "offset" = "offset" + 7 where id = 3')
    here("backup", tmp_path / "b", "--desk", desk)
    told = here("restore", tmp_path / "b", tmp_path / "back")
    assert told.code == 1
    assert "no record begins there" in told.out
    assert (tmp_path / "back" / "desk.toml").is_file()


# --- from one database to the other -----------------------------------------------------


def postgres_rows(url):
    with psycopg.connect(url) as connection:
        connection.execute("set timezone = 'UTC'")
        return {
            table: connection.execute(f"select * from desk_{table} order by id").fetchall()  # noqa: S608
            for table in TABLES
        }


def test_a_desk_goes_from_sqlite_to_postgresql_and_back(
    columninch_apart, here, tmp_path, empty_postgres
):
    desk = earlier_desk("0001", tmp_path / "desk")
    with closing(sqlite3.connect(desk / "desk.sqlite3")) as database, database:
        database.execute("update sqlite_sequence set seq = 5000 where name = 'desk_item'")
        database.execute("update desk_outlet set name = 'zero' || char(0) || 'x' where id = 1")
    url = empty_postgres()
    here("backup", tmp_path / "small", "--desk", desk)
    told = columninch_apart(
        "restore", tmp_path / "small", tmp_path / "team", "--database", url, "--verify"
    )
    assert told.code == 0, told.err + told.out
    assert "1 texts held a zero character" in told.out
    assert not (tmp_path / "team" / "desk.sqlite3").exists()
    assert columninch_apart("upgrade", "--desk", tmp_path / "team").code == 0
    assert columninch_apart("upgrade", "--desk", desk).code == 0
    verified = columninch_apart("digest", "verify", "--desk", tmp_path / "team")
    assert verified.code == 0, verified.out + verified.err
    with psycopg.connect(url) as connection:
        asked = "select nextval(pg_get_serial_sequence('desk_item', 'id'))"
        assert connection.execute(asked).fetchone() == (5001,)

    made = columninch_apart("backup", tmp_path / "b.tar.zst", "--desk", tmp_path / "team")
    assert made.code == 0, made.err
    back = columninch_apart("restore", tmp_path / "b.tar.zst", tmp_path / "back", "--verify")
    assert back.code == 0, back.err + back.out
    assert columninch_apart("digest", "verify", "--desk", tmp_path / "back").code == 0
    assert told_apart(rows(tmp_path / "back")) == told_apart(rows(desk))
    with closing(sqlite3.connect(tmp_path / "back" / "desk.sqlite3")) as database:
        asked = "select seq from sqlite_sequence where name = 'desk_item'"
        assert database.execute(asked).fetchone() == (5001,)
        names = database.execute("select name from desk_outlet where id = 1").fetchall()
        assert names == [("zero\ufffdx",)]

    other = empty_postgres()
    again = columninch_apart(
        "restore", tmp_path / "b.tar.zst", tmp_path / "other", "--database", other
    )
    assert again.code == 0, again.err
    assert postgres_rows(other) == postgres_rows(url)


def told_apart(tables):
    """Rows with their JSON read: PostgreSQL writes it with other spaces."""
    return {
        name: [[_read(cell) for cell in row] for row in found] for name, found in tables.items()
    }


def _read(cell):
    try:
        return json.loads(cell) if isinstance(cell, str) and cell[:1] in {"{", "["} else cell
    except ValueError:
        return cell


def test_a_database_that_holds_anything_is_left_alone(
    columninch_apart, desk, tmp_path, empty_postgres
):
    url = empty_postgres()
    with psycopg.connect(url) as connection:
        connection.execute("create table mine (word text)")
    columninch_apart("backup", tmp_path / "b", "--desk", desk)
    told = columninch_apart("restore", tmp_path / "b", tmp_path / "team", "--database", url)
    assert told.code == 1
    assert "not empty" in told.err
    assert not (tmp_path / "team").exists()
    with psycopg.connect(url) as connection:
        assert connection.execute("select count(*) from mine").fetchone() == (0,)


def test_rows_that_do_not_fit_leave_an_empty_database_behind(
    columninch_apart, desk, tmp_path, empty_postgres
):
    with closing(sqlite3.connect(desk / "desk.sqlite3")) as database, database:
        database.execute("update desk_outlet set name = ? where id = 1", ["x" * 300])
    url = empty_postgres()
    columninch_apart("backup", tmp_path / "b", "--desk", desk)
    told = columninch_apart("restore", tmp_path / "b", tmp_path / "team", "--database", url)
    assert told.code == 1
    assert "don't fit" in told.err
    assert not (tmp_path / "team").exists()
    with psycopg.connect(url) as connection:
        asked = "select count(*) from information_schema.tables where table_schema = 'public'"
        assert connection.execute(asked).fetchone() == (0,)


def test_a_restored_desk_never_opens_the_database_that_was_backed_up(
    columninch_apart, here, desk, tmp_path
):
    settings = (desk / "desk.toml").read_text()
    named = settings.replace('# url = ""', 'url = "postgresql://live.example/desk"')
    columninch_apart("backup", tmp_path / "b", "--desk", desk)
    (file,) = (path for path in (tmp_path / "b").rglob("desk.toml"))
    manifest = json.loads((tmp_path / "b" / "manifest.json").read_text())
    for each in manifest["files"]:
        if each["path"] == "desk.toml":
            each["size"] = len(named.encode())
            each["sha256"] = hashlib.sha256(named.encode()).hexdigest()
    file.write_text(named)
    (tmp_path / "b" / "manifest.json").write_text(json.dumps(manifest))
    assert columninch_apart("restore", tmp_path / "b", tmp_path / "back").code == 0
    assert "live.example" not in (tmp_path / "back" / "desk.toml").read_text()
    assert columninch_apart("status", "--desk", tmp_path / "back").code == 0
