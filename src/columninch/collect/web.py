"""The one way out: every request of the product, checked, polite and limited.

1. The address is parsed once; its host is resolved once, and every answer checked.
2. The site's robots.txt is asked first, and kept for a day.
3. One request at a time goes to a host, with a gap after each.
4. The whole exchange has a time limit, and the payload a limit of size once decompressed.
5. A redirect is an address like any other, and goes through all of this again.
"""

from __future__ import annotations

import http.client
import socket
import ssl
import threading
import time
import weakref
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from types import MappingProxyType
from typing import TYPE_CHECKING

from urllib3.exceptions import HTTPError
from urllib3.exceptions import TimeoutError as LateError

from columninch.collect.connection import (
    AnyConnection,
    CheckedConnection,
    CheckedTLSConnection,
    IdleConnections,
    checked_endpoints,
    shut,
    trusted_context,
)
from columninch.collect.deadline import Deadline, Deadlines
from columninch.collect.robots import RobotsRules, parse_robots
from columninch.collect.weburl import WebAddress, parse_address
from columninch.errors import FetchError, RefusedAddress
from columninch.records import Response

if TYPE_CHECKING:
    from urllib3.response import BaseHTTPResponse

    from columninch.tools import Clock

REDIRECTS = frozenset({301, 302, 303, 307, 308})
PERMANENT = frozenset({301, 308})
STALE = (http.client.RemoteDisconnected, ConnectionResetError, BrokenPipeError)
ROBOTS_KEPT = timedelta(hours=24)
MAX_ROBOTS = 2000
CHUNK_BYTES = 1 << 16
ACCEPT = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"


@dataclass(frozen=True, slots=True)
class WebSettings:
    """How the web is asked."""

    user_agent: str
    """Says who asks, with an address where the asker can be reached."""
    hosts: Mapping[str, tuple[str, int]] = field(default_factory=lambda: MappingProxyType({}))
    """Host name to address and port: the only way to reach an address that isn't public."""
    gap_seconds: float = 1.0
    """Between two requests to one host."""
    robots: bool = True
    """Whether sites are asked what they allow."""
    total_seconds: float = 30
    """For one `get` with its redirects, without the time that it waits for its turn."""
    max_bytes: int = 20_000_000
    """Of a payload, decompressed."""
    max_redirects: int = 5


@dataclass(slots=True)
class _Lane:
    """The turns of one host."""

    turn: threading.Lock = field(default_factory=threading.Lock)
    asking_robots: threading.Lock = field(default_factory=threading.Lock)
    free_at: float = 0.0


@dataclass(frozen=True, slots=True)
class _Answer:
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


@dataclass(slots=True)
class _Followed:
    """An exchange with its redirects, as far as it has come."""

    address: WebAddress
    seconds: float
    """What is left of the time limit."""
    redirects: list[str] = field(default_factory=list)
    moved_to: str = ""
    is_permanent: bool = True


class SafeWeb:
    """The web as a hostile place, asked politely (`columninch.tools.Web`; thread-safe)."""

    def __init__(self, settings: WebSettings, clock: Clock) -> None:
        """Nothing is asked before the first `get`."""
        self.settings = settings
        self._clock = clock
        self._agent = settings.user_agent.partition("/")[0].strip()
        self._hosts = {name.lower(): place for name, place in settings.hosts.items()}
        self._guard = threading.Lock()
        self._lanes: dict[str, _Lane] = {}
        self._rules: dict[tuple[str, str], tuple[datetime, RobotsRules]] = {}
        self._tls: ssl.SSLContext | None = None
        self._deadlines = Deadlines()
        self._idle = IdleConnections()
        weakref.finalize(self, self._idle.close)

    def get(self, url: str, *, headers: Mapping[str, str] | None = None) -> Response:
        """The answer to a GET, whatever its status (304 and 404 too).

        Raises `RefusedAddress` for an address that must not be asked (its scheme, host or
        network, or the site's robots.txt forbids it, or a redirect leads to one), and
        `FetchError` where no answer came, or one that is too large or too late.
        """
        gate = self._ask_robots if self.settings.robots else _let_through
        followed = _Followed(parse_address(url), self.settings.total_seconds)
        answer = self._follow(url, followed, headers or {}, gate)
        return Response(
            url=url,
            final_url=followed.address.href,
            status=answer.status,
            headers=answer.headers,
            body=answer.body,
            at=answer.at,
            redirects=tuple(followed.redirects),
            moved_to=followed.moved_to,
        )

    def close(self) -> None:
        """Close the connections that are kept open; a later `get` opens new ones."""
        self._idle.close()

    def _follow(
        self,
        url: str,
        followed: _Followed,
        headers: Mapping[str, str],
        gate: Callable[[WebAddress], None],
    ) -> _Answer:
        """The last answer of a chain of redirects; `followed` tells how it was reached."""
        while True:
            gate(followed.address)
            answer = self._exchange(followed, headers)
            location = answer.location()
            if not location:
                return answer
            if len(followed.redirects) == self.settings.max_redirects:
                raise FetchError(
                    f"redirected more than {self.settings.max_redirects} times",
                    where=url,
                    status=answer.status,
                )
            followed.redirects.append(followed.address.href if followed.redirects else url)
            followed.address = parse_address(location, followed.address)
            followed.is_permanent &= answer.status in PERMANENT
            if followed.is_permanent:
                followed.moved_to = followed.address.href

    def _ask_robots(self, address: WebAddress) -> None:
        """Raise `RefusedAddress` where the site's robots.txt forbids `address`."""
        key = address.scheme, address.authority
        with self._lane(address.host).asking_robots:
            kept = self._rules.get(key)
            if kept is None or kept[0] <= self._clock.now():
                kept = self._clock.now() + ROBOTS_KEPT, self._fetch_rules(address)
                with self._guard:
                    self._rules[key] = kept
                    if len(self._rules) > MAX_ROBOTS:
                        del self._rules[next(iter(self._rules))]
        if not kept[1].allows(address.target):
            raise RefusedAddress(
                "the site's robots.txt does not allow it",
                where=address.href,
                hint="ask the outlet, or take its feed's own content",
            )

    def _fetch_rules(self, address: WebAddress) -> RobotsRules:
        """The site's rules for us: RFC 9309, section 2.3.1."""
        followed = _Followed(
            WebAddress(address.scheme, address.host, address.port, "/robots.txt", ""),
            self.settings.total_seconds,
        )
        answer = self._follow(followed.address.href, followed, {}, _let_through)
        if answer.status >= 500:
            raise FetchError(
                f"the site's robots.txt answered {answer.status}, so nothing may be asked",
                where=address.href,
                status=answer.status,
            )
        is_there = 200 <= answer.status < 300
        return parse_robots(answer.body, self._agent) if is_there else RobotsRules()

    def _lane(self, host: str) -> _Lane:
        with self._guard:
            return self._lanes.setdefault(host.rstrip("."), _Lane())

    def _exchange(self, followed: _Followed, headers: Mapping[str, str]) -> _Answer:
        """One request and its answer, when it is its turn."""
        lane = self._lane(followed.address.host)
        with lane.turn:
            wait = lane.free_at - time.monotonic()
            if wait > 0:
                time.sleep(wait)
            begun = time.monotonic()
            try:
                return self._ask(followed.address, headers, followed.seconds)
            finally:
                ended = time.monotonic()
                followed.seconds -= ended - begun
                lane.free_at = ended + self.settings.gap_seconds

    def _ask(self, address: WebAddress, headers: Mapping[str, str], seconds: float) -> _Answer:
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
            return self._over(self._connection(address), address, headers, deadline)
        except (OSError, http.client.HTTPException, HTTPError) as error:
            if deadline.is_missed or isinstance(error, TimeoutError | LateError):
                raise self._too_late(address) from error
            raise FetchError(_told(error), where=address.href) from error
        finally:
            self._deadlines.end(deadline)

    def _connection(self, address: WebAddress) -> AnyConnection:
        endpoints = checked_endpoints(address, self._hosts)
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
    ) -> _Answer:
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
        return _Answer(
            response.status, tuple(response.headers.iteritems()), body, self._clock.now()
        )

    def _headers(self, address: WebAddress) -> dict[str, str]:
        return {
            "Host": address.authority,
            "User-Agent": self.settings.user_agent,
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
            if size > self.settings.max_bytes:
                raise FetchError(
                    f"the answer is larger than {self.settings.max_bytes:,} bytes",
                    where=address.href,
                    status=response.status,
                )
        return b"".join(parts)

    def _too_late(self, address: WebAddress) -> FetchError:
        return FetchError(
            f"no whole answer within {self.settings.total_seconds:g} seconds", where=address.href
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


def _let_through(address: WebAddress) -> None:
    """No gate."""


def _told(error: Exception) -> str:
    if isinstance(error, ConnectionRefusedError):
        return "nobody answers: the connection was refused"
    if isinstance(error, ssl.SSLError):
        return f"no safe connection: {error.reason or error}"
    return f"no usable answer: {str(error) or type(error).__name__}"
