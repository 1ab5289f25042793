"""An article before its outlet gave it a section and an address."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True)
class Draft:
    """What was written, and when it came out."""

    title: str
    standfirst: str
    paragraphs: tuple[str, ...]
    author: str
    published: datetime
