"""Published issues as they were frozen, with the archive as it is now.

A removal rewrites files of the archive, so that a capture may lie elsewhere than when its
issue was frozen: the database says where.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from typing import TYPE_CHECKING

from columninch import records
from columninch.desk.keep.records import capture_record
from columninch.desk.models import Capture, Digest
from columninch.digest.freeze import from_json
from columninch.digest.removed import captures_in, with_captures

if TYPE_CHECKING:
    from collections.abc import Iterable

ASKED_AT_ONCE = 500


def frozen_issue(digest: Digest) -> records.Issue:
    """A published digest's issue, its captures where they lie now."""
    issue = from_json(records.Issue, digest.frozen)
    found = rows_of(captures_in(issue))
    now = {
        capture: replace(capture, position=told.position, original=told.original)
        for capture, row in found.items()
        if not hasattr(row, "tombstone")
        for told in [capture_record(row)]
    }
    return with_captures(issue, now)


def removed_words(digest: Digest, issue: records.Issue) -> dict[records.Capture, frozenset[str]]:
    """The issue's captures that were removed since it was published, with what stood in each.

    A draft that cites what was removed before has none: it can't be verified.
    """
    if digest.frozen_at is None:
        return {}
    return {
        capture: frozenset(row.tombstone.quotations)
        for capture, row in rows_of(captures_in(issue)).items()
        if hasattr(row, "tombstone") and row.tombstone.removed_at >= digest.frozen_at
    }


@dataclass(frozen=True, slots=True)
class RemovedSource:
    """A source that a published issue cites and that was removed since."""

    url: str
    kind: str
    """takedown or retention"""
    at: datetime
    why: str


def removed_sources(digest: Digest, issue: records.Issue) -> tuple[RemovedSource, ...]:
    """The sources whose quotations hold only because they had been verified before."""
    rows = rows_of(removed_words(digest, issue))
    told = {
        RemovedSource(row.url, row.tombstone.kind, row.tombstone.removed_at, row.tombstone.reason)
        for row in rows.values()
    }
    return tuple(sorted(told, key=lambda one: (one.at, one.url)))


def rows_of(captures: Iterable[records.Capture]) -> dict[records.Capture, Capture]:
    """The row of each capture, by its address, time and hash."""
    wanted = list(captures)
    hashes = sorted({capture.sha256 for capture in wanted})
    rows: dict[tuple[str, object, str], Capture] = {}
    for start in range(0, len(hashes), ASKED_AT_ONCE):
        found = Capture.objects.filter(sha256__in=hashes[start : start + ASKED_AT_ONCE])
        for row in found.select_related("original", "tombstone"):
            rows[row.url, row.at, row.sha256] = row
    named = {capture: (capture.url, capture.at, capture.sha256) for capture in wanted}
    return {capture: rows[name] for capture, name in named.items() if name in rows}
