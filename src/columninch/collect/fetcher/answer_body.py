"""The payload of an HTTP/1.1 answer as it is sent (RFC 9112, sections 6 and 7).

A payload ends by its chunks, by its length, or with the connection, in this order; an
answer that says two different things of it is refused, since the next answer on the same
connection would begin at a place of the server's choice.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from columninch.collect.fetcher.answer_head import read_trailers
from columninch.collect.fetcher.incoming import READ_BYTES, BrokenOff, broken, too_much
from columninch.formats.codings import CodingError, CodingLimit, unpacked

if TYPE_CHECKING:
    from collections.abc import Iterator

    from columninch.collect.fetcher.answer_head import Head
    from columninch.collect.fetcher.incoming import Incoming
    from columninch.collect.fetcher.settings import WebSettings

WITHOUT_PAYLOAD = frozenset({204, 304})
MAX_CHUNK_LINE = 4096

_CHUNK_SIZE = re.compile(rb"[ \t]*([0-9a-fA-F]{1,15})[ \t]*(?:;.*)?", re.DOTALL)


def read_payload(incoming: Incoming, head: Head, settings: WebSettings) -> bytes:
    """The payload, its content codings undone.

    Raises `FetchError` where it can't be understood or breaks a limit, and `OSError` where
    it breaks off.
    """
    pieces = read_body(incoming, head, settings)
    try:
        return b"".join(unpacked(pieces, head.values("content-encoding"), settings.max_bytes))
    except CodingLimit as error:
        raise too_much(f"the answer is {error.reason}") from error
    except CodingError as error:
        raise broken(error.reason) from error


def read_body(incoming: Incoming, head: Head, settings: WebSettings) -> Iterator[bytes]:
    """The payload's pieces as they come, content codings still on.

    Raises `FetchError` where the framing can't be understood or breaks a limit, and
    `OSError` where the payload breaks off.
    """
    if head.status in WITHOUT_PAYLOAD:
        return iter(())
    transfer = [one for one in head.values("transfer-encoding") if one != "identity"]
    if transfer == ["chunked"]:
        return _chunked(incoming, settings)
    if transfer:
        raise broken(f"unknown transfer coding {', '.join(transfer)[:80]!r}")
    length = payload_length(head)
    if length is None:
        return _until_the_end(incoming)
    if length > settings.max_wire_bytes:
        raise too_much(f"the answer is larger than {settings.max_wire_bytes:,} bytes as sent")
    return _counted(incoming, length)


def payload_length(head: Head) -> int | None:
    """The Content-Length, or None. Raises `FetchError` where it isn't one number."""
    told = set(head.values("content-length"))
    if not told:
        return None
    (first, *others) = told
    if others or not (first.isascii() and first.isdigit()) or len(first) > 18:
        raise broken("its length is not one number")
    return int(first)


def ends_by_itself(head: Head) -> bool:
    """Whether another answer may follow on the same connection."""
    if head.is_http_1_0 or "close" in head.values("connection"):
        return False
    transfer = head.values("transfer-encoding")
    lengths = head.values("content-length")
    if transfer and lengths:
        return False  # RFC 9112, section 6.1: it may be an attack
    return head.status in WITHOUT_PAYLOAD or bool(transfer or lengths)


def _counted(incoming: Incoming, length: int) -> Iterator[bytes]:
    while length:
        piece = incoming.some(length)
        if not piece:
            raise BrokenOff("the answer broke off")
        length -= len(piece)
        yield piece


def _until_the_end(incoming: Incoming) -> Iterator[bytes]:
    while piece := incoming.some(READ_BYTES):
        yield piece


def _chunked(incoming: Incoming, settings: WebSettings) -> Iterator[bytes]:
    for _ in range(settings.max_chunks):
        told = _CHUNK_SIZE.fullmatch(incoming.line(MAX_CHUNK_LINE))
        if told is None:
            raise broken("a chunk without its size")
        size = int(told[1], 16)
        if size == 0:
            read_trailers(incoming, settings)
            return
        if size > settings.max_wire_bytes:
            raise too_much(f"the answer is larger than {settings.max_wire_bytes:,} bytes as sent")
        yield from _counted(incoming, size)
        if incoming.line(MAX_CHUNK_LINE):
            raise broken("a chunk longer than its size")
    raise too_much(f"the answer comes in more than {settings.max_chunks:,} pieces")
