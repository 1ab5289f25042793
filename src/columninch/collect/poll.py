"""Polling: asking a source what it lists, whatever its kind."""

from __future__ import annotations

from typing import TYPE_CHECKING

from columninch.collect.kinds import SOURCE_KINDS
from columninch.collect.polled import Polled, PolledSource
from columninch.registry import pick

if TYPE_CHECKING:
    from columninch.tools import Tools

__all__ = ["Polled", "PolledSource", "poll_source"]


def poll_source(source: PolledSource, tools: Tools) -> Polled:
    """What `source` lists now; its document is in the vault when this returns.

    Raises `FetchError` where the source gives no usable answer, `SourceError` where its
    document can't be read, and `UnknownKey` for a kind that there isn't.
    """
    return pick(SOURCE_KINDS, source.kind, what="source kind").poll(source, tools)
