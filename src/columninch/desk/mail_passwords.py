"""Passwords of mailboxes: from the environment, or from `secrets.toml` in the desk's folder.

They are kept out of addresses, the database, logs and pages. The file is refused while others
than its owner may read it.
"""

from __future__ import annotations

import os
import re
import stat
import tomllib
from typing import TYPE_CHECKING

from columninch.errors import RefusedAddress

if TYPE_CHECKING:
    from pathlib import Path

SECRETS_FILE = "secrets.toml"
VARIABLE = "COLUMNINCH_MAIL_PASSWORD_"
MAX_BYTES = 1_000_000


def mail_password(account: str, folder: Path) -> str:
    """The password of `account` (user@host) on the desk in `folder`.

    Raises `RefusedAddress` where there is none, or where its file can't be used as it is.
    """
    given = os.environ.get(variable_of(account), "")
    if given:
        return given
    password = secrets_listed(folder / SECRETS_FILE, "mail", account).get(account, "")
    if not isinstance(password, str) or not password:
        raise RefusedAddress(
            "no password is known for this mailbox",
            where=account,
            hint=f'put "{account}" = "..." under [mail] into {folder / SECRETS_FILE} '
            f"(chmod 600), or set {variable_of(account)}",
        )
    return password


def variable_of(account: str) -> str:
    """The environment's variable for an account: letters and digits, all else as underscores."""
    return VARIABLE + re.sub(r"[^A-Z0-9]", "_", account.upper())


def secrets_listed(path: Path, name: str, example: str) -> dict[str, object]:
    """The file's table of this name; empty where there is no file.

    `example` is a key that may stand in it, for the hint. Raises `RefusedAddress` where the
    file can't be used as it is.
    """
    try:
        with path.open("rb") as stream:
            if stat.S_IMODE(os.fstat(stream.fileno()).st_mode) & 0o077:
                raise RefusedAddress(
                    "others may read the passwords in this file",
                    where=str(path),
                    hint=f"chmod 600 {path}",
                )
            text = stream.read(MAX_BYTES).decode("utf-8")
    except FileNotFoundError:
        return {}
    except (OSError, UnicodeDecodeError) as error:
        raise RefusedAddress("the file can't be read", where=str(path)) from error
    try:
        table = tomllib.loads(text).get(name, {})
    except tomllib.TOMLDecodeError:
        # no cause and no excerpt: what stands in the file is secret
        raise RefusedAddress(
            "the file is no valid TOML", where=str(path), hint=f'write "{example}" = "..."'
        ) from None
    return table if isinstance(table, dict) else {}
