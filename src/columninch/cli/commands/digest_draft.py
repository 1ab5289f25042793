"""`columninch digest draft`: draft the digest of a week."""

from __future__ import annotations

from typing import TYPE_CHECKING

from columninch.cli.boot import open_desk
from columninch.cli.days import read_day_if_any
from columninch.cli.shown import show_json
from columninch.errors import DeskError, UsageError

if TYPE_CHECKING:
    import argparse

    from columninch.desk.models import Digest, Series


def run(given: argparse.Namespace) -> int:
    """Do what the week's draft needs and say what is in it."""
    open_desk(given.desk)

    from columninch.cli.commands.run import one_pass
    from columninch.desk.actions.digests import wish_draft
    from columninch.desk.models import Digest

    series = chosen_series(given.series)
    period = wish_draft(series, read_day_if_any(given.week))
    one_pass(quiet=True)
    digest = Digest.objects.filter(period=period).first()
    if digest is None:
        raise DeskError(
            "nothing was read of that week",
            where=f"the week of {period.starts:%Y-%m-%d}",
            hint="see what there is with: columninch status",
        )
    _tell(given, digest)
    return 0


def _tell(given: argparse.Namespace, digest: Digest) -> None:
    from columninch.desk.models import Entry

    entries = Entry.objects.filter(section__digest=digest, is_left_out=False)
    if given.json:
        show_json({"number": digest.number, "state": digest.state, "entries": entries.count()})
        return
    period = digest.period
    print(
        f"Issue {digest.number} ({digest.state}), week of {period.starts:%Y-%m-%d}: "
        f"{entries.count()} entries"
    )
    for entry in entries.select_related("section").order_by("section__position", "position"):
        print(f"  {entry.section.language}  {entry.form:<9} {entry.heading}")


def chosen_series(key: str) -> Series:
    """The series of this key, or the desk's first."""
    from columninch.desk.models import Series

    series = (
        Series.objects.filter(key=key).first() if key else Series.objects.order_by("pk").first()
    )
    if series is None:
        known = ", ".join(Series.objects.values_list("key", flat=True))
        raise UsageError(f"no series is called {key!r}", hint=f"known are: {known}")
    return series


def chosen_digest(given: argparse.Namespace) -> Digest:
    """The issue that --number names, or the newest."""
    from columninch.desk.models import Digest

    series = chosen_series(given.series)
    digests = Digest.objects.filter(series=series).select_related("series", "period")
    digest = (
        digests.filter(number=given.number).first()
        if given.number is not None
        else digests.order_by("-number").first()
    )
    if digest is None:
        known = ", ".join(str(number) for number in digests.values_list("number", flat=True))
        raise UsageError(
            "there is no such issue" if known else "there is no issue yet",
            hint=f"known are: {known}" if known else "make one with: columninch digest draft",
        )
    return digest
