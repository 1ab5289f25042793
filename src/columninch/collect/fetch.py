"""Fetching one item into the archive, whatever the kind of its source."""

from __future__ import annotations

from typing import TYPE_CHECKING

from columninch.collect.fetched import Fetched, Wanted
from columninch.collect.kinds import SOURCE_KINDS
from columninch.collect.transcripts.fetch_transcript import fetch_transcript, wants_transcript
from columninch.registry import pick

if TYPE_CHECKING:
    from columninch.tools import Tools

__all__ = ["Fetched", "Wanted", "fetch_item"]


def fetch_item(wanted: Wanted, tools: Tools) -> Fetched:
    """The item's capture, which is in the vault when this returns.

    Raises `FetchError` where the item can't be had at this moment, or not at all and the
    listing says nothing of it either; `can_retry` tells which.
    """
    fetch = pick(SOURCE_KINDS, wanted.source_kind, what="source kind").fetch
    if wants_transcript(wanted):
        return fetch_transcript(wanted, tools, fetch)
    return fetch(wanted, tools)
