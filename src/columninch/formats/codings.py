"""Content codings undone piece by piece: gzip, deflate, brotli and zstd, also stacked.

Each step is a generator over the step before, gives no more than a few dozen kilobytes at
a time, and is stopped at its own limit: a payload of a few bytes that would fill the memory
on the way to a small result gets no further than one that is large in the end.
"""

from __future__ import annotations

import itertools
import sys
import zlib
from typing import TYPE_CHECKING

import brotli

if sys.version_info >= (3, 14):
    from compression import zstd
else:
    from backports import zstd

from columninch.errors import ReadingError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

STEP_BYTES = 1 << 16
MAX_CODINGS = 3
"""One over the other."""
MAX_MEMBERS = 2000
"""Of one gzip or zstd payload; each costs a decoder of its own."""
MAX_ZSTD_WINDOW_LOG = 23
"""8 MB, the most that a server may use in HTTP (RFC 9659)."""
GZIP_BITS = 16 + zlib.MAX_WBITS
GZIP_MAGIC = 0x1F
DAMAGE = (zlib.error, brotli.error, zstd.ZstdError)


class CodingError(ReadingError):
    """Content that can't be unpacked: it is damaged, or cut off."""


class CodingLimit(CodingError):
    """Content that grows past a limit as it is unpacked; the reason says what it is."""


def unpacked(pieces: Iterator[bytes], codings: Sequence[str], max_bytes: int) -> Iterator[bytes]:
    """The content in `pieces` without its `codings`, which are in the order of their making.

    A coding that nobody knows is left on, as browsers do. Raises `CodingLimit` where there
    are too many or a step grows past `max_bytes`, and `CodingError` where one is damaged:
    what came before the damage has been given by then.
    """
    known = [one for one in codings if one in CODINGS]
    if len(known) > MAX_CODINGS:
        raise CodingLimit(f"packed {len(known)} times over")
    for coding in reversed(known):
        pieces = CODINGS[coding](_limited(pieces, max_bytes))
    try:
        yield from _limited(pieces, max_bytes)
    except DAMAGE as error:
        raise CodingError(f"its packing is damaged ({', '.join(known)}): {error}") from error


def _limited(pieces: Iterator[bytes], max_bytes: int) -> Iterator[bytes]:
    size = 0
    for piece in pieces:
        size += len(piece)
        if size > max_bytes:
            raise CodingLimit(f"larger than {max_bytes:,} bytes")
        yield piece


def _gunzipped(pieces: Iterator[bytes]) -> Iterator[bytes]:
    """RFC 1952: members one after the other; what follows them and is none is left out.

    An end that was cut off is borne with, as browsers do: the framing tells what is whole.
    """
    decoder = zlib.decompressobj(GZIP_BITS)
    members = 1
    for piece in pieces:
        waiting = piece
        while waiting:
            if decoder.eof:
                if waiting[0] != GZIP_MAGIC:
                    _drain(pieces)
                    return
                members = _one_more(members)
                decoder = zlib.decompressobj(GZIP_BITS)
            yield decoder.decompress(waiting, STEP_BYTES)
            waiting = decoder.unconsumed_tail or decoder.unused_data
    if not decoder.eof:
        yield decoder.flush()  # what a full step held back: some kilobytes at most


def _undeflated(pieces: Iterator[bytes]) -> Iterator[bytes]:
    """RFC 1950, or the bare RFC 1951 that some servers send under the same name."""
    first = next(pieces, b"")
    if len(first) == 1:
        first += next(pieces, b"")
    if not first:
        return
    is_wrapped = first[0] & 0x0F == 8 and int.from_bytes(first[:2], "big") % 31 == 0
    decoder = zlib.decompressobj(zlib.MAX_WBITS if is_wrapped else -zlib.MAX_WBITS)
    for piece in itertools.chain((first,), pieces):
        waiting = piece
        while waiting and not decoder.eof:
            yield decoder.decompress(waiting, STEP_BYTES)
            waiting = decoder.unconsumed_tail
    if not decoder.eof:
        yield decoder.flush()


def _unbrotlied(pieces: Iterator[bytes]) -> Iterator[bytes]:
    """RFC 7932; its large windows are not of the web, and the decoder refuses them."""
    decoder = brotli.Decompressor()
    has_begun = False
    for piece in pieces:
        has_begun = True
        part = decoder.process(piece, output_buffer_limit=STEP_BYTES)
        # one that takes more may still hold output back: it is empty when it gives nothing
        while part or not (decoder.is_finished() or decoder.can_accept_more_data()):
            yield part
            part = decoder.process(b"", output_buffer_limit=STEP_BYTES)
        if decoder.is_finished():
            _drain(pieces)
            return
    if has_begun:
        raise CodingError("its brotli is cut off")


def _unzstded(pieces: Iterator[bytes]) -> Iterator[bytes]:
    """RFC 8878, with the window that RFC 9659 allows."""
    decoder = _zstd_decoder()
    members = 1
    has_begun = False
    for piece in pieces:
        has_begun = True
        waiting = piece
        while waiting or not (decoder.needs_input or decoder.eof):
            if decoder.eof:
                members = _one_more(members)
                decoder = _zstd_decoder()
            yield decoder.decompress(waiting, STEP_BYTES)
            waiting = decoder.unused_data if decoder.eof else b""
    if has_begun and not decoder.eof:
        raise CodingError("its zstd is cut off")


def _zstd_decoder() -> zstd.ZstdDecompressor:
    return zstd.ZstdDecompressor(
        options={zstd.DecompressionParameter.window_log_max: MAX_ZSTD_WINDOW_LOG}
    )


def _one_more(members: int) -> int:
    if members == MAX_MEMBERS:
        raise CodingLimit(f"packed in more than {MAX_MEMBERS} parts")
    return members + 1


def _drain(pieces: Iterator[bytes]) -> None:
    """Read on to the end, so that the next answer on the connection can follow."""
    for _ in pieces:
        pass


CODINGS: Mapping[str, Callable[[Iterator[bytes]], Iterator[bytes]]] = {
    "gzip": _gunzipped,
    "x-gzip": _gunzipped,
    "deflate": _undeflated,
    "br": _unbrotlied,
    "zstd": _unzstded,
}
