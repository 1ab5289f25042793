"""Polling: asking a source what it lists, whatever its kind."""

from __future__ import annotations

from typing import TYPE_CHECKING

from columninch.collect.kinds import SOURCE_KINDS
from columninch.collect.polled import Polled, PolledSource
from columninch.errors import FetchError
from columninch.registry import pick

if TYPE_CHECKING:
    from columninch.tools import Tools

__all__ = ["Polled", "PolledSource", "poll_source"]

GONE = 410


def poll_source(source: PolledSource, tools: Tools) -> Polled:
    """What `source` lists now; its document is in the vault when this returns.

    A source whose server says that it is gone (status 410) is an answer, no error.
    Raises `FetchError` where the source gives no usable answer, `SourceError` where its
    document can't be read, and `UnknownKey` for a kind that there isn't.
    """
    kind = pick(SOURCE_KINDS, source.kind, what="source kind")
    try:
        return kind.poll(source, tools)
    except FetchError as error:
        if error.status == GONE:
            return Polled(is_gone=True, memory=source.memory)
        raise
