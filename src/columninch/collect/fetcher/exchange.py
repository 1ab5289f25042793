"""One request and its answer, over a connection to an address that was checked.

The requests are so plain (GET, no payload) and the answers so little to be trusted that
both are written and read here, each part under its own limit (`docs/decisions/0005`).
"""

from __future__ import annotations

import re
import socket
import ssl
import threading
import time
import weakref
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from columninch.collect.fetcher.answer_body import ends_by_itself, read_payload
from columninch.collect.fetcher.answer_head import read_head
from columninch.collect.fetcher.connection import (
    IdleConnections,
    open_plain,
    open_tls,
    trusted_context,
)
from columninch.collect.fetcher.endpoints import checked_endpoints
from columninch.collect.fetcher.incoming import Incoming, LateAnswer, NothingCame
from columninch.errors import FetchError

if TYPE_CHECKING:
    from collections.abc import Mapping

    from columninch.collect.fetcher.settings import WebSettings
    from columninch.collect.fetcher.weburl import WebAddress
    from columninch.tools import Clock

REDIRECTS = frozenset({301, 302, 303, 307, 308})
STALE = (NothingCame, ConnectionResetError, BrokenPipeError, ssl.SSLEOFError)
"""How a kept connection fails that the server had closed before the request reached it."""

ACCEPT = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"

_FIELD = re.compile(r"[!#$%&'*+.^_`|~0-9A-Za-z-]+: [\t\x20-\x7e\x80-\xff]*")


@dataclass(frozen=True, slots=True)
class Answer:
    """What a server answered to one request, before redirects are followed."""

    status: int
    headers: tuple[tuple[str, str], ...]
    body: bytes
    at: datetime
    asked: tuple[tuple[str, str], ...]
    """The headers of the request, as they were sent."""

    def location(self) -> str:
        """Where it redirects to, or an empty string."""
        if self.status not in REDIRECTS:
            return ""
        value = next((value for key, value in self.headers if key.lower() == "location"), "")
        try:
            return value.encode("latin-1").decode("utf-8")  # headers are read as Latin-1
        except UnicodeError:
            return value


class Exchanges:
    """Requests and answers, with what they share (thread-safe)."""

    def __init__(self, settings: WebSettings, clock: Clock) -> None:
        """Nothing is connected yet."""
        self._settings = settings
        self._clock = clock
        self._hosts = {name.lower(): place for name, place in settings.hosts.items()}
        self._guard = threading.Lock()
        self._tls: ssl.SSLContext | None = None
        self.idle = IdleConnections()
        weakref.finalize(self, self.idle.close)

    def close(self) -> None:
        """Close the connections that are kept open; a later request opens new ones."""
        self.idle.close()

    def ask(self, address: WebAddress, headers: Mapping[str, str], seconds: float) -> Answer:
        """The answer to a GET, within `seconds`.

        Raises `RefusedAddress` where the host's network must not be asked, and `FetchError`
        where no answer came, or one that is too large or too late.
        """
        if seconds <= 0:
            raise self._too_late(address)
        ends_at = time.monotonic() + seconds
        asked = self._asked(address, headers)
        try:
            kept = self.idle.take(address)
            if kept is not None:
                try:
                    return self._over(kept, address, asked, ends_at)
                except STALE:
                    pass  # asked anew
            return self._over(self._connection(address, ends_at), address, asked, ends_at)
        except FetchError as error:
            error.where = error.where or address.href
            raise
        except TimeoutError as error:
            raise self._too_late(address, error) from error
        except OSError as error:
            raise FetchError(_told(error), where=address.href) from error

    def _connection(self, address: WebAddress, ends_at: float) -> socket.socket:
        endpoints = checked_endpoints(
            address.host,
            address.port,
            self._hosts,
            seconds=ends_at - time.monotonic(),
            where=address.href,
        )
        if address.scheme == "http":
            return open_plain(endpoints, ends_at)
        with self._guard:
            self._tls = self._tls or trusted_context()
        return open_tls(endpoints, ends_at, address.host, self._tls)

    def _over(
        self,
        connection: socket.socket,
        address: WebAddress,
        asked: tuple[tuple[str, str], ...],
        ends_at: float,
    ) -> Answer:
        """The answer over `connection`, which is kept for the next request or closed."""
        settings = self._settings
        is_kept = False
        try:
            connection.settimeout(max(ends_at - time.monotonic(), 0.01))
            connection.sendall(request_bytes(address, asked))
            incoming = Incoming(connection, ends_at=ends_at, max_bytes=settings.max_wire_bytes)
            incoming.await_first(settings.first_byte_seconds)
            head = read_head(incoming, settings)
            body = read_payload(incoming, head, settings)
            is_kept = ends_by_itself(head) and incoming.is_drained
        finally:
            if not is_kept:
                connection.close()
        if is_kept:
            self.idle.give(address, connection)
        return Answer(head.status, head.headers, body, self._clock.now(), asked)

    def _asked(
        self, address: WebAddress, headers: Mapping[str, str]
    ) -> tuple[tuple[str, str], ...]:
        """The headers of a request; those that are given replace the usual ones."""
        usual = {
            "Host": address.authority,
            "User-Agent": self._settings.user_agent,
            "Accept": ACCEPT,
            "Accept-Encoding": "gzip, deflate, br, zstd",
        }
        given = {name.lower() for name in headers}
        kept = ((name, value) for name, value in usual.items() if name.lower() not in given)
        return (*kept, *headers.items())

    def _too_late(self, address: WebAddress, error: TimeoutError | None = None) -> FetchError:
        reason = str(error) if isinstance(error, LateAnswer) else ""
        within = f"no whole answer within {self._settings.total_seconds:g} seconds"
        return FetchError(reason or within, where=address.href)


def request_bytes(address: WebAddress, asked: tuple[tuple[str, str], ...]) -> bytes:
    """A GET as it is sent. Raises `ValueError` where a header can't be one."""
    fields = [f"{name}: {value}" for name, value in asked]
    for each in fields:
        if not _FIELD.fullmatch(each):
            raise ValueError(f"not a header: {each[:100]!r}")
    lines = (f"GET {address.target} HTTP/1.1", *fields, "", "")
    return "\r\n".join(lines).encode("latin-1")


def is_unreachable(error: FetchError) -> bool:
    """Whether nobody answers at the address, so that asking again soon is no use.

    True where its name is unknown, where no connection is taken, and where its
    certificate is not the host's; False where an answer was late, broken or an error.
    """
    return isinstance(
        error.__cause__,
        socket.gaierror | ConnectionRefusedError | ssl.SSLCertVerificationError,
    )


def _told(error: OSError) -> str:
    if isinstance(error, ConnectionRefusedError):
        return "nobody answers: the connection was refused"
    if isinstance(error, ssl.SSLError):
        return f"no safe connection: {error.reason or error}"
    said = " ".join(str(error).split())[:200]  # it may quote what the server sent
    return f"no usable answer: {said or type(error).__name__}"
