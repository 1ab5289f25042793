"""Answers that would fill the memory or never end, from a real server on 127.0.0.1.

Each is written to the connection as it is; what is unpacked to ten gigabytes is made of one
packed block that is repeated, so that making it costs nothing.
"""

import contextlib
import gzip
import itertools
import socket
import struct
import threading
import time
import zlib
from typing import TYPE_CHECKING

import brotli

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

BLOCK = 10_000_000
BLOCKS = 1000
"""Of 10 MB each: ten gigabytes."""
OK = b"HTTP/1.1 200 OK\r\n"


def zeros_as_deflate(blocks: int) -> bytes:
    """Raw deflate of `blocks` times 10 MB of zeros; each block ends at a byte and stands alone."""
    packer = zlib.compressobj(9, zlib.DEFLATED, -zlib.MAX_WBITS)
    return (packer.compress(bytes(BLOCK)) + packer.flush(zlib.Z_FULL_FLUSH)) * blocks


def zeros_as_gzip(blocks: int) -> bytes:
    return b"\x1f\x8b\x08\0\0\0\0\0\0\x03" + zeros_as_deflate(blocks)


def zeros_as_zlib(blocks: int) -> bytes:
    return b"\x78\x9c" + zeros_as_deflate(blocks)


def zeros_as_zstd(blocks: int, window_log: int = 17) -> bytes:
    """A frame of `blocks` run-length blocks of 128 KB, four bytes each."""
    run = struct.pack("<I", (131072 << 3) | (1 << 1))[:3] + b"\0"
    return b"\x28\xb5\x2f\xfd\x00" + bytes([(window_log - 10) << 3]) + run * blocks


def zeros_as_brotli(megabytes: int) -> bytes:
    packer = brotli.Compressor(quality=1)
    part = bytes(1_000_000)
    return b"".join(packer.process(part) for _ in range(megabytes)) + packer.finish()


def answer(body: bytes, *codings: str) -> bytes:
    head = OK + f"Content-Length: {len(body)}\r\n".encode()
    return head + f"Content-Encoding: {', '.join(codings)}\r\n\r\n".encode() + body


def empty_members(count: int) -> bytes:
    return gzip.compress(b"", mtime=0) * count


def whole(made: "Callable[[], bytes]") -> "Callable[[], Iterable[bytes]]":
    return lambda: (made(),)


def for_ever(head: bytes, part: bytes, pause: float = 0.0) -> "Callable[[], Iterable[bytes]]":
    def parts() -> "Iterable[bytes]":
        yield head
        for _ in itertools.count():
            yield part
            if pause:
                time.sleep(pause)

    return parts


CHUNKED = OK + b"Transfer-Encoding: chunked\r\n\r\n"

BOMBS: "dict[str, Callable[[], Iterable[bytes]]]" = {
    "gzip": whole(lambda: answer(zeros_as_gzip(BLOCKS), "gzip")),
    "gzip-in-gzip": whole(lambda: answer(gzip.compress(zeros_as_gzip(BLOCKS)), "gzip", "gzip")),
    "gzip-thrice": whole(
        lambda: answer(gzip.compress(gzip.compress(zeros_as_gzip(BLOCKS))), "gzip", "gzip", "gzip")
    ),
    "ten-codings": whole(lambda: answer(b"", *["gzip"] * 10)),
    "thousand-codings": whole(lambda: answer(b"", *["br"] * 1000)),
    "empty-on-the-way": whole(
        lambda: answer(gzip.compress(empty_members(2_000_000), 1), "gzip", "gzip")
    ),
    "empty-members": whole(lambda: answer(empty_members(900_000), "gzip")),
    "deflate": whole(lambda: answer(zeros_as_zlib(BLOCKS), "deflate")),
    "raw-deflate": whole(lambda: answer(zeros_as_deflate(BLOCKS), "deflate")),
    "brotli": whole(lambda: answer(zeros_as_brotli(300), "br")),
    "brotli-in-gzip": whole(lambda: answer(gzip.compress(zeros_as_brotli(300)), "br", "gzip")),
    "brotli-large-window": whole(lambda: answer(b"\x11\x1e" + bytes(1000), "br")),
    "zstd": whole(lambda: answer(zeros_as_zstd(80_000), "zstd")),
    "zstd-in-gzip": whole(lambda: answer(gzip.compress(zeros_as_zstd(80_000)), "zstd", "gzip")),
    "zstd-huge-window": whole(lambda: answer(zeros_as_zstd(80_000, window_log=31), "zstd")),
    "zstd-empty-frames": whole(
        lambda: answer(b"\x28\xb5\x2f\xfd\x20\x00\x01\x00\x00" * 1_000_000, "zstd")
    ),
    "length-of-a-terabyte": whole(lambda: OK + b"Content-Length: 1000000000000\r\n\r\n"),
    "body-without-end": for_ever(OK + b"\r\n", bytes(65536)),
    "header-without-end": for_ever(OK + b"X-Long: ", b"a" * 65536),
    "headers-without-end": for_ever(OK, b"X: y\r\n" * 1000),
    "folded-without-end": for_ever(OK + b"X: y\r\n", b" folded\r\n" * 1000),
    "status-line-without-end": for_ever(b"HTTP/1.1 200 ", b"O" * 65536),
    "interim-without-end": for_ever(b"", b"HTTP/1.1 100 Continue\r\n\r\n" * 100),
    "early-hints-without-end": for_ever(b"", b"HTTP/1.1 103 Hints\r\nLink: a\r\n\r\n" * 100),
    "switching-protocols": whole(lambda: b"HTTP/1.1 101 Other\r\nUpgrade: x\r\n\r\n"),
    "chunk-size-without-end": for_ever(CHUNKED, b"0" * 65536),
    "chunk-extension-without-end": for_ever(CHUNKED + b"1;", b"a" * 65536),
    "chunk-of-a-terabyte": whole(lambda: CHUNKED + b"ffffffffff\r\n"),
    "chunk-size-that-overflows": whole(lambda: CHUNKED + b"f" * 40 + b"\r\n"),
    "chunk-size-below-zero": whole(lambda: CHUNKED + b"-1\r\n"),
    "chunks-of-one-byte": for_ever(CHUNKED, b"1\r\na\r\n" * 10_000),
    "trailers-without-end": for_ever(CHUNKED + b"0\r\n", b"X: y\r\n" * 1000),
    "two-lengths": whole(lambda: OK + b"Content-Length: 1\r\nContent-Length: 2\r\n\r\nab"),
    "no-http": for_ever(b"SSH-2.0-server\r\n", b"noise" * 1000),
    "silence": for_ever(b"", b"", pause=0.05),
    "trickle-of-a-status": for_ever(b"H", b"T", pause=0.05),
    "trickle-of-headers": for_ever(OK, b"X: y\r\n", pause=0.05),
    "trickle-of-a-body": for_ever(OK + b"\r\n", b".", pause=0.05),
    "trickle-of-chunks": for_ever(CHUNKED, b"1\r\na\r\n", pause=0.05),
}


class BombServer:
    """Sends the bomb that the path names, until the other side hangs up."""

    def __init__(self) -> None:
        self.listener = socket.create_server(("127.0.0.1", 0), backlog=64)
        self.is_over = threading.Event()
        self.thread = threading.Thread(target=self._accept, daemon=True)
        self.thread.start()

    @property
    def place(self) -> tuple[str, int]:
        return self.listener.getsockname()

    def _accept(self) -> None:
        while True:
            try:
                connection, _ = self.listener.accept()
            except OSError:
                return
            threading.Thread(target=self._send, args=(connection,), daemon=True).start()

    def _send(self, connection: socket.socket) -> None:
        with connection, contextlib.suppress(OSError):
            asked = connection.recv(65536).decode("latin-1")
            name = asked.split(" ")[1][1:] if asked.startswith("GET /") else "silence"
            for part in BOMBS[name]():
                if self.is_over.is_set():
                    return
                connection.sendall(part)
                if not part:  # nothing is sent that would tell that the other side is gone
                    connection.settimeout(0.001)
                    with contextlib.suppress(TimeoutError):
                        if not connection.recv(1):
                            return

    def close(self) -> None:
        self.is_over.set()
        self.listener.shutdown(socket.SHUT_RDWR)
        self.listener.close()
        self.thread.join()
