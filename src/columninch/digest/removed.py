"""What an issue shows of sources that were removed, and where its captures lie by now."""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass, replace
from datetime import datetime
from typing import TYPE_CHECKING, Any

from columninch.records import Capture, CodedItem, DigestEntry, Issue, SourceCopy

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping


@dataclass(frozen=True, slots=True)
class Removed:
    """Why and when a capture was removed."""

    at: datetime
    why: str


def captures_in(issue: Issue) -> frozenset[Capture]:
    """Every capture that the issue cites."""
    found: set[Capture] = set()

    def note(record: object) -> object:
        if isinstance(record, Capture):
            found.add(record)
        return record

    _mapped(issue, note)
    return frozenset(found)


def with_captures(issue: Issue, now: Mapping[Capture, Capture]) -> Issue:
    """The issue with its captures where they lie now."""
    changed: Issue = _mapped(issue, lambda one: now.get(one, one) if _is_capture(one) else one)
    return changed


def without_sources(issue: Issue, removed: Mapping[Capture, Removed]) -> Issue:
    """The issue without the text, title, authors and pictures of removed sources.

    What the issue says itself stays, with its quotations: they had been verified. A source's
    title becomes its address.
    """
    urls = frozenset(capture.url for capture in removed)

    def change(record: Any) -> Any:
        match record:
            case SourceCopy() if record.capture in removed:
                why = removed[record.capture]
                return replace(
                    record,
                    title=record.url,
                    authors=(),
                    text="",
                    is_whole=False,
                    removed_at=why.at,
                    removed_why=why.why,
                )
            case DigestEntry() if record.picture and record.picture.source.removed_at:
                return replace(record, picture=None)
            case CodedItem() if record.url in urls:
                return replace(record, title=record.url)
            case _:
                return record

    changed: Issue = _mapped(issue, change)
    return changed


def _is_capture(record: object) -> bool:
    return isinstance(record, Capture)


def _mapped(value: Any, change: Callable[[Any], Any]) -> Any:
    """`value` with `change` made of each record in it, from the innermost out."""
    if isinstance(value, tuple):
        return tuple(_mapped(part, change) for part in value)
    if not dataclasses.is_dataclass(value) or isinstance(value, type):
        return value
    parts = {part.name: getattr(value, part.name) for part in dataclasses.fields(value)}
    mapped = {name: _mapped(part, change) for name, part in parts.items()}
    different = {name: part for name, part in mapped.items() if part is not parts[name]}
    return change(replace(value, **different) if different else value)
