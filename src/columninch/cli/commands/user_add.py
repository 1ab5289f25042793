"""`columninch user add`: give someone an account."""

from __future__ import annotations

from typing import TYPE_CHECKING

from columninch.cli.boot import open_desk

if TYPE_CHECKING:
    import argparse


def run(given: argparse.Namespace) -> int:
    """Make the account and say its password."""
    from columninch.cli.commands.init import password_from

    open_desk(given.desk)

    from columninch.desk.actions.users import add_user

    password = password_from(given.password_file)
    add_user(given.name, password)
    print(f"{given.name} can sign in with the password {password}")
    return 0
