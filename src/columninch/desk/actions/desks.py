"""A desk: its folder made, its first series and user, its database brought up to date."""

from __future__ import annotations

import json
import secrets
import shutil
from datetime import datetime
from typing import TYPE_CHECKING

from columninch.desk.config import OPTIONS, SETTINGS_FILE
from columninch.errors import DeskError

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path


def lay_out(folder: Path, given: Mapping[str, object]) -> None:
    """Make a desk's folder: settings, secret key, archive and site; no database yet.

    Raises `DeskError` where the folder holds anything already (nothing is written then), or
    can't be written to.
    """
    if folder.is_file():
        raise DeskError("this is a file", where=str(folder), hint="name a new folder")
    if folder.is_dir() and any(folder.iterdir()):
        what = "a desk already" if (folder / SETTINGS_FILE).is_file() else "not empty"
        raise DeskError(f"the folder is {what}", where=str(folder), hint="name a new folder")
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for inner in ("archive", "site"):
            (folder / inner).mkdir(exist_ok=True)
        make_secret_key(folder)
        (folder / SETTINGS_FILE).write_text(settings_text(given), encoding="utf-8")
    except OSError as error:
        raise DeskError(
            f"the desk can't be written there: {error.strerror}",
            where=str(error.filename or folder),
            hint="name a folder that you may write to",
        ) from error


def clear(folder: Path) -> None:
    """Empty a folder that was just laid out, when the desk in it can't be finished."""
    for inner in folder.iterdir():
        if inner.is_dir():
            shutil.rmtree(inner)
        else:
            inner.unlink()


def make_secret_key(folder: Path) -> None:
    """Write a new key that signs sessions, readable by the owner alone."""
    path = folder / "secret.key"
    path.touch(mode=0o600)
    path.write_text(secrets.token_urlsafe(50) + "\n")


def settings_text(given: Mapping[str, object]) -> str:
    """The settings file: each option with its help, those not given commented out."""
    lines = ["# Settings of a Column Inch desk. What is commented out shows the default."]
    table = ""
    for option in OPTIONS:
        head, _, name = option.name.rpartition(".")
        if head != table:
            table = head
            lines += ["", f"[{table}]"]
        value = given.get(option.name, option.default)
        shown = _toml(value)
        comment = "" if option.name in given else "# "
        lines += [f"# {option.help}", f"{comment}{name} = {shown}"]
    return "\n".join(lines) + "\n"


def _toml(value: object) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, dict):
        inner = ", ".join(f"{_toml(key)} = {_toml(each)}" for key, each in value.items())
        return "{ " + inner + " }" if inner else "{}"
    if isinstance(value, int | float):
        return str(value)
    if value is None:
        return '""'
    if isinstance(value, datetime):
        return value.isoformat()
    # as in JSON, but for the one control character that JSON lets stand
    return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")
