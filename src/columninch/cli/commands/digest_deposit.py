"""`columninch digest deposit`: hand a digest's cited pages to a public web archive."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING

from columninch.cli.boot import open_desk
from columninch.cli.shown import show_json
from columninch.errors import DeskError

if TYPE_CHECKING:
    import argparse


def run(given: argparse.Namespace) -> int:
    """0 where every page that was handed on is kept there, 1 where one isn't."""
    open_desk(given.desk)

    from columninch.cli.commands.digest_draft import chosen_digest
    from columninch.desk.actions.deposits import deposit_digest
    from columninch.desk.runtime import config

    if not config().text("deposit.url"):
        raise DeskError(
            "no public archive is set",
            where="deposit.url",
            hint="set it in desk.toml to the address of an archive that takes pages",
        )
    digest = chosen_digest(given)
    deposited = deposit_digest(digest)
    kept = [each for each in deposited if each.url]
    if given.json:
        show_json({"number": digest.number, "deposits": [asdict(each) for each in deposited]})
    else:
        for each in deposited:
            print(f"{each.page}: {each.url or each.complaint}")
        print(f"Issue {digest.number}: {len(kept)} of {len(deposited)} pages are kept there now.")
    return 0 if len(kept) == len(deposited) else 1
