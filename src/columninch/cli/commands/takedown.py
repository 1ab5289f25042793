"""`columninch takedown`: an item's bytes and text removed for good."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING

from columninch.cli.boot import open_desk
from columninch.cli.shown import EverySecond, end_progress, show_json, show_nothing

if TYPE_CHECKING:
    import argparse

    from columninch.desk.reads.removals import Told

SHOWN = 20


def run(given: argparse.Namespace) -> int:
    """List what would go; with --yes, remove it, whatever of it was left by an earlier run."""
    open_desk(given.desk)

    from columninch.desk.actions.backups import kept_alone
    from columninch.desk.actions.removals import Why, issues_citing, remove, resume_removals
    from columninch.desk.reads.removals import removal_of, told
    from columninch.desk.runtime import clock, config, vault

    show = show_nothing if given.json else EverySecond()
    removal = removal_of(given.target, vault())
    what, issues = told(removal), issues_citing(removal)
    touched = []
    if given.yes:
        with kept_alone(config().folder):
            resume_removals(show)
            why = Why("takedown", given.reason, given.by, clock().now())
            touched = [asdict(one) for one in remove(removal, why, show)]
    end_progress()
    if given.json:
        show_json(asdict(what) | {"issues": issues, "done": given.yes, "verified": touched})
    else:
        _tell(what, issues, is_done=given.yes)
        for one in touched:
            holds = "still verifies" if one["still_verifies"] else "does not verify any more"
            print(f"Issue {one['number']} of {one['series']} {holds}.")
        print(_next(is_done=given.yes))
    return 1 if any(not one["still_verifies"] for one in touched) else 0


def _tell(what: Told, issues: tuple[tuple[str, int], ...], *, is_done: bool) -> None:
    print("Removed:" if is_done else "This would be removed:")
    for line in (*what.items[:SHOWN], *(f"  archived: {url}" for url in what.captures[:SHOWN])):
        print(f"  {line}")
    print(
        f"  {len(what.captures)} archived addresses, {what.listings} feeds and lists that name "
        f"them, {what.bytes} bytes in all; {what.revisits} notes that the same came again"
    )
    print(
        f"  the text of {what.readings} readings, {what.quotations} quotations, "
        f"{what.figures} values of figures, {what.citations_in_drafts} citations in drafts"
    )
    if issues:
        named = ", ".join(f"{number} of {series}" for series, number in issues)
        print(f"  copies, pictures and pages' archives in issue {named}; what they quote stays")
    for url in what.same_bytes_elsewhere[:SHOWN]:
        print(f"The same bytes stay under {url}: take that down too, if they must go.")
    for url in what.deposits[:SHOWN]:
        print(f"A public archive has a copy, which only it can remove: {url}")


def _next(*, is_done: bool) -> str:
    if is_done:
        return (
            "Codings, counts and shares stay. Earlier backups still hold it: make a new one and "
            "delete those. Publish the site's folder again where it is copied elsewhere."
        )
    return "Nothing was removed. To do it, say the same with --yes."
