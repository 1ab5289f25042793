"""The head of an HTTP/1.1 message: as much of it as a proxy has to understand (RFC 9112)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import socket

MAX_HEAD = 1 << 18
HEAD_END = b"\r\n\r\n"
HOP_BY_HOP = frozenset(
    {
        "connection",
        "host",
        "keep-alive",
        "proxy-authenticate",
        "proxy-authorization",
        "proxy-connection",
        "te",  # codespell:ignore
        "upgrade",
    }
)
"""Headers that speak of one connection alone (RFC 9110, 7.6.1), and the one that is set anew."""
_NAME = re.compile(r"[!#$%&'*+.^_`|~0-9A-Za-z-]+")


class HeadError(Exception):
    """What came is no head of a message, or none that ends."""


@dataclass(frozen=True, slots=True)
class Head:
    """A request's or an answer's first line, and its headers."""

    first: tuple[str, str, str]
    headers: tuple[tuple[str, str], ...]

    @property
    def method(self) -> str:
        """Of a request."""
        return self.first[0]

    @property
    def target(self) -> str:
        """Of a request: an absolute address, or host and port for CONNECT."""
        return self.first[1]

    @property
    def is_interim(self) -> bool:
        """Whether another answer follows this one (status 1xx)."""
        return self.first[1].startswith("1")

    def header(self, name: str) -> str:
        """The first value of header `name` (in lower case), or an empty string."""
        return next((value for key, value in self.headers if key.lower() == name), "")

    def as_request(self, target: str, host: str) -> bytes:
        """The request as its server is asked: one on its connection, without our password."""
        return self._written(f"{self.method} {target} HTTP/1.1", [("Host", host)])

    def as_answer(self) -> bytes:
        """The answer as the browser gets it: the last one on its connection."""
        return self._written(" ".join(self.first).rstrip(), [])

    def _written(self, first: str, more: list[tuple[str, str]]) -> bytes:
        kept = [one for one in self.headers if one[0].lower() not in HOP_BY_HOP]
        lines = [first, *(f"{key}: {value}" for key, value in [*more, *kept])]
        return ("\r\n".join([*lines, "Connection: close"]) + "\r\n\r\n").encode("latin-1")


def read_head(sock: socket.socket, begun: bytes = b"") -> tuple[Head, bytes]:
    """The head that comes over `sock`, after `begun`, and what followed it already.

    Raises `HeadError` where none comes, and `OSError` where the connection breaks.
    """
    data = bytearray(begun)
    seen = 0
    while (end := data.find(HEAD_END, max(seen - len(HEAD_END), 0))) < 0:
        if len(data) > MAX_HEAD:
            raise HeadError("it does not end")
        seen = len(data)
        more = sock.recv(1 << 16)
        if not more:
            raise HeadError("it ended within")
        data += more
    return _head(data[:end].decode("latin-1")), bytes(data[end + len(HEAD_END) :])


def _head(written: str) -> Head:
    first, *lines = written.split("\r\n")
    parts = first.split(" ", 2)
    if len(parts) < 2:
        raise HeadError(f"no first line of a message: {first[:80]!r}")
    headers = []
    for line in lines:
        name, colon, value = line.partition(":")
        if not colon or not _NAME.fullmatch(name):
            raise HeadError(f"no header: {line[:80]!r}")
        headers.append((name, value.strip()))
    return Head((parts[0], parts[1], parts[2] if len(parts) > 2 else ""), tuple(headers))
