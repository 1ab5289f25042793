"""One request and its answer, over a connection to an address that was checked."""

from __future__ import annotations

import http.client
import socket
import ssl
import threading
import weakref
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from urllib3.exceptions import HTTPError
from urllib3.exceptions import TimeoutError as LateError

from columninch.collect.connection import (
    AnyConnection,
    CheckedConnection,
    CheckedTLSConnection,
    IdleConnections,
    shut,
    trusted_context,
)
from columninch.collect.deadline import Deadline, Deadlines
from columninch.collect.endpoints import checked_endpoints
from columninch.errors import FetchError

if TYPE_CHECKING:
    from collections.abc import Mapping

    from urllib3.response import BaseHTTPResponse

    from columninch.collect.web_settings import WebSettings
    from columninch.collect.weburl import WebAddress
    from columninch.tools import Clock

REDIRECTS = frozenset({301, 302, 303, 307, 308})
STALE = (http.client.RemoteDisconnected, ConnectionResetError, BrokenPipeError)
CHUNK_BYTES = 1 << 16
ACCEPT = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"


@dataclass(frozen=True, slots=True)
class Answer:
    """What a server answered to one request, before redirects are followed."""

    status: int
    headers: tuple[tuple[str, str], ...]
    body: bytes
    at: datetime

    def location(self) -> str:
        """Where it redirects to, or an empty string."""
        if self.status not in REDIRECTS:
            return ""
        value = next((value for key, value in self.headers if key.lower() == "location"), "")
        try:
            return value.encode("latin-1").decode("utf-8")  # http.client reads Latin-1
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
        self._deadlines = Deadlines()
        self._idle = IdleConnections()
        weakref.finalize(self, self._idle.close)

    def close(self) -> None:
        """Close the connections that are kept open; a later request opens new ones."""
        self._idle.close()

    def ask(self, address: WebAddress, headers: Mapping[str, str], seconds: float) -> Answer:
        """The answer to a GET, within `seconds`.

        Raises `RefusedAddress` where the host's network must not be asked, and `FetchError`
        where no answer came, or one that is too large or too late.
        """
        if seconds <= 0:
            raise self._too_late(address)
        deadline = self._deadlines.begin(seconds)
        try:
            kept = self._idle.take(address)
            if kept is not None:
                try:
                    return self._over(kept, address, headers, deadline)
                except STALE:
                    shut(kept)  # the server closed it meanwhile: ask anew
            return self._over(self._connection(address, deadline), address, headers, deadline)
        except (OSError, http.client.HTTPException, HTTPError) as error:
            if deadline.is_missed or isinstance(error, TimeoutError | LateError):
                raise self._too_late(address) from error
            raise FetchError(_told(error), where=address.href) from error
        finally:
            self._deadlines.end(deadline)

    def _connection(self, address: WebAddress, deadline: Deadline) -> AnyConnection:
        endpoints = checked_endpoints(
            address.host,
            address.port,
            self._hosts,
            seconds=deadline.left(),
            where=address.href,
        )
        if address.scheme == "http":
            return CheckedConnection(address, endpoints)
        with self._guard:
            self._tls = self._tls or trusted_context()
        return CheckedTLSConnection(address, endpoints, self._tls)

    def _over(
        self,
        connection: AnyConnection,
        address: WebAddress,
        headers: Mapping[str, str],
        deadline: Deadline,
    ) -> Answer:
        """The answer over `connection`, which is kept for the next request or closed."""
        is_kept = False
        try:
            connection.timeout = deadline.left()
            connection.link.watch(self._deadlines, deadline)
            connection.request(
                "GET",
                address.target,
                headers={**self._headers(address), **headers},
                preload_content=False,
            )
            response = connection.getresponse()
            body = self._read(response, address)
            if not self._deadlines.end(deadline):
                # a payload without a length seems whole when its connection is cut
                raise self._too_late(address)
            is_kept = connection.sock is not None
        finally:
            if not is_kept:
                shut(connection)
        self._idle.give(address, connection)
        return Answer(response.status, tuple(response.headers.iteritems()), body, self._clock.now())

    def _headers(self, address: WebAddress) -> dict[str, str]:
        return {
            "Host": address.authority,
            "User-Agent": self._settings.user_agent,
            "Accept": ACCEPT,
            "Accept-Encoding": "gzip, deflate, br, zstd",
        }

    def _read(self, response: BaseHTTPResponse, address: WebAddress) -> bytes:
        """The payload, decompressed. Raises `FetchError` where it is too large."""
        parts: list[bytes] = []
        size = 0
        for part in response.stream(CHUNK_BYTES, decode_content=True):
            parts.append(part)
            size += len(part)
            if size > self._settings.max_bytes:
                raise FetchError(
                    f"the answer is larger than {self._settings.max_bytes:,} bytes",
                    where=address.href,
                    status=response.status,
                )
        return b"".join(parts)

    def _too_late(self, address: WebAddress) -> FetchError:
        return FetchError(
            f"no whole answer within {self._settings.total_seconds:g} seconds", where=address.href
        )


def is_unreachable(error: FetchError) -> bool:
    """Whether nobody answers at the address, so that asking again soon is no use.

    True where its name is unknown, where no connection is taken, and where its
    certificate is not the host's; False where an answer was late, broken or an error.
    """
    return isinstance(
        error.__cause__,
        socket.gaierror | ConnectionRefusedError | ssl.SSLCertVerificationError,
    )


def _told(error: Exception) -> str:
    if isinstance(error, ConnectionRefusedError):
        return "nobody answers: the connection was refused"
    if isinstance(error, ssl.SSLError):
        return f"no safe connection: {error.reason or error}"
    said = " ".join(str(error).split())[:200]  # it may quote what the server sent
    return f"no usable answer: {said or type(error).__name__}"
