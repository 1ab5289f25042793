"""Coding: what a codebook asks, what its query rules propose, and how far coders agree.

A codebook is read from YAML (`codebook.py`). Its answers may have a query rule (`rules.py`)
with which a first coding is proposed (`propose.py`); a person decides. `agreement.py` says
how much two or more coders agree beyond chance.
"""

from __future__ import annotations

REVISIONS: dict[int, str] = {1: "first"}
"""What changed in the proposals, by the room's revision."""
