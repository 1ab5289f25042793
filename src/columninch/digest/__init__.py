"""The digest: a week's findings drafted in plain words, verified, and frozen.

`draft.py` turns a week's material (`material.py`) into sections and entries that an editor
goes on with; `sentences.py` tells a share in words. `verify.py` holds every quotation, figure
and share against the archive before anything is published. `freeze.py` writes an issue down
so that it can be told whether a byte of it has changed.
"""

from __future__ import annotations

REVISIONS: dict[int, str] = {1: "first"}
"""What changed in the drafts, by the room's revision."""
