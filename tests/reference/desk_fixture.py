"""Packs a small desk, made by the program as it stands, as tests/data/desks/MIGRATION.tar.gz.

Run it with the code of the version that the desk is to be of, right before the migration after
it is written:

    git worktree add OLD COMMIT
    PYTHONPATH=OLD/src python tests/reference/desk_fixture.py tests/data/desks

It plays the demonstration on a small edition of the sample press (codings by hand, two
published issues, a correction), and keeps settings, database and archive. The published site
is left out (it follows from the database), the key that signs sessions is made up.
"""

from __future__ import annotations

import gzip
import io
import os
import sqlite3
import subprocess
import sys
import tarfile
import tempfile
from contextlib import closing
from pathlib import Path

ITEMS = 30
KEY = b"signs nothing but the sessions of a test\n"


def main(folder: Path) -> None:
    """Make the desk and pack it into `folder`, named after its newest migration."""
    with tempfile.TemporaryDirectory() as made:
        desk = Path(made) / "desk"
        subprocess.run(  # noqa: S603  # our own program
            [sys.executable, "-m", "columninch", "demo", "--into", desk, "--items", str(ITEMS)],
            check=True,
            stdout=subprocess.DEVNULL,
            env={key: value for key, value in os.environ.items() if "COLUMNINCH" not in key},
        )
        with closing(sqlite3.connect(desk / "desk.sqlite3")) as database:
            database.execute("delete from django_session")
            database.commit()
            database.execute("pragma journal_mode=delete")
            database.execute("vacuum")
            asked = "select name from django_migrations where app = 'desk' order by name desc"
            (newest,) = database.execute(asked).fetchone()
        path = folder / f"{newest.partition('_')[0]}.tar.gz"
        path.write_bytes(gzip.compress(_packed(desk), 9, mtime=0))
        sys.stdout.write(f"{path}: {path.stat().st_size} bytes\n")


def _packed(desk: Path) -> bytes:
    out = io.BytesIO()
    kept = [desk / "desk.sqlite3", desk / "desk.toml", *sorted((desk / "archive").iterdir())]
    bodies = {path.relative_to(desk).as_posix(): path.read_bytes() for path in kept}
    with tarfile.open(fileobj=out, mode="w", format=tarfile.USTAR_FORMAT) as packed:
        for name, body in sorted({**bodies, "secret.key": KEY}.items()):
            member = tarfile.TarInfo(name)  # its owner and times stay out
            member.size = len(body)
            packed.addfile(member, io.BytesIO(body))
    return out.getvalue()


if __name__ == "__main__":
    main(Path(sys.argv[1]))
