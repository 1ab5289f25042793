"""What an outlet's articles are made of in a language: wording for all, phrases to compose from."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Wording:
    """What every outlet of a language draws on."""

    sections: tuple[str, ...]
    authors: tuple[str, ...]
    headings: tuple[str, ...]
    questions: tuple[str, ...]
    labels: tuple[str, str]
    """How an interview marks who asks and who answers."""


@dataclass(frozen=True)
class Phrases:
    """Sentences with places in braces, and what may stand in each place."""

    titles: tuple[str, ...]
    leads: tuple[str, ...]
    details: tuple[str, ...]
    quotes: tuple[str, ...]
    points: tuple[str, ...]
    said: str
    """What a block quotation says."""
    slots: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
