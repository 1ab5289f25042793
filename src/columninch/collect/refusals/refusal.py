"""Why an answer is not the article, and the error that says so."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from columninch.collect.fetcher.retry_after import retry_after_seconds
from columninch.collect.refusals.kinds import REFUSALS
from columninch.errors import NotCaptured
from columninch.registry import pick

if TYPE_CHECKING:
    from columninch.records import Capture, Response

SETTLED = frozenset({401, 402, 404, 410, 451})
"""Statuses that no retry changes."""


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why an answer is not the article."""

    kind: str
    """A key of the refusals' registry."""
    reason: str
    """In words, with what gave it away."""

    @property
    def hint(self) -> str:
        """What a person can do."""
        return pick(REFUSALS, self.kind, what="refusal").hint


def not_captured(
    refusal: Refusal, response: Response, capture: Capture, *, where: str
) -> NotCaptured:
    """The error for `response`, which came from `where` instead of the article.

    `capture` is the answer in the archive. A retry can help unless the status is settled; how
    long the server asks to be left alone is told.
    """
    error = NotCaptured(
        refusal.kind, refusal.reason, where=where, capture=capture, hint=refusal.hint
    )
    error.can_retry = response.status not in SETTLED
    error.retry_after_seconds = retry_after_seconds(response.headers, response.at)
    return error
