"""What the index and the feed tell of an issue."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from columninch.publish.addresses import entry_anchor

if TYPE_CHECKING:
    from columninch.records import Issue

MOST_CONTENTS = 8
"""Headings that a card tells of an issue."""


@dataclass(frozen=True, slots=True)
class CardEntry:
    """An entry as the index names it."""

    anchor: str
    heading: str
    language: str


@dataclass(frozen=True, slots=True)
class IssueCard:
    """An issue in a few words."""

    number: int
    title: str
    starts: datetime
    ends: datetime
    lead: str
    frozen_at: datetime
    language: str = "en"
    """Of the lead."""
    contents: tuple[CardEntry, ...] = ()


def issue_card(issue: Issue) -> IssueCard:
    """The card of an issue: its first language's lead, and its first headings."""
    first = issue.parts[0] if issue.parts else None
    entries = [
        CardEntry(entry_anchor(entry.key), entry.heading, entry.language)
        for section in (first.sections if first else ())
        for entry in section.entries
    ]
    return IssueCard(
        number=issue.number,
        title=issue.title,
        starts=issue.starts,
        ends=issue.ends,
        lead=first.lead_sentence if first else "",
        frozen_at=issue.frozen_at,
        language=first.language if first else "en",
        contents=tuple(entries[:MOST_CONTENTS]),
    )
