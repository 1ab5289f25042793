"""Which share leads an issue's part, and which stand in its chart."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from columninch.records import ShareStatement


def choose_lead(statements: Sequence[ShareStatement]) -> ShareStatement | None:
    """The share that a part opens with, or None where there is none.

    The largest change that its interval leaves no doubt about comes first; where no share
    changed for certain, the largest share whose interval is not the widest.
    """
    if not statements:
        return None
    return max(statements, key=_weight)


def _weight(statement: ShareStatement) -> tuple[float, float, str, str]:
    change = statement.change
    sure = change is not None and (change.low > 0 or change.high < 0)
    moved = abs(change.difference) if change is not None and sure else 0.0
    return (moved, statement.share.share, statement.group, statement.answer)
