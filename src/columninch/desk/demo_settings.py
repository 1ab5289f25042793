"""The settings of the demonstration's desk: known before Django starts."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from columninch.sample.edition import Edition

PORT = 8765
"""Where `columninch sample serve` listens, so that the demo's desk can go on with it."""


def demo_settings(press: Edition) -> dict[str, object]:
    """Settings that map the press's host names to this machine and fix the clock."""
    return {
        "name": press.desk_name,
        "contact": "desk@karrow.example",
        "languages": list(press.languages),
        "web.gap_seconds": 0.0,
        "web.hosts": {outlet.host: f"127.0.0.1:{PORT}" for outlet in press.outlets},
        "draw.salt": "the sample press",
        "clock.fixed": press.ends + timedelta(hours=9),
    }
