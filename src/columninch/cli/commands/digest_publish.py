"""`columninch digest publish`: verify a digest and publish it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from columninch.cli.boot import open_desk
from columninch.cli.shown import show_json

if TYPE_CHECKING:
    import argparse


def run(given: argparse.Namespace) -> int:
    """Publish; raises `VerificationError`, and writes nothing, where a citation fails."""
    open_desk(given.desk)

    from columninch.cli.commands.digest_draft import chosen_digest
    from columninch.desk.actions.digests import publish
    from columninch.desk.runtime import clock

    digest = chosen_digest(given)
    page = publish(digest, None, clock().now())
    if given.json:
        show_json({"number": digest.number, "page": str(page)})
    else:
        print(f"Issue {digest.number} is published: {page}")
    return 0
