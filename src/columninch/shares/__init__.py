"""Shares: which texts are coded by hand, and what they say about all of them.

A frame is the distinct texts of a group and a period. Each has a permanent random number
(`numbers.py`), by which a sample is drawn (`sample.py`). From the coded texts a share is
estimated (`estimate.py`) with its interval (`intervals.py`), and two shares are compared
(`change.py`).
"""

from __future__ import annotations

REVISIONS: dict[int, str] = {1: "first"}
"""What changed in the estimates, by the room's revision."""
