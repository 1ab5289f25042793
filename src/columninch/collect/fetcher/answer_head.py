"""The head of an HTTP/1.1 answer: status line and headers (RFC 9112, sections 4 and 5).

Read as tolerantly as browsers do, within limits: what can't be a header is passed over, a
folded line is joined, and control characters, which could forge a header where an answer
is written down again, become spaces.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from columninch.collect.fetcher.incoming import broken, too_much

if TYPE_CHECKING:
    from columninch.collect.fetcher.incoming import Incoming
    from columninch.collect.fetcher.settings import WebSettings

SWITCHING = 101

_STATUS = re.compile(rb"HTTP/(\d)\.(\d)[ \t]+(\d{3})(?:[ \t].*)?", re.DOTALL)
_NAME = re.compile(rb"[!#$%&'*+.^_`|~0-9A-Za-z-]+")
_CONTROLS = re.compile(rb"[\x00-\x08\x0a-\x1f\x7f]")


@dataclass(frozen=True, slots=True)
class Head:
    """Status and headers of an answer."""

    status: int
    headers: tuple[tuple[str, str], ...]
    is_http_1_0: bool = False

    def values(self, name: str) -> list[str]:
        """All values of the header `name`, given in lower case, split at their commas."""
        return [
            part.strip().lower()
            for key, value in self.headers
            if key.lower() == name
            for part in value.split(",")
            if part.strip()
        ]


def read_head(incoming: Incoming, settings: WebSettings) -> Head:
    """The head of the final answer; interim ones before it are passed over.

    Raises `FetchError` where it is none or breaks a limit, and `OSError` where it breaks off.
    """
    left = settings.max_head_bytes
    for _ in range(settings.max_interim + 1):
        head, left = _one_head(incoming, settings, left)
        if head.status >= 200:
            return head
        if head.status == SWITCHING:
            raise broken("the server changes to another protocol, which nobody asked for")
    raise too_much(f"more than {settings.max_interim} interim answers and no final one")


def read_trailers(incoming: Incoming, settings: WebSettings) -> None:
    """Pass over what follows a payload in chunks, within the limits of a head."""
    _header_lines(incoming, settings, settings.max_head_bytes)


def _one_head(incoming: Incoming, settings: WebSettings, left: int) -> tuple[Head, int]:
    """One head, and how many bytes the next may still have."""
    line = incoming.line(left)
    told = _STATUS.fullmatch(line)
    if told is None or told[1] != b"1":
        raise broken("the server does not speak HTTP/1.1")
    lines, left = _header_lines(incoming, settings, left - len(line))
    headers = tuple(header for each in lines if (header := _header(each)))
    return Head(int(told[3]), headers, is_http_1_0=told[2] == b"0"), left


def _header_lines(incoming: Incoming, settings: WebSettings, left: int) -> tuple[list[bytes], int]:
    """The lines up to the empty one, folded ones joined; and what is left of the bytes."""
    lines: list[bytes] = []
    while line := incoming.line(max(left, 0)):
        left -= len(line) + 2
        if line[:1] in b" \t" and lines:
            lines[-1] += b" " + line.strip()
            continue
        lines.append(line)
        if len(lines) > settings.max_headers:
            raise too_much(f"the answer has more than {settings.max_headers} headers")
    return lines, left


def _header(line: bytes) -> tuple[str, str] | None:
    name, colon, value = line.partition(b":")
    name = name.rstrip(b" \t")
    if not colon or not _NAME.fullmatch(name):
        return None
    return name.decode("ascii"), _CONTROLS.sub(b" ", value).strip(b" \t").decode("latin-1")
