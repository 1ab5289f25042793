"""`columninch digest verify`: check every citation of a digest."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING

from columninch.cli.boot import open_desk
from columninch.cli.shown import show_json

if TYPE_CHECKING:
    import argparse
    from collections.abc import Sequence

    from columninch.records import Failure


def run(given: argparse.Namespace) -> int:
    """0 where every citation holds, 1 where one doesn't."""
    open_desk(given.desk)

    from columninch.cli.commands.digest_draft import chosen_digest
    from columninch.desk.actions.digests import current_issue, failures_in
    from columninch.desk.reads.frozen import removed_sources

    digest = chosen_digest(given)
    issue = current_issue(digest)
    failures = failures_in(digest, issue)
    removed = removed_sources(digest, issue)
    if given.json:
        told = {"number": digest.number, "failures": [asdict(each) for each in failures]}
        show_json(told | {"removed": [asdict(each) for each in removed]})
        return 1 if failures else 0
    for each in removed:
        print(f"{each.url}: removed on {each.at:%Y-%m-%d} ({each.kind}: {each.why}); what is "
              "quoted of it had been verified before.")  # fmt: skip
    if failures:
        _tell(digest.number, failures)
    else:
        print(f"Issue {digest.number}: every citation holds.")
    return 1 if failures else 0


def _tell(number: int, failures: Sequence[Failure]) -> None:
    for failure in failures:
        print(f"{failure.entry}: {failure.citation}: {failure.reason}")
    print(f"Issue {number}: {len(failures)} citations do not hold.")
