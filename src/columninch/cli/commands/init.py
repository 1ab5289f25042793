"""`columninch init`: make a desk."""

from __future__ import annotations

import getpass
import secrets
import sys
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from columninch.cli.boot import open_desk
from columninch.cli.shown import show_json
from columninch.errors import UsageError

if TYPE_CHECKING:
    import argparse
    from pathlib import Path


def run(given: argparse.Namespace) -> int:
    """Make the folder, the database, the first series and the first user."""
    from columninch.desk.actions.desks import clear, lay_out

    _require_zone(given.zone)
    password = password_from(given.password_file)
    name = given.name or given.folder.resolve().name.replace("-", " ").replace("_", " ").title()
    settings: dict[str, object] = {"name": name, "draw.salt": secrets.token_hex(8)}
    if given.contact:
        settings["contact"] = given.contact
    if given.sample:
        settings |= _sample_settings(given.sample)
    title = given.title or f"The {name} Week"
    lay_out(given.folder, settings)
    try:
        _fill(given, title, password)
    except BaseException:
        clear(given.folder)  # nothing half-made stays behind
        raise
    _tell(given, title, password)
    return 0


def _fill(given: argparse.Namespace, title: str, password: str) -> None:
    """The database with the first series, its first codebook and the first user."""
    open_desk(given.folder, migrate=True)

    from columninch.desk.actions.series import start_series
    from columninch.desk.actions.users import add_user
    from columninch.desk.runtime import clock

    languages = [code.strip() for code in given.languages.split(",") if code.strip()]
    start_series("week", title, given.zone, languages, clock().now())
    add_user(given.user, password)


def _require_zone(zone: str) -> None:
    try:
        ZoneInfo(zone)
    except (ZoneInfoNotFoundError, ValueError) as error:
        raise UsageError(
            f"no time zone is called {zone!r}", hint="write it as Europe/Tirane or UTC"
        ) from error


def password_from(file: Path | None) -> str:
    """A password from a file, typed twice, or made up where nobody can type."""
    if file is not None:
        if not file.is_file():
            raise UsageError("there is no such file", where=str(file))
        return file.read_text("utf-8").strip()
    if not sys.stdin.isatty():
        return secrets.token_urlsafe(12)
    password = getpass.getpass("A password for the first user (empty: one is made up): ")
    if not password:
        return secrets.token_urlsafe(12)
    if getpass.getpass("Once more: ") != password:
        raise UsageError("the two passwords differ")
    return password


def _sample_settings(place: str) -> dict[str, object]:
    from columninch.sample.edition import edition

    return {
        "web.hosts": {outlet.host: place for outlet in edition().outlets},
        "web.gap_seconds": 0.0,
    }


def _tell(given: argparse.Namespace, title: str, password: str) -> None:
    if given.json:
        show_json({"desk": str(given.folder.resolve()), "user": given.user, "password": password})
        return
    print(f"A desk is ready in {given.folder} ({title}).")
    print(f"Sign in as {given.user} with the password {password}")
    print(f"Next: columninch add https://outlet.example --desk {given.folder}")
    print(f"then: columninch run --desk {given.folder}")
