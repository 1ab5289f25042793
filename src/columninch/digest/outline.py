"""The draft's own nouns: sections and entries, by the positions of the items they rest on."""

from __future__ import annotations

from dataclasses import dataclass

from columninch.records import EntryForm, Exchange, Quote


@dataclass(frozen=True, slots=True)
class DraftEntry:
    """An entry as it is put before the editor."""

    key: str
    """Stable as long as its first item stays the same."""
    form: EntryForm
    heading: str
    language: str
    summary: str
    """Markdown. What it quotes stands in block quotations."""
    quotations: tuple[tuple[int, Quote], ...] = ()
    """Position of the item, and the quote at its place in that item's text."""
    items: tuple[int, ...] = ()
    """Positions in the material's items; the first is the earliest."""
    exchanges: tuple[Exchange, ...] = ()
    picture_item: int | None = None
    """Position of the item whose picture is shown."""
    figure_names: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class DraftSection:
    """A part of the draft in one language."""

    key: str
    title: str
    language: str
    entries: tuple[DraftEntry, ...]
