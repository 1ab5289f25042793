"""`columninch digest verify`: check every citation of a digest."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING

from columninch.cli.boot import open_desk
from columninch.cli.shown import show_json

if TYPE_CHECKING:
    import argparse


def run(given: argparse.Namespace) -> int:
    """0 where every citation holds, 1 where one doesn't."""
    open_desk(given.desk)

    from columninch.cli.commands.digest_draft import chosen_digest
    from columninch.desk.actions.digests import verify

    digest = chosen_digest(given)
    failures = verify(digest)
    if given.json:
        show_json({"number": digest.number, "failures": [asdict(each) for each in failures]})
    elif failures:
        for failure in failures:
            print(f"{failure.entry}: {failure.citation}: {failure.reason}")
        print(f"Issue {digest.number}: {len(failures)} citations do not hold.")
    else:
        print(f"Issue {digest.number}: every citation holds.")
    return 1 if failures else 0
