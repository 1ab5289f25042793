"""What a draft is made of: the week's items and what was found in them."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal

from columninch.records import (
    Block,
    DatePrecision,
    Picture,
    Quote,
    ReadingForm,
    Reprint,
    Span,
    StoryGroup,
)

Rights = Literal["none", "excerpt", "whole"]


@dataclass(frozen=True, slots=True)
class DraftItem:
    """An item as the draft needs it."""

    title: str
    outlet: str
    """The outlet's name as it is shown."""
    outlet_key: str
    authors: tuple[str, ...]
    at: datetime
    precision: DatePrecision
    language: str
    url: str
    text: str
    blocks: tuple[Block, ...] = field(repr=False)
    form: ReadingForm
    topic: str
    """The topic's answer key, or empty."""
    quotes: tuple[Quote, ...]
    word_count: int
    picture: Picture | None
    rights: Rights
    """What of it may be reprinted. Words that people said may be quoted in any case."""
    is_embedded: bool
    """It stands whole in another outlet's page."""


@dataclass(frozen=True, slots=True)
class FigureMention:
    """One value of a tracked figure, where an item reports it."""

    name: str
    """The figure's name in the item's language."""
    unit: str
    item: int
    """Position in the material's items."""
    value: float
    span: Span
    """Into the item's text."""


@dataclass(frozen=True, slots=True)
class Material:
    """A period's items, and what was found among them by their positions."""

    items: tuple[DraftItem, ...]
    stories: tuple[StoryGroup, ...] = ()
    reprints: tuple[Reprint, ...] = ()
    figures: tuple[FigureMention, ...] = ()
