"""The bytes of an archive file that isn't ours, decompressed as they are asked for.

A file may be plain, one gzip member (RFC 1952) a record, one member for all of them, or
Zstandard frames (RFC 8878), where the first may be a dictionary for the others. Each byte
has a place: where its member begins in the file, and how far it lies into the member.
Nothing is held but a buffer, and what inflates beyond reason is refused.
"""

from __future__ import annotations

import sys
import zlib
from typing import TYPE_CHECKING, Protocol

from columninch.archive.openings import is_opening
from columninch.errors import ArchiveError

if sys.version_info >= (3, 14):
    from compression import zstd
else:
    from backports import zstd

if TYPE_CHECKING:
    from typing import BinaryIO

GZIP = b"\x1f\x8b\x08"
ZSTD = b"\x28\xb5\x2f\xfd"
DICTIONARY = b"\x5d\x2a\x4d\x18"
"""The skippable frame that holds the dictionary of a `.warc.zst` file."""
DICTIONARY_BYTES = 1 << 24

CHUNK_BYTES = 1 << 16
FREE_BYTES = 1 << 26
"""What a member may inflate to, however small it is."""
MOST_FOLD = 300
"""How many times its own size a member may inflate to; text seldom passes 30."""


class _Codec(Protocol):
    """What turns a member's bytes into what was compressed."""

    @property
    def eof(self) -> bool:
        """The member is at its end."""
        ...

    @property
    def unused(self) -> bytes:
        """What follows the member, once it is at its end."""
        ...

    def decode(self, data: bytes) -> bytes:
        """At most a chunk of what `data` and what was held back give."""
        ...

    @property
    def is_hungry(self) -> bool:
        """Nothing more comes without more data."""
        ...


class Decoded:
    """A file's bytes after decompression, from `offset` on.

    Reading raises `ArchiveError` where a member is broken; `resume` goes on after it.
    """

    def __init__(self, stream: BinaryIO, offset: int = 0, *, dictionary: bytes = b"") -> None:
        """`stream` can seek; `dictionary` is that of an earlier frame of the file."""
        self._stream = stream
        self._dictionary = dictionary
        self._begin(offset)

    @property
    def dictionary(self) -> bytes:
        """The Zstandard dictionary met so far."""
        return self._dictionary

    @property
    def member(self) -> int:
        """Where the member that is being read begins in the file."""
        return self._member

    @property
    def is_broken(self) -> bool:
        """Nothing more can be had of this member: `resume` goes on after it."""
        return self._is_broken

    def place(self) -> tuple[int, int]:
        """Of the next byte: its member's offset in the file, and how far into the member.

        Where the file isn't compressed the second is 0 and the first the byte's own offset.
        """
        self._fill()
        if isinstance(self._codec, _Plain):
            return self._member + self._passed, 0
        return self._member, self._passed

    def line(self, limit: int = CHUNK_BYTES) -> bytes:
        """The next line with its end, cut after `limit` bytes; empty at the end of all."""
        parts: list[bytes] = []
        held = 0
        while held < limit and self._fill():
            end = self._buffer.find(b"\n", self._at, self._at + limit - held)
            parts.append(self._take(end + 1 - self._at if end >= 0 else limit - held))
            held += len(parts[-1])
            if end >= 0:
                break
        return b"".join(parts)

    def read(self, size: int) -> bytes:
        """`size` bytes, or fewer where there are no more."""
        parts: list[bytes] = []
        while size > 0 and self._fill():
            parts.append(self._take(size))
            size -= len(parts[-1])
        return b"".join(parts)

    def skip(self, size: int) -> int:
        """Pass over `size` bytes; returns how many there were."""
        left = size
        while left > 0 and self._fill():
            left -= len(self._take(left))
        return size - left

    def resume(self) -> bool:
        """After a broken member: go to the next that can be found, False where there is none."""
        offset = self._find_member(self._member + 1)
        if offset is None:
            self._begin(self._stream.seek(0, 2))
            return False
        self._begin(offset)
        return True

    def _begin(self, offset: int) -> None:
        self._raw_at = self._stream.seek(offset)
        self._raw = b""
        self._codec: _Codec | None = None
        self._member, self._passed, self._fed = offset, 0, 0
        self._is_broken = False
        self._buffer, self._at = b"", 0

    def _take(self, size: int) -> bytes:
        data = self._buffer[self._at : self._at + size]
        self._at += len(data)
        self._passed += len(data)
        return data

    def _fill(self) -> bool:
        """Have a byte to hand; False at the end of the file."""
        try:
            return self._have()
        except ArchiveError:
            self._is_broken = True
            raise

    def _have(self) -> bool:
        while self._at >= len(self._buffer):
            if (self._codec is None or self._codec.eof) and not self._next_member():
                return False
            assert self._codec is not None  # noqa: S101  for the type checker
            is_hungry = self._codec.is_hungry
            data = self._feed() if is_hungry else b""
            self._buffer, self._at = self._decode(data), 0
            if is_hungry and not (data or self._buffer or self._codec.eof):
                if isinstance(self._codec, _Plain):
                    return False
                raise ArchiveError("the record is torn off at the end of the file")
        return True

    def _feed(self) -> bytes:
        """The next bytes of the file for the codec; empty at the file's end."""
        data = self._raw or self._more()
        self._raw = b""
        self._fed += len(data)
        return data

    def _decode(self, data: bytes) -> bytes:
        assert self._codec is not None  # noqa: S101  for the type checker
        try:
            decoded = self._codec.decode(data)
        except (zlib.error, zstd.ZstdError, MemoryError) as error:
            raise ArchiveError(f"the record can't be decompressed: {error}") from error
        if self._codec.eof:
            self._raw = self._codec.unused
            self._fed -= len(self._raw)
        given = self._passed + len(decoded)
        if given > FREE_BYTES and given > MOST_FOLD * self._fed:
            raise ArchiveError(f"what is compressed here inflates more than {MOST_FOLD} times")
        return decoded

    def _next_member(self) -> bool:
        """Begin the member that comes next; False at the end of the file."""
        is_first = self._codec is None
        while len(self._raw) < len(DICTIONARY) and (more := self._more()):
            self._raw += more
        if not self._raw:
            return False
        self._member = self._raw_at - len(self._raw)
        self._passed = self._fed = 0
        if self._raw.startswith(DICTIONARY):
            return self._read_dictionary()
        if self._raw.startswith(GZIP):
            self._codec = _Gzip()
        elif self._raw.startswith(ZSTD):
            self._codec = _Zstd(self._dictionary)
        elif is_first:
            self._codec = _Plain()
        else:
            raise ArchiveError("no record begins here")
        return True

    def _read_dictionary(self) -> bool:
        """Take in the dictionary frame, and begin what follows it."""
        if self._dictionary:
            raise ArchiveError("there is a second dictionary here")
        while len(self._raw) < 8 and (more := self._more()):
            self._raw += more
        size = int.from_bytes(self._raw[4:8], "little")
        if size > DICTIONARY_BYTES:
            raise ArchiveError(f"a dictionary of {size} bytes is too large")
        while len(self._raw) < 8 + size and (more := self._more()):
            self._raw += more
        if len(self._raw) < 8 + size:
            raise ArchiveError("the dictionary is torn off at the end of the file")
        data, self._raw = self._raw[8 : 8 + size], self._raw[8 + size :]
        self._dictionary = _inflated_dictionary(data)
        return self._next_member()

    def _more(self) -> bytes:
        data = self._stream.read(CHUNK_BYTES)
        self._raw_at += len(data)
        return data

    def _find_member(self, offset: int) -> int | None:
        """Where the next member begins that opens with a record, or None."""
        base = self._stream.seek(offset)
        held = b""
        while more := self._stream.read(CHUNK_BYTES):
            held += more
            for magic in (GZIP, ZSTD):
                found = held.find(magic)
                while found >= 0:
                    if self._opens(base + found):
                        return base + found
                    found = held.find(magic, found + 1)
            keep = len(ZSTD) - 1
            base += max(0, len(held) - keep)
            held = held[-keep:]
            self._stream.seek(base + len(held))
        return None

    def _opens(self, offset: int) -> bool:
        """Whether what begins at `offset` decompresses, and to the opening of a record."""
        self._stream.seek(offset)
        head = self._stream.read(4096)
        try:
            codec: _Codec = _Gzip() if head.startswith(GZIP) else _Zstd(self._dictionary)
            return is_opening(codec.decode(head).split(b"\n", 1)[0])
        except (zlib.error, zstd.ZstdError, ArchiveError):
            return False


class _Plain:
    """No compression: everything from here to the end of the file."""

    eof = False
    unused = b""
    is_hungry = True

    def decode(self, data: bytes) -> bytes:
        return data


class _Gzip:
    def __init__(self) -> None:
        self._inflater = zlib.decompressobj(wbits=31)

    @property
    def eof(self) -> bool:
        return self._inflater.eof

    @property
    def unused(self) -> bytes:
        return self._inflater.unused_data

    @property
    def is_hungry(self) -> bool:
        return not self._inflater.unconsumed_tail

    def decode(self, data: bytes) -> bytes:
        return self._inflater.decompress(data or self._inflater.unconsumed_tail, CHUNK_BYTES)


class _Zstd:
    def __init__(self, dictionary: bytes) -> None:
        try:
            known = zstd.ZstdDict(dictionary) if dictionary else None
            self._inflater = zstd.ZstdDecompressor(zstd_dict=known)
        except (zstd.ZstdError, ValueError) as error:
            raise ArchiveError(f"the dictionary can't be used: {error}") from error

    @property
    def eof(self) -> bool:
        return self._inflater.eof

    @property
    def unused(self) -> bytes:
        return self._inflater.unused_data

    @property
    def is_hungry(self) -> bool:
        return self._inflater.needs_input

    def decode(self, data: bytes) -> bytes:
        return self._inflater.decompress(data, CHUNK_BYTES)


def _inflated_dictionary(data: bytes) -> bytes:
    """The dictionary, which may itself be a Zstandard frame."""
    if not data.startswith(ZSTD):
        return data
    try:
        return zstd.ZstdDecompressor().decompress(data, DICTIONARY_BYTES)
    except zstd.ZstdError as error:
        raise ArchiveError(f"the dictionary can't be decompressed: {error}") from error
