"""`columninch upgrade`: bring a desk's database up to this program, after a backup."""

from __future__ import annotations

from typing import TYPE_CHECKING

from columninch.cli.boot import open_desk, open_desk_as_it_is
from columninch.cli.shown import EverySecond, end_progress, show_json, show_nothing

if TYPE_CHECKING:
    import argparse
    from pathlib import Path

    from columninch.desk.config import DeskConfig


def run(given: argparse.Namespace) -> int:
    """Back the desk up, then migrate; a run that was cut off is gone on with by the next."""
    from columninch.desk.actions.desks import make_secret_key
    from columninch.desk.config import read_config

    config = read_config(given.desk)
    is_key_new = not (config.folder / "secret.key").is_file()
    if is_key_new:
        make_secret_key(config.folder)
    backup = _upgrade(config, given)
    if given.json:
        show_json({"backup": str(backup) if backup else None, "new_key": is_key_new})
        return 0
    if is_key_new:
        print("A new secret.key was made: everyone has to sign in again.")
    if backup:
        print(f"A backup from before is in {backup}")
    print("The desk is up to date.")
    return 0


def _upgrade(config: DeskConfig, given: argparse.Namespace) -> Path | None:
    """Migrate where anything is to be; the backup from before, or None where nothing was."""
    applied = open_desk_as_it_is(given.desk)
    if applied.is_newest:
        return None
    place = given.backup or config.folder.with_name(f"{config.folder.name}-before-{applied.name}")
    _back_up(config, place, applied.migrations, given)
    open_desk(given.desk, migrate=True)
    return place


def _back_up(
    config: DeskConfig, place: Path, applied: frozenset[tuple[str, str]], given: argparse.Namespace
) -> None:
    """A backup, unless one from before an upgrade that was cut off is there already."""
    from columninch.desk.actions.backups import back_up, earlier_backup
    from columninch.tools import SystemClock

    before = earlier_backup(place)
    if before is not None and frozenset(before.migrations) < applied and given.backup is None:
        return
    back_up(config, place, SystemClock(), show_nothing if given.json else EverySecond())
    end_progress()
