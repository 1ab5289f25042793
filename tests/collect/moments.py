"""A desk whose clock stands a little after what the test has just written to disk."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from columninch.tools import FixedClock

if TYPE_CHECKING:
    from columninch.tools import Tools


def later(tools: Tools, seconds: float = 60) -> Tools:
    at = datetime.now(UTC) + timedelta(seconds=seconds)
    return replace(tools, clock=FixedClock(at))
